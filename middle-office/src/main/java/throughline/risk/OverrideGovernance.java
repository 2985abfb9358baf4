package throughline.risk;

import throughline.limit.Approvals;
import throughline.message.AccountKind;
import throughline.message.JournalRecord;
import throughline.message.OverrideGrantedEncoder;
import throughline.message.OverrideRequestedDecoder;
import throughline.message.OverrideRequestedEncoder;
import throughline.message.Side;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Scope;

/**
 * Decides on leave for one order to go above soft limits: asked for by a trader of the account's desk or by risk,
 * granted by another of risk. Reads the state and changes none of it. One thread.
 */
final class OverrideGovernance {
    private final Approvals approvals;
    private final Accounts accounts;
    private final Instruments instruments;
    private final Requests requests;
    private final Refusals refusals;
    private final Authority authority;
    private final OverrideRequestedDecoder asked = new OverrideRequestedDecoder();
    private final OverrideRequestedEncoder requested = new OverrideRequestedEncoder();
    private final OverrideGrantedEncoder granted = new OverrideGrantedEncoder();

    OverrideGovernance(MiddleMachine machine, Authority authority, Requests requests, Refusals refusals) {
        this.approvals = machine.approvals();
        this.accounts = machine.accounts();
        this.instruments = machine.instruments();
        this.authority = authority;
        this.requests = requests;
        this.refusals = refusals;
    }

    /** Someone asks for an override; it always waits. */
    void ask(JournalRecord draft, Step step) {
        asked.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int at = asked.limit() + OverrideRequestedDecoder.requestKeyHeaderLength();
        if (requests.answersRepeat(step, draft.buffer(), at, asked.requestKeyLength(), asked.bodyHash())) {
            return;
        }
        int account = asked.accountId();
        long scope = Scope.pair(account, asked.instrumentId());
        if (!authority.mayTradeFor(draft.actor(), account) && !authority.mayActOn(draft.actor(), scope)) {
            refusals.refuse(draft, Refusals.OVERRIDE, step);
        } else if (authority.isReady(scope, step)) {
            if (isPossible(step.timeNs())) {
                step.answer(Outcome.AWAITS_APPROVAL, step.nextSeq());
                step.adopt(requested, draft, 0);
            } else {
                step.answer(Outcome.WRONG_STATE, 0);
            }
        }
    }

    private boolean isPossible(long timeNs) {
        return accounts.kind(asked.accountId()) != AccountKind.OUTSIDE && accounts.isOpen(asked.accountId())
            && instruments.isOpen(asked.instrumentId()) && asked.side() != Side.NULL_VAL && asked.quantity() > 0
            && asked.until() > timeNs;
    }

    /** Whether its time has passed. */
    boolean isOvertaken(int row, long timeNs) {
        return approvals.until(row) <= timeNs;
    }

    /** A second person granted it. */
    void approved(int row, int approver, Step step) {
        long scope = approvals.key(row);
        step.add(granted, 0).overrideId(approvals.id(row)).accountId(Scope.accountId(scope))
            .instrumentId(Scope.instrumentId(scope)).quantity(approvals.value(row)).until(approvals.until(row))
            .side(approvals.side(row)).requestedBy(approvals.requestedBy(row)).approvedBy(approver);
    }
}
