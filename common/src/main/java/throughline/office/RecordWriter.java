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

    private RecordWriter() {
    }

    /** Begins a record; its length is {@code MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()}. */
    static <E extends MessageEncoderFlyweight> E begin(MutableDirectBuffer buffer, int offset, E encoder) {
        buffer.putShort(offset, (short) encoder.sbeBlockLength(), LITTLE_ENDIAN);
        buffer.putShort(offset + 2, (short) encoder.sbeTemplateId(), LITTLE_ENDIAN);
        buffer.putShort(offset + 4, (short) encoder.sbeSchemaId(), LITTLE_ENDIAN);
        buffer.putShort(offset + 6, (short) encoder.sbeSchemaVersion(), LITTLE_ENDIAN);
        int body = offset + MessageHeaderEncoder.ENCODED_LENGTH;
        buffer.setMemory(body, encoder.sbeBlockLength(), (byte) 0);
        encoder.wrap(buffer, body);
        return encoder;
    }

    /** Copies a draft as it is, with an empty record header, and sets the encoder over it for its fixed fields. */
    static <E extends MessageEncoderFlyweight> E adopt(
        MutableDirectBuffer buffer, int offset, E encoder, JournalRecord draft) {
        buffer.putBytes(offset, draft.buffer(), 0, draft.length());
        int body = offset + MessageHeaderEncoder.ENCODED_LENGTH;
        buffer.setMemory(body, RecordHeaderEncoder.ENCODED_LENGTH, (byte) 0);
        encoder.wrap(buffer, body);
        return encoder;
    }
}
