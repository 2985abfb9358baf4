package throughline.message;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A view of one record where it lies: SBE message header, {@code recordHeader} composite, the rest of the message.
 * It is re-wrapped from record to record and allocates nothing; whoever keeps a record beyond the call copies its
 * bytes. Not thread-safe.
 */
public final class JournalRecord {
    /** Bytes from a record's start to the first field after its {@code recordHeader}. */
    public static final int PREFIX_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderDecoder.ENCODED_LENGTH;
    /** Flag of the last record of a step. */
    public static final int LAST_OF_STEP = 1;

    private static final int BLOCK = MessageHeaderDecoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    /** The message header as one word, for it is asked for more than all else. */
    private long header;

    /**
     * Views a record, which has its message header by now.
     *
     * @param source buffer that holds it
     * @param offset of its SBE message header, in bytes
     * @param length of the whole record, in bytes
     * @return this
     */
    public JournalRecord wrap(DirectBuffer source, int offset, int length) {
        buffer.wrap(source, offset, length);
        header = buffer.getLong(0, LITTLE_ENDIAN);
        return this;
    }

    /** Its bytes, from offset 0 to {@link #length()}. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Bytes of the whole record. */
    public int length() {
        return buffer.capacity();
    }

    /** Where its SBE block begins: what a generated decoder wraps. */
    public int body() {
        return BLOCK;
    }

    /** Length of its SBE block as written. */
    public int blockLength() {
        return (int) header & 0xFFFF;
    }

    /** Which message it is. */
    public int templateId() {
        return (int) (header >>> Short.SIZE) & 0xFFFF;
    }

    /** Version of the schema it was written with. */
    public int version() {
        return (int) (header >>> 3 * Short.SIZE);
    }

    /** CRC32C of the record without this field, as an unsigned int. */
    public long crc() {
        return buffer.getInt(BLOCK + RecordHeaderDecoder.crcEncodingOffset(), LITTLE_ENDIAN) & 0xFFFFFFFFL;
    }

    /** User who asked; 0: the office itself. */
    public int actor() {
        return buffer.getInt(BLOCK + RecordHeaderDecoder.actorEncodingOffset(), LITTLE_ENDIAN);
    }

    /** Gapless number in its journal, from 1. */
    public long seq() {
        return buffer.getLong(BLOCK + RecordHeaderDecoder.seqEncodingOffset(), LITTLE_ENDIAN);
    }

    /** Epoch nanoseconds of its stamp. */
    public long timeNs() {
        return buffer.getLong(BLOCK + RecordHeaderDecoder.timeEncodingOffset(), LITTLE_ENDIAN);
    }

    /** Seq of the record that triggered it, in {@link #causeJournal()}; 0: none. */
    public long causeSeq() {
        return buffer.getLong(BLOCK + RecordHeaderDecoder.causeSeqEncodingOffset(), LITTLE_ENDIAN);
    }

    /** {@link JournalId} value of the journal its cause stands in; 0: none. */
    public int causeJournal() {
        return buffer.getByte(BLOCK + RecordHeaderDecoder.causeJournalEncodingOffset()) & 0xFF;
    }

    /** Order it concerns; 0: none. */
    public long orderId() {
        return buffer.getLong(BLOCK + RecordHeaderDecoder.orderIdEncodingOffset(), LITTLE_ENDIAN);
    }

    /** Last seq its office had read of its first (0) or second (1) input. */
    public long consumed(int input) {
        int field = input == 0
            ? RecordHeaderDecoder.consumed1EncodingOffset() : RecordHeaderDecoder.consumed2EncodingOffset();
        return buffer.getLong(BLOCK + field, LITTLE_ENDIAN);
    }

    /** CRC of the record {@link #consumed(int)} names. */
    public long consumedCrc(int input) {
        int field = input == 0
            ? RecordHeaderDecoder.consumedCrc1EncodingOffset() : RecordHeaderDecoder.consumedCrc2EncodingOffset();
        return buffer.getInt(BLOCK + field, LITTLE_ENDIAN) & 0xFFFFFFFFL;
    }

    /** {@link #consumedCrc} of the first input in the lower half, of the second in the upper. */
    public long consumedCrcs() {
        return buffer.getLong(BLOCK + RecordHeaderDecoder.consumedCrc1EncodingOffset(), LITTLE_ENDIAN);
    }

    /** Whether its step ends with it. */
    public boolean isLastOfStep() {
        return (buffer.getByte(BLOCK + RecordHeaderDecoder.flagsEncodingOffset()) & LAST_OF_STEP) != 0;
    }
}
