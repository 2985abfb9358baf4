package throughline.capture;

import throughline.blotter.Orders;
import throughline.message.CancelRequestedDecoder;
import throughline.message.CancelRequestedEncoder;
import throughline.message.EndReason;
import throughline.message.JournalRecord;
import throughline.message.OrderCanceledEncoder;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.Step;
import throughline.reference.Users;

/**
 * Ends orders before they are filled, when asked and whenever the session is: nobody's leave is needed. What risk has
 * not decided on yet is canceled once it has. One thread; allocates nothing.
 */
final class Cancels {
    private static final int HEADER = CancelRequestedDecoder.requestKeyHeaderLength();

    private static final byte[] NO_KEY = {};

    private final Orders orders;
    private final Entry entry;
    private final Requests requests;
    private final Refusals refusals;
    private final CancelRequestedDecoder decoder = new CancelRequestedDecoder();
    private final CancelRequestedEncoder requested = new CancelRequestedEncoder();
    private final OrderCanceledEncoder canceled = new OrderCanceledEncoder();

    Cancels(Orders orders, Entry entry) {
        this.orders = orders;
        this.entry = entry;
        requests = entry.requests();
        refusals = entry.refusals();
    }

    void command(JournalRecord draft, Step step) {
        long orderId = draft.orderId();
        int row = orders.find(orderId);
        if (row == Orders.NONE) {
            step.answer(Outcome.NOT_FOUND, 0);
            return;
        }
        if (!mayCancel(step.actor(), row)) {
            refusals.refuse("cancel", orderId, step);
            return;
        }
        decoder.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        if (requests.answersRepeat(step, decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
            hash(orderId), orderId)) {
            return;
        }
        if (!orders.isOpen(row)) {
            step.answer(Outcome.TOO_LATE, orderId);
        } else if (orders.isPendingCancel(row)) {
            step.answer(Outcome.REPEATED, orderId);
        } else {
            step.adopt(requested, draft, orderId);
            if (orders.isWorking(row)) {
                end(row, EndReason.BY_REQUEST, step);
            }
            step.answer(Outcome.RECORDED, orderId);
        }
    }

    /** Whether a user may cancel an order: a trader or risk officer of its desk. */
    boolean mayCancel(int user, int row) {
        return entry.mayTouch(user, Users.TRADER | Users.RISK, orders, row);
    }

    /** A key stands for one order: the same key with another is a conflict. */
    private long hash(long orderId) {
        return decoder.bodyHash() * 31 + orderId;
    }

    /** Writes the end of a working order. */
    void end(int row, EndReason reason, Step step) {
        step.add(canceled, orders.id(row)).accountId(orders.account(row)).instrumentId(orders.instrument(row))
            .cumQty(orders.cum(row)).canceledQty(orders.leaves(row)).reason(reason);
    }

    /** Keeps in mind that an order is to end once risk has decided on it. */
    void keep(int row, Step step) {
        step.add(requested, orders.id(row)).putRequestKey(NO_KEY, 0, 0);
    }

    void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        requests.add(record.actor(), decoder.buffer(), decoder.limit() + HEADER, decoder.requestKeyLength(),
            hash(record.orderId()), record.seq());
    }
}
