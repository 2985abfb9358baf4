package throughline.bookstwin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import throughline.message.DayClosingEncoder;
import throughline.message.ExceptionCode;
import throughline.office.Outcome;

/** 200,000 seeded events through the office's machine and through books kept plainly: each account the same. */
@Tag("long")
class BooksTwinTest {
    private static final int EVENTS = 200_000;
    private static final int COMPARED_EVERY = 500;
    private static final int CLOSED_EVERY = 2_000;
    private static final int RECOVERED_EVERY = 10;

    private final TwinFirm firm = new TwinFirm();
    private final TwinBooks books = new TwinBooks();
    private final TwinClose close = new TwinClose(books);
    private final Tally tally = new Tally();
    private final Map<Integer, Long> prices = new HashMap<>();
    private final Map<Integer, Long> rates = new HashMap<>();
    private SplittableRandom random;
    private TradeEvents trades;
    private SettlementEvents settlements;
    private MovementEvents movements;
    private RebillingEvents rebillings;
    private TwoPeople people;
    private DayEvents daily;
    private String where;
    private int days;

    @Test
    void everyAccountAgrees() {
        long seed = Long.getLong("throughline.seed", 20260601);
        System.out.println("seed " + seed);
        random = new SplittableRandom(seed);
        trades = new TradeEvents(firm, books, tally, random.split());
        settlements = new SettlementEvents(firm, books, tally, random.split());
        people = new TwoPeople(firm, books.days, tally, random.split());
        movements = new MovementEvents(firm, books, people, random.split());
        daily = new DayEvents(firm, books, tally, people, random.split());
        rebillings = new RebillingEvents(firm, books, tally, people, random.split());
        open();
        for (int event = 1; event <= EVENTS; event++) {
            where = "seed " + seed + ", event " + event;
            if (event % CLOSED_EVERY == 0) {
                closeDay();
                compare();
            } else {
                event();
            }
            exceptionsAgree();
            if (event % COMPARED_EVERY == 0) {
                compare();
            }
        }
        met();
        firm.machine.ledger().prove();
        firm.recovered();
        firm.decideAgain();
    }

    private void open() {
        Opening opening = new Opening(firm);
        opening.reference();
        for (int account = World.FIFO; account <= World.SECOND_CLIENT; account++) {
            for (int currency : List.of(World.USD, World.EUR)) {
                long minor = account <= World.AVERAGE ? 900_000_000_00L : 20_000_00L;
                opening.cash(account, currency, minor);
                books.opening(account, currency, minor);
            }
            opening.holding(account, account, 500, 12_345_67);
            books.holding(account, account, 500, 12_345_67);
            opening.holding(account, World.QUIET, 10_000, 500_000_00);
            books.holding(account, World.QUIET, 10_000, 500_000_00);
        }
        opening.openDay();
        books.opened();
        compare();
    }

    private void event() {
        int choice = random.nextInt(100);
        if (choice < 10 && people.isDue()) {
            people.decide();
        } else if (choice < 10) {
            movements.any();
        } else if (choice == 10 && random.nextInt(3) == 0) {
            daily.any();
        } else if (choice == 11 && random.nextInt(3) == 0) {
            rebillings.any();
        } else if (!settlements.isEmpty() && random.nextInt(100) < 45) {
            settlements.any();
        } else {
            trades.any();
        }
    }

    /** Asked for; then trades the middle had still to clear, risk's answer, and confirmations amid the close. */
    private void closeDay() {
        daily.beforeClose();
        int date = books.date();
        DayClosingEncoder closing = new DayClosingEncoder();
        firm.draft.begin(closing, World.OPS, 0).businessDate(date).requestKey("");
        firm.sent(closing);
        for (int late = random.nextInt(4); late > 0; late--) {
            tally.met("trade after the close was asked for");
            trades.any();
        }
        price();
        firm.middle.riskDayClosed(date, prices, World.USD, rates);
        firm.runToInstructing();
        close.begin(prices, rates);
        amidClose();
        firm.run();
        assertTrue(firm.machine.businessDate() > date, where);
        close.end();
        firm.read();
        books.openDay(World.CALENDAR.nextBusinessDate(date));
        settlements.instructed(trades.endDay());
        assertEquals(books.date(), firm.machine.businessDate(), where);
        if (random.nextInt(3) == 0) {
            daily.putInOrder();
        }
        if (++days % RECOVERED_EVERY == 0) {
            tally.met("saved and loaded");
            firm.recovered();
        }
    }

    /** What is known at the close: now and then no price, or no rate. */
    private void price() {
        prices.clear();
        rates.clear();
        for (World.Paper paper : World.PAPERS) {
            if (random.nextInt(8) != 0) {
                prices.put(paper.id(), random.nextInt(8) == 0 ? 0 : 1 + random.nextLong(100_0000_0000L));
            }
        }
        if (random.nextInt(8) != 0) {
            rates.put(World.EUR, 1_0000_0000L + random.nextLong(2000_0000));
        }
    }

    /** The custodian does not wait for a close, and people have to. */
    private void amidClose() {
        if (settlements.isEmpty()) {
            return;
        }
        for (int more = random.nextInt(3); more > 0; more--) {
            tally.met("message amid a close");
            settlements.any();
        }
        if (random.nextInt(4) == 0) {
            movements.amidClose();
        } else if (random.nextInt(3) == 0) {
            rebillings.amidClose();
        }
        assertEquals(books.date(), firm.machine.businessDate(), where);
    }

    private void compare() {
        Map<Key, Long> ours = books.ledger.nonZero();
        Map<Key, Long> theirs = firm.balances();
        if (!ours.equals(theirs)) {
            Map<Key, String> differences = new TreeMap<>();
            TreeSet<Key> keys = new TreeSet<>(ours.keySet());
            keys.addAll(theirs.keySet());
            keys.stream().filter(key -> !ours.getOrDefault(key, 0L).equals(theirs.getOrDefault(key, 0L)))
                .forEach(key -> differences.put(key, "twin " + ours.get(key) + ", office " + theirs.get(key)));
            assertEquals(Map.of(), differences, where);
        }
        assertTrue(books.ledger.isEven(), where);
    }

    private void exceptionsAgree() {
        List<ExceptionCode> expected = books.exceptions;
        int count = firm.machine.exceptions().count();
        String last = count == 0 ? "" : firm.machine.exceptions().code(count - 1) + " "
            + firm.machine.exceptions().text(count - 1);
        assertEquals(expected.size(), count, where + ": " + last);
        if (count > 0) {
            assertEquals(expected.get(count - 1), firm.machine.exceptions().code(count - 1), where + ": " + last);
        }
    }

    private void met() {
        System.out.println(tally);
        tally.atLeast(1_000, "bust", "correction", "trade elsewhere", "fail", "part settlement", "whole settlement");
        tally.atLeast(300, "an execution again", "an execution again and otherwise", "a bust of nothing",
            "a bust again", "an order over days", "confirmation again", "confirmation contradicted",
            "confirmation that does not fit", "confirmation of nothing", "fail again", "whole settlement after a fail",
            "part settlement after a fail");
        tally.atLeast(5, "trade after the close was asked for", "sealed again", "close beside a reopened day",
            "approved REOPENING", "approved FEE", "approved LATE ENTRY", "approved LATE REVERSAL", "approved END",
            "approved REBILLING", "re-billing", "proposed DEPOSIT DAY_CLOSED", "re-billed amid a close",
            "approved REVERSAL DAY_CLOSED", "sign-off ALREADY_DONE", "proposed REBILLING CONTRADICTION",
            "proposed REBILLING SPAN_NOT_CLOSED", "proposed REBILLING REBILLING_RUNS", "proposed END CONTRADICTION");
        tally.atLeast(20, "message amid a close", "sign-off NONE", "sign-off NOT_IN_ORDER", "re-billed again",
            "re-billed by another", "re-billed, the same", "confirmation again of what has left",
            "message of what has left", "late message");
        tally.atLeast(500, "re-billed client", "re-billed own", "exception resolved");
        tally.atLeast(50, "approved DEPOSIT", "approved WITHDRAWAL", "approved CAPITAL_IN", "approved CAPITAL_OUT",
            "approved FEES_PAID", "approved BANK_CHARGE", "approved FX_DEAL", "approved FX_SETTLED",
            "approved ACCRUAL_SETTLED", "approved ACCRUAL", "approved ENTRY", "approved REVERSAL", "approved RECEIVED",
            "approved DELIVERED", "approved BORROWED", "approved LENT", "rejected", "approval by oneself");
        tally.atLeast(5, "approved BORROW_RETURNED", "approved LOAN_RETURNED", "proposed REVERSAL NOT_REVERSIBLE",
            "proposed FX_SETTLED ALREADY_DONE", "proposed WITHDRAWAL SHORT_OF_MONEY",
            "proposed DELIVERED SHORT_OF_SECURITIES", "approved WITHDRAWAL SHORT_OF_MONEY");
        tally.atLeast(9, "saved and loaded");
        assertTrue(close.sweptByTheFirm() > 20, close.sweptByTheFirm() + " sweeps paid by the firm");
    }
}
