package throughline.limit;

import org.agrona.collections.LongHashSet;
import throughline.message.JournalRecord;
import throughline.message.LimitSetDecoder;
import throughline.message.Metric;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * How limits came to be what they are: the newest {@value #KEPT} times that one was set, over all days, and how many
 * there were. Why they were asked for is in {@link Reasons}. Times are epoch nanoseconds. One thread.
 */
public final class Versions implements State {
    /** How many are kept. */
    public static final int KEPT = 4096;

    private static final int SEQ = 0;
    private static final int TIME = 1;
    private static final int KEY = 2;
    private static final int METRIC = 3;
    private static final int OLD = 4;
    private static final int VALUE = 5;
    private static final int UNTIL = 6;
    private static final int REQUEST = 7;
    private static final int REQUESTED_BY = 8;
    private static final int APPROVED_BY = 9;
    private static final int COLUMNS = 10;

    private final Table rows = new Table(COLUMNS, 1);
    private long count;

    /** A limit was set. */
    public void add(JournalRecord record, LimitSetDecoder set) {
        int row = rows.size() < KEPT ? rows.add() : row(count);
        rows.set(row, SEQ, record.seq());
        rows.set(row, TIME, record.timeNs());
        rows.set(row, KEY, set.scope());
        rows.set(row, METRIC, set.metric().value());
        rows.set(row, OLD, set.oldValue());
        rows.set(row, VALUE, set.value());
        rows.set(row, UNTIL, set.until());
        rows.set(row, REQUEST, set.requestSeq());
        rows.set(row, REQUESTED_BY, set.requestedBy());
        rows.set(row, APPROVED_BY, set.approvedBy());
        count++;
    }

    private static int row(long number) {
        return (int) (number % KEPT);
    }

    /** How many there were; they are numbered from 0. */
    public long count() {
        return count;
    }

    /** The oldest number that is kept. */
    public long first() {
        return Math.max(0, count - KEPT);
    }

    /** Seq of the record that set it. */
    public long seq(long number) {
        return rows.get(row(number), SEQ);
    }

    /** From when it held. */
    public long timeNs(long number) {
        return rows.get(row(number), TIME);
    }

    /** Scope of the limit. */
    public long key(long number) {
        return rows.get(row(number), KEY);
    }

    /** Metric of the limit. */
    public Metric metric(long number) {
        return Metric.get((short) rows.get(row(number), METRIC));
    }

    /** What it was before, in the metric's unit; {@link Limits#NONE}: none. */
    public long oldValue(long number) {
        return rows.get(row(number), OLD);
    }

    /** What it became, in the metric's unit; {@link Limits#NONE}: none. */
    public long value(long number) {
        return rows.get(row(number), VALUE);
    }

    /** Until when it was asked for, as in {@link LimitChanges#when}. */
    public long until(long number) {
        return rows.get(row(number), UNTIL);
    }

    /** Seq of the request; 0: the import, or time made it fall back. */
    public long request(long number) {
        return rows.get(row(number), REQUEST);
    }

    /** User who asked; 0: nobody. */
    public int requestedBy(long number) {
        return (int) rows.get(row(number), REQUESTED_BY);
    }

    /** User who approved; 0: nobody, none was needed. */
    public int approvedBy(long number) {
        return (int) rows.get(row(number), APPROVED_BY);
    }

    /** Adds the requests that what is kept came of. */
    public void requests(LongHashSet to) {
        for (long number = first(); number < count; number++) {
            to.add(request(number));
        }
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
