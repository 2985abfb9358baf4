package throughline.exposure;

import throughline.reference.Money;
import throughline.state.Table;

/**
 * Sums that never overflow, in two neighbouring columns of a row: a long, and how many times 2^64 are to be added to
 * it, which is nearly always 0. Read as a long they stop at the largest and the smallest there is. Stateless; allocates
 * nothing.
 */
final class Sums {
    private Sums() {
    }

    /** Adds to a sum. */
    static void add(Table rows, int row, int column, long by) {
        add(rows.cells(row), rows.start(row) + column, by);
    }

    /** Adds to the sum that stands there; gives what it comes to, as {@link #get} has it. */
    static long add(long[] cells, int at, long by) {
        long before = cells[at];
        long after = before + by;
        cells[at] = after;
        if (overflows(before, by, after)) {
            cells[at + 1] += turn(by);
        }
        return told(after, cells[at + 1]);
    }

    /** Whether the long that two come to together is not their sum. */
    static boolean overflows(long before, long by, long after) {
        return ((before ^ after) & (by ^ after)) < 0;
    }

    /** By how many times 2^64 a sum that overflowed is off. */
    static int turn(long by) {
        return by < 0 ? -1 : 1;
    }

    /** One of what is added up in the sum that stands there is another. */
    static void move(long[] cells, int at, long from, long to) {
        long by = to - from;
        if (((to ^ from) & (to ^ by)) < 0) {
            add(cells, at, -from);
            add(cells, at, to);
        } else if (by != 0) {
            add(cells, at, by);
        }
    }

    /** A sum; plus or minus {@link Money#OVERFLOW} when it does not fit. */
    static long get(Table rows, int row, int column) {
        return get(rows.cells(row), rows.start(row) + column);
    }

    /** The sum that stands there; plus or minus {@link Money#OVERFLOW} when it does not fit. */
    static long get(long[] cells, int at) {
        return told(cells[at], cells[at + 1]);
    }

    /** A sum of a long and so many times 2^64; plus or minus {@link Money#OVERFLOW} when it does not fit. */
    static long told(long low, long turns) {
        return turns == 0 && low != Long.MIN_VALUE ? low : turns > 0 ? Money.OVERFLOW : -Money.OVERFLOW;
    }

    /** a + b; plus or minus {@link Money#OVERFLOW} when it does not fit. */
    static long plus(long a, long b) {
        long sum = a + b;
        return overflows(a, b, sum) ? a < 0 ? -Money.OVERFLOW : Money.OVERFLOW : sum;
    }
}
