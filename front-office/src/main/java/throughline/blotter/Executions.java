package throughline.blotter;

import throughline.message.TradeExecutedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The business date's executions of the firm's orders, one side each, rows in the order of their ids: they are of the
 * state so that the list is whole after a restart. Dropped when the next date opens. One thread.
 */
public final class Executions implements State {
    private static final int ID = 0;
    private static final int ORDER_ID = 1;
    private static final int QUANTITY = 2;
    private static final int PRICE = 3;
    private static final int MATCH = 4;
    private static final int TIME = 5;
    private static final int AGGRESSOR = 6;
    private static final int COLUMNS = 7;

    private final Table rows;

    Executions(int expected) {
        rows = new Table(COLUMNS, expected);
    }

    void add(long id, long orderId, long timeNs, TradeExecutedDecoder trade) {
        int row = rows.add();
        rows.set(row, ID, id);
        rows.set(row, ORDER_ID, orderId);
        rows.set(row, QUANTITY, trade.quantity());
        rows.set(row, PRICE, trade.priceE8());
        rows.set(row, MATCH, trade.matchId());
        rows.set(row, TIME, timeNs);
        rows.set(row, AGGRESSOR, trade.aggressor());
    }

    void clear() {
        rows.clear();
    }

    /** How many there are; their rows run from 0 to below this. */
    public int size() {
        return rows.size();
    }

    /** Row of the first execution with an id above this. */
    public int firstAfter(long id) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (id(middle) <= id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Its id: the seq of its {@code TradeExecuted}. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** Its order. */
    public long orderId(int row) {
        return rows.get(row, ORDER_ID);
    }

    /** In the instrument's quantity scale. */
    public long quantity(int row) {
        return rows.get(row, QUANTITY);
    }

    /** Price, x 10^-8. */
    public long priceE8(int row) {
        return rows.get(row, PRICE);
    }

    /** Id of the match: its first side's seq. */
    public long matchId(int row) {
        return rows.get(row, MATCH);
    }

    /** Stamp, epoch nanoseconds. */
    public long timeNs(int row) {
        return rows.get(row, TIME);
    }

    /** Whether its order came to the other, rather than rested. */
    public boolean isAggressor(int row) {
        return rows.get(row, AGGRESSOR) != 0;
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
    }
}
