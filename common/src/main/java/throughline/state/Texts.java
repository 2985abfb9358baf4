package throughline.state;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Texts told apart by a number: the same bytes have the same number, from 1 in order of arrival. Looking up allocates
 * nothing; taking up a new one does so only when the store grows. Nothing is ever taken out but all at once.
 */
public final class Texts implements State {
    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int LAST_AT = Long.SIZE - Byte.SIZE;
    private static final int DIGIT = 0xF;
    private static final long LAST = (long) DIGIT << LAST_AT;
    /** Of how many slots that lie together. */
    private static final int NEAR_BITS = 15;

    private final UnsafeBuffer own = new UnsafeBuffer(0, 0);
    private byte[] bytes;
    private int[] starts;
    /** Of each text its hash and its number, which leads to the rest only where the hashes agree. */
    private long[] slots;
    private int count;

    /**
     * An empty store.
     *
     * @param expectedTexts that it takes without growing
     * @param expectedBytes that they take together
     */
    public Texts(int expectedTexts, int expectedBytes) {
        bytes = new byte[Math.max(16, expectedBytes)];
        own.wrap(bytes);
        starts = new int[Math.max(4, expectedTexts) + 2];
        slots = new long[Integer.highestOneBit(Math.max(4, expectedTexts)) << 2];
    }

    /** Number of a text; 0: not known. */
    public int find(DirectBuffer source, int offset, int length) {
        return (int) slots[slotOf(hash(source, offset, length), source, offset, length)];
    }

    /** Number of a text; 0: not known. */
    public int find(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return find(new UnsafeBuffer(encoded), 0, encoded.length);
    }

    /** Number of a text, taking it up when it is new. */
    public int intern(DirectBuffer source, int offset, int length) {
        int hash = hash(source, offset, length);
        int slot = slotOf(hash, source, offset, length);
        if (slots[slot] != 0) {
            return (int) slots[slot];
        }
        if (2 * (count + 1) > slots.length) {
            index(slots.length * 2);
            slot = slotOf(hash, source, offset, length);
        }
        int start = starts[count + 1];
        if (start + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + length));
            own.wrap(bytes);
        }
        if (count + 2 >= starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        source.getBytes(offset, bytes, start, length);
        count++;
        starts[count + 1] = start + length;
        slots[slot] = entry(hash, count);
        return count;
    }

    /** Number here of another store's text, taking it up when it is new. */
    public int intern(Texts from, int text) {
        return intern(new UnsafeBuffer(from.bytes, from.start(text), from.length(text)), 0, from.length(text));
    }

    private static long entry(int hash, int text) {
        return (long) hash << 32 | text;
    }

    private int slotOf(int hash, DirectBuffer source, int offset, int length) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0
            && ((int) (slots[slot] >>> 32) != hash || !same((int) slots[slot], source, offset, length))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Names that count up are called one after another: those that differ in the last digit lie side by side. */
    private static int hash(DirectBuffer source, int offset, int length) {
        long hash = length;
        int at = offset;
        int end = offset + length;
        for (; at + Long.BYTES < end; at += Long.BYTES) {
            hash = (hash ^ source.getLong(at, ByteOrder.LITTLE_ENDIAN)) * PRIME;
            hash ^= hash >>> Integer.SIZE;
        }
        if (length < Long.BYTES) {
            return folded((hash ^ (length == 0 ? 0 : few(source, offset, length))) * PRIME);
        }
        long rest = source.getLong(end - Long.BYTES, ByteOrder.LITTLE_ENDIAN);
        return folded((hash ^ rest & ~LAST) * PRIME) ^ (int) (rest >>> LAST_AT) & DIGIT;
    }

    private static int folded(long hash) {
        return (int) (hash ^ hash >>> Integer.SIZE);
    }

    /** Fewer than eight bytes, but some, as a number; by their order and not by this machine's. */
    private static long few(DirectBuffer source, int offset, int length) {
        if (length >= Integer.BYTES) {
            long first = source.getInt(offset, ByteOrder.LITTLE_ENDIAN);
            return first << Integer.SIZE ^ source.getInt(offset + length - Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
        }
        return (long) source.getByte(offset) << Short.SIZE ^ source.getByte(offset + length / 2) << Byte.SIZE
            ^ source.getByte(offset + length - 1);
    }

    private boolean same(int text, DirectBuffer source, int offset, int length) {
        int start = starts[text];
        if (starts[text + 1] - start != length) {
            return false;
        }
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if (own.getLong(start + at) != source.getLong(offset + at)) {
                return false;
            }
        }
        if (length >= Long.BYTES) {
            int last = length - Long.BYTES;
            return own.getLong(start + last) == source.getLong(offset + last);
        }
        for (; at < length; at++) {
            if (bytes[start + at] != source.getByte(offset + at)) {
                return false;
            }
        }
        return true;
    }

    /** Gives each text its slot; no two are the same, so that none need be compared. */
    private void index(int size) {
        slots = new long[size];
        if (size <= 1 << NEAR_BITS) {
            for (int text = 1; text <= count; text++) {
                put(entry(hash(own, starts[text], length(text)), text));
            }
        } else {
            indexByParts(Integer.numberOfTrailingZeros(size) - NEAR_BITS);
        }
    }

    /** As many slots as the processor keeps near are filled before the next: all over the memory it is slower. */
    private void indexByParts(int bits) {
        int[] hashes = new int[count + 1];
        int[] ends = new int[(1 << bits) + 1];
        int parts = (1 << bits) - 1;
        for (int text = 1; text <= count; text++) {
            int hash = hash(own, starts[text], length(text));
            hashes[text] = hash;
            ends[(hash >>> NEAR_BITS & parts) + 1]++;
        }
        for (int part = 1; part <= parts; part++) {
            ends[part] += ends[part - 1];
        }
        long[] entries = new long[count];
        for (int text = 1; text <= count; text++) {
            entries[ends[hashes[text] >>> NEAR_BITS & parts]++] = entry(hashes[text], text);
        }
        for (long entry : entries) {
            put(entry);
        }
    }

    private void put(long entry) {
        int mask = slots.length - 1;
        int slot = (int) (entry >>> Integer.SIZE) & mask;
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        slots[slot] = entry;
    }

    /** The text as a string; allocates. */
    public String text(int text) {
        return new String(bytes, starts[text], length(text), StandardCharsets.UTF_8);
    }

    /** Bytes of all texts; a text's lie from {@link #start} on. Valid until the next {@link #intern}. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where a text begins in {@link #bytes()}. */
    public int start(int text) {
        return starts[text];
    }

    /** A text's length in bytes. */
    public int length(int text) {
        return starts[text + 1] - starts[text];
    }

    /** How many there are; their numbers are 1 to this. */
    public int count() {
        return count;
    }

    /** Forgets all. */
    public void clear() {
        count = 0;
        starts[1] = 0;
        Arrays.fill(slots, 0);
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(count);
        for (int text = 1; text <= count; text += 2) {
            sink.putLong((long) starts[text + 1] << Integer.SIZE | (text == count ? 0 : starts[text + 2]));
        }
        sink.putBytes(bytes, 0, starts[count + 1]);
    }

    @Override
    public void load(StateSource source) {
        count = (int) source.getLong();
        starts = new int[Math.max(starts.length, count + count / 4 + 3)];
        for (int text = 1; text <= count; text += 2) {
            long ends = source.getLong();
            starts[text + 1] = (int) (ends >>> Integer.SIZE);
            starts[text + 2] = (int) ends;
        }
        starts[count + 2] = 0;
        int length = starts[count + 1];
        bytes = length > bytes.length ? new byte[length + length / 2] : bytes;
        own.wrap(bytes);
        source.getBytes(bytes, 0, length);
        index(Math.max(slots.length, Integer.highestOneBit(Math.max(4, count)) << 2));
    }
}
