package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.risk.MiddleOfficeRig.E8;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.message.AccountKind;
import throughline.message.EndReason;
import throughline.message.FeeKind;
import throughline.message.FeeStatedDecoder;
import throughline.message.FeeStatedEncoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.RefuseReason;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradeExecutedEncoder;
import throughline.office.MemorySnapshots;
import throughline.office.Redecision;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.reference.Scope;
import throughline.risk.FrontScript.Asked;
import throughline.state.StateHash;

/** Marks, exposure and profit beside a naive recomputation, under the same seeded life of a firm. */
class MarksTwinTest {
    private static final int BURSTS = Integer.getInteger("marks.bursts", 250);
    /** So many bursts are a day at most; mostly chance ends it sooner. */
    private static final int DAY = 50;
    private static final int ACCOUNTS = 150;
    private static final int FIRST_ACCOUNT = 10;
    private static final int[] INSTRUMENTS = {1, 2, 3, 4, 5, 6};
    private static final int[] SCALES = {0, 8, 0, 0, 0, 0};

    private record Execution(long id, long order, int account, int instrument, Side side, long quantity, long priceE8) {
    }

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final String told = "-Dseed=" + seed;
    private final SplittableRandom random = new SplittableRandom(seed);
    private final MiddleOfficeRig rig = MiddleOfficeRig.staffed();
    private final NaiveWorth naive = new NaiveWorth(rig.front.journal(), rig.middle);
    private final List<Execution> executions = new ArrayList<>();
    private final List<Long> asked = new ArrayList<>();
    private int date = FrontScript.OPEN_DATE;
    private int busts;
    private int amendments;
    private int days;

    @Test
    void agreesOnMarksExposureAndProfit() {
        System.out.println("MarksTwinTest " + told);
        begin();
        for (int burst = 0; burst < BURSTS; burst++) {
            int events = 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 20);
            for (int event = 0; event < events; event++) {
                rig.front.timeNs += random.nextInt(1_000_000);
                act();
            }
            if (random.nextInt(20) == 0 || burst % DAY == DAY - 1) {
                turnDay();
            }
            sync();
            answerAmendments();
        }
        rig.front.timeNs += 2_000_000_000L;
        sync();
        assertTrue(naive.slices > BURSTS && naive.fullSlices > BURSTS / 10, naive.slices + " " + naive.fullSlices);
        assertTrue(busts > 20 && amendments > 20 && days > 2, busts + " " + amendments + " " + days + " " + told);
        restoresAndDecidesAlike();
    }

    private void begin() {
        FrontScript front = rig.front;
        front.write(new FeeStatedEncoder(), 0, 0, e -> e.fromDate(0).toDate(FeeStatedDecoder.toDateNullValue())
            .perOrderMinor(NaiveWorth.FEE_MINOR).maximumMinor(FeeStatedDecoder.maximumMinorNullValue())
            .kind(FeeKind.EXCHANGE).accountKind(AccountKind.NULL_VAL).tiersCount(0));
        front.instrument(4, "JPX", E8, 1, 0, 100, 392);
        front.instrument(5, "DER", E8 / 100, 1, 0, 50, 840);
        front.instrument(6, "EU2", E8 / 100, 1, 0, 1, 978);
        for (int i = 0; i < ACCOUNTS; i++) {
            int id = FIRST_ACCOUNT + i;
            front.account(id, "P" + id, NaiveWorth.desk(id), AccountKind.PRINCIPAL, true);
        }
        for (int i = 0; i < ACCOUNTS; i += 3) {
            front.position(FIRST_ACCOUNT + i, 1 + i % 2, 100 + i);
        }
        rig.importWide(Metric.NONE);
        front.rate(978, 108_333_333L, date);
        front.rate(392, 666_667L, date);
        statePrices();
        sync();
    }

    private void statePrices() {
        for (int id : INSTRUMENTS) {
            rig.front.price(id, 100 * E8 + random.nextInt(5) * E8 / 100 * (id == 4 ? 100 : 1), date);
        }
    }

    private void sync() {
        rig.run();
        naive.readOn();
        asked.clear();
        naive.agrees(rig.machine, told);
        assertEquals(0, rig.machine.exposures().holdings().marks().oldestNs(), told);
    }

    private void act() {
        int what = random.nextInt(100);
        if (what < 25) {
            int id = INSTRUMENTS[random.nextInt(INSTRUMENTS.length)];
            long ticks = id == 4 ? 95 + random.nextInt(10) : 9_500 + random.nextInt(1_000);
            rig.front.price(id, ticks * (id == 4 ? E8 : E8 / 100), date);
        } else if (what < 28) {
            boolean euro = random.nextBoolean();
            rig.front.rate(euro ? 978 : 392, euro ? 100_000_000L + random.nextInt(20_000_000)
                : 600_000L + random.nextInt(100_000), date);
        } else if (what < 60) {
            order();
        } else if (what < 80) {
            execute();
        } else if (what < 85) {
            amend();
        } else if (what < 90) {
            elsewhere();
        } else if (what < 95) {
            undo();
        } else {
            cancel();
        }
    }

    private int account() {
        return FIRST_ACCOUNT + random.nextInt(ACCOUNTS);
    }

    private void order() {
        int at = random.nextInt(INSTRUMENTS.length);
        Side side = random.nextBoolean() ? Side.BUY : random.nextBoolean() ? Side.SELL : Side.SELL_SHORT;
        rig.front.order(asked(account(), INSTRUMENTS[at], side, 1 + random.nextInt(500)));
    }

    private Asked asked(int account, int instrument, Side side, long quantity) {
        boolean fraction = SCALES[instrument - 1] == 8;
        long price = instrument == 4 ? 95 + random.nextInt(10) : 9_500 + random.nextInt(1_000);
        return new Asked(MiddleOfficeRig.TRADER, account, instrument, side, OrdType.LIMIT, TimeInForce.GTC, quantity,
            fraction ? 3 : 0, price, instrument == 4 ? 0 : 2, date);
    }

    /** A random order that is held and of which nothing waits to be read; null: none was met. */
    private Long held() {
        if (naive.holds.isEmpty()) {
            return null;
        }
        List<Long> ids = new ArrayList<>(naive.holds.keySet());
        Long id = ids.get(random.nextInt(ids.size()));
        return asked.contains(id) ? null : id;
    }

    private void execute() {
        Long id = held();
        if (id == null) {
            return;
        }
        asked.add(id);
        NaiveWorth.Hold hold = naive.holds.get(id);
        long quantity = random.nextBoolean() ? hold.leaves : 1 + random.nextLong(hold.leaves);
        long priceE8 = (9_500 + random.nextInt(1_000)) * (E8 / 100) + random.nextInt(3);
        Side side = hold.sells ? Side.SELL : Side.BUY;
        long execution = rig.front.write(new TradeExecutedEncoder(), 0, id, e -> e.quantity(quantity).priceE8(priceE8)
            .leavesQty(hold.leaves - quantity).accountId(hold.account).instrumentId(hold.instrument)
            .tradeDate(date).userId(1).side(side).strategy("str").decisionMaker(""));
        executions.add(new Execution(execution, id, hold.account, hold.instrument, side, quantity, priceE8));
    }

    private void amend() {
        Long id = held();
        if (id == null || naive.holds.get(id).request != 0) {
            return;
        }
        asked.add(id);
        NaiveWorth.Hold hold = naive.holds.get(id);
        rig.front.replace(id, asked(hold.account, hold.instrument, hold.sells ? Side.SELL : Side.BUY,
            1 + random.nextInt(600)), random.nextInt(3));
    }

    private void answerAmendments() {
        for (Long id : new ArrayList<>(naive.holds.keySet())) {
            NaiveWorth.Hold hold = naive.holds.get(id);
            if (hold.request == 0 || random.nextInt(3) == 0) {
                continue;
            }
            amendments++;
            Asked as = asked(hold.account, hold.instrument, hold.sells ? Side.SELL : Side.BUY, 1);
            long leaves = Math.max(0, hold.newLeaves);
            if (random.nextBoolean()) {
                rig.front.replaced(id, hold.request, as, hold.newTotal, leaves);
            } else {
                rig.front.replaceRefused(id, hold.request, as, RefuseReason.SCOPE_HALTED);
            }
        }
        sync();
    }

    private void elsewhere() {
        rig.front.elsewhere(random.nextInt(20) == 0 ? MiddleOfficeRig.STREET : account(),
            INSTRUMENTS[random.nextInt(INSTRUMENTS.length)], random.nextBoolean() ? Side.BUY : Side.SELL,
            1 + random.nextInt(1_000), (9_000 + random.nextInt(2_000)) * (E8 / 100) + random.nextInt(100));
    }

    private void undo() {
        if (executions.isEmpty()) {
            return;
        }
        busts++;
        Execution x = executions.remove(random.nextInt(executions.size()));
        if (random.nextBoolean()) {
            rig.front.busted(x.id, x.order, x.account, x.instrument, x.side, x.quantity, x.priceE8);
        } else {
            rig.front.corrected(x.id, x.order, x.account, x.instrument, x.side, x.quantity,
                1 + random.nextLong(2 * x.quantity), x.priceE8 - 1);
        }
    }

    private void cancel() {
        Long id = held();
        if (id != null) {
            asked.add(id);
            NaiveWorth.Hold hold = naive.holds.get(id);
            rig.front.canceled(id, hold.account, hold.instrument, EndReason.BY_REQUEST);
        }
    }

    /** The books state what is held, now and then something else; prices and rates of yesterday are stated anew. */
    private void turnDay() {
        sync();
        days++;
        rig.front.closed(date);
        rig.run();
        naive.readOn();
        naive.rows.forEach((key, row) -> {
            int account = Scope.accountId(key);
            if (account != 0 && random.nextInt(3) == 0) {
                rig.front.position(account, Scope.instrumentId(key),
                    row.position + (random.nextInt(20) == 0 ? random.nextInt(100) - 50 : 0));
            }
        });
        date++;
        rig.front.rate(978, 100_000_000L + random.nextInt(20_000_000), date);
        rig.front.rate(392, 666_667L, date);
        statePrices();
        rig.front.opened(date);
        sync();
    }

    private void restoresAndDecidesAlike() {
        long hash = StateHash.of(rig.machine);
        Replay replay = new Replay(new MiddleMachine(), rig.middle, List.of(rig.front.journal()), Stops.NONE);
        while (replay.next()) {
            // until the journal's end
        }
        MemorySnapshots snapshots = new MemorySnapshots();
        replay.snapshot(snapshots);
        MiddleMachine restored = new MiddleMachine();
        Replay fromSnapshot = new Replay(restored, rig.middle, List.of(rig.front.journal()), Stops.NONE);
        assertTrue(fromSnapshot.load(snapshots) > 0);
        assertEquals(StateHash.of(replay.machine()), StateHash.of(restored), "restored, " + told);
        assertEquals(hash, StateHash.of(replay.machine()), "replayed, " + told);
        Redecision again = new Redecision(new MiddleMachine(), rig.middle, List.of(rig.front.journal()));
        while (again.next()) {
            // until the journal's end or a difference
        }
        assertEquals("", again.difference(), told);
    }
}
