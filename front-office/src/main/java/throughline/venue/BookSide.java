package throughline.venue;

import static throughline.venue.Book.NONE;

import java.util.Arrays;

/**
 * One side of a book: its price levels in a sorted array, the best at the end, where most orders come and go, so that
 * little is moved; beside each level the first and the last row of its queue.
 *
 * <p>Levels are sorted by a key that grows as the price gets better: a buy's price, a sell's price with all bits
 * turned (which reverses the order of longs and, unlike a change of sign, cannot overflow).
 */
final class BookSide {
    private static final int QUEUE = 1;
    private static final int WIDTH = 2;

    private final BookLinks links;
    private final boolean buy;
    private final int number;
    /** Of each level its key and the rows of its queue: the first above, the last below. */
    private long[] levels;
    private int depth;
    private int orders;

    BookSide(final BookLinks links, final boolean buy, final int levels) {
        this.links = links;
        this.buy = buy;
        this.number = links.nextSide();
        this.levels = new long[Math.multiplyExact(WIDTH, levels)];
    }

    void add(final int row, final long priceE8) {
        if (row < 0 || links.side(row) != BookLinks.NOWHERE || isNoPrice(priceE8)) {
            throw refused("add", row, priceE8);
        }
        links.reserve(row + 1);
        final int level = find(priceE8);
        if (level < 0) {
            insertLevel(~level, key(priceE8), row);
            links.append(row, NONE, number, priceE8);
        } else {
            links.append(row, tail(level), number, priceE8);
            setTail(level, row);
        }
        orders++;
    }

    void remove(final int row, final long priceE8) {
        if (!holds(row) || links.levelPriceE8(row) != priceE8) {
            throw refused("remove", row, priceE8);
        }
        final int before = links.previous(row);
        final int behind = links.next(row);
        if (before == NONE || behind == NONE) {
            removeEnd(find(priceE8), before, behind);
        }
        links.unlink(row);
        orders--;
    }

    private void removeEnd(final int level, final int before, final int behind) {
        if (before == behind) {
            removeLevel(level);
        } else if (before == NONE) {
            setHead(level, behind);
        } else {
            setTail(level, before);
        }
    }

    int best() {
        return depth == 0 ? NONE : head(depth - 1);
    }

    int after(final int row) {
        if (!holds(row)) {
            throw new IllegalStateException("row " + row + " does not rest here on the " + name() + " side");
        }
        final int behind = links.next(row);
        if (behind != NONE) {
            return behind;
        }
        final int level = find(links.levelPriceE8(row));
        return level == 0 ? NONE : head(level - 1);
    }

    /** The best price; with no orders the worst there is, which no other side's price reaches. */
    long bestPriceE8() {
        if (depth == 0) {
            return buy ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return key(levels[WIDTH * (depth - 1)]);
    }

    boolean holds(final int row) {
        return links.side(row) == number;
    }

    int depth() {
        return depth;
    }

    int orders() {
        return orders;
    }

    /** A price's key, and as well a key's price: turning the bits twice changes nothing. */
    private long key(final long priceE8) {
        return buy ? priceE8 : ~priceE8;
    }

    private int head(final int level) {
        return (int) (levels[WIDTH * level + QUEUE] >>> Integer.SIZE);
    }

    private int tail(final int level) {
        return (int) levels[WIDTH * level + QUEUE];
    }

    private void setHead(final int level, final int row) {
        levels[WIDTH * level + QUEUE] = queue(row, tail(level));
    }

    private void setTail(final int level, final int row) {
        levels[WIDTH * level + QUEUE] = queue(head(level), row);
    }

    private static long queue(final int head, final int tail) {
        return (long) head << Integer.SIZE | tail & 0xFFFF_FFFFL;
    }

    /**
     * The index of the level, or, if there is none, the bits turned of the index where it belongs. The best is looked
     * at first.
     */
    private int find(final long priceE8) {
        final long key = key(priceE8);
        int low = 0;
        int high = depth;
        int middle = depth - 1;
        while (low < high) {
            final long there = levels[WIDTH * middle];
            if (there == key) {
                return middle;
            }
            if (there < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
            middle = low + high >>> 1;
        }
        return ~low;
    }

    private void insertLevel(final int level, final long key, final int row) {
        if (WIDTH * depth == levels.length) {
            levels = Arrays.copyOf(levels, Math.multiplyExact(2, levels.length));
        }
        final int at = WIDTH * level;
        final int better = WIDTH * (depth - level);
        if (better > 0) {
            System.arraycopy(levels, at, levels, at + WIDTH, better);
        }
        levels[at] = key;
        levels[at + QUEUE] = queue(row, row);
        depth++;
    }

    private void removeLevel(final int level) {
        final int at = WIDTH * level;
        final int better = WIDTH * (--depth - level);
        if (better > 0) {
            System.arraycopy(levels, at + WIDTH, levels, at, better);
        }
    }

    /** The two prices that an empty side shows as its best cannot be an order's. */
    private static boolean isNoPrice(final long priceE8) {
        return priceE8 == Long.MIN_VALUE || priceE8 == Long.MAX_VALUE;
    }

    private IllegalStateException refused(final String what, final int row, final long priceE8) {
        final int at = links.side(row);
        final String where = at == BookLinks.NOWHERE ? "in no book"
            : (at == number ? "on this side" : "on another side or book") + " at " + links.levelPriceE8(row);
        return new IllegalStateException("cannot " + what + " row " + row + " at " + priceE8 + " on the " + name()
            + " side: it rests " + where);
    }

    private String name() {
        return buy ? "buy" : "sell";
    }
}
