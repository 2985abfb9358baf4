package throughline.blotter;

import java.util.Arrays;

/**
 * The rows of orders that have not ended, lowest first: a bit each, so that an order's end touches no other order, and
 * a bit for each word of them that has any, so that nobody reads along those that have ended. It is derived and not
 * saved. One thread.
 */
final class OpenRows {
    private static final int WORD_BITS = 6;

    private long[] rows;
    /** Which words of the rows are not 0. */
    private long[] words;
    /** No open row is below this. */
    private int low;

    /** None yet; so many rows are taken without growing. */
    OpenRows(int expected) {
        rows = new long[wordsOf(expected) + 1];
        words = new long[wordsOf(rows.length)];
    }

    private static int wordsOf(int bits) {
        return bits + Long.SIZE - 1 >>> WORD_BITS;
    }

    void add(int row) {
        int word = row >> WORD_BITS;
        if (word >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(word + 1, 2 * rows.length));
            words = Arrays.copyOf(words, wordsOf(rows.length));
        }
        rows[word] |= 1L << row;
        words[word >> WORD_BITS] |= 1L << word;
        low = Math.min(low, row);
    }

    void remove(int row) {
        int word = row >> WORD_BITS;
        rows[word] &= ~(1L << row);
        if (rows[word] == 0) {
            words[word >> WORD_BITS] &= ~(1L << word);
        }
    }

    void clear() {
        Arrays.fill(rows, 0);
        Arrays.fill(words, 0);
        low = 0;
    }

    /** The lowest; {@link OrderColumns#NONE}: there is none. */
    int first() {
        int first = from(low);
        low = first == OrderColumns.NONE ? low : first;
        return first;
    }

    /** The lowest above a row; {@link OrderColumns#NONE}: there is none. */
    int after(int row) {
        return from(row + 1);
    }

    private int from(int row) {
        int word = row >> WORD_BITS;
        long open = word < rows.length ? rows[word] & -1L << row : 0;
        if (open == 0) {
            word = wordFrom(word + 1);
            if (word == OrderColumns.NONE) {
                return OrderColumns.NONE;
            }
            open = rows[word];
        }
        return (word << WORD_BITS) + Long.numberOfTrailingZeros(open);
    }

    private int wordFrom(int word) {
        long mask = -1L << word;
        for (int at = word >> WORD_BITS; at < words.length; at++) {
            long some = words[at] & mask;
            if (some != 0) {
                return (at << WORD_BITS) + Long.numberOfTrailingZeros(some);
            }
            mask = -1L;
        }
        return OrderColumns.NONE;
    }
}
