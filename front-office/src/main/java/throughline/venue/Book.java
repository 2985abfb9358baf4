package throughline.venue;

/**
 * The price-time order book of one instrument: for each side the price levels and, in each, the rows of the resting
 * orders in the order in which they came. Everything else about an order, its quantity first, lies in the order table
 * that the rows address; a book lost is made again by adding the working orders in the order of their priority.
 *
 * <p>Deciding only reads: {@link #best} and {@link #after} walk a side in price-time priority. Applying changes:
 * {@link #add} and {@link #remove}. A smaller quantity keeps its place and is no matter of the book's; a new price or a
 * larger quantity is a {@code remove} and an {@code add}. The book does not match: orders of both sides may cross.
 *
 * <p>Prices are 10⁻⁸ of the instrument's currency and may be negative. Nothing allocates once links and levels are
 * large enough. For one thread.
 */
public final class Book {
    /** No row: the end of a walk. */
    public static final int NONE = -1;

    private final BookLinks links;
    private final BookSides sides;
    private int buys;

    /**
     * An empty book.
     *
     * @param links shared by all books over the same order table
     * @param levels price levels to make room for on each side; doubled when they do not suffice
     * @throws IllegalArgumentException if {@code levels} is not positive
     */
    public Book(final BookLinks links, final int levels) {
        if (levels <= 0) {
            throw new IllegalArgumentException("levels must be positive: " + levels);
        }
        this.links = links;
        sides = links.sides();
        buys = sides.nextBook();
        sides.open(buys, levels);
    }

    /** A view of a book over the same order table, whose buy side's number {@link #at} says. */
    Book(final BookLinks links) {
        this.links = links;
        sides = links.sides();
    }

    /** From here on the book whose buy side has that number; its sides are open. */
    Book at(final int buySide) {
        buys = buySide;
        return this;
    }

    /**
     * Puts {@code row} at the end of the queue of its price.
     *
     * @throws IllegalStateException if it rests already, here or in another book of the same links, if it is negative,
     *     or if the price is {@link Long#MIN_VALUE} or {@link Long#MAX_VALUE}; the book is as before
     */
    public void add(final int row, final boolean buy, final long priceE8) {
        sides.add(side(buy), row, priceE8);
    }

    /**
     * Takes {@code row} out of the queue of its price, wherever in it it stands.
     *
     * @throws IllegalStateException if it does not rest in this book on that side at that price, which says that order
     *     table and book have drifted apart; the book is as before
     */
    public void remove(final int row, final boolean buy, final long priceE8) {
        sides.remove(side(buy), row, priceE8);
    }

    /** The row first in price-time priority, {@link #NONE} if there is none. */
    public int best(final boolean buy) {
        return sides.best(side(buy));
    }

    /**
     * The row next to {@code row} in price-time priority, in its level or the next worse; {@link #NONE} at the end.
     *
     * @throws IllegalStateException if {@code row} does not rest on that side: a walk outlived a change
     */
    public int after(final int row, final boolean buy) {
        return sides.after(side(buy), row);
    }

    /**
     * The best price. On an empty side it is the worst price there is ({@link Long#MIN_VALUE} for buys,
     * {@link Long#MAX_VALUE} for sells), so that no order's limit reaches it.
     */
    public long bestPriceE8(final boolean buy) {
        return sides.bestPriceE8(side(buy));
    }

    /** Whether {@code row} rests on that side of this book. Any int may be asked. */
    public boolean holds(final int row, final boolean buy) {
        return links.side(row) == side(buy);
    }

    /** The number of price levels. */
    public int depth(final boolean buy) {
        return sides.depth(side(buy));
    }

    /** The number of resting orders. */
    public int orders(final boolean buy) {
        return sides.orders(side(buy));
    }

    public boolean isEmpty(final boolean buy) {
        return sides.depth(side(buy)) == 0;
    }

    /** The price at which {@code row} rests in this book; meaningless for a row that does not. */
    long priceE8(final int row) {
        return links.levelPriceE8(row);
    }

    private int side(final boolean buy) {
        return buy ? buys : buys + 1;
    }
}
