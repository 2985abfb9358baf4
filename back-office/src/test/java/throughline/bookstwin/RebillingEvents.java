package throughline.bookstwin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import throughline.message.OrderRebilledEncoder;
import throughline.message.RebillingEndedEncoder;
import throughline.message.Side;
import throughline.office.Outcome;

/** Spans of closed days charged again: what the office's edge reads from the books is what the twin remembers. */
final class RebillingEvents {
    private static final int A_TIME = 60;
    private static final int SPAN = 4;
    private static final int PAST = 8;

    private final TwinFirm firm;
    private final TwinBooks books;
    private final Tally tally;
    private final SplittableRandom random;
    private final TwoPeople people;
    private final List<Owed> left = new ArrayList<>();
    private final List<Owed> sent = new ArrayList<>();

    RebillingEvents(TwinFirm firm, TwinBooks books, Tally tally, TwoPeople people, SplittableRandom random) {
        this.firm = firm;
        this.books = books;
        this.tally = tally;
        this.people = people;
        this.random = random;
    }

    /** One event: a proposal, some orders, or the end. */
    void any() {
        if (books.rebilling.running() == 0 || random.nextInt(10) == 0) {
            propose();
        } else if (left.isEmpty()) {
            end();
        } else {
            for (int order = Math.min(A_TIME, left.size()); order > 0; order--) {
                order();
            }
        }
    }

    private void propose() {
        int from = books.date() - random.nextInt(PAST);
        int to = from - 1 + random.nextInt(SPAN);
        int account = random.nextInt(3) == 0 ? 1 + random.nextInt(World.SECOND_CLIENT) : 0;
        people.propose("REBILLING", people.proposals().rebilling(from, to, account),
            () -> books.rebilling.check(from, to), id -> {
                books.rebilling.begin(id, from, to, account);
                left.clear();
                sent.clear();
                books.owedOf(from, to).stream().filter(one -> account == 0 || account == one.account)
                    .filter(one -> one.quantity.signum() != 0).forEach(left::add);
            });
    }

    private void order() {
        int choice = random.nextInt(50);
        if (choice == 0 && !sent.isEmpty()) {
            tally.met("re-billed again");
            send(sent.get(random.nextInt(sent.size())), books.rebilling.running());
        } else if (choice == 1) {
            tally.met("re-billed by another");
            send(left.get(random.nextInt(left.size())), books.rebilling.running() + 1);
        } else {
            Owed one = left.remove(left.size() - 1);
            sent.add(one);
            boolean booked = send(one, books.rebilling.running()) == Outcome.RECORDED;
            tally.met(!booked ? "re-billed, the same" : one.isClients() ? "re-billed client" : "re-billed own");
        }
    }

    private Outcome send(Owed one, long rebilling) {
        OrderRebilledEncoder again = draft(one, rebilling);
        Outcome expected = books.rebilling.charge(one, rebilling);
        assertEquals(expected, firm.send(again), again.toString());
        return expected;
    }

    private OrderRebilledEncoder draft(Owed one, long rebilling) {
        OrderRebilledEncoder again = new OrderRebilledEncoder();
        OrderRebilledEncoder.ChargesEncoder charges = firm.draft.begin(again, 0, one.order).rebillingId(rebilling)
            .quantity(one.quantity.longValueExact()).notionalMinor(one.amount.longValueExact())
            .accountId(one.account).instrumentId(one.instrument).partyId(one.party).traderId(1)
            .tradeDate(one.date).settlementDate(TwinBooks.settles(one)).side(one.buys ? Side.BUY : Side.SELL)
            .chargesCount(one.charged.size());
        one.charged.forEach((kind, amount) -> charges.next().kind(kind).chargedMinor(amount.longValueExact()));
        return again;
    }

    /** In the midst of a close none is charged. */
    void amidClose() {
        if (books.rebilling.running() != 0 && !left.isEmpty()) {
            tally.met("re-billed amid a close");
            assertEquals(Outcome.NOT_READY, firm.send(draft(left.get(0), books.rebilling.running())));
        }
    }

    private void end() {
        RebillingEndedEncoder ended = new RebillingEndedEncoder();
        firm.draft.begin(ended, 0, 0).rebillingId(books.rebilling.running());
        firm.sent(ended);
        tally.met("re-billing");
        books.rebilling.end();
        if (!sent.isEmpty()) {
            tally.met("re-billed without a re-billing");
            send(sent.get(0), firm.reference());
        }
    }
}
