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
        long low = rows.get(row, column);
        long sum = low + by;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        rows.set(row, column, sum);
        rows.set(row, column + 1, rows.get(row, column + 1) + (by >> Long.SIZE - 1) + carry);
    }

    /** One of what is added up in a sum is another. */
    static void move(Table rows, int row, int column, long from, long to) {
        long by = to - from;
        boolean overflows = ((to ^ from) & (to ^ by)) < 0;
        if (overflows) {
            add(rows, row, column, -from);
            add(rows, row, column, to);
        } else if (by != 0) {
            add(rows, row, column, by);
        }
    }

    /** A sum; plus or minus {@link Money#OVERFLOW} when it does not fit. */
    static long get(Table rows, int row, int column) {
        long low = rows.get(row, column);
        long high = rows.get(row, column + 1);
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
