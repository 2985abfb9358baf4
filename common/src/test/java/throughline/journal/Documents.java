package throughline.journal;

import org.agrona.ExpandableArrayBuffer;
import throughline.message.AccessRefusedDecoder;
import throughline.message.AccessRefusedEncoder;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;

/** Documents of records for tests, each record with a text in it. */
final class Documents {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final AccessRefusedEncoder encoder = new AccessRefusedEncoder();
    private int length;

    /** Begins a document. */
    Documents begin() {
        length = 0;
        return this;
    }

    /** Adds a record. */
    Documents add(long seq, boolean last, String text) {
        int start = length + RecordCursor.FRAME_LENGTH;
        encoder.wrapAndApplyHeader(buffer, start, new MessageHeaderEncoder());
        RecordHeaderEncoder header = encoder.header();
        header.crc(0).actor(7).seq(seq).time(seq * 10).causeSeq(0).orderId(0).consumed1(0).consumed2(0)
            .consumedCrc1(0).consumedCrc2(0).causeJournal((short) 0)
            .flags((short) (last ? JournalRecord.LAST_OF_STEP : 0)).reserved(0).reserved2(0);
        encoder.request(text);
        int recordLength = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        buffer.putInt(length, recordLength);
        header.crc(RecordCrc.of(buffer, start, recordLength));
        length = start + recordLength;
        return this;
    }

    /** Flips a bit of the last record's text. */
    Documents spoil() {
        buffer.putByte(length - 1, (byte) (buffer.getByte(length - 1) ^ 1));
        return this;
    }

    /** Makes an only record look as if an earlier build had written it. */
    Documents earlier() {
        new MessageHeaderEncoder().wrap(buffer, RecordCursor.FRAME_LENGTH).version(1);
        int recordLength = buffer.getInt(0);
        new RecordHeaderEncoder().wrap(buffer, RecordCursor.FRAME_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH)
            .crc(RecordCrc.of(buffer, RecordCursor.FRAME_LENGTH, recordLength));
        return this;
    }

    void appendTo(Journal.Appender appender) {
        appender.append(buffer, 0, length);
    }

    int length() {
        return length;
    }

    ExpandableArrayBuffer buffer() {
        return buffer;
    }

    /** The text of a record. */
    static String text(JournalRecord record) {
        AccessRefusedDecoder decoder = new AccessRefusedDecoder();
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return decoder.request();
    }
}
