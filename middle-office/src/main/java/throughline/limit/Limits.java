package throughline.limit;

import java.util.Arrays;
import java.util.stream.IntStream;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Bounds;
import throughline.reference.Measure;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Every limit that stands: a row per scope, a column per metric. Bounds are in the metric's unit, see {@link Measure};
 * at the bound passes. One thread.
 */
public final class Limits implements State {
    /** There is no limit; firm-wide that rejects. The null of the records. */
    public static final long NONE = Long.MIN_VALUE;
    /** It was set to {@code off}: it lets everything through, which is not the same as having none. */
    public static final long OFF = Bounds.OFF;
    /** The clearance where there is no limit, so that there is nothing to say. */
    public static final long UNLIMITED = Clearances.ALL;

    private static final int KEY = 0;
    private static final int COLUMNS = 24;

    private final Table rows = new Table(COLUMNS, 1 << 12);
    private final ScopeRows rowByKey = new ScopeRows();
    /** The rows once more, one behind another; the first place is that of {@link Table#NONE}, which has no limit. */
    private long[] values = new long[COLUMNS];
    private final Clearances clearances = new Clearances(this);
    /** A bit for each metric of which the firm itself has a limit. */
    private long ofFirm;
    private int version;

    /** There is no limit. */
    public Limits() {
        Arrays.fill(values, NONE);
    }

    /** Row of a scope; {@link Table#NONE}: it has no limit. */
    public int row(long key) {
        return rowByKey.row(key);
    }

    /** As {@link #row(long)}, of a scope that is of no instrument, by its kind and its id. */
    public int row(ScopeKind kind, int id) {
        return rowByKey.rowOfId(kind.value(), id);
    }

    /** Row of an account's instrument; {@link Table#NONE}: it has no limit. */
    public int row(int accountId, int instrumentId) {
        return rowByKey.rowOfBoth(ScopeKind.ACCOUNT_INSTRUMENT.value(), accountId, instrumentId);
    }

    /** Whether the firm itself has no limit of a metric. */
    public boolean lacks(Metric metric) {
        return (ofFirm & 1L << metric.value()) == 0;
    }

    /** Whether the firm itself has a limit of each of some metrics, told by a bit for each of their values. */
    public boolean hasAll(long metrics) {
        return (ofFirm & metrics) == metrics;
    }

    /** A larger number after each change; not part of the state. */
    public int version() {
        return version;
    }

    /** A row's limit; {@link #NONE}: there is none, or no row. */
    public long value(int row, Metric metric) {
        return values[cell(row, metric.value())];
    }

    private static int cell(int row, int column) {
        return (row + 1) * COLUMNS + column;
    }

    /** Where the clearances of a row begin, for {@link #clearance}. */
    public int clearances(int row) {
        return clearances.start(row);
    }

    /**
     * The most that a limit lets pass without a word: no rejection, soft limit, warning or level of use. In the
     * metric's unit, but of concentration the part itself, in that of the gross limit; the largest long where there is
     * no limit; less than anything that may be met, until {@link #findClearance} has been asked for it.
     *
     * @param start what {@link #clearances} says of the scope's row
     * @param width of the scope, at which the metric may be limited
     */
    public long clearance(int start, int width, Metric metric) {
        return clearances.at(start, width, metric);
    }

    /** The least at scopes of every width, of a metric that is limited at all of them: an order's size. */
    public long leastClearance(int[] starts, Metric metric) {
        return clearances.least(starts, metric);
    }

    /** A row's clearance is known from here; it stands at that width. */
    public void findClearance(int row, int firmRow, int width, Metric metric) {
        clearances.find(row, firmRow, width, metric);
    }

    /** A scope's limit; {@link #NONE}: there is none. */
    public long value(long key, Metric metric) {
        return value(row(key), metric);
    }

    /** A soft limit's percent at a row's scope, the lower of the firm's row's and its own; {@link #OFF}: none. */
    public long percent(int firmRow, int row, Metric metric) {
        long firm = value(firmRow, metric);
        long own = value(row, metric);
        boolean hasFirm = firm != NONE && firm != OFF;
        boolean hasOwn = own != NONE && own != OFF;
        return hasFirm && hasOwn ? Math.min(firm, own) : hasOwn ? own : hasFirm ? firm : OFF;
    }

    /** A scope's limit is that from here; {@link #NONE}: it is removed. */
    public void set(long key, Metric metric, long value) {
        version++;
        int row = row(key);
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, KEY, key);
            for (int column = KEY + 1; column < COLUMNS; column++) {
                rows.set(row, column, NONE);
            }
            rowByKey.put(key, row);
            index(row);
        }
        rows.set(row, metric.value(), value);
        values[cell(row, metric.value())] = value;
        if (key == Scope.FIRM) {
            ofFirm = value == NONE ? ofFirm & ~(1L << metric.value()) : ofFirm | 1L << metric.value();
        }
        boolean touchesAll = Scope.kind(key) == ScopeKind.FIRM
            && (metric == Metric.SOFT_LIMIT_WARNING || metric == Metric.SOFT_LIMIT_REFUSAL);
        if (touchesAll) {
            clearances.forgetAll();
        } else {
            clearances.forget(row);
        }
    }

    private void index(int row) {
        if (cell(row + 1, KEY) > values.length) {
            values = Arrays.copyOf(values, 2 * cell(row + 1, KEY));
        }
        for (int column = KEY; column < COLUMNS; column++) {
            values[cell(row, column)] = rows.get(row, column);
        }
        clearances.add(key(row));
    }

    /**
     * Where among the scopes an order stands in a metric may be limited, the widest first.
     *
     * @see Scope#kindAt
     */
    public static int[] widths(Metric metric) {
        return IntStream.range(0, Scope.COUNT).filter(width -> isAllowedAt(Scope.kindAt(width), metric)).toArray();
    }

    /** Whether a metric may be limited at a scope, and by that bound. */
    public static boolean isAllowed(long scope, Metric metric, long value) {
        return metric.value() > KEY && metric.value() < COLUMNS && isAllowedAt(Scope.kind(scope), metric)
            && (value == NONE || value == OFF && mayBeOff(metric) || Bounds.isInRange(metric, value));
    }

    /** Whether a metric may be limited at scopes of a kind. */
    public static boolean isAllowedAt(ScopeKind kind, Metric metric) {
        return Bounds.isAllowedAt(kind, metric);
    }

    /** Whether a metric may be set to {@link #OFF}. */
    public static boolean mayBeOff(Metric metric) {
        return Bounds.mayBeOff(metric);
    }

    /**
     * Whether a change lets more through. Removing always is one; so is setting a firm-wide limit where there was none,
     * because until then nothing passed.
     */
    public static boolean loosens(long scope, Metric metric, long oldValue, long value) {
        if (value == NONE || oldValue == NONE) {
            return value == NONE ? oldValue != NONE
                : Scope.kind(scope) == ScopeKind.FIRM || Scope.kind(scope) == ScopeKind.BASKET;
        }
        return looseness(metric, value) > looseness(metric, oldValue);
    }

    private static long looseness(Metric metric, long value) {
        boolean offOrWholeDay = value == OFF || metric == Metric.PRICE_COLLAR_AGE && value == 0;
        boolean lessIsLooser = metric == Metric.MESSAGE_RATE_CEILING || metric == Metric.WINDOW_VALUE_SECONDS
            || metric == Metric.DUPLICATE_ORDER;
        return offOrWholeDay ? Long.MAX_VALUE : lessIsLooser ? -value : value;
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
        version++;
        rows.load(source);
        rowByKey.clear();
        clearances.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowByKey.put(key(row), row);
            index(row);
        }
        ofFirm = 0;
        for (int column = KEY + 1; column < COLUMNS; column++) {
            ofFirm |= values[cell(row(Scope.FIRM), column)] == NONE ? 0 : 1L << column;
        }
    }
}
