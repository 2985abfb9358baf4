package throughline.exposure;

import throughline.reference.Money;
import throughline.state.Table;

/**
 * Sums that never overflow: 128 bits in two neighbouring columns of a row, the lower half first. Read as a long they
 * stop at the largest and the smallest there is. Stateless; allocates nothing.
 */
final class Sums {
    private Sums() {
    }

    /** Adds to a sum. */
    static void add(Table rows, int row, int column, long by) {
        add(rows.cells(row), rows.start(row) + column, by);
    }

    /** Adds to the sum whose lower half stands there; gives what it comes to, as {@link #get} has it. */
    static long add(long[] cells, int at, long by) {
        long before = cells[at];
        long low = before + by;
        long carry = low + Long.MIN_VALUE < before + Long.MIN_VALUE ? 1 : 0;
        long high = cells[at + 1] + (by >> Long.SIZE - 1) + carry;
        cells[at] = low;
        cells[at + 1] = high;
        return told(low, high);
    }

    /** One of what is added up in the sum that stands there is another. */
    static void move(long[] cells, int at, long from, long to) {
        long by = to - from;
        boolean overflows = ((to ^ from) & (to ^ by)) < 0;
        if (overflows) {
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

    /** The sum whose lower half stands there; plus or minus {@link Money#OVERFLOW} when it does not fit. */
    static long get(long[] cells, int at) {
        return told(cells[at], cells[at + 1]);
    }

    private static long told(long low, long high) {
        boolean fits = high == low >> Long.SIZE - 1 && low != Long.MIN_VALUE;
        return fits ? low : high < 0 ? -Money.OVERFLOW : Money.OVERFLOW;
    }

    /** a + b; plus or minus {@link Money#OVERFLOW} when it does not fit. */
    static long plus(long a, long b) {
        long sum = a + b;
        boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
        return overflows ? a < 0 ? -Money.OVERFLOW : Money.OVERFLOW : sum;
    }
}
