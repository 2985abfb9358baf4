package throughline.risk;

import throughline.limit.Approvals;
import throughline.limit.Restrictions;
import throughline.message.JournalRecord;
import throughline.message.RestrictionRequestedDecoder;
import throughline.message.RestrictionRequestedEncoder;
import throughline.message.RestrictionSetEncoder;
import throughline.message.ScopeKind;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;
import throughline.reference.Instruments;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * Decides on the restricted list: putting something on it holds at once, taking it off waits for a second person. Reads
 * the state and changes none of it. One thread.
 */
final class RestrictionGovernance {
    private final Restrictions restrictions;
    private final Approvals approvals;
    private final Instruments instruments;
    private final Requests requests;
    private final Refusals refusals;
    private final Authority authority;
    private final RestrictionRequestedDecoder asked = new RestrictionRequestedDecoder();
    private final RestrictionRequestedEncoder requested = new RestrictionRequestedEncoder();
    private final RestrictionSetEncoder restrictionSet = new RestrictionSetEncoder();

    RestrictionGovernance(MiddleMachine machine, Authority authority, Requests requests, Refusals refusals) {
        this.restrictions = machine.restrictions();
        this.approvals = machine.approvals();
        this.instruments = machine.instruments();
        this.authority = authority;
        this.requests = requests;
        this.refusals = refusals;
    }

    /** Someone puts something on the list, or asks to take something off it. */
    void change(JournalRecord draft, Step step) {
        asked.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        asked.skipScopeName();
        int issuerAt = asked.limit() + RestrictionRequestedDecoder.issuerHeaderLength();
        int issuerLength = asked.issuerLength();
        asked.skipIssuer();
        int at = asked.limit() + RestrictionRequestedDecoder.requestKeyHeaderLength();
        if (requests.answersRepeat(step, draft.buffer(), at, asked.requestKeyLength(), asked.bodyHash())) {
            return;
        }
        int row = asked.removes() == 0 ? Table.NONE : restrictions.row(asked.restrictionId());
        long scope = row == Table.NONE ? asked.scope() : restrictions.scope(row);
        if (!authority.mayActOn(draft.actor(), scope)) {
            refusals.refuse(draft, Refusals.RISK, step);
        } else if (!authority.isReady(scope, step)) {
            return;
        } else if (asked.removes() != 0) {
            remove(draft, row, step);
        } else if (isPossible(draft, issuerAt, issuerLength)) {
            add(draft, issuerAt, issuerLength, step);
        } else {
            step.answer(Outcome.WRONG_STATE, 0);
        }
    }

    private boolean isPossible(JournalRecord draft, int issuerAt, int issuerLength) {
        ScopeKind kind = Scope.kind(asked.scope());
        boolean ofInstrument = asked.instrumentId() != 0;
        boolean isThere = ofInstrument ? issuerLength == 0 && instruments.isKnown(asked.instrumentId())
            : issuerLength > 0 && instruments.issuer(draft.buffer(), issuerAt, issuerLength) != 0;
        boolean open = asked.toDate() == RestrictionRequestedDecoder.toDateNullValue();
        return isThere && (kind == ScopeKind.FIRM || kind == ScopeKind.DESK || kind == ScopeKind.CLIENT)
            && (open || asked.toDate() >= asked.fromDate());
    }

    private void add(JournalRecord draft, int issuerAt, int issuerLength, Step step) {
        long request = step.nextSeq();
        step.adopt(requested, draft, 0).restrictionId(request);
        step.answer(Outcome.RECORDED, request);
        authority.spell(asked.scope());
        step.add(restrictionSet, 0).restrictionId(request).scope(asked.scope()).instrumentId(asked.instrumentId())
            .fromDate(asked.fromDate()).toDate(asked.toDate()).side(asked.side()).requestSeq(request)
            .requestedBy(draft.actor())
            .putScopeName(authority.spelling(), authority.spellingAt(), authority.spellingLength())
            .putIssuer(draft.buffer(), issuerAt, issuerLength);
    }

    private void remove(JournalRecord draft, int row, Step step) {
        if (row == Table.NONE) {
            step.answer(Outcome.NOT_FOUND, 0);
            return;
        }
        step.answer(Outcome.AWAITS_APPROVAL, step.nextSeq());
        step.adopt(requested, draft, 0).scope(restrictions.scope(row)).instrumentId(restrictions.instrumentId(row))
            .fromDate(restrictions.fromDate(row)).toDate(toDate(row)).side(restrictions.side(row));
    }

    private int toDate(int row) {
        int date = restrictions.toDate(row);
        return date == Integer.MAX_VALUE ? RestrictionRequestedDecoder.toDateNullValue() : date;
    }

    /** Whether what was to be taken off the list is on it no more. */
    boolean isOvertaken(int row) {
        return restrictions.row(approvals.value(row)) == Table.NONE;
    }

    /** A second person approved. */
    void approved(int row, int approver, Step step) {
        int listed = restrictions.row(approvals.value(row));
        authority.spell(approvals.key(row));
        step.add(restrictionSet, 0).restrictionId(approvals.value(row)).scope(approvals.key(row))
            .instrumentId(restrictions.instrumentId(listed)).fromDate(restrictions.fromDate(listed))
            .toDate(toDate(listed)).side(restrictions.side(listed)).removes((short) 1)
            .requestSeq(approvals.id(row)).requestedBy(approvals.requestedBy(row)).approvedBy(approver)
            .putScopeName(authority.spelling(), authority.spellingAt(), authority.spellingLength())
            .issuer(approvals.issuer(row));
    }
}
