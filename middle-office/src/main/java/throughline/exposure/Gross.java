package throughline.exposure;

import throughline.limit.ScopeRows;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Gross and net exposure at marks, by account, desk and firm, and gross by their issuers: sums of what each holding
 * contributes, in minor units of the base currency. A holding whose value does not fit, or has no rate, is broken:
 * while there is one, its holder's sums are {@link Money#OVERFLOW}. One thread.
 */
public final class Gross implements State {
    private static final int KEY = 0;
    private static final int GROSS = 1;
    private static final int LONGS = 3;
    private static final int SHORTS = 5;
    private static final int BROKEN = 7;
    private static final int PEAK_GROSS = 8;
    private static final int PEAK_LONGS = 9;
    private static final int PEAK_SHORTS = 10;
    private static final int COLUMNS = 11;
    private static final int ISSUER_COLUMNS = 3;
    /** A power of two: what is smaller is not broken, and its differences fit. */
    private static final long USUAL = 1L << 60;

    private final Table rows = new Table(COLUMNS, 1024);
    private final ScopeRows rowByHolder = new ScopeRows();
    private final Table issuers = new Table(ISSUER_COLUMNS, 1024);
    private final ScopeRows issuerByKey = new ScopeRows();

    Gross() {
    }

    /** Row of a holder, made if there is none. */
    int reach(long holder) {
        return reach(rows, rowByHolder, holder);
    }

    /** Row of an issuer's part of a holder, made if there is none; {@link Table#NONE}: the instrument has no issuer. */
    int reachIssuer(long holder, int issuerId) {
        return issuerId == 0 ? Table.NONE : reach(issuers, issuerByKey, Scope.holding(holder, issuerId));
    }

    private static int reach(Table table, ScopeRows rowByKey, long key) {
        int row = rowByKey.row(key);
        if (row == Table.NONE) {
            row = table.add();
            table.set(row, KEY, key);
            rowByKey.put(key, row);
        }
        return row;
    }

    /**
     * A holding contributes something else from here.
     *
     * @param oldLongs what it would have been worth once all buys had executed; {@link Money#OVERFLOW}: that could not
     *     be told
     * @param oldShorts what it would have been worth once all sells had executed; likewise
     * @param longs as it is now; likewise
     * @param shorts as it is now; likewise
     */
    void move(int row, int issuer, long oldLongs, long oldShorts, long longs, long shorts) {
        if (longs == oldLongs && shorts == oldShorts) {
            return;
        }
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        boolean isUsual = ((oldLongs + USUAL | oldShorts + USUAL | longs + USUAL | shorts + USUAL) & -2 * USUAL) == 0;
        if (!isUsual) {
            addIssuer(issuer, moveUnusual(cells, at, oldLongs, oldShorts, longs, shorts));
            raisePeaks(cells, at);
            return;
        }
        boolean counts = cells[at + BROKEN] == 0;
        if (longs != oldLongs) {
            long all = Sums.add(cells, at + LONGS, longs - oldLongs);
            if (counts) {
                cells[at + PEAK_LONGS] = Math.max(cells[at + PEAK_LONGS], all);
            }
        }
        if (shorts != oldShorts) {
            long all = Sums.add(cells, at + SHORTS, shorts - oldShorts);
            if (counts) {
                cells[at + PEAK_SHORTS] = Math.min(cells[at + PEAK_SHORTS], all);
            }
        }
        long by = Math.max(Math.abs(longs), Math.abs(shorts)) - Math.max(Math.abs(oldLongs), Math.abs(oldShorts));
        if (by != 0) {
            long all = Sums.add(cells, at + GROSS, by);
            if (counts) {
                cells[at + PEAK_GROSS] = Math.max(cells[at + PEAK_GROSS], all);
            }
            addIssuer(issuer, by);
        }
    }

    private static long moveUnusual(long[] cells, int at, long oldLongs, long oldShorts, long longs, long shorts) {
        boolean was = isBroken(oldLongs, oldShorts);
        boolean is = isBroken(longs, shorts);
        cells[at + BROKEN] += (is ? 1 : 0) - (was ? 1 : 0);
        Sums.move(cells, at + LONGS, was ? 0 : oldLongs, is ? 0 : longs);
        Sums.move(cells, at + SHORTS, was ? 0 : oldShorts, is ? 0 : shorts);
        long by = larger(longs, shorts) - larger(oldLongs, oldShorts);
        Sums.add(cells, at + GROSS, by);
        return by;
    }

    /** Whether a holding worth that cannot be counted. */
    static boolean isBroken(long longs, long shorts) {
        return longs == Money.OVERFLOW || shorts == Money.OVERFLOW;
    }

    /** What a holding contributes to gross: its larger side, whether long or short; 0: it is broken. */
    public static long larger(long longs, long shorts) {
        return isBroken(longs, shorts) ? 0 : Math.max(Math.abs(longs), Math.abs(shorts));
    }

    long readIssuer(int issuer) {
        return issuer == Table.NONE ? 0 : issuers.get(issuer, GROSS);
    }

    /** An issuer's part of a holder's gross is so much more, or less, than before. */
    void addIssuer(int issuer, long gross) {
        if (issuer != Table.NONE) {
            Sums.add(issuers, issuer, GROSS, gross);
        }
    }

    private static void raisePeaks(long[] cells, int at) {
        if (cells[at + BROKEN] == 0) {
            cells[at + PEAK_GROSS] = Math.max(cells[at + PEAK_GROSS], Sums.get(cells, at + GROSS));
            cells[at + PEAK_LONGS] = Math.max(cells[at + PEAK_LONGS], Sums.get(cells, at + LONGS));
            cells[at + PEAK_SHORTS] = Math.min(cells[at + PEAK_SHORTS], Sums.get(cells, at + SHORTS));
        }
    }

    /** A new date: peaks begin at what stands. */
    void dayOpened() {
        for (int row = 0; row < rows.end(); row++) {
            rows.set(row, PEAK_GROSS, 0);
            rows.set(row, PEAK_LONGS, 0);
            rows.set(row, PEAK_SHORTS, 0);
            raisePeaks(rows.cells(row), rows.start(row));
        }
    }

    /** Sum of what its holdings may come to on their larger side; {@link Money#OVERFLOW}: one of them is broken. */
    public long gross(long holder) {
        return sum(holder, GROSS);
    }

    /** Sum of holdings once all buys have executed, short ones below 0; {@link Money#OVERFLOW}: one is broken. */
    public long longs(long holder) {
        return sum(holder, LONGS);
    }

    /** Sum of holdings once all sells have executed, short ones below 0; {@link Money#OVERFLOW}: one is broken. */
    public long shorts(long holder) {
        return sum(holder, SHORTS);
    }

    private long sum(long holder, int column) {
        int row = rowByHolder.row(holder);
        return row == Table.NONE ? 0 : rows.get(row, BROKEN) != 0 ? Money.OVERFLOW : Sums.get(rows, row, column);
    }

    /** Row of an account, desk or the firm; {@link Table#NONE}: it holds nothing, and all its sums are 0. */
    public int row(long holder) {
        return rowByHolder.row(holder);
    }

    /** Whether one of the holdings of a row's holder cannot be valued. */
    public boolean isBrokenAt(int row) {
        return row != Table.NONE && rows.get(row, BROKEN) != 0;
    }

    /** As {@link #gross}, of a row's holder, of which nothing is broken. */
    public long grossAt(int row) {
        return row == Table.NONE ? 0 : Sums.get(rows, row, GROSS);
    }

    /** As {@link #longs}, of a row's holder, of which nothing is broken. */
    public long longsAt(int row) {
        return row == Table.NONE ? 0 : Sums.get(rows, row, LONGS);
    }

    /** As {@link #shorts}, of a row's holder, of which nothing is broken. */
    public long shortsAt(int row) {
        return row == Table.NONE ? 0 : Sums.get(rows, row, SHORTS);
    }

    /** What is known of an issuer's part of a holder's gross. */
    public long issuer(long holder, int issuerId) {
        int row = issuerByKey.row(Scope.holding(holder, issuerId));
        return row == Table.NONE ? 0 : Sums.get(issuers, row, GROSS);
    }

    /** Whether one of its holdings cannot be valued. */
    public boolean isBroken(long holder) {
        int row = rowByHolder.row(holder);
        return row != Table.NONE && rows.get(row, BROKEN) != 0;
    }

    /** Most that {@link #gross} came to on this date. */
    public long peakGross(long holder) {
        return peak(holder, PEAK_GROSS);
    }

    /** Most that {@link #longs} came to on this date; 0 or more. */
    public long peakLongs(long holder) {
        return peak(holder, PEAK_LONGS);
    }

    /** Least that {@link #shorts} came to on this date; 0 or less. */
    public long peakShorts(long holder) {
        return peak(holder, PEAK_SHORTS);
    }

    private long peak(long holder, int column) {
        int row = rowByHolder.row(holder);
        return row == Table.NONE ? 0 : rows.get(row, column);
    }

    /** Rows of holders run below this. */
    public int end() {
        return rows.end();
    }

    /** The account, desk or firm of a row. */
    public long holder(int row) {
        return rows.get(row, KEY);
    }

    /** Rows of issuers' parts run below this. */
    public int issuersEnd() {
        return issuers.end();
    }

    /** The account, desk or firm of an issuer's part. */
    public long issuerHolder(int row) {
        return Scope.holder(issuers.get(row, KEY));
    }

    /** The issuer of an issuer's part. */
    public int issuerId(int row) {
        return Scope.instrumentId(issuers.get(row, KEY));
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        issuers.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        issuers.load(source);
        rowByHolder.index(rows, KEY);
        issuerByKey.index(issuers, KEY);
    }
}
