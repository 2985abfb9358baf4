package throughline.bookstwin;

import static throughline.message.SecurityMovementKind.BORROWED;
import static throughline.message.SecurityMovementKind.BORROW_RETURNED;
import static throughline.message.SecurityMovementKind.DELIVERED;
import static throughline.message.SecurityMovementKind.LENT;
import static throughline.message.SecurityMovementKind.LOAN_RETURNED;
import static throughline.message.SecurityMovementKind.RECEIVED;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import throughline.bookstwin.TwinMovements.Cash;
import throughline.bookstwin.TwinMovements.Paper;
import throughline.firm.Refusal;
import throughline.message.CashMovementKind;
import throughline.message.SecurityMovementKind;

/** What two people propose and decide at random: money, securities, deals, accruals, entries by hand, reversals. */
final class MovementEvents {
    private static final int CENTS = 100;

    private final TwinFirm firm;
    private final TwinBooks books;
    private final SplittableRandom random;
    private final Proposals proposals;
    private final TwoPeople people;
    private final List<Long> reversible = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();
    private final List<Long> deals = new ArrayList<>();
    private final List<Long> growing = new ArrayList<>();
    private final List<Long> fees = new ArrayList<>();
    private final List<Long> lent = new ArrayList<>();
    private final List<Paper> lentPapers = new ArrayList<>();

    MovementEvents(TwinFirm firm, TwinBooks books, TwoPeople people, SplittableRandom random) {
        this.firm = firm;
        this.books = books;
        this.people = people;
        this.random = random;
        proposals = people.proposals();
    }

    /** One proposal. */
    void any() {
        proposals.on(books.date());
        switch (random.nextInt(9)) {
            case 0, 1 -> client();
            case 2 -> own();
            case 3 -> deal();
            case 4 -> settle();
            case 5 -> {
                if (random.nextInt(3) == 0 && !growing.isEmpty()) {
                    end();
                } else {
                    accrual();
                }
            }
            case 6 -> entry();
            case 7 -> reversal();
            default -> paper();
        }
    }

    private int currency() {
        return random.nextBoolean() ? World.USD : World.EUR;
    }

    private int ownAccount() {
        return random.nextBoolean() ? World.FIFO : World.AVERAGE;
    }

    private int anyClient() {
        return random.nextBoolean() ? World.CLIENT : World.SECOND_CLIENT;
    }

    private void cash(Cash cash) {
        people.propose(cash.kind().name(), proposals.cash(cash), () -> books.movements.check(cash), id -> {
            books.movements.book(id, cash);
            reversible.add(id);
            if (cash.kind() == CashMovementKind.FX_DEAL) {
                deals.add(id);
            }
        });
    }

    private void client() {
        int account = anyClient();
        int currency = currency();
        long free = books.ledger.balance(TwinLedger.free(currency, account)).negate().longValueExact();
        boolean in = free < CENTS || random.nextBoolean();
        long amount = 1 + random.nextLong(in ? 20_000_00 : random.nextInt(5) == 0 ? 2 * free : free);
        cash(new Cash(in ? CashMovementKind.DEPOSIT : CashMovementKind.WITHDRAWAL, account, 0, 0, currency, amount, 0,
            0, 0));
    }

    private void own() {
        CashMovementKind kind = List.of(CashMovementKind.CAPITAL_IN, CashMovementKind.CAPITAL_OUT,
            CashMovementKind.BANK_CHARGE, CashMovementKind.FEES_PAID).get(random.nextInt(4));
        boolean fees = kind == CashMovementKind.FEES_PAID;
        int chart = fees ? List.of(2400, 2410, 2420).get(random.nextInt(3)) : 0;
        cash(new Cash(kind, fees ? 0 : ownAccount(), chart == 2400 ? World.CCP : 0, chart, currency(),
            1 + random.nextInt(500_00), 0, 0, 0));
    }

    private void deal() {
        int currency = currency();
        cash(new Cash(CashMovementKind.FX_DEAL, ownAccount(), World.BROKER, 0, currency,
            1 + random.nextInt(1_000_000_00), currency == World.USD ? World.EUR : World.USD,
            1 + random.nextInt(1_000_000_00), 0));
    }

    private void settle() {
        boolean fx = random.nextBoolean();
        List<Long> from = fx ? deals : growing;
        if (from.isEmpty()) {
            return;
        }
        long id = from.get(from.size() - 1 - random.nextInt(Math.min(from.size(), 10)));
        long amount = fx ? 0 : Math.max(1, books.accruals.open(id) - random.nextInt(3) + 1);
        int currency = fx ? books.movements.currency(id) : books.accruals.currency(id);
        cash(new Cash(fx ? CashMovementKind.FX_SETTLED : CashMovementKind.ACCRUAL_SETTLED, 0, 0, 0, currency, amount,
            0, 0, id));
    }

    private void accrual() {
        int from = books.date() - random.nextInt(5);
        TwinAccruals.Terms terms = new TwinAccruals.Terms(random.nextBoolean(), false, ownAccount(), World.BANK,
            currency(), 1 + random.nextInt(1_000_000_00), 1 + random.nextInt(20_000_000), from,
            random.nextBoolean() ? from + random.nextInt(20) : Integer.MAX_VALUE, random.nextBoolean() ? 360 : 365);
        people.propose("ACCRUAL", proposals.accrual(terms), () -> Refusal.NONE, id -> {
            books.accruals.define(id, terms);
            growing.add(id);
        });
    }

    /** Interest ends on a day, fees do not. */
    private void end() {
        boolean fee = random.nextInt(5) == 0 && !fees.isEmpty();
        List<Long> from = fee ? fees : growing;
        long id = from.get(from.size() - 1 - random.nextInt(Math.min(from.size(), 10)));
        TwinAccruals.Terms terms = books.accruals.terms(id);
        int last = random.nextInt(8) == 0 ? terms.from() - 2 : books.date() - 5 + random.nextInt(10);
        people.propose("END", proposals.accrual(id, terms, last), () -> books.accruals.checkEnd(id, last),
            by -> books.accruals.end(id, last));
    }

    private void entry() {
        int account = ownAccount();
        int currency = currency();
        BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(1_000_00));
        Key debit = random.nextInt(4) == 0 ? TwinLedger.cash(currency)
            : Key.of(List.of(1110, 2450, 3100).get(random.nextInt(3)), currency, account);
        Key credit = Key.of(List.of(4300, 5320, 5900, 9000).get(random.nextInt(4)), currency, account);
        Map<Key, BigDecimal> lines = Map.of(debit, amount, credit, amount.negate());
        int date = openDate();
        people.propose(date == books.date() ? "ENTRY" : "LATE ENTRY", proposals.entry(date, lines),
            () -> books.takesByHand(date) ? Refusal.NONE : Refusal.DAY_CLOSED, id -> {
                books.movements.book(id, date, lines);
                reversible.add(id);
                if (date != books.date()) {
                    late.add(id);
                }
            });
    }

    /** The open day, or the reopened one. */
    private int openDate() {
        return books.days.reopened() != 0 && random.nextBoolean() ? books.days.reopened() : books.date();
    }

    private void reversal() {
        if (reversible.isEmpty()) {
            return;
        }
        int date = openDate();
        boolean ofThatDay = date != books.date() && !late.isEmpty() && random.nextInt(4) > 0;
        long id = ofThatDay ? late.get(late.size() - 1)
            : reversible.get(reversible.size() - 1 - random.nextInt(Math.min(reversible.size(), 15)));
        people.propose(date == books.date() ? "REVERSAL" : "LATE REVERSAL",
            proposals.reversal(firm.entryOf(id), date), () -> books.movements.checkReversal(id, date),
            by -> books.movements.reverse(id));
    }

    /** While a close is under way no money moves. */
    void amidClose() {
        Cash deposit = new Cash(CashMovementKind.DEPOSIT, World.CLIENT, 0, 0, World.USD, 1, 0, 0, 0);
        people.propose("DEPOSIT", proposals.cash(deposit), () -> Refusal.DAY_CLOSED, id -> { });
    }

    private void paper() {
        if (random.nextInt(4) == 0 && !lent.isEmpty()) {
            giveBack(random.nextInt(lent.size()));
            return;
        }
        SecurityMovementKind kind = List.of(RECEIVED, DELIVERED, BORROWED, LENT).get(random.nextInt(4));
        boolean lends = kind == BORROWED || kind == LENT;
        int account = lends || random.nextBoolean() ? ownAccount() : anyClient();
        boolean client = World.account(account).isClient();
        boolean traded = (kind != DELIVERED || client) && random.nextBoolean();
        paper(new Paper(kind, account, lends ? World.LENDER : 0,
            traded ? 1 + random.nextInt(World.FUND) : World.QUIET, 1 + random.nextInt(traded ? 300 : 3_000),
            lends || kind == RECEIVED && !client ? 1 + random.nextInt(50_000_00) : 0,
            lends && random.nextBoolean() ? random.nextInt(10_000_000) : 0, 0, books.date()));
    }

    private void giveBack(int index) {
        Paper of = lentPapers.get(index);
        paper(new Paper(of.kind() == BORROWED ? BORROW_RETURNED : LOAN_RETURNED, 0, 0, 0, 0, 0, 0, lent.get(index),
            books.date()));
    }

    private void paper(Paper paper) {
        people.propose(paper.kind().name(), proposals.paper(paper), () -> books.movements.check(paper), id -> {
            books.movements.book(id, paper);
            if (paper.kind() == DELIVERED && World.account(paper.account()).isClient()) {
                reversible.add(id);
            }
            if (paper.kind() == BORROWED || paper.kind() == LENT) {
                lent.add(id);
                if (paper.feeRateE8() > 0) {
                    fees.add(id);
                }
                lentPapers.add(paper);
            }
        });
    }
}
