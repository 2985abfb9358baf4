package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.back.BackFirm.ACME;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OTHER;
import static throughline.back.BackFirm.OWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.message.ObligationStatus;
import throughline.message.Side;
import throughline.office.MemorySnapshots;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.Step;
import throughline.office.Stops;
import throughline.settlement.Obligations;
import throughline.state.StateHash;

/** What is told of accounts' money, read from the journal as another office reads it, against the books themselves. */
class AccountMoneyTest {
    private static final int EVENTS = 8_000;
    private static final int CLOSED_EVERY = 300;
    private static final int INSTRUMENTS = 5;
    private static final int MANY = 300;

    private final BackFirm firm = new BackFirm();
    private final MoneyReader reader = new MoneyReader(firm);
    private final List<Long> instructed = new ArrayList<>();
    private final List<Long> today = new ArrayList<>();
    private final List<MiddleJournal.Fill> fills = new ArrayList<>();
    private SplittableRandom random;
    private long orders;
    private long references;

    /** Trades, busts, whole and part settlements, fails and closes at random: told is what the books hold. */
    @Test
    void whatIsToldIsWhatTheBooksHold() {
        long seed = Long.getLong("throughline.seed", 20260602);
        System.out.println("seed " + seed);
        random = new SplittableRandom(seed);
        firm.importReference();
        instruments(INSTRUMENTS);
        assertEquals(Outcome.RECORDED, firm.cash(CLIENT, 20_000_00L, "cash.csv:2"));
        firm.openDay();
        for (int event = 1; event <= EVENTS; event++) {
            if (event % CLOSED_EVERY == 0) {
                close();
            } else if (!instructed.isEmpty() && random.nextInt(100) < 50) {
                settle(instructed.get(random.nextInt(instructed.size())));
            } else if (!fills.isEmpty() && random.nextInt(100) < 5) {
                firm.bust(fills.remove(random.nextInt(fills.size())));
            } else {
                trade();
            }
            reader.read();
            assertEquals(folded(), reader.unsettled(), "seed " + seed + ", event " + event);
            assertEquals(firm.balances().getOrDefault(2310, 0L), -reader.cash(CLIENT), "seed " + seed);
        }
        assertTrue(reader.failing() > 100, reader.failing() + " failing");
        assertTrue(reader.manyInAStep() > 20, reader.manyInAStep() + " steps with more than one leg");
        settleTheRest();
        firm.decideAgain();
        recovered();
    }

    private void instruments(int count) {
        for (int id = OTHER + 1; id <= count; id++) {
            assertEquals(Outcome.RECORDED, firm.instrument(id, "S" + id, 0));
        }
    }

    /** What has settled is told to be zero, and then no more. */
    private void settleTheRest() {
        close();
        for (long order : List.copyOf(instructed)) {
            Obligations all = firm.machine.obligations();
            int row = firm.obligation(order);
            firm.confirm(order, all.quantity(row) - all.settledQuantity(row),
                all.amountMinor(row) - all.settledMinor(row), "R" + ++references);
        }
        reader.read();
        assertEquals(folded(), reader.unsettled());
        assertTrue(reader.unsettled().keySet().stream().allMatch(key -> key.startsWith(CLIENT + "/")),
            () -> "left: " + reader.unsettled());
        int told = reader.told().size();
        assertTrue(reader.zeros() >= 2 * INSTRUMENTS, reader.zeros() + " told to be zero");
        close();
        reader.read();
        assertTrue(reader.told().size() <= told + INSTRUMENTS + 1, () -> "told again: " + reader.told().subList(told,
            reader.told().size()));
    }

    private void trade() {
        boolean goesOn = !today.isEmpty() && random.nextInt(3) == 0;
        long order = goesOn ? today.get(random.nextInt(today.size())) : ++orders;
        if (!goesOn) {
            today.add(order);
        }
        fills.add(firm.trade(order, 1 + (int) (order % 3), 1 + (int) (order / 3 % INSTRUMENTS),
            order / 7 % 2 == 0 ? Side.BUY : Side.SELL, 1 + random.nextInt(300), 1 + random.nextInt(9_999)));
    }

    private void close() {
        firm.closeDay();
        today.removeIf(order -> firm.machine.obligations().quantity(firm.obligation(order)) == 0);
        instructed.addAll(today);
        today.clear();
        fills.clear();
    }

    private void settle(long order) {
        int row = firm.obligation(order);
        String reference = "R" + ++references;
        if (random.nextInt(10) == 0) {
            assertEquals(Outcome.RECORDED, firm.fails(order, reference));
            return;
        }
        long quantity = firm.machine.obligations().quantity(row) - firm.machine.obligations().settledQuantity(row);
        long amount = firm.machine.obligations().amountMinor(row) - firm.machine.obligations().settledMinor(row);
        boolean part = quantity > 1 && random.nextInt(3) == 0;
        long settled = part ? 1 + random.nextLong(quantity - 1) : quantity;
        firm.confirm(order, settled, part ? amount * settled / quantity : amount, reference);
        if (!part) {
            instructed.remove(order);
        }
    }

    /** Bought, sold, client bought, client sold and failing by account and instrument, from every obligation anew. */
    private Map<String, List<Long>> folded() {
        Map<String, long[]> sums = new TreeMap<>();
        Obligations all = firm.machine.obligations();
        for (int row = 0; row < all.count(); row++) {
            if (all.status(row) == ObligationStatus.OPEN) {
                continue;
            }
            long[] sum = sums.computeIfAbsent(all.accountId(row) + "/" + all.instrumentId(row), any -> new long[5]);
            int side = all.isPurchase(row) ? 0 : 1;
            sum[side] += all.amountMinor(row) - all.settledMinor(row);
            sum[2 + side] += all.clientMinor(row) - all.clientSettledMinor(row);
            sum[4] += all.failedMinor(row);
        }
        return MoneyReader.withoutZeros(sums);
    }

    /** A snapshot taken here, and all from the beginning, give the same state. */
    private void recovered() {
        MemorySnapshots snapshots = new MemorySnapshots();
        BackMachine whole = new BackMachine(BackFirm.CALENDAR);
        Replay replay = new Replay(whole, firm.journal, List.of(firm.middle.journal()), Stops.NONE);
        while (replay.next()) {
            // to the end
        }
        replay.snapshot(snapshots);
        BackMachine restored = new BackMachine(BackFirm.CALENDAR);
        assertTrue(new Replay(restored, firm.journal, List.of(firm.middle.journal()), Stops.NONE)
            .load(snapshots) > 0);
        assertEquals(StateHash.of(firm.machine), StateHash.of(whole));
        assertEquals(StateHash.of(firm.machine), StateHash.of(restored));
    }

    @Test
    void aDepositIsToldBeforeTheFirstDayOpens() {
        firm.importReference();
        firm.cash(OWN, 5_000, "a");
        firm.cash(CLIENT, 1_000, "b");
        firm.cash(CLIENT, 234, "c");
        reader.read();
        assertEquals(List.of("3 USD 1000", "3 USD 1234"), reader.told());
    }

    /** The client pays what it has, 10,000.00, of 15,003.00: both fall by that in one step, cash first. */
    @Test
    void cashFallsByWhatTheClientPaidInTheStepInWhichThatIsSettled() {
        firm.importReference();
        firm.cash(CLIENT, 1_000_000, "a");
        firm.openDay();
        firm.trade(1, CLIENT, ACME, Side.BUY, 300, 5000);
        firm.closeDay();
        reader.read();
        assertEquals(List.of("3 USD 1000000", "3 USD 1000000", "3/1 1500000 0 1500300 0 0"), reader.told());
        firm.fails(1, "R1");
        firm.confirm(1, 300, 1_500_000, "R2");
        reader.read();
        assertEquals(List.of("3/1 1500000 0 1500300 0 1500000", "3 USD 0", "3/1 0 0 500300 0 0"),
            reader.told().subList(3, 6));
        firm.trade(2, CLIENT, OTHER, Side.SELL, 200, 5000);
        firm.closeDay();
        firm.confirm(2, 200, 1_000_000, "R3");
        reader.read();
        long proceeds = firm.machine.obligations().clientMinor(1);
        assertEquals(List.of("3/1 0 0 500300 0 0", "3/2 0 1000000 0 " + proceeds + " 0", "3/2 0 0 0 0 0",
            "3 USD " + (proceeds - 500_300), "3/1 0 0 0 0 0"), reader.told().subList(6, 11));
        firm.closeDay();
        reader.read();
        assertEquals(List.of("3 USD " + (proceeds - 500_300)), reader.told().subList(11, reader.told().size()));
        firm.decideAgain();
    }

    /** More than a slice holds: each once at each close, while it is not settled, in the order in which they came. */
    @Test
    void aCloseTellsAllInSlices() {
        firm.importReference();
        instruments(MANY);
        firm.openDay();
        List<String> expected = new ArrayList<>();
        for (int id = 1; id <= MANY; id++) {
            firm.trade(id, OWN, id, Side.BUY, 10, 100 + id);
            expected.add("1/" + id + " " + (1_000 + 10 * id) + " 0 0 0 0");
        }
        reader.read();
        assertEquals(List.of(), reader.told());
        firm.closeDay();
        reader.read();
        assertEquals(expected, reader.told());
        firm.closeDay();
        reader.read();
        assertEquals(expected, reader.told().subList(MANY, 2 * MANY));
        assertTrue(reader.longestStep() <= Step.MAX_SLICE, reader.longestStep() + " records in a step");
        firm.decideAgain();
    }

    /** Confirmations come between the slices of a close: the next day still begins with what is. */
    @Test
    void aConfirmationAmidACloseIsToldToo() {
        long seed = Long.getLong("throughline.seed", 20260603);
        System.out.println("seed " + seed);
        random = new SplittableRandom(seed);
        firm.importReference();
        instruments(MANY);
        firm.cash(CLIENT, 20_000_00L, "a");
        firm.openDay();
        int amid = 0;
        for (int day = 0; day < 6; day++) {
            for (int i = 0; i < MANY; i++) {
                today.add(++orders);
                firm.trade(orders, random.nextBoolean() ? OWN : CLIENT, 1 + random.nextInt(MANY),
                    random.nextInt(3) == 0 ? Side.SELL : Side.BUY, 1 + random.nextInt(300), 1 + random.nextInt(9_999));
            }
            int date = firm.machine.businessDate();
            assertEquals(Outcome.RECORDED, firm.askClose(date));
            firm.middle.riskDayClosed(date);
            while (firm.machine.businessDate() == date) {
                firm.agent.doWork();
                if (!instructed.isEmpty() && firm.machine.businessDate() == date) {
                    settle(instructed.get(random.nextInt(instructed.size())));
                    amid++;
                }
            }
            instructed.addAll(today);
            today.clear();
            reader.read();
            assertEquals(folded(), reader.unsettled(), "seed " + seed + ", day " + day);
            assertEquals(firm.balances().getOrDefault(2310, 0L), -reader.cash(CLIENT), "seed " + seed);
        }
        assertTrue(amid > 20, amid + " confirmations amid closes");
        assertTrue(reader.longestStep() <= Step.MAX_SLICE, reader.longestStep() + " records in a step");
        firm.decideAgain();
        recovered();
    }
}
