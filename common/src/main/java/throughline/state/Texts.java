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
            rehash(slots.length * 2);
            slot = slotOf(hash, source, offset, length);
        }
        int start = starts[count + 1];
        if (start + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + length));
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

    private static int hash(DirectBuffer source, int offset, int length) {
        long hash = length;
        int at = offset;
        for (int left = length; left > 0; left -= Long.BYTES, at += Long.BYTES) {
            hash = (hash ^ word(source, at, left)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    /** The next eight bytes as a number, or as many as are left. */
    private static long word(DirectBuffer source, int at, int left) {
        if (left >= Long.BYTES) {
            return source.getLong(at, ByteOrder.LITTLE_ENDIAN);
        }
        long word = 0;
        for (int i = left - 1; i >= 0; i--) {
            word = word << 8 | source.getByte(at + i) & 0xFF;
        }
        return word;
    }

    private boolean same(int text, DirectBuffer source, int offset, int length) {
        int start = starts[text];
        if (starts[text + 1] - start != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != source.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    private void rehash(int size) {
        slots = new long[size];
        UnsafeBuffer all = new UnsafeBuffer(bytes);
        for (int text = 1; text <= count; text++) {
            int hash = hash(all, starts[text], length(text));
            slots[slotOf(hash, all, starts[text], length(text))] = entry(hash, text);
        }
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
        for (int text = 1; text <= count; text++) {
            sink.putLong(length(text));
            sink.putBytes(bytes, starts[text], length(text));
        }
    }

    @Override
    public void load(StateSource source) {
        clear();
        int wanted = (int) source.getLong();
        starts = new int[Math.max(starts.length, wanted + 2)];
        for (int text = 1; text <= wanted; text++) {
            int length = (int) source.getLong();
            int start = starts[text];
            if (start + length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + length));
            }
            source.getBytes(bytes, start, length);
            starts[text + 1] = start + length;
        }
        count = wanted;
        rehash(Math.max(slots.length, Integer.highestOneBit(Math.max(4, wanted)) << 2));
    }
}
