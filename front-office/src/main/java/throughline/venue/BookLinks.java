package throughline.venue;

import static throughline.venue.Book.NONE;

import java.util.Arrays;

/**
 * The links of all orders that rest in the books of one venue, addressed by the order's row in the order table: its
 * neighbours in the queue of its price level, that level's price, and the book side it rests in. A row rests in one
 * book at most, so one set of arrays serves all books and a book needs no object for an order.
 *
 * <p>Give it as many rows as the order table has, and {@link #reserve} more when the table grows: then nothing here
 * allocates. A row costs 20 bytes. For the thread of the books only.
 */
public final class BookLinks {
    /** The side of a row that rests in no book. */
    static final int NOWHERE = 0;

    private static final int MAX_ROWS = Integer.MAX_VALUE - 8;

    private int[] next;
    private int[] previous;
    private long[] levelPriceE8;
    private int[] side;
    private int sides;

    /**
     * Links for rows 0 to {@code rows} − 1; more are made as they are needed.
     *
     * @throws IllegalArgumentException if {@code rows} is not positive
     */
    public BookLinks(final int rows) {
        if (rows <= 0) {
            throw new IllegalArgumentException("rows must be positive: " + rows);
        }
        next = new int[rows];
        previous = new int[rows];
        levelPriceE8 = new long[rows];
        side = new int[rows];
    }

    /**
     * Makes sure that rows 0 to {@code rows} − 1 have links, at least doubling the arrays if they are too short.
     *
     * @throws IllegalArgumentException if there cannot be that many rows
     */
    public void reserve(final int rows) {
        if (rows < 0 || rows > MAX_ROWS) {
            throw new IllegalArgumentException("no such number of rows: " + rows);
        }
        if (rows > side.length) {
            final int length = (int) Math.min(MAX_ROWS, Math.max(rows, 2L * side.length));
            next = Arrays.copyOf(next, length);
            previous = Arrays.copyOf(previous, length);
            levelPriceE8 = Arrays.copyOf(levelPriceE8, length);
            side = Arrays.copyOf(side, length);
        }
    }

    /** A number for one more book side, never {@link #NOWHERE}. */
    int nextSide() {
        return ++sides;
    }

    /** The side that {@code row} rests in, {@link #NOWHERE} also for rows that never had links. */
    int side(final int row) {
        return row >= 0 && row < side.length ? side[row] : NOWHERE;
    }

    long levelPriceE8(final int row) {
        return levelPriceE8[row];
    }

    int next(final int row) {
        return next[row];
    }

    int previous(final int row) {
        return previous[row];
    }

    /** Puts {@code row} behind {@code tail}, the last row of its level, or alone if that is {@link Book#NONE}. */
    void append(final int row, final int tail, final int sideNumber, final long priceE8) {
        next[row] = NONE;
        previous[row] = tail;
        levelPriceE8[row] = priceE8;
        side[row] = sideNumber;
        if (tail != NONE) {
            next[tail] = row;
        }
    }

    /** Joins the neighbours of {@code row} and marks it as resting nowhere. */
    void unlink(final int row) {
        final int before = previous[row];
        final int behind = next[row];
        if (before != NONE) {
            next[before] = behind;
        }
        if (behind != NONE) {
            previous[behind] = before;
        }
        side[row] = NOWHERE;
    }
}
