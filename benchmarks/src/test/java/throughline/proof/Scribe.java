package throughline.proof;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;

/** Writes a journal by hand, one record a document, so that a fold can be shown what no office would write. */
final class Scribe {
    private static final int BODY = RecordCursor.FRAME_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH;

    final MemoryJournal journal;
    private final Journal.Appender appender;
    private final UnsafeBuffer document = new UnsafeBuffer(new byte[4096]);
    private MessageEncoderFlyweight open;
    private long orderId;
    private long seq;

    Scribe(String name) {
        journal = new MemoryJournal(name);
        appender = journal.appender();
    }

    /** Begins a record; {@link #end} appends it. */
    <E extends MessageEncoderFlyweight> E begin(E encoder, long order) {
        document.setMemory(0, document.capacity(), (byte) 0);
        int at = RecordCursor.FRAME_LENGTH;
        document.putShort(at, (short) encoder.sbeBlockLength(), LITTLE_ENDIAN);
        document.putShort(at + 2, (short) encoder.sbeTemplateId(), LITTLE_ENDIAN);
        document.putShort(at + 4, (short) encoder.sbeSchemaId(), LITTLE_ENDIAN);
        document.putShort(at + 6, (short) encoder.sbeSchemaVersion(), LITTLE_ENDIAN);
        encoder.wrap(document, BODY);
        open = encoder;
        orderId = order;
        return encoder;
    }

    /** Appends the record begun, because of a record of the front's; gives its seq. */
    long end(long frontCause) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + open.encodedLength();
        document.putInt(0, length, LITTLE_ENDIAN);
        RecordHeaderEncoder header = new RecordHeaderEncoder().wrap(document, BODY);
        header.seq(++seq).time(seq).orderId(orderId).flags((short) JournalRecord.LAST_OF_STEP)
            .causeSeq(frontCause).causeJournal(frontCause == 0 ? JournalId.NONE.value() : JournalId.FRONT.value());
        int start = RecordCursor.FRAME_LENGTH;
        header.crc(RecordCrc.of(document, start, length));
        appender.append(document, 0, start + length);
        return seq;
    }

    long end() {
        return end(0);
    }
}
