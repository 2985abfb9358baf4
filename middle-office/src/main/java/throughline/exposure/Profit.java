package throughline.exposure;

import throughline.limit.ScopeRows;
import throughline.reference.Money;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Earned and lost since the start of the date, by account, strategy, desk and firm: sums of what each holding
 * contributes, in minor units of the base currency, after fees. One thread.
 */
public final class Profit implements State {
    private static final int KEY = 0;
    private static final int TOTAL = 1;
    private static final int REALISED = 3;
    private static final int FEES = 5;
    private static final int BROKEN = 7;
    private static final int WORST = 8;
    private static final int COLUMNS = 9;

    private final Table rows = new Table(COLUMNS, 1024);
    private final ScopeRows rowByHolder = new ScopeRows();

    Profit() {
    }

    /** Row of a holder, made if there is none. */
    int reach(long holder) {
        int row = rowByHolder.row(holder);
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, KEY, holder);
            rowByHolder.put(holder, row);
        }
        return row;
    }

    /** A holding of a holder contributes so much more, or less, than before. */
    void move(int row, long total, long realised, long fees, int broken) {
        if ((total | realised | fees | broken) == 0) {
            return;
        }
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        if (total != 0) {
            cells[at + WORST] = Math.min(cells[at + WORST], Sums.add(cells, at + TOTAL, total));
        }
        if (realised != 0) {
            Sums.add(cells, at + REALISED, realised);
        }
        if (fees != 0) {
            Sums.add(cells, at + FEES, fees);
        }
        cells[at + BROKEN] += broken;
    }

    /** A new date, once all holdings contribute anew: nothing was lost on it so far. */
    void dayOpened() {
        for (int row = 0; row < rows.end(); row++) {
            rows.set(row, WORST, 0);
        }
    }

    /** What was earned, or below 0 lost, after fees; holdings that cannot be valued are left out. */
    public long profitMinor(long holder) {
        return sum(holder, TOTAL);
    }

    /**
     * As {@link #profitMinor} of a row's holder, if one of its holdings had earned otherwise.
     *
     * @param before what that holding contributes; {@link Money#OVERFLOW}: nothing, because it cannot be valued
     * @param after what it would contribute
     */
    public long profitWith(int row, long before, long after) {
        return Sums.plus(Sums.get(rows, row, TOTAL), after - (before == Money.OVERFLOW ? 0 : before));
    }

    /** What was lost, or below 0 earned, after fees; {@link Money#OVERFLOW}: a holding cannot be valued. */
    public long lossMinor(long holder) {
        return lossAt(rowByHolder.row(holder));
    }

    /** Row of a holder, never given back; {@link Table#NONE}: it never held anything. */
    public int row(long holder) {
        return rowByHolder.row(holder);
    }

    /** As {@link #lossMinor}, of a row's holder. */
    public long lossAt(int row) {
        return row == Table.NONE ? 0 : rows.get(row, BROKEN) > 0 ? Money.OVERFLOW : -Sums.get(rows, row, TOTAL);
    }

    /** What closing positions earned, or below 0 lost, by average cost and before fees. */
    public long realised(long holder) {
        return sum(holder, REALISED);
    }

    /** What positions that stand have earned or lost: all else, before fees. */
    public long unrealised(long holder) {
        return Sums.plus(Sums.plus(profitMinor(holder), fees(holder)), -realised(holder));
    }

    /** What executions were charged. */
    public long fees(long holder) {
        return sum(holder, FEES);
    }

    private long sum(long holder, int column) {
        int row = rowByHolder.row(holder);
        return row == Table.NONE ? 0 : Sums.get(rows, row, column);
    }

    /** Least that {@link #profitMinor} came to on this date; 0 or less. */
    public long worst(long holder) {
        int row = rowByHolder.row(holder);
        return row == Table.NONE ? 0 : rows.get(row, WORST);
    }

    /** Whether a holding of it cannot be valued. */
    public boolean isBroken(long holder) {
        int row = rowByHolder.row(holder);
        return row != Table.NONE && rows.get(row, BROKEN) > 0;
    }

    /** Whether no more than so many holdings of a row's holder cannot be valued. */
    public boolean isKnownBut(int row, int broken) {
        return rows.get(row, BROKEN) <= broken;
    }

    /** Whether it holds anything, or did: of others there is nothing to tell. */
    public boolean isHolder(long holder) {
        return rowByHolder.row(holder) != Table.NONE;
    }

    /** Rows of holders run below this. */
    public int end() {
        return rows.end();
    }

    /** The account, strategy, desk or firm of a row. */
    public long holder(int row) {
        return rows.get(row, KEY);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        rowByHolder.index(rows, KEY);
    }
}
