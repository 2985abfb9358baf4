package throughline.office;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderDecoder;
import throughline.message.MessageHeaderEncoder;
import throughline.message.RecordHeaderEncoder;

/** Lays out records: SBE message header, block of zeros, the encoder over it. Not thread-safe. */
final class RecordWriter {
    static final int ACTOR_AT = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderEncoder.actorEncodingOffset();
    static final int SEQ_AT = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderEncoder.seqEncodingOffset();
    static final int TIME_AT = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderEncoder.timeEncodingOffset();
    static final int CAUSE_SEQ_AT = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderEncoder.causeSeqEncodingOffset();
    static final int CAUSE_JOURNAL_AT =
        MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderEncoder.causeJournalEncodingOffset();
    static final int ORDER_AT = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderEncoder.orderIdEncodingOffset();
    static final int FLAGS_AT = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderEncoder.flagsEncodingOffset();
    static final int CRC_AT = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderEncoder.crcEncodingOffset();
    static final int CONSUMED_AT = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderEncoder.consumed1EncodingOffset();
    static final int CONSUMED_CRC_AT =
        MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderEncoder.consumedCrc1EncodingOffset();

    /** The message header's upper half: schema and version, the same for every record. */
    private static final long SCHEMA = (long) MessageHeaderEncoder.SCHEMA_ID << Integer.SIZE
        | (long) MessageHeaderEncoder.SCHEMA_VERSION << Integer.SIZE + Short.SIZE;

    /** More than the longest block. */
    private static final byte[] ZEROS = new byte[1 << 10];

    private RecordWriter() {
    }

    /** Begins a record; its length is {@code MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()}. */
    static <E extends MessageEncoderFlyweight> E begin(MutableDirectBuffer buffer, int offset, E encoder) {
        int blockLength = encoder.sbeBlockLength();
        buffer.putLong(offset, SCHEMA | (long) encoder.sbeTemplateId() << Short.SIZE | blockLength, LITTLE_ENDIAN);
        int body = offset + MessageHeaderEncoder.ENCODED_LENGTH;
        clear(buffer, body, blockLength);
        encoder.wrap(buffer, body);
        return encoder;
    }

    /** Copies a draft as it is, with an empty record header, and sets the encoder over it for its fixed fields. */
    static <E extends MessageEncoderFlyweight> E adopt(
        MutableDirectBuffer buffer, int offset, E encoder, JournalRecord draft) {
        buffer.putBytes(offset, draft.buffer(), 0, draft.length());
        int body = offset + MessageHeaderEncoder.ENCODED_LENGTH;
        clear(buffer, body, RecordHeaderEncoder.ENCODED_LENGTH);
        encoder.wrap(buffer, body);
        return encoder;
    }

    private static void clear(MutableDirectBuffer buffer, int offset, int length) {
        buffer.checkLimit(offset + length);
        // cheaper than by the buffer, which calls out of the compiled code, and than byte by byte
        System.arraycopy(ZEROS, 0, buffer.byteArray(), buffer.wrapAdjustment() + offset, length);
    }
}
