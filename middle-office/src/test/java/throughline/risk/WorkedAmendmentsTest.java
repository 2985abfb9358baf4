package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.RISK;
import static throughline.risk.MiddleOfficeRig.SHARE;
import static throughline.risk.MiddleOfficeRig.TRADER;

import org.junit.jupiter.api.Test;
import throughline.exposure.Holdings;
import throughline.exposure.Holds;
import throughline.message.EndReason;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.RefuseReason;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Scope;
import throughline.risk.FrontScript.Asked;
import throughline.state.Table;

/** Amendments in numbers: what each control tests of them, and what is held until the front has answered. */
class WorkedAmendmentsTest {
    private final MiddleOfficeRig rig = MiddleOfficeRig.open();
    private final Holds holds = rig.machine.exposures().holds();

    private static Asked buy(long quantity, long cents) {
        return new Asked(TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, quantity, 0, cents, 2, DATE);
    }

    private void limit(long scope, Metric metric, long value) {
        rig.askLimit(RISK, scope, metric, value * E8, 0, "");
    }

    private long working() {
        Holdings holdings = rig.machine.exposures().holdings();
        long account = holdings.buys(holdings.row(Scope.pair(PROP, SHARE)));
        assertEquals(account, holdings.buys(holdings.row(Scope.holding(Scope.FIRM, SHARE))));
        return account;
    }

    private void trade(long id, long quantity, long leaves) {
        rig.front.trade(id, PROP, SHARE, Side.BUY, quantity, leaves, 100 * E8);
        rig.run();
    }

    @Test
    void theTotalIsTestedAsAQuantityAndWhatIsLeftAsAPosition() {
        limit(Scope.pair(PROP, SHARE), Metric.MAX_ORDER_QTY, 100);
        limit(Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 100);
        long id = rig.ask(buy(60, 100_00));
        trade(id, 20, 40);
        assertEquals("MAX_ORDER_QTY ACCOUNT_INSTRUMENT:1:1 MAX_ORDER_QTY limit=100 met=101",
            rig.amendment(rig.amend(id, buy(101, 100_00), 20)));
        assertEquals("accepted worst=10000000000 value=800000 reducing=0",
            rig.amendment(rig.amend(id, buy(100, 100_00), 20)));
        assertEquals(40, holds.leaves(holds.row(id)));
        assertEquals(80, working());
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.00"),
            "POSITION_LIMIT ACCOUNT_INSTRUMENT:1:1 POSITION_LIMIT_LONG limit=100 met=101");
    }

    @Test
    void theOldHoldDoesNotCountAgainstTheNew() {
        limit(Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 99);
        long id = rig.ask(buy(60, 100_00));
        assertEquals("accepted worst=10000000000 value=990000 reducing=0",
            rig.amendment(rig.amend(id, buy(99, 100_00), 0)));
        long other = rig.ask(buy(1, 100_00));
        assertEquals("POSITION_LIMIT ACCOUNT_INSTRUMENT:1:1 POSITION_LIMIT_LONG limit=99 met=100",
            rig.decision(other));
    }

    @Test
    void theLargerOfOldAndNewIsHeldUntilTheFrontAnswers() {
        long id = rig.ask(buy(100, 100_00));
        long request = rig.amend(id, buy(50, 105_00), 0);
        int row = holds.row(id);
        assertEquals(100, working());
        assertEquals(105 * E8, holds.worstPriceE8(row));
        assertEquals(1_000_000, holds.valueMinor(row));
        rig.front.replaced(id, request, buy(50, 105_00), 50, 50);
        rig.run();
        assertEquals(50, working());
        assertEquals(105 * E8, holds.worstPriceE8(row));
        assertEquals(525_000, holds.valueMinor(row));
        request = rig.amend(id, buy(90, 103_00), 0);
        assertEquals(90, working());
        assertEquals(105 * E8, holds.worstPriceE8(row));
        assertEquals(927_000, holds.valueMinor(row));
        rig.front.replaceRefused(id, request, buy(50, 105_00), RefuseReason.SCOPE_HALTED);
        rig.run();
        assertEquals(50, working());
        assertEquals(525_000, holds.valueMinor(row));
    }

    @Test
    void anExecutionThatOvertakesCounts() {
        long id = rig.ask(buy(60, 100_00));
        long request = rig.amend(id, buy(100, 100_00), 0);
        trade(id, 50, 10);
        assertEquals(50, working());
        rig.front.replaced(id, request, buy(100, 100_00), 100, 50);
        rig.run();
        assertEquals(50, holds.leaves(holds.row(id)));
        assertEquals(50, working());
    }

    @Test
    void anOrderThatEndsMeanwhileReleasesAllAndALateRefusalIsHarmless() {
        long filled = rig.ask(buy(60, 100_00));
        long request = rig.amend(filled, buy(100, 100_00), 0);
        trade(filled, 60, 0);
        assertEquals(0, working());
        rig.front.replaceRefused(filled, request, buy(60, 100_00), RefuseReason.TOO_LATE);
        long canceled = rig.ask(buy(60, 100_00));
        request = rig.amend(canceled, buy(100, 100_00), 0);
        rig.front.canceled(canceled, PROP, SHARE, EndReason.BY_REQUEST);
        rig.front.replaceRefused(canceled, request, buy(60, 100_00), RefuseReason.TOO_LATE);
        rig.run();
        assertEquals(0, working());
        assertEquals(0, holds.count());
        assertEquals("BAD_ORDER ORDER:0:0 NONE limit=none met=none",
            rig.amendment(rig.amend(canceled, buy(10, 100_00), 0)));
    }

    @Test
    void aTotalAtTheExecutedEndsTheOrder() {
        long id = rig.ask(buy(60, 100_00));
        trade(id, 20, 40);
        rig.askState(RISK, Scope.FIRM, TradingState.HALTED);
        long request = rig.amend(id, buy(20, 150_00), 20);
        assertEquals("accepted worst=10000000000 value=0 reducing=0", rig.amendment(request));
        assertEquals(40, working());
        rig.front.replaced(id, request, buy(20, 150_00), 20, 0);
        rig.run();
        assertEquals(0, working());
        assertEquals(Table.NONE, holds.row(id));
    }

    @Test
    void loweringTheQuantityAloneMeetsPermissionAndValidityOnly() {
        long id = rig.ask(buy(60, 100_00));
        Asked half = new Asked(TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 555, 1, 100, 0, DATE);
        assertEquals("BAD_LOT INSTRUMENT:0:1 NONE limit=1 met=55.5", rig.amendment(rig.amend(id, half, 0)));
        limit(Scope.pair(PROP, SHARE), Metric.MAX_ORDER_QTY, 1);
        limit(Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 0);
        rig.askState(RISK, Scope.FIRM, TradingState.HALTED);
        rig.front.price(SHARE, 10 * E8, DATE);
        assertEquals("accepted worst=10000000000 value=590000 reducing=0",
            rig.amendment(rig.amend(id, buy(59, 100_00), 0)));
        String halted = "HALTED FIRM:0:0 NONE limit=none met=none";
        assertEquals(halted, rig.amendment(rig.amend(id, buy(59, 99_00), 0)));
        assertEquals(halted, rig.amendment(rig.amend(id, buy(61, 100_00), 0)));
        Asked other = new Asked(RISK, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 50, 0, 100, 0, DATE);
        assertEquals("NOT_PERMITTED TRADER:0:0 NONE limit=none met=none", rig.amendment(rig.amend(id, other, 0)));
    }

    @Test
    void whatReducesIsMeasuredWithoutTheOrderItself() {
        rig.front.position(PROP, SHARE, -100);
        limit(Scope.of(ScopeKind.ACCOUNT, PROP), Metric.MAX_ORDER_VALUE, 1);
        long id = rig.ask(buy(60, 100_00));
        assertEquals("accepted worst=10000000000 value=1000000 reducing=1",
            rig.amendment(rig.amend(id, buy(100, 100_00), 0)));
        rig.front.replaceRefused(id, rig.front.seq(), buy(60, 100_00), RefuseReason.SCOPE_HALTED);
        rig.run();
        assertEquals(60, working());
        assertEquals("MAX_ORDER_VALUE ACCOUNT:1:0 MAX_ORDER_VALUE limit=1 met=10100",
            rig.amendment(rig.amend(id, buy(101, 100_00), 0)));
    }

    @Test
    void anAmendmentOlderThanTenSecondsIsTooOldHoweverYoungTheOrder() {
        MiddleOfficeRig slow = MiddleOfficeRig.open();
        long id = slow.ask(buy(60, 100_00));
        long atTheLimit = slow.front.replace(id, buy(61, 100_00), 0);
        slow.front.timeNs += 10_000_000_000L;
        slow.run();
        assertTrue(slow.amendment(atTheLimit).startsWith("accepted"));
        slow.front.replaceRefused(id, atTheLimit, buy(60, 100_00), RefuseReason.SCOPE_HALTED);
        long above = slow.front.replace(id, buy(59, 100_00), 0);
        slow.front.timeNs += 10_000_000_001L;
        slow.run();
        assertEquals("ORDER_TOO_OLD ORDER:0:0 NONE limit=10000 met=10000.000001", slow.amendment(above));
    }

    @Test
    void aRejectedAmendmentIsABreachAndChangesNoHold() {
        long id = rig.ask(buy(60, 100_00));
        limit(Scope.pair(PROP, SHARE), Metric.MAX_ORDER_QTY, 60);
        long before = rig.machine.breaches().count();
        rig.amend(id, buy(61, 100_00), 0);
        assertEquals(before + 1, rig.machine.breaches().count());
        assertEquals(id, rig.machine.breaches().orderId(before));
        assertEquals(60, working());
    }

    @Test
    void aBustWhileAnAmendmentWaitsGivesItsTotalMoreToExecute() {
        long id = rig.ask(buy(60, 100_00));
        trade(id, 20, 40);
        long execution = rig.front.seq();
        rig.amend(id, buy(70, 100_00), 20);
        assertEquals(50, working());
        rig.front.busted(execution, id, PROP, SHARE, Side.BUY, 20, 100 * E8);
        rig.run();
        assertEquals(70, working());
        assertEquals(40, holds.leaves(holds.row(id)));
        rig.front.middleSeq = Long.MAX_VALUE;
        rig.front.ticked(1, 40);
        rig.news();
        rig.run();
        assertTrue(rig.news().isEmpty());
    }
}
