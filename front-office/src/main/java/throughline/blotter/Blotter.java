package throughline.blotter;

import throughline.message.CancelRequestedDecoder;
import throughline.message.EndReason;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderPlacedDecoder;
import throughline.message.Side;
import throughline.message.TradeExecutedDecoder;
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

    private final Instruments instruments;
    private final Orders orders;
    private final Declines declines;
    private final Executions executions;
    private final Positions positions = new Positions(POSITIONS);
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final TradeExecutedDecoder executed = new TradeExecutedDecoder();
    private final OrderCanceledDecoder canceled = new OrderCanceledDecoder();
    private final OrderExpiredDecoder expired = new OrderExpiredDecoder();
    private final OrderDeclinedDecoder declined = new OrderDeclinedDecoder();
    private Venue venue;
    private Watch watch;

    /** Is told of what work on a scope counts. */
    public interface Watch {
        /** An order of the pair executed. */
        void filled(int account, int instrument);

        /** Work that this own record named canceled an order, or will once risk has decided. */
        void concerned(long causeSeq);
    }

    /** Nothing yet, with room for some orders without growing. */
    public Blotter(Instruments instruments, int expectedOrders) {
        this.instruments = instruments;
        orders = new Orders(expectedOrders);
        declines = new Declines(expectedOrders / 4);
        executions = new Executions(2 * expectedOrders);
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

    /** Applies a record if it is of an order's life; false if it is not. */
    public boolean apply(JournalRecord record) {
        switch (record.templateId()) {
            case OrderCapturedDecoder.TEMPLATE_ID -> captured(record);
            case OrderPlacedDecoder.TEMPLATE_ID -> placed(record);
            case TradeExecutedDecoder.TEMPLATE_ID -> executed(record);
            case CancelRequestedDecoder.TEMPLATE_ID -> cancelRequested(record);
            case OrderCanceledDecoder.TEMPLATE_ID -> canceled(record);
            case OrderExpiredDecoder.TEMPLATE_ID -> expired(record);
            case OrderDeclinedDecoder.TEMPLATE_ID -> declined(record);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void captured(JournalRecord record) {
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        orders.capture(record.orderId(), record.actor(), record.timeNs(), captured);
    }

    private void cancelRequested(JournalRecord record) {
        int row = row(record);
        if (orders.isPending(row)) {
            orders.requestCancel(row, record.timeNs());
        }
    }

    private void placed(JournalRecord record) {
        placed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        orders.place(row, placed.quantity(), instruments.quantityScale(placed.instrumentId()),
            placed.workingPriceE8(), record.seq(), record.timeNs());
        venue.placed(row);
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
        if (record.orderId() == 0) {
            return;
        }
        executed.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        orders.execute(row, executed.quantity(), executed.priceE8(), record.timeNs());
        if (orders.cum(row) != executed.cumQty() || orders.leaves(row) != executed.leavesQty()) {
            throw new IllegalStateException("seq " + record.seq() + ": order " + record.orderId() + " has executed "
                + orders.cum(row) + " and left " + orders.leaves(row) + ", the record says " + executed.cumQty()
                + " and " + executed.leavesQty());
        }
        executions.add(record.seq(), record.orderId(), record.timeNs(), executed);
        positions.execute(executed.accountId(), executed.instrumentId(), executed.side() == Side.BUY,
            executed.quantity());
        watch.filled(executed.accountId(), executed.instrumentId());
        if (executed.leavesQty() == 0) {
            end(row, Orders.Status.FILLED, EndReason.NONE, record);
        }
    }

    private void canceled(JournalRecord record) {
        canceled.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        ended(row, canceled.cumQty(), canceled.canceledQty(), canceled.instrumentId());
        end(row, Orders.Status.CANCELED, canceled.reason(), record);
        if (record.causeJournal() == JournalId.FRONT.value()) {
            watch.concerned(record.causeSeq());
        }
    }

    private void expired(JournalRecord record) {
        expired.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        ended(row, expired.cumQty(), expired.expiredQty(), expired.instrumentId());
        end(row, Orders.Status.EXPIRED, EndReason.END_OF_DAY, record);
    }

    private void ended(int row, long cum, long rest, int instrument) {
        if (orders.isPending(row)) {
            orders.accepted(row, rest, instruments.quantityScale(instrument));
        }
        long left = orders.isPending(row) ? rest : orders.leaves(row);
        if (orders.cum(row) != cum || left != rest) {
            throw new IllegalStateException("order " + orders.id(row) + " has executed " + orders.cum(row)
                + " and left " + left + ", its end says " + cum + " and " + rest);
        }
    }

    private void declined(JournalRecord record) {
        declined.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        orders.end(row, Orders.Status.REJECTED, EndReason.NONE, declines.add(declined), record.timeNs());
    }

    private void end(int row, Orders.Status status, EndReason reason, JournalRecord record) {
        orders.end(row, status, reason, Orders.NONE, record.timeNs());
        venue.ended(row);
    }

    /** A new business date: what ended goes, and what belongs to the day. */
    public void openDay() {
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
