package throughline.lineage;

import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The index of a run of a journal's records, a fixed number of them and never changed again: where every 32nd of them
 * stands, and two or three sorted columns of keys, each with the place in the block of the record it leads to. Valid
 * only with its CRC. Safe to read from any thread.
 */
final class Block {
    /** Column of the records' order ids. */
    static final int ORDER = 0;
    /** Column of the records' causes. */
    static final int CAUSE = 1;
    /** Column of {@link NameKey}s, in the front's index alone. */
    static final int NAME = 2;
    /** How many records one place in the journal stands for. */
    static final int SAMPLE = 32;
    /** Bits of a seq, or of an order id, which is one. */
    static final int SEQ_BITS = 46;

    static final int MAGIC = 0x544C_4E31;
    static final int MAGIC_AT = 0;
    static final int RECORDS_AT = 4;
    static final int EPOCH_AT = 8;
    static final int FIRST_SEQ_AT = 16;
    static final int COUNTS_AT = 24;
    static final int LAST_POSITION_AT = 32;
    static final int LAST_CRC_AT = 40;
    static final int CRC_AT = 48;
    static final int HEADER_LENGTH = 64;
    private static final int NAME_COUNT_AT = 52;
    private static final int BASIC = 2;
    private static final int KINDS = 4;

    private final Shape shape;
    private final UnsafeBuffer buffer;
    private final boolean inMemory;
    private final long[] lowest;
    private final long[] highest;

    /**
     * How a block lies in bytes.
     *
     * @param bits of a record's place in its block: it holds two to their power of records
     * @param columns by how many keys a record can be found
     */
    record Shape(int bits, int columns) {
        /** The one that stands on disk: 16,384 records in 16.3 bytes each. */
        static final Shape USUAL = new Shape(14, BASIC);
        /** The front's, with the names of orders: 16,384 records in 24.3 bytes each. */
        static final Shape NAMED = new Shape(14, NAME + 1);

        int records() {
            return 1 << bits;
        }

        int samples() {
            return Math.max(1, records() / SAMPLE);
        }

        int column(int column) {
            return HEADER_LENGTH + (samples() + column * records()) * Long.BYTES;
        }

        int bytes() {
            return column(columns);
        }

        int magic() {
            return MAGIC + columns - BASIC;
        }
    }

    Block(Shape shape, UnsafeBuffer buffer, boolean inMemory) {
        this.shape = shape;
        this.buffer = buffer;
        this.inMemory = inMemory;
        lowest = new long[shape.columns() * KINDS];
        highest = new long[shape.columns() * KINDS];
        for (int column = 0; column < shape.columns(); column++) {
            for (int kind = 0; kind < KINDS; kind++) {
                int from = lowerBound(column, (long) kind << SEQ_BITS);
                int to = lowerBound(column, (long) (kind + 1) << SEQ_BITS);
                boolean any = from < to;
                lowest[column * KINDS + kind] = any ? entry(column, from) >>> shape.bits() : Long.MAX_VALUE;
                highest[column * KINDS + kind] = any ? entry(column, to - 1) >>> shape.bits() : -1;
            }
        }
    }

    /** Where it says how many entries a column has. */
    static int countAt(int column) {
        return column == NAME ? NAME_COUNT_AT : COUNTS_AT + column * Integer.BYTES;
    }

    /** Key of a cause. */
    static long cause(int journal, long seq) {
        return (long) journal << SEQ_BITS | seq;
    }

    /** Whether what lies there is that block, whole. */
    static boolean isGood(Shape shape, UnsafeBuffer buffer, long epoch, int number) {
        return buffer.getInt(MAGIC_AT) == shape.magic() && buffer.getInt(RECORDS_AT) == shape.records()
            && buffer.getLong(EPOCH_AT) == epoch
            && buffer.getLong(FIRST_SEQ_AT) == (long) number * shape.records() + 1
            && buffer.getInt(CRC_AT) == crc(buffer);
    }

    /** CRC32C of a block without this field. */
    static int crc(UnsafeBuffer buffer) {
        CRC32C crc = new CRC32C();
        int behind = CRC_AT + Integer.BYTES;
        if (buffer.byteArray() != null) {
            crc.update(buffer.byteArray(), 0, CRC_AT);
            crc.update(buffer.byteArray(), behind, buffer.capacity() - behind);
        } else {
            ByteBuffer bytes = buffer.byteBuffer().duplicate();
            int start = buffer.wrapAdjustment();
            crc.update(bytes.limit(start + CRC_AT).position(start));
            crc.update(bytes.limit(start + buffer.capacity()).position(start + behind));
        }
        return (int) crc.getValue();
    }

    private long entry(int column, int at) {
        return buffer.getLong(shape.column(column) + at * Long.BYTES);
    }

    /** First entry whose key is not below. */
    private int lowerBound(int column, long key) {
        int from = 0;
        int to = buffer.getInt(countAt(column));
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (entry(column, middle) >>> shape.bits() < key) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private boolean mayHave(int column, long key) {
        if (key < 0 || key >>> SEQ_BITS >= KINDS) {
            return false;
        }
        int kind = column * KINDS + (int) (key >>> SEQ_BITS);
        return key >= lowest[kind] && key <= highest[kind];
    }

    /** How many records have that key. */
    int count(int column, long key) {
        return mayHave(column, key) ? lowerBound(column, key + 1) - lowerBound(column, key) : 0;
    }

    /** Gives the seqs of the records that have that key, ascending. */
    void each(int column, long key, LongConsumer seqs) {
        if (!mayHave(column, key)) {
            return;
        }
        int end = buffer.getInt(countAt(column));
        for (int at = lowerBound(column, key); at < end && entry(column, at) >>> shape.bits() == key; at++) {
            seqs.accept(firstSeq() + (entry(column, at) & shape.records() - 1));
        }
    }

    /** Place of the document of the record, or of a record at most 31 before it. */
    long position(long seq) {
        return buffer.getLong(HEADER_LENGTH + (int) (seq - firstSeq()) / SAMPLE * Long.BYTES);
    }

    long firstSeq() {
        return buffer.getLong(FIRST_SEQ_AT);
    }

    long lastSeq() {
        return firstSeq() + shape.records() - 1;
    }

    long lastPosition() {
        return buffer.getLong(LAST_POSITION_AT);
    }

    long lastCrc() {
        return buffer.getLong(LAST_CRC_AT);
    }

    /** Whether it has not been written to a file. */
    boolean isInMemory() {
        return inMemory;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }
}
