package throughline.office;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.RecordCrc;

/**
 * One step's decision in the making: all its records as one document, or an answer without any. A state machine adds
 * records; the office stamps them. One fact is never cut over two steps, and one slice of work holds at most
 * {@link #MAX_SLICE} records. Reused from step to step; not thread-safe.
 */
public final class Step {
    /** Most records a slice of work may write. */
    public static final int MAX_SLICE = 256;

    /** Stamp of a step that takes its own once it has its first record, or its time is asked for. */
    static final long WHEN_ASKED = Long.MIN_VALUE;

    /** Words of an array, whose bounds are checked once for all that is laid out side by side. */
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

    private final byte[] bytes = new byte[Journal.MAX_DOCUMENT_LENGTH];
    private final UnsafeBuffer document = new UnsafeBuffer(bytes);
    private final JournalRecord record = new JournalRecord();
    private final RecordCrc crc = new RecordCrc();
    private final Replay.Consumption consumption;
    private final LongSupplier stamps;
    private MessageEncoderFlyweight encoder;
    private int recordStart;
    private int openLength;
    private int length;
    private int records;
    private long firstSeq;
    private long timeNs;
    private int actor;
    private int causeJournal;
    private long causeSeq;
    private int ownJournal;
    private boolean chained;
    private Outcome outcome;
    private long reference;

    /** One whose steps are begun with their stamps. */
    Step(Replay.Consumption consumption) {
        this(consumption, () -> {
            throw new IllegalStateException("a step without a stamp");
        });
    }

    /** One whose steps are stamped by this where they are begun {@link #WHEN_ASKED}. */
    Step(Replay.Consumption consumption, LongSupplier stamps) {
        this.consumption = consumption;
        this.stamps = stamps;
    }

    /** A step of no office: what is decided into it is looked at and never written. */
    public static Step apart() {
        return new Step(new Replay.Consumption());
    }

    /**
     * Empties a step of no office for the next decision.
     *
     * @param nextSeq the seq its first record is to have
     * @param stampNs what its records are stamped with, epoch nanoseconds
     */
    public void beginApart(long nextSeq, long stampNs) {
        beginApart(nextSeq, stampNs, 0);
    }

    /**
     * As {@link #beginApart(long, long)}, for a command.
     *
     * @param asker who asks
     */
    public void beginApart(long nextSeq, long stampNs, int asker) {
        begin(nextSeq, stampNs, asker, JournalId.NONE.value(), 0);
    }

    /** Ends the decision of a step of no office and appends it, if it has records. Gives where the frames end. */
    public int endInto(Journal.Appender journal) {
        finish();
        if (records > 0) {
            journal.append(document, 0, length);
        }
        return length;
    }

    /** Ends the decision of a step of no office: its records can be read, without CRCs. Gives where the frames end. */
    public int endApart() {
        finishRecord();
        return length;
    }

    /** Empties it for the next decision; each of its records will name this cause. */
    void begin(long nextSeq, long stampNs, int asker, int journalOfCause, long seqOfCause) {
        encoder = null;
        openLength = 0;
        length = 0;
        records = 0;
        firstSeq = nextSeq;
        timeNs = stampNs;
        actor = asker;
        causeJournal = journalOfCause;
        causeSeq = seqOfCause;
        chained = false;
        outcome = null;
        reference = 0;
    }

    /** As {@link #begin}, for a command or tick: the second and later records name the first as their cause. */
    void beginChain(long nextSeq, long stampNs, int asker, JournalId own) {
        begin(nextSeq, stampNs, asker, JournalId.NONE.value(), 0);
        chained = true;
        ownJournal = own.value();
    }

    /**
     * Adds a record.
     *
     * @param next encoder of its message, given back with all fields zero
     * @param orderId the order it concerns; 0: none
     */
    public <E extends MessageEncoderFlyweight> E add(E next, long orderId) {
        finishRecord();
        recordStart = length + RecordCursor.FRAME_LENGTH;
        RecordWriter.begin(document, recordStart, next);
        openRecord(next, 0, orderId);
        return next;
    }

    /**
     * Adds the record a draft asks for, as it stands.
     *
     * @param next encoder of the draft's message, given back for its fixed fields; its texts stay as they are
     * @param orderId the order it concerns; 0: none
     */
    public <E extends MessageEncoderFlyweight> E adopt(E next, JournalRecord draft, long orderId) {
        finishRecord();
        recordStart = length + RecordCursor.FRAME_LENGTH;
        RecordWriter.adopt(document, recordStart, next, draft);
        openRecord(next, draft.length(), orderId);
        return next;
    }

    /** Lays out the record header, all of it, word by word; a word holds two of its small fields. */
    private void openRecord(MessageEncoderFlyweight next, int knownLength, long orderId) {
        encoder = next;
        openLength = knownLength;
        boolean follows = chained && records > 0;
        int start = recordStart;
        WORDS.set(bytes, start + RecordWriter.CRC_AT, (long) actor << Integer.SIZE);
        WORDS.set(bytes, start + RecordWriter.SEQ_AT, firstSeq + records);
        WORDS.set(bytes, start + RecordWriter.TIME_AT, timeNs());
        WORDS.set(bytes, start + RecordWriter.CAUSE_SEQ_AT, follows ? firstSeq : causeSeq);
        WORDS.set(bytes, start + RecordWriter.ORDER_AT, orderId);
        WORDS.set(bytes, start + RecordWriter.CONSUMED_AT, consumption.seq(0));
        WORDS.set(bytes, start + RecordWriter.CONSUMED_AT + Long.BYTES, consumption.seq(1));
        WORDS.set(bytes, start + RecordWriter.CONSUMED_CRC_AT, consumption.crcs());
        WORDS.set(bytes, start + RecordWriter.CAUSE_JOURNAL_AT, (long) (follows ? ownJournal : causeJournal));
        records++;
    }

    private void finishRecord() {
        if (encoder == null) {
            return;
        }
        int recordLength = openLength > 0
            ? openLength : MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        document.putInt(length, recordLength, LITTLE_ENDIAN);
        length = recordStart + recordLength;
        encoder = null;
    }

    /** Marks the last record, makes the CRCs. The document is whole after it. */
    void finish() {
        if (records == 0) {
            return;
        }
        document.putByte(recordStart + RecordWriter.FLAGS_AT, (byte) JournalRecord.LAST_OF_STEP);
        finishRecord();
        for (int frame = 0; frame < length;) {
            int recordLength = document.getInt(frame, LITTLE_ENDIAN);
            int start = frame + RecordCursor.FRAME_LENGTH;
            document.putInt(start + RecordWriter.CRC_AT, (int) crc.sum(document, start, recordLength),
                LITTLE_ENDIAN);
            frame = start + recordLength;
        }
    }

    /** Answers the command: done by the records added, or not done, and why. */
    public void answer(Outcome how, long about) {
        outcome = how;
        reference = about;
    }

    /** Seq the next record added will have. */
    public long nextSeq() {
        return firstSeq + records;
    }

    /** Epoch nanoseconds its records are stamped with. */
    public long timeNs() {
        if (timeNs == WHEN_ASKED) {
            timeNs = stamps.getAsLong();
        }
        return timeNs;
    }

    /** Who asked; 0: the office itself. */
    public int actor() {
        return actor;
    }

    /** Records added so far. */
    public int records() {
        return records;
    }

    Outcome outcome() {
        return outcome;
    }

    long reference() {
        return reference;
    }

    UnsafeBuffer document() {
        return document;
    }

    int length() {
        return length;
    }

    /** The record of the finished document whose frame begins there. */
    public JournalRecord recordAt(int frame) {
        return record.wrap(document, frame + RecordCursor.FRAME_LENGTH, document.getInt(frame, LITTLE_ENDIAN));
    }
}
