package throughline.journal;

import org.agrona.DirectBuffer;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderDecoder;
import throughline.message.OfficeStartedDecoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderDecoder;

/**
 * Reads a journal record by record, and takes none on trust: each must have its CRC and the seq after the last one's.
 * The record stays until the next call. Not thread-safe.
 */
public final class RecordCursor implements AutoCloseable {
    /** Bytes before each record of a document: its length. */
    public static final int FRAME_LENGTH = Integer.BYTES;

    private static final int SEQ_AT = FRAME_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH
        + RecordHeaderDecoder.seqEncodingOffset();

    private final String name;
    private final Journal.Reader reader;
    private final JournalRecord record = new JournalRecord();
    private final RecordCrc recordCrc = new RecordCrc();
    private long seq;
    private long crc;
    private int nextFrame;
    private int documentLength;

    /** A cursor before the first record; the name stands in messages. */
    public RecordCursor(String name, Journal journal) {
        this.name = name;
        this.reader = journal.reader();
    }

    /**
     * Moves to the next record, if it is there by now.
     *
     * @throws JournalDamaged when what is there is not the next record, whole
     */
    public boolean next() {
        if (nextFrame >= documentLength && !nextDocument()) {
            return false;
        }
        DirectBuffer document = reader.buffer();
        int length = nextFrame + FRAME_LENGTH <= documentLength ? document.getInt(nextFrame) : -1;
        int start = nextFrame + FRAME_LENGTH;
        if (length < JournalRecord.PREFIX_LENGTH || length > documentLength - start) {
            throw new JournalDamaged("journal " + name + ": no whole record behind seq " + seq);
        }
        record.wrap(document, start, length);
        long sum = recordCrc.sum(document, start, length);
        int end = start + length;
        if (sum != record.crc() || record.version() != OfficeStartedDecoder.SCHEMA_VERSION || record.seq() != seq + 1
            || record.isLastOfStep() != (end >= documentLength)) {
            throw new JournalDamaged("journal " + name + ": " + damage(sum));
        }
        nextFrame = end;
        seq++;
        crc = sum;
        return true;
    }

    private boolean nextDocument() {
        if (!reader.poll()) {
            return false;
        }
        nextFrame = 0;
        documentLength = reader.length();
        return true;
    }

    /** The first thing that is wrong with the record behind the last one. */
    private String damage(long sum) {
        if (sum != record.crc()) {
            return "CRC of the record behind seq " + seq + " is wrong";
        }
        if (record.version() != OfficeStartedDecoder.SCHEMA_VERSION) {
            return "the record behind seq " + seq + " is laid out as version " + record.version()
                + " has it, this build reads version " + OfficeStartedDecoder.SCHEMA_VERSION
                + ": read it with the build that wrote it, or begin with an empty data directory";
        }
        return record.seq() != seq + 1
            ? "seq " + record.seq() + " follows seq " + seq : "the step of seq " + record.seq() + " is cut";
    }

    /** The record {@link #next()} moved to. */
    public JournalRecord record() {
        return record;
    }

    /** The whole document {@link #record()} stands in, from offset 0; it stays as long as the record. */
    public DirectBuffer document() {
        return reader.buffer();
    }

    /** Bytes of {@link #document()}. */
    public int documentLength() {
        return documentLength;
    }

    /** Seq of the last record read; 0: none yet. */
    public long seq() {
        return seq;
    }

    /** CRC of the last record read; 0: none yet. */
    public long crc() {
        return crc;
    }

    /** Name of the journal. */
    public String name() {
        return name;
    }

    /** Place of the last record's document, for {@link #moveTo}. */
    public long position() {
        return seq == 0 ? -1 : reader.position();
    }

    /**
     * Makes a known record the last one read.
     *
     * @param position of its document, from {@link #position()}
     * @param wantedSeq its seq
     * @param wantedCrc its CRC
     * @return false when that record does not stand there; {@link #rewind} it then
     */
    public boolean moveTo(long position, long wantedSeq, long wantedCrc) {
        if (wantedSeq == 0) {
            return seq == 0;
        }
        if (!toDocument(position)) {
            return false;
        }
        boolean there = true;
        while (there && seq < wantedSeq && nextFrame < documentLength) {
            there = next();
        }
        return seq == wantedSeq && crc == wantedCrc;
    }

    /**
     * Makes the first record of a document the next to be read. It is taken to be where it belongs: only what follows
     * is held against its seq.
     *
     * @param position of the document, from {@link #position()}
     * @return false when none stands there; {@link #rewind} it then
     */
    public boolean toDocument(long position) {
        if (!reader.moveTo(position) || !reader.poll() || reader.length() < JournalRecord.PREFIX_LENGTH) {
            return false;
        }
        nextFrame = 0;
        documentLength = reader.length();
        seq = reader.buffer().getLong(SEQ_AT) - 1;
        crc = 0;
        return true;
    }

    /**
     * Makes a record the last one read whose place is known roughly.
     *
     * @param position of its document or of one shortly before it
     * @return false when that record is not met from there on; {@link #rewind} it then
     */
    public boolean seek(long position, long wantedSeq) {
        boolean there = toDocument(position) && seq < wantedSeq;
        while (there && seq < wantedSeq) {
            there = next();
        }
        return there;
    }

    /** Goes back before the first record. */
    public void rewind() {
        reader.toStart();
        seq = 0;
        crc = 0;
        nextFrame = 0;
        documentLength = 0;
    }

    @Override
    public void close() {
        reader.close();
    }
}
