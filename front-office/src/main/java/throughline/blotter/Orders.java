package throughline.blotter;

import org.agrona.DirectBuffer;
import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.EndReason;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderPlacedDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The orders of the business date, by row; found by id, and by who entered them and what they called it. Those not yet
 * ended are linked in the order of their ids. Quantities are in the instrument's scale once the order is placed, before
 * as given; cum + leaves never exceeds the quantity. Allocates nothing while its expected size suffices. One thread.
 */
public final class Orders extends OrderFields implements State {
    private static final int E8_DECIMALS = 8;

    private final Long2LongHashMap rowById;
    private final Long2LongHashMap rowByKey;
    private int first = NONE;
    private int last = NONE;
    private int pending;
    private int working;
    private long workingLeaves;

    Orders(int expected) {
        super(expected);
        rowById = new Long2LongHashMap(2 * expected, Hashing.DEFAULT_LOAD_FACTOR, NONE);
        rowByKey = new Long2LongHashMap(2 * expected, Hashing.DEFAULT_LOAD_FACTOR, NONE);
    }

    /** Row of an order by its id; {@link #NONE}: not known. */
    public int find(long orderId) {
        return (int) rowById.get(orderId);
    }

    /** Row of a user's order by its clOrdId; {@link #NONE}: not known. */
    public int find(int user, DirectBuffer clOrdId, int offset, int length) {
        int text = texts.find(clOrdId, offset, length);
        return text == 0 ? NONE : (int) rowByKey.get(key(user, text));
    }

    /** Row of a user's order by its clOrdId; {@link #NONE}: not known. */
    public int find(int user, String clOrdId) {
        int text = texts.find(clOrdId);
        return text == 0 ? NONE : (int) rowByKey.get(key(user, text));
    }

    private static long key(int user, long text) {
        return (long) user << 32 | text;
    }

    int capture(long orderId, int user, long timeNs, OrderCapturedDecoder order) {
        int row = rows.add();
        rows.set(row, ID, orderId);
        rows.set(row, USER, user);
        rows.set(row, ACCOUNT, order.accountId());
        rows.set(row, INSTRUMENT, order.instrumentId());
        rows.set(row, SIDE, order.side().value());
        rows.set(row, TYPE, order.ordType().value());
        rows.set(row, TIME_IN_FORCE, order.timeInForce().value());
        rows.set(row, STATUS, Status.PENDING_NEW.value());
        rows.set(row, QUANTITY, order.quantity());
        rows.set(row, QUANTITY_DECIMALS, order.quantityDecimals());
        rows.set(row, PRICE, order.price());
        rows.set(row, PRICE_DECIMALS, order.priceDecimals());
        rows.set(row, LEAVES, order.quantity());
        rows.set(row, BUSINESS_DATE, order.businessDate());
        rows.set(row, BODY_HASH, order.bodyHash());
        rows.set(row, CL_ORD_ID, text(order, order.clOrdIdLength()));
        order.skipClOrdId();
        rows.set(row, ACCOUNT_NAME, text(order, order.accountNameLength()));
        order.skipAccountName();
        rows.set(row, SYMBOL, text(order, order.symbolLength()));
        order.skipSymbol();
        rows.set(row, BASKET, order.basketId());
        rows.set(row, STOP_PRICE, order.stopPrice());
        rows.set(row, STOP_PRICE_DECIMALS, order.stopPriceDecimals());
        rows.set(row, CAPACITY, order.capacity().value());
        attributes(row, order);
        rows.set(row, CAPTURED_NS, timeNs);
        rows.set(row, CHANGED_NS, timeNs);
        rows.set(row, DECLINE, NONE);
        rows.set(row, REPLACE_DECLINE, NONE);
        index(row);
        link(row);
        pending++;
        return row;
    }

    private void attributes(int row, OrderCapturedDecoder order) {
        rows.set(row, STRATEGY, text(order, order.strategyLength()));
        order.skipStrategy();
        rows.set(row, DECISION_MAKER, text(order, order.decisionMakerLength()));
        order.skipDecisionMaker();
        rows.set(row, SESSION, text(order, order.sessionLength()));
        order.skipSession();
        rows.set(row, PARENT_ID, text(order, order.parentIdLength()));
        order.skipParentId();
        rows.set(row, LOCATE, text(order, order.locateLength()));
    }

    private int text(OrderCapturedDecoder order, int length) {
        return texts.intern(order.buffer(), order.limit() + OrderCapturedDecoder.clOrdIdHeaderLength(), length);
    }

    private void index(int row) {
        rowById.put(id(row), row);
        rowByKey.put(key(user(row), rows.get(row, CL_ORD_ID)), row);
    }

    private void link(int row) {
        rows.set(row, PREVIOUS, last);
        rows.set(row, NEXT, NONE);
        if (last == NONE) {
            first = row;
        } else {
            rows.set(last, NEXT, row);
        }
        last = row;
    }

    private void unlink(int row) {
        int before = (int) rows.get(row, PREVIOUS);
        int behind = (int) rows.get(row, NEXT);
        if (before == NONE) {
            first = behind;
        } else {
            rows.set(before, NEXT, behind);
        }
        if (behind == NONE) {
            last = before;
        } else {
            rows.set(behind, PREVIOUS, before);
        }
    }

    void place(int row, OrderPlacedDecoder placed, int quantityScale, long seq, long timeNs) {
        if (!isPending(row)) {
            throw new IllegalStateException("order " + id(row) + " is placed, yet it is " + status(row));
        }
        rows.set(row, QUANTITY, placed.quantity());
        rows.set(row, QUANTITY_DECIMALS, quantityScale);
        rows.set(row, LEAVES, placed.leavesQty());
        rows.set(row, WORKING_PRICE, placed.workingPriceE8());
        rows.set(row, STOP_PRICE_E8, placed.stopPriceE8());
        rows.set(row, PLACED_SEQ, seq);
        rows.set(row, CHANGED_NS, timeNs);
        rows.set(row, STATUS, Status.NEW.value());
        pending--;
        working++;
        workingLeaves += placed.leavesQty();
        check(row);
    }

    /** The last price it waited for has come. */
    void trigger(int row, long seq, long timeNs) {
        rows.set(row, STOP_PRICE_E8, 0);
        rows.set(row, PLACED_SEQ, seq);
        rows.set(row, CHANGED_NS, timeNs);
    }

    /** It is as an amendment says from here, and behind all others of its price unless it keeps its priority. */
    void replace(int row, OrderReplacedDecoder replaced, long seq, long timeNs) {
        if (!isWorking(row)) {
            throw new IllegalStateException("order " + id(row) + " is replaced, yet it is " + status(row));
        }
        workingLeaves += replaced.leavesQty() - leaves(row);
        rows.set(row, QUANTITY, replaced.quantity());
        rows.set(row, LEAVES, replaced.leavesQty());
        rows.set(row, PRICE, replaced.priceE8());
        rows.set(row, PRICE_DECIMALS, E8_DECIMALS);
        rows.set(row, WORKING_PRICE, replaced.workingPriceE8());
        rows.set(row, STOP_PRICE_E8, replaced.stopPriceE8());
        if (replaced.keepsPriority() == 0) {
            rows.set(row, PLACED_SEQ, seq);
        }
        rows.set(row, CHANGED_NS, timeNs);
        check(row);
    }

    /** Books an execution; the order has ended when nothing is left, and the caller ends it. */
    void execute(int row, long quantity, long priceE8, long timeNs) {
        if (!isWorking(row)) {
            throw new IllegalStateException("order " + id(row) + " is executed, yet it is " + status(row));
        }
        rows.increase(row, CUM, quantity);
        rows.increase(row, LEAVES, -quantity);
        workingLeaves -= quantity;
        long low = rows.get(row, NOTIONAL_LOW);
        long added = quantity * priceE8;
        long sum = low + added;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        rows.increase(row, NOTIONAL_HIGH, Math.multiplyHigh(quantity, priceE8) + carry);
        rows.set(row, NOTIONAL_LOW, sum);
        rows.set(row, STATUS, Status.PARTIALLY_FILLED.value());
        rows.set(row, CHANGED_NS, timeNs);
        check(row);
    }

    private void check(int row) {
        long cum = cum(row);
        long leaves = leaves(row);
        if (cum < 0 || leaves < 0 || cum > quantity(row) - leaves) {
            throw new IllegalStateException("order " + id(row) + ": executed " + cum + " and open " + leaves
                + " are more than its quantity " + quantity(row));
        }
    }

    void requestCancel(int row, long timeNs) {
        rows.set(row, STATUS, Status.PENDING_CANCEL.value());
        rows.set(row, CHANGED_NS, timeNs);
    }

    /** An order that ends unsent was accepted with this quantity. */
    void accepted(int row, long quantity, int quantityScale) {
        rows.set(row, QUANTITY, quantity);
        rows.set(row, QUANTITY_DECIMALS, quantityScale);
    }

    void end(int row, Status status, EndReason reason, int decline, long timeNs) {
        if (isWorking(row)) {
            working--;
            workingLeaves -= leaves(row);
        } else if (isPending(row)) {
            pending--;
        } else {
            throw new IllegalStateException("order " + id(row) + " ends again; it is " + status(row));
        }
        unlink(row);
        rows.set(row, LEAVES, 0);
        rows.set(row, STATUS, status.value());
        rows.set(row, END_REASON, reason.value());
        rows.set(row, DECLINE, decline);
        rows.set(row, CHANGED_NS, timeNs);
        check(row);
    }

    /** A new business date: those that have ended are dropped; texts too, when none is left. */
    void dropEnded() {
        if (first == NONE) {
            rows.clear();
            texts.clear();
        }
        for (int row = rows.end() - 1; row >= 0; row--) {
            if (rows.isLive(row) && !isOpen(row)) {
                rows.remove(row);
            }
        }
        reindex();
    }

    private void reindex() {
        rowById.clear();
        rowByKey.clear();
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                index(row);
            }
        }
    }

    /** The open order with the lowest id; {@link #NONE}: none is open. */
    public int firstOpen() {
        return first;
    }

    /** The open order with the next higher id; {@link #NONE}: none. */
    public int nextOpen(int row) {
        return (int) rows.get(row, NEXT);
    }

    /** The first row with an id above this, or {@link #end}: while none outlives its date, rows are in id order. */
    public int rowAfter(long orderId) {
        int low = 0;
        int high = rows.end();
        while (low < high) {
            int middle = low + high >>> 1;
            if (id(middle) <= orderId) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Orders that risk has not decided on. */
    public int pending() {
        return pending;
    }

    /** Orders at the venue. */
    public int working() {
        return working;
    }

    /** Sum of what is left of the orders at the venue. */
    public long workingLeaves() {
        return workingLeaves;
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        texts.save(sink);
        sink.putLong(first);
        sink.putLong(last);
        sink.putLong(pending);
        sink.putLong(working);
        sink.putLong(workingLeaves);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        texts.load(source);
        first = (int) source.getLong();
        last = (int) source.getLong();
        pending = (int) source.getLong();
        working = (int) source.getLong();
        workingLeaves = source.getLong();
        reindex();
    }
}
