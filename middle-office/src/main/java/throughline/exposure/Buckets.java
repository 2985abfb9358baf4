package throughline.exposure;

import throughline.limit.Limits;
import throughline.limit.Names;
import throughline.limit.ScopeRows;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Tokens for messages, by session, trader and firm. A scope has a bucket where a rate and a burst are set for it; one
 * never touched is full. Levels are in 10^-9 tokens, so that a token a second is one a nanosecond, and below 0 by what
 * cancels drew down. Times are epoch nanoseconds. One thread.
 */
public final class Buckets implements State {
    /** One token. */
    public static final long TOKEN = 1_000_000_000L;

    private static final int KEY = 0;
    private static final int LEVEL = 1;
    private static final int TIME = 2;
    private static final int COLUMNS = 3;

    private final Limits limits;
    private final Names names;
    private final Table rows = new Table(COLUMNS, 1 << 10);
    private final ScopeRows rowByKey = new ScopeRows();

    Buckets(Limits limits, Names names) {
        this.limits = limits;
        this.names = names;
    }

    /** A cancel takes a token too, and is never refused for want of one; 0: nobody asked for it. */
    public void canceled(int userId, long timeNs) {
        if (userId != 0) {
            cancel(Scope.FIRM, timeNs);
            cancel(Scope.of(ScopeKind.TRADER, userId), timeNs);
            int session = names.sessionOf(userId);
            if (session != 0) {
                cancel(Scope.of(ScopeKind.SESSION, session), timeNs);
            }
        }
    }

    private void cancel(long scope, long timeNs) {
        int limit = limits.row(scope);
        if (existsAt(limit)) {
            long own = limits.value(limit, Metric.MESSAGE_RATE_CEILING);
            long ceiling = own != Limits.NONE ? own : limits.value(Scope.FIRM, Metric.MESSAGE_RATE_CEILING);
            long lowest = ceiling == Limits.NONE ? 0 : -tokens(ceiling);
            int row = reach(scope);
            set(row, Math.max(lowest, level(row, limit, timeNs) - TOKEN), timeNs);
        }
    }

    /** A new order or an amendment took its token. */
    public void took(int sessionId, int userId, long timeNs) {
        take(ScopeKind.FIRM, 0, timeNs);
        if (userId != 0) {
            take(ScopeKind.TRADER, userId, timeNs);
        }
        if (sessionId != 0) {
            take(ScopeKind.SESSION, sessionId, timeNs);
        }
    }

    private void take(ScopeKind kind, int id, long timeNs) {
        int limit = limits.row(kind, id);
        if (existsAt(limit)) {
            int known = rowByKey.rowOfId(kind.value(), id);
            int row = known == Table.NONE ? reach(Scope.of(kind, id)) : known;
            set(row, level(row, limit, timeNs) - TOKEN, timeNs);
        }
    }

    /** A new bucket is full: its level is not below what its burst comes to, whatever that is. */
    private int reach(long scope) {
        int row = rowByKey.row(scope);
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, KEY, scope);
            rows.set(row, LEVEL, Long.MAX_VALUE);
            rowByKey.put(scope, row);
        }
        return row;
    }

    private void set(int row, long level, long timeNs) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        cells[at + LEVEL] = level;
        cells[at + TIME] = Math.max(timeNs, cells[at + TIME]);
    }

    /** Whether a scope has a bucket. */
    public boolean exists(long scope) {
        return existsAt(limits.row(scope));
    }

    /** Whether the scope of a row of the limits has a bucket. */
    public boolean existsAt(int limit) {
        return limits.value(limit, Metric.MESSAGE_RATE_RATE) != Limits.NONE
            && limits.value(limit, Metric.MESSAGE_RATE_BURST) != Limits.NONE;
    }

    /** Row of a scope, never given back; {@link Table#NONE}: its bucket was never touched, and is full. */
    public int row(long scope) {
        return rowByKey.row(scope);
    }

    /** What a row's bucket held when it was touched last; it holds no less now, but at most its burst. */
    public long heldAt(int row) {
        return rows.get(row, LEVEL);
    }

    /** What a scope's bucket, which exists, holds at a time: what it held, refilled since, at most its burst. */
    public long level(long scope, long timeNs) {
        return level(scope, limits.row(scope), timeNs);
    }

    /** As {@link #level(long, long)} of a scope whose row of the limits is known. */
    public long level(long scope, int limit, long timeNs) {
        int row = rowByKey.row(scope);
        return row == Table.NONE ? tokens(limits.value(limit, Metric.MESSAGE_RATE_BURST)) : level(row, limit, timeNs);
    }

    private long level(int row, int limit, long timeNs) {
        long burst = tokens(limits.value(limit, Metric.MESSAGE_RATE_BURST));
        long perNs = limits.value(limit, Metric.MESSAGE_RATE_RATE) / Money.E8;
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        long refill = Exact.saturatedProduct(perNs, Math.max(0, timeNs - cells[at + TIME]));
        long held = cells[at + LEVEL];
        return refill >= burst - held ? burst : held + refill;
    }

    /** A bound counts whole tokens x 10^8. */
    private static long tokens(long bound) {
        return bound / Money.E8 * TOKEN;
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
        rowByKey.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowByKey.put(rows.get(row, KEY), row);
        }
    }
}
