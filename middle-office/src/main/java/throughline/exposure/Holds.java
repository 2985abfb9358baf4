package throughline.exposure;

import throughline.reference.Exact;
import throughline.state.SeqIndex;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Accepted orders that have not ended: what each may still execute, and at what worst price. While an amendment waits
 * for the front, the larger of old and new is held, and both are known apart. In order of acceptance. Quantities are in
 * the instrument's quantity scale; sums over instruments wrap and serve comparison alone. One thread.
 */
public final class Holds extends Standings implements State {
    /** What each event of an order touches stands first. */
    private static final int LEAVES = STANDING;
    private static final int STOP_PRICE = STANDING + 1;
    private static final int WORST_PRICE = STANDING + 2;
    private static final int VALUE = STANDING + 3;
    /** What could still execute when it was valued. */
    private static final int VALUED = STANDING + 4;
    private static final int FEES = STANDING + 5;
    /** Seq of the amendment's request; 0: none waits. */
    private static final int REQUEST = STANDING + 6;
    /** Executed of it on this date: quantity, money and what that was charged. */
    private static final int DAY_FEES = STANDING + 7;
    private static final int DAY_QUANTITY = STANDING + 8;
    private static final int DAY_MONEY = STANDING + 9;
    /** Those accepted just before it and just after, each plus 1: the older above the newer. */
    private static final int NEIGHBOURS = STANDING + 10;
    private static final int ACCEPTED = STANDING + 11;
    private static final int PRICE = STANDING + 12;
    /** Executed when the last amendment was asked for, as the front said. */
    private static final int EXECUTED = STANDING + 13;
    private static final int COLUMNS = STANDING + 14;
    /** Of the amendment that waits: what it may still execute (0 or less: it ends), its prices, value and fees. */
    private static final int NEW_LEAVES = 0;
    private static final int NEW_PRICE = 1;
    private static final int NEW_WORST_PRICE = 2;
    private static final int NEW_VALUE = 3;
    private static final int NEW_VALUED = 4;
    private static final int NEW_FEES = 5;
    private static final int NEW_COLUMNS = 6;
    /** As many seqs as the orders that work at once may lie apart in the front's journal. */
    private static final int RECORDS_AN_ORDER = 4;

    /** By row, the amendment that waits, if one does: apart, for most orders have none. */
    private final Table amendments;
    private final SeqIndex rowByOrder;
    private long newest = Table.NONE;
    private long leaves;

    /** None, with room for some without growing. */
    Holds(int expected) {
        super(COLUMNS, expected);
        amendments = new Table(NEW_COLUMNS, expected);
        rowByOrder = new SeqIndex(expected * RECORDS_AN_ORDER);
    }

    /** An order was accepted; {@link #stand} says where, {@link #judge} at what. Gives its row. */
    public int add(long orderId, int accountId, int instrumentId, boolean sells, long quantity, long acceptedSeq) {
        int row = add(orderId, accountId, instrumentId, sells);
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        cells[at + LEAVES] = quantity;
        cells[at + ACCEPTED] = acceptedSeq;
        cells[at + NEIGHBOURS] = both((int) newest + 1, 0);
        if (newest != Table.NONE) {
            setNewer((int) newest, row);
        }
        newest = row;
        while (amendments.end() <= row) {
            amendments.add();
        }
        leaves += quantity;
        rowByOrder.put(orderId, row);
        return row;
    }

    /**
     * It was judged, for the first time or anew on another date, with these prices, x 10^-8.
     *
     * @param valueMinor what it was valued at, in its instrument's currency
     * @param valued how much of it that was for
     */
    public void judge(int row, long priceE8, long stopPriceE8, long worstPriceE8, long valueMinor, long valued,
        long feesMinor) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        cells[at + PRICE] = priceE8;
        cells[at + STOP_PRICE] = stopPriceE8;
        cells[at + WORST_PRICE] = worstPriceE8;
        cells[at + VALUE] = valueMinor;
        cells[at + VALUED] = valued;
        cells[at + FEES] = feesMinor;
        if (stopPriceE8 != 0) {
            setTriggered(row, false);
        }
    }

    /** Part of it executed; perhaps while an amendment waits, whose rest falls with it. */
    public void execute(int row, long quantity) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        long left = Math.max(0, cells[at + LEAVES] - quantity);
        leaves += left - cells[at + LEAVES];
        cells[at + LEAVES] = left;
        if (cells[at + REQUEST] != 0) {
            restateExecuted(row, quantity);
        }
    }

    /** An execution was busted (below 0) or corrected: what is left stays, but an amendment's total counts it. */
    public void restateExecuted(int row, long by) {
        if (isAmending(row)) {
            amendments.set(row, NEW_LEAVES, Exact.saturatedSum(amendments.get(row, NEW_LEAVES), -by));
        }
    }

    private void setLeaves(int row, long quantity) {
        leaves += quantity - leaves(row);
        rows.set(row, LEAVES, quantity);
    }

    /** The last price reached its stop price: it is what it was to become. */
    public void trigger(int row) {
        setTriggered(row, true);
        rows.set(row, STOP_PRICE, 0);
    }

    /** An amendment was asked for when this much of it had executed. */
    public void request(int row, long executed) {
        rows.set(row, EXECUTED, executed);
    }

    /**
     * Its amendment was accepted and waits for the front.
     *
     * @param request seq of the front's record that asked for it
     * @param total what it would be for in all
     */
    public void amend(int row, long request, long total, long priceE8, long worstPriceE8, long valueMinor, long valued,
        long feesMinor) {
        rows.set(row, REQUEST, request);
        amendments.set(row, NEW_LEAVES, total - rows.get(row, EXECUTED));
        amendments.set(row, NEW_PRICE, priceE8);
        amendments.set(row, NEW_WORST_PRICE, worstPriceE8);
        amendments.set(row, NEW_VALUE, valueMinor);
        amendments.set(row, NEW_VALUED, valued);
        amendments.set(row, NEW_FEES, feesMinor);
    }

    /** The front made the amendment of that request: the new holds alone, with what the front says is left of it. */
    public void amended(int row, long request, long quantity, long stopPriceE8) {
        setLeaves(row, quantity);
        if (rows.get(row, REQUEST) == request) {
            judge(row, amendments.get(row, NEW_PRICE), stopPriceE8, amendments.get(row, NEW_WORST_PRICE),
                amendments.get(row, NEW_VALUE), amendments.get(row, NEW_VALUED), amendments.get(row, NEW_FEES));
            rows.set(row, REQUEST, 0);
        }
    }

    /** The front refused the amendment of that request: the old holds alone. */
    public void refused(int row, long request) {
        if (rows.get(row, REQUEST) == request) {
            rows.set(row, REQUEST, 0);
        }
    }

    /** The order has ended. */
    public void remove(int row) {
        int older = older(row);
        int newer = newer(row);
        if (older != Table.NONE) {
            setNewer(older, newer);
        }
        if (newer != Table.NONE) {
            rows.set(newer, NEIGHBOURS, both(older + 1, newer(newer) + 1));
        } else {
            newest = older;
        }
        leaves -= leaves(row);
        rowByOrder.remove(orderId(row));
        rows.remove(row);
    }

    /** A cell of each line of a row, as {@link Exposures#readAhead} asks for it, and of its neighbours. */
    long readAhead(int row) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        long own = cells[at] + cells[at + VALUE] + cells[at + EXECUTED];
        int older = older(row);
        int newer = newer(row);
        return own + (older == Table.NONE ? 0 : rows.get(older, NEIGHBOURS))
            + (newer == Table.NONE ? 0 : rows.get(newer, NEIGHBOURS));
    }

    /** Row of an order; {@link Table#NONE}: it is not held. */
    public int row(long orderId) {
        return rowByOrder.get(orderId);
    }

    /** What it may still execute as the front has it, an amendment that waits left out. */
    public long leaves(int row) {
        return rows.get(row, LEAVES);
    }

    /** What is held for it: what it may still execute, as it is or as an amendment that waits would have it. */
    public long held(int row) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        return cells[at + REQUEST] != 0 ? Math.max(cells[at + LEAVES], amendments.get(row, NEW_LEAVES))
            : cells[at + LEAVES];
    }

    /** Whether an accepted amendment waits for the front. */
    public boolean isAmending(int row) {
        return rows.get(row, REQUEST) != 0;
    }

    /** Its limit as the front has it, x 10^-8; 0: market. */
    public long priceE8(int row) {
        return rows.get(row, PRICE);
    }

    /** The price it waits for as the front has it, x 10^-8; 0: none, or it was reached. */
    public long stopPriceE8(int row) {
        return rows.get(row, STOP_PRICE);
    }

    /** No execution may be worse, x 10^-8, as it is or as an amendment that waits would have it. */
    public long worstPriceE8(int row) {
        long old = rows.get(row, WORST_PRICE);
        long amended = isAmending(row) ? amendments.get(row, NEW_WORST_PRICE) : old;
        return sells(row) ? Math.min(old, amended) : Math.max(old, amended);
    }

    /**
     * What it may still cost or bring, in minor units of its instrument's currency: its part, rounded up, of what it
     * was valued at; the larger of old and new while an amendment waits.
     */
    public long valueMinor(int row) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        long old = part(cells[at + VALUE], cells[at + LEAVES], cells[at + VALUED]);
        return cells[at + REQUEST] == 0 ? old
            : Math.max(old, amendedMinor(row));
    }

    private long amendedMinor(int row) {
        return part(amendments.get(row, NEW_VALUE), amendments.get(row, NEW_LEAVES), amendments.get(row, NEW_VALUED));
    }

    private static long part(long value, long quantity, long whole) {
        return quantity <= 0 || whole <= 0 ? 0 : quantity == whole ? value : Exact.ceiling(value, quantity, whole);
    }

    /** Fees it may still cost beside those it was charged; the larger of old and new while an amendment waits. */
    public long feesMinor(int row) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        long judged = cells[at + REQUEST] == 0 ? cells[at + FEES]
            : Math.max(cells[at + FEES], amendments.get(row, NEW_FEES));
        return Math.max(0, judged - cells[at + DAY_FEES]);
    }

    /** What executed of it on this date, in its instrument's scale. */
    public long dayQuantity(int row) {
        return rows.get(row, DAY_QUANTITY);
    }

    /** What that came to, minor units. */
    public long dayMoney(int row) {
        return rows.get(row, DAY_MONEY);
    }

    /** What that was charged, minor units. */
    public long dayFees(int row) {
        return rows.get(row, DAY_FEES);
    }

    /** More of it executed on this date, for money and fees in minor units. */
    public void charge(int row, long quantity, long moneyMinor, long feesMinor) {
        add(row, DAY_QUANTITY, quantity);
        add(row, DAY_MONEY, moneyMinor);
        add(row, DAY_FEES, feesMinor);
    }

    private void add(int row, int column, long by) {
        rows.set(row, column, Exact.saturatedSum(rows.get(row, column), by));
    }

    /** A new date: nothing executed on it yet. */
    public void dayOpened() {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                rows.set(row, DAY_QUANTITY, 0);
                rows.set(row, DAY_MONEY, 0);
                rows.set(row, DAY_FEES, 0);
            }
        }
    }

    /** How many orders of a scope are held; looks at all. */
    public long countIn(long scope) {
        long count = 0;
        for (int row = 0; row < rows.end(); row++) {
            count += rows.isLive(row) && isIn(row, scope) ? 1 : 0;
        }
        return count;
    }

    /** Row numbers run below this; ask {@link #isLive} of each. */
    public int end() {
        return rows.end();
    }

    /** Whether a row is in use. */
    public boolean isLive(int row) {
        return rows.isLive(row);
    }

    /** How many orders are held. */
    public int count() {
        return rows.size();
    }

    /** How many of them were accepted up to a seq of the own journal. */
    public long countUpTo(long seq) {
        long count = rows.size();
        for (int row = (int) newest; row != Table.NONE && rows.get(row, ACCEPTED) > seq; row = older(row)) {
            count--;
        }
        return count;
    }

    /** Sum of the leaves of those accepted up to a seq of the own journal, amendments that wait left out. */
    public long leavesUpTo(long seq) {
        long sum = leaves;
        for (int row = (int) newest; row != Table.NONE && rows.get(row, ACCEPTED) > seq; row = older(row)) {
            sum -= leaves(row);
        }
        return sum;
    }

    private int older(int row) {
        return first(row, NEIGHBOURS) - 1;
    }

    private int newer(int row) {
        return second(row, NEIGHBOURS) - 1;
    }

    private void setNewer(int row, int newer) {
        rows.set(row, NEIGHBOURS, both(older(row) + 1, newer + 1));
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        amendments.save(sink);
        sink.putLong(newest);
        sink.putLong(leaves);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        amendments.load(source);
        newest = source.getLong();
        leaves = source.getLong();
        rowByOrder.clear();
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                rowByOrder.put(orderId(row), row);
            }
        }
    }
}
