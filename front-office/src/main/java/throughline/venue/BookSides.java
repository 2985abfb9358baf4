package throughline.venue;

import static throughline.venue.Book.NONE;

import java.util.Arrays;

/**
 * The sides of all books over one order table, by number, a buy side's even and the sell side's of its book the next.
 * The three best levels of a side lie in one line with what is counted of it, for there most orders come and go; the
 * others lie behind in an array of the side's own, the best of them at the end, so that little is moved. Beside each
 * level stand the first and the last row of its queue. Levels are counted from the best, 0.
 *
 * <p>Levels are sorted by a key that grows as the price gets better: a buy's price, a sell's price with all bits
 * turned (which reverses the order of longs and, unlike a change of sign, cannot overflow).
 */
final class BookSides {
    /** The first number of a side, for {@link BookLinks#NOWHERE} is none. */
    private static final int FIRST = 2;

    private static final int DEPTH = 0;
    private static final int ORDERS = 1;
    private static final int BEST = 2;
    private static final int NEAR = 3;
    private static final int QUEUE = 1;
    private static final int LEVEL = 2;
    private static final int LAST_NEAR = BEST + (NEAR - 1) * LEVEL;
    private static final int WIDTH = BEST + NEAR * LEVEL;

    private final BookLinks links;
    /** Of each side how many levels and orders it has, then of each near level its key and its queue's ends. */
    private long[] lines = new long[0];
    /** Of each side the levels behind those, laid out alike. */
    private long[][] behind = new long[0][];
    private int end = FIRST;

    BookSides(final BookLinks links) {
        this.links = links;
    }

    /** The number that the buy side of one more book has. */
    int nextBook() {
        return end;
    }

    /** Makes the two sides of a book, empty, with room for so many levels on each; more are made as they are needed. */
    void open(final int buys, final int levels) {
        end = Math.max(end, buys + 2);
        if (end > behind.length) {
            behind = Arrays.copyOf(behind, Math.max(end, 2 * behind.length));
            lines = Arrays.copyOf(lines, Math.multiplyExact(WIDTH, behind.length));
        }
        final int far = Math.multiplyExact(LEVEL, Math.max(0, levels - NEAR));
        behind[buys] = new long[far];
        behind[buys + 1] = new long[far];
    }

    void add(final int side, final int row, final long priceE8) {
        if (row < 0 || links.side(row) != BookLinks.NOWHERE || isNoPrice(priceE8)) {
            throw refused(side, "add", row, priceE8);
        }
        links.reserve(row + 1);
        final int level = find(side, priceE8);
        if (level < 0) {
            insertLevel(side, ~level, key(side, priceE8), queue(row, row));
            links.append(row, NONE, side, priceE8);
        } else {
            final long queue = queueOf(side, level);
            setQueue(side, level, queue(head(queue), row));
            links.append(row, tail(queue), side, priceE8);
        }
        lines[WIDTH * side + ORDERS]++;
    }

    void remove(final int side, final int row, final long priceE8) {
        if (links.side(row) != side || links.levelPriceE8(row) != priceE8) {
            throw refused(side, "remove", row, priceE8);
        }
        final int before = links.previous(row);
        final int after = links.next(row);
        if (before == NONE || after == NONE) {
            removeEnd(side, find(side, priceE8), before, after);
        }
        links.unlink(row);
        lines[WIDTH * side + ORDERS]--;
    }

    private void removeEnd(final int side, final int level, final int before, final int after) {
        if (before == after) {
            removeLevel(side, level);
        } else {
            final long queue = queueOf(side, level);
            setQueue(side, level, before == NONE ? queue(after, tail(queue)) : queue(head(queue), before));
        }
    }

    int best(final int side) {
        return depth(side) == 0 ? NONE : head(lines[WIDTH * side + BEST + QUEUE]);
    }

    int after(final int side, final int row) {
        if (links.side(row) != side) {
            throw new IllegalStateException("row " + row + " does not rest here on the " + name(side) + " side");
        }
        final int next = links.next(row);
        if (next != NONE) {
            return next;
        }
        final int level = find(side, links.levelPriceE8(row)) + 1;
        return level == depth(side) ? NONE : head(queueOf(side, level));
    }

    /** The best price; with no orders the worst there is, which no other side's price reaches. */
    long bestPriceE8(final int side) {
        if (depth(side) == 0) {
            return isBuy(side) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return key(side, lines[WIDTH * side + BEST]);
    }

    /** Of a book's two sides, which lie together, a cell of each line of memory. */
    long readAhead(final int buys) {
        final int line = WIDTH * buys;
        return lines[line] + lines[line + LAST_NEAR] + lines[line + WIDTH + LAST_NEAR];
    }

    int depth(final int side) {
        return (int) lines[WIDTH * side + DEPTH];
    }

    int orders(final int side) {
        return (int) lines[WIDTH * side + ORDERS];
    }

    private static boolean isBuy(final int side) {
        return (side & 1) == 0;
    }

    /** A price's key, and as well a key's price: turning the bits twice changes nothing. */
    private static long key(final int side, final long priceE8) {
        return isBuy(side) ? priceE8 : ~priceE8;
    }

    private static long queue(final int head, final int tail) {
        return (long) head << Integer.SIZE | tail & 0xFFFF_FFFFL;
    }

    private static int head(final long queue) {
        return (int) (queue >>> Integer.SIZE);
    }

    private static int tail(final long queue) {
        return (int) queue;
    }

    private long queueOf(final int side, final int level) {
        return level < NEAR ? lines[WIDTH * side + BEST + LEVEL * level + QUEUE]
            : behind[side][LEVEL * (depth(side) - 1 - level) + QUEUE];
    }

    private void setQueue(final int side, final int level, final long queue) {
        if (level < NEAR) {
            lines[WIDTH * side + BEST + LEVEL * level + QUEUE] = queue;
        } else {
            behind[side][LEVEL * (depth(side) - 1 - level) + QUEUE] = queue;
        }
    }

    /** The level at a price, or, if there is none, the bits turned of the level that it would be. */
    private int find(final int side, final long priceE8) {
        final long key = key(side, priceE8);
        final int depth = depth(side);
        final int best = WIDTH * side + BEST;
        for (int level = 0; level < NEAR; level++) {
            final long there = lines[best + LEVEL * level];
            if (level == depth || there < key) {
                return ~level;
            }
            if (there == key) {
                return level;
            }
        }
        return findBehind(behind[side], depth - NEAR, key);
    }

    private static int findBehind(final long[] levels, final int count, final long key) {
        int low = 0;
        int high = count;
        while (low < high) {
            final int middle = low + high >>> 1;
            final long there = levels[LEVEL * middle];
            if (there == key) {
                return NEAR + count - 1 - middle;
            }
            if (there < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return ~(NEAR + count - low);
    }

    private void insertLevel(final int side, final int level, final long key, final long queue) {
        final int line = WIDTH * side;
        final int depth = (int) lines[line + DEPTH]++;
        if (level >= NEAR) {
            insertBehind(side, depth - NEAR, depth - level, key, queue);
            return;
        }
        if (depth >= NEAR) {
            final int count = depth - NEAR;
            insertBehind(side, count, count, lines[line + LAST_NEAR], lines[line + LAST_NEAR + QUEUE]);
        }
        final int at = line + BEST + LEVEL * level;
        for (int to = line + BEST + LEVEL * Math.min(depth, NEAR - 1); to > at; to -= LEVEL) {
            lines[to] = lines[to - LEVEL];
            lines[to + QUEUE] = lines[to - LEVEL + QUEUE];
        }
        lines[at] = key;
        lines[at + QUEUE] = queue;
    }

    private void insertBehind(final int side, final int count, final int place, final long key, final long queue) {
        if (LEVEL * (count + 1) > behind[side].length) {
            behind[side] = Arrays.copyOf(behind[side], LEVEL * Math.max(NEAR, 2 * count));
        }
        final long[] levels = behind[side];
        final int at = LEVEL * place;
        System.arraycopy(levels, at, levels, at + LEVEL, LEVEL * (count - place));
        levels[at] = key;
        levels[at + QUEUE] = queue;
    }

    private void removeLevel(final int side, final int level) {
        final int line = WIDTH * side;
        final int depth = (int) --lines[line + DEPTH];
        if (level >= NEAR) {
            final int at = LEVEL * (depth - level);
            System.arraycopy(behind[side], at + LEVEL, behind[side], at, LEVEL * (level - NEAR));
            return;
        }
        for (int at = line + BEST + LEVEL * level; at < line + LAST_NEAR; at += LEVEL) {
            lines[at] = lines[at + LEVEL];
            lines[at + QUEUE] = lines[at + LEVEL + QUEUE];
        }
        if (depth >= NEAR) {
            final int from = LEVEL * (depth - NEAR);
            lines[line + LAST_NEAR] = behind[side][from];
            lines[line + LAST_NEAR + QUEUE] = behind[side][from + QUEUE];
        }
    }

    /** The two prices that an empty side shows as its best cannot be an order's. */
    private static boolean isNoPrice(final long priceE8) {
        return priceE8 == Long.MIN_VALUE || priceE8 == Long.MAX_VALUE;
    }

    private IllegalStateException refused(final int side, final String what, final int row, final long priceE8) {
        final int at = links.side(row);
        final String where = at == BookLinks.NOWHERE ? "in no book"
            : (at == side ? "on this side" : "on another side or book") + " at " + links.levelPriceE8(row);
        return new IllegalStateException("cannot " + what + " row " + row + " at " + priceE8 + " on the " + name(side)
            + " side: it rests " + where);
    }

    private static String name(final int side) {
        return isBuy(side) ? "buy" : "sell";
    }
}
