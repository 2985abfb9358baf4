package throughline.risk;

import java.nio.charset.StandardCharsets;
import throughline.limit.Approvals;
import throughline.limit.Breaches;
import throughline.message.ApprovalDecidedDecoder;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.BreachAcknowledgedDecoder;
import throughline.message.BreachAcknowledgedEncoder;
import throughline.message.Decision;
import throughline.message.JournalRecord;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.state.Table;

/**
 * Decides what risk officers ask for: what tightens holds at once, what loosens waits for a second person and never for
 * the one who asked. Each kind of change has a class of its own; what is here is the second person's decision, and that
 * a breach was seen. Reads the state and changes none of it. One thread.
 */
final class Governance {
    private static final byte[] OWN_REQUEST = "the approval of an own request".getBytes(StandardCharsets.US_ASCII);

    private final Approvals approvals;
    private final Breaches breaches;
    private final Users users;
    private final Requests requests;
    private final Refusals refusals;
    private final Authority authority;
    private final LimitGovernance limits;
    private final StateGovernance states;
    private final RestrictionGovernance restrictions;
    private final OverrideGovernance overrides;
    private final ApprovalDecidedDecoder decided = new ApprovalDecidedDecoder();
    private final ApprovalDecidedEncoder approvalDecided = new ApprovalDecidedEncoder();
    private final BreachAcknowledgedDecoder seen = new BreachAcknowledgedDecoder();
    private final BreachAcknowledgedEncoder breachAcknowledged = new BreachAcknowledgedEncoder();

    Governance(MiddleMachine machine, Requests requests, Refusals refusals) {
        this.approvals = machine.approvals();
        this.breaches = machine.breaches();
        this.users = machine.users();
        this.requests = requests;
        this.refusals = refusals;
        authority = new Authority(machine);
        limits = new LimitGovernance(machine, authority, requests, refusals);
        states = new StateGovernance(machine, authority, requests, refusals);
        restrictions = new RestrictionGovernance(machine, authority, requests, refusals);
        overrides = new OverrideGovernance(machine, authority, requests, refusals);
    }

    /** What is decided of limits. */
    LimitGovernance limits() {
        return limits;
    }

    /** What is decided of trading states. */
    StateGovernance states() {
        return states;
    }

    /** What is decided of the restricted list. */
    RestrictionGovernance restrictions() {
        return restrictions;
    }

    /** What is decided of overrides. */
    OverrideGovernance overrides() {
        return overrides;
    }

    /** A second person decides. */
    void decideApproval(JournalRecord draft, Step step) {
        decided.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int at = decided.limit() + ApprovalDecidedDecoder.requestKeyHeaderLength();
        if (requests.answersRepeat(step, draft.buffer(), at, decided.requestKeyLength(), decided.bodyHash())) {
            return;
        }
        int row = approvals.row(decided.approvalId());
        if (!users.has(draft.actor(), Users.RISK)
            || row != Table.NONE && !authority.mayActOn(draft.actor(), approvals.key(row))) {
            refusals.refuse(draft, Refusals.RISK, step);
        } else if (row == Table.NONE) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else if (approvals.requestedBy(row) == draft.actor()) {
            refusals.refuse(draft, OWN_REQUEST, step);
        } else if (approvals.status(row) != Approvals.PENDING || !isDecision(decided.decision())
            || decided.decision() == Decision.APPROVE && isOvertaken(row, step.timeNs())) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            boolean approves = decided.decision() == Decision.APPROVE;
            step.adopt(approvalDecided, draft, 0);
            if (approves) {
                carryOut(row, draft.actor(), step);
            }
        }
    }

    private static boolean isDecision(Decision decision) {
        return decision == Decision.APPROVE || decision == Decision.REJECT;
    }

    /**
     * Whether what was asked can no longer be granted as it was asked: its time has passed, or someone tightened the
     * limit, or set the scope's state, since. It can only be rejected, and asked anew.
     */
    private boolean isOvertaken(int row, long timeNs) {
        return switch (approvals.kind(row)) {
            case Approvals.LIMIT -> limits.isOvertaken(row, timeNs);
            case Approvals.RESTRICTION -> restrictions.isOvertaken(row);
            case Approvals.OVERRIDE -> overrides.isOvertaken(row, timeNs);
            default -> approvals.isOvertaken(row);
        };
    }

    private void carryOut(int row, int approver, Step step) {
        switch (approvals.kind(row)) {
            case Approvals.LIMIT -> limits.approved(row, approver, step);
            case Approvals.RESTRICTION -> restrictions.approved(row, approver, step);
            case Approvals.OVERRIDE -> overrides.approved(row, approver, step);
            default -> states.approved(row, approver, step);
        }
    }

    /** Someone of risk has seen a breach; once is enough. */
    void acknowledge(JournalRecord draft, Step step) {
        seen.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int at = seen.limit() + BreachAcknowledgedDecoder.requestKeyHeaderLength();
        if (requests.answersRepeat(step, draft.buffer(), at, seen.requestKeyLength(), seen.bodyHash())) {
            return;
        }
        long number = breaches.find(seen.breachId());
        if (!users.has(draft.actor(), Users.RISK)
            || number >= 0 && !authority.mayActOn(draft.actor(), about(number))) {
            refusals.refuse(draft, Refusals.RISK, step);
        } else if (number < 0) {
            step.answer(Outcome.NOT_FOUND, 0);
        } else if (breaches.acknowledgedBy(number) != 0) {
            step.answer(Outcome.WRONG_STATE, 0);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(breachAcknowledged, draft, 0);
        }
    }

    /** The order's account, where it is of an order; else the scope. */
    private long about(long number) {
        return Scope.accountId(breaches.orderScope(number)) != 0 ? breaches.orderScope(number)
            : breaches.scope(number);
    }
}
