package throughline.limit;

import java.util.Arrays;
import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.JournalRecord;
import throughline.message.LimitAlertedDecoder;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * How near each limit of a sum is to be reached, where that is near: a row per scope, metric and, where the limit
 * counts by instrument, instrument, that stands at {@value #NEAR} or {@value #REACHED} percent. One thread.
 */
public final class Alerts implements State {
    /** Not near: no row. */
    public static final int NONE = 0;
    /** Percent from which a limit is nearly reached. */
    public static final int NEAR = 80;
    /** Percent at which it is reached. */
    public static final int REACHED = 100;

    private static final int KEY = 0;
    private static final int SCOPE = 1;
    private static final int METRIC = 2;
    private static final int INSTRUMENT = 3;
    private static final int LEVEL = 4;
    private static final int BOUND = 5;
    private static final int OBSERVED = 6;
    private static final int TIME = 7;
    private static final int COLUMNS = 8;
    /** The kind of a scope is below 16, so that the highest four bits are free for the metric. */
    private static final int METRIC_SHIFT = 60;
    /** How many counts there are of the scopes that alerts are of; a power of two. */
    private static final int COUNTS = 1 << 10;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Table rows = new Table(COLUMNS, 256);
    private final Long2LongHashMap rowByKey = new Long2LongHashMap(512, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    /** Of scopes that are mixed to the same place, how many rows there are. */
    private final int[] counts = new int[COUNTS];
    private final LimitAlertedDecoder decoder = new LimitAlertedDecoder();

    /** No limit is near. */
    public Alerts() {
    }

    /** Takes up a {@code LimitAlerted}. */
    public void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long key = key(decoder.scope(), decoder.metric(), decoder.instrumentId());
        int row = (int) rowByKey.get(key);
        if (decoder.level() == NONE) {
            if (row != Table.NONE) {
                remove(row);
            }
            return;
        }
        if (row == Table.NONE) {
            row = rows.add();
            rowByKey.put(key, row);
            counts[place(decoder.scope())]++;
        }
        rows.set(row, KEY, key);
        rows.set(row, SCOPE, decoder.scope());
        rows.set(row, METRIC, decoder.metric().value());
        rows.set(row, INSTRUMENT, decoder.instrumentId());
        rows.set(row, LEVEL, decoder.level());
        rows.set(row, BOUND, decoder.bound());
        rows.set(row, OBSERVED, decoder.observed());
        rows.set(row, TIME, record.timeNs());
    }

    /** A limit is no more, so that no order will be tested by it: it stands at no level. */
    public void limitRemoved(long scope, Metric metric) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && scope(row) == scope && isOf(metric(row), metric)) {
                remove(row);
            }
        }
    }

    private void remove(int row) {
        counts[place(scope(row))]--;
        rowByKey.remove(rows.get(row, KEY));
        rows.remove(row);
    }

    /** Concentration is a part of the gross limit, and is not tested without it. */
    private static boolean isOf(Metric watched, Metric removed) {
        return watched == removed || watched == Metric.CONCENTRATION && removed == Metric.GROSS_EXPOSURE;
    }

    /** Whether use of that metric's limits comes to levels: what sums over orders, and no order's own size. */
    public static boolean isWatched(Metric metric) {
        return place(metric) >= 0;
    }

    private static int place(Metric metric) {
        return switch (metric) {
            case WINDOW_VALUE_LIMIT -> 0;
            case CREDIT -> 1;
            case GROSS_EXPOSURE -> 2;
            case NET_EXPOSURE -> 3;
            case CONCENTRATION -> 4;
            case OPEN_ORDERS -> 5;
            case DAILY_LOSS -> 6;
            case POSITION_LIMIT_LONG -> 7;
            case POSITION_LIMIT_SHORT -> 8;
            default -> -1;
        };
    }

    /** The instrument a watched limit at a scope counts by, for an order in that instrument; 0: it counts by none. */
    public static int countsBy(Metric metric, int instrumentId) {
        boolean byInstrument = metric == Metric.POSITION_LIMIT_LONG || metric == Metric.POSITION_LIMIT_SHORT
            || metric == Metric.CONCENTRATION;
        return byInstrument ? instrumentId : 0;
    }

    /** One number for a scope, a watched metric, and an instrument where the limit counts by it. */
    static long key(long scope, Metric metric, int instrumentId) {
        ScopeKind kind = Scope.kind(scope);
        int instrument = instrumentId != 0 ? instrumentId : Scope.instrumentId(scope);
        return Scope.of(kind, Scope.id(scope), instrument) | (long) place(metric) << METRIC_SHIFT;
    }

    /** Level of so much use of a bound: {@link #NONE}, {@link #NEAR} or {@link #REACHED}. */
    public static int levelOf(long observed, long bound) {
        return observed <= 0 || Exact.compareProducts(observed, REACHED, bound, NEAR) < 0 ? NONE
            : observed < bound ? NEAR : REACHED;
    }

    /** Whether no limit of a scope is near; also false, now and then, where none is. */
    boolean isFarFrom(long scope) {
        return counts[place(scope)] == 0;
    }

    private static int place(long scope) {
        return (int) (scope * MIX >>> Long.SIZE - Integer.numberOfTrailingZeros(COUNTS));
    }

    /** Whether no limit is near. */
    public boolean isEmpty() {
        return rows.size() == 0;
    }

    /** Level that stands; {@link #NONE}: the limit is not near. */
    public int level(long scope, Metric metric, int instrumentId) {
        int row = (int) rowByKey.get(key(scope, metric, instrumentId));
        return row == Table.NONE ? NONE : level(row);
    }

    /** What was observed when the level that stands was come to; 0: the limit is not near. */
    public long observed(long scope, Metric metric, int instrumentId) {
        int row = (int) rowByKey.get(key(scope, metric, instrumentId));
        return row == Table.NONE ? 0 : observed(row);
    }

    /** Row numbers run below this; ask {@link #isLive} of each. */
    public int end() {
        return rows.end();
    }

    /** Whether a row is in use. */
    public boolean isLive(int row) {
        return rows.isLive(row);
    }

    /** The limit's scope. */
    public long scope(int row) {
        return rows.get(row, SCOPE);
    }

    /** The limit's metric. */
    public Metric metric(int row) {
        return Metric.get((short) rows.get(row, METRIC));
    }

    /** The instrument, where the limit counts by it; 0: it does not. */
    public int instrumentId(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** {@link #NEAR} or {@link #REACHED}. */
    public int level(int row) {
        return (int) rows.get(row, LEVEL);
    }

    /** The bound then, in the metric's unit. */
    public long bound(int row) {
        return rows.get(row, BOUND);
    }

    /** What was observed then, in the metric's unit; below 0: a net short exposure. */
    public long observed(int row) {
        return rows.get(row, OBSERVED);
    }

    /** When it came to the level, epoch nanoseconds. */
    public long timeNs(int row) {
        return rows.get(row, TIME);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        rowByKey.clear();
        Arrays.fill(counts, 0);
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                counts[place(scope(row))]++;
                rowByKey.put(rows.get(row, KEY), row);
            }
        }
    }
}
