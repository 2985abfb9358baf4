package throughline.benchmark;

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

/** Writes a journal without an office, a step at a time, for what is measured on large ones. One thread. */
final class Pen implements AutoCloseable {
    private static final long START_NS = 1_795_430_000_000_000_000L;
    private static final long TICK_NS = 1_000;

    private final Journal.Appender appender;
    private final ExpandableArrayBuffer document = new ExpandableArrayBuffer(1 << 12);
    private final RecordHeaderEncoder header = new RecordHeaderEncoder();
    private MessageEncoderFlyweight encoder;
    private int start;
    private int length;
    private long seq;

    Pen(JournalId id, Journal journal) {
        appender = journal.appender();
        add(new OfficeStartedEncoder(), 0, JournalId.NONE, 0).epoch(id.value()).journal(id).configuration("");
        commit(0);
    }

    /** Begins a record, all fields zero. */
    <E extends MessageEncoderFlyweight> E add(E next, long orderId, JournalId causeJournal, long causeSeq) {
        endRecord(0);
        start = length + RecordCursor.FRAME_LENGTH;
        document.putShort(start, (short) next.sbeBlockLength());
        document.putShort(start + 2, (short) next.sbeTemplateId());
        document.putShort(start + 4, (short) next.sbeSchemaId());
        document.putShort(start + 6, (short) next.sbeSchemaVersion());
        int body = start + MessageHeaderEncoder.ENCODED_LENGTH;
        document.setMemory(body, next.sbeBlockLength(), (byte) 0);
        header.wrap(document, body).seq(++seq).orderId(orderId).causeSeq(causeSeq).causeJournal(causeJournal.value());
        next.wrap(document, body);
        encoder = next;
        return next;
    }

    private void endRecord(int flags) {
        if (encoder == null) {
            return;
        }
        int size = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        header.wrap(document, start + MessageHeaderEncoder.ENCODED_LENGTH).flags((short) flags);
        document.putInt(length, size);
        header.crc(RecordCrc.of(document, start, size));
        length = start + size;
        encoder = null;
    }

    /** Stamps the open record; all of a step have one time. */
    Pen at(long tick) {
        header.wrap(document, start + MessageHeaderEncoder.ENCODED_LENGTH).time(START_NS + tick * TICK_NS);
        return this;
    }

    /** Appends the step; gives the seq of its last record. */
    long commit(long tick) {
        at(tick);
        endRecord(JournalRecord.LAST_OF_STEP);
        appender.append(document, 0, length);
        length = 0;
        return seq;
    }

    /** Seq of the last record. */
    long seq() {
        return seq;
    }

    @Override
    public void close() {
        appender.close();
    }
}
