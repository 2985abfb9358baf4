package throughline.venue;

import static throughline.venue.Book.NONE;

import java.util.Arrays;

/**
 * The links of all orders that rest in the books of one venue, addressed by the order's row in the order table: its
 * neighbours in the queue of its price level, that level's price, and the book side it rests in. A row rests in one
 * book at most, so one array serves all books and a book needs no object for an order.
 *
 * <p>Give it as many rows as the order table has, and {@link #reserve} more when the table grows: then nothing here
 * allocates. A row costs 24 bytes, which lie together. For the thread of the books only.
 */
public final class BookLinks {
    /** The side of a row that rests in no book. */
    static final int NOWHERE = 0;

    private static final int PRICE = 0;
    /** Rows of its neighbours: the one before it above, the one behind it below. */
    private static final int NEIGHBOURS = 1;
    private static final int SIDE = 2;
    private static final int WIDTH = 3;
    private static final int MAX_ROWS = (Integer.MAX_VALUE - 8) / WIDTH;

    private final BookSides sides = new BookSides(this);
    private long[] cells;
    private int rows;

    /**
     * Links for rows 0 to {@code rows} − 1; more are made as they are needed.
     *
     * @throws IllegalArgumentException if {@code rows} is not positive
     */
    public BookLinks(final int rows) {
        if (rows <= 0) {
            throw new IllegalArgumentException("rows must be positive: " + rows);
        }
        this.rows = rows;
        cells = new long[Math.multiplyExact(WIDTH, rows)];
    }

    /**
     * Makes sure that rows 0 to {@code wanted} − 1 have links, at least doubling the array if it is too short.
     *
     * @throws IllegalArgumentException if there cannot be that many rows
     */
    public void reserve(final int wanted) {
        if (wanted < 0 || wanted > MAX_ROWS) {
            throw new IllegalArgumentException("no such number of rows: " + wanted);
        }
        if (wanted > rows) {
            rows = (int) Math.min(MAX_ROWS, Math.max(wanted, 2L * rows));
            cells = Arrays.copyOf(cells, WIDTH * rows);
        }
    }

    /** The sides of the books, whose numbers are never {@link #NOWHERE}. */
    BookSides sides() {
        return sides;
    }

    /** The side that {@code row} rests in, {@link #NOWHERE} also for rows that never had links. */
    int side(final int row) {
        return row >= 0 && row < rows ? (int) cells[WIDTH * row + SIDE] : NOWHERE;
    }

    long levelPriceE8(final int row) {
        return cells[WIDTH * row + PRICE];
    }

    int next(final int row) {
        return (int) cells[WIDTH * row + NEIGHBOURS];
    }

    int previous(final int row) {
        return (int) (cells[WIDTH * row + NEIGHBOURS] >>> Integer.SIZE);
    }

    /** Puts {@code row} behind {@code tail}, the last row of its level, or alone if that is {@link Book#NONE}. */
    void append(final int row, final int tail, final int sideNumber, final long priceE8) {
        final int at = WIDTH * row;
        cells[at + PRICE] = priceE8;
        cells[at + NEIGHBOURS] = pair(tail, NONE);
        cells[at + SIDE] = sideNumber;
        if (tail != NONE) {
            setNext(tail, row);
        }
    }

    /** Joins the neighbours of {@code row} and marks it as resting nowhere. */
    void unlink(final int row) {
        final int before = previous(row);
        final int behind = next(row);
        if (before != NONE) {
            setNext(before, behind);
        }
        if (behind != NONE) {
            cells[WIDTH * behind + NEIGHBOURS] = pair(before, next(behind));
        }
        cells[WIDTH * row + SIDE] = NOWHERE;
    }

    private void setNext(final int row, final int behind) {
        cells[WIDTH * row + NEIGHBOURS] = pair(previous(row), behind);
    }

    private static long pair(final int above, final int below) {
        return (long) above << Integer.SIZE | below & 0xFFFF_FFFFL;
    }
}
