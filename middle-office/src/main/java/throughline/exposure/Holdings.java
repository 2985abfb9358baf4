package throughline.exposure;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.limit.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * P, B and S: executed, working buys and working sells, per account and instrument, and per instrument over the whole
 * firm (scope of the instrument alone). The street is in neither. Quantities are in the instrument's scale. One thread.
 */
public final class Holdings implements State {
    private static final int KEY = 0;
    private static final int POSITION = 1;
    private static final int BUYS = 2;
    private static final int SELLS = 3;
    private static final int COLUMNS = 4;

    private final Table rows;
    private final Long2LongHashMap rowByKey;

    /** Nothing is held; with room for some pairs of account and instrument without growing. */
    public Holdings(int expected) {
        rows = new Table(COLUMNS, expected);
        rowByKey = new Long2LongHashMap(expected * 2, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    }

    /** Row of an account's instrument, or of the firm's (account 0); {@link Table#NONE}: all is 0. */
    public int row(int accountId, int instrumentId) {
        return (int) rowByKey.get(Scope.key(accountId, instrumentId));
    }

    /** Executed: what is held, below 0 what is short. */
    public long position(int row) {
        return row == Table.NONE ? 0 : rows.get(row, POSITION);
    }

    /** Sum of what working buys may still execute. */
    public long buys(int row) {
        return row == Table.NONE ? 0 : rows.get(row, BUYS);
    }

    /** Sum of what working sells may still execute. */
    public long sells(int row) {
        return row == Table.NONE ? 0 : rows.get(row, SELLS);
    }

    /** Scope of a row. */
    public long key(int row) {
        return rows.get(row, KEY);
    }

    /** Row numbers run below this. */
    public int end() {
        return rows.end();
    }

    /** What is held for an order changed from what it was; {@link #work} of the difference. */
    public void workAnew(Holds holds, int hold, long before) {
        work(holds.accountId(hold), holds.instrumentId(hold), holds.sells(hold), holds.held(hold) - before);
    }

    /** Orders began (above 0) or ceased (below 0) to work. */
    public void work(int accountId, int instrumentId, boolean sells, long by) {
        rows.increase(reach(accountId, instrumentId), sells ? SELLS : BUYS, by);
        rows.increase(reach(0, instrumentId), sells ? SELLS : BUYS, by);
    }

    /** Bought (above 0) or sold (below 0). */
    public void execute(int accountId, int instrumentId, long by) {
        rows.increase(reach(accountId, instrumentId), POSITION, by);
        rows.increase(reach(0, instrumentId), POSITION, by);
    }

    /** The ledger says what is held. */
    public void state(int accountId, int instrumentId, long quantity) {
        execute(accountId, instrumentId, Math.subtractExact(quantity, position(row(accountId, instrumentId))));
    }

    private int reach(int accountId, int instrumentId) {
        int row = row(accountId, instrumentId);
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, KEY, Scope.key(accountId, instrumentId));
            rowByKey.put(key(row), row);
        }
        return row;
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        rowByKey.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowByKey.put(key(row), row);
        }
    }
}
