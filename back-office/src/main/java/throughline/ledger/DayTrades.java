package throughline.ledger;

import org.agrona.collections.IntHashSet;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The open day's trades on lots, in order of their entries, and the lots of each position that trades as they were
 * before the day's first: so that a position can be made anew as if one of the trades had never been. One thread.
 */
final class DayTrades implements State {
    private static final int ENTRY = 0;
    private static final int POSITION = 1;
    private static final int QUANTITY = 2;
    private static final int VALUE = 3;
    private static final int REVERSED = 4;
    private static final int TRADE_COLUMNS = 5;
    private static final int LOT_POSITION = 0;
    private static final int LOT_QUANTITY = 1;
    private static final int LOT_COST = 2;
    private static final int LOT_COLUMNS = 3;

    private final Table trades = new Table(TRADE_COLUMNS, 1 << 10);
    private final Table mornings = new Table(LOT_COLUMNS, 1 << 10);
    private final IntHashSet traded = new IntHashSet();

    /** Whether a position trades for the first time today: its lots are then to be kept. */
    boolean isFirst(int position) {
        return !traded.contains(position);
    }

    /** Keeps a lot as it was before the day's first trade on its position, the oldest first. */
    void keep(int position, long quantity, long cost) {
        int row = mornings.add();
        mornings.set(row, LOT_POSITION, position);
        mornings.set(row, LOT_QUANTITY, quantity);
        mornings.set(row, LOT_COST, cost);
    }

    void add(long entryId, int position, long quantity, long valueMinor) {
        int row = trades.add();
        trades.set(row, ENTRY, entryId);
        trades.set(row, POSITION, position);
        trades.set(row, QUANTITY, quantity);
        trades.set(row, VALUE, valueMinor);
        traded.add(position);
    }

    /** Row of the trade that an entry booked today; {@link Table#NONE}: there is none. */
    int find(long entryId) {
        int low = 0;
        int high = trades.end();
        while (low < high) {
            int middle = low + high >>> 1;
            if (trades.get(middle, ENTRY) < entryId) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < trades.end() && trades.get(low, ENTRY) == entryId ? low : Table.NONE;
    }

    int position(int row) {
        return (int) trades.get(row, POSITION);
    }

    void reverse(int row) {
        trades.set(row, REVERSED, 1);
    }

    /** Makes a position anew elsewhere: its morning's lots, then the day's trades on it but this one. */
    void replay(int without, Lots to, int copy, boolean average) {
        int position = position(without);
        for (int row = 0; row < mornings.end(); row++) {
            if (mornings.get(row, LOT_POSITION) == position) {
                to.carry(copy, mornings.get(row, LOT_QUANTITY), mornings.get(row, LOT_COST));
            }
        }
        for (int row = 0; row < trades.end(); row++) {
            if (row != without && position(row) == position && trades.get(row, REVERSED) == 0) {
                to.move(copy, average, trades.get(row, QUANTITY), trades.get(row, VALUE));
            }
        }
    }

    /** The day ends: its trades can no longer be reversed. */
    void clear() {
        trades.clear();
        mornings.clear();
        traded.clear();
    }

    @Override
    public void save(StateSink sink) {
        trades.save(sink);
        mornings.save(sink);
    }

    @Override
    public void load(StateSource source) {
        trades.load(source);
        mornings.load(source);
        traded.clear();
        for (int row = 0; row < trades.end(); row++) {
            traded.add(position(row));
        }
    }
}
