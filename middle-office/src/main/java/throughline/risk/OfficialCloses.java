package throughline.risk;

import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The closing prices that people stated, by instrument, with their business dates: what a day closes at, whatever was
 * stated as last price before or after. What an opening states anew is none of them. Prices are x 10^-8. One thread.
 */
final class OfficialCloses implements State {
    private static final int PRICE = 0;
    private static final int DATE = 1;

    private final Table rows = new Table(2, 1024);

    /** Takes one up; a later one of the same day is the official one. */
    void state(int instrumentId, long priceE8, int businessDate) {
        while (rows.end() <= instrumentId) {
            rows.add();
        }
        rows.set(instrumentId, PRICE, priceE8);
        rows.set(instrumentId, DATE, businessDate);
    }

    /** An instrument's of a date; any other price where nobody stated one. */
    long priceE8(int instrumentId, int businessDate, long otherwiseE8) {
        boolean stated = instrumentId < rows.end() && rows.get(instrumentId, DATE) == businessDate;
        return stated ? rows.get(instrumentId, PRICE) : otherwiseE8;
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
    }
}
