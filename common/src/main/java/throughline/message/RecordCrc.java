package throughline.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * CRC32C of a record's bytes, its own crc field left out. Allocates nothing over arrays; in an array the bytes before
 * the field stand moved against those behind it for as long as the sum takes, so that it is one sum and not two: nobody
 * else may read the record meanwhile. One that is kept is for one thread; {@link #of} is safe from any.
 */
public final class RecordCrc {
    private static final int CRC_AT = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderDecoder.crcEncodingOffset();
    private static final int BEHIND_CRC = CRC_AT + Integer.BYTES;
    private static final ThreadLocal<RecordCrc> OF_THREAD = ThreadLocal.withInitial(RecordCrc::new);

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final CRC32C crc = new CRC32C();

    /**
     * Computes it.
     *
     * @param buffer that holds the record
     * @param offset of the record, in bytes
     * @param length of the record, in bytes
     * @return the CRC as an unsigned int
     */
    public static long of(DirectBuffer buffer, int offset, int length) {
        return OF_THREAD.get().sum(buffer, offset, length);
    }

    /** As {@link #of}, for one that keeps this. */
    public long sum(DirectBuffer buffer, int offset, int length) {
        crc.reset();
        byte[] array = buffer.byteArray();
        if (array != null) {
            int start = buffer.wrapAdjustment() + offset;
            int moved = start + BEHIND_CRC - CRC_AT;
            long stood = (long) WORDS.get(array, moved);
            WORDS.set(array, moved, (long) WORDS.get(array, start));
            crc.update(array, moved, start + length - moved);
            WORDS.set(array, moved, stood);
        } else {
            ByteBuffer bytes = buffer.byteBuffer().duplicate();
            int start = buffer.wrapAdjustment() + offset;
            crc.update(bytes.limit(start + CRC_AT).position(start));
            crc.update(bytes.limit(start + length).position(start + BEHIND_CRC));
        }
        return crc.getValue();
    }
}
