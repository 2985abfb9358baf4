package throughline.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.exposure.Holdings;
import throughline.exposure.SumsRig;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.EndReason;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.LimitAlertedEncoder;
import throughline.message.MarksMovedEncoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.RejectCode;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.RestrictionSetEncoder;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.StateReason;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Measure;
import throughline.reference.Scope;
import throughline.risk.FrontScript;
import throughline.risk.MiddleMachine;

/**
 * Orders judged by one who has judged all before them, against one who judges nothing else and is listened to: while
 * accounts, users, instruments, limits, states, restrictions and alerts change, and an earlier state is loaded.
 */
class StandsTest {
    private static final long E8 = SumsRig.E8;
    private static final int ROUNDS = 15_000;
    private static final RandomLimits CHANGES = new RandomLimits(100, 3_000, 50);
    private static final int LIFE = 300;
    private static final List<String> NAMES = List.of("trader", "ses", "other");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final ReplaceRequestedDecoder requested = new ReplaceRequestedDecoder();
    private final List<long[]> standing = new ArrayList<>();
    private final Map<RejectCode, Integer> codes = new EnumMap<>(RejectCode.class);
    private SumsRig rig;
    private MiddleMachine machine;
    private FrontScript own;
    private RecordCursor applied;
    private SumsRig.Paper kept;
    private Order order;
    private Checks checks;
    private Verdict verdict;

    private void open() {
        rig = new SumsRig();
        machine = rig.machine;
        MemoryJournal journal = new MemoryJournal("middle");
        own = new FrontScript(journal);
        applied = new RecordCursor("middle", journal);
        standing.clear();
        kept = null;
        order = order();
        checks = new Checks(machine.reading());
        verdict = new Verdict(machine.alerts());
        rig.dayOpened(SumsRig.DATE);
        rig.front.cash(SumsRig.CLIENT, 840, 1_000_000_000_000L);
        rig.front.user(2, "who", 0, false, false);
        for (int instrument = 1; instrument <= 3; instrument++) {
            rig.front.price(instrument, 2 * E8, SumsRig.DATE);
        }
        rig.read();
        for (Metric metric : Metric.values()) {
            if (Measure.of(metric) != Measure.NONE) {
                rig.limit(Scope.FIRM, metric, RandomLimits.wide(metric));
            }
        }
        rig.limit(Scope.FIRM, Metric.DUPLICATE_ORDER, random.nextLong(3) * 500 * E8);
    }

    private Order order() {
        return new Order(machine.instruments(), machine.accounts(), machine.users(), machine.names(),
            machine.exposures().holdings(), machine.exposures().holds(), machine.limits());
    }

    private void apply() {
        own.timeNs = rig.front.timeNs + random.nextLong(1_000_000);
        while (applied.next()) {
            machine.apply(applied.record());
        }
    }

    private long scope() {
        int width = random.nextInt(Scope.COUNT);
        return switch (Scope.kindAt(width)) {
            case FIRM -> Scope.FIRM;
            case INSTRUMENT -> Scope.instrument(random.nextInt(1, 4));
            case ACCOUNT_INSTRUMENT -> Scope.pair(random.nextInt(1, 3), random.nextInt(1, 4));
            default -> Scope.of(Scope.kindAt(width), random.nextInt(1, 6));
        };
    }

    private void change() {
        CHANGES.one(random, scope(), rig::limit);
    }

    private void account() {
        int id = random.nextInt(1, 3);
        AccountKind kind = id == SumsRig.CLIENT && random.nextInt(4) > 0 ? AccountKind.CLIENT
            : random.nextInt(20) > 0 ? AccountKind.PRINCIPAL : AccountKind.OUTSIDE;
        rig.front.write(new AccountStatedEncoder(), 0, 0, e -> e.accountId(id).partyId(random.nextInt(1, 4))
            .deskId(random.nextInt(1, 3)).selfTradeGroup(random.nextInt(4)).kind(kind)
            .selfTradeMode(random.nextBoolean() ? SelfTradeMode.AGGRESSOR : SelfTradeMode.PASSIVE)
            .standing(random.nextInt(20) > 0 ? Standing.OPEN : Standing.CLOSED)
            .shortSale((short) random.nextInt(2)).accountName("A" + id).deskName("D"));
    }

    private void instrument() {
        int id = random.nextInt(1, 4);
        int currency = random.nextInt(8) > 0 ? new int[] {840, 978, 392}[id - 1] : 840;
        rig.front.write(new InstrumentStatedEncoder(), 0, 0, e -> e.instrumentId(id).currency(currency)
            .quantityScale((short) 0).standing(random.nextInt(20) > 0 ? Standing.OPEN : Standing.CLOSED)
            .tickE8(random.nextInt(20) > 0 ? E8 / 100 : E8 * 3).lot(random.nextInt(12) > 0 ? 1 : 2)
            .multiplier(1).symbol("I" + id).name("")
            .sector(random.nextBoolean() ? "X" : "Y").issuer(random.nextBoolean() ? "i" : ""));
    }

    private void restriction() {
        long id = random.nextInt(1, 4);
        boolean removes = random.nextInt(8) > 0;
        long scope = random.nextBoolean() ? Scope.of(ScopeKind.DESK, 1) : Scope.FIRM;
        own.write(new RestrictionSetEncoder(), 0, 0, e -> e.restrictionId(id).scope(scope)
            .instrumentId(random.nextInt(1, 4)).fromDate(1).toDate(RestrictionSetEncoder.toDateNullValue())
            .side(random.nextBoolean() ? Side.BUY : Side.SELL).removes((short) (removes ? 1 : 0)).scopeName("")
            .issuer(""));
        apply();
    }

    private void alert() {
        Metric metric = Metric.OPEN_ORDERS;
        int level = random.nextInt(3) == 0 ? 80 : 0;
        own.write(new LimitAlertedEncoder(), 0, 0, e -> e.bound(E8).observed(E8).scope(random.nextBoolean()
            ? Scope.FIRM : Scope.instrument(random.nextInt(1, 4))).metric(metric).level((short) level).scopeName(""));
        apply();
    }

    private void mark(int instrument) {
        Holdings holdings = machine.exposures().holdings();
        List<Long> keys = new ArrayList<>();
        for (int row = 0; row < holdings.end(); row++) {
            if (Scope.instrumentId(holdings.key(row)) == instrument) {
                keys.add(holdings.key(row));
            }
        }
        long rate = machine.rates().rateE8(machine.instruments().currency(instrument), 840);
        own.write(new MarksMovedEncoder(), 0, 0, e -> {
            MarksMovedEncoder.HoldingsEncoder group = e.priceE8(machine.instruments().priceE8(instrument))
                .rateE8(rate).instrumentId(instrument).isLast((short) 1).holdingsCount(keys.size());
            keys.forEach(key -> group.next().holding(key));
        });
        apply();
    }

    private void disturb() {
        FrontScript front = rig.front;
        switch (random.nextInt(60)) {
            case 0, 1, 22, 23, 24 -> change();
            case 2 -> account();
            case 3 -> front.user(SumsRig.TRADER, NAMES.get(random.nextInt(3)),
                random.nextInt(8) > 0 ? 0 : random.nextInt(3), random.nextInt(15) > 0, false);
            case 4 -> instrument();
            case 5 -> front.price(random.nextInt(1, 4), 2 * E8 + random.nextInt(20) * E8 / 100, SumsRig.DATE);
            case 6, 7, 8 -> front.timeNs += random.nextLong(2_000_000_000L);
            case 9 -> front.position(random.nextInt(1, 3), random.nextInt(1, 4), random.nextLong(-500, 500));
            case 10 -> machine.tradingStates().set(scope(), random.nextInt(9) > 0 ? TradingState.ACTIVE
                : random.nextBoolean() ? TradingState.HALTED : TradingState.REDUCE_ONLY, StateReason.REQUEST, 1, 1);
            case 11 -> restriction();
            case 12 -> alert();
            case 13 -> mark(random.nextInt(1, 4));
            case 14 -> rig.dayOpened(SumsRig.DATE);
            case 15 -> front.rate(978, 100_000_000 + random.nextInt(20_000_000), SumsRig.DATE);
            case 16 -> kept = random.nextBoolean() || kept == null ? SumsRig.write(machine) : kept;
            case 17 -> {
                if (kept != null && random.nextInt(4) == 0) {
                    kept.turn();
                    machine.load(kept);
                    standing.clear();
                }
            }
            case 18, 19, 20, 21 -> end(random.nextBoolean());
            default -> {
                // nothing
            }
        }
        rig.read();
        if (random.nextInt(10) == 0) {
            mark(random.nextInt(1, 4));
        }
    }

    private void end(boolean trades) {
        if (standing.isEmpty()) {
            return;
        }
        long[] ended = standing.remove(random.nextInt(standing.size()));
        int account = (int) ended[1];
        int instrument = (int) ended[2];
        if (trades) {
            rig.front.trade(ended[0], account, instrument, ended[3] == 0 ? Side.BUY : Side.SELL, ended[4], 0, 2 * E8);
        } else {
            rig.front.canceled(ended[0], account, instrument, EndReason.BY_REQUEST);
        }
    }

    private JournalRecord asked(int account, int instrument, Side side, long quantity) {
        boolean named = random.nextInt(3) == 0;
        OrdType type = random.nextInt(8) > 0 ? OrdType.LIMIT : OrdType.get((short) random.nextInt(1, 5));
        boolean stops = type == OrdType.STOP || type == OrdType.STOP_LIMIT;
        boolean limits = type == OrdType.LIMIT || type == OrdType.STOP_LIMIT;
        rig.front.write(new OrderCapturedEncoder(), SumsRig.TRADER, rig.read().seq() + 1, e -> e.quantity(quantity)
            .price(limits ? 200 + random.nextInt(3) : 0).priceDecimals((short) 2).stopPrice(stops ? 3 : 0)
            .businessDate(SumsRig.DATE).accountId(account)
            .instrumentId(instrument).side(side).ordType(type).timeInForce(TimeInForce.DAY).clOrdId("c")
            .accountName("a").symbol("s").strategy(named ? "str" + random.nextInt(3) : "")
            .decisionMaker(named ? "who" : "").session(random.nextInt(4) == 0 ? "ses" : "").parentId("").locate(""));
        return rig.read();
    }

    private JournalRecord amended() {
        long[] which = standing.get(random.nextInt(standing.size()));
        rig.front.replace(which[0], new FrontScript.Asked(SumsRig.TRADER, (int) which[1], (int) which[2],
            which[3] == 0 ? Side.BUY : Side.SELL, OrdType.LIMIT, TimeInForce.DAY, random.nextLong(1, 60), 0,
            200 + random.nextInt(3), 2, SumsRig.DATE), 0);
        return rig.read();
    }

    private String judged(Order who, Checks by, Verdict said, JournalRecord record) {
        if (record.templateId() == OrderCapturedDecoder.TEMPLATE_ID) {
            captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            who.take(captured, record, machine.day().lastTimeNs(), rig.front.timeNs);
        } else {
            requested.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            who.take(requested, machine.exposures().holds().row(record.orderId()), record, machine.day().lastTimeNs(),
                rig.front.timeNs);
        }
        said.crossings().clear();
        boolean passes = by.pass(who, said, false);
        StringBuilder told = new StringBuilder().append(passes).append(' ').append(said.code()).append(' ')
            .append(said.metric()).append(' ').append(said.kind()).append(' ').append(Long.toHexString(said.scope()))
            .append(' ').append(said.bound()).append(' ').append(said.observed()).append(", ")
            .append(said.warnedMetric()).append(' ').append(Long.toHexString(said.warnedScope())).append(' ')
            .append(said.warnedBound()).append(' ').append(said.warnedObserved());
        for (int at = 0; at < said.crossings().count(); at++) {
            told.append(", ").append(said.crossings().metric(at)).append(' ').append(said.crossings().level(at));
        }
        return told + (passes ? ", " + who.valueMinor() + " " + who.baseMinor() + " " + who.feesMinor() + " "
            + who.worstPriceE8() + " " + who.reducing() + " " + who.sessionId() + " " + who.quantity() : "");
    }

    private void accept(JournalRecord record, int account, int instrument, Side side) {
        long id = record.orderId();
        own.write(new OrderAcceptedEncoder(), 0, id, e -> e.quantity(order.total()).leavesQty(order.quantity())
            .priceE8(order.priceE8()).worstPriceE8(order.worstPriceE8()).valueMinor(order.valueMinor())
            .baseMinor(order.baseMinor()).feesMinor(order.feesMinor()).accountId(account).instrumentId(instrument)
            .userId(SumsRig.TRADER).side(side).ordType(order.type()).timeInForce(TimeInForce.DAY)
            .selfTradeGroup(machine.accounts().selfTradeGroup(account))
            .selfTradeMode(machine.accounts().selfTradeMode(account)).businessDate(SumsRig.DATE)
            .sessionNumber(order.sessionId()).strategy("").decisionMaker("").session("").parentId("").locate("")
            .warnedScope(""));
        apply();
        standing.add(new long[] {id, account, instrument, side == Side.BUY ? 0 : 1, order.quantity()});
    }

    @Test
    void whoHasJudgedBeforeJudgesAsWhoBegins() {
        int atOnce = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round % LIFE == 0) {
                open();
            }
            disturb();
            int account = random.nextInt(12) > 0 ? random.nextInt(1, 3) : 4;
            int instrument = random.nextInt(1, 4);
            Side side = random.nextInt(5) == 0 ? Side.SELL_SHORT : random.nextBoolean() ? Side.BUY : Side.SELL;
            JournalRecord record = asked(account, instrument, side, random.nextLong(1, 30));
            boolean amends = !standing.isEmpty() && random.nextInt(5) == 0;
            if (amends) {
                record = amended();
            }
            String said = judged(order, checks, verdict, record);
            codes.merge(verdict.code(), 1, Integer::sum);
            Verdict other = new Verdict(machine.alerts());
            other.tell((code, metric, scope, limit, met, passes) -> { });
            assertEquals(judged(order(), new Checks(machine.reading()), other, record), said,
                "-Dseed=" + seed + ", " + round);
            boolean passes = judged(order, checks, verdict, record).startsWith("true");
            atOnce += order.isPlain() && checks.passesPlainly(order, verdict) ? 1 : 0;
            if (passes && !amends && random.nextInt(3) > 0) {
                judged(order, checks, verdict, record);
                accept(record, account, instrument, side);
            }
        }
        assertTrue(atOnce > ROUNDS / 20 && codes.size() > 8, "-Dseed=" + seed + ": " + atOnce + ", " + codes);
    }
}
