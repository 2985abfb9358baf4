package throughline.limit;

import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;
import throughline.message.Metric;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.reference.Scope;
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

    /** About a limit. */
    public static final int LIMIT = 0;
    /** About a trading state. */
    public static final int STATE_OF = 1;
    /** About taking a restriction off the list. */
    public static final int RESTRICTION = 2;
    /** About leave for one order to go above soft limits. */
    public static final int OVERRIDE = 3;

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
    private static final int KIND = 14;
    private static final int INSTRUMENT = 15;
    private static final int SIDE = 16;
    private static final int ISSUER = 17;
    private static final int COLUMNS = 18;

    private final Table rows = new Table(COLUMNS, 1);
    private final Texts texts = new Texts(256, 1 << 13);

    private int add(int kind, long id, long key, int requestedBy, long timeNs, long reason) {
        int row = rows.add();
        rows.set(row, KIND, kind);
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
        int row = add(LIMIT, id, key, requestedBy, timeNs, reason);
        rows.set(row, METRIC, metric.value());
        rows.set(row, VALUE, value);
        rows.set(row, UNTIL, until);
    }

    /** A trading state is asked to be loosened. */
    public void addState(long id, long key, TradingState state, int requestedBy, long timeNs, long reason) {
        int row = add(STATE_OF, id, key, requestedBy, timeNs, reason);
        rows.set(row, STATE, state.value());
    }

    /**
     * A restriction is asked to be taken off the list.
     *
     * @param instrumentId 0: all of the issuer
     * @param side null value: any
     * @param issuer number of {@link #text}; 0: none
     */
    public void addRestriction(long id, long restrictionId, long key, int instrumentId, Side side, long issuer,
        int requestedBy, long timeNs, long reason) {
        int row = add(RESTRICTION, id, key, requestedBy, timeNs, reason);
        rows.set(row, VALUE, restrictionId);
        rows.set(row, INSTRUMENT, instrumentId);
        rows.set(row, SIDE, side.value());
        rows.set(row, ISSUER, issuer);
    }

    /** Leave is asked for an order of an account's instrument, to a quantity in its scale, until a time. */
    public void addOverride(long id, long key, Side side, long quantity, long until, int requestedBy, long timeNs,
        long reason) {
        int row = add(OVERRIDE, id, key, requestedBy, timeNs, reason);
        rows.set(row, VALUE, quantity);
        rows.set(row, UNTIL, until);
        rows.set(row, INSTRUMENT, Scope.instrumentId(key));
        rows.set(row, SIDE, side.value());
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

    /** What it is about: {@link #LIMIT}, {@link #STATE_OF}, {@link #RESTRICTION} or {@link #OVERRIDE}. */
    public int kind(int row) {
        return (int) rows.get(row, KIND);
    }

    /** Metric of the limit; {@link Metric#NONE}: it is about something else. */
    public Metric metric(int row) {
        return Metric.get((short) rows.get(row, METRIC));
    }

    /**
     * The limit asked for, in the metric's unit, {@link Limits#NONE}: its removal; the restriction's id; or the
     * quantity of an override.
     */
    public long value(int row) {
        return rows.get(row, VALUE);
    }

    /** Until when the limit is asked for, as in {@link LimitChanges#when}, or the override. */
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

    /** Someone, or the office itself, set a scope's trading state: what was asked for it before is overtaken. */
    public void stateSet(long key) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && status(row) == PENDING && kind(row) == STATE_OF && key(row) == key) {
                rows.set(row, OVERTAKEN, 1);
            }
        }
    }

    /** Whether its limit was tightened, or its scope's state set, since it was asked for. */
    public boolean isOvertaken(int row) {
        return rows.get(row, OVERTAKEN) != 0;
    }

    /** The trading state asked for. */
    public TradingState state(int row) {
        return TradingState.get((short) rows.get(row, STATE));
    }

    /** Instrument of a restriction or an override; 0: all of the issuer. */
    public int instrumentId(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** Side of a restriction or an override; null value: any. */
    public Side side(int row) {
        return Side.get((short) rows.get(row, SIDE));
    }

    /** Issuer of a restriction; empty: it is of an instrument. Allocates. */
    public String issuer(int row) {
        return textOf(rows.get(row, ISSUER));
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

    /** Adds the requests that wait. */
    public void requests(LongHashSet to) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                to.add(id(row));
            }
        }
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
