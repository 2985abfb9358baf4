package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.journal.RecordCursor;
import throughline.limit.Limits;
import throughline.limit.Scope;
import throughline.message.Decision;
import throughline.message.EndReason;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.office.MemorySnapshots;
import throughline.office.Outcome;
import throughline.office.Redecision;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.risk.FrontScript.Asked;
import throughline.state.StateHash;

/** The machine and its naive twin under the same seeded commands: every decision and every exposure agree. */
class RiskTwinTest {
    private static final int COMMANDS = 200_000;
    private static final String[] LIMITS = {"", "400 900 1500 1000000000", "9000 40000 90000 200000000",
        "0.5 3 7.77777777 10", "off off 2 9", "0 0 0 60000 2000", "3000 9000 100 99999", "3000 9000 100 99999"};

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final MiddleOfficeRig rig = MiddleOfficeRig.open();
    private final NaiveRisk twin = new NaiveRisk();
    private final RecordCursor written = new RecordCursor("middle", rig.middle);
    private final Map<String, Integer> seen = new TreeMap<>();

    RiskTwinTest() {
        String[] wide = {"", "1000000", "250000000", "10", "off", "0", "10000000", "10000000"};
        for (int metric = 1; metric < wide.length; metric++) {
            twin.limits.put(Metric.get((short) metric) + "@0:0", wide[metric]);
        }
        setPrice(1, 100_00, 2, FrontScript.OPEN_DATE);
        setPrice(2, 50_00, 2, FrontScript.OPEN_DATE);
        setPrice(3, 100_00, 2, FrontScript.OPEN_DATE);
    }

    @Test
    void agreesOnEveryDecisionAndExposure() {
        System.out.println("RiskTwinTest -Dseed=" + seed);
        for (int i = 0; i < COMMANDS; i++) {
            rig.front.timeNs += random.nextInt(2_000_000);
            step(i);
        }
        rig.front.timeNs += 2_000_000_000L;
        rig.run();
        for (int instrument = 1; instrument <= 3; instrument++) {
            for (int account : new int[] {0, 1, 2, 3, 4}) {
                assertExposure(account, instrument);
            }
        }
        assertEquals(twin.held.size(), rig.machine.holds().count());
        System.out.println(seen);
        for (String code : List.of("accepted", "MAX_ORDER_QTY", "MAX_ORDER_VALUE", "PRICE_COLLAR", "POSITION_LIMIT",
            "NO_REFERENCE_PRICE", "HALTED", "REDUCE_ONLY", "BAD_TICK", "BAD_LOT", "BAD_ORDER", "NOT_PERMITTED",
            "UNKNOWN_ACCOUNT", "UNKNOWN_INSTRUMENT", "reducing")) {
            assertTrue(seen.getOrDefault(code, 0) >= 100, code + " was seen too seldom: " + seen);
        }
        restoresAndDecidesAlike();
    }

    private void restoresAndDecidesAlike() {
        long hash = StateHash.of(rig.machine);
        Replay replay = new Replay(new MiddleMachine(), rig.middle, List.of(rig.front.journal()), Stops.NONE);
        while (replay.next()) {
            // until the journal's end
        }
        assertEquals(hash, StateHash.of(replay.machine()), "replayed, -Dseed=" + seed);
        MemorySnapshots snapshots = new MemorySnapshots();
        replay.snapshot(snapshots);
        MiddleMachine restored = new MiddleMachine();
        Replay fromSnapshot = new Replay(restored, rig.middle, List.of(rig.front.journal()), Stops.NONE);
        assertTrue(fromSnapshot.load(snapshots) > 0);
        assertEquals(hash, StateHash.of(restored), "restored, -Dseed=" + seed);
        Redecision again = new Redecision(new MiddleMachine(), rig.middle, List.of(rig.front.journal()));
        while (again.next()) {
            // until the journal's end or a difference
        }
        assertEquals("", again.difference());
        assertTrue(again.decided() > COMMANDS / 2);
    }

    private void assertExposure(int account, int instrument) {
        int row = rig.machine.holdings().row(account, instrument);
        int scale = instrument == 2 ? 8 : 0;
        BigDecimal position = account == 0 ? twin.firmPosition(instrument)
            : account == 3 ? BigDecimal.ZERO : twin.position(account, instrument);
        same(position, rig.machine.holdings().position(row), scale);
        same(twin.working(account, instrument, true), rig.machine.holdings().buys(row), scale);
        same(twin.working(account, instrument, false), rig.machine.holdings().sells(row), scale);
    }

    private void same(BigDecimal expected, long actual, int scale) {
        assertEquals(0, expected.compareTo(BigDecimal.valueOf(actual, scale)),
            expected + " but " + BigDecimal.valueOf(actual, scale) + ", -Dseed=" + seed);
    }

    private void step(int number) {
        int kind = random.nextInt(100);
        if (kind < 55) {
            order(number);
        } else if (kind < 93) {
            end();
        } else if (kind < 96) {
            boolean stale = random.nextInt(20) == 0;
            int instrument = 1 + random.nextInt(3);
            setPrice(instrument, (instrument == 2 ? 5_000 : 10_000) + random.nextInt(-300, 300), 2,
                FrontScript.OPEN_DATE - (stale ? 1 : 0));
        } else if (kind < 98) {
            changeLimit();
        } else if (random.nextInt(4) == 0) {
            changeState();
        } else {
            statePosition();
        }
    }

    private void setPrice(int instrument, long price, int decimals, int date) {
        BigDecimal value = BigDecimal.valueOf(price, decimals);
        rig.front.price(instrument, value.movePointRight(8).longValueExact(), date);
        twin.prices.put(instrument, value);
        twin.priceDates.put(instrument, date);
        twin.priceTimes.put(instrument, rig.front.timeNs);
    }

    private void order(int number) {
        int account = pick(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 4, 0);
        int instrument = pick(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 0);
        OrdType type = random.nextInt(4) == 0 ? OrdType.MARKET : OrdType.LIMIT;
        TimeInForce timeInForce = random.nextInt(60) == 0 ? TimeInForce.FOK : random.nextInt(3) == 0
            ? TimeInForce.IOC : TimeInForce.DAY;
        Side side = random.nextInt(2) == 0 ? Side.BUY : random.nextInt(8) == 0 ? Side.SELL_SHORT : Side.SELL;
        int quantityDecimals = instrument == 2 ? random.nextInt(9) : random.nextInt(30) == 0 ? 1 : 0;
        long quantity = 1 + random.nextInt(500) * (quantityDecimals == 1 ? 7L : 1);
        if (random.nextInt(500) == 0) {
            quantity = random.nextLong(1_000_000_000_000L);
        }
        for (int i = 0; instrument == 2 && i < quantityDecimals; i++) {
            quantity = quantity * 10 + random.nextInt(10);
        }
        boolean fine = random.nextInt(30) == 0;
        long price = (instrument == 2 ? 5_000 : 10_000) + random.nextInt(-900, 900);
        price = fine ? price * 10 + random.nextInt(10) : price;
        boolean crossed = random.nextInt(100) == 0;
        Asked asked = new Asked(random.nextInt(50) == 0 ? 2 : 1, account, instrument, side, type, timeInForce,
            quantity, quantityDecimals, (type == OrdType.MARKET) == crossed ? price : 0, fine ? 3 : 2,
            FrontScript.OPEN_DATE + (random.nextInt(80) == 0 ? 1 : 0));
        long id = rig.front.order(asked);
        rig.runQuietly();
        String decided = decided(id);
        assertEquals(twin.judge(id, asked, rig.front.timeNs), decided, "-Dseed=" + seed + " command " + number + " "
            + asked + " " + twin.limits);
        seen.merge(decided.split(" ")[0], 1, Integer::sum);
        seen.merge(decided.endsWith("reducing=1") ? "reducing" : "other", 1, Integer::sum);
    }

    private String decided(long id) {
        String found = "none";
        while (written.next()) {
            JournalRecord record = written.record();
            if (record.orderId() == id && record.templateId() == OrderAcceptedDecoder.TEMPLATE_ID) {
                found = MiddleOfficeRig.accepted(record);
            } else if (record.orderId() == id && record.templateId() == OrderRejectedDecoder.TEMPLATE_ID) {
                found = MiddleOfficeRig.rejected(record);
            }
        }
        return found;
    }

    private int pick(int... among) {
        return among[random.nextInt(among.length)];
    }

    private void end() {
        if (twin.held.isEmpty()) {
            return;
        }
        long id = random.nextInt(3) == 0 ? twin.held.keySet().iterator().next() : newest();
        NaiveRisk.Held held = twin.held.get(id);
        Asked asked = held.asked();
        int scale = asked.instrument() == 2 ? 8 : 0;
        long leaves = held.leaves().movePointRight(scale).longValueExact();
        switch (random.nextInt(4)) {
            case 0 -> {
                rig.front.canceled(id, asked.account(), asked.instrument(), EndReason.BY_REQUEST);
                twin.held.remove(id);
            }
            case 1 -> {
                rig.front.expired(id, asked.account(), asked.instrument());
                twin.held.remove(id);
            }
            default -> {
                long quantity = random.nextInt(2) == 0 ? leaves : 1 + random.nextLong(leaves);
                rig.front.trade(
                    id, asked.account(), asked.instrument(), asked.side(), quantity, leaves - quantity, 1);
                rig.front.trade(0, 3, asked.instrument(), Side.SELL, quantity, 0, 1);
                twin.reduce(id, BigDecimal.valueOf(quantity, scale), quantity == leaves);
            }
        }
    }

    private long newest() {
        long newest = 0;
        for (long id : twin.held.keySet()) {
            newest = Math.max(newest, id);
        }
        return newest;
    }

    private void changeLimit() {
        Metric metric = Metric.get((short) (1 + random.nextInt(7)));
        boolean collar = metric.name().startsWith("PRICE");
        int account = collar ? 0 : random.nextInt(3);
        int instrument = random.nextInt(3);
        String[] values = LIMITS[metric.value()].split(" ");
        boolean remove = random.nextInt(account + instrument == 0 ? 12 : 2) == 0;
        String value = values[random.nextInt(values.length)];
        String key = metric + "@" + NaiveRisk.at(account, instrument);
        if (account + instrument == 0 && !remove && random.nextInt(3) != 0) {
            value = values[values.length - 1];
        }
        long valueE8 = remove ? Limits.NONE : value.equals("off") ? Limits.OFF
            : new BigDecimal(value).movePointRight(8).longValueExact();
        Outcome outcome = rig.askLimit(MiddleOfficeRig.RISK, Scope.key(account, instrument), metric, valueE8, 0, "");
        if (outcome == Outcome.NOT_FOUND) {
            assertTrue(remove && !twin.limits.containsKey(key));
            return;
        }
        if (outcome == Outcome.AWAITS_APPROVAL) {
            outcome = rig.decide(MiddleOfficeRig.SECOND_RISK, rig.reference(), Decision.APPROVE);
        }
        assertEquals(Outcome.RECORDED, outcome);
        if (remove) {
            twin.limits.remove(key);
        } else {
            twin.limits.put(key, value);
        }
    }

    private void changeState() {
        int account = random.nextInt(3);
        int instrument = random.nextInt(3);
        TradingState state = TradingState.get((short) random.nextInt(3));
        state = random.nextInt(3) == 0 && account + instrument > 0 ? state : TradingState.ACTIVE;
        Outcome outcome = rig.askState(MiddleOfficeRig.RISK, Scope.key(account, instrument), state);
        if (outcome == Outcome.AWAITS_APPROVAL) {
            outcome = rig.decide(MiddleOfficeRig.SECOND_RISK, rig.reference(), Decision.APPROVE);
        }
        assertEquals(Outcome.RECORDED, outcome);
        twin.states.put(NaiveRisk.at(account, instrument), state);
    }

    private void statePosition() {
        int account = 1 + random.nextInt(4);
        int instrument = 1 + random.nextInt(2);
        BigDecimal quantity = BigDecimal.valueOf(random.nextInt(-2_000, 2_000));
        rig.front.position(account, instrument, quantity.movePointRight(instrument == 2 ? 8 : 0).longValueExact());
        if (account != MiddleOfficeRig.STREET) {
            twin.positions.put(NaiveRisk.at(account, instrument), quantity);
        }
    }
}
