package throughline.venue;

import throughline.message.PriceKind;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The last price of each instrument, of a trade here or stated as one: what stop orders wait for; and the price around
 * which its band lies, which a stated close moves too. Prices are x 10^-8. One thread; asking allocates nothing.
 */
final class LastPrices implements State {
    private static final int LAST = 0;
    private static final int SEQ = 1;
    private static final int BASE = 2;
    private static final int COLUMNS = 3;
    private static final long BPS = 10_000;

    private final Table rows = new Table(COLUMNS, 1024);

    void listed(int instrument) {
        while (rows.end() <= instrument) {
            rows.add();
        }
    }

    void traded(int instrument, long priceE8, long seq) {
        rows.set(instrument, LAST, priceE8);
        rows.set(instrument, SEQ, seq);
        rows.set(instrument, BASE, priceE8);
    }

    void stated(int instrument, long priceE8, PriceKind kind, long seq) {
        if (kind == PriceKind.LAST) {
            traded(instrument, priceE8, seq);
        } else if (kind == PriceKind.CLOSE) {
            rows.set(instrument, BASE, priceE8);
        }
    }

    /** Its last price; 0: there was none yet. */
    long priceE8(int instrument) {
        return rows.get(instrument, LAST);
    }

    /** Seq of the record that set its last price. */
    long seq(int instrument) {
        return rows.get(instrument, SEQ);
    }

    /** What its band lies around, and what an auction's price should be near; 0: nothing yet. */
    long baseE8(int instrument) {
        return rows.get(instrument, BASE);
    }

    /** Whether the last price has reached what a stop order waits for: from below for one that buys. */
    boolean hasReached(int instrument, boolean buys, long stopPriceE8) {
        long last = priceE8(instrument);
        return last != 0 && (buys ? last >= stopPriceE8 : last <= stopPriceE8);
    }

    /** Whether a trade at a price is within so many hundredths of a percent of the base, exactly; 0: any is. */
    boolean isWithin(int instrument, long priceE8, int bandBps) {
        long base = baseE8(instrument);
        if (bandBps == 0 || base <= 0) {
            return true;
        }
        if (priceE8 < 0) {
            return false;
        }
        long distance = Math.abs(priceE8 - base);
        int high = Long.compare(Math.multiplyHigh(distance, BPS), Math.multiplyHigh(base, bandBps));
        return high < 0 || high == 0 && Long.compareUnsigned(distance * BPS, base * bandBps) <= 0;
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
