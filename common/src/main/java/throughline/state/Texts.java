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
    private final TextBytes texts;
    /** As {@link TextSlots} lays them out. */
    private long[] slots;

    /**
     * An empty store.
     *
     * @param expectedTexts that it takes without growing
     * @param expectedBytes that they take together
     */
    public Texts(int expectedTexts, int expectedBytes) {
        texts = new TextBytes(expectedTexts, expectedBytes);
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
        if (2 * (texts.count() + 1) > slots.length) {
            index(slots.length * 2);
            slot = slotOf(hash, source, offset, length);
        }
        int text = texts.add(source, offset, length);
        slots[slot] = TextSlots.entry(hash, text);
        return text;
    }

    /** Number here of another store's text, taking it up when it is new. */
    public int intern(Texts from, int text) {
        return intern(from.texts.buffer(), from.start(text), from.length(text));
    }

    private int slotOf(int hash, DirectBuffer source, int offset, int length) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0
            && (TextSlots.hash(slots[slot]) != hash || !texts.same((int) slots[slot], source, offset, length))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Gives each text its slot; no two are the same, so that none need be compared. */
    private void index(int size) {
        slots = new long[size];
        int mask = size - 1;
        for (long entry : TextSlots.entries(size, texts.count(), this::hash)) {
            int slot = TextSlots.hash(entry) & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = entry;
        }
    }

    private int hash(int text) {
        return TextSlots.hash(texts.buffer(), texts.start(text), texts.length(text));
    }

    /** The text as a string; allocates. */
    public String text(int text) {
        return texts.string(text);
    }

    /** Bytes of all texts; a text's lie from {@link #start} on. Valid until the next {@link #intern}. */
    public byte[] bytes() {
        return texts.bytes();
    }

    /** Where a text begins in {@link #bytes()}. */
    public int start(int text) {
        return texts.start(text);
    }

    /** A text's length in bytes. */
    public int length(int text) {
        return texts.length(text);
    }

    /** How many there are; their numbers are 1 to this. */
    public int count() {
        return texts.count();
    }

    /** Forgets all. */
    public void clear() {
        texts.clear();
        Arrays.fill(slots, 0);
    }

    @Override
    public void save(StateSink sink) {
        int count = texts.count();
        sink.putLong(count);
        for (int text = 1; text <= count; text += 2) {
            sink.putLong((long) texts.end(text) << Integer.SIZE | (text == count ? 0 : texts.end(text + 1)));
        }
        texts.saveBytes(sink);
    }

    @Override
    public void load(StateSource source) {
        int count = (int) source.getLong();
        texts.begin(count);
        for (int text = 1; text <= count; text += 2) {
            long ends = source.getLong();
            texts.setEnd(text, (int) (ends >>> Integer.SIZE));
            if (text < count) {
                texts.setEnd(text + 1, (int) ends);
            }
        }
        texts.loadBytes(source);
        index(Math.max(slots.length, TextSlots.size(count)));
    }
}
