package throughline.books;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import org.agrona.MutableDirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Rows in PostgreSQL's binary COPY format (big-endian; each field a length and its bytes), in a buffer used
 * again and again. Not thread-safe.
 */
final class CopyBuffer {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int EPOCH_DAY_OF_2000 = 10_957;
    private static final int NULL_LENGTH = -1;
    private static final int CHUNK_LENGTH = 1 << 16;
    private static final short TRAILER = -1;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(CHUNK_LENGTH);
    private int length;
    private long rows;

    /** Begins a new copy. */
    CopyBuffer begin() {
        buffer.putBytes(0, SIGNATURE);
        buffer.putLong(SIGNATURE.length, 0, ByteOrder.BIG_ENDIAN);
        length = SIGNATURE.length + Long.BYTES;
        rows = 0;
        return this;
    }

    /** Begins a row of so many fields. */
    CopyBuffer row(int fields) {
        putShort((short) fields);
        rows++;
        return this;
    }

    CopyBuffer int2(int value) {
        putInt(Short.BYTES);
        putShort((short) value);
        return this;
    }

    CopyBuffer int4(int value) {
        putInt(Integer.BYTES);
        putInt(value);
        return this;
    }

    CopyBuffer int8(long value) {
        putInt(Long.BYTES);
        buffer.putLong(length, value, ByteOrder.BIG_ENDIAN);
        length += Long.BYTES;
        return this;
    }

    /** A bigint, or null for 0. */
    CopyBuffer int8OrNull(long value) {
        if (value != 0) {
            return int8(value);
        }
        putInt(NULL_LENGTH);
        return this;
    }

    /** A date from its epoch day, or null for {@code Integer.MIN_VALUE}. */
    CopyBuffer date(int epochDay) {
        if (epochDay != Integer.MIN_VALUE) {
            return int4(epochDay - EPOCH_DAY_OF_2000);
        }
        putInt(NULL_LENGTH);
        return this;
    }

    CopyBuffer text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    CopyBuffer bool(boolean value) {
        putInt(1);
        buffer.putByte(length++, (byte) (value ? 1 : 0));
        return this;
    }

    /** A bytea from hexadecimal digits. */
    CopyBuffer hex(String digits) {
        return bytes(HexFormat.of().parseHex(digits));
    }

    private CopyBuffer bytes(byte[] value) {
        putInt(value.length);
        buffer.putBytes(length, value);
        length += value.length;
        return this;
    }

    private void putShort(short value) {
        buffer.putShort(length, value, ByteOrder.BIG_ENDIAN);
        length += Short.BYTES;
    }

    private void putInt(int value) {
        buffer.putInt(length, value, ByteOrder.BIG_ENDIAN);
        length += Integer.BYTES;
    }

    /**
     * Sends what was gathered; nothing when there are no rows.
     *
     * @param target table and columns, as in {@code books.entry (entry_id, …)}
     */
    void send(CopyManager copies, String target) throws SQLException {
        if (rows == 0) {
            return;
        }
        putShort(TRAILER);
        CopyIn copy = copies.copyIn("COPY " + target + " FROM STDIN (FORMAT binary)");
        try {
            for (int at = 0; at < length; at += CHUNK_LENGTH) {
                copy.writeToCopy(buffer.byteArray(), at, Math.min(CHUNK_LENGTH, length - at));
            }
            long taken = copy.endCopy();
            if (taken != rows) {
                throw new BooksRefusedException("COPY " + target + " took " + taken + " of " + rows + " rows");
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
