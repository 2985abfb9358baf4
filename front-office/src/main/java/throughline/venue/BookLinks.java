package throughline.venue;

import static throughline.venue.Book.NONE;

import java.util.Arrays;

/**
 * The links of all orders that rest in the books of one venue, addressed by the order's row in the order table: its
 * neighbours in the queue of its price level, that level's price, and the book side it rests in. A row rests in one
 * book at most, so one array serves all books and a book needs no object for an order.
 *
 * <p>Give it as many rows as the order table has, and {@link #reserve} more when the table grows: then nothing here
 * allocates. A row costs 20 bytes, which lie together. For the thread of the books only.
 */
public final class BookLinks {
    /** The side of a row that rests in no book. */
    static final int NOWHERE = 0;

    private static final int PRICE_HIGH = 0;
    private static final int PRICE_LOW = 1;
    private static final int PREVIOUS = 2;
    private static final int NEXT = 3;
    private static final int SIDE = 4;
    private static final int WIDTH = 5;
    private static final int MAX_ROWS = (Integer.MAX_VALUE - 8) / WIDTH;

    private final BookSides sides = new BookSides(this);
    /** A number each, so that a neighbour far away is written without being read. */
    private int[] cells;
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
        cells = new int[Math.multiplyExact(WIDTH, rows)];
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
        return row >= 0 && row < rows ? cells[WIDTH * row + SIDE] : NOWHERE;
    }

    long levelPriceE8(final int row) {
        final int at = WIDTH * row;
        return (long) cells[at + PRICE_HIGH] << Integer.SIZE | cells[at + PRICE_LOW] & 0xFFFF_FFFFL;
    }

    int next(final int row) {
        return cells[WIDTH * row + NEXT];
    }

    int previous(final int row) {
        return cells[WIDTH * row + PREVIOUS];
    }

    /** Puts {@code row} behind {@code tail}, the last row of its level, or alone if that is {@link Book#NONE}. */
    void append(final int row, final int tail, final int sideNumber, final long priceE8) {
        final int at = WIDTH * row;
        cells[at + PRICE_HIGH] = (int) (priceE8 >>> Integer.SIZE);
        cells[at + PRICE_LOW] = (int) priceE8;
        cells[at + PREVIOUS] = tail;
        cells[at + NEXT] = NONE;
        cells[at + SIDE] = sideNumber;
        if (tail != NONE) {
            cells[WIDTH * tail + NEXT] = row;
        }
    }

    /** Joins the neighbours of {@code row} and marks it as resting nowhere. */
    void unlink(final int row) {
        final int before = previous(row);
        final int behind = next(row);
        if (before != NONE) {
            cells[WIDTH * before + NEXT] = behind;
        }
        if (behind != NONE) {
            cells[WIDTH * behind + PREVIOUS] = before;
        }
        cells[WIDTH * row + SIDE] = NOWHERE;
    }
}
