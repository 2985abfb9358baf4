package throughline.venue;

import java.util.Arrays;
import throughline.blotter.Orders;

/**
 * The books of all instruments: of each the one in which its orders rest, and beside it the one in which its stop
 * orders wait, a buy on the sell side and a sell on the buy side, so that the one whose price comes first is the best.
 * A row is in one of them at most. Nothing of it is saved: the orders say it all. One thread.
 */
final class Books {
    private static final int LEVELS = 64;
    private static final int STOP_LEVELS = 8;
    private static final int BEST_BUY = 0;
    private static final int BEST_SELL = 1;
    private static final int WAITING = 2;
    private static final int WIDTH = 4;

    private final Orders orders;
    private final int expectedOrders;
    private BookLinks links;
    private Book[] resting = new Book[0];
    private Book[] stops = new Book[0];
    /**
     * By instrument the best prices of the orders that rest and how many stop orders wait: what is asked after each
     * change of any book, near together, so that most books need not be fetched for it.
     */
    private long[] tops = new long[0];

    Books(Orders orders, int expectedOrders) {
        this.orders = orders;
        this.expectedOrders = expectedOrders;
        clear();
    }

    /** Forgets all instruments and orders. */
    void clear() {
        links = new BookLinks(Math.max(expectedOrders, orders.end() + orders.end() / 4));
        resting = new Book[0];
        stops = new Book[0];
        tops = new long[0];
    }

    void listed(int instrument) {
        if (instrument >= resting.length) {
            int length = Math.max(instrument + 1, 2 * resting.length);
            resting = Arrays.copyOf(resting, length);
            stops = Arrays.copyOf(stops, length);
            tops = Arrays.copyOf(tops, WIDTH * length);
        }
        if (resting[instrument] == null) {
            resting[instrument] = new Book(links, LEVELS);
            stops[instrument] = new Book(links, STOP_LEVELS);
            look(instrument, true);
            look(instrument, false);
        }
    }

    /** Where the orders of an instrument rest. */
    Book resting(int instrument) {
        return resting[instrument];
    }

    /** Where the stop orders of an instrument wait, each on the other side. */
    Book stops(int instrument) {
        return stops[instrument];
    }

    /** Instruments' ids run below this. */
    int end() {
        return resting.length;
    }

    boolean isListed(int instrument) {
        return instrument < resting.length && resting[instrument] != null;
    }

    /** Puts an order where it belongs, behind all others of its price; nowhere if it does not rest. */
    void add(int row) {
        int instrument = orders.instrument(row);
        boolean buys = orders.buys(row);
        if (orders.stopPriceE8(row) != 0) {
            stops[instrument].add(row, !buys, orders.stopPriceE8(row));
            tops[WIDTH * instrument + WAITING]++;
        } else if (orders.rests(row)) {
            resting[instrument].add(row, buys, orders.workingPriceE8(row));
            look(instrument, buys);
        }
    }

    private void look(int instrument, boolean buys) {
        tops[WIDTH * instrument + (buys ? BEST_BUY : BEST_SELL)] = resting[instrument].bestPriceE8(buys);
    }

    /** Puts all orders at the venue where they belong, in the order of their priority. */
    void fill() {
        int[] rows = new int[orders.working()];
        long[] seqs = new long[rows.length];
        int count = 0;
        for (int row = 0; row < orders.end(); row++) { // nearer together than along their links
            if (orders.isAtVenue(row)) {
                rows[count] = row;
                seqs[count++] = orders.placedSeq(row);
            }
        }
        int[] sorted = ByPriority.sorted(rows, seqs, count);
        for (int i = 0; i < count; i++) {
            add(sorted[i]);
        }
    }

    /** Takes an order out, by where it is and not by what it is now; does nothing if it is nowhere. */
    void remove(int row) {
        int instrument = orders.instrument(row);
        if (!isListed(instrument)) {
            return;
        }
        boolean buys = orders.buys(row);
        if (resting[instrument].holds(row, buys)) {
            resting[instrument].remove(row, buys, resting[instrument].priceE8(row));
            look(instrument, buys);
        } else if (stops[instrument].holds(row, !buys)) {
            stops[instrument].remove(row, !buys, stops[instrument].priceE8(row));
            tops[WIDTH * instrument + WAITING]--;
        }
    }

    /** Whether a buyer pays what a seller asks, or more: the best prices of empty sides never meet. */
    boolean isCrossed(int instrument) {
        int at = WIDTH * instrument;
        return tops[at + BEST_BUY] >= tops[at + BEST_SELL];
    }

    /** Whether an order of this side and limit reaches the best that rests on the other side, if any does. */
    boolean reaches(int instrument, boolean buys, long worstPriceE8) {
        long best = tops[WIDTH * instrument + (buys ? BEST_SELL : BEST_BUY)];
        return buys ? worstPriceE8 >= best : worstPriceE8 <= best;
    }

    /** Of the two best orders the one that came later; there are both. */
    int younger(int instrument) {
        int buy = resting[instrument].best(true);
        int sell = resting[instrument].best(false);
        return orders.placedSeq(buy) > orders.placedSeq(sell) ? buy : sell;
    }

    /** The stop order that comes first: of the two whose prices have been reached, the older; NONE: there is none. */
    int firstReached(int instrument, LastPrices last) {
        if (tops[WIDTH * instrument + WAITING] == 0) {
            return Book.NONE;
        }
        int buy = reached(instrument, true, last);
        int sell = reached(instrument, false, last);
        if (buy == Book.NONE || sell == Book.NONE) {
            return buy == Book.NONE ? sell : buy;
        }
        return orders.placedSeq(buy) < orders.placedSeq(sell) ? buy : sell;
    }

    private int reached(int instrument, boolean buys, LastPrices last) {
        int row = stops[instrument].best(!buys);
        boolean reached = row != Book.NONE && last.hasReached(instrument, buys, orders.stopPriceE8(row));
        return reached ? row : Book.NONE;
    }
}
