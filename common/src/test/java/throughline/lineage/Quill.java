package throughline.lineage;

import java.nio.charset.StandardCharsets;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.OfficeStartedEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;

/** Writes a journal by hand, record by record and step by step, as an office would. */
final class Quill implements AutoCloseable {
    private static final long START_NS = 1_795_430_000_000_000_000L;

    final JournalId id;
    private final Journal.Appender appender;
    private final ExpandableArrayBuffer document = new ExpandableArrayBuffer(1 << 16);
    private final RecordHeaderEncoder header = new RecordHeaderEncoder();
    private MessageEncoderFlyweight encoder;
    private int start;
    private int length;
    private long seq;
    private long timeNs = START_NS;

    Quill(JournalId id, Journal journal, long epoch) {
        this.id = id;
        appender = journal.appender();
        if (epoch != 0) {
            add(new OfficeStartedEncoder(), 0, null, 0).epoch(epoch).rulesVersion(1).journal(id)
                .putConfiguration("a=1".getBytes(StandardCharsets.UTF_8), 0, 3);
            commit();
        }
    }

    /** Goes on behind what stands. */
    Quill behind(long last) {
        seq = last;
        return this;
    }

    /** Sets the clock, in microseconds from the start. */
    Quill at(long micros) {
        timeNs = START_NS + micros * 1_000;
        return this;
    }

    <E extends MessageEncoderFlyweight> E add(E next, long orderId, JournalId causeJournal, long causeSeq) {
        return add(next, orderId, causeJournal, causeSeq, 0);
    }

    <E extends MessageEncoderFlyweight> E add(E next, long orderId, JournalId causeJournal, long causeSeq,
        int actor) {
        endRecord(false);
        start = length + RecordCursor.FRAME_LENGTH;
        document.putShort(start, (short) next.sbeBlockLength());
        document.putShort(start + 2, (short) next.sbeTemplateId());
        document.putShort(start + 4, (short) next.sbeSchemaId());
        document.putShort(start + 6, (short) next.sbeSchemaVersion());
        int body = start + MessageHeaderEncoder.ENCODED_LENGTH;
        document.setMemory(body, next.sbeBlockLength(), (byte) 0);
        header.wrap(document, body).seq(++seq).time(timeNs).orderId(orderId).actor(actor).causeSeq(causeSeq)
            .causeJournal(causeJournal == null ? 0 : causeJournal.value());
        next.wrap(document, body);
        encoder = next;
        return next;
    }

    private void endRecord(boolean last) {
        if (encoder == null) {
            return;
        }
        int size = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        header.wrap(document, start + MessageHeaderEncoder.ENCODED_LENGTH)
            .flags((short) (last ? JournalRecord.LAST_OF_STEP : 0));
        document.putInt(length, size);
        header.crc(RecordCrc.of(document, start, size));
        length = start + size;
        encoder = null;
    }

    /** Appends the step; gives the seq of its last record. */
    long commit() {
        endRecord(true);
        appender.append(document, 0, length);
        length = 0;
        return seq;
    }

    long seq() {
        return seq;
    }

    @Override
    public void close() {
        appender.close();
    }
}
