package throughline.risk;

import throughline.limit.Approvals;
import throughline.limit.TradingStates;
import throughline.message.JournalRecord;
import throughline.message.ScopeKind;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedDecoder;
import throughline.message.TradingStateRequestedEncoder;
import throughline.message.TradingStateSetEncoder;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;
import throughline.reference.Scope;

/**
 * Decides on trading states: stricter takes one person and holds at once; laxer takes two and goes one stage at a time,
 * from halted to reduce-only to active. Reads the state and changes none of it. One thread.
 */
final class StateGovernance {
    private final TradingStates states;
    private final Approvals approvals;
    private final Requests requests;
    private final Refusals refusals;
    private final Authority authority;
    private final TradingStateRequestedDecoder asked = new TradingStateRequestedDecoder();
    private final TradingStateRequestedEncoder requested = new TradingStateRequestedEncoder();
    private final TradingStateSetEncoder stateSet = new TradingStateSetEncoder();

    StateGovernance(MiddleMachine machine, Authority authority, Requests requests, Refusals refusals) {
        this.states = machine.tradingStates();
        this.approvals = machine.approvals();
        this.authority = authority;
        this.requests = requests;
        this.refusals = refusals;
    }

    /** Someone asks for another trading state. */
    void change(JournalRecord draft, Step step) {
        asked.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int nameAt = asked.limit() + TradingStateRequestedDecoder.scopeNameHeaderLength();
        int nameLength = asked.scopeNameLength();
        asked.skipScopeName();
        int at = asked.limit() + TradingStateRequestedDecoder.requestKeyHeaderLength();
        if (requests.answersRepeat(step, draft.buffer(), at, asked.requestKeyLength(), asked.bodyHash())) {
            return;
        }
        long scope = authority.meant(asked.scope(), draft.buffer(), nameAt, nameLength);
        if (!authority.mayActOn(draft.actor(), scope)) {
            refusals.refuse(draft, Refusals.RISK, step);
        } else if (authority.isReady(scope, step)) {
            if (isPossible(scope)) {
                authority.spell(scope, draft.buffer(), nameAt, nameLength);
                carryOut(draft, scope, step);
            } else {
                step.answer(Outcome.WRONG_STATE, 0);
            }
        }
    }

    private boolean isPossible(long scope) {
        int wanted = asked.state().value();
        return wanted <= TradingState.HALTED.value() && Scope.kind(scope) != ScopeKind.BASKET
            && wanted >= states.state(scope).value() - 1;
    }

    private void carryOut(JournalRecord draft, long scope, Step step) {
        long request = step.nextSeq();
        boolean waits = asked.state().value() < states.state(scope).value();
        step.adopt(requested, draft, 0).scope(scope);
        authority.name(scope, step);
        step.answer(waits ? Outcome.AWAITS_APPROVAL : Outcome.RECORDED, request);
        if (!waits) {
            set(step, scope, asked.state());
            stateSet.requestSeq(request).requestedBy(draft.actor());
        }
    }

    /** Adds the record of a state of the scope spelled last; who asked and who approved are for the caller to fill. */
    private void set(Step step, long scope, TradingState state) {
        step.add(stateSet, 0).scope(scope).oldState(states.state(scope)).state(state)
            .putScopeName(authority.spelling(), authority.spellingAt(), authority.spellingLength());
    }

    /** A second person approved. */
    void approved(int row, int approver, Step step) {
        long scope = approvals.key(row);
        authority.spell(scope);
        set(step, scope, approvals.state(row));
        stateSet.requestSeq(approvals.id(row)).requestedBy(approvals.requestedBy(row)).approvedBy(approver);
    }
}
