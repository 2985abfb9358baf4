package throughline.limit;

import org.agrona.DirectBuffer;
import throughline.message.BreachAcknowledgedDecoder;
import throughline.message.JournalRecord;
import throughline.message.LimitAlertedDecoder;
import throughline.message.Metric;
import throughline.message.OrderRejectedDecoder;
import throughline.message.RejectCode;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.StateReason;
import throughline.message.TradingStateSetDecoder;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * What the risk desk must see of the day: rejections by a limit, acceptances with a warning, limits whose use came to a
 * level, trading states the office itself set, and what differed from front or ledger. The newest {@value #KEPT},
 * how many there were, and who acknowledged which. Times are epoch nanoseconds. One thread.
 */
public final class Breaches implements State {
    /** How many are kept. */
    public static final int KEPT = 4096;
    /** An order or an amendment was rejected by a limit. */
    public static final int REJECTION = 0;
    /** One was accepted above a soft limit's warning. */
    public static final int WARNING = 1;
    /** Use of a limit came to a level. */
    public static final int ALERT = 2;
    /** The office itself set a trading state. */
    public static final int LATCH = 3;
    /** The front's orders or the ledger's positions are other than what is held here. */
    public static final int DRIFT = 4;

    private static final int SEQ = 0;
    private static final int TIME = 1;
    private static final int ORDER = 2;
    private static final int KEY = 3;
    private static final int CODE = 4;
    private static final int METRIC = 5;
    private static final int SCOPE = 6;
    private static final int BOUND = 7;
    private static final int OBSERVED = 8;
    private static final int KIND = 9;
    private static final int SCOPE_NAME = 10;
    private static final int ACKNOWLEDGED_BY = 11;
    private static final int ACKNOWLEDGED_NS = 12;
    private static final int COMMENT = 13;
    private static final int COLUMNS = 14;

    private final Table rows = new Table(COLUMNS, KEPT);
    private final Texts texts = new Texts(256, 1 << 13);
    private long count;

    /** An order was rejected. */
    public void add(JournalRecord record, OrderRejectedDecoder rejected) {
        if (rejected.metric() != Metric.NONE) {
            int row = add(REJECTION, record, Scope.pair(rejected.accountId(), rejected.instrumentId()));
            measure(row, rejected.code(), rejected.metric(), rejected.scope(), rejected.bound(), rejected.observed());
        }
    }

    /** An amendment was rejected. */
    public void add(JournalRecord record, ReplaceRejectedDecoder rejected) {
        if (rejected.metric() != Metric.NONE) {
            int row = add(REJECTION, record, Scope.pair(rejected.accountId(), rejected.instrumentId()));
            measure(row, rejected.code(), rejected.metric(), rejected.scope(), rejected.bound(), rejected.observed());
        }
    }

    /**
     * An order or an amendment was accepted with a warning, or without: then there is nothing to tell.
     *
     * @param orderKey its account and instrument
     * @param nameAt where in the record the scope's name lies, as the outside writes it
     */
    public void warned(JournalRecord record, long orderKey, Metric metric, long bound, long observed, int nameAt,
        int nameLength) {
        if (metric != Metric.NONE) {
            int row = add(WARNING, record, orderKey);
            measure(row, RejectCode.SOFT_LIMIT, metric, Scope.NONE, bound, observed);
            rows.set(row, SCOPE_NAME, texts.intern(record.buffer(), nameAt, nameLength));
        }
    }

    /** Use of a limit came to a level; that it fell back is no breach. */
    public void add(JournalRecord record, LimitAlertedDecoder alerted) {
        if (alerted.level() > 0) {
            int instrument = alerted.instrumentId();
            int row = add(ALERT, record, instrument == 0 ? Scope.NONE : Scope.instrument(instrument));
            measure(row, RejectCode.NONE, alerted.metric(), alerted.scope(), alerted.bound(), alerted.observed());
        }
    }

    /** A trading state was set; by a request is no breach. */
    public void add(JournalRecord record, TradingStateSetDecoder set) {
        if (set.reason() != StateReason.REQUEST) {
            int row = add(LATCH, record, Scope.NONE);
            measure(row, code(set.reason()), Metric.NONE, set.scope(), Limits.NONE, Limits.NONE);
        }
    }

    private static RejectCode code(StateReason reason) {
        return switch (reason) {
            case DAILY_LOSS -> RejectCode.DAILY_LOSS;
            case REPEATED_EXECUTION -> RejectCode.REPEATED_EXECUTION;
            default -> RejectCode.NONE;
        };
    }

    /**
     * What is held here is other than elsewhere.
     *
     * @param scope of what differs: the firm's orders, or an account's instrument
     * @param held here: orders or what they may still execute, or a position in its instrument's scale
     * @param stated elsewhere
     */
    public void differed(JournalRecord record, long scope, long held, long stated) {
        int row = add(DRIFT, record, Scope.kind(scope) == Scope.kind(Scope.FIRM) ? Scope.NONE : scope);
        measure(row, RejectCode.NONE, Metric.NONE, scope, held, stated);
    }

    private int add(int kind, JournalRecord record, long orderKey) {
        int row = rows.size() < KEPT ? rows.add() : row(count);
        rows.set(row, SEQ, record.seq());
        rows.set(row, TIME, record.timeNs());
        rows.set(row, ORDER, record.orderId());
        rows.set(row, KEY, orderKey);
        rows.set(row, KIND, kind);
        rows.set(row, SCOPE_NAME, 0);
        rows.set(row, ACKNOWLEDGED_BY, 0);
        rows.set(row, ACKNOWLEDGED_NS, 0);
        rows.set(row, COMMENT, 0);
        count++;
        return row;
    }

    private void measure(int row, RejectCode code, Metric metric, long scope, long bound, long observed) {
        rows.set(row, CODE, code.value());
        rows.set(row, METRIC, metric.value());
        rows.set(row, SCOPE, scope);
        rows.set(row, BOUND, bound);
        rows.set(row, OBSERVED, observed);
    }

    private static int row(long number) {
        return (int) (number % KEPT);
    }

    /** Someone of risk has seen it; one that is kept no longer is passed over. */
    public void acknowledge(JournalRecord record, BreachAcknowledgedDecoder seen, DirectBuffer buffer, int commentAt,
        int commentLength) {
        long number = find(seen.breachId());
        if (number >= 0) {
            rows.set(row(number), ACKNOWLEDGED_BY, record.actor());
            rows.set(row(number), ACKNOWLEDGED_NS, record.timeNs());
            rows.set(row(number), COMMENT,
                commentLength == 0 ? 0 : texts.intern(buffer, commentAt, commentLength));
        }
    }

    /** Number of the breach of that id; -1: it is not kept. */
    public long find(long id) {
        long number = behind(id - 1);
        return number < count && seq(number) == id ? number : -1;
    }

    /** The first number whose id is above that one; {@link #count} when there is none. */
    public long behind(long id) {
        long low = first();
        long high = count;
        while (low < high) {
            long middle = low + high >>> 1;
            if (seq(middle) <= id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** A new business date: numbering begins anew. */
    public void dayOpened() {
        rows.clear();
        texts.clear();
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

    /** Seq of the record that told of it: the breach's id. */
    public long seq(long number) {
        return rows.get(row(number), SEQ);
    }

    /** {@link #REJECTION}, {@link #WARNING}, {@link #ALERT}, {@link #LATCH} or {@link #DRIFT}. */
    public int kind(long number) {
        return (int) rows.get(row(number), KIND);
    }

    /** When it was told of. */
    public long timeNs(long number) {
        return rows.get(row(number), TIME);
    }

    /** The order; 0: it is of none. */
    public long orderId(long number) {
        return rows.get(row(number), ORDER);
    }

    /** The order's account and instrument, or an alert's instrument; {@link Scope#NONE}: it is of neither. */
    public long orderScope(long number) {
        return rows.get(row(number), KEY);
    }

    /** The control's code; none for an alert and for a drift. */
    public RejectCode code(long number) {
        return RejectCode.get((short) rows.get(row(number), CODE));
    }

    /** The limit's metric; none for a trading state and for a drift. */
    public Metric metric(long number) {
        return Metric.get((short) rows.get(row(number), METRIC));
    }

    /** The limit's scope, or what differs; {@link Scope#NONE}: see {@link #scopeName}. */
    public long scope(long number) {
        return rows.get(row(number), SCOPE);
    }

    /** The scope's name, as a warning has it; empty for all others. Allocates. */
    public String scopeName(long number) {
        int text = (int) rows.get(row(number), SCOPE_NAME);
        return text == 0 ? "" : texts.text(text);
    }

    /** The bound, in the metric's unit; {@link Limits#NONE}: none was set. */
    public long bound(long number) {
        return rows.get(row(number), BOUND);
    }

    /** What was met, in the metric's unit; {@link Limits#NONE}: nothing to measure. */
    public long observed(long number) {
        return rows.get(row(number), OBSERVED);
    }

    /** Who has seen it; 0: nobody yet. */
    public int acknowledgedBy(long number) {
        return (int) rows.get(row(number), ACKNOWLEDGED_BY);
    }

    /** When they said so. */
    public long acknowledgedNs(long number) {
        return rows.get(row(number), ACKNOWLEDGED_NS);
    }

    /** What they said; allocates. */
    public String comment(long number) {
        int text = (int) rows.get(row(number), COMMENT);
        return text == 0 ? "" : texts.text(text);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        texts.save(sink);
        sink.putLong(count);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        texts.load(source);
        count = source.getLong();
    }
}
