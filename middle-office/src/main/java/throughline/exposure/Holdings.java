package throughline.exposure;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.limit.RiskDay;
import throughline.message.ScopeKind;
import throughline.reference.Instruments;
import throughline.reference.Rates;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * P, B and S: executed, working buys and working sells, by holder and instrument. Holders are accounts, desks, the firm
 * and strategies; a row's scope is {@link Scope#holding}. The street is in none. Quantities are in the instrument's
 * scale. One thread.
 */
public final class Holdings implements State, Exposures.Counted {
    private static final int KEY = 0;
    private static final int POSITION = 1;
    private static final int BUYS = 2;
    private static final int SELLS = 3;
    private static final int COLUMNS = 4;

    private final Table rows;
    private final Long2LongHashMap rowByKey;

    Holdings(int expected, Instruments instruments, Rates rates, RiskDay day, Gross gross, Profit profit) {
        rows = new Table(COLUMNS, expected);
        rowByKey = new Long2LongHashMap(expected * 2, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    }

    /** Row of a holding; {@link Table#NONE}: all is 0. */
    public int row(long holding) {
        return (int) rowByKey.get(holding);
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

    @Override
    public void count(Holds holds, int hold, int sign) {
        int column = holds.sells(hold) ? SELLS : BUYS;
        long by = sign * holds.held(hold);
        int instrument = holds.instrumentId(hold);
        rows.increase(reach(Scope.pair(holds.accountId(hold), instrument)), column, by);
        rows.increase(reach(Scope.of(ScopeKind.DESK, holds.deskId(hold), instrument)), column, by);
        rows.increase(reach(Scope.of(ScopeKind.FIRM, 0, instrument)), column, by);
    }

    /** Bought (above 0) or sold (below 0) at a price, with fees in the instrument's currency. */
    public void execute(int accountId, int deskId, int strategyId, int instrumentId, long by, long priceE8,
        long feesMinor) {
        rows.increase(reach(Scope.pair(accountId, instrumentId)), POSITION, by);
        rows.increase(reach(Scope.of(ScopeKind.DESK, deskId, instrumentId)), POSITION, by);
        rows.increase(reach(Scope.of(ScopeKind.FIRM, 0, instrumentId)), POSITION, by);
        if (strategyId != 0) {
            rows.increase(reach(Scope.of(ScopeKind.STRATEGY, strategyId, instrumentId)), POSITION, by);
        }
    }

    /** The ledger says what an account holds. */
    public void state(int accountId, int deskId, int instrumentId, long quantity) {
        long by = Math.subtractExact(quantity, position(row(Scope.pair(accountId, instrumentId))));
        rows.increase(reach(Scope.pair(accountId, instrumentId)), POSITION, by);
        rows.increase(reach(Scope.of(ScopeKind.DESK, deskId, instrumentId)), POSITION, by);
        rows.increase(reach(Scope.of(ScopeKind.FIRM, 0, instrumentId)), POSITION, by);
    }

    private int reach(long holding) {
        int row = row(holding);
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, KEY, holding);
            rowByKey.put(holding, row);
        }
        return row;
    }

    /** An instrument's reference price moved: its holdings are to be marked anew. */
    public void priceMoved(int instrumentId, long timeNs) {
    }

    /** A currency's rate moved: the holdings of all its instruments are to be marked anew. */
    public void rateMoved(int currency, long timeNs) {
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
