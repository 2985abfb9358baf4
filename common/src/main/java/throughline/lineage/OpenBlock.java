package throughline.lineage;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.message.JournalRecord;

/** The index of a journal's newest records, in memory and in the order they came, until a {@link Block} is full. */
final class OpenBlock {
    private final Block.Shape shape;
    private final long[] positions;
    private final long[][] keys;
    private final NameKey names = new NameKey();
    private long firstSeq = 1;
    private int count;

    OpenBlock(Block.Shape shape) {
        this.shape = shape;
        positions = new long[shape.samples()];
        keys = new long[shape.columns()][shape.records()];
    }

    /** Empties it. */
    void begin(long seq) {
        firstSeq = seq;
        count = 0;
    }

    void add(JournalRecord record, long position) {
        if (count % Block.SAMPLE == 0) {
            positions[count / Block.SAMPLE] = position;
        }
        keys[Block.ORDER][count] = record.orderId();
        keys[Block.CAUSE][count] =
            record.causeSeq() == 0 ? 0 : Block.cause(record.causeJournal(), record.causeSeq());
        if (keys.length > Block.NAME) {
            keys[Block.NAME][count] = names.of(record);
        }
        count++;
    }

    boolean isFull() {
        return count == shape.records();
    }

    /** The whole of it as a block. */
    Block seal(long epoch, long lastPosition, long lastCrc) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[shape.bytes()]);
        buffer.putInt(Block.MAGIC_AT, shape.magic());
        buffer.putInt(Block.RECORDS_AT, shape.records());
        buffer.putLong(Block.EPOCH_AT, epoch);
        buffer.putLong(Block.FIRST_SEQ_AT, firstSeq);
        buffer.putLong(Block.LAST_POSITION_AT, lastPosition);
        buffer.putLong(Block.LAST_CRC_AT, lastCrc);
        for (int i = 0; i < positions.length; i++) {
            buffer.putLong(Block.HEADER_LENGTH + i * Long.BYTES, positions[i]);
        }
        for (int column = 0; column < keys.length; column++) {
            buffer.putInt(Block.countAt(column), putSorted(buffer, column));
        }
        buffer.putInt(Block.CRC_AT, Block.crc(buffer));
        return new Block(shape, buffer, true);
    }

    private int putSorted(UnsafeBuffer buffer, int column) {
        long[] entries = new long[count];
        int filled = 0;
        for (int i = 0; i < count; i++) {
            if (keys[column][i] != 0) {
                entries[filled++] = keys[column][i] << shape.bits() | i;
            }
        }
        Arrays.sort(entries, 0, filled);
        for (int i = 0; i < filled; i++) {
            buffer.putLong(shape.column(column) + i * Long.BYTES, entries[i]);
        }
        return filled;
    }

    /** As {@link Block#count}. */
    int count(int column, long key) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            found += keys[column][i] == key ? 1 : 0;
        }
        return found;
    }

    /** As {@link Block#each}. */
    void each(int column, long key, LongConsumer seqs) {
        for (int i = 0; i < count; i++) {
            if (keys[column][i] == key) {
                seqs.accept(firstSeq + i);
            }
        }
    }

    /** As {@link Block#position}. */
    long position(long seq) {
        return positions[(int) (seq - firstSeq) / Block.SAMPLE];
    }
}
