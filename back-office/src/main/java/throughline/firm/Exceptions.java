package throughline.firm;

import java.nio.charset.StandardCharsets;
import throughline.message.ExceptionCode;
import throughline.message.ExceptionRaisedDecoder;
import throughline.message.ExceptionRaisedEncoder;
import throughline.message.JournalRecord;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/** What could not be booked, in order of its raising, for people to look into. One thread. */
public final class Exceptions implements State {
    private static final int SEQ = 0;
    private static final int TIME = 1;
    private static final int CAUSE_JOURNAL = 2;
    private static final int CAUSE_SEQ = 3;
    private static final int ORDER = 4;
    private static final int SOURCE = 5;
    private static final int CODE = 6;
    private static final int TEXT = 7;
    private static final int RESOLVED_BY = 8;
    private static final int RESOLVED_NS = 9;
    private static final int COMMENT = 10;
    private static final int COLUMNS = 11;

    private final Table rows = new Table(COLUMNS, 64);
    private final Texts texts = new Texts(64, 1 << 12);
    private int firstOfDay;
    private final ExceptionRaisedEncoder encoder = new ExceptionRaisedEncoder();
    private final ExceptionRaisedDecoder decoder = new ExceptionRaisedDecoder();

    /**
     * Adds an exception to a step.
     *
     * @param orderId the order it concerns; 0: none
     * @param sourceId the execution, instruction or line that could not be booked
     * @param text why, in printable ASCII
     */
    public void raise(Step step, long orderId, long sourceId, ExceptionCode code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        step.add(encoder, orderId).sourceId(sourceId).code(code).putText(bytes, 0, bytes.length);
    }

    /**
     * Adds an exception of a close's work to a step, unless the open day has it already: what cannot be done stays, and
     * is looked at again in each slice.
     *
     * @param sourceId what could not be done
     * @param text why, in printable ASCII; with the source it tells one such exception from another
     * @return whether it was added
     */
    public boolean raiseOnce(Step step, long sourceId, ExceptionCode code, String text) {
        for (int row = rows.end() - 1; row >= firstOfDay; row--) {
            if (sourceId(row) == sourceId && code(row) == code && text(row).equals(text)) {
                return false;
            }
        }
        raise(step, 0, sourceId, code, text);
        return true;
    }

    /** A day ended: what is raised from here on is of the next one. */
    public void endDay() {
        firstOfDay = rows.end();
    }

    /** How many raised up to a seq nobody has resolved. */
    public int unresolvedUpTo(long seq) {
        int count = 0;
        for (int row = 0; row < rows.end() && seq(row) <= seq; row++) {
            count += isResolved(row) ? 0 : 1;
        }
        return count;
    }

    public void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = rows.add();
        rows.set(row, SEQ, record.seq());
        rows.set(row, TIME, record.timeNs());
        rows.set(row, CAUSE_JOURNAL, record.causeJournal());
        rows.set(row, CAUSE_SEQ, record.causeSeq());
        rows.set(row, ORDER, record.orderId());
        rows.set(row, SOURCE, decoder.sourceId());
        rows.set(row, CODE, decoder.codeRaw());
        rows.set(row, TEXT, texts.intern(decoder.buffer(),
            decoder.limit() + ExceptionRaisedDecoder.textHeaderLength(), decoder.textLength()));
    }

    /** Takes up that someone has seen to one. */
    void resolved(int row, JournalRecord record, int commentAt, int commentLength) {
        rows.set(row, RESOLVED_BY, record.actor());
        rows.set(row, RESOLVED_NS, record.timeNs());
        rows.set(row, COMMENT, texts.intern(record.buffer(), commentAt, commentLength));
    }

    /** Row of an exception by its id; {@link Table#NONE}: there is none. */
    public int find(long seq) {
        int low = 0;
        int high = rows.end();
        while (low < high) {
            int middle = low + high >>> 1;
            if (seq(middle) < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < rows.end() && seq(low) == seq ? low : Table.NONE;
    }

    /** Whether someone has seen to it. */
    public boolean isResolved(int row) {
        return rows.get(row, RESOLVED_BY) != 0;
    }

    /** Who has seen to it; 0: nobody yet. */
    public int resolvedBy(int row) {
        return (int) rows.get(row, RESOLVED_BY);
    }

    /** Epoch nanoseconds of its resolution; 0: none yet. */
    public long resolvedNs(int row) {
        return rows.get(row, RESOLVED_NS);
    }

    /** What whoever resolved it says; empty: nothing, or nobody has yet; allocates. */
    public String comment(int row) {
        int text = (int) rows.get(row, COMMENT);
        return text == 0 ? "" : texts.text(text);
    }

    /** How many were raised; their rows run from 0. */
    public int count() {
        return rows.end();
    }

    /** Seq of its record: its id. */
    public long seq(int row) {
        return rows.get(row, SEQ);
    }

    /** Epoch nanoseconds of its record. */
    public long timeNs(int row) {
        return rows.get(row, TIME);
    }

    /** Journal of the record that could not be booked. */
    public int causeJournal(int row) {
        return (int) rows.get(row, CAUSE_JOURNAL);
    }

    /** Seq of the record that could not be booked. */
    public long causeSeq(int row) {
        return rows.get(row, CAUSE_SEQ);
    }

    /** Order it concerns; 0: none. */
    public long orderId(int row) {
        return rows.get(row, ORDER);
    }

    /** Execution, instruction or line it concerns. */
    public long sourceId(int row) {
        return rows.get(row, SOURCE);
    }

    /** Why. */
    public ExceptionCode code(int row) {
        return ExceptionCode.get((short) rows.get(row, CODE));
    }

    /** Why, in words; allocates. */
    public String text(int row) {
        return texts.text((int) rows.get(row, TEXT));
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        texts.save(sink);
        sink.putLong(firstOfDay);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        texts.load(source);
        firstOfDay = (int) source.getLong();
    }
}
