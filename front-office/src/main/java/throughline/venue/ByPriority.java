package throughline.venue;

/**
 * Sorts rows of orders by when their place in the book was given, by merging the runs they already form: most orders
 * keep the place they came with. Looks at the places alone, which stand beside the rows. For the venue's thread.
 */
final class ByPriority {
    private final int count;
    private int[] rows;
    private long[] seqs;
    private int[] mergedRows;
    private long[] mergedSeqs;

    private ByPriority(int[] rows, long[] seqs, int count) {
        this.rows = rows;
        this.seqs = seqs;
        this.count = count;
    }

    /**
     * Sorts the first rows of an array; both arrays are used up.
     *
     * @param seqs of each row that of its place
     * @return the rows in order; at least {@code count} long
     */
    static int[] sorted(int[] rows, long[] seqs, int count) {
        ByPriority sort = new ByPriority(rows, seqs, count);
        if (count > 0 && sort.endOfRun(0) < count) {
            sort.mergedRows = new int[count];
            sort.mergedSeqs = new long[count];
            while (sort.mergeAll() > 1) {
                // until it is one run
            }
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
        int[] rowsBefore = rows;
        rows = mergedRows;
        mergedRows = rowsBefore;
        long[] seqsBefore = seqs;
        seqs = mergedSeqs;
        mergedSeqs = seqsBefore;
        return runs;
    }

    private int endOfRun(int start) {
        int end = start + 1;
        while (end < count && seqs[end - 1] <= seqs[end]) {
            end++;
        }
        return end;
    }

    private void merge(int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean fromLeft = left < middle && (right == end || seqs[left] <= seqs[right]);
            int from = fromLeft ? left++ : right++;
            mergedRows[at] = rows[from];
            mergedSeqs[at] = seqs[from];
        }
    }
}
