package throughline.bookbench;

import java.util.SplittableRandom;
import throughline.message.Side;

/**
 * Trades as a firm has them, the same from the same seed: orders of one to four fills over all accounts and
 * instruments, both sides, prices around the instrument's own.
 */
public final class Flow {
    static final long E8 = 100_000_000L;

    private static final int MOST_FILLS = 4;
    private static final int LOTS = 10;
    private static final int LOT = 100;
    private static final int LOWEST_PRICE = 10;
    private static final int PRICES = 90;
    private static final int SPREAD_CENTS = 100;

    private final SplittableRandom random;
    private final int accounts;
    private final int instruments;
    private long execution = 1000;
    private long order;
    private int account;
    private int instrument;
    private Side side;
    private int left;

    /** A fill to clear. */
    public record Fill(long execution, long order, int account, int instrument, Side side, long quantity,
                       long priceE8) {
    }

    public Flow(long seed, int accounts, int instruments) {
        random = new SplittableRandom(seed);
        this.accounts = accounts;
        this.instruments = instruments;
    }

    /** An instrument's usual price. */
    public static long priceE8(int instrument) {
        return (LOWEST_PRICE + instrument % PRICES) * E8;
    }

    /** The next fill. */
    public Fill next() {
        if (left == 0) {
            left = 1 + random.nextInt(MOST_FILLS);
            order++;
            account = 1 + random.nextInt(accounts);
            instrument = 1 + random.nextInt(instruments);
            side = random.nextBoolean() ? Side.BUY : Side.SELL;
        }
        left--;
        long priceE8 = priceE8(instrument) + random.nextInt(SPREAD_CENTS) * (E8 / 100);
        return new Fill(++execution, order, account, instrument, side, LOT * (1L + random.nextInt(LOTS)), priceE8);
    }

    /** Closing prices by instrument of a day, from 1, others each day. */
    long[] closings(int day) {
        long[] prices = new long[instruments + 1];
        for (int id = 1; id <= instruments; id++) {
            prices[id] = priceE8(id) + (1 + (day * 7L + id) % SPREAD_CENTS) * (E8 / 100);
        }
        return prices;
    }
}
