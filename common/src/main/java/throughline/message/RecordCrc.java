package throughline.message;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * CRC32C of a record's bytes, its own crc field left out. Allocates nothing over arrays; safe from any thread.
 */
public final class RecordCrc {
    private static final int CRC_AT = MessageHeaderDecoder.ENCODED_LENGTH + RecordHeaderDecoder.crcEncodingOffset();
    private static final int BEHIND_CRC = CRC_AT + Integer.BYTES;
    private static final ThreadLocal<CRC32C> CRC = ThreadLocal.withInitial(CRC32C::new);

    private RecordCrc() {
    }

    /**
     * Computes it.
     *
     * @param buffer that holds the record
     * @param offset of the record, in bytes
     * @param length of the record, in bytes
     * @return the CRC as an unsigned int
     */
    public static long of(DirectBuffer buffer, int offset, int length) {
        CRC32C crc = CRC.get();
        crc.reset();
        byte[] array = buffer.byteArray();
        if (array != null) {
            int start = buffer.wrapAdjustment() + offset;
            crc.update(array, start, CRC_AT);
            crc.update(array, start + BEHIND_CRC, length - BEHIND_CRC);
        } else {
            ByteBuffer bytes = buffer.byteBuffer().duplicate();
            int start = buffer.wrapAdjustment() + offset;
            crc.update(bytes.limit(start + CRC_AT).position(start));
            crc.update(bytes.limit(start + length).position(start + BEHIND_CRC));
        }
        return crc.getValue();
    }
}
