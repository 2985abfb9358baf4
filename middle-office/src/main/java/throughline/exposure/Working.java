package throughline.exposure;

import throughline.limit.ScopeRows;
import throughline.message.ScopeKind;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * How many orders work, by session, account, instrument and in all: accepted and not ended. An amendment that waits
 * makes no second order of one. One thread.
 */
public final class Working implements State {
    private static final int SCOPE = 0;
    private static final int COUNT = 1;
    private static final int PEAK = 2;
    private static final int COLUMNS = 3;
    private static final int USUAL = 1 << 10;

    private final Table rows = new Table(COLUMNS, USUAL);
    private final ScopeRows rowByScope = new ScopeRows();

    Working() {
    }

    /** A hold counts from here (1), or no longer (-1), as it is. */
    void count(Holds holds, int hold, int sign) {
        increase(ScopeKind.FIRM, 0, sign);
        increase(ScopeKind.ACCOUNT, holds.accountId(hold), sign);
        int instrument = holds.instrumentId(hold);
        int row = rowByScope.rowOfInstrument(ScopeKind.INSTRUMENT.value(), instrument);
        increase(row == Table.NONE ? add(Scope.instrument(instrument)) : row, sign);
        if (holds.sessionId(hold) != 0) {
            increase(ScopeKind.SESSION, holds.sessionId(hold), sign);
        }
    }

    /** An instrument's count, as {@link Exposures#readAhead} asks for it. */
    long readAhead(int instrument) {
        return countAt(rowByScope.rowOfInstrument(ScopeKind.INSTRUMENT.value(), instrument));
    }

    private void increase(ScopeKind kind, int id, int by) {
        int row = rowByScope.rowOfId(kind.value(), id);
        increase(row == Table.NONE ? add(Scope.of(kind, id)) : row, by);
    }

    private int add(long scope) {
        int row = rows.add();
        rows.set(row, SCOPE, scope);
        rowByScope.put(scope, row);
        return row;
    }

    private void increase(int row, int by) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        long count = cells[at + COUNT] + by;
        cells[at + COUNT] = count;
        cells[at + PEAK] = Math.max(cells[at + PEAK], count);
    }

    /** Row of a scope, never given back; {@link Table#NONE}: nothing ever worked there. */
    public int row(long scope) {
        return rowByScope.row(scope);
    }

    /** How many orders of a row's scope work. */
    public long countAt(int row) {
        return row == Table.NONE ? 0 : rows.get(row, COUNT);
    }

    /** How many orders of a session, an account, an instrument or the firm work. */
    public long count(long scope) {
        int row = row(scope);
        return row == Table.NONE ? 0 : rows.get(row, COUNT);
    }

    /** Most that worked at once since the day was opened. */
    public long peak(long scope) {
        int row = row(scope);
        return row == Table.NONE ? 0 : rows.get(row, PEAK);
    }

    /** A date opens: peaks begin at what works. */
    public void dayOpened() {
        for (int row = 0; row < rows.end(); row++) {
            rows.set(row, PEAK, rows.get(row, COUNT));
        }
    }

    /** Row numbers run below this. */
    public int end() {
        return rows.end();
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        rowByScope.index(rows, SCOPE);
    }
}
