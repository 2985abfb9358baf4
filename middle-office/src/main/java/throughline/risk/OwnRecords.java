package throughline.risk;

import java.nio.charset.StandardCharsets;
import throughline.exposure.Exposures;
import throughline.exposure.Holds;
import throughline.limit.Approvals;
import throughline.limit.Breaches;
import throughline.limit.LimitChanges;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.limit.Names;
import throughline.limit.Overrides;
import throughline.limit.TradingStates;
import throughline.message.AccessRefusedDecoder;
import throughline.message.AccountKind;
import throughline.message.ApprovalDecidedDecoder;
import throughline.message.Decision;
import throughline.message.HoldsDifferedDecoder;
import throughline.message.JournalRecord;
import throughline.message.LimitChangeRequestedDecoder;
import throughline.message.LimitSetDecoder;
import throughline.message.LimitsImportedDecoder;
import throughline.message.MarksMovedDecoder;
import throughline.message.Metric;
import throughline.message.OfficeStartedDecoder;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.RiskDayClosedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.ScopeKind;
import throughline.message.ScopeNamedDecoder;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedDecoder;
import throughline.message.TradingStateSetDecoder;
import throughline.office.Requests;
import throughline.reference.Scope;
import throughline.state.Table;

/** What each of the middle's own records changes in the state. Decides nothing. One thread. */
final class OwnRecords {
    private static final int HEADER = OrderAcceptedDecoder.strategyHeaderLength();

    private final Requests requests;
    private final Governance.Refusals refusals;
    private final RiskDay day;
    private final Limits limits;
    private final LimitChanges changes;
    private final MiddleMachine machine;
    private final Exposures exposures;
    private final Names names;
    private final Overrides overrides;
    private final Holds holds;
    private final TradingStates states;
    private final Approvals approvals;
    private final Breaches breaches;
    private final Baskets baskets;
    private final ScopeNamedDecoder named = new ScopeNamedDecoder();
    private final OfficeStartedDecoder started = new OfficeStartedDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderRejectedDecoder rejected = new OrderRejectedDecoder();
    private final ReplaceAcceptedDecoder replaceAccepted = new ReplaceAcceptedDecoder();
    private final ReplaceRejectedDecoder replaceRejected = new ReplaceRejectedDecoder();
    private final LimitChangeRequestedDecoder limitRequested = new LimitChangeRequestedDecoder();
    private final LimitSetDecoder limitSet = new LimitSetDecoder();
    private final TradingStateRequestedDecoder stateRequested = new TradingStateRequestedDecoder();
    private final TradingStateSetDecoder stateSet = new TradingStateSetDecoder();
    private final ApprovalDecidedDecoder decided = new ApprovalDecidedDecoder();
    private final RiskDayOpenedDecoder dayOpened = new RiskDayOpenedDecoder();
    private final HoldsDifferedDecoder differed = new HoldsDifferedDecoder();

    OwnRecords(MiddleMachine machine, Requests requests, Governance.Refusals refusals) {
        this.requests = requests;
        this.refusals = refusals;
        this.day = machine.day();
        this.limits = machine.limits();
        this.changes = machine.limitChanges();
        this.machine = machine;
        this.exposures = machine.exposures();
        this.names = machine.names();
        this.overrides = machine.overrides();
        this.holds = exposures.holds();
        this.states = machine.tradingStates();
        this.approvals = machine.approvals();
        this.breaches = machine.breaches();
        this.baskets = machine.baskets();
    }

    void apply(JournalRecord record) {
        switch (record.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> accepted(record);
            case OrderRejectedDecoder.TEMPLATE_ID -> rejected(record);
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> replaceAccepted(record);
            case ReplaceRejectedDecoder.TEMPLATE_ID -> replaceRejected(record);
            case ScopeNamedDecoder.TEMPLATE_ID -> named(record);
            case OfficeStartedDecoder.TEMPLATE_ID -> started(record);
            case LimitSetDecoder.TEMPLATE_ID -> limitSet(record);
            case LimitsImportedDecoder.TEMPLATE_ID -> day.importEnded();
            case LimitChangeRequestedDecoder.TEMPLATE_ID -> limitRequested(record);
            case TradingStateRequestedDecoder.TEMPLATE_ID -> stateRequested(record);
            case TradingStateSetDecoder.TEMPLATE_ID -> stateSet(record);
            case ApprovalDecidedDecoder.TEMPLATE_ID -> decided(record);
            case RiskDayOpenedDecoder.TEMPLATE_ID -> dayOpened(record);
            case RiskDayClosedDecoder.TEMPLATE_ID -> dayClosed(record);
            case HoldsDifferedDecoder.TEMPLATE_ID -> {
                differed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                day.differed(differed.frontOrders() - differed.holdOrders(),
                    differed.frontLeaves() - differed.holdLeaves());
            }
            case MarksMovedDecoder.TEMPLATE_ID -> exposures.holdings().marksMoved(record);
            case AccessRefusedDecoder.TEMPLATE_ID -> refusals.apply(record);
            default -> {
                // ticks, cleared trades and consumed change nothing
            }
        }
    }

    private void started(JournalRecord record) {
        started.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        byte[] bytes = new byte[started.configurationLength()];
        started.getConfiguration(bytes, 0, bytes.length);
        day.configure(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The hold stands from here; that of an order restated for another date stands already, and is judged anew. */
    private void accepted(JournalRecord record) {
        accepted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int hold = holds.row(record.orderId());
        boolean isNew = hold == Table.NONE;
        if (isNew) {
            hold = holds.add(record.orderId(), accepted.accountId(), accepted.instrumentId(),
                accepted.side() != Side.BUY, accepted.leavesQty(), record.seq());
            stand(hold, record);
        } else {
            exposures.release(hold);
        }
        holds.judge(hold, accepted.priceE8(), accepted.stopPriceE8(), accepted.worstPriceE8(), accepted.valueMinor(),
            accepted.leavesQty(), accepted.feesMinor());
        exposures.count(hold);
        if (isNew) {
            exposures.lookalikes().accepted(accepted, record.timeNs());
            exposures.windows().accepted(holds.at(hold), accepted.baseMinor(), record.timeNs());
            exposures.buckets().took(accepted.sessionNumber(), accepted.userId(), record.timeNs());
        }
        overrides.used(accepted.overrideId());
        baskets.decided(record.orderId());
    }

    /** Where it stands; takes up from the texts which strategy entered it, and whether no person did. */
    private void stand(int hold, JournalRecord record) {
        int account = accepted.accountId();
        int instrument = accepted.instrumentId();
        boolean client = machine.accounts().kind(account) == AccountKind.CLIENT;
        boolean market = accepted.priceE8() == 0;
        int strategy = names.find(ScopeKind.STRATEGY, record.buffer(), accepted.limit() + HEADER,
            accepted.strategyLength());
        accepted.skipStrategy();
        boolean automatic = strategy != 0 && machine.users().find(record.buffer(), accepted.limit() + HEADER,
            accepted.decisionMakerLength()) == 0;
        accepted.skipDecisionMaker();
        accepted.skipSession();
        accepted.skipParentId();
        holds.stand(hold, accepted.userId(), machine.accounts().deskId(account),
            client ? machine.accounts().partyId(account) : 0, strategy, accepted.sessionNumber(),
            machine.instruments().sectorId(instrument), accepted.selfTradeGroup(), market,
            accepted.locateLength() > 0);
        exposures.repetitions().entered(strategy, automatic);
    }

    private void rejected(JournalRecord record) {
        rejected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (rejected.tokenTaken() != 0) {
            exposures.buckets().took(rejected.sessionNumber(), rejected.userId(), record.timeNs());
        }
        breaches.add(record, rejected);
        baskets.decided(record.orderId());
    }

    private void replaceRejected(JournalRecord record) {
        replaceRejected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (replaceRejected.tokenTaken() != 0) {
            exposures.buckets().took(replaceRejected.sessionNumber(), replaceRejected.userId(), record.timeNs());
        }
        breaches.add(record, replaceRejected);
    }

    /** The larger of old and new is held from here, until the front has made or refused the amendment. */
    private void replaceAccepted(JournalRecord record) {
        ReplaceAcceptedDecoder amended = replaceAccepted;
        amended.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        exposures.buckets().took(amended.sessionNumber(), amended.userId(), record.timeNs());
        overrides.used(amended.overrideId());
        int hold = holds.row(record.orderId());
        if (hold != Table.NONE) {
            long increase = amended.baseMinor() - machine.baseMinor(hold);
            exposures.release(hold);
            holds.amend(hold, amended.requestSeq(), amended.quantity(), amended.priceE8(), amended.worstPriceE8(),
                amended.valueMinor(), amended.leavesQty(), amended.feesMinor());
            exposures.count(hold);
            exposures.windows().accepted(holds.at(hold), Math.max(0, increase), record.timeNs());
        }
    }

    private void limitSet(JournalRecord record) {
        LimitSetDecoder set = limitSet;
        set.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long key = set.scope();
        limits.set(key, set.metric(), set.value());
        changes.onLimitSet(key, set.metric(), set.oldValue(), set.value(), set.until(), set.requestSeq());
        boolean byOnePerson = set.requestSeq() != 0 && set.approvedBy() == 0;
        if (byOnePerson && set.value() != set.oldValue()) {
            approvals.tightened(key, set.metric());
        }
        boolean sliceLeft = day.workSeq() != 0 && changes.isAny(day.workWhen());
        if (day.workSeq() != 0 && !sliceLeft) {
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

    private void beginPermanent(long seq) {
        if (day.workSeq() == 0 && changes.isAny(LimitChanges.PERMANENT)) {
            day.workNamed(seq, LimitChanges.PERMANENT);
        }
    }

    /** A request that ends its step waits for a second person. */
    private void limitRequested(JournalRecord record) {
        LimitChangeRequestedDecoder asked = limitRequested;
        asked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        asked.skipScopeName();
        int keyAt = asked.limit() + LimitChangeRequestedDecoder.requestKeyHeaderLength();
        requests.add(record.actor(), record.buffer(), keyAt, asked.requestKeyLength(), asked.bodyHash(), record.seq());
        asked.skipRequestKey();
        int reasonAt = asked.limit() + LimitChangeRequestedDecoder.reasonHeaderLength();
        if (record.isLastOfStep()) {
            approvals.addLimit(record.seq(), asked.scope(), asked.metric(), asked.value(), asked.until(), record.actor(), record.timeNs(),
                approvals.text(record.buffer(), reasonAt, asked.reasonLength()));
        }
    }

    private void stateRequested(JournalRecord record) {
        TradingStateRequestedDecoder asked = stateRequested;
        asked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        asked.skipScopeName();
        int keyAt = asked.limit() + TradingStateRequestedDecoder.requestKeyHeaderLength();
        requests.add(record.actor(), record.buffer(), keyAt, asked.requestKeyLength(), asked.bodyHash(), record.seq());
        asked.skipRequestKey();
        int reasonAt = asked.limit() + TradingStateRequestedDecoder.reasonHeaderLength();
        if (record.isLastOfStep()) {
            approvals.addState(record.seq(), asked.scope(), asked.state(),
                record.actor(), record.timeNs(), approvals.text(record.buffer(), reasonAt, asked.reasonLength()));
        }
    }

    private void stateSet(JournalRecord record) {
        stateSet.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        states.set(stateSet.scope(), stateSet.state(), stateSet.reason(), stateSet.requestSeq(), record.timeNs());
        if (Scope.kind(stateSet.scope()) == ScopeKind.STRATEGY && stateSet.state() != TradingState.HALTED) {
            exposures.repetitions().enabled(Scope.id(stateSet.scope()));
        }
    }

    private void named(JournalRecord record) {
        named.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int at = named.limit() + ScopeNamedDecoder.scopeNameHeaderLength();
        names.take(Scope.kind(named.scope()), record.buffer(), at, named.scopeNameLength());
    }

    private void decided(JournalRecord record) {
        decided.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int keyAt = decided.limit() + ApprovalDecidedDecoder.requestKeyHeaderLength();
        requests.add(record.actor(), record.buffer(), keyAt, decided.requestKeyLength(), decided.bodyHash(),
            record.seq());
        decided.skipRequestKey();
        int commentAt = decided.limit() + ApprovalDecidedDecoder.commentHeaderLength();
        boolean approved = decided.decision() == Decision.APPROVE;
        int row = approvals.row(decided.approvalId());
        if (row == Table.NONE) {
            return;
        }
        approvals.decide(row, approved, record.actor(), record.timeNs(),
            approvals.text(record.buffer(), commentAt, decided.commentLength()));
        boolean waits = approvals.metric(row) != Metric.NONE && approvals.until(row) == LimitChanges.PERMANENT;
        if (approved && waits) {
            changes.await(approvals.key(row), approvals.metric(row), approvals.value(row), approvals.id(row),
                approvals.requestedBy(row), record.actor());
        }
    }

    private void dayOpened(JournalRecord record) {
        dayOpened.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        day.opened(dayOpened.businessDate(), record.seq());
        requests.clear();
        approvals.dayOpened();
        breaches.dayOpened();
        holds.dayOpened();
        exposures.holdings().dayOpened();
        beginPermanent(record.seq());
    }

    private void dayClosed(JournalRecord record) {
        day.closed();
        if (changes.isAny(LimitChanges.DAY_END)) {
            day.workNamed(record.seq(), LimitChanges.DAY_END);
        }
    }
}
