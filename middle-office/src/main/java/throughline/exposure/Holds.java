package throughline.exposure;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.limit.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Accepted orders that have not ended: what each may still execute, and at what worst price. In order of acceptance.
 * Quantities are in the instrument's quantity scale; sums over instruments wrap and serve comparison alone. One thread.
 */
public final class Holds implements State {
    private static final int ORDER = 0;
    private static final int ACCOUNT = 1;
    private static final int INSTRUMENT = 2;
    private static final int SELLS = 3;
    private static final int LEAVES = 4;
    private static final int WORST_PRICE = 5;
    private static final int VALUE = 6;
    private static final int ACCEPTED = 7;
    private static final int OLDER = 8;
    private static final int NEWER = 9;
    private static final int COLUMNS = 10;

    private final Table rows;
    private final Long2LongHashMap rowByOrder;
    private long newest = Table.NONE;
    private long leaves;

    /** None, with room for some without growing. */
    public Holds(int expected) {
        rows = new Table(COLUMNS, expected);
        rowByOrder = new Long2LongHashMap(expected * 2, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    }

    /** An order was accepted. */
    public void add(long orderId, int accountId, int instrumentId, boolean sells, long quantity, long worstPriceE8,
        long valueMinor, long acceptedSeq) {
        int row = rows.add();
        rows.set(row, ORDER, orderId);
        rows.set(row, ACCOUNT, accountId);
        rows.set(row, INSTRUMENT, instrumentId);
        rows.set(row, SELLS, sells ? 1 : 0);
        rows.set(row, LEAVES, quantity);
        rows.set(row, WORST_PRICE, worstPriceE8);
        rows.set(row, VALUE, valueMinor);
        rows.set(row, ACCEPTED, acceptedSeq);
        rows.set(row, OLDER, newest);
        rows.set(row, NEWER, Table.NONE);
        if (newest != Table.NONE) {
            rows.set((int) newest, NEWER, row);
        }
        newest = row;
        leaves += quantity;
        rowByOrder.put(orderId, row);
    }

    /** Part of it executed. */
    public void reduce(int row, long quantity) {
        rows.set(row, LEAVES, rows.get(row, LEAVES) - quantity);
        leaves -= quantity;
    }

    /** The order has ended. */
    public void remove(int row) {
        int older = (int) rows.get(row, OLDER);
        int newer = (int) rows.get(row, NEWER);
        if (older != Table.NONE) {
            rows.set(older, NEWER, newer);
        }
        if (newer != Table.NONE) {
            rows.set(newer, OLDER, older);
        } else {
            newest = older;
        }
        leaves -= rows.get(row, LEAVES);
        rowByOrder.remove(rows.get(row, ORDER));
        rows.remove(row);
    }

    /** Row of an order; {@link Table#NONE}: it is not held. */
    public int row(long orderId) {
        return (int) rowByOrder.get(orderId);
    }

    /** What it may still execute. */
    public long leaves(int row) {
        return rows.get(row, LEAVES);
    }

    /** Its account. */
    public int accountId(int row) {
        return (int) rows.get(row, ACCOUNT);
    }

    /** Its instrument. */
    public int instrumentId(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** Whether it sells. */
    public boolean sells(int row) {
        return rows.get(row, SELLS) != 0;
    }

    /** No execution may be worse, x 10^-8. */
    public long worstPriceE8(int row) {
        return rows.get(row, WORST_PRICE);
    }

    /** What it was valued at when it was accepted, minor units. */
    public long valueMinor(int row) {
        return rows.get(row, VALUE);
    }

    /** How many orders of a scope are held; looks at all. */
    public long countIn(long scope) {
        long count = 0;
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && Scope.covers(scope, accountId(row), instrumentId(row))) {
                count++;
            }
        }
        return count;
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

    /** Sum of the leaves of those accepted up to a seq of the own journal. */
    public long leavesUpTo(long seq) {
        long sum = leaves;
        for (int row = (int) newest; row != Table.NONE && rows.get(row, ACCEPTED) > seq; row = older(row)) {
            sum -= leaves(row);
        }
        return sum;
    }

    private int older(int row) {
        return (int) rows.get(row, OLDER);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        sink.putLong(newest);
        sink.putLong(leaves);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        newest = source.getLong();
        leaves = source.getLong();
        rowByOrder.clear();
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                rowByOrder.put(rows.get(row, ORDER), row);
            }
        }
    }
}
