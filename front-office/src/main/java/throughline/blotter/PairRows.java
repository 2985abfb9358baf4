package throughline.blotter;

import java.util.Arrays;
import throughline.state.Table;

/**
 * Rows by account and instrument, whose ids are dense: a page of an account's instruments comes with the first of them
 * that it holds, so that what an account trades lies near together and nothing is hashed. Derived and not saved. One
 * thread.
 */
final class PairRows {
    private static final int PAGE_BITS = 6;
    private static final int PAGE = 1 << PAGE_BITS;

    /** By account, by page of instruments: rows, plus 1. */
    private int[][][] pages = new int[0][][];

    /** Row of a pair; {@link Table#NONE}: it has none. */
    int get(int account, int instrument) {
        if (account < 0 || instrument < 0 || account >= pages.length || pages[account] == null) {
            return Table.NONE;
        }
        int[][] own = pages[account];
        int page = instrument >> PAGE_BITS;
        return page >= own.length || own[page] == null ? Table.NONE : own[page][instrument & PAGE - 1] - 1;
    }

    void put(int account, int instrument, int row) {
        int page = instrument >> PAGE_BITS;
        if (account >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(account + 1, 2 * pages.length));
        }
        if (pages[account] == null) {
            pages[account] = new int[page + 1][];
        } else if (page >= pages[account].length) {
            pages[account] = Arrays.copyOf(pages[account], Math.max(page + 1, 2 * pages[account].length));
        }
        if (pages[account][page] == null) {
            pages[account][page] = new int[PAGE];
        }
        pages[account][page][instrument & PAGE - 1] = row + 1;
    }

    void clear() {
        pages = new int[0][][];
    }
}
