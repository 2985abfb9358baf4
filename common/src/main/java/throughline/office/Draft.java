package throughline.office;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.message.MessageHeaderEncoder;

/** A command in the making: the draft of the record it asks for. Reused from one to the next; not thread-safe. */
public final class Draft {
    /** Largest draft in bytes: twice that and the headers of what follows from it fit into a document. */
    public static final int MAX_LENGTH = 7 << 16;

    private static final int USUAL_LENGTH = 1 << 12;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(USUAL_LENGTH);
    private MessageEncoderFlyweight encoder;

    /**
     * Begins a draft.
     *
     * @param encoder of the record asked for
     * @param actor who asks; 0: the office itself
     * @param orderId the order it is about; 0: none yet, or none
     * @return the encoder, all fields zero
     */
    public <E extends MessageEncoderFlyweight> E begin(E encoder, int actor, long orderId) {
        RecordWriter.begin(buffer, 0, encoder);
        buffer.putInt(RecordWriter.ACTOR_AT, actor, LITTLE_ENDIAN);
        buffer.putLong(RecordWriter.ORDER_AT, orderId, LITTLE_ENDIAN);
        this.encoder = encoder;
        return encoder;
    }

    /** The draft's bytes, from 0 to {@link #length()}. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Length in bytes so far. */
    public int length() {
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
