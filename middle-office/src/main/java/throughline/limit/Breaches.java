package throughline.limit;

import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrderRejectedDecoder;
import throughline.message.RejectCode;
import throughline.message.ReplaceRejectedDecoder;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The day's rejections, of orders and of amendments, by a limit: the newest {@value #KEPT} of them, and how many there
 * were. Part of the state, so it is the same after a restart. Times are epoch nanoseconds. One thread.
 */
public final class Breaches implements State {
    /** How many are kept. */
    public static final int KEPT = 4096;

    private static final int SEQ = 0;
    private static final int TIME = 1;
    private static final int ORDER = 2;
    private static final int KEY = 3;
    private static final int CODE = 4;
    private static final int METRIC = 5;
    private static final int SCOPE = 6;
    private static final int BOUND = 7;
    private static final int OBSERVED = 8;
    private static final int COLUMNS = 9;

    private final Table rows = new Table(COLUMNS, KEPT);
    private long count;

    /** An order was rejected. */
    public void add(JournalRecord record, OrderRejectedDecoder rejected) {
        if (rejected.metric() != Metric.NONE) {
            add(record, Scope.pair(rejected.accountId(), rejected.instrumentId()), rejected.code(), rejected.metric(),
                rejected.scope(), rejected.bound(), rejected.observed());
        }
    }

    /** An amendment was rejected. */
    public void add(JournalRecord record, ReplaceRejectedDecoder rejected) {
        if (rejected.metric() != Metric.NONE) {
            add(record, Scope.pair(rejected.accountId(), rejected.instrumentId()), rejected.code(), rejected.metric(),
                rejected.scope(), rejected.bound(), rejected.observed());
        }
    }

    private void add(JournalRecord record, long orderKey, RejectCode code, Metric metric, long scope, long bound,
        long observed) {
        int row = rows.size() < KEPT ? rows.add() : row(count);
        rows.set(row, SEQ, record.seq());
        rows.set(row, TIME, record.timeNs());
        rows.set(row, ORDER, record.orderId());
        rows.set(row, KEY, orderKey);
        rows.set(row, CODE, code.value());
        rows.set(row, METRIC, metric.value());
        rows.set(row, SCOPE, scope);
        rows.set(row, BOUND, bound);
        rows.set(row, OBSERVED, observed);
        count++;
    }

    private static int row(long number) {
        return (int) (number % KEPT);
    }

    /** A new business date: numbering begins anew. */
    public void dayOpened() {
        rows.clear();
        count = 0;
    }

    /** How many there were since the day's opening; they are numbered from 0. */
    public long count() {
        return count;
    }

    /** The oldest number that is kept. */
    public long first() {
        return Math.max(0, count - KEPT);
    }

    /** Seq of the rejection's record: the breach's id. */
    public long seq(long number) {
        return rows.get(row(number), SEQ);
    }

    /** When it was rejected. */
    public long timeNs(long number) {
        return rows.get(row(number), TIME);
    }

    /** The order. */
    public long orderId(long number) {
        return rows.get(row(number), ORDER);
    }

    /** The order's account and instrument. */
    public long orderScope(long number) {
        return rows.get(row(number), KEY);
    }

    /** The control's code. */
    public RejectCode code(long number) {
        return RejectCode.get((short) rows.get(row(number), CODE));
    }

    /** The limit's metric. */
    public Metric metric(long number) {
        return Metric.get((short) rows.get(row(number), METRIC));
    }

    /** The limit's scope. */
    public long scope(long number) {
        return rows.get(row(number), SCOPE);
    }

    /** The bound, in the metric's unit; {@link Limits#NONE}: none was set. */
    public long bound(long number) {
        return rows.get(row(number), BOUND);
    }

    /** What was met, in the metric's unit; {@link Limits#NONE}: nothing to measure. */
    public long observed(long number) {
        return rows.get(row(number), OBSERVED);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        sink.putLong(count);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        count = source.getLong();
    }
}
