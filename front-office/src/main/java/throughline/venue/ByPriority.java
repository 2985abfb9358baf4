package throughline.venue;

import throughline.blotter.Orders;

/**
 * Sorts rows of orders by when their place in the book was given, by merging the runs they already form: most orders
 * keep the place they came with. For the venue's thread.
 */
final class ByPriority {
    private final Orders orders;
    private int[] rows;
    private int[] merged;
    private final int count;

    private ByPriority(Orders orders, int[] rows, int count) {
        this.orders = orders;
        this.rows = rows;
        this.count = count;
        merged = new int[count];
    }

    /**
     * Sorts the first rows of an array, which is used up.
     *
     * @return the rows in order; at least {@code count} long
     */
    static int[] sorted(Orders orders, int[] rows, int count) {
        ByPriority sort = new ByPriority(orders, rows, count);
        while (sort.mergeAll() > 1) {
            // until it is one run
        }
        return sort.rows;
    }

    /** Merges each two runs that stand beside each other; gives how many runs there were. */
    private int mergeAll() {
        int runs = 0;
        for (int start = 0; start < count;) {
            int middle = endOfRun(start);
            int end = middle < count ? endOfRun(middle) : count;
            merge(start, middle, end);
            runs += middle < count ? 2 : 1;
            start = end;
        }
        int[] before = rows;
        rows = merged;
        merged = before;
        return runs;
    }

    private int endOfRun(int start) {
        int end = start + 1;
        while (end < count && seq(end - 1) <= seq(end)) {
            end++;
        }
        return end;
    }

    private long seq(int at) {
        return orders.placedSeq(rows[at]);
    }

    private void merge(int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean fromLeft = left < middle && (right == end || seq(left) <= seq(right));
            merged[at] = rows[fromLeft ? left++ : right++];
        }
    }
}
