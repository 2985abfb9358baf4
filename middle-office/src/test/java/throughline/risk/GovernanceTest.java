package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.FRACTION;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.RISK;
import static throughline.risk.MiddleOfficeRig.SECOND_RISK;
import static throughline.risk.MiddleOfficeRig.SHARE;
import static throughline.risk.MiddleOfficeRig.TRADER;

import org.junit.jupiter.api.Test;
import throughline.limit.LimitChanges;
import throughline.limit.Limits;
import throughline.limit.TradingStates;
import throughline.message.AccessRefusedDecoder;
import throughline.message.Decision;
import throughline.message.EndReason;
import throughline.message.HoldsDifferedDecoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.Metric;
import throughline.message.RiskDayClosedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.office.Outcome;
import throughline.reference.Scope;

/** Limits and trading states under four eyes, their lapses, the day's course, and the alarm of the holds. */
class GovernanceTest {
    private static final long FIRM_QTY = 1_000_000 * E8;

    private final MiddleOfficeRig rig = MiddleOfficeRig.open();

    private long quantity() {
        return rig.machine.limits().value(Scope.FIRM, Metric.MAX_ORDER_QTY);
    }

    private Outcome ask(long valueE8, long until, String key) {
        return rig.askLimit(RISK, Scope.FIRM, Metric.MAX_ORDER_QTY, valueE8, until, key);
    }

    private void nextDay(int date) {
        rig.front.closed(date);
        rig.run();
        rig.front.opened(date + 1);
        rig.run();
    }

    @Test
    void aTighteningHoldsAtOnceAndARepeatIsHarmless() {
        assertEquals(Outcome.RECORDED, ask(5 * E8, 0, "k"));
        long request = rig.reference();
        assertEquals(5 * E8, quantity());
        assertEquals(Outcome.REPEATED, ask(5 * E8, 0, "k"));
        assertEquals(request, rig.reference());
        assertEquals(Outcome.CONFLICT, ask(4 * E8, 0, "k"));
        assertEquals(5 * E8, quantity());
        nextDay(DATE);
        assertEquals(5 * E8, quantity(), "a tightening does not lapse");
    }

    @Test
    void aLooseningWaitsForAnotherPersonAndLapsesWithTheDay() {
        assertEquals(Outcome.AWAITS_APPROVAL, ask(2 * FIRM_QTY, 0, ""));
        long approval = rig.reference();
        assertEquals(FIRM_QTY, quantity());
        assertEquals(Outcome.FORBIDDEN, rig.decide(RISK, approval, Decision.APPROVE));
        assertEquals(rig.reference(), rig.last(AccessRefusedDecoder.TEMPLATE_ID).seq());
        assertEquals(Outcome.FORBIDDEN, rig.decide(TRADER, approval, Decision.APPROVE));
        assertEquals(Outcome.NOT_FOUND, rig.decide(SECOND_RISK, 99, Decision.APPROVE));
        assertEquals(Outcome.RECORDED, rig.decide(SECOND_RISK, approval, Decision.APPROVE));
        assertEquals(2 * FIRM_QTY, quantity());
        assertEquals(Outcome.WRONG_STATE, rig.decide(SECOND_RISK, approval, Decision.REJECT));
        rig.front.closed(DATE);
        rig.run();
        assertEquals(FIRM_QTY, quantity());
        assertEquals(0, rig.machine.workSeq());
    }

    @Test
    void aRejectedLooseningChangesNothing() {
        ask(2 * FIRM_QTY, 0, "");
        assertEquals(Outcome.RECORDED, rig.decide(SECOND_RISK, rig.reference(), Decision.REJECT));
        assertEquals(FIRM_QTY, quantity());
    }

    @Test
    void aPermanentLooseningBeginsWithTheNextDayAndStays() {
        ask(2 * FIRM_QTY, LimitChanges.PERMANENT, "");
        rig.decide(SECOND_RISK, rig.reference(), Decision.APPROVE);
        assertEquals(FIRM_QTY, quantity());
        nextDay(DATE);
        assertEquals(2 * FIRM_QTY, quantity());
        nextDay(DATE + 1);
        assertEquals(2 * FIRM_QTY, quantity());
    }

    @Test
    void aTimedLooseningLapsesAtItsTimeBelowNoTightening() {
        long until = rig.front.timeNs + 3_600_000_000_000L;
        ask(2 * FIRM_QTY, until, "");
        rig.decide(SECOND_RISK, rig.reference(), Decision.APPROVE);
        assertEquals(until, rig.machine.deadlineNs());
        ask(FIRM_QTY + E8, 0, "");
        assertEquals(FIRM_QTY + E8, quantity());
        rig.front.timeNs = until - 1;
        rig.run();
        assertEquals(FIRM_QTY + E8, quantity());
        rig.front.timeNs = until;
        rig.run();
        assertEquals(FIRM_QTY, quantity());
        assertEquals(Long.MAX_VALUE, rig.machine.deadlineNs());
    }

    @Test
    void aSecondLooseningFallsBackToWhatStoodBeforeTheFirst() {
        for (int times = 2; times <= 3; times++) {
            ask(times * FIRM_QTY, 0, "");
            rig.decide(SECOND_RISK, rig.reference(), Decision.APPROVE);
        }
        assertEquals(3 * FIRM_QTY, quantity());
        nextDay(DATE);
        assertEquals(FIRM_QTY, quantity());
    }

    @Test
    void settingAnOptionalLimitTightensAndRemovingItLoosens() {
        long scope = Scope.pair(PROP, SHARE);
        assertEquals(Outcome.NOT_FOUND, rig.askLimit(RISK, scope, Metric.MAX_ORDER_QTY, Limits.NONE, 0, ""));
        assertEquals(Outcome.RECORDED, rig.askLimit(RISK, scope, Metric.MAX_ORDER_QTY, 9 * FIRM_QTY, 0, ""));
        assertEquals(Outcome.AWAITS_APPROVAL, rig.askLimit(RISK, scope, Metric.MAX_ORDER_QTY, Limits.NONE, 0, ""));
        assertEquals(Outcome.RECORDED, rig.askLimit(RISK, Scope.FIRM, Metric.PRICE_COLLAR_AGE, 5 * E8, 0, ""));
        assertEquals(Outcome.AWAITS_APPROVAL, rig.askLimit(RISK, Scope.FIRM, Metric.PRICE_COLLAR_AGE, 0, 0, ""));
        assertEquals(Outcome.WRONG_STATE, rig.askLimit(RISK, scope, Metric.PRICE_COLLAR_FAR, E8, 0, ""));
        assertEquals(Outcome.FORBIDDEN, rig.askLimit(TRADER, scope, Metric.MAX_ORDER_QTY, 1, 0, ""));
    }

    @Test
    void haltingTakesOnePersonAndResumingTwo() {
        assertEquals(Outcome.RECORDED, rig.askState(RISK, Scope.FIRM, TradingState.HALTED));
        assertEquals(TradingState.HALTED, rig.machine.tradingStates().state(Scope.FIRM));
        assertEquals(Outcome.AWAITS_APPROVAL, rig.askState(RISK, Scope.FIRM, TradingState.REDUCE_ONLY));
        long approval = rig.reference();
        assertEquals(Outcome.FORBIDDEN, rig.decide(RISK, approval, Decision.APPROVE));
        assertEquals(TradingState.HALTED, rig.machine.tradingStates().state(Scope.FIRM));
        assertEquals(Outcome.RECORDED, rig.decide(SECOND_RISK, approval, Decision.APPROVE));
        assertEquals(TradingState.REDUCE_ONLY, rig.machine.tradingStates().state(Scope.FIRM));
    }

    @Test
    void clearingIsCountedUntilTheFrontHasCleared() {
        long first = rig.buy(PROP, SHARE, 10, "100.00");
        long second = rig.buy(PROP, SHARE, 10, "100.00");
        rig.askState(RISK, Scope.of(ScopeKind.ACCOUNT, PROP), TradingState.HALTED);
        TradingStates states = rig.machine.tradingStates();
        int row = states.row(Scope.of(ScopeKind.ACCOUNT, PROP));
        assertTrue(states.isClearing(row));
        assertEquals(2, rig.machine.exposures().holds().countIn(Scope.of(ScopeKind.ACCOUNT, PROP)));
        rig.front.canceled(first, PROP, SHARE, EndReason.SCOPE_HALTED);
        rig.front.trade(second, PROP, SHARE, Side.BUY, 10, 0, 100 * E8);
        rig.run();
        assertEquals("1 1", states.canceled(row) + " " + states.filled(row));
        rig.front.cleared(Scope.of(ScopeKind.ACCOUNT, PROP), TradingState.HALTED, 1, 1);
        rig.run();
        assertFalse(states.isClearing(row));
    }

    @Test
    void theDayOpensWithTheImportOrTheSessionWhicheverIsSecond() {
        MiddleOfficeRig early = new MiddleOfficeRig();
        assertEquals(Outcome.NOT_READY, early.send(early.draft(new LimitsImportedEncoder(), 0)));
        MiddleOfficeRig staffed = MiddleOfficeRig.staffed();
        assertEquals(Outcome.RECORDED, staffed.importLimit(Scope.FIRM, Metric.MAX_ORDER_QTY, E8));
        assertEquals(Outcome.REPEATED, staffed.importLimit(Scope.FIRM, Metric.MAX_ORDER_QTY, E8));
        assertEquals(Outcome.NOT_FOUND, staffed.importLimit(Scope.of(ScopeKind.ACCOUNT, 77), Metric.MAX_ORDER_QTY, E8));
        assertEquals(0, staffed.machine.day().openDate());
        staffed.send(staffed.draft(new LimitsImportedEncoder(), 0));
        assertTrue(staffed.machine.day().isOpen(DATE));
        assertEquals(Outcome.WRONG_STATE, staffed.importLimit(Scope.FIRM, Metric.MAX_ORDER_QTY, 2 * E8));
        nextDay(DATE);
        assertTrue(rig.machine.day().isOpen(DATE + 1));
        assertEquals(2, rig.news().stream().filter(id -> id == RiskDayOpenedDecoder.TEMPLATE_ID).count());
    }

    @Test
    void theCloseTellsEachInstrumentsLastPrice() {
        rig.front.price(SHARE, 101 * E8, DATE);
        rig.front.closed(DATE);
        rig.run();
        assertEquals(DATE + " 1=101 2=50 3=100", closings());
        rig.rejects(rig.buy(PROP, SHARE, 1, "100.00"), "NOT_PERMITTED FIRM:0:0 NONE limit=none met=none");
    }

    /** The official close of the day stands, whatever is stated after it; one of another day or restated does not. */
    @Test
    void theOfficialCloseIsWhatADayClosesAt() {
        rig.front.officialClose(RISK, SHARE, 99 * E8, DATE);
        rig.front.officialClose(RISK, SHARE, 98 * E8, DATE);
        rig.front.price(SHARE, 101 * E8, DATE);
        rig.front.officialClose(RISK, FRACTION, 49 * E8, DATE - 1);
        rig.front.restatedClose(FRACTION, 48 * E8, DATE);
        rig.front.price(FRACTION, 51 * E8, DATE);
        rig.front.closed(DATE);
        rig.run();
        assertEquals(DATE + " 1=98 2=51 3=100", closings());
    }

    private String closings() {
        RiskDayClosedDecoder closed = new RiskDayClosedDecoder();
        var record = rig.last(RiskDayClosedDecoder.TEMPLATE_ID);
        closed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        StringBuilder text = new StringBuilder().append(closed.businessDate());
        for (RiskDayClosedDecoder.ClosingsDecoder one : closed.closings()) {
            text.append(' ').append(one.instrumentId()).append('=').append(one.priceE8() / E8);
        }
        return text.toString();
    }

    @Test
    void holdsAreComparedAsOfWhatTheFrontHasRead() {
        rig.news();
        rig.buy(PROP, SHARE, 10, "100.00");
        rig.front.middleSeq = rig.middle.documents().size() + 1_000;
        rig.front.ticked(1, 10);
        rig.run();
        assertFalse(rig.news().contains(HoldsDifferedDecoder.TEMPLATE_ID));
        rig.front.middleSeq = 1;
        rig.front.ticked(0, 0);
        rig.run();
        assertFalse(rig.news().contains(HoldsDifferedDecoder.TEMPLATE_ID), "accepted after what the front has read");
        rig.front.middleSeq = rig.middle.documents().size() + 1_000;
        rig.front.ticked(1, 9);
        rig.run();
        assertTrue(rig.news().contains(HoldsDifferedDecoder.TEMPLATE_ID));
        rig.front.ticked(1, 9);
        rig.run();
        assertFalse(rig.news().contains(HoldsDifferedDecoder.TEMPLATE_ID), "the same alarm is not raised twice");
    }

    @Test
    void aRestartAndADecidingAgainComeToTheSame() {
        ask(2 * FIRM_QTY, rig.front.timeNs + 1_500_000_000L, "a");
        rig.decide(SECOND_RISK, rig.reference(), Decision.APPROVE);
        ask(3 * FIRM_QTY, LimitChanges.PERMANENT, "b");
        rig.decide(SECOND_RISK, rig.reference(), Decision.APPROVE);
        rig.askLimit(RISK, Scope.of(ScopeKind.ACCOUNT, PROP), Metric.MAX_ORDER_VALUE, 7, 0, "c");
        rig.askState(RISK, Scope.of(ScopeKind.ACCOUNT, PROP), TradingState.REDUCE_ONLY);
        rig.askState(TRADER, Scope.of(ScopeKind.ACCOUNT, PROP), TradingState.HALTED);
        rig.buy(PROP, SHARE, 10, "100.00");
        rig.front.timeNs += 2_000_000_000L;
        rig.run();
        nextDay(DATE);
        rig.front.timeNs += 2_000_000_000L;
        rig.run();
        assertEquals(rig.machine.deadlineNs(), Restored.of(rig).deadlineNs());
    }
}
