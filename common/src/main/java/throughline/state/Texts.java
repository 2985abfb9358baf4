package throughline.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Texts told apart by a number: the same bytes have the same number, from 1 in order of arrival. Looking up allocates
 * nothing; taking up a new one does so only when the store grows. Nothing is ever taken out but all at once.
 */
public final class Texts implements State {
    private final UnsafeBuffer own = new UnsafeBuffer(0, 0);
    private byte[] bytes;
    private int[] starts;
    /** As {@link TextSlots} lays them out. */
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
        slots = new long[TextSlots.size(expectedTexts)];
    }

    /** Number of a text; 0: not known. */
    public int find(DirectBuffer source, int offset, int length) {
        return (int) slots[slotOf(TextSlots.hash(source, offset, length), source, offset, length)];
    }

    /** Number of a text; 0: not known. */
    public int find(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return find(new UnsafeBuffer(encoded), 0, encoded.length);
    }

    /** Number of a text, taking it up when it is new. */
    public int intern(DirectBuffer source, int offset, int length) {
        int hash = TextSlots.hash(source, offset, length);
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
        slots[slot] = TextSlots.entry(hash, count);
        return count;
    }

    /** Number here of another store's text, taking it up when it is new. */
    public int intern(Texts from, int text) {
        return intern(new UnsafeBuffer(from.bytes, from.start(text), from.length(text)), 0, from.length(text));
    }

    private int slotOf(int hash, DirectBuffer source, int offset, int length) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0
            && (TextSlots.hash(slots[slot]) != hash || !same((int) slots[slot], source, offset, length))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean same(int text, DirectBuffer source, int offset, int length) {
        return TextSlots.same(own, starts[text], length(text), source, offset, length);
    }

    /** Gives each text its slot; no two are the same, so that none need be compared. */
    private void index(int size) {
        slots = new long[size];
        int mask = size - 1;
        for (long entry : TextSlots.entries(size, count, text -> TextSlots.hash(own, starts[text], length(text)))) {
            int slot = TextSlots.hash(entry) & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = entry;
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
        index(Math.max(slots.length, TextSlots.size(count)));
    }
}
