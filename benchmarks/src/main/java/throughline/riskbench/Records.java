package throughline.riskbench;

import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.RecordHeaderEncoder;

/** Lays records out for a firm that is fed without journals. Any thread. */
public final class Records {
    private Records() {
    }

    /**
     * Lays out a record that is a step of its own, from nothing; gives its length in bytes.
     *
     * @param at where in the buffer it begins
     * @param timeNs its stamp, epoch nanoseconds
     * @param orderId the order it is about; 0: none
     * @param fields sets the fields of its body
     */
    public static <E extends MessageEncoderFlyweight> int write(UnsafeBuffer to, int at, E encoder, int actor, long seq,
        long timeNs, long orderId, Consumer<E> fields) {
        int body = at + MessageHeaderEncoder.ENCODED_LENGTH;
        to.putShort(at, (short) encoder.sbeBlockLength(), ByteOrder.LITTLE_ENDIAN);
        to.putShort(at + 2, (short) encoder.sbeTemplateId(), ByteOrder.LITTLE_ENDIAN);
        to.putShort(at + 4, (short) encoder.sbeSchemaId(), ByteOrder.LITTLE_ENDIAN);
        to.putShort(at + 6, (short) encoder.sbeSchemaVersion(), ByteOrder.LITTLE_ENDIAN);
        to.setMemory(body, encoder.sbeBlockLength(), (byte) 0);
        encoder.wrap(to, body);
        fields.accept(encoder);
        new RecordHeaderEncoder().wrap(to, body).actor(actor).seq(seq).time(timeNs).orderId(orderId)
            .flags((short) JournalRecord.LAST_OF_STEP);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
