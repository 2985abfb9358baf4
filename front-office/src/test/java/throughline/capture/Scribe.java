package throughline.capture;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;

/** Writes another office's journal by hand, one record a document, each with its seq, time and CRC. */
public final class Scribe {
    private static final int BODY = RecordCursor.FRAME_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH;

    private final Journal.Appender appender;
    private final UnsafeBuffer document = new UnsafeBuffer(new byte[4096]);
    private MessageEncoderFlyweight open;
    private long seq;
    private long timeNs;
    private long orderId;
    private long consumed;
    private JournalId causeJournal = JournalId.NONE;
    private long cause;

    /** Writes with the journal's one appender. */
    public Scribe(Journal.Appender appender) {
        this.appender = appender;
    }

    /** What the records from here on say was read of the office's first input. */
    public void consumed(long seqRead) {
        consumed = seqRead;
    }

    /** What the records from here on were caused by. */
    public void because(JournalId journal, long causeSeq) {
        causeJournal = journal;
        cause = causeSeq;
    }

    /** Begins a record; {@link #end} appends it. */
    public <E extends MessageEncoderFlyweight> E begin(E encoder, long order, long atNs) {
        document.setMemory(0, document.capacity(), (byte) 0);
        int at = RecordCursor.FRAME_LENGTH;
        document.putShort(at, (short) encoder.sbeBlockLength(), LITTLE_ENDIAN);
        document.putShort(at + 2, (short) encoder.sbeTemplateId(), LITTLE_ENDIAN);
        document.putShort(at + 4, (short) encoder.sbeSchemaId(), LITTLE_ENDIAN);
        document.putShort(at + 6, (short) encoder.sbeSchemaVersion(), LITTLE_ENDIAN);
        encoder.wrap(document, BODY);
        open = encoder;
        orderId = order;
        timeNs = atNs;
        return encoder;
    }

    /** Appends the record begun; gives its seq. */
    public long end() {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + open.encodedLength();
        document.putInt(0, length, LITTLE_ENDIAN);
        document.putLong(BODY + RecordHeaderEncoder.seqEncodingOffset(), ++seq, LITTLE_ENDIAN);
        document.putLong(BODY + RecordHeaderEncoder.timeEncodingOffset(), timeNs, LITTLE_ENDIAN);
        document.putLong(BODY + RecordHeaderEncoder.orderIdEncodingOffset(), orderId, LITTLE_ENDIAN);
        document.putLong(BODY + RecordHeaderEncoder.consumed1EncodingOffset(), consumed, LITTLE_ENDIAN);
        document.putLong(BODY + RecordHeaderEncoder.causeSeqEncodingOffset(), cause, LITTLE_ENDIAN);
        document.putByte(BODY + RecordHeaderEncoder.causeJournalEncodingOffset(), (byte) causeJournal.value());
        document.putByte(BODY + RecordHeaderEncoder.flagsEncodingOffset(), (byte) JournalRecord.LAST_OF_STEP);
        int start = RecordCursor.FRAME_LENGTH;
        document.putInt(BODY + RecordHeaderEncoder.crcEncodingOffset(), (int) RecordCrc.of(document, start, length),
            LITTLE_ENDIAN);
        appender.append(document, 0, start + length);
        return seq;
    }
}
