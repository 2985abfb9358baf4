package throughline.venue;

import static throughline.venue.Book.NONE;

import java.util.Arrays;

/**
 * One side of a book: its price levels in a sorted array, the best at the end, where most orders come and go, so that
 * little is moved; each level with the first and the last row of its queue.
 *
 * <p>Levels are sorted by a key that grows as the price gets better: a buy's price, a sell's price with all bits
 * turned (which reverses the order of longs and, unlike a change of sign, cannot overflow).
 */
final class BookSide {
    private final BookLinks links;
    private final boolean buy;
    private final int number;
    private long[] keys;
    private int[] heads;
    private int[] tails;
    private int depth;
    private int orders;

    BookSide(final BookLinks links, final boolean buy, final int levels) {
        this.links = links;
        this.buy = buy;
        this.number = links.nextSide();
        this.keys = new long[levels];
        this.heads = new int[levels];
        this.tails = new int[levels];
    }

    void add(final int row, final long priceE8) {
        if (row < 0 || links.side(row) != BookLinks.NOWHERE || isNoPrice(priceE8)) {
            throw refused("add", row, priceE8);
        }
        links.reserve(row + 1);
        int level = find(priceE8);
        if (level < 0) {
            level = ~level;
            insertLevel(level, key(priceE8), row);
        }
        links.append(row, tails[level], number, priceE8);
        tails[level] = row;
        orders++;
    }

    void remove(final int row, final long priceE8) {
        if (!holds(row) || links.levelPriceE8(row) != priceE8) {
            throw refused("remove", row, priceE8);
        }
        final int level = find(priceE8);
        final int before = links.previous(row);
        final int behind = links.next(row);
        if (before == NONE && behind == NONE) {
            removeLevel(level);
        } else if (before == NONE) {
            heads[level] = behind;
        } else if (behind == NONE) {
            tails[level] = before;
        }
        links.unlink(row);
        orders--;
    }

    int best() {
        return depth == 0 ? NONE : heads[depth - 1];
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
        return level == 0 ? NONE : heads[level - 1];
    }

    /** The best price; with no orders the worst there is, which no other side's price reaches. */
    long bestPriceE8() {
        if (depth == 0) {
            return buy ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return key(keys[depth - 1]);
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

    /** The index of the level, or, if there is none, the bits turned of the index where it belongs. */
    private int find(final long priceE8) {
        return Arrays.binarySearch(keys, 0, depth, key(priceE8));
    }

    private void insertLevel(final int level, final long key, final int head) {
        if (depth == keys.length) {
            final int length = Math.multiplyExact(2, depth);
            keys = Arrays.copyOf(keys, length);
            heads = Arrays.copyOf(heads, length);
            tails = Arrays.copyOf(tails, length);
        }
        final int better = depth - level;
        System.arraycopy(keys, level, keys, level + 1, better);
        System.arraycopy(heads, level, heads, level + 1, better);
        System.arraycopy(tails, level, tails, level + 1, better);
        keys[level] = key;
        heads[level] = head;
        tails[level] = NONE;
        depth++;
    }

    private void removeLevel(final int level) {
        final int better = --depth - level;
        System.arraycopy(keys, level + 1, keys, level, better);
        System.arraycopy(heads, level + 1, heads, level, better);
        System.arraycopy(tails, level + 1, tails, level, better);
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
