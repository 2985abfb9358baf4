package throughline.state;

import java.util.Arrays;

/**
 * Rows by two small ids, such as an account and an instrument: pages of second ids, of which one comes with the first
 * row that falls on it, found by the first id. So what belongs to one first id lies near together, a few rows take
 * little room, and nothing is hashed. Pages are cut from few large arrays, so that of all that is read on the way to a
 * row only the place on its page is seldom in a cache. Derived and not saved; a new row allocates now and then, asking
 * never does. One thread.
 */
public final class PairRows {
    private static final int PAGE_BITS = 6;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int CHUNK_BITS = 8;
    private static final int CHUNK_PAGES = 1 << CHUNK_BITS;
    private static final int FEWEST = 16;

    /** By first id: where its pages' numbers begin in {@link #pages}, above how many stand there. */
    private long[] slices = new long[0];
    /** Numbers of pages, by page of second ids; 0: there is none, which is an empty page. */
    private int[] pages = new int[FEWEST];
    private int pagesEnd;
    /** Rows, plus 1. */
    private int[][] chunks;
    private int pageCount;

    /** No pair has a row. */
    public PairRows() {
        clear();
    }

    /** Row of a pair; {@link Table#NONE}: it has none, as no pair with an id below 0 has. */
    public int get(int first, int second) {
        if ((first | second) < 0 || first >= slices.length) {
            return Table.NONE;
        }
        long slice = slices[first];
        int number = second >> PAGE_BITS;
        if (number >= (int) slice) {
            return Table.NONE;
        }
        int page = pages[(int) (slice >>> Integer.SIZE) + number];
        return chunks[page >> CHUNK_BITS][place(page, second)] - 1;
    }

    private static int place(int page, int second) {
        return (page & CHUNK_PAGES - 1) << PAGE_BITS | second & PAGE - 1;
    }

    /** A pair's row is that from here; both ids are 0 or more. */
    public void put(int first, int second, int row) {
        if ((first | second) < 0) {
            throw new IllegalArgumentException("no pair of ids: " + first + ", " + second);
        }
        int number = second >> PAGE_BITS;
        if (first >= slices.length) {
            slices = Arrays.copyOf(slices, Math.max(Math.max(FEWEST, first + 1), 2 * slices.length));
        }
        if (number >= (int) slices[first]) {
            slices[first] = widen(slices[first], number + 1);
        }
        int at = (int) (slices[first] >>> Integer.SIZE) + number;
        if (pages[at] == 0) {
            pages[at] = addPage();
        }
        chunks[pages[at] >> CHUNK_BITS][place(pages[at], second)] = row + 1;
    }

    /** The numbers of a first id's pages move behind all others, with room for more. */
    private long widen(long slice, int wanted) {
        int count = (int) slice;
        int wider = Math.max(wanted, 2 * count);
        int end = pagesEnd + wider;
        if (end > pages.length) {
            pages = Arrays.copyOf(pages, Math.max(end, 2 * pages.length));
        }
        System.arraycopy(pages, (int) (slice >>> Integer.SIZE), pages, pagesEnd, count);
        long moved = (long) pagesEnd << Integer.SIZE | wider;
        pagesEnd = end;
        return moved;
    }

    private int addPage() {
        int page = pageCount++;
        int chunk = page >> CHUNK_BITS;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk + 1);
            chunks[chunk] = new int[CHUNK_PAGES << PAGE_BITS];
        } else if (page < CHUNK_PAGES && page << PAGE_BITS >= chunks[0].length) {
            chunks[0] = Arrays.copyOf(chunks[0], 2 * chunks[0].length);
        }
        return page;
    }

    /** No pair has a row from here. */
    public void clear() {
        slices = new long[0];
        pagesEnd = 0;
        Arrays.fill(pages, 0);
        chunks = new int[][] {new int[PAGE]};
        pageCount = 1;
    }
}
