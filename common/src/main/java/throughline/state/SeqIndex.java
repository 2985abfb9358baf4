package throughline.state;

import java.util.Arrays;

/**
 * Rows by the seq of the record that made them: what was made at about the same time is found near together, without
 * hashing, so that the orders of the moment stay in the processor's cache however many the day has had. It is derived
 * and not saved. A page covers some thousand seqs, and is used again once none of them has a row. One thread.
 */
public final class SeqIndex {
    private static final int PAGE_BITS = 12;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int FEW = 16;

    private int[][] pages = new int[FEW][];
    /** By page, how many of its seqs have a row. */
    private int[] counts = new int[FEW];
    private int[][] spare;
    private int spares;
    private long first;
    private int end;

    /** An empty index that takes so many seqs in a row without growing. */
    public SeqIndex(int expectedSeqs) {
        spares = expectedSeqs / PAGE + 2;
        spare = new int[spares][PAGE];
    }

    /** Row of a seq; {@link Table#NONE}: it has none. */
    public int get(long seq) {
        long page = (seq >>> PAGE_BITS) - first;
        return page < 0 || page >= end || pages[(int) page] == null
            ? Table.NONE : pages[(int) page][(int) seq & PAGE - 1] - 1;
    }

    /** A seq, above 0, has that row from here on. */
    public void put(long seq, int row) {
        long page = seq >>> PAGE_BITS;
        if (end == 0) {
            first = page;
        }
        if (page < first) {
            begin(page);
        }
        int at = Math.toIntExact(page - first);
        if (at >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(at + 1, 2 * pages.length));
            counts = Arrays.copyOf(counts, pages.length);
        }
        end = Math.max(end, at + 1);
        if (pages[at] == null) {
            pages[at] = spares > 0 ? spare[--spares] : new int[PAGE];
        }
        int place = (int) seq & PAGE - 1;
        counts[at] += pages[at][place] == 0 ? 1 : 0;
        pages[at][place] = row + 1;
    }

    private void begin(long page) {
        int more = Math.toIntExact(first - page);
        int[][] moved = new int[Math.addExact(pages.length, more)][];
        System.arraycopy(pages, 0, moved, more, end);
        int[] movedCounts = new int[moved.length];
        System.arraycopy(counts, 0, movedCounts, more, end);
        pages = moved;
        counts = movedCounts;
        first = page;
        end += more;
    }

    /** A seq has no row from here on. */
    public void remove(long seq) {
        long page = (seq >>> PAGE_BITS) - first;
        if (page >= 0 && page < end && pages[(int) page] != null) {
            int place = (int) seq & PAGE - 1;
            counts[(int) page] -= pages[(int) page][place] == 0 ? 0 : 1;
            pages[(int) page][place] = 0;
            if (counts[(int) page] == 0) {
                keep(pages[(int) page]);
                pages[(int) page] = null;
            }
        }
    }

    /** No seq has a row. */
    public void clear() {
        for (int at = 0; at < end; at++) {
            if (pages[at] != null) {
                Arrays.fill(pages[at], 0);
                keep(pages[at]);
                pages[at] = null;
                counts[at] = 0;
            }
        }
        end = 0;
    }

    private void keep(int[] page) {
        if (spares == spare.length) {
            spare = Arrays.copyOf(spare, 2 * spares + 1);
        }
        spare[spares++] = page;
    }
}
