package throughline.firm;

/** Business and settlement days. All dates are epoch days. Immutable, for any thread. */
public interface Calendar {
    /** No such date. */
    int NONE = Integer.MIN_VALUE;

    /** Whether the firm trades on that day. */
    boolean isBusinessDate(int date);

    /** The first business date strictly after a day. */
    int nextBusinessDate(int date);

    /**
     * When a trade settles.
     *
     * @param currency ISO 4217 number of the instrument's, which names its market
     * @param tradeDate the day that chooses the cycle
     * @return {@link #NONE}: the calendar knows no such market
     */
    int settlementDate(int currency, int tradeDate);

    /** The settlement day of a currency's market so many settlement days strictly after a day. */
    int settlementDaysAfter(int currency, int date, int days);
}
