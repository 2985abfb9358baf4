package throughline.risk;

import java.nio.charset.StandardCharsets;
import throughline.exposure.Holdings;
import throughline.exposure.Holds;
import throughline.limit.Approvals;
import throughline.limit.Breaches;
import throughline.limit.LimitChanges;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.limit.Scope;
import throughline.limit.TradingStates;
import throughline.message.AccessRefusedDecoder;
import throughline.message.ApprovalDecidedDecoder;
import throughline.message.Decision;
import throughline.message.HoldsDifferedDecoder;
import throughline.message.JournalRecord;
import throughline.message.LimitChangeRequestedDecoder;
import throughline.message.LimitSetDecoder;
import throughline.message.LimitsImportedDecoder;
import throughline.message.Metric;
import throughline.message.OfficeStartedDecoder;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.RiskDayClosedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.Side;
import throughline.message.TradingStateRequestedDecoder;
import throughline.message.TradingStateSetDecoder;
import throughline.office.Requests;
import throughline.state.Table;

/** What each of the middle's own records changes in the state. Decides nothing. One thread. */
final class OwnRecords {
    private final Requests requests;
    private final Governance.Refusals refusals;
    private final RiskDay day;
    private final Limits limits;
    private final LimitChanges changes;
    private final Holdings holdings;
    private final Holds holds;
    private final TradingStates states;
    private final Approvals approvals;
    private final Breaches breaches;
    private final Baskets baskets;
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
        this.holdings = machine.holdings();
        this.holds = machine.holds();
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
            case ReplaceRejectedDecoder.TEMPLATE_ID -> {
                replaceRejected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                breaches.add(record, replaceRejected);
            }
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
        boolean sells = accepted.side() != Side.BUY;
        int hold = holds.row(record.orderId());
        if (hold == Table.NONE) {
            hold = holds.add(record.orderId(), accepted.accountId(), accepted.instrumentId(), sells,
                accepted.quantity(), record.seq());
            holdings.work(accepted.accountId(), accepted.instrumentId(), sells, accepted.quantity());
        }
        holds.judge(hold, accepted.priceE8(), accepted.stopPriceE8(), accepted.worstPriceE8(), accepted.valueMinor());
        baskets.decided(record.orderId());
    }

    private void rejected(JournalRecord record) {
        rejected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        breaches.add(record, rejected);
        baskets.decided(record.orderId());
    }

    /** The larger of old and new is held from here, until the front has made or refused the amendment. */
    private void replaceAccepted(JournalRecord record) {
        ReplaceAcceptedDecoder amended = replaceAccepted;
        amended.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int hold = holds.row(record.orderId());
        if (hold != Table.NONE) {
            long before = holds.held(hold);
            holds.amend(hold, amended.requestSeq(), amended.quantity(), amended.priceE8(),
                amended.worstPriceE8(), amended.valueMinor());
            holdings.workAnew(holds, hold, before);
        }
    }

    private void limitSet(JournalRecord record) {
        LimitSetDecoder set = limitSet;
        set.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long key = Scope.key(set.accountId(), set.instrumentId());
        limits.set(key, set.metric(), set.valueE8());
        changes.onLimitSet(key, set.metric(), set.oldValueE8(), set.valueE8(), set.until(), set.requestSeq());
        boolean byOnePerson = set.requestSeq() != 0 && set.approvedBy() == 0;
        if (byOnePerson && set.valueE8() != set.oldValueE8()) {
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
        int keyAt = asked.limit() + LimitChangeRequestedDecoder.requestKeyHeaderLength();
        requests.add(record.actor(), record.buffer(), keyAt, asked.requestKeyLength(), asked.bodyHash(), record.seq());
        asked.skipRequestKey();
        int reasonAt = asked.limit() + LimitChangeRequestedDecoder.reasonHeaderLength();
        if (record.isLastOfStep()) {
            approvals.addLimit(record.seq(), Scope.key(asked.accountId(), asked.instrumentId()), asked.metric(),
                asked.valueE8(), asked.until(), record.actor(), record.timeNs(),
                approvals.text(record.buffer(), reasonAt, asked.reasonLength()));
        }
    }

    private void stateRequested(JournalRecord record) {
        TradingStateRequestedDecoder asked = stateRequested;
        asked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int keyAt = asked.limit() + TradingStateRequestedDecoder.requestKeyHeaderLength();
        requests.add(record.actor(), record.buffer(), keyAt, asked.requestKeyLength(), asked.bodyHash(), record.seq());
        asked.skipRequestKey();
        int reasonAt = asked.limit() + TradingStateRequestedDecoder.reasonHeaderLength();
        if (record.isLastOfStep()) {
            approvals.addState(record.seq(), Scope.key(asked.accountId(), asked.instrumentId()), asked.state(),
                record.actor(), record.timeNs(), approvals.text(record.buffer(), reasonAt, asked.reasonLength()));
        }
    }

    private void stateSet(JournalRecord record) {
        stateSet.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        states.set(Scope.key(stateSet.accountId(), stateSet.instrumentId()), stateSet.state(), stateSet.requestSeq(),
            record.timeNs());
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
        beginPermanent(record.seq());
    }

    private void dayClosed(JournalRecord record) {
        day.closed();
        if (changes.isAny(LimitChanges.DAY_END)) {
            day.workNamed(record.seq(), LimitChanges.DAY_END);
        }
    }
}
