package throughline.venue;

/** Where {@link Matching} tells of its matches, in the order in which they trade. It must not change the book. */
@FunctionalInterface
public interface Fills {
    /** The {@code restingRow} of a match with the street's liquidity instead of a resting order. */
    int STREET = -2;

    /**
     * One match.
     *
     * @param restingRow the resting order, or {@link #STREET}
     * @param quantity what trades, in the instrument's unit, more than zero
     * @param priceE8 at which it trades: the resting order's price or the street's
     */
    void fill(int restingRow, long quantity, long priceE8);
}
