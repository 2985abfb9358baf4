package throughline.capture;

import throughline.blotter.Orders;
import throughline.blotter.Venue;
import throughline.message.EndReason;
import throughline.message.JournalRecord;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderDeclinedEncoder;
import throughline.message.OrderExpiredEncoder;
import throughline.message.OrderPlacedEncoder;
import throughline.message.OrderRejectedDecoder;
import throughline.office.Step;

/**
 * Answers each of risk's decisions on an order with a record of the front's: to the venue, or, when a cancel, a halt or
 * the session's end came before, its end unsent; what is good until canceled is parked for the next session. One
 * thread; allocates nothing.
 */
final class Placing {
    private static final int HEADER = OrderRejectedDecoder.scopeNameHeaderLength();

    private final Session session;
    private final Orders orders;
    private final Halts halts;
    private final Venue venue;
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderRejectedDecoder rejected = new OrderRejectedDecoder();
    private final OrderPlacedEncoder placed = new OrderPlacedEncoder();
    private final OrderCanceledEncoder canceled = new OrderCanceledEncoder();
    private final OrderExpiredEncoder expired = new OrderExpiredEncoder();
    private final OrderDeclinedEncoder declined = new OrderDeclinedEncoder();

    Placing(Session session, Orders orders, Halts halts, Venue venue) {
        this.session = session;
        this.orders = orders;
        this.halts = halts;
        this.venue = venue;
    }

    void accepted(JournalRecord record, Step step) {
        accepted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = pending(record);
        if (orders.isPendingCancel(row)) {
            endUnsent(row, EndReason.BY_REQUEST, step);
        } else if (halts.isHalted(row)) {
            endUnsent(row, EndReason.SCOPE_HALTED, step);
        } else if (session.isOpen()) {
            venue.place(row, accepted, session.businessDate(), step);
        } else if (orders.outlivesDate(row)) {
            step.add(placed, record.orderId()).accountId(accepted.accountId()).instrumentId(accepted.instrumentId())
                .quantity(accepted.quantity()).workingPriceE8(accepted.worstPriceE8()).side(accepted.side())
                .stopPriceE8(accepted.stopPriceE8()).leavesQty(left(row)).parked((short) 1);
        } else {
            step.add(expired, record.orderId()).accountId(accepted.accountId()).instrumentId(accepted.instrumentId())
                .cumQty(orders.cum(row)).expiredQty(left(row));
        }
    }

    private int pending(JournalRecord record) {
        int row = orders.find(record.orderId());
        if (row == Orders.NONE || !orders.isPending(row)) {
            throw new IllegalStateException("middle seq " + record.seq() + " decides on order " + record.orderId()
                + ", which is not pending");
        }
        return row;
    }

    private void endUnsent(int row, EndReason reason, Step step) {
        step.add(canceled, orders.id(row)).accountId(accepted.accountId()).instrumentId(accepted.instrumentId())
            .cumQty(orders.cum(row)).canceledQty(left(row)).reason(reason);
    }

    private long left(int row) {
        return orders.isSuspended(row) ? orders.leaves(row) : accepted.quantity();
    }

    void rejected(JournalRecord record, Step step) {
        rejected.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        pending(record);
        step.add(declined, record.orderId()).accountId(rejected.accountId()).instrumentId(rejected.instrumentId())
            .bound(rejected.bound()).observed(rejected.observed()).code(rejected.code())
            .scopeKind(rejected.scopeKind()).metric(rejected.metric());
        int length = rejected.scopeNameLength();
        declined.putScopeName(record.buffer(), rejected.limit() + HEADER, length);
    }
}
