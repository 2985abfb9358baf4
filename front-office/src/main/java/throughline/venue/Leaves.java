package throughline.venue;

/**
 * How much of a resting order an incoming one may take: {@link Matching}'s way into the order table.
 *
 * <p>It is asked once for each row the walk reaches, in priority order, and only when that row's turn to trade has
 * really come: within the limit, with quantity left, and with no better street price left. So the answer is the place
 * to enforce self-trade prevention: {@link #PASS} goes round the order (the passive one is to be canceled),
 * {@link #STOP} ends the walk before it (the aggressor is).
 */
@FunctionalInterface
public interface Leaves {
    /** Leave this order out and go on with the next. */
    long PASS = 0;

    /** End here: what is left of the incoming order trades with nobody. */
    long STOP = -1;

    /** The open quantity of the order at {@code row} in the instrument's unit, or {@link #PASS} or {@link #STOP}. */
    long of(int row);

    /** Whether a trade at this price, the street's or a resting order's, may be made; if not, the walk ends before. */
    default boolean allows(long priceE8) {
        return true;
    }
}
