package throughline.partbench;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;

/** Writes another office's journal without that office: one record a document, with seq, time and CRC. One thread. */
final class Pen {
    private static final int START = RecordCursor.FRAME_LENGTH;
    private static final int BODY = START + MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer document = new UnsafeBuffer(new byte[1 << 12]);
    private final RecordHeaderEncoder header = new RecordHeaderEncoder();
    private MessageEncoderFlyweight open;
    private long seq;

    /** Begins a record: all its fields are zero. */
    <E extends MessageEncoderFlyweight> E begin(E encoder) {
        document.putShort(START, (short) encoder.sbeBlockLength(), LITTLE_ENDIAN);
        document.putShort(START + 2, (short) encoder.sbeTemplateId(), LITTLE_ENDIAN);
        document.putShort(START + 4, (short) encoder.sbeSchemaId(), LITTLE_ENDIAN);
        document.putShort(START + 6, (short) encoder.sbeSchemaVersion(), LITTLE_ENDIAN);
        document.setMemory(BODY, encoder.sbeBlockLength(), (byte) 0);
        encoder.wrap(document, BODY);
        open = encoder;
        return encoder;
    }

    /**
     * Ends the record begun, as the next of its journal.
     *
     * @return the length of its document
     */
    int end(long orderId, long timeNs) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + open.encodedLength();
        document.putInt(0, length, LITTLE_ENDIAN);
        header.wrap(document, BODY).seq(++seq).time(timeNs).orderId(orderId)
            .flags((short) JournalRecord.LAST_OF_STEP);
        header.crc(RecordCrc.of(document, START, length));
        return START + length;
    }

    /** Takes a record made elsewhere as the next of its journal; gives the length of its document. */
    int copy(JournalRecord record) {
        int length = record.length();
        document.putInt(0, length, LITTLE_ENDIAN);
        document.putBytes(START, record.buffer(), 0, length);
        header.wrap(document, BODY).seq(++seq).flags((short) JournalRecord.LAST_OF_STEP).crc(0);
        header.crc(RecordCrc.of(document, START, length));
        return START + length;
    }

    /** Ends the record begun and appends it. */
    void append(Journal.Appender appender, long orderId, long timeNs) {
        appender.append(document, 0, end(orderId, timeNs));
    }

    /** The document of the record ended last, from 0 on. */
    UnsafeBuffer document() {
        return document;
    }
}
