package throughline.linebench;

import java.util.Arrays;

/**
 * How long after each was due so many things were seen: an order that had to wait to be sent has waited, too. Those of
 * the first fifth count for nothing. One thread.
 */
final class Latencies {
    private static final int SETTLING_PART = 5;

    private final long[] all;
    private int count;

    /** For so many in their order. */
    Latencies(int all) {
        this.all = new long[all];
    }

    /** Keeps one of number {@code i} of so many that there are. */
    void add(int i, int of, long ns) {
        if (i >= of / SETTLING_PART) {
            all[count++] = ns;
        }
    }

    /**
     * What half, nine in ten and 99 in 100 of them are not above, in nanoseconds.
     *
     * @param p50 of half
     */
    record Spread(long p50, long p90, long p99) {
    }

    /** Of all that count. */
    Spread spread() {
        return new Spread(at(50), at(90), at(99));
    }

    /** How many count. */
    int count() {
        return count;
    }

    /** The least that so many percent are not above, in nanoseconds. */
    long at(int percent) {
        Arrays.sort(all, 0, count);
        return all[(int) ((count - 1L) * percent / 100)];
    }
}
