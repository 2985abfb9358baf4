package throughline.state;

import java.util.Arrays;

/**
 * Rows by two small ids, such as an account and an instrument: an array by the first, cut into pages by the second, of
 * which one comes with the first row that falls on it. So what belongs to one first id lies near together, a few rows
 * take little room, and nothing is hashed. Derived and not saved; a new row allocates now and then, asking never does.
 * One thread.
 */
public final class PairRows {
    private static final int PAGE_BITS = 6;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int FEWEST = 16;

    /** By first id, by page of second ids: rows, plus 1. */
    private int[][][] pages = new int[0][][];

    /** No pair has a row. */
    public PairRows() {
    }

    /** Row of a pair; {@link Table#NONE}: it has none, as no pair with an id below 0 has. */
    public int get(int first, int second) {
        if (first < 0 || second < 0) {
            return Table.NONE;
        }
        int[][] own = first < pages.length ? pages[first] : null;
        int number = second >> PAGE_BITS;
        int[] page = own != null && number < own.length ? own[number] : null;
        return page == null ? Table.NONE : page[second & PAGE - 1] - 1;
    }

    /** A pair's row is that from here; both ids are 0 or more. */
    public void put(int first, int second, int row) {
        page(first, second >> PAGE_BITS)[second & PAGE - 1] = row + 1;
    }

    private int[] page(int first, int number) {
        if (first >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(Math.max(FEWEST, first + 1), 2 * pages.length));
        }
        int[][] own = pages[first] == null ? new int[number + 1][] : pages[first];
        own = number < own.length ? own : Arrays.copyOf(own, Math.max(number + 1, 2 * own.length));
        pages[first] = own;
        if (own[number] == null) {
            own[number] = new int[PAGE];
        }
        return own[number];
    }

    /** No pair has a row from here. */
    public void clear() {
        pages = new int[0][][];
    }
}
