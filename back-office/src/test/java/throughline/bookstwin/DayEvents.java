package throughline.bookstwin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import throughline.firm.Refusal;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.DayClosingEncoder;
import throughline.message.DaySignedOffEncoder;
import throughline.message.ExceptionResolvedEncoder;
import throughline.message.FeeKind;
import throughline.message.TierBy;
import throughline.office.Outcome;

/** Fee tables that change in the day; days that are reopened, sealed again, and signed off. */
final class DayEvents {
    private final TwinFirm firm;
    private final TwinBooks books;
    private final Tally tally;
    private final SplittableRandom random;
    private final TwoPeople people;
    private int firstUnresolved;

    DayEvents(TwinFirm firm, TwinBooks books, Tally tally, TwoPeople people, SplittableRandom random) {
        this.firm = firm;
        this.books = books;
        this.tally = tally;
        this.people = people;
        this.random = random;
    }

    /** One event. */
    void any() {
        switch (random.nextInt(4)) {
            case 0 -> fee();
            case 1 -> reopen();
            case 2 -> {
                if (books.days.lastClosed() != 0) {
                    signOff(random.nextInt(4) == 0 ? books.days.lastClosed() : books.days.firstUnsigned());
                }
            }
            default -> {
                if (books.days.reopened() != 0) {
                    reseal();
                }
            }
        }
    }

    /** All is seen to and decided on, and the days signed off as far as that goes. */
    void putInOrder() {
        people.decideAll();
        books.days.raised(books.exceptions.size());
        for (int row = firstUnresolved; row < books.exceptions.size(); row++) {
            resolve(row);
            tally.met("exception resolved");
        }
        firstUnresolved = books.exceptions.size();
        books.days.resolve(row -> true);
        int date = books.days.firstUnsigned();
        while (date != 0 && signOff(date) == Refusal.NONE) {
            date = books.days.firstUnsigned();
        }
    }

    private void resolve(int row) {
        ExceptionResolvedEncoder resolved = new ExceptionResolvedEncoder();
        firm.draft.begin(resolved, World.OPS, 0).exceptionSeq(firm.machine.exceptions().seq(row)).requestKey("")
            .comment("seen to");
        firm.sent(resolved);
    }

    private Refusal signOff(int date) {
        if (date == 0) {
            return Refusal.UNKNOWN_REFERENCE;
        }
        books.days.raised(books.exceptions.size());
        Refusal expected = books.days.signOff(date);
        DaySignedOffEncoder signed = new DaySignedOffEncoder();
        firm.draft.begin(signed, World.SECOND_OPS, 0).businessDate(date).requestKey("").comment("");
        Outcome outcome = firm.send(signed);
        assertEquals(expected, outcome == Outcome.RECORDED ? Refusal.NONE : Refusal.of(firm.reference()));
        tally.met("sign-off " + expected);
        return expected;
    }

    private void fee() {
        FeeRow row = row(FeeKind.get((short) (1 + random.nextInt(6))));
        people.propose("FEE", people.proposals().fee(row), () -> Refusal.NONE, id -> books.fees.define(row));
    }

    private FeeRow row(FeeKind kind) {
        boolean client = kind == FeeKind.COMMISSION || random.nextBoolean();
        int account = random.nextInt(3) == 0 ? client ? World.CLIENT : World.FIFO : 0;
        int from = books.date() - 2 + random.nextInt(5);
        boolean byQuantity = random.nextBoolean();
        long least = random.nextInt(3) == 0 ? random.nextInt(500) : 0;
        return new FeeRow(kind, client ? AccountKind.CLIENT : AccountKind.PRINCIPAL, account,
            random.nextBoolean() ? 0 : random.nextBoolean() ? World.USD : World.EUR,
            ChargedSides.get((short) random.nextInt(3)), from, random.nextBoolean() ? 0 : from + random.nextInt(10),
            random.nextInt(200_000), random.nextInt(1_000_000), random.nextInt(3) == 0 ? random.nextInt(1_000) : 0,
            least, random.nextInt(3) == 0 ? least + random.nextInt(2_000) : -1, random.nextBoolean(),
            random.nextBoolean() ? ChargeDate.TRADE : ChargeDate.SETTLEMENT,
            byQuantity ? TierBy.QUANTITY : TierBy.NOTIONAL, random.nextInt(3) == 0 ? random.nextInt(1_000_000) : 0,
            tiers(byQuantity ? 100 : 100_000));
    }

    private List<FeeRow.Tier> tiers(long step) {
        long first = 1 + random.nextLong(step);
        return switch (random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(tier(first));
            default -> List.of(tier(first), tier(first + 1 + random.nextLong(step)));
        };
    }

    private FeeRow.Tier tier(long from) {
        return new FeeRow.Tier(from, random.nextInt(200_000), random.nextInt(1_000_000));
    }

    private void reopen() {
        int date = books.days.lastClosed();
        if (date != 0) {
            people.propose("REOPENING", people.proposals().reopening(date),
                () -> books.days.reopened() != 0 || date != books.days.lastClosed() ? Refusal.DAY_NOT_CLOSED
                    : Refusal.NONE,
                id -> books.days.reopen(date));
        }
    }

    /** Before the open day can close, a reopened one is sealed. */
    void beforeClose() {
        if (books.days.reopened() != 0) {
            tally.met("close beside a reopened day");
            assertEquals(Outcome.WRONG_STATE, close(books.date()));
            reseal();
        }
    }

    private void reseal() {
        tally.met("sealed again");
        assertEquals(Outcome.RECORDED, close(books.days.reopened()));
        books.days.raised(books.exceptions.size());
        books.days.reseal();
    }

    private Outcome close(int date) {
        DayClosingEncoder closing = new DayClosingEncoder();
        firm.draft.begin(closing, World.OPS, 0).businessDate(date).requestKey("");
        return firm.send(closing);
    }
}
