package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.risk.MiddleOfficeRig.DATE;
import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.OTHER_DESK;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.RISK;
import static throughline.risk.MiddleOfficeRig.SECOND_RISK;
import static throughline.risk.MiddleOfficeRig.SHARE;

import org.junit.jupiter.api.Test;
import throughline.limit.LimitChanges;
import throughline.message.Decision;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.TradingState;
import throughline.office.Outcome;
import throughline.reference.Scope;

/** What was asked for is approved as it was asked: not once it was overtaken, nor by whom it is not for. */
class StaleApprovalsTest {
    private static final long FIRM_QTY = 1_000_000 * E8;
    private static final int DESK_RISK = 4;

    private final MiddleOfficeRig rig = MiddleOfficeRig.open();

    private long quantity() {
        return rig.machine.limits().value(Scope.FIRM, Metric.MAX_ORDER_QTY);
    }

    private long ask(long valueE8, long until) {
        assertEquals(Outcome.AWAITS_APPROVAL,
            rig.askLimit(RISK, Scope.FIRM, Metric.MAX_ORDER_QTY, valueE8, until, ""));
        return rig.reference();
    }

    @Test
    void aLooseningWhoseTimeHasPassedCannotBeApproved() {
        long until = rig.front.timeNs + 3_600_000_000_000L;
        long approval = ask(2 * FIRM_QTY, until);
        rig.front.timeNs = until;
        assertEquals(Outcome.WRONG_STATE, rig.decide(SECOND_RISK, approval, Decision.APPROVE));
        assertEquals(FIRM_QTY, quantity());
        assertEquals(Outcome.RECORDED, rig.decide(SECOND_RISK, approval, Decision.REJECT));
    }

    @Test
    void aLimitTightenedSinceIsNotLoosenedByAnOlderRequest() {
        long approval = ask(2 * FIRM_QTY, 0);
        assertEquals(Outcome.RECORDED, rig.askLimit(RISK, Scope.FIRM, Metric.MAX_ORDER_QTY, 5 * E8, 0, ""));
        assertEquals(Outcome.WRONG_STATE, rig.decide(SECOND_RISK, approval, Decision.APPROVE));
        assertEquals(5 * E8, quantity());
    }

    @Test
    void aScopeHaltedSinceIsNotResumedByAnOlderRequest() {
        long scope = Scope.of(ScopeKind.ACCOUNT, PROP);
        rig.askState(RISK, scope, TradingState.REDUCE_ONLY);
        assertEquals(Outcome.AWAITS_APPROVAL, rig.askState(RISK, scope, TradingState.ACTIVE));
        long approval = rig.reference();
        rig.askState(SECOND_RISK, scope, TradingState.HALTED);
        assertEquals(Outcome.WRONG_STATE, rig.decide(SECOND_RISK, approval, Decision.APPROVE));
        assertEquals(TradingState.HALTED, rig.machine.tradingStates().state(scope));
    }

    /** Rows are reused, so the later one may stand before the earlier. */
    @Test
    void ofTwoPermanentLooseningsTheOneApprovedLastStands() {
        long soon = rig.front.timeNs + 1_000_000_000L;
        rig.decide(SECOND_RISK, ask(2 * FIRM_QTY, soon), Decision.APPROVE);
        long first = ask(5 * FIRM_QTY, LimitChanges.PERMANENT);
        long second = ask(3 * FIRM_QTY, LimitChanges.PERMANENT);
        rig.decide(SECOND_RISK, first, Decision.APPROVE);
        rig.front.timeNs = soon;
        rig.run();
        assertEquals(FIRM_QTY, quantity());
        rig.decide(SECOND_RISK, second, Decision.APPROVE);
        rig.front.closed(DATE);
        rig.run();
        rig.front.opened(DATE + 1);
        rig.run();
        assertEquals(3 * FIRM_QTY, quantity());
        assertEquals(0, rig.machine.workSeq());
    }

    @Test
    void anOfficerOfADeskChangesItsAccountsAlone() {
        rig.front.user(DESK_RISK, "deskrisk", 1, false, true);
        rig.run();
        assertEquals(Outcome.FORBIDDEN, rig.askState(DESK_RISK, Scope.FIRM, TradingState.HALTED));
        assertEquals(Outcome.FORBIDDEN, rig.askState(DESK_RISK, Scope.instrument(SHARE), TradingState.HALTED));
        assertEquals(Outcome.FORBIDDEN,
            rig.askState(DESK_RISK, Scope.of(ScopeKind.ACCOUNT, OTHER_DESK), TradingState.HALTED));
        assertEquals(Outcome.RECORDED, rig.askState(DESK_RISK, Scope.pair(PROP, SHARE), TradingState.HALTED));
        assertEquals(Outcome.FORBIDDEN,
            rig.askLimit(DESK_RISK, Scope.FIRM, Metric.MAX_ORDER_QTY, 5 * E8, 0, ""));
        long approval = ask(2 * FIRM_QTY, 0);
        assertEquals(Outcome.FORBIDDEN, rig.decide(DESK_RISK, approval, Decision.APPROVE));
        assertEquals(FIRM_QTY, quantity());
    }
}
