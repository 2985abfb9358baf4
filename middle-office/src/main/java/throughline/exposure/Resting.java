package throughline.exposure;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
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
    private static final int LEFT = 1;
    private static final int RIGHT = 2;
    private static final int PARENT = 3;
    /** Steps down to the nearest place where a child is missing, on the right. */
    private static final int RANK = 4;
    private static final int COLUMNS = 5;
    private static final int INSTRUMENT_SHIFT = 1;
    private static final int GROUP_SHIFT = 29;
    private static final int USUAL_BOOKS = 1 << 13;

    private final Holds holds;
    private final Table nodes;
    /** Only of books with an order, and no larger than they need: so it stays in the processor's cache. */
    private final Long2LongHashMap topByBook =
        new Long2LongHashMap(USUAL_BOOKS, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);

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
            reach(hold);
            long[] cells = nodes.cells(hold);
            int at = nodes.start(hold);
            cells[at + PRICE] = from.worstPriceE8(hold);
            cells[at + LEFT] = Table.NONE;
            cells[at + RIGHT] = Table.NONE;
            cells[at + PARENT] = Table.NONE;
            cells[at + RANK] = 1;
            setTop(book, merge((int) topByBook.get(book), hold, sells));
        } else {
            take(book, hold, sells);
        }
    }

    private static long book(int group, int instrumentId, boolean sells) {
        return (long) group << GROUP_SHIFT | (long) instrumentId << INSTRUMENT_SHIFT | (sells ? 1 : 0);
    }

    private void reach(int hold) {
        while (nodes.end() <= hold) {
            nodes.add();
        }
    }

    private void setTop(long book, int node) {
        if (node == Table.NONE) {
            topByBook.remove(book);
        } else {
            topByBook.put(book, node);
            nodes.set(node, PARENT, Table.NONE);
        }
    }

    /** Its children together take its place. */
    private void take(long book, int node, boolean sells) {
        int rest = merge(child(node, LEFT), child(node, RIGHT), sells);
        int parent = child(node, PARENT);
        if (parent == Table.NONE) {
            setTop(book, rest);
            return;
        }
        if (rest != Table.NONE) {
            nodes.set(rest, PARENT, parent);
        }
        nodes.set(parent, child(parent, LEFT) == node ? LEFT : RIGHT, rest);
        while (parent != Table.NONE && lean(parent)) {
            parent = child(parent, PARENT);
        }
    }

    /** The nearer end is put on the right; whether that changes what stands above. */
    private boolean lean(int node) {
        int left = child(node, LEFT);
        int right = child(node, RIGHT);
        if (rank(left) < rank(right)) {
            nodes.set(node, LEFT, right);
            nodes.set(node, RIGHT, left);
        }
        long rank = Math.min(rank(left), rank(right)) + 1;
        boolean changes = rank != nodes.get(node, RANK);
        nodes.set(node, RANK, rank);
        return changes;
    }

    /** Two heaps as one; goes down their right sides, which are short. Gives its top. */
    private int merge(int one, int other, boolean sells) {
        if (one == Table.NONE || other == Table.NONE) {
            return one == Table.NONE ? other : one;
        }
        long difference = Long.compare(nodes.get(one, PRICE), nodes.get(other, PRICE));
        boolean first = sells ? difference <= 0 : difference >= 0;
        int top = first ? one : other;
        int below = merge(child(top, RIGHT), first ? other : one, sells);
        nodes.set(top, RIGHT, below);
        nodes.set(below, PARENT, top);
        lean(top);
        return top;
    }

    private int child(int node, int column) {
        return (int) nodes.get(node, column);
    }

    private long rank(int node) {
        return node == Table.NONE ? 0 : nodes.get(node, RANK);
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
        int top = (int) topByBook.get(book);
        return top == Table.NONE ? NONE : nodes.get(top, PRICE);
    }

    @Override
    public void save(StateSink sink) {
        // the holds are all there is to keep
    }

    @Override
    public void load(StateSource source) {
        topByBook.clear();
        for (int hold = 0; hold < holds.end(); hold++) {
            if (holds.isLive(hold)) {
                count(holds, hold, 1);
            }
        }
    }
}
