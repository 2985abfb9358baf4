package throughline.settlement;

import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Running sums of money by currency, in minor units. One thread. */
public final class Margins implements State {
    private static final int CURRENCIES = 1000;

    private final long[] sums = new long[CURRENCIES];

    /**
     * Adds to a currency's sum.
     *
     * @throws ArithmeticException when it does not fit
     */
    public void add(int currency, long amountMinor) {
        sums[currency] = Math.addExact(sums[currency], amountMinor);
    }

    /** A currency's sum. */
    public long of(int currency) {
        return sums[currency];
    }

    @Override
    public void save(StateSink sink) {
        for (long sum : sums) {
            sink.putLong(sum);
        }
    }

    @Override
    public void load(StateSource source) {
        for (int currency = 0; currency < CURRENCIES; currency++) {
            sums[currency] = source.getLong();
        }
    }
}
