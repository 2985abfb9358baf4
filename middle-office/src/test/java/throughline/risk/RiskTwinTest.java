package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.exposure.Holds;
import throughline.journal.RecordCursor;
import throughline.limit.Limits;
import throughline.message.Decision;
import throughline.message.HoldsDifferedDecoder;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.office.MemorySnapshots;
import throughline.office.Outcome;
import throughline.office.Redecision;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.reference.Scope;
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
    private final NaiveOffice naive = new NaiveOffice();
    private final NaiveRisk twin = naive.risk;
    private final NaiveBooks books = naive.books;
    private final TwinFront life = new TwinFront(random, rig.front, books);
    private final RecordCursor written = new RecordCursor("middle", rig.middle);
    private final Map<Long, Long> acceptedSeqs = new HashMap<>();
    private long lastSeq;
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
            if (i % 512 == 0) {
                rig.run();
                assertBooks();
            }
        }
        rig.front.timeNs += 2_000_000_000L;
        rig.run();
        assertBooks();
        System.out.println(seen);
        for (String code : List.of("accepted", "MAX_ORDER_QTY", "MAX_ORDER_VALUE", "PRICE_COLLAR", "POSITION_LIMIT",
            "NO_REFERENCE_PRICE", "HALTED", "REDUCE_ONLY", "BAD_TICK", "BAD_LOT", "BAD_ORDER", "NOT_PERMITTED",
            "UNKNOWN_ACCOUNT", "UNKNOWN_INSTRUMENT", "reducing", "amended", "not amended", "restated",
            "not restated", "basket", "no basket", "LIMIT", "MARKET", "STOP", "STOP_LIMIT", "GTC", "FOK")) {
            assertTrue(seen.getOrDefault(code, 0) >= 50, code + " was seen too seldom: " + seen);
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

    private void assertBooks() {
        for (int instrument = 1; instrument <= 3; instrument++) {
            for (int account : new int[] {0, 1, 2, 3, 4}) {
                assertExposure(account, instrument);
            }
        }
        Holds holds = rig.machine.exposures().holds();
        assertEquals(books.held.size(), holds.count());
        books.held.forEach((id, h) -> {
            int row = holds.row(id);
            same(h.leaves, holds.leaves(row), TwinFront.scale(h.asked));
            same(h.held(), holds.held(row), TwinFront.scale(h.asked));
            assertEquals(h.worstHeld().longValueExact(), holds.worstPriceE8(row), "-Dseed=" + seed);
            assertEquals(h.valueHeld().longValueExact(), holds.valueMinor(row), "-Dseed=" + seed);
        });
    }

    private void assertExposure(int account, int instrument) {
        int row = rig.machine.exposures().holdings().row(account == 0 ? Scope.holding(Scope.FIRM, instrument)
            : Scope.pair(account, instrument));
        int scale = instrument == 2 ? 8 : 0;
        BigDecimal position = account == 0 ? books.firmPosition(instrument)
            : account == 3 ? BigDecimal.ZERO : books.position(account, instrument);
        same(position, rig.machine.exposures().holdings().position(row), scale);
        same(books.working(account, instrument, true), rig.machine.exposures().holdings().buys(row), scale);
        same(books.working(account, instrument, false), rig.machine.exposures().holdings().sells(row), scale);
    }

    private void same(BigDecimal expected, long actual, int scale) {
        assertEquals(0, expected.compareTo(BigDecimal.valueOf(actual, scale)),
            expected + " but " + BigDecimal.valueOf(actual, scale) + ", -Dseed=" + seed);
    }

    private void step(int number) {
        int kind = random.nextInt(100);
        if (kind < 45) {
            order(number);
        } else if (kind < 55) {
            amend(number);
        } else if (kind < 62) {
            restate(number);
        } else if (kind < 65) {
            basket(number);
        } else if (kind < 69) {
            life.amendExecution();
        } else if (kind < 72) {
            life.tick(random.nextInt(3) == 0 ? random.nextLong(lastSeq + 1) : lastSeq);
        } else if (kind < 93) {
            life.live();
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
        Asked asked = asked();
        long id = rig.front.order(asked);
        rig.runQuietly();
        String decided = decisions().get(id);
        assertEquals(naive.judge(id, asked, rig.front.timeNs), decided, about(number, asked));
        accepted(id);
        seen.merge(decided.split(" ")[0], 1, Integer::sum);
        seen.merge(decided.endsWith("reducing=1") ? "reducing" : "other", 1, Integer::sum);
        if (decided.startsWith("accepted")) {
            seen.merge(asked.type().name(), 1, Integer::sum);
            seen.merge(asked.timeInForce().name(), 1, Integer::sum);
        }
    }

    private String about(int number, Object asked) {
        return "-Dseed=" + seed + " command " + number + " " + asked + " " + twin.limits;
    }

    private void accepted(long id) {
        if (books.held.containsKey(id)) {
            books.held.get(id).acceptedSeq = acceptedSeqs.get(id);
        }
    }

    private Asked asked() {
        int account = pick(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 4, 0);
        int instrument = pick(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 0);
        OrdType type = random.nextInt(4) == 0 ? OrdType.MARKET : OrdType.LIMIT;
        TimeInForce timeInForce = TimeInForce.get((short) pick(0, 0, 1, 1, 3, 4));
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
        long price = price(instrument);
        price = fine ? price * 10 + random.nextInt(10) : price;
        boolean crossed = random.nextInt(100) == 0;
        Asked asked = new Asked(random.nextInt(50) == 0 ? 2 : 1, account, instrument, side, type, timeInForce,
            quantity, quantityDecimals, (type == OrdType.MARKET) == crossed ? price : 0, fine ? 3 : 2,
            FrontScript.OPEN_DATE + (random.nextInt(80) == 0 ? 1 : 0));
        boolean stops = random.nextInt(3) == 0;
        return !stops ? asked : asked.stop(type == OrdType.MARKET ? OrdType.STOP : OrdType.STOP_LIMIT,
            random.nextInt(50) == 0 ? 0 : price(instrument) * (random.nextInt(50) == 0 ? 1 : 10)
                + (random.nextInt(50) == 0 ? 1 : 0), 3);
    }

    /** An order that is seldom rejected. */
    private Asked tame() {
        int instrument = 1 + random.nextInt(2);
        return new Asked(1, 1 + random.nextInt(2), instrument, random.nextInt(2) == 0 ? Side.BUY : Side.SELL,
            OrdType.LIMIT, TimeInForce.GTC, 1 + random.nextInt(20), 0, instrument == 2 ? 5_000 : 10_000, 2,
            FrontScript.OPEN_DATE);
    }

    private long price(int instrument) {
        return (instrument == 2 ? 5_000 : 10_000) + random.nextInt(-900, 900);
    }

    private void amend(int number) {
        long id = life.pick();
        if (id == 0 || books.held.get(id).request != 0 || books.held.get(id).declined) {
            return;
        }
        NaiveBooks.Held h = books.held.get(id);
        Asked o = h.asked;
        BigDecimal whole = BigDecimal.valueOf(1 + random.nextInt(400));
        BigDecimal total = switch (random.nextInt(5)) {
            case 0 -> h.total;
            case 1 -> h.cum.max(BigDecimal.ONE);
            case 2 -> h.total.add(whole);
            default -> h.total.subtract(whole.min(h.leaves)).max(BigDecimal.ONE);
        };
        int scale = TwinFront.scale(o);
        boolean priced = o.price() != 0 && random.nextInt(3) == 0;
        boolean stopped = o.stopPrice() != 0 && random.nextInt(4) == 0;
        Asked asked = o.amended(total.movePointRight(scale).longValueExact(), scale, priced ? price(o.instrument())
            : o.price(), priced ? 2 : o.priceDecimals(), stopped ? price(o.instrument()) : o.stopPrice(),
            stopped ? 2 : o.stopDecimals());
        long request = rig.front.replace(id, asked, TwinFront.raw(h.cum, o));
        rig.runQuietly();
        String decided = decisions().get(id);
        assertEquals(naive.judgeAmendment(id, request, asked, rig.front.timeNs), decided, about(number, asked));
        seen.merge(decided.startsWith("accepted") ? "amended" : "not amended", 1, Integer::sum);
    }

    private void restate(int number) {
        long id = life.pick();
        for (int i = 0; i < 10 && id != 0 && !mayRestate(books.held.get(id)); i++) {
            id = life.pick();
        }
        if (id == 0 || !mayRestate(books.held.get(id))) {
            return;
        }
        NaiveBooks.Held h = books.held.get(id);
        rig.front.restated(id, h.asked, TwinFront.raw(h.total, h.asked), TwinFront.raw(h.leaves, h.asked),
            h.triggered);
        rig.runQuietly();
        String decided = decisions().get(id);
        assertEquals(naive.judgeAnew(id, h.asked, rig.front.timeNs), decided, about(number, h.asked));
        h.declined = !decided.startsWith("accepted");
        seen.merge(h.declined ? "not restated" : "restated", 1, Integer::sum);
    }

    private static boolean mayRestate(NaiveBooks.Held h) {
        return h.request == 0 && !h.declined && h.asked.timeInForce() == TimeInForce.GTC;
    }

    private void basket(int number) {
        List<Asked> members = new ArrayList<>();
        int size = 1 + random.nextInt(3);
        while (members.size() < size) {
            members.add(random.nextInt(4) == 0 ? asked() : tame());
        }
        long first = rig.front.basket(members) + 1;
        rig.runQuietly();
        Map<Long, String> decided = decisions();
        List<String> expected = naive.judgeBasket(first, members, rig.front.timeNs);
        for (int i = 0; i < size; i++) {
            assertEquals(expected.get(i), decided.get(first + i), about(number, members));
            accepted(first + i);
        }
        seen.merge(books.held.containsKey(first) ? "basket" : "no basket", 1, Integer::sum);
    }

    /** What the office decided since it was last asked, by order; a difference of holds is none of it. */
    private Map<Long, String> decisions() {
        Map<Long, String> found = new TreeMap<>();
        while (written.next()) {
            JournalRecord record = written.record();
            lastSeq = record.seq();
            switch (record.templateId()) {
                case OrderAcceptedDecoder.TEMPLATE_ID -> {
                    found.put(record.orderId(), MiddleOfficeRig.accepted(record));
                    acceptedSeqs.putIfAbsent(record.orderId(), record.seq());
                }
                case OrderRejectedDecoder.TEMPLATE_ID -> found.put(record.orderId(), MiddleOfficeRig.rejected(record));
                case ReplaceAcceptedDecoder.TEMPLATE_ID ->
                    found.put(record.orderId(), MiddleOfficeRig.replaceAccepted(record));
                case ReplaceRejectedDecoder.TEMPLATE_ID ->
                    found.put(record.orderId(), MiddleOfficeRig.replaceRejected(record));
                case HoldsDifferedDecoder.TEMPLATE_ID -> fail(differed(record));
                default -> {
                    // nothing that is decided of an order
                }
            }
        }
        return found;
    }

    private String differed(JournalRecord record) {
        HoldsDifferedDecoder d = new HoldsDifferedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return "-Dseed=" + seed + " seq " + record.seq() + ": the front has " + d.frontOrders() + " orders of "
            + d.frontLeaves() + ", the holds are " + d.holdOrders() + " of " + d.holdLeaves();
    }

    private int pick(int... among) {
        return among[random.nextInt(among.length)];
    }

    private void changeLimit() {
        Metric metric = Metric.get((short) (1 + random.nextInt(7)));
        boolean collar = metric.name().startsWith("PRICE");
        int account = collar ? 0 : random.nextInt(3);
        int instrument = random.nextInt(3);
        String[] values = LIMITS[metric.value()].split(" ");
        boolean remove = random.nextInt(account + instrument == 0 ? 12 : 2) == 0;
        String value = values[random.nextInt(values.length)];
        String key = metric + "@" + NaiveBooks.at(account, instrument);
        if (account + instrument == 0 && !remove && random.nextInt(3) != 0) {
            value = values[values.length - 1];
        }
        long valueE8 = remove ? Limits.NONE : value.equals("off") ? Limits.OFF
            : new BigDecimal(value).movePointRight(8).longValueExact();
        Outcome outcome = rig.askLimit(MiddleOfficeRig.RISK, Scope.pair(account, instrument), metric, valueE8, 0, "");
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
        Outcome outcome = rig.askState(MiddleOfficeRig.RISK, Scope.pair(account, instrument), state);
        if (outcome == Outcome.AWAITS_APPROVAL) {
            outcome = rig.decide(MiddleOfficeRig.SECOND_RISK, rig.reference(), Decision.APPROVE);
        }
        assertEquals(Outcome.RECORDED, outcome);
        twin.states.put(NaiveBooks.at(account, instrument), state);
    }

    private void statePosition() {
        int account = 1 + random.nextInt(4);
        int instrument = 1 + random.nextInt(2);
        BigDecimal quantity = BigDecimal.valueOf(random.nextInt(-2_000, 2_000));
        rig.front.position(account, instrument, quantity.movePointRight(instrument == 2 ? 8 : 0).longValueExact());
        if (account != MiddleOfficeRig.STREET) {
            books.positions.put(NaiveBooks.at(account, instrument), quantity);
        }
    }
}
