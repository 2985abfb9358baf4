package throughline.venue;

import static throughline.venue.Book.NONE;
import static throughline.venue.Fills.STREET;

/**
 * Finds what an incoming order trades with, best price first and at one price the oldest first, and changes nothing:
 * the book, the order table and the street are as before. It serves the decision; whoever applies the matches takes
 * orders that are used up out of the book.
 *
 * <p>All kinds of order come down to it. A market order gives the worst price it was accepted at; of an immediate-or-
 * cancel order the rest ends; a fill-or-kill order's matches are dropped if anything is left; of a day order the rest
 * is added to the book. Keeps nothing between calls and allocates nothing. For the thread of the book.
 */
public final class Matching {
    private final Leaves leaves;
    private final Fills fills;

    /** Matches by the open quantities that {@code leaves} knows and tells {@code fills}. */
    public Matching(final Leaves leaves, final Fills fills) {
        this.leaves = leaves;
        this.fills = fills;
    }

    /**
     * Walks the other side of the book until the quantity is used up, the price limit is passed, {@link Leaves#STOP} is
     * answered or a price is not allowed. The street stands behind all resting orders of its price and before all of a
     * worse.
     *
     * @param buy whether the incoming order buys
     * @param worstPriceE8 highest price a buy pays, lowest a sell takes
     * @param quantity open quantity of the incoming order, positive
     * @param streetPriceE8 the street's price on the other side: its ask for a buy, its bid for a sell;
     *     0: no street
     * @param streetQuantity what the street gives this order at that price; 0: no street
     * @return the quantity left over, 0 if all of it trades
     * @throws IllegalArgumentException if {@code quantity} is not positive or {@code streetQuantity} negative
     */
    public long match(final Book book, final boolean buy, final long worstPriceE8, final long quantity,
                      final long streetPriceE8, final long streetQuantity) {
        if (quantity <= 0 || streetQuantity < 0) {
            throw new IllegalArgumentException("quantity " + quantity + ", street " + streetQuantity);
        }
        long left = quantity;
        long streetLeft = streetPriceE8 == 0 ? 0 : streetQuantity;
        int row = book.best(!buy);
        while (left > 0 && (row != NONE || streetLeft > 0)) {
            final boolean street = row == NONE || streetLeft > 0 && beats(buy, streetPriceE8, book.priceE8(row));
            final long priceE8 = street ? streetPriceE8 : book.priceE8(row);
            if (beats(buy, worstPriceE8, priceE8) || !leaves.allows(priceE8)) {
                return left;
            }
            final long offered = street ? streetLeft : leaves.of(row);
            if (offered < 0) {
                return left;
            }
            final long traded = Math.min(left, offered);
            if (traded > 0) {
                fills.fill(street ? STREET : row, traded, priceE8);
                left -= traded;
            }
            if (street) {
                streetLeft = 0;
            } else if (left > 0) {
                row = book.after(row, !buy);
            }
        }
        return left;
    }

    /** Whether an incoming order of that side would rather trade at {@code priceE8} than at {@code otherE8}. */
    private static boolean beats(final boolean buy, final long priceE8, final long otherE8) {
        return buy ? priceE8 < otherE8 : priceE8 > otherE8;
    }
}
