package throughline.limit;

import org.agrona.collections.LongHashSet;
import throughline.message.Metric;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * What time will do to limits: loosened ones that fall back, and permanent ones that wait for the next day to begin.
 * Times are epoch nanoseconds. One thread.
 */
public final class LimitChanges implements State {
    /** The end of the business day. */
    public static final long DAY_END = 0;
    /** The beginning of the next business day, and from then on for good. */
    public static final long PERMANENT = Long.MAX_VALUE;

    private static final int KEY = 0;
    private static final int METRIC = 1;
    private static final int VALUE = 2;
    private static final int WHEN = 3;
    private static final int REQUEST = 4;
    private static final int REQUESTED_BY = 5;
    private static final int APPROVED_BY = 6;
    private static final int COLUMNS = 7;

    private final Table rows = new Table(COLUMNS, 1);
    private long nextTimeNs = PERMANENT;

    /** An approved change will begin with the next day, in place of one approved before it. */
    public void await(long key, Metric metric, long value, long request, int requestedBy, int approvedBy) {
        for (int row = 0; row < rows.end(); row++) {
            boolean same = rows.isLive(row) && rows.get(row, KEY) == key && metric(row) == metric;
            if (same && when(row) == PERMANENT) {
                rows.remove(row);
            }
        }
        int row = put(key, metric, value, PERMANENT);
        rows.set(row, REQUEST, request);
        rows.set(row, REQUESTED_BY, requestedBy);
        rows.set(row, APPROVED_BY, approvedBy);
    }

    private int put(long key, Metric metric, long value, long when) {
        int row = rows.add();
        rows.set(row, KEY, key);
        rows.set(row, METRIC, metric.value());
        rows.set(row, VALUE, value);
        rows.set(row, WHEN, when);
        return row;
    }

    /** Row of the lapse of a limit; {@link Table#NONE}: it does not lapse. */
    private int lapse(long key, Metric metric) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && rows.get(row, KEY) == key && metric(row) == metric && when(row) != PERMANENT) {
                return row;
            }
        }
        return Table.NONE;
    }

    /**
     * A limit was set; so what it falls back to, and when, may change. A loosening on top of another falls back to what
     * stood before both; a tightening below that ends the fall.
     *
     * @param until {@link #DAY_END}, {@link #PERMANENT}, or a time
     * @param request that led to it; 0: the import or a lapse
     */
    public void onLimitSet(long key, Metric metric, long oldValue, long value, long until, long request) {
        boolean begins = request != 0 && removeWaiting(request);
        int row = lapse(key, metric);
        long base = row == Table.NONE ? oldValue : rows.get(row, VALUE);
        boolean looser = Limits.loosens(key, metric, base, value);
        boolean lapses = request != 0 && until != PERMANENT;
        if (row != Table.NONE && (lapses || request == 0 || begins || !looser)) {
            rows.remove(row);
        }
        if (lapses && looser) {
            put(key, metric, base, until);
        }
        findNextTime();
    }

    private boolean removeWaiting(long request) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && when(row) == PERMANENT && rows.get(row, REQUEST) == request) {
                rows.remove(row);
                return true;
            }
        }
        return false;
    }

    private void findNextTime() {
        nextTimeNs = PERMANENT;
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && when(row) != DAY_END) {
                nextTimeNs = Math.min(nextTimeNs, when(row));
            }
        }
    }

    /** Earliest time at which a limit lapses, the end of the day apart; {@link #PERMANENT}: none. */
    public long nextTimeNs() {
        return nextTimeNs;
    }

    /** Whether any change waits for exactly that. */
    public boolean isAny(long when) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && when(row) == when) {
                return true;
            }
        }
        return false;
    }

    /** Row numbers run below this; ask {@link #isLive} of each. */
    public int end() {
        return rows.end();
    }

    /** Whether a row is in use. */
    public boolean isLive(int row) {
        return rows.isLive(row);
    }

    /** Scope of the limit. */
    public long key(int row) {
        return rows.get(row, KEY);
    }

    /** Metric of the limit. */
    public Metric metric(int row) {
        return Metric.get((short) rows.get(row, METRIC));
    }

    /** What it will be, in the metric's unit; {@link Limits#NONE}: none. */
    public long value(int row) {
        return rows.get(row, VALUE);
    }

    /** When: {@link #DAY_END}, {@link #PERMANENT} or a time. */
    public long when(int row) {
        return rows.get(row, WHEN);
    }

    /** The request a waiting change came from; 0: a lapse. */
    public long request(int row) {
        return rows.get(row, REQUEST);
    }

    /** Adds the requests of changes that wait. */
    public void requests(LongHashSet to) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                to.add(request(row));
            }
        }
    }

    /** User who asked for a waiting change; 0: a lapse. */
    public int requestedBy(int row) {
        return (int) rows.get(row, REQUESTED_BY);
    }

    /** User who approved a waiting change; 0: a lapse. */
    public int approvedBy(int row) {
        return (int) rows.get(row, APPROVED_BY);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        findNextTime();
    }
}
