package throughline.risk;

import org.agrona.collections.LongHashSet;
import throughline.exposure.Exposures;
import throughline.limit.Alerts;
import throughline.limit.Approvals;
import throughline.limit.Breaches;
import throughline.limit.LimitChanges;
import throughline.limit.Limits;
import throughline.limit.Names;
import throughline.limit.Overrides;
import throughline.limit.Reasons;
import throughline.limit.Restrictions;
import throughline.limit.RiskDay;
import throughline.limit.TradingStates;
import throughline.limit.Versions;
import throughline.message.ApprovalDecidedDecoder;
import throughline.message.BreachAcknowledgedDecoder;
import throughline.message.Decision;
import throughline.message.JournalRecord;
import throughline.message.LimitChangeRequestedDecoder;
import throughline.message.LimitSetDecoder;
import throughline.message.LimitsImportedDecoder;
import throughline.message.OverrideGrantedDecoder;
import throughline.message.OverrideRequestedDecoder;
import throughline.message.RestrictionRequestedDecoder;
import throughline.message.RestrictionSetDecoder;
import throughline.message.ScopeKind;
import throughline.message.ScopeNamedDecoder;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedDecoder;
import throughline.message.TradingStateSetDecoder;
import throughline.office.Requests;
import throughline.reference.Scope;
import throughline.state.Table;

/** What each record of risk officers' doings changes in the state. Decides nothing. One thread. */
final class GovernanceRecords {
    /** Of every text's length, of short texts and long. */
    private static final int HEADER = LimitChangeRequestedDecoder.reasonHeaderLength();

    private final Requests requests;
    private final RiskDay day;
    private final Limits limits;
    private final LimitChanges changes;
    private final Versions versions;
    private final Alerts alerts;
    private final Reasons reasons;
    private final Names names;
    private final TradingStates states;
    private final Approvals approvals;
    private final Restrictions restrictions;
    private final Overrides overrides;
    private final Breaches breaches;
    private final Exposures exposures;
    private final LongHashSet kept = new LongHashSet();
    private final ScopeNamedDecoder named = new ScopeNamedDecoder();
    private final LimitChangeRequestedDecoder limitRequested = new LimitChangeRequestedDecoder();
    private final LimitSetDecoder limitSet = new LimitSetDecoder();
    private final TradingStateRequestedDecoder stateRequested = new TradingStateRequestedDecoder();
    private final TradingStateSetDecoder stateSet = new TradingStateSetDecoder();
    private final RestrictionRequestedDecoder restrictionRequested = new RestrictionRequestedDecoder();
    private final OverrideRequestedDecoder overrideRequested = new OverrideRequestedDecoder();
    private final ApprovalDecidedDecoder decided = new ApprovalDecidedDecoder();
    private final BreachAcknowledgedDecoder acknowledged = new BreachAcknowledgedDecoder();

    GovernanceRecords(MiddleMachine machine, Requests requests) {
        this.requests = requests;
        this.day = machine.day();
        this.limits = machine.limits();
        this.changes = machine.limitChanges();
        this.versions = machine.versions();
        this.alerts = machine.alerts();
        this.reasons = machine.reasons();
        this.names = machine.names();
        this.states = machine.tradingStates();
        this.approvals = machine.approvals();
        this.restrictions = machine.restrictions();
        this.overrides = machine.overrides();
        this.breaches = machine.breaches();
        this.exposures = machine.exposures();
    }

    void apply(JournalRecord record) {
        switch (record.templateId()) {
            case ScopeNamedDecoder.TEMPLATE_ID -> named(record);
            case LimitSetDecoder.TEMPLATE_ID -> limitSet(record);
            case LimitsImportedDecoder.TEMPLATE_ID -> day.importEnded();
            case LimitChangeRequestedDecoder.TEMPLATE_ID -> limitRequested(record);
            case TradingStateRequestedDecoder.TEMPLATE_ID -> stateRequested(record);
            case TradingStateSetDecoder.TEMPLATE_ID -> stateSet(record);
            case RestrictionRequestedDecoder.TEMPLATE_ID -> restrictionRequested(record);
            case RestrictionSetDecoder.TEMPLATE_ID -> restrictions.apply(record);
            case OverrideRequestedDecoder.TEMPLATE_ID -> overrideRequested(record);
            case OverrideGrantedDecoder.TEMPLATE_ID -> overrides.apply(record);
            case ApprovalDecidedDecoder.TEMPLATE_ID -> decided(record);
            case BreachAcknowledgedDecoder.TEMPLATE_ID -> acknowledged(record);
            default -> {
                // all else is no governance
            }
        }
    }

    /** The name stands behind its kind, as the outside writes it. */
    private void named(JournalRecord record) {
        named.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        ScopeKind kind = Scope.kind(named.scope());
        int prefix = Authority.prefix(kind);
        int at = named.limit() + ScopeNamedDecoder.scopeNameHeaderLength();
        names.take(kind, record.buffer(), at + prefix, named.scopeNameLength() - prefix);
    }

    private void limitSet(JournalRecord record) {
        limitSet.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long scope = limitSet.scope();
        limits.set(scope, limitSet.metric(), limitSet.value());
        changes.onLimitSet(scope, limitSet.metric(), limitSet.oldValue(), limitSet.value(), limitSet.until(),
            limitSet.requestSeq());
        versions.add(record, limitSet);
        if (limitSet.value() == Limits.NONE) {
            alerts.limitRemoved(scope, limitSet.metric());
        }
        boolean byOnePerson = limitSet.requestSeq() != 0 && limitSet.approvedBy() == 0;
        if (byOnePerson && limitSet.value() != limitSet.oldValue()) {
            approvals.tightened(scope, limitSet.metric());
        }
        if (day.workSeq() != 0 && !changes.isAny(day.workWhen())) {
            workEnded();
        }
    }

    /** The next day's beginning may have come while the last one's lapses were still being written. */
    private void workEnded() {
        boolean opened = day.workWhen() == LimitChanges.DAY_END && day.openSeq() > day.workSeq();
        day.workDone();
        if (opened) {
            beginPermanent(day.openSeq());
        }
    }

    /** The day has been opened: what was approved for good begins. */
    void beginPermanent(long seq) {
        if (day.workSeq() == 0 && changes.isAny(LimitChanges.PERMANENT)) {
            day.workNamed(seq, LimitChanges.PERMANENT);
        }
    }

    /** A request that ends its step waits for a second person. */
    private void limitRequested(JournalRecord record) {
        LimitChangeRequestedDecoder asked = limitRequested;
        asked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        asked.skipScopeName();
        asked(record, asked.limit(), asked.requestKeyLength(), asked.bodyHash());
        asked.skipRequestKey();
        long reason = reason(record, asked.limit(), asked.reasonLength());
        if (record.isLastOfStep()) {
            approvals.addLimit(record.seq(), asked.scope(), asked.metric(), asked.value(), asked.until(),
                record.actor(), record.timeNs(), reason);
        }
    }

    private void asked(JournalRecord record, int keyAt, int keyLength, long bodyHash) {
        requests.add(record.actor(), record.buffer(), keyAt + HEADER, keyLength, bodyHash, record.seq());
    }

    private long reason(JournalRecord record, int at, int length) {
        reasons.asked(record.seq(), record.actor(), record.timeNs(), record.buffer(), at + HEADER, length);
        return approvals.text(record.buffer(), at + HEADER, length);
    }

    private void stateRequested(JournalRecord record) {
        TradingStateRequestedDecoder asked = stateRequested;
        asked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        asked.skipScopeName();
        asked(record, asked.limit(), asked.requestKeyLength(), asked.bodyHash());
        asked.skipRequestKey();
        long reason = reason(record, asked.limit(), asked.reasonLength());
        if (record.isLastOfStep()) {
            approvals.addState(record.seq(), asked.scope(), asked.state(), record.actor(), record.timeNs(), reason);
        }
    }

    private void stateSet(JournalRecord record) {
        stateSet.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long scope = stateSet.scope();
        states.set(scope, stateSet.state(), stateSet.reason(), stateSet.requestSeq(), record.timeNs());
        states.setBy(scope, stateSet.requestedBy(), stateSet.approvedBy());
        approvals.stateSet(scope);
        breaches.add(record, stateSet);
        if (Scope.kind(scope) == ScopeKind.STRATEGY && stateSet.state() != TradingState.HALTED) {
            exposures.repetitions().enabled(Scope.id(scope));
        }
    }

    private void restrictionRequested(JournalRecord record) {
        RestrictionRequestedDecoder asked = restrictionRequested;
        asked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        asked.skipScopeName();
        int issuerAt = asked.limit() + HEADER;
        int issuerLength = asked.issuerLength();
        asked.skipIssuer();
        asked(record, asked.limit(), asked.requestKeyLength(), asked.bodyHash());
        asked.skipRequestKey();
        long reason = reason(record, asked.limit(), asked.reasonLength());
        if (record.isLastOfStep()) {
            long issuer = issuerLength == 0 ? 0 : approvals.text(record.buffer(), issuerAt, issuerLength);
            approvals.addRestriction(record.seq(), asked.restrictionId(), asked.scope(), asked.instrumentId(),
                asked.side(), issuer, record.actor(), record.timeNs(), reason);
        }
    }

    private void overrideRequested(JournalRecord record) {
        OverrideRequestedDecoder asked = overrideRequested;
        asked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        asked(record, asked.limit(), asked.requestKeyLength(), asked.bodyHash());
        asked.skipRequestKey();
        long reason = reason(record, asked.limit(), asked.reasonLength());
        approvals.addOverride(record.seq(), Scope.pair(asked.accountId(), asked.instrumentId()), asked.side(),
            asked.quantity(), asked.until(), record.actor(), record.timeNs(), reason);
    }

    private void decided(JournalRecord record) {
        decided.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        asked(record, decided.limit(), decided.requestKeyLength(), decided.bodyHash());
        decided.skipRequestKey();
        int commentAt = decided.limit() + HEADER;
        boolean approved = decided.decision() == Decision.APPROVE;
        int row = approvals.row(decided.approvalId());
        if (row == Table.NONE) {
            return;
        }
        approvals.decide(row, approved, record.actor(), record.timeNs(),
            approvals.text(record.buffer(), commentAt, decided.commentLength()));
        boolean waits = approvals.kind(row) == Approvals.LIMIT && approvals.until(row) == LimitChanges.PERMANENT;
        if (approved && waits) {
            changes.await(approvals.key(row), approvals.metric(row), approvals.value(row), approvals.id(row),
                approvals.requestedBy(row), record.actor());
        }
    }

    private void acknowledged(JournalRecord record) {
        BreachAcknowledgedDecoder seen = acknowledged;
        seen.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        asked(record, seen.limit(), seen.requestKeyLength(), seen.bodyHash());
        seen.skipRequestKey();
        breaches.acknowledge(record, seen, record.buffer(), seen.limit() + HEADER, seen.commentLength());
    }

    /** A new business date: keys may be used again, what was decided is history, and only its reasons are kept. */
    void dayOpened() {
        requests.clear();
        approvals.dayOpened();
        breaches.dayOpened();
        overrides.dayOpened(day.lastTimeNs());
        kept.clear();
        versions.requests(kept);
        changes.requests(kept);
        approvals.requests(kept);
        states.requests(kept);
        for (int row = 0; row < restrictions.end(); row++) {
            if (restrictions.isLive(row)) {
                kept.add(restrictions.id(row));
            }
        }
        for (int row = 0; row < overrides.end(); row++) {
            if (overrides.isLive(row)) {
                kept.add(overrides.id(row));
            }
        }
        reasons.keepOnly(kept);
    }
}
