package throughline.peerbench;

import java.util.stream.IntStream;
import throughline.bookbench.Figures;

/**
 * Commands to an exchange, once made, for all who play them: limit orders good for the day, and cancels of such that
 * rest. The first {@link #prefilled} only fill the books. An order's number is that of its command. Written once, then
 * only read.
 */
final class Flow {
    static final int ACCOUNTS = 1_000;
    static final int INSTRUMENTS = 300;
    /** Cents. */
    static final int REFERENCE = 10_000;

    /** No cancel. */
    static final int NEW = -1;

    /** Instruments and accounts count from 1. */
    final int[] instrument;
    final int[] account;
    /** The order that a cancel ends; {@link #NEW}: it is an order itself. */
    final int[] cancels;
    final boolean[] buys;
    /** Cents. */
    final int[] price;
    final int[] quantity;
    final int prefilled;
    /** What the flow's own plain book made of the commands behind the filling. */
    final Tally expected;

    Flow(int count, int prefilled, Tally expected) {
        instrument = new int[count];
        account = new int[count];
        cancels = new int[count];
        buys = new boolean[count];
        price = new int[count];
        quantity = new int[count];
        this.prefilled = prefilled;
        this.expected = expected;
    }

    int count() {
        return instrument.length;
    }

    /** What it is, in words. */
    String told() {
        long ends = IntStream.range(prefilled, count()).filter(i -> !isNew(i)).count();
        return Figures.text("%,d commands behind %,d that fill the books: %,d limit orders, %,d cancels; %,d accounts,"
            + " %d instruments, %,d trades of %,d", count() - prefilled, prefilled, count() - prefilled - ends, ends,
            ACCOUNTS, INSTRUMENTS, expected.trades, expected.quantity);
    }

    boolean isNew(int command) {
        return cancels[command] == NEW;
    }
}
