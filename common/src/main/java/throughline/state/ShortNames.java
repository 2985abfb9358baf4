package throughline.state;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Numbers, above 0, by names of at most {@link #LONGEST} bytes. A name and its number lie together, so that looking
 * one up fetches one place; all names would not, as {@link Texts} keeps them. Derived, and not saved. Allocates only
 * when it grows. One thread.
 */
public final class ShortNames {
    /** Most bytes of a name. */
    public static final int LONGEST = 2 * Long.BYTES;

    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int SECOND = 1;
    private static final int NUMBER = 2;
    /** Of longs a slot takes: the name's two halves, its number, and one more to make a power of two. */
    private static final int WIDTH = 4;
    private static final int FEWEST = 64;

    private long[] slots = new long[FEWEST * WIDTH];
    private int count;

    /** Whether a name is one of those: what ends with a byte 0 would read as what ends before it. */
    public static boolean takes(DirectBuffer name, int offset, int length) {
        return length > 0 && length <= LONGEST && name.getByte(offset + length - 1) != 0;
    }

    /** Number of a name that it takes; 0: it has none. */
    public int find(DirectBuffer name, int offset, int length) {
        return (int) slots[slotOf(first(name, offset, length), second(name, offset, length)) + NUMBER];
    }

    /** Gives a name that it takes a number; 0: it has none any more. */
    public void put(DirectBuffer name, int offset, int length, int number) {
        long first = first(name, offset, length);
        long second = second(name, offset, length);
        int slot = slotOf(first, second);
        if (slots[slot] == 0 && slots[slot + SECOND] == 0) {
            count++;
            if (2 * WIDTH * count > slots.length) {
                grow();
                slot = slotOf(first, second);
            }
            slots[slot] = first;
            slots[slot + SECOND] = second;
        }
        slots[slot + NUMBER] = number;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[2 * before.length];
        for (int slot = 0; slot < before.length; slot += WIDTH) {
            if (before[slot] != 0 || before[slot + SECOND] != 0) {
                System.arraycopy(before, slot, slots, slotOf(before[slot], before[slot + SECOND]), WIDTH);
            }
        }
    }

    /** Forgets all. */
    public void clear() {
        Arrays.fill(slots, 0);
        count = 0;
    }

    private int slotOf(long first, long second) {
        int mask = slots.length / WIDTH - 1;
        long hash = (first * PRIME ^ second) * PRIME;
        int slot = (int) (hash >>> Integer.SIZE) & mask;
        while (true) {
            int at = WIDTH * slot;
            if (slots[at] == first && slots[at + SECOND] == second || slots[at] == 0 && slots[at + SECOND] == 0) {
                return at;
            }
            slot = slot + 1 & mask;
        }
    }

    private static long first(DirectBuffer name, int offset, int length) {
        return length >= Long.BYTES ? name.getLong(offset, LITTLE_ENDIAN) : few(name, offset, length);
    }

    private static long second(DirectBuffer name, int offset, int length) {
        return length <= Long.BYTES ? 0
            : name.getLong(offset + length - Long.BYTES, LITTLE_ENDIAN) >>> Byte.SIZE * (LONGEST - length);
    }

    /** Fewer than eight bytes as a number, the first lowest. */
    private static long few(DirectBuffer name, int offset, int length) {
        if (length >= Integer.BYTES) {
            int rest = length - Integer.BYTES;
            return name.getInt(offset, LITTLE_ENDIAN) & 0xFFFF_FFFFL
                | (name.getInt(offset + rest, LITTLE_ENDIAN) & 0xFFFF_FFFFL) << Byte.SIZE * rest;
        }
        long bytes = 0;
        for (int i = length - 1; i >= 0; i--) {
            bytes = bytes << Byte.SIZE | name.getByte(offset + i) & 0xFF;
        }
        return bytes;
    }
}
