package throughline.blotter;

import throughline.message.BasketCapturedDecoder;
import throughline.message.CancelRequestedDecoder;
import throughline.message.EndReason;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderPlacedDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.OrderTriggeredDecoder;
import throughline.message.RefuseReason;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRefusedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * Orders, executions, positions and the venue, which change together: each record of what was captured, placed,
 * executed or ended is applied here. One thread; allocates nothing.
 */
public final class Blotter implements State {
    private static final int POSITIONS = 1 << 12;
    private static final int SCOPE_HEADER = OrderAcceptedDecoder.warnedScopeHeaderLength();

    private final Instruments instruments;
    private final Orders orders;
    private final Declines declines;
    private final Executions executions;
    private final Positions positions = new Positions(POSITIONS);
    private final Trades trades;
    private final BasketCapturedDecoder basket = new BasketCapturedDecoder();
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final TradeExecutedDecoder executed = new TradeExecutedDecoder();
    private final OrderCanceledDecoder canceled = new OrderCanceledDecoder();
    private final OrderExpiredDecoder expired = new OrderExpiredDecoder();
    private final OrderDeclinedDecoder declined = new OrderDeclinedDecoder();
    private final ReplaceRequestedDecoder replaceRequested = new ReplaceRequestedDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final ReplaceRefusedDecoder refused = new ReplaceRefusedDecoder();
    private final OrderTriggeredDecoder triggered = new OrderTriggeredDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final ReplaceAcceptedDecoder replaceAccepted = new ReplaceAcceptedDecoder();
    private Venue venue;
    private Watch watch;
    /** Of no meaning: what was read ahead goes here, for it to be read at all. */
    private long ahead;

    /** Is told of what work on a scope counts. */
    public interface Watch {
        /** The order at a row executed. */
        void filled(int row);

        /** What an account holds of an instrument has changed. */
        void moved(int account, int instrument);

        /** Work that this own record named canceled an order, or will once risk has decided. */
        void concerned(long causeSeq, long orderId);
    }

    /** Nothing yet, with room for some orders without growing. */
    public Blotter(Accounts accounts, Instruments instruments, int expectedOrders) {
        this.instruments = instruments;
        orders = new Orders(expectedOrders, accounts, instruments);
        declines = new Declines(expectedOrders / 4);
        executions = new Executions(expectedOrders);
        trades = new Trades(orders, executions, positions);
    }

    /** Says whom to tell, once, before the first record. */
    public void connect(Venue toVenue, Watch toWatch) {
        venue = toVenue;
        watch = toWatch;
    }

    /** The orders of the business date. */
    public Orders orders() {
        return orders;
    }

    /** Why risk rejected them. */
    public Declines declines() {
        return declines;
    }

    /** The executions of the business date. */
    public Executions executions() {
        return executions;
    }

    /** What each account holds. */
    public Positions positions() {
        return positions;
    }

    /**
     * Applies a record if it is of an order's life.
     *
     * @return whether that was all: false if it is not, or if people or programs asked for it, so that others look at
     *     it as well
     */
    public boolean apply(JournalRecord record) {
        switch (record.templateId()) {
            case OrderCapturedDecoder.TEMPLATE_ID -> captured(record);
            case OrderPlacedDecoder.TEMPLATE_ID -> placed(record);
            case TradeExecutedDecoder.TEMPLATE_ID -> executed(record);
            case OrderReplacedDecoder.TEMPLATE_ID -> replaced(record);
            case ReplaceRefusedDecoder.TEMPLATE_ID -> replaceRefused(record);
            case OrderRestatedDecoder.TEMPLATE_ID -> orders.restate(row(record), record.timeNs());
            case OrderTriggeredDecoder.TEMPLATE_ID -> triggered(record);
            case OrderCanceledDecoder.TEMPLATE_ID -> canceled(record);
            case OrderExpiredDecoder.TEMPLATE_ID -> expired(record);
            case OrderDeclinedDecoder.TEMPLATE_ID -> declined(record);
            default -> {
                asked(record);
                return false;
            }
        }
        return true;
    }

    private void asked(JournalRecord record) {
        switch (record.templateId()) {
            case BasketCapturedDecoder.TEMPLATE_ID -> basketCaptured(record);
            case CancelRequestedDecoder.TEMPLATE_ID -> cancelRequested(record);
            case ReplaceRequestedDecoder.TEMPLATE_ID -> replaceRequested(record);
            case TradeBustedDecoder.TEMPLATE_ID -> restated(trades.busted(record));
            case TradeCorrectedDecoder.TEMPLATE_ID -> restated(trades.corrected(record));
            default -> { }
        }
    }

    /** Takes up what risk says beside accepting an order: a warning, an override used up. */
    public void accepted(JournalRecord record) {
        accepted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = orders.find(record.orderId());
        if (row == Orders.NONE) {
            return;
        }
        ahead += orders.standsSince(row) + venue.readAhead(accepted.instrumentId());
        int scope = 0;
        if (accepted.warnedMetric() != Metric.NONE) {
            accepted.skipStrategy();
            accepted.skipDecisionMaker();
            accepted.skipSession();
            accepted.skipParentId();
            accepted.skipLocate();
            scope = orders.texts().intern(record.buffer(), accepted.limit() + SCOPE_HEADER,
                accepted.warnedScopeLength());
        }
        orders.warn(row, accepted.warnedMetric(), accepted.warnedBound(), accepted.warnedObserved(), scope,
            accepted.overrideId());
    }

    /** Takes up what risk says beside accepting an amendment, as {@link #accepted}. */
    public void replaceAccepted(JournalRecord record) {
        replaceAccepted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = orders.find(record.orderId());
        if (row == Orders.NONE) {
            return;
        }
        int scope = replaceAccepted.warnedMetric() == Metric.NONE ? 0 : orders.texts().intern(record.buffer(),
            replaceAccepted.limit() + SCOPE_HEADER, replaceAccepted.warnedScopeLength());
        orders.warn(row, replaceAccepted.warnedMetric(), replaceAccepted.warnedBound(),
            replaceAccepted.warnedObserved(), scope, replaceAccepted.overrideId());
    }

    private void basketCaptured(JournalRecord record) {
        basket.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        BasketCapturedDecoder.OrdersDecoder members = basket.orders();
        while (members.hasNext()) {
            members.next().sbeSkip();
        }
        orders.nameBasket(record.buffer(), basket.limit() + BasketCapturedDecoder.requestKeyHeaderLength(),
            basket.requestKeyLength());
    }

    private void captured(JournalRecord record) {
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        orders.capture(record.orderId(), record.actor(), record.timeNs(), captured);
    }

    private void cancelRequested(JournalRecord record) {
        int row = row(record);
        if (orders.isPending(row)) {
            orders.requestCancel(row, record.timeNs());
            if (record.causeJournal() == JournalId.FRONT.value()) {
                watch.concerned(record.causeSeq(), record.orderId());
            }
        }
    }

    private void replaceRequested(JournalRecord record) {
        replaceRequested.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        orders.requestReplace(row(record), record.seq(), replaceRequested.buffer(),
            replaceRequested.limit() + ReplaceRequestedDecoder.clOrdIdHeaderLength(),
            replaceRequested.clOrdIdLength(), record.timeNs());
    }

    private void replaced(JournalRecord record) {
        replaced.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        boolean ends = replaced.leavesQty() == 0;
        if (!ends) {
            venue.replacing(row);
        }
        boolean keepsPriority = replaced.keepsPriority() != 0;
        orders.replace(row, replaced, record.seq(), record.timeNs());
        if (ends) {
            end(row, Orders.Status.FILLED, EndReason.NONE, record);
        } else {
            venue.replaced(row, keepsPriority);
        }
    }

    private void replaceRefused(JournalRecord record) {
        refused.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        boolean byRisk = refused.reason() == RefuseReason.BY_RISK;
        orders.refuseReplace(row(record), refused.reason(), byRisk ? declines.add(refused) : Orders.NONE,
            record.timeNs());
    }

    private void triggered(JournalRecord record) {
        triggered.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        orders.trigger(row(record), triggered.workingPriceE8(), record.seq(), record.timeNs());
    }

    private void placed(JournalRecord record) {
        placed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        orders.place(row, placed, instruments.quantityScale(placed.instrumentId()), record.seq(), record.timeNs());
        if (placed.parked() == 0) {
            venue.placed(row);
        }
    }

    private int row(JournalRecord record) {
        int row = orders.find(record.orderId());
        if (row == Orders.NONE) {
            throw new IllegalStateException("seq " + record.seq() + " is of order " + record.orderId()
                + ", which is not known");
        }
        return row;
    }

    private void executed(JournalRecord record) {
        executed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (record.orderId() == 0) {
            executions.street(executed.matchId(), executed.accountId());
        } else if (executed.elsewhere() != 0) {
            trades.executedElsewhere(record, executed);
        } else {
            executedHere(record);
        }
        watch.moved(executed.accountId(), executed.instrumentId());
    }

    private void restated(int execution) {
        if (execution != Executions.NONE) {
            watch.moved(executions.account(execution), executions.instrument(execution));
        }
    }

    private void executedHere(JournalRecord record) {
        int held = positions.row(executed.accountId(), executed.instrumentId());
        int row = row(record);
        orders.execute(row, executed.quantity(), executed.priceE8(), record.timeNs());
        if (orders.cum(row) != executed.cumQty() || orders.leaves(row) != executed.leavesQty()) {
            throw new IllegalStateException("seq " + record.seq() + ": order " + record.orderId() + " has executed "
                + orders.cum(row) + " and left " + orders.leaves(row) + ", the record says " + executed.cumQty()
                + " and " + executed.leavesQty());
        }
        trades.executed(row, held, record, executed);
        watch.filled(row);
        if (executed.leavesQty() == 0) {
            boolean whole = orders.cum(row) == orders.quantity(row);
            end(row, whole ? Orders.Status.FILLED : Orders.Status.CANCELED,
                whole ? EndReason.NONE : EndReason.TRADE_BUSTED, record);
        }
    }

    private void canceled(JournalRecord record) {
        canceled.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        ended(row, canceled.cumQty(), canceled.canceledQty(), canceled.instrumentId());
        end(row, Orders.Status.CANCELED, canceled.reason(), record);
        if (record.causeJournal() == JournalId.FRONT.value()) {
            watch.concerned(record.causeSeq(), record.orderId());
        }
    }

    private void expired(JournalRecord record) {
        expired.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        ended(row, expired.cumQty(), expired.expiredQty(), expired.instrumentId());
        end(row, Orders.Status.EXPIRED, EndReason.END_OF_DAY, record);
    }

    private void ended(int row, long cum, long rest, int instrument) {
        boolean unsent = orders.isPending(row) && !orders.isSuspended(row);
        if (unsent) {
            orders.accepted(row, rest, instruments.quantityScale(instrument));
        }
        long left = unsent ? rest : orders.leaves(row);
        if (orders.cum(row) != cum || left != rest) {
            throw new IllegalStateException("order " + orders.id(row) + " has executed " + orders.cum(row)
                + " and left " + left + ", its end says " + cum + " and " + rest);
        }
    }

    private void declined(JournalRecord record) {
        declined.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        boolean traded = orders.cum(row) > 0;
        orders.end(row, traded ? Orders.Status.CANCELED : Orders.Status.REJECTED,
            traded ? EndReason.RISK_DECLINED : EndReason.NONE, declines.add(declined), record.timeNs());
    }

    private void end(int row, Orders.Status status, EndReason reason, JournalRecord record) {
        orders.end(row, status, reason, Orders.NONE, record.timeNs());
        venue.ended(row);
    }

    /** A new business date: what ended goes, and what belongs to the day; what lives on leaves the venue. */
    public void openDay(long timeNs) {
        for (int row = orders.firstOpen(); row != Orders.NONE; row = orders.nextOpen(row)) {
            if (orders.isAtVenue(row)) {
                venue.suspended(row);
            }
            if (orders.isWorking(row)) {
                orders.suspend(row, timeNs);
            }
        }
        orders.dropEnded();
        declines.clear();
        executions.clear();
        positions.open();
    }

    @Override
    public void save(StateSink sink) {
        orders.save(sink);
        declines.save(sink);
        executions.save(sink);
        positions.save(sink);
    }

    @Override
    public void load(StateSource source) {
        orders.load(source);
        declines.load(source);
        executions.load(source);
        positions.load(source);
    }
}
