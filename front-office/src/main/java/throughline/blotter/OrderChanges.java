package throughline.blotter;

import throughline.message.EndReason;
import throughline.message.Metric;
import throughline.message.OrderPlacedDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.RefuseReason;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * What becomes of an order, step by step, and how many are where: each change keeps the counts and which of them have
 * not ended. A change that an order's state does not allow throws. One thread.
 */
public abstract sealed class OrderChanges extends OrderFields implements State permits Orders {
    private static final int E8_DECIMALS = 8;

    private final OpenRows open;
    private int pending;
    private int working;
    private int expiring;
    private int suspended;
    private int toRestate;
    private int undecidedReplaces;
    private long acceptedLeaves;

    OrderChanges(int expected, Accounts accounts, Instruments instruments) {
        super(expected, accounts, instruments);
        open = new OpenRows(expected);
    }

    void captured(int row) {
        open.add(row);
        pending++;
    }

    /** Finds the open rows anew. */
    void findOpen() {
        open.clear();
        for (int row = 0; row < rows.end(); row++) {
            if (isOpen(row)) {
                open.add(row);
            }
        }
    }

    /**
     * It stands accepted: at the venue, or parked for the next session.
     *
     * @param scale of its quantity
     */
    void place(int row, OrderPlacedDecoder placed, int scale, long seq, long timeNs) {
        if (!isPending(row)) {
            throw new IllegalStateException("order " + id(row) + " is placed, yet it is " + status(row));
        }
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        if (isSuspended(row)) {
            resume(row);
        } else {
            cells[at + LEAVES] = placed.quantity();
        }
        cells[at + QUANTITY] = placed.quantity();
        cells[at + WORKING_PRICE] = placed.workingPriceE8();
        cells[at + PLACED_SEQ] = placed.parked() == 0 ? seq : 0;
        cells[at + STANDS_SINCE] = seq;
        cells[at + CHANGED_NS] = timeNs;
        setExtra(row, Extras.STOP_PRICE_E8, placed.stopPriceE8());
        long marks = working(cells[at + MARKS], cells[at + CUM]);
        cells[at + MARKS] = marked(marks, QUANTITY_DECIMALS, scale);
        pending--;
        working++;
        expiring += outlivesDate(row) ? 0 : 1;
        acceptedLeaves += cells[at + LEAVES];
        check(cells, at);
    }

    private void resume(int row) {
        setLife(row, SUSPENDED_BITS, 0);
        suspended--;
        acceptedLeaves -= leaves(row);
    }

    private static long working(long marks, long cum) {
        return marks & ~(long) STATUS_BITS | (cum == 0 ? Status.NEW : Status.PARTIALLY_FILLED).value();
    }

    /** Books an execution; the order has ended when nothing is left, and the caller ends it. */
    void execute(int row, long quantity, long priceE8, long timeNs) {
        if (!isWorking(row)) {
            throw new IllegalStateException("order " + id(row) + " is executed, yet it is " + status(row));
        }
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        long cum = Math.addExact(cells[at + CUM], quantity);
        cells[at + CUM] = cum;
        cells[at + LEAVES] = Math.subtractExact(cells[at + LEAVES], quantity);
        cells[at + CHANGED_NS] = timeNs;
        cells[at + MARKS] = working(cells[at + MARKS], cum);
        acceptedLeaves -= quantity;
        addNotional(cells, at, quantity, priceE8);
        check(cells, at);
    }

    private static void addNotional(long[] cells, int at, long quantity, long priceE8) {
        long low = cells[at + NOTIONAL_LOW];
        long sum = low + quantity * priceE8;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        cells[at + NOTIONAL_HIGH] =
            Math.addExact(cells[at + NOTIONAL_HIGH], Math.multiplyHigh(quantity, priceE8) + carry);
        cells[at + NOTIONAL_LOW] = sum;
    }

    private void takeNotional(int row, long quantity, long priceE8) {
        long low = rows.get(row, NOTIONAL_LOW);
        long taken = quantity * priceE8;
        long borrow = Long.compareUnsigned(low, taken) < 0 ? 1 : 0;
        rows.increase(row, NOTIONAL_HIGH, -Math.multiplyHigh(quantity, priceE8) - borrow);
        rows.set(row, NOTIONAL_LOW, low - taken);
    }

    /** What never stood may be for a quantity that nobody takes, below 0 too; risk says so, and it ends. */
    private static void check(long[] cells, int at) {
        long cum = cells[at + CUM];
        long leaves = cells[at + LEAVES];
        boolean stood = cum != 0 || leaves != 0;
        if (cum < 0 || leaves < 0 || stood && cum > cells[at + QUANTITY] - leaves) {
            throw new IllegalStateException("order " + cells[at + ID] + ": executed " + cum + " and open " + leaves
                + " are more than its quantity " + cells[at + QUANTITY]);
        }
    }

    private void check(int row) {
        check(rows.cells(row), rows.start(row));
    }

    /**
     * An execution was another, or never was: what is left stays. An order that was filled is so no more when less than
     * its quantity is executed.
     */
    void correct(int row, long quantity, long priceE8, long newQuantity, long newPriceE8, long timeNs) {
        takeNotional(row, quantity, priceE8);
        addNotional(rows.cells(row), rows.start(row), newQuantity, newPriceE8);
        rows.increase(row, CUM, newQuantity - quantity);
        rows.set(row, CHANGED_NS, timeNs);
        boolean whole = cum(row) == quantity(row);
        if (isWorking(row)) {
            rows.set(row, MARKS, working(rows.get(row, MARKS), cum(row)));
        } else if (status(row) == Status.FILLED && !whole) {
            setLife(row, STATUS_BITS, Status.CANCELED.value());
            setMark(row, END_REASON, EndReason.TRADE_BUSTED.value());
        } else if (endReason(row) == EndReason.TRADE_BUSTED && whole) {
            setLife(row, STATUS_BITS, Status.FILLED.value());
            setMark(row, END_REASON, EndReason.NONE.value());
        }
        check(row);
    }

    void requestCancel(int row, long timeNs) {
        setLife(row, CANCEL_ASKED, CANCEL_ASKED);
        rows.set(row, CHANGED_NS, timeNs);
    }

    void requestReplace(int row, int name, long seq, long timeNs) {
        setExtra(row, Extras.NEXT_CL_ORD_ID, name);
        setExtra(row, Extras.REPLACE_SEQ, seq);
        setLife(row, REPLACE_PENDING, REPLACE_PENDING);
        setExtra(row, Extras.REPLACE_REFUSAL, RefuseReason.NONE.value());
        setExtra(row, Extras.REPLACE_DECLINE, 0);
        rows.set(row, CHANGED_NS, timeNs);
        undecidedReplaces++;
    }

    /** The amendment holds; the order has ended when nothing is left, and the caller ends it. */
    void replace(int row, OrderReplacedDecoder to, long seq, long timeNs) {
        decided(row, timeNs);
        acceptedLeaves += to.leavesQty() - leaves(row);
        rows.set(row, QUANTITY, to.quantity());
        rows.set(row, LEAVES, to.leavesQty());
        rows.set(row, PRICE, to.priceE8());
        setMark(row, PRICE_DECIMALS, E8_DECIMALS);
        rows.set(row, WORKING_PRICE, to.workingPriceE8());
        if (to.stopPriceE8() != 0) {
            setExtra(row, Extras.STOP_PRICE, to.stopPriceE8());
            setExtra(row, Extras.STOP_PRICE_DECIMALS, E8_DECIMALS);
        }
        setExtra(row, Extras.STOP_PRICE_E8, to.stopPriceE8());
        rows.set(row, STANDS_SINCE, seq);
        if (to.keepsPriority() == 0) {
            rows.set(row, PLACED_SEQ, seq);
        }
        rename(row, above(row, NAMES), nextClOrdId(row));
        check(row);
    }

    private void rename(int row, int name, int next) {
        if (next != name) {
            setExtra(row, Extras.FIRST_CL_ORD_ID, firstClOrdId(row));
            setExtra(row, Extras.ORIG_CL_ORD_ID, name);
            setAbove(row, NAMES, next);
        }
    }

    /** Number of the name it was captured with. */
    final int firstClOrdId(int row) {
        int first = (int) extra(row, Extras.FIRST_CL_ORD_ID);
        return first == 0 ? above(row, NAMES) : first;
    }

    private void decided(int row, long timeNs) {
        if (!isReplacePending(row)) {
            throw new IllegalStateException("no amendment of order " + id(row) + " is pending");
        }
        setLife(row, REPLACE_PENDING, 0);
        rows.set(row, CHANGED_NS, timeNs);
        undecidedReplaces--;
    }

    void refuseReplace(int row, RefuseReason reason, int decline, long timeNs) {
        decided(row, timeNs);
        setExtra(row, Extras.REPLACE_REFUSAL, reason.value());
        setExtra(row, Extras.REPLACE_DECLINE, decline + 1L);
    }

    /** The last price reached its stop price: it waits no more, and its place in the book is a new one. */
    void trigger(int row, long workingPriceE8, long seq, long timeNs) {
        setExtra(row, Extras.STOP_PRICE_E8, 0);
        rows.set(row, WORKING_PRICE, workingPriceE8);
        rows.set(row, PLACED_SEQ, seq);
        rows.set(row, CHANGED_NS, timeNs);
    }

    /** Risk accepted it, or an amendment of it, with this warning or with none, by this override or by none. */
    void warn(int row, Metric metric, long bound, long observed, int scopeText, long overrideId) {
        setExtra(row, Extras.WARNED_METRIC, metric.value());
        if (below(row, BESIDE) != 0) {
            boolean warned = metric != Metric.NONE;
            setExtra(row, Extras.WARNED_BOUND, warned ? bound : 0);
            setExtra(row, Extras.WARNED_OBSERVED, warned ? observed : 0);
            setExtra(row, Extras.WARNED_SCOPE, scopeText);
        }
        if (overrideId != 0) {
            setExtra(row, Extras.OVERRIDE, overrideId);
        }
    }

    /** An order that ends unsent was accepted with this quantity. */
    void accepted(int row, long quantity, int quantityScale) {
        rows.set(row, QUANTITY, quantity);
        setMark(row, QUANTITY_DECIMALS, quantityScale);
    }

    void end(int row, Status status, EndReason reason, int decline, long timeNs) {
        if (isWorking(row)) {
            working--;
            expiring -= outlivesDate(row) ? 0 : 1;
            acceptedLeaves -= leaves(row);
        } else if (isPending(row)) {
            pending--;
            if (isSuspended(row)) {
                toRestate -= isToRestate(row) ? 1 : 0;
                resume(row);
            }
        } else {
            throw new IllegalStateException("order " + id(row) + " ends again; it is " + status(row));
        }
        open.remove(row);
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        cells[at + LEAVES] = 0;
        cells[at + CHANGED_NS] = timeNs;
        long marks = cells[at + MARKS] & ~(long) STATUS_BITS | status.value();
        cells[at + MARKS] = marked(marks, END_REASON, reason.value());
        cells[at + BESIDE] = pair(decline + 1, (int) cells[at + BESIDE]);
        check(cells, at);
    }

    /** A session opened: what lives on waits to be restated, and then for risk. */
    void suspend(int row, long timeNs) {
        setLife(row, STATUS_BITS | SUSPENDED_BITS, Status.PENDING_NEW.value() | LIVES_ON << SUSPENDED_AT);
        rows.set(row, PLACED_SEQ, 0);
        setExtra(row, Extras.REPLACE_REFUSAL, RefuseReason.NONE.value());
        setExtra(row, Extras.REPLACE_DECLINE, 0);
        rows.set(row, CHANGED_NS, timeNs);
        expiring -= outlivesDate(row) ? 0 : 1;
        working--;
        pending++;
        suspended++;
        toRestate++;
    }

    void restate(int row, long timeNs) {
        setLife(row, SUSPENDED_BITS, RESTATED << SUSPENDED_AT);
        rows.set(row, CHANGED_NS, timeNs);
        toRestate--;
    }

    /** The open order with the lowest id; {@link #NONE}: none is open. */
    public int firstOpen() {
        return open.first();
    }

    /** The open order with the next higher id; {@link #NONE}: none. */
    public int nextOpen(int row) {
        return open.after(row);
    }

    /** Orders that risk has not decided on, those included that live on from an earlier date. */
    public int pending() {
        return pending;
    }

    /** Orders that stand accepted on this date. */
    public int working() {
        return working;
    }

    /** Those of them that end with their date. */
    public int expiring() {
        return expiring;
    }

    /** Orders that live on from an earlier date and have not been restated on this. */
    public int toRestate() {
        return toRestate;
    }

    /** Amendments that risk has not decided on. */
    public int undecidedReplaces() {
        return undecidedReplaces;
    }

    /** Orders whose acceptance was read and that have not ended: risk holds for each. */
    public int accepted() {
        return working + suspended;
    }

    /** Sum of what is left of them. */
    public long acceptedLeaves() {
        return acceptedLeaves;
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(pending);
        sink.putLong(working);
        sink.putLong(expiring);
        sink.putLong(suspended);
        sink.putLong(toRestate);
        sink.putLong(undecidedReplaces);
        sink.putLong(acceptedLeaves);
    }

    @Override
    public void load(StateSource source) {
        pending = (int) source.getLong();
        working = (int) source.getLong();
        expiring = (int) source.getLong();
        suspended = (int) source.getLong();
        toRestate = (int) source.getLong();
        undecidedReplaces = (int) source.getLong();
        acceptedLeaves = source.getLong();
    }
}
