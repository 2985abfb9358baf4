package throughline.limit;

import org.agrona.DirectBuffer;
import throughline.message.Metric;
import throughline.message.TradingState;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * What waits for a second person, and what such persons decided since the day's opening. An approval's id is the seq of
 * the request's record. Times are epoch nanoseconds. One thread.
 */
public final class Approvals implements State {
    /** Not yet decided. */
    public static final int PENDING = 0;
    /** Decided for. */
    public static final int APPROVED = 1;
    /** Decided against. */
    public static final int REJECTED = 2;

    private static final int ID = 0;
    private static final int KEY = 1;
    private static final int METRIC = 2;
    private static final int VALUE = 3;
    private static final int UNTIL = 4;
    private static final int STATE = 5;
    private static final int REQUESTED_BY = 6;
    private static final int REQUESTED_NS = 7;
    private static final int STATUS = 8;
    private static final int DECIDED_BY = 9;
    private static final int DECIDED_NS = 10;
    private static final int REASON = 11;
    private static final int COMMENT = 12;
    private static final int OVERTAKEN = 13;
    private static final int COLUMNS = 14;

    private final Table rows = new Table(COLUMNS, 1);
    private final Texts texts = new Texts(256, 1 << 13);

    private int add(long id, long key, int requestedBy, long timeNs, long reason) {
        int row = rows.add();
        rows.set(row, ID, id);
        rows.set(row, KEY, key);
        rows.set(row, REQUESTED_BY, requestedBy);
        rows.set(row, REQUESTED_NS, timeNs);
        rows.set(row, REASON, reason);
        return row;
    }

    /** A limit is asked to be loosened. */
    public void addLimit(long id, long key, Metric metric, long value, long until, int requestedBy, long timeNs,
        long reason) {
        int row = add(id, key, requestedBy, timeNs, reason);
        rows.set(row, METRIC, metric.value());
        rows.set(row, VALUE, value);
        rows.set(row, UNTIL, until);
    }

    /** A trading state is asked to be loosened. */
    public void addState(long id, long key, TradingState state, int requestedBy, long timeNs, long reason) {
        int row = add(id, key, requestedBy, timeNs, reason);
        rows.set(row, STATE, state.value());
    }

    /** Number of a text to keep with an approval. */
    public long text(DirectBuffer buffer, int offset, int length) {
        return texts.intern(buffer, offset, length);
    }

    /** A second person decided; the comment is a number of {@link #text}. */
    public void decide(int row, boolean approved, int by, long timeNs, long comment) {
        rows.set(row, STATUS, approved ? APPROVED : REJECTED);
        rows.set(row, DECIDED_BY, by);
        rows.set(row, DECIDED_NS, timeNs);
        rows.set(row, COMMENT, comment);
    }

    /** A new business date: the decided ones are forgotten, those that wait go on waiting. */
    public void dayOpened() {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && status(row) != PENDING) {
                rows.remove(row);
            }
        }
    }

    /** Row of an approval; {@link Table#NONE}: not known. */
    public int row(long id) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && id(row) == id) {
                return row;
            }
        }
        return Table.NONE;
    }

    /** Row numbers run below this; ask {@link #isLive} of each. */
    public int end() {
        return rows.end();
    }

    /** Whether a row is in use. */
    public boolean isLive(int row) {
        return rows.isLive(row);
    }

    /** Its id. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** Scope it is about. */
    public long key(int row) {
        return rows.get(row, KEY);
    }

    /** Metric of the limit; {@link Metric#NONE}: it is about a trading state. */
    public Metric metric(int row) {
        return Metric.get((short) rows.get(row, METRIC));
    }

    /** The limit asked for, x 10^-8; {@link Limits#NONE}: its removal. */
    public long value(int row) {
        return rows.get(row, VALUE);
    }

    /** Until when the limit is asked for, as in {@link LimitChanges#when}. */
    public long until(int row) {
        return rows.get(row, UNTIL);
    }

    /** Someone tightened a limit: what was asked for it before is overtaken. */
    public void tightened(long key, Metric metric) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && status(row) == PENDING && key(row) == key && metric(row) == metric) {
                rows.set(row, OVERTAKEN, 1);
            }
        }
    }

    /** Whether its limit was tightened since it was asked for. */
    public boolean isOvertaken(int row) {
        return rows.get(row, OVERTAKEN) != 0;
    }

    /** The trading state asked for. */
    public TradingState state(int row) {
        return TradingState.get((short) rows.get(row, STATE));
    }

    /** {@link #PENDING}, {@link #APPROVED} or {@link #REJECTED}. */
    public int status(int row) {
        return (int) rows.get(row, STATUS);
    }

    /** User who asked. */
    public int requestedBy(int row) {
        return (int) rows.get(row, REQUESTED_BY);
    }

    /** When it was asked. */
    public long requestedNs(int row) {
        return rows.get(row, REQUESTED_NS);
    }

    /** User who decided; 0: nobody yet. */
    public int decidedBy(int row) {
        return (int) rows.get(row, DECIDED_BY);
    }

    /** When it was decided. */
    public long decidedNs(int row) {
        return rows.get(row, DECIDED_NS);
    }

    /** Why it was asked; allocates. */
    public String reason(int row) {
        return textOf(rows.get(row, REASON));
    }

    /** What the decider said; allocates. */
    public String comment(int row) {
        return textOf(rows.get(row, COMMENT));
    }

    private String textOf(long text) {
        return text == 0 ? "" : texts.text((int) text);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        texts.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        texts.load(source);
    }
}
