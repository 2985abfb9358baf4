package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.RISK;
import static throughline.risk.MiddleOfficeRig.SECOND_RISK;
import static throughline.risk.MiddleOfficeRig.SHARE;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.exposure.Holdings;
import throughline.exposure.Profit;
import throughline.limit.Limits;
import throughline.message.Decision;
import throughline.message.JournalRecord;
import throughline.message.MarksMovedDecoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.PositionDifferedDecoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.StateReason;
import throughline.message.TimeInForce;
import throughline.message.TradeExecutedEncoder;
import throughline.message.TradingState;
import throughline.message.TradingStateSetDecoder;
import throughline.reference.Scope;

/** Control 16 and what the office itself latches, losses and drift: numbers worked by hand. SHR is at 100.00. */
class WorkedLossesTest {
    private static final long ACCOUNT = Scope.of(ScopeKind.ACCOUNT, PROP);
    private static final long DESK = Scope.of(ScopeKind.DESK, 1);

    private final MiddleOfficeRig rig = MiddleOfficeRig.open();
    private final Profit profit = rig.machine.exposures().profit();
    private final Holdings holdings = rig.machine.exposures().holdings();

    private TradingState state(long scope) {
        return rig.machine.tradingStates().state(scope);
    }

    /** Bought 10 at 100 and 10 at 110: average 105. 15 sold at 120 realise 225, and 5 at 130 earn 125 more. */
    @Test
    void realisedIsByAverageCostAndTheRestUnrealised() {
        rig.elsewhere(PROP, SHARE, Side.BUY, 10, 100 * E8);
        rig.elsewhere(PROP, SHARE, Side.BUY, 10, 110 * E8);
        assertEquals(-100_00, profit.profitMinor(ACCOUNT), "2,000 for what cost 2,100");
        rig.elsewhere(PROP, SHARE, Side.SELL, 15, 120 * E8);
        rig.price(SHARE, 130 * E8);
        for (long holder : new long[] {ACCOUNT, DESK, Scope.FIRM}) {
            assertEquals(225_00, profit.realised(holder));
            assertEquals(125_00, profit.unrealised(holder));
            assertEquals(350_00, profit.profitMinor(holder));
            assertEquals(-100_00, profit.worst(holder));
        }
        int row = holdings.row(Scope.pair(PROP, SHARE));
        assertEquals(130 * E8, holdings.markE8(row));
        assertEquals(225_00, holdings.realisedMinor(row));
        assertEquals(125_00, holdings.unrealisedMinor(row));
        assertEquals(650_00, holdings.worth().valueMinor(row));
        assertEquals(-300_00, holdings.worth().dayCash(row));
    }

    /** Long 10 at 100, 30 sold at 110: 100 realised, and 20 short from 110; at 115 they lose 100. */
    @Test
    void throughZeroTheRestOpensAtItsOwnPrice() {
        rig.elsewhere(PROP, SHARE, Side.BUY, 10, 100 * E8);
        rig.elsewhere(PROP, SHARE, Side.SELL, 30, 110 * E8);
        rig.price(SHARE, 115 * E8);
        assertEquals(100_00, profit.realised(ACCOUNT));
        assertEquals(-100_00, profit.unrealised(ACCOUNT));
        assertEquals(-2_200_00, holdings.worth().costMinor(holdings.row(Scope.pair(PROP, SHARE))));
        rig.elsewhere(PROP, SHARE, Side.BUY, 20, 105 * E8);
        assertEquals(200_00, profit.realised(ACCOUNT));
        assertEquals(0, profit.unrealised(ACCOUNT));
    }

    /** At the limit passes; a cent more is rejected, and once it stands the account may only reduce. */
    @Test
    void aLossAtTheLimitPassesAndACentMoreLatches() {
        rig.tighten(ACCOUNT, Metric.DAILY_LOSS, 10 * E8);
        rig.elsewhere(PROP, SHARE, Side.BUY, 10, 101 * E8);
        assertEquals(-10_00, profit.profitMinor(ACCOUNT));
        assertEquals(TradingState.ACTIVE, state(ACCOUNT));
        rig.accepts(rig.buy(PROP, SHARE, 1, "100.00"));
        rig.news();
        rig.elsewhere(PROP, SHARE, Side.BUY, 1, 100_01 * E8 / 100);
        assertEquals(TradingState.REDUCE_ONLY, state(ACCOUNT));
        assertEquals(TradingState.ACTIVE, state(DESK));
        TradingStateSetDecoder set = new TradingStateSetDecoder();
        JournalRecord record = rig.last(TradingStateSetDecoder.TEMPLATE_ID);
        set.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        assertEquals(StateReason.DAILY_LOSS, set.reason());
        assertEquals(0, set.requestSeq());
        assertEquals("account:PROP", set.scopeName());
        assertTrue(rig.decision(rig.buy(PROP, SHARE, 1, "100.00")).startsWith("REDUCE_ONLY ACCOUNT:1:0"));
        rig.accepts(rig.sell(PROP, SHARE, 11, "100.00"));
    }

    /** Lifted by two while the loss stands: control 16 still rejects, and the next loss latches it again. */
    @Test
    void twoPeopleLiftIt() {
        rig.tighten(ACCOUNT, Metric.DAILY_LOSS, 10 * E8);
        rig.elsewhere(PROP, SHARE, Side.BUY, 10, 102 * E8);
        rig.askState(RISK, ACCOUNT, TradingState.ACTIVE);
        assertEquals(TradingState.REDUCE_ONLY, state(ACCOUNT));
        rig.decide(SECOND_RISK, rig.reference(), Decision.APPROVE);
        assertEquals(TradingState.ACTIVE, state(ACCOUNT));
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.00"), "DAILY_LOSS ACCOUNT:1:0 DAILY_LOSS limit=10 met=20");
        rig.accepts(rig.sell(PROP, SHARE, 1, "100.00"));
        rig.price(SHARE, 99 * E8);
        assertEquals(TradingState.REDUCE_ONLY, state(ACCOUNT));
    }

    /** A price that costs firm and strategy 20 latches both in the step that marks their holdings. */
    @Test
    void aMarkLatchesFirmAndStrategy() {
        rig.ask(new FrontScript.Asked(MiddleOfficeRig.TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY,
            1, 0, 90_00, 2, DATE));
        long strategy = Scope.of(ScopeKind.STRATEGY, rig.machine.names().find(ScopeKind.STRATEGY, "str"));
        rig.front.write(new TradeExecutedEncoder(), 0, 0, e -> e.quantity(10).priceE8(100 * E8).accountId(PROP)
            .instrumentId(SHARE).tradeDate(DATE).userId(1).side(Side.BUY).elsewhere((short) 1).strategy("str")
            .decisionMaker(""));
        rig.run();
        rig.tighten(Scope.FIRM, Metric.DAILY_LOSS, 19_99 * E8 / 100);
        rig.tighten(strategy, Metric.DAILY_LOSS, 19_99 * E8 / 100);
        rig.tighten(DESK, Metric.DAILY_LOSS, 20 * E8);
        rig.news();
        rig.price(SHARE, 98 * E8);
        assertEquals(List.of(MarksMovedDecoder.TEMPLATE_ID, TradingStateSetDecoder.TEMPLATE_ID,
            TradingStateSetDecoder.TEMPLATE_ID), rig.news());
        assertEquals(TradingState.REDUCE_ONLY, state(Scope.FIRM));
        assertEquals(TradingState.REDUCE_ONLY, state(strategy));
        assertEquals(TradingState.ACTIVE, state(DESK));
        rig.price(SHARE, 97 * E8);
        assertEquals(TradingState.REDUCE_ONLY, state(DESK));
    }

    /** A new date starts from what is held at its mark; what was latched stays. */
    @Test
    void aNewDateResetsTheSumAndNotTheLatch() {
        rig.tighten(ACCOUNT, Metric.DAILY_LOSS, 10 * E8);
        rig.elsewhere(PROP, SHARE, Side.BUY, 10, 102 * E8);
        turnDay();
        assertEquals(0, profit.profitMinor(ACCOUNT));
        assertEquals(0, profit.worst(ACCOUNT));
        assertEquals(TradingState.REDUCE_ONLY, state(ACCOUNT));
        rig.price(SHARE, 103 * E8);
        assertEquals(30_00, profit.profitMinor(ACCOUNT));
        assertEquals(30_00, profit.unrealised(ACCOUNT));
    }

    private void turnDay() {
        rig.front.closed(DATE);
        rig.run();
        rig.front.opened(DATE + 1);
        rig.run();
    }

    @Test
    void aStatedPositionOtherThanTheOneHeldIsDrift() {
        rig.front.position(PROP, SHARE, 10);
        rig.run();
        long pair = Scope.pair(PROP, SHARE);
        assertEquals(TradingState.ACTIVE, state(pair), "the first day begins with what the books say");
        rig.front.closed(DATE);
        rig.front.position(PROP, SHARE, 10);
        rig.run();
        assertEquals(TradingState.ACTIVE, state(pair));
        rig.front.position(PROP, SHARE, 11);
        rig.run();
        PositionDifferedDecoder differed = new PositionDifferedDecoder();
        JournalRecord record = rig.last(PositionDifferedDecoder.TEMPLATE_ID);
        differed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        assertEquals(10, differed.held());
        assertEquals(11, differed.stated());
        assertEquals(TradingState.REDUCE_ONLY, state(pair));
        assertEquals(StateReason.DRIFT, rig.machine.tradingStates().reason(rig.machine.tradingStates().row(pair)));
        rig.front.position(PROP, SHARE, 12);
        rig.news();
        rig.run();
        assertEquals(List.of(PositionDifferedDecoder.TEMPLATE_ID), rig.news(), "it may only reduce already");
    }

    @Test
    void holdsThatDifferLetTheFirmOnlyReduce() {
        rig.front.ticked(1, 5);
        rig.run();
        assertEquals(TradingState.REDUCE_ONLY, state(Scope.FIRM));
        assertTrue(rig.decision(rig.buy(PROP, SHARE, 1, "100.00")).startsWith("REDUCE_ONLY FIRM"));
    }

    @Test
    void noLossLatchesWithoutALimitOfItsOwn() {
        assertEquals(Limits.NONE, rig.machine.limits().value(ACCOUNT, Metric.DAILY_LOSS));
        rig.elsewhere(PROP, SHARE, Side.BUY, 1_000, 200 * E8);
        assertEquals(TradingState.ACTIVE, state(ACCOUNT));
    }
}
