package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.risk.MiddleOfficeRig.CLIENT;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.RISK;
import static throughline.risk.MiddleOfficeRig.SHARE;
import static throughline.risk.MiddleOfficeRig.STREET;
import static throughline.risk.MiddleOfficeRig.TRADER;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.exposure.Holdings;
import throughline.exposure.Holds;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TickTableStatedEncoder;
import throughline.message.TimeInForce;
import throughline.message.TradeClearedDecoder;
import throughline.message.TradeKind;
import throughline.office.MemorySnapshots;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.reference.Scope;
import throughline.risk.FrontScript.Asked;
import throughline.state.StateHash;
import throughline.state.Table;

/** Stop orders, ticks by price, baskets, orders over days, busts and corrections: in numbers. */
class WorkedLivesTest {
    private final MiddleOfficeRig rig = MiddleOfficeRig.open();
    private final Holds holds = rig.machine.exposures().holds();

    private static Asked order(Side side, OrdType type, TimeInForce timeInForce, long quantity, long cents, long stop,
        int date) {
        return new Asked(TRADER, PROP, SHARE, side, type, timeInForce, quantity, 0, cents, 2, date, stop, 2, 0);
    }

    private static Asked stop(Side side, OrdType type, long cents, long stop) {
        return order(side, type, TimeInForce.DAY, 10, cents, stop, DATE);
    }

    private String decided(Asked asked) {
        return rig.decision(rig.ask(asked));
    }

    @Test
    void aStopOrderIsWorthTheLastTickInsideTheCollarFromItsStopPrice() {
        assertEquals("accepted worst=13200000000 value=132000 reducing=0",
            decided(stop(Side.BUY, OrdType.STOP, 0, 120_00)));
        assertEquals("accepted worst=7200000000 value=100000 reducing=0",
            decided(stop(Side.SELL, OrdType.STOP, 0, 80_00)));
        assertEquals("accepted worst=11000000000 value=110000 reducing=0",
            decided(stop(Side.BUY, OrdType.STOP, 0, 50_00)));
        rig.askLimit(RISK, Scope.instrument(SHARE), Metric.PRICE_COLLAR_FAR, 5 * E8, 0, "");
        rig.front.price(SHARE, 30 * E8, DATE);
        assertEquals("accepted worst=3499000000 value=34990 reducing=0",
            decided(stop(Side.BUY, OrdType.STOP, 0, 33_33)));
    }

    @Test
    void aPriceThatNoBookCanHoldIsNone() {
        Asked asked = new Asked(TRADER, PROP, MiddleOfficeRig.FRACTION, Side.BUY, OrdType.STOP_LIMIT, TimeInForce.DAY,
            1, 8, Long.MAX_VALUE, 8, DATE, Long.MAX_VALUE, 8, 0);
        assertEquals("BAD_ORDER INSTRUMENT:0:2 NONE limit=none met=none", decided(asked));
    }

    @Test
    void aStopLimitOrderIsMeasuredFromItsStopPrice() {
        assertEquals("accepted worst=13200000000 value=132000 reducing=0",
            decided(stop(Side.BUY, OrdType.STOP_LIMIT, 132_00, 120_00)));
        assertEquals("PRICE_COLLAR FIRM:0:0 PRICE_COLLAR_FAR limit=10 met=10.00833334",
            decided(stop(Side.BUY, OrdType.STOP_LIMIT, 132_01, 120_00)));
        assertEquals("accepted worst=7200000000 value=100000 reducing=0",
            decided(stop(Side.SELL, OrdType.STOP_LIMIT, 72_00, 80_00)));
        assertEquals("PRICE_COLLAR FIRM:0:0 PRICE_COLLAR_FAR limit=10 met=10.0125",
            decided(stop(Side.SELL, OrdType.STOP_LIMIT, 71_99, 80_00)));
    }

    @Test
    void onlyStopOrdersHaveAStopPriceAndItIsOnTick() {
        String bad = "BAD_ORDER INSTRUMENT:0:1 NONE limit=none met=none";
        assertEquals(bad, decided(stop(Side.BUY, OrdType.STOP, 0, 0)));
        assertEquals(bad, decided(stop(Side.BUY, OrdType.STOP_LIMIT, 100_00, 0)));
        assertEquals(bad, decided(stop(Side.BUY, OrdType.STOP_LIMIT, 0, 100_00)));
        assertEquals(bad, decided(stop(Side.BUY, OrdType.STOP, 100_00, 100_00)));
        assertEquals(bad, decided(stop(Side.BUY, OrdType.LIMIT, 100_00, 100_00)));
        assertEquals(bad, decided(stop(Side.BUY, OrdType.MARKET, 0, 100_00)));
        assertEquals(bad, decided(stop(Side.BUY, OrdType.STOP, 0, -1)));
        assertEquals("BAD_TICK INSTRUMENT:0:1 NONE limit=0.01 met=120.005", decided(new Asked(TRADER, PROP, SHARE,
            Side.BUY, OrdType.STOP, TimeInForce.DAY, 10, 0, 0, 0, DATE, 120_005, 3, 0)));
        rig.front.price(SHARE, 0, DATE);
        assertEquals("NO_REFERENCE_PRICE INSTRUMENT:0:1 NONE limit=none met=none",
            decided(stop(Side.BUY, OrdType.STOP, 0, 120_00)));
        assertEquals("NO_REFERENCE_PRICE INSTRUMENT:0:1 NONE limit=none met=none",
            decided(stop(Side.BUY, OrdType.STOP_LIMIT, 120_00, 120_00)));
    }

    @Test
    void aTriggeredStopLimitOrderIsAmendedAsTheLimitOrderItIs() {
        Asked asked = stop(Side.BUY, OrdType.STOP_LIMIT, 132_00, 120_00);
        long id = rig.ask(asked);
        Asked amended = stop(Side.BUY, OrdType.STOP_LIMIT, 110_01, 120_00);
        assertEquals("accepted worst=11001000000 value=110010 reducing=0",
            rig.amendment(rig.amend(id, amended, 0)));
        rig.front.triggered(id, asked);
        assertEquals("PRICE_COLLAR FIRM:0:0 PRICE_COLLAR_FAR limit=10 met=10.01",
            rig.amendment(rig.amend(id, amended, 0)));
    }

    @Test
    void aTickFollowsThePrice() {
        rig.front.write(new TickTableStatedEncoder(), 0, 0, e -> e.tickTable(1).ticksCount(3)
            .next().fromPriceE8(0).tickE8(E8 / 1000).next().fromPriceE8(E8).tickE8(E8 / 100)
            .next().fromPriceE8(100 * E8).tickE8(E8 / 20));
        rig.front.write(new InstrumentStatedEncoder(), 0, 0, e -> e.instrumentId(SHARE).currency(840)
            .standing(Standing.OPEN).tickE8(E8 / 100).lot(1).multiplier(1).tickTable(1).symbol("SHR").name("SHR")
            .sector("X").issuer(""));
        rig.accepts(rig.buy(PROP, SHARE, 1, "100.05"));
        rig.accepts(rig.buy(PROP, SHARE, 1, "99.99"));
        rig.accepts(rig.buy(PROP, SHARE, 1, "0.999"));
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.01"), "BAD_TICK INSTRUMENT:0:1 NONE limit=0.05 met=100.01");
        rig.rejects(rig.buy(PROP, SHARE, 1, "99.995"), "BAD_TICK INSTRUMENT:0:1 NONE limit=0.01 met=99.995");
        rig.askLimit(RISK, Scope.FIRM, Metric.PRICE_COLLAR_FAR, 333 * E8 / 100, 0, "");
        assertEquals("accepted worst=10330000000 value=103330 reducing=0",
            rig.decision(rig.buy(PROP, SHARE, 10, "")));
        assertEquals("accepted worst=9667000000 value=103330 reducing=0",
            rig.decision(rig.sell(PROP, SHARE, 10, "")));
        rig.front.price(SHARE, 103_21_000_000L, DATE);
        assertEquals("accepted worst=9978000000 value=106647 reducing=0",
            rig.decision(rig.sell(PROP, SHARE, 10, "")));
        rig.front.price(SHARE, 103_46_000_000L, DATE);
        assertEquals("accepted worst=10005000000 value=106906 reducing=0",
            rig.decision(rig.sell(PROP, SHARE, 10, "")));
    }

    private static Asked member(Side side, long quantity) {
        return order(side, OrdType.LIMIT, TimeInForce.DAY, quantity, 100_00, 0, DATE);
    }

    @Test
    void aBasketIsJudgedAsAWholeEachMemberWithThoseBeforeIt() {
        rig.askLimit(RISK, Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 100 * E8, 0, "");
        List<Asked> tooMuch = List.of(member(Side.BUY, 60), member(Side.SELL, 5), member(Side.BUY, 41));
        long basket = rig.front.basket(tooMuch);
        rig.run();
        String others = "POSITION_LIMIT BASKET:0:0 NONE limit=none met=none";
        rig.rejects(basket + 1, others);
        rig.rejects(basket + 2, others);
        rig.rejects(basket + 3,
            "POSITION_LIMIT ACCOUNT_INSTRUMENT:1:1 POSITION_LIMIT_LONG limit=100 met=101");
        assertEquals(0, holds.count());
        assertEquals(1, rig.machine.breaches().count());
        basket = rig.front.basket(List.of(member(Side.BUY, 60), member(Side.BUY, 40)));
        rig.run();
        rig.accepts(basket + 1);
        rig.accepts(basket + 2);
        assertEquals(2, holds.count());
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.00"),
            "POSITION_LIMIT ACCOUNT_INSTRUMENT:1:1 POSITION_LIMIT_LONG limit=100 met=101");
    }

    @Test
    void whatReducesInABasketDoesSoAfterThoseBeforeIt() {
        rig.front.position(PROP, SHARE, 100);
        long basket = rig.front.basket(List.of(member(Side.SELL, 60), member(Side.SELL, 40), member(Side.SELL, 1)));
        rig.run();
        assertTrue(rig.decision(basket + 2).endsWith("reducing=1"));
        assertTrue(rig.decision(basket + 3).endsWith("reducing=0"));
    }

    @Test
    void fiveHundredMembersAreOneStepThatFitsADocument() {
        List<Asked> members = new ArrayList<>(Collections.nCopies(500, member(Side.BUY, 1)));
        rig.front.basket(members);
        rig.run();
        assertEquals(500, holds.count());
        RecordCursor cursor = new RecordCursor("middle", rig.middle);
        int accepted = 0;
        int steps = 0;
        long bytes = 0;
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (record.templateId() == OrderAcceptedDecoder.TEMPLATE_ID) {
                accepted++;
                steps += record.isLastOfStep() ? 1 : 0;
                bytes += record.length() + RecordCursor.FRAME_LENGTH + 5 * 64;
            }
        }
        assertEquals(500, accepted);
        assertEquals(1, steps);
        assertTrue(bytes < Journal.MAX_DOCUMENT_LENGTH, bytes + " bytes with texts of 64");
    }

    @Test
    void theOfficeMayTickAndStopBetweenTwoMembers() {
        MiddleOfficeRig cut = MiddleOfficeRig.open();
        long id = cut.front.basketOf(2);
        cut.front.order(member(Side.BUY, 60).in(id));
        cut.run();
        cut.front.timeNs += 1_000_000_000L;
        cut.run();
        Replay replay = new Replay(new MiddleMachine(), cut.middle, List.of(cut.front.journal()), Stops.NONE);
        while (replay.next()) {
            // until the journal's end: a tick that names the first member as read
        }
        MemorySnapshots snapshots = new MemorySnapshots();
        replay.snapshot(snapshots);
        MiddleMachine restored = new MiddleMachine();
        assertTrue(new Replay(restored, cut.middle, List.of(cut.front.journal()), Stops.NONE).load(snapshots) > 0);
        assertEquals(StateHash.of(cut.machine), StateHash.of(restored));
        assertEquals(1, restored.baskets().members());
        cut.front.order(member(Side.BUY, 40).in(id));
        cut.run();
        cut.accepts(id + 1);
        cut.accepts(id + 2);
        assertEquals(0, cut.machine.baskets().members());
    }

    @Test
    void aGtcOrderIsJudgedAnewEachDayAndItsHoldStaysUntilTheFrontEndsIt() {
        long id = rig.ask(order(Side.BUY, OrdType.LIMIT, TimeInForce.GTC, 60, 100_00, 0, DATE));
        rig.front.trade(id, PROP, SHARE, Side.BUY, 20, 40, 100 * E8);
        rig.run();
        long accepted = rig.last(OrderAcceptedDecoder.TEMPLATE_ID).seq();
        Asked tomorrow = order(Side.BUY, OrdType.LIMIT, TimeInForce.GTC, 60, 100_00, 0, DATE + 1);
        rig.front.closed(DATE);
        rig.run();
        rig.front.opened(DATE + 1);
        rig.front.price(SHARE, 95 * E8, DATE + 1);
        rig.askLimit(RISK, Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 60 * E8, 0, "");
        rig.front.restated(id, tomorrow, 60, 40, false);
        rig.run();
        assertEquals("accepted worst=10000000000 value=400000 reducing=0", rig.decision(id));
        assertEquals(40, holds.leaves(holds.row(id)));
        assertEquals(400_000, holds.valueMinor(holds.row(id)));
        assertEquals(1, holds.countUpTo(accepted));
        assertEquals("str who ses par loc", texts(rig.last(OrderAcceptedDecoder.TEMPLATE_ID)));
        assertEquals(60, quantity(rig.last(OrderAcceptedDecoder.TEMPLATE_ID)));
        rig.askLimit(RISK, Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 59 * E8, 0, "");
        rig.front.restated(id, tomorrow, 60, 40, false);
        rig.run();
        rig.rejects(id, "POSITION_LIMIT ACCOUNT_INSTRUMENT:1:1 POSITION_LIMIT_LONG limit=59 met=60");
        assertEquals(1, holds.count());
        rig.front.declined(id, tomorrow);
        rig.run();
        assertEquals(Table.NONE, holds.row(id));
        Holdings holdings = rig.machine.exposures().holdings();
        assertEquals(0, holdings.buys(holdings.row(Scope.pair(PROP, SHARE))));
    }

    @Test
    void aRestatementIsJudgedHoweverOldItIs() {
        MiddleOfficeRig slow = MiddleOfficeRig.open();
        Asked asked = order(Side.BUY, OrdType.LIMIT, TimeInForce.GTC, 60, 100_00, 0, DATE);
        long id = slow.ask(asked);
        slow.front.restated(id, asked, 60, 60, false);
        slow.front.timeNs += 10_000_000_001L;
        slow.run();
        slow.accepts(id);
    }

    private static String texts(JournalRecord record) {
        OrderAcceptedDecoder a = new OrderAcceptedDecoder();
        a.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return String.join(" ", a.strategy(), a.decisionMaker(), a.session(), a.parentId(), a.locate());
    }

    private static long quantity(JournalRecord record) {
        OrderAcceptedDecoder a = new OrderAcceptedDecoder();
        return a.wrap(record.buffer(), record.body(), record.blockLength(), record.version()).quantity();
    }

    @Test
    void whatAuditNeedsGoesAlong() {
        rig.accepts(rig.buy(PROP, SHARE, 1, "100.00"));
        assertEquals("str who ses par loc", texts(rig.last(OrderAcceptedDecoder.TEMPLATE_ID)));
    }

    private long position(int account) {
        return rig.machine.exposures().holdings()
            .position(rig.machine.exposures().holdings().row(account == 0 ? Scope.holding(Scope.FIRM, SHARE)
                : Scope.pair(account, SHARE)));
    }

    private String cleared() {
        JournalRecord record = rig.last(TradeClearedDecoder.TEMPLATE_ID);
        TradeClearedDecoder c = new TradeClearedDecoder();
        c.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return c.kind() + " of " + c.executionId() + " order " + record.orderId() + ": " + c.side() + " "
            + c.quantity() + " at " + c.priceE8() + " for " + c.accountId() + " elsewhere " + c.elsewhere() + " "
            + c.strategy() + "/" + c.decisionMaker();
    }

    @Test
    void aBustTakesThePositionBackAndLeavesTheHold() {
        long id = rig.buy(PROP, SHARE, 60, "100.00");
        long execution = rig.front.trade(id, PROP, SHARE, Side.BUY, 20, 40, 100 * E8);
        rig.front.busted(execution, id, PROP, SHARE, Side.BUY, 20, 100 * E8);
        rig.run();
        assertEquals(0, position(PROP));
        assertEquals(40, holds.held(holds.row(id)));
        assertEquals(TradeKind.BUST + " of " + execution + " order " + id + ": BUY 20 at 10000000000 for 1 elsewhere 0"
            + " str/who", cleared());
        rig.front.busted(execution + 1, 0, STREET, SHARE, Side.SELL, 20, 100 * E8);
        rig.run();
        assertEquals(0, position(0));
        assertEquals("BUST of " + (execution + 1) + " order 0: SELL 20 at 10000000000 for 3 elsewhere 0 str/who",
            cleared());
    }

    @Test
    void aCorrectionMovesThePositionByTheDifference() {
        long id = rig.sell(PROP, SHARE, 60, "100.00");
        long execution = rig.front.trade(id, PROP, SHARE, Side.SELL, 60, 0, 100 * E8);
        rig.front.corrected(execution, id, PROP, SHARE, Side.SELL, 60, 45, 99 * E8);
        rig.run();
        assertEquals(-45, position(PROP));
        assertEquals(-45, position(0));
        assertEquals("CORRECTION of " + execution + " order " + id
            + ": SELL 45 at 9900000000 for 1 elsewhere 0 str/who", cleared());
    }

    @Test
    void aTradeDoneElsewhereMovesThePositionAndIsHandedOn() {
        long execution = rig.front.elsewhere(CLIENT, SHARE, Side.BUY, 300, 101 * E8);
        rig.run();
        assertEquals(300, position(CLIENT));
        assertEquals(300, position(0));
        assertEquals(0, holds.count());
        assertEquals("NEW of " + execution + " order " + (execution - 1)
            + ": BUY 300 at 10100000000 for 2 elsewhere 1 /", cleared());
    }
}
