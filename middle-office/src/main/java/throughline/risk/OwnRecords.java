package throughline.risk;

import java.nio.charset.StandardCharsets;
import throughline.exposure.Exposures;
import throughline.exposure.Holds;
import throughline.limit.Breaches;
import throughline.limit.LimitChanges;
import throughline.limit.RiskDay;
import throughline.limit.Names;
import throughline.limit.Overrides;
import throughline.message.AccessRefusedDecoder;
import throughline.message.AccountKind;
import throughline.message.HoldsDifferedDecoder;
import throughline.message.JournalRecord;
import throughline.message.LimitAlertedDecoder;
import throughline.message.MarksMovedDecoder;
import throughline.message.Metric;
import throughline.message.OfficeStartedDecoder;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.PositionDifferedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.RestrictionSetDecoder;
import throughline.message.RiskDayClosedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.office.Requests;
import throughline.reference.Scope;
import throughline.state.Table;

/** What each of the middle's own records changes in the state. Decides nothing. One thread. */
final class OwnRecords {
    private static final int HEADER = OrderAcceptedDecoder.strategyHeaderLength();

    private final GovernanceRecords governance;
    private final Refusals refusals;
    private final RiskDay day;
    private final LimitChanges changes;
    private final MiddleMachine machine;
    private final Exposures exposures;
    private final Names names;
    private final Overrides overrides;
    private final Holds holds;
    private final Breaches breaches;
    private final Baskets baskets;
    private final OfficeStartedDecoder started = new OfficeStartedDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderRejectedDecoder rejected = new OrderRejectedDecoder();
    private final ReplaceAcceptedDecoder replaceAccepted = new ReplaceAcceptedDecoder();
    private final ReplaceRejectedDecoder replaceRejected = new ReplaceRejectedDecoder();
    private final RiskDayOpenedDecoder dayOpened = new RiskDayOpenedDecoder();
    private final HoldsDifferedDecoder differed = new HoldsDifferedDecoder();
    private final PositionDifferedDecoder positionDiffered = new PositionDifferedDecoder();
    private final LimitAlertedDecoder alerted = new LimitAlertedDecoder();

    OwnRecords(MiddleMachine machine, Requests requests, Refusals refusals) {
        governance = new GovernanceRecords(machine, requests);
        this.refusals = refusals;
        this.day = machine.day();
        this.changes = machine.limitChanges();
        this.machine = machine;
        this.exposures = machine.exposures();
        this.names = machine.names();
        this.overrides = machine.overrides();
        this.holds = exposures.holds();
        this.breaches = machine.breaches();
        this.baskets = machine.baskets();
    }

    void apply(JournalRecord record) {
        switch (record.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> accepted(record);
            case OrderRejectedDecoder.TEMPLATE_ID -> rejected(record);
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> replaceAccepted(record);
            case ReplaceRejectedDecoder.TEMPLATE_ID -> replaceRejected(record);
            case OfficeStartedDecoder.TEMPLATE_ID -> started(record);
            case RiskDayOpenedDecoder.TEMPLATE_ID -> dayOpened(record);
            case RiskDayClosedDecoder.TEMPLATE_ID -> dayClosed(record);
            case HoldsDifferedDecoder.TEMPLATE_ID -> holdsDiffered(record);
            case PositionDifferedDecoder.TEMPLATE_ID -> positionDiffered(record);
            case LimitAlertedDecoder.TEMPLATE_ID -> {
                machine.alerts().apply(record);
                alerted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                breaches.add(record, alerted);
            }
            case MarksMovedDecoder.TEMPLATE_ID -> exposures.holdings().marksMoved(record);
            case AccessRefusedDecoder.TEMPLATE_ID -> refusals.apply(record);
            default -> governance.apply(record);
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
            exposures.windows().accepted(holds, hold, accepted.baseMinor(), record.timeNs());
            exposures.buckets().took(accepted.sessionNumber(), accepted.userId(), record.timeNs());
        }
        overrides.used(accepted.overrideId(), record.orderId());
        baskets.decided(record.orderId());
        warned(record);
    }

    /** The scope's name is the last of the texts. */
    private void warned(JournalRecord record) {
        if (accepted.warnedMetric() != Metric.NONE) {
            accepted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            accepted.skipStrategy();
            accepted.skipDecisionMaker();
            accepted.skipSession();
            accepted.skipParentId();
            accepted.skipLocate();
            breaches.warned(record, Scope.pair(accepted.accountId(), accepted.instrumentId()),
                accepted.warnedMetric(), accepted.warnedBound(), accepted.warnedObserved(),
                accepted.limit() + HEADER, accepted.warnedScopeLength());
        }
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
        overrides.used(amended.overrideId(), record.orderId());
        int hold = holds.row(record.orderId());
        if (hold != Table.NONE) {
            long increase = amended.baseMinor() - machine.baseMinor(hold);
            exposures.release(hold);
            holds.amend(hold, amended.requestSeq(), amended.quantity(), amended.priceE8(), amended.worstPriceE8(),
                amended.valueMinor(), amended.leavesQty(), amended.feesMinor());
            exposures.count(hold);
            exposures.windows().accepted(holds, hold, Scope.of(ScopeKind.TRADER, amended.userId()),
                Math.max(0, increase), record.timeNs());
        }
        breaches.warned(record, Scope.pair(amended.accountId(), amended.instrumentId()), amended.warnedMetric(),
            amended.warnedBound(), amended.warnedObserved(), amended.limit() + HEADER, amended.warnedScopeLength());
    }

    private void holdsDiffered(JournalRecord record) {
        differed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long orders = differed.frontOrders() - differed.holdOrders();
        day.differed(orders, differed.frontLeaves() - differed.holdLeaves());
        if (orders != 0) {
            breaches.differed(record, Scope.FIRM, differed.holdOrders(), differed.frontOrders());
        } else {
            breaches.differed(record, Scope.FIRM, differed.holdLeaves(), differed.frontLeaves());
        }
    }

    private void positionDiffered(JournalRecord record) {
        positionDiffered.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        breaches.differed(record, Scope.pair(positionDiffered.accountId(), positionDiffered.instrumentId()),
            positionDiffered.held(), positionDiffered.stated());
    }

    private void dayOpened(JournalRecord record) {
        dayOpened.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        day.opened(dayOpened.businessDate(), record.seq());
        governance.dayOpened();
        exposures.dayOpened();
        exposures.holdings().dayOpened();
        governance.beginPermanent(record.seq());
    }

    private void dayClosed(JournalRecord record) {
        day.closed();
        if (changes.isAny(LimitChanges.DAY_END)) {
            day.workNamed(record.seq(), LimitChanges.DAY_END);
        }
    }
}
