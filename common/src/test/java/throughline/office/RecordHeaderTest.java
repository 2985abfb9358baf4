package throughline.office;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.message.MessageHeaderDecoder;
import throughline.message.RecordHeaderEncoder;

/** {@link Step} writes the record header by words of eight bytes: its fields must lie where those words have them. */
class RecordHeaderTest {
    @Test
    void itsFieldsFillWholeWords() {
        int body = MessageHeaderDecoder.ENCODED_LENGTH;
        assertEquals(body, RecordWriter.CRC_AT);
        assertEquals(RecordWriter.CRC_AT + Integer.BYTES, RecordWriter.ACTOR_AT);
        assertEquals(RecordWriter.ACTOR_AT + Integer.BYTES, RecordWriter.SEQ_AT);
        assertEquals(RecordWriter.SEQ_AT + Long.BYTES, RecordWriter.TIME_AT);
        assertEquals(RecordWriter.TIME_AT + Long.BYTES, RecordWriter.CAUSE_SEQ_AT);
        assertEquals(RecordWriter.CAUSE_SEQ_AT + Long.BYTES, RecordWriter.ORDER_AT);
        assertEquals(RecordWriter.ORDER_AT + Long.BYTES, RecordWriter.CONSUMED_AT);
        assertEquals(RecordWriter.CONSUMED_AT + Long.BYTES, body + RecordHeaderEncoder.consumed2EncodingOffset());
        assertEquals(RecordWriter.CONSUMED_AT + 2 * Long.BYTES, RecordWriter.CONSUMED_CRC_AT);
        assertEquals(RecordWriter.CONSUMED_CRC_AT + Integer.BYTES,
            body + RecordHeaderEncoder.consumedCrc2EncodingOffset());
        assertEquals(RecordWriter.CONSUMED_CRC_AT + Long.BYTES, RecordWriter.CAUSE_JOURNAL_AT);
        assertEquals(RecordWriter.CAUSE_JOURNAL_AT + 1, RecordWriter.FLAGS_AT);
        assertEquals(body + RecordHeaderEncoder.ENCODED_LENGTH, RecordWriter.CAUSE_JOURNAL_AT + Long.BYTES);
    }
}
