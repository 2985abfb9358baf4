package throughline.limit;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Every limit that stands: a row per scope, a column per metric. Values are x 10^-8 in the metric's unit: shares, units
 * of currency, percent, milliseconds. All are upper bounds; at the bound passes. One thread.
 */
public final class Limits implements State {
    /** There is no limit; firm-wide that rejects. The null of the records. */
    public static final long NONE = Long.MIN_VALUE;
    /** The near collar was set to {@code off}: it lets everything through, which is not the same as having none. */
    public static final long OFF = -1;

    private static final int KEY = 0;
    private static final int COLUMNS = 8;

    private final Table rows = new Table(COLUMNS, 1 << 12);
    private final Long2LongHashMap rowByKey = new Long2LongHashMap(1 << 14, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);

    /** Row of a scope; {@link Table#NONE}: it has no limit. */
    public int row(long key) {
        return (int) rowByKey.get(key);
    }

    /** A row's limit; {@link #NONE}: there is none, or no row. */
    public long value(int row, Metric metric) {
        return row == Table.NONE ? NONE : rows.get(row, metric.value());
    }

    /** A scope's limit; {@link #NONE}: there is none. */
    public long value(long key, Metric metric) {
        return value(row(key), metric);
    }

    /** A scope's limit is that from here; {@link #NONE}: it is removed. */
    public void set(long key, Metric metric, long value) {
        int row = row(key);
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, KEY, key);
            for (int column = KEY + 1; column < COLUMNS; column++) {
                rows.set(row, column, NONE);
            }
            rowByKey.put(key, row);
        }
        rows.set(row, metric.value(), value);
    }

    /** Whether a metric may be limited at a scope, and by that value. */
    public static boolean isAllowed(long key, Metric metric, long value) {
        boolean percent = metric == Metric.PRICE_COLLAR_FAR || metric == Metric.PRICE_COLLAR_NEAR;
        boolean collar = percent || metric == Metric.PRICE_COLLAR_AGE;
        if (metric.value() <= KEY || metric.value() >= COLUMNS || collar && Scope.accountId(key) != 0) {
            return false;
        }
        if (value == OFF) {
            return metric == Metric.PRICE_COLLAR_NEAR;
        }
        return value == NONE || value >= 0 && (!percent || value <= Exact.MAX_PERCENT_E8);
    }

    /**
     * Whether a change lets more through. Removing always is one; so is setting a firm-wide limit where there was none,
     * because until then nothing passed.
     */
    public static boolean loosens(long key, Metric metric, long oldValue, long value) {
        if (value == NONE || oldValue == NONE) {
            return value == NONE ? oldValue != NONE : Scope.kind(key) == ScopeKind.FIRM;
        }
        return looseness(metric, value) > looseness(metric, oldValue);
    }

    private static long looseness(Metric metric, long value) {
        boolean offOrWholeDay = value == OFF || metric == Metric.PRICE_COLLAR_AGE && value == 0;
        return offOrWholeDay ? Long.MAX_VALUE : value;
    }

    /** Row numbers run below this. */
    public int end() {
        return rows.end();
    }

    /** Scope of a row. */
    public long key(int row) {
        return rows.get(row, KEY);
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
