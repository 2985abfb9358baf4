package throughline.exposure;

import java.util.Arrays;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The worst price each working order may trade at, by group, instrument and side: the lowest of those that sell, the
 * highest of those that buy. Orders that wait for their stop price do not rest. Each side of a group's instrument is a
 * leftist heap over the rows of the holds, so that making, ending and amending one of n orders costs log n steps; all
 * of it follows from the holds and is made anew when they are read. Prices x 10^-8. One thread.
 */
public final class Resting implements State {
    /** No order rests there. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int PRICE = 0;
    /** Nodes plus 1, 0 for none: left above right, and above the steps down to the nearest missing child the parent. */
    private static final int CHILDREN = 1;
    private static final int PARENT_RANK = 2;
    private static final int COLUMNS = 3;
    private static final int LEAF_RANK = 1;
    private static final int INSTRUMENT_SHIFT = 1;
    private static final int GROUP_SHIFT = 29;
    private static final int USUAL_BOOKS = 1 << 13;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Holds holds;
    private final Table nodes;
    /**
     * Books with an order, each with its top, no more than half full: a book stands at the place of its hash or behind
     * it, with none free between. No larger than they need, so it stays in the processor's cache.
     */
    private long[] books = new long[2 * USUAL_BOOKS];
    private int count;

    Resting(Holds holds, int expectedHolds) {
        this.holds = holds;
        nodes = new Table(COLUMNS, expectedHolds);
    }

    /** A hold counts from here (1), or no longer (-1), as it is. */
    void count(Holds from, int hold, int sign) {
        if (from.group(hold) == 0 || from.stopPriceE8(hold) != 0) {
            return;
        }
        boolean sells = from.sells(hold);
        long book = book(from.group(hold), from.instrumentId(hold), sells);
        if (sign > 0) {
            begin(hold, from.worstPriceE8(hold));
            int at = find(book);
            if (books[at] == 0) {
                open(book, at, hold);
            } else {
                setTop(at, merge((int) books[at + 1], hold, sells));
            }
        } else {
            take(book, hold, sells);
        }
    }

    /** Where a hold rests or is going to, and what stands above it, as {@link Exposures#readAhead} asks for it. */
    long readAhead(Holds from, int hold) {
        long book = books[find(book(from.group(hold), from.instrumentId(hold), from.sells(hold))) + 1];
        if (hold >= nodes.end()) {
            return book;
        }
        int parent = parent(hold);
        return book + (parent == Table.NONE ? 0 : nodes.get(parent, CHILDREN));
    }

    private static long book(int group, int instrumentId, boolean sells) {
        return (long) group << GROUP_SHIFT | (long) instrumentId << INSTRUMENT_SHIFT | (sells ? 1 : 0);
    }

    private void begin(int hold, long priceE8) {
        while (nodes.end() <= hold) {
            nodes.add();
        }
        long[] cells = nodes.cells(hold);
        int at = nodes.start(hold);
        cells[at + PRICE] = priceE8;
        cells[at + CHILDREN] = 0;
        cells[at + PARENT_RANK] = LEAF_RANK;
    }

    /** Where a book stands, or would. */
    private int find(long book) {
        int at = home(book);
        while (books[at] != 0 && books[at] != book) {
            at = at + 2 & books.length - 2;
        }
        return at;
    }

    private int home(long book) {
        long product = book * MIX;
        return (int) (product >>> Integer.SIZE) << 1 & books.length - 2;
    }

    private void open(long book, int at, int top) {
        books[at] = book;
        books[at + 1] = top;
        count++;
        if (4 * count > books.length) {
            grow();
        }
    }

    private void grow() {
        long[] before = books;
        books = new long[2 * before.length];
        for (int i = 0; i < before.length; i += 2) {
            if (before[i] != 0) {
                int at = find(before[i]);
                books[at] = before[i];
                books[at + 1] = before[i + 1];
            }
        }
    }

    /** Those behind it that may stand nearer to their own places move up. */
    private void close(int at) {
        int free = at;
        int next = free + 2 & books.length - 2;
        while (books[next] != 0) {
            int steps = next - home(books[next]) & books.length - 2;
            if (steps >= (next - free & books.length - 2)) {
                books[free] = books[next];
                books[free + 1] = books[next + 1];
                free = next;
            }
            next = next + 2 & books.length - 2;
        }
        books[free] = 0;
        count--;
    }

    private void setTop(int at, int node) {
        books[at + 1] = node;
        setParent(node, Table.NONE);
    }

    /** Its children together take its place. */
    private void take(long book, int node, boolean sells) {
        int parent = parent(node);
        long children = nodes.get(node, CHILDREN);
        int rest = children == 0 ? Table.NONE : merge(left(children), right(children), sells);
        if (parent == Table.NONE) {
            int at = find(book);
            if (rest == Table.NONE) {
                close(at);
            } else {
                setTop(at, rest);
            }
            return;
        }
        if (rest != Table.NONE) {
            setParent(rest, parent);
        }
        long siblings = nodes.get(parent, CHILDREN);
        boolean isLeft = left(siblings) == node;
        nodes.set(parent, CHILDREN, isLeft ? both(rest, right(siblings)) : both(left(siblings), rest));
        while (parent != Table.NONE && lean(parent)) {
            parent = parent(parent);
        }
    }

    /** The nearer end is put on the right; whether that changes what stands above. */
    private boolean lean(int node) {
        long children = nodes.get(node, CHILDREN);
        long left = rank(left(children));
        long right = rank(right(children));
        if (left < right) {
            nodes.set(node, CHILDREN, both(right(children), left(children)));
        }
        long before = nodes.get(node, PARENT_RANK);
        long after = before & -1L << Integer.SIZE | Math.min(left, right) + 1;
        nodes.set(node, PARENT_RANK, after);
        return after != before;
    }

    /** Two heaps as one; goes down their right sides, which are short. Gives its top. */
    private int merge(int one, int other, boolean sells) {
        if (one == Table.NONE || other == Table.NONE) {
            return one == Table.NONE ? other : one;
        }
        long difference = Long.compare(nodes.get(one, PRICE), nodes.get(other, PRICE));
        boolean first = sells ? difference <= 0 : difference >= 0;
        int top = first ? one : other;
        long children = nodes.get(top, CHILDREN);
        int below = merge(right(children), first ? other : one, sells);
        nodes.set(top, CHILDREN, both(left(children), below));
        setParent(below, top);
        lean(top);
        return top;
    }

    private static long both(int left, int right) {
        return (long) (left + 1) << Integer.SIZE | right + 1;
    }

    private static int left(long children) {
        return (int) (children >>> Integer.SIZE) - 1;
    }

    private static int right(long children) {
        return (int) children - 1;
    }

    private int parent(int node) {
        return left(nodes.get(node, PARENT_RANK));
    }

    private void setParent(int node, int parent) {
        nodes.set(node, PARENT_RANK, (long) (parent + 1) << Integer.SIZE | rank(node));
    }

    private long rank(int node) {
        return node == Table.NONE ? 0 : (int) nodes.get(node, PARENT_RANK);
    }

    /** The lowest price at which an order of a group sells; {@link #NONE}: none does. */
    public long lowestSellE8(int group, int instrumentId) {
        return topE8(book(group, instrumentId, true));
    }

    /** The highest price at which an order of a group buys; {@link #NONE}: none does. */
    public long highestBuyE8(int group, int instrumentId) {
        return topE8(book(group, instrumentId, false));
    }

    private long topE8(long book) {
        int at = find(book);
        return books[at] == 0 ? NONE : nodes.get((int) books[at + 1], PRICE);
    }

    @Override
    public void save(StateSink sink) {
        // the holds are all there is to keep
    }

    @Override
    public void load(StateSource source) {
        Arrays.fill(books, 0);
        count = 0;
        for (int hold = 0; hold < holds.end(); hold++) {
            if (holds.isLive(hold)) {
                count(holds, hold, 1);
            }
        }
    }
}
