package throughline.capture;

import throughline.message.EndReason;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderPlacedDecoder;
import throughline.message.Side;
import throughline.message.TradeExecutedDecoder;
import throughline.reference.Instruments;

/**
 * Applies what became of orders: placed, executed, ended. Orders, executions, positions and the venue change together
 * here. One thread; allocates nothing.
 */
final class Blotter {
    private final Orders orders;
    private final Declines declines;
    private final Executions executions;
    private final Positions positions;
    private final Clearing clearing;
    private final Instruments instruments;
    private final Venue venue;
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final TradeExecutedDecoder executed = new TradeExecutedDecoder();
    private final OrderCanceledDecoder canceled = new OrderCanceledDecoder();
    private final OrderExpiredDecoder expired = new OrderExpiredDecoder();
    private final OrderDeclinedDecoder declined = new OrderDeclinedDecoder();

    Blotter(Orders orders, Declines declines, Executions executions, Positions positions, Clearing clearing,
        Instruments instruments, Venue venue) {
        this.orders = orders;
        this.declines = declines;
        this.executions = executions;
        this.positions = positions;
        this.clearing = clearing;
        this.instruments = instruments;
        this.venue = venue;
    }

    void placed(JournalRecord record) {
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

    void executed(JournalRecord record) {
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
        clearing.filled(executed.accountId(), executed.instrumentId());
        if (executed.leavesQty() == 0) {
            end(row, Orders.Status.FILLED, EndReason.NONE, record);
        }
    }

    void canceled(JournalRecord record) {
        canceled.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        ended(row, canceled.cumQty(), canceled.canceledQty(), canceled.instrumentId());
        end(row, Orders.Status.CANCELED, canceled.reason(), record);
        if (record.causeJournal() == JournalId.FRONT.value()) {
            clearing.canceled(record.causeSeq());
        }
    }

    void expired(JournalRecord record) {
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

    void declined(JournalRecord record) {
        declined.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(record);
        orders.end(row, Orders.Status.REJECTED, EndReason.NONE, declines.add(declined), record.timeNs());
    }

    private void end(int row, Orders.Status status, EndReason reason, JournalRecord record) {
        orders.end(row, status, reason, Orders.NONE, record.timeNs());
        venue.ended(row);
    }
}
