package throughline.venue;

import java.util.SplittableRandom;

/**
 * One command to a venue of three books, for the real book and its naive twin alike. Orders of one {@code group} do not
 * trade with one another, 0 is no group; {@code stopAtOwn} says whether the incoming one ends or goes round.
 */
record Command(Action action, int pick, int book, boolean buy, long priceE8, long quantity, long streetPriceE8,
               long streetQuantity, int group, boolean stopAtOwn) {
    static final int BOOKS = 3;
    /** Rows among which {@code pick} chooses, so that a venue holds some hundred orders. */
    static final int PICKS = 1024;
    private static final long TICK_E8 = 1_000_000;

    enum Action { DAY, IOC, FOK, CANCEL, REDUCE }

    /** A random walk of prices: a narrow and crowded book, a wide and thin one, and one around zero. */
    static final class Source {
        private static final int[] WIDTHS = {8, 400, 60};
        private final SplittableRandom random;
        private final long[] midTicks = {10_000, 50_000, 0};

        Source(final long seed) {
            random = new SplittableRandom(seed);
        }

        Command next() {
            final int book = random.nextInt(BOOKS);
            final boolean buy = random.nextBoolean();
            final int width = WIDTHS[book];
            if (random.nextInt(4) == 0) {
                midTicks[book] += random.nextInt(3) - 1;
            }
            final Action action = action(random.nextInt(100));
            final boolean market = action == Action.IOC && random.nextBoolean();
            final long limit = ticks(book, buy, random.nextInt(width) - width / 6);
            final long worst = buy ? Long.MAX_VALUE : Long.MIN_VALUE;
            final boolean street = random.nextBoolean();
            return new Command(action, random.nextInt(PICKS), book, buy, market ? worst : limit,
                1 + random.nextInt(random.nextInt(10) == 0 ? 2_000 : 50),
                street ? ticks(book, !buy, random.nextInt(width) - width / 4) : 0, street ? random.nextInt(200) : 0,
                random.nextInt(8), random.nextBoolean());
        }

        /** A price that many ticks on the passive side of the middle. */
        private long ticks(final int book, final boolean buy, final int away) {
            return (midTicks[book] + (buy ? -away : away)) * TICK_E8;
        }

        private static Action action(final int percent) {
            if (percent < 45) {
                return Action.DAY;
            }
            if (percent < 80) {
                return Action.CANCEL;
            }
            if (percent < 86) {
                return Action.REDUCE;
            }
            return percent < 95 ? Action.IOC : Action.FOK;
        }
    }
}
