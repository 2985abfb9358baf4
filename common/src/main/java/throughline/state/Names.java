package throughline.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Names that somebody gave, each with a number, from 1 in order of arrival; the same name of two owners is two names.
 * By what they are found is made when the first is looked for, and kept from then on: so a replay, which looks for
 * none, writes them down one behind another and no more. Looking up allocates nothing but that first time; taking up a
 * name does so only when the store grows. Nothing is ever taken out but all at once. One thread.
 */
public final class Names implements State {
    private static final int OF_OWNER = 0x9E3779B0;

    private final TextBytes names;
    private final int expected;
    private int[] owners;
    /** As {@link TextSlots} lays them out; null: nobody has asked yet. */
    private long[] slots;

    /**
     * An empty store.
     *
     * @param expectedNames that it takes without growing
     * @param expectedBytes that they take together
     */
    public Names(int expectedNames, int expectedBytes) {
        expected = expectedNames;
        names = new TextBytes(expectedNames, expectedBytes);
        owners = new int[names.room()];
    }

    /** Number of an owner's name, the last that was given where it was taken up twice; 0: not known. */
    public int find(int owner, DirectBuffer source, int offset, int length) {
        makeFindable();
        return (int) slots[slotOf(hash(owner, source, offset, length), owner, source, offset, length)];
    }

    /** As {@link #find(int, DirectBuffer, int, int)}; allocates. */
    public int find(int owner, String name) {
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        return find(owner, new UnsafeBuffer(encoded), 0, encoded.length);
    }

    /** Takes a name up that its owner has not given before; gives its number. */
    public int add(int owner, DirectBuffer source, int offset, int length) {
        int name = names.add(source, offset, length);
        if (name >= owners.length) {
            owners = Arrays.copyOf(owners, names.room());
        }
        owners[name] = owner;
        if (slots != null) {
            if (2 * name > slots.length) {
                index(slots.length * 2);
            } else {
                put(TextSlots.entry(hash(owner, source, offset, length), name));
            }
        }
        return name;
    }

    /** Takes another store's name up, as {@link #add(int, DirectBuffer, int, int)}. */
    public int add(Names from, int name) {
        return add(from.owners[name], from.names.buffer(), from.start(name), from.length(name));
    }

    /** Whether looking up allocates nothing any more. */
    public boolean isFindable() {
        return slots != null;
    }

    /** Makes by what names are found, if nobody has asked yet: for whoever will ask, and shall not wait for it then. */
    public void makeFindable() {
        if (slots == null) {
            index(TextSlots.size(Math.max(expected, names.count())));
        }
    }

    private static int hash(int owner, DirectBuffer source, int offset, int length) {
        return TextSlots.hash(source, offset, length) + owner * OF_OWNER;
    }

    private void index(int size) {
        slots = new long[size];
        for (long entry : TextSlots.entries(size, names.count(), this::hash)) {
            put(entry);
        }
    }

    private int hash(int name) {
        return hash(owners[name], names.buffer(), start(name), length(name));
    }

    private void put(long entry) {
        int name = (int) entry;
        slots[slotOf(TextSlots.hash(entry), owners[name], names.buffer(), start(name), length(name))] = entry;
    }

    private int slotOf(int hash, int owner, DirectBuffer source, int offset, int length) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0
            && (TextSlots.hash(slots[slot]) != hash || !same((int) slots[slot], owner, source, offset, length))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean same(int name, int owner, DirectBuffer source, int offset, int length) {
        return owners[name] == owner && names.same(name, source, offset, length);
    }

    /** The name as a string; allocates. */
    public String text(int name) {
        return names.string(name);
    }

    /** Bytes of all names; a name's lie from {@link #start} on. Valid until the next {@link #add}. */
    public byte[] bytes() {
        return names.bytes();
    }

    /** Where a name begins in {@link #bytes()}. */
    public int start(int name) {
        return names.start(name);
    }

    /** A name's length in bytes; of name 0, which is nobody's, 0. */
    public int length(int name) {
        return names.length(name);
    }

    /** How many there are; their numbers are 1 to this. */
    public int count() {
        return names.count();
    }

    /** Forgets all. */
    public void clear() {
        names.clear();
        if (slots != null) {
            Arrays.fill(slots, 0);
        }
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(names.count());
        for (int name = 1; name <= names.count(); name++) {
            sink.putLong((long) owners[name] << Integer.SIZE | names.end(name));
        }
        names.saveBytes(sink);
    }

    @Override
    public void load(StateSource source) {
        int count = (int) source.getLong();
        names.begin(count);
        owners = new int[names.room()];
        for (int name = 1; name <= count; name++) {
            long one = source.getLong();
            owners[name] = (int) (one >>> Integer.SIZE);
            names.setEnd(name, (int) one);
        }
        names.loadBytes(source);
        slots = null;
    }
}
