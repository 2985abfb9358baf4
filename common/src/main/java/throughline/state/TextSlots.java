package throughline.state;

import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where texts are found by their bytes: in one of the slots behind the one that a text's hash gives. A slot says the
 * text's hash and its number, above 0, which leads to the rest only where the hashes agree. Keeps nothing.
 */
final class TextSlots {
    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int LAST_AT = Long.SIZE - Byte.SIZE;
    private static final int DIGIT = 0xF;
    private static final long LAST = (long) DIGIT << LAST_AT;
    /** Of how many slots that lie together. */
    private static final int NEAR_BITS = 15;

    private TextSlots() {
    }

    /** How many there are for so many texts. */
    static int size(int texts) {
        return Integer.highestOneBit(Math.max(4, texts)) << 2;
    }

    static long entry(int hash, int text) {
        return (long) hash << Integer.SIZE | text;
    }

    /** The hash in a slot. */
    static int hash(long entry) {
        return (int) (entry >>> Integer.SIZE);
    }

    /** Names that count up are called one after another: those that differ in the last digit lie side by side. */
    static int hash(DirectBuffer source, int offset, int length) {
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

    /** Whether a text of the own ones and one elsewhere are the same. */
    static boolean same(UnsafeBuffer own, int start, int ownLength, DirectBuffer source, int offset, int length) {
        if (ownLength != length) {
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
            if (own.getByte(start + at) != source.getByte(offset + at)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What stands in the slots of texts 1 to a count, those together that belong near together, else in the order of
     * their numbers: as many slots as the processor keeps near are filled before the next, for all over the memory it
     * is slower.
     *
     * @param size how many slots there are
     * @param hashOf the hash of a text
     */
    static long[] entries(int size, int count, IntUnaryOperator hashOf) {
        int parts = size - 1 >>> NEAR_BITS;
        int[] hashes = new int[count + 1];
        int[] ends = new int[parts + 2];
        for (int text = 1; text <= count; text++) {
            int hash = hashOf.applyAsInt(text);
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
        return entries;
    }
}
