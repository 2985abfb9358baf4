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
    /** Numbers of sides that an instrument has, from that of the buy side where its orders rest. */
    private static final int SIDES = 4;
    private static final int FIRST_SIDE = 2;
    private static final int STOPS = 2;
    private static final int BEST_BUY = 0;
    private static final int BEST_SELL = 1;
    private static final int WAITING = 2;
    private static final int MARKS = 3;
    private static final int WIDTH = 4;
    private static final int LISTED = 1;
    private static final int CONTINUOUS = 2;
    private static final int CALL_ENDING = 4;

    private final Orders orders;
    private final int expectedOrders;
    private BookLinks links;
    private BookSides sides;
    private Book resting;
    private Book stops;
    /**
     * By instrument the best prices of the orders that rest, how many stop orders wait, and whether it is listed,
     * trades continuously or ends a call: what is asked before and after each change of any book, near together, so
     * that most books need not be fetched for it.
     */
    private long[] tops = new long[0];
    private int end;

    /** Of these orders; {@link #clear} before anything else makes room for their links. */
    Books(Orders orders, int expectedOrders) {
        this.orders = orders;
        this.expectedOrders = expectedOrders;
    }

    /** Forgets all instruments and orders. */
    void clear() {
        links = new BookLinks(Math.max(expectedOrders, orders.end() + orders.end() / 4));
        sides = links.sides();
        resting = new Book(links);
        stops = new Book(links);
        tops = new long[0];
        end = 0;
    }

    void listed(int instrument) {
        if (isListed(instrument)) {
            return;
        }
        end = Math.max(end, instrument + 1);
        if (WIDTH * end > tops.length) {
            tops = Arrays.copyOf(tops, Math.max(WIDTH * end, 2 * tops.length));
        }
        sides.open(side(instrument, true), LEVELS);
        sides.open(side(instrument, true) + STOPS, STOP_LEVELS);
        tops[WIDTH * instrument + MARKS] |= LISTED;
        look(instrument, true);
        look(instrument, false);
    }

    private static int side(int instrument, boolean buys) {
        return FIRST_SIDE + SIDES * instrument + (buys ? 0 : 1);
    }

    /** Where a stop order of a side waits: on the other side. */
    private static int stopSide(int instrument, boolean buys) {
        return side(instrument, !buys) + STOPS;
    }

    /** What an order of a listed instrument is going to touch, as {@link throughline.blotter.Venue#readAhead} says. */
    long readAhead(int instrument) {
        return sides.readAhead(side(instrument, true));
    }

    /** Where the orders of an instrument rest; the same object each time, until it is asked for another's. */
    Book resting(int instrument) {
        return resting.at(side(instrument, true));
    }

    /** Where the stop orders of an instrument wait, each on the other side; the same object each time, as there. */
    Book stops(int instrument) {
        return stops.at(side(instrument, true) + STOPS);
    }

    /** Instruments' ids run below this. */
    int end() {
        return end;
    }

    boolean isListed(int instrument) {
        return instrument < end && is(instrument, LISTED);
    }

    private boolean is(int instrument, int mark) {
        return (tops[WIDTH * instrument + MARKS] & mark) != 0;
    }

    /** What the phases say of an instrument, told at each change: whether orders match, whether its call is ending. */
    void phase(int instrument, boolean isContinuous, boolean isCallEnding) {
        if (isListed(instrument)) {
            tops[WIDTH * instrument + MARKS] =
                LISTED | (isContinuous ? CONTINUOUS : 0) | (isCallEnding ? CALL_ENDING : 0);
        }
    }

    /** Whether orders match when they come. */
    boolean isContinuous(int instrument) {
        return is(instrument, CONTINUOUS);
    }

    /** Whether a call of it is at its end. */
    boolean isCallEnding(int instrument) {
        return is(instrument, CALL_ENDING);
    }

    /** Whether an instrument is left with work: the end of a call, a crossed book, a stop whose price has come. */
    boolean hasWork(int instrument, LastPrices last) {
        return isCallEnding(instrument)
            || is(instrument, CONTINUOUS) && (isCrossed(instrument) || firstReached(instrument, last) != Book.NONE);
    }

    /** Puts an order where it belongs, behind all others of its price; nowhere if it does not rest. */
    void add(int row) {
        int side = sideOf(row);
        if (side == BookLinks.NOWHERE) {
            return;
        }
        int instrument = orders.instrument(row);
        sides.add(side, row, priceE8(row));
        if (orders.stopPriceE8(row) != 0) {
            tops[WIDTH * instrument + WAITING]++;
        } else {
            look(instrument, orders.buys(row));
        }
    }

    private int sideOf(int row) {
        if (orders.stopPriceE8(row) != 0) {
            return stopSide(orders.instrument(row), orders.buys(row));
        }
        return orders.rests(row) ? side(orders.instrument(row), orders.buys(row)) : BookLinks.NOWHERE;
    }

    /** The price at which it stands on its side. */
    private long priceE8(int row) {
        long stop = orders.stopPriceE8(row);
        return stop != 0 ? stop : orders.workingPriceE8(row);
    }

    private void look(int instrument, boolean buys) {
        tops[WIDTH * instrument + (buys ? BEST_BUY : BEST_SELL)] = sides.bestPriceE8(side(instrument, buys));
    }

    /** Puts all orders at the venue where they belong, in the order of their priority; no order is there yet. */
    void fill() {
        int[] rows = new int[orders.working()];
        long[] seqs = new long[rows.length];
        int count = 0;
        for (int row = orders.firstOpen(); row != Orders.NONE; row = orders.nextOpen(row)) {
            if (orders.isAtVenue(row)) {
                rows[count] = row;
                seqs[count++] = orders.placedSeq(row);
            }
        }
        fill(ByPriority.sorted(rows, seqs, count), count);
        for (int instrument = 1; instrument < end; instrument++) {
            if (isListed(instrument)) {
                tops[WIDTH * instrument + WAITING] =
                    sides.orders(stopSide(instrument, true)) + sides.orders(stopSide(instrument, false));
                look(instrument, true);
                look(instrument, false);
            }
        }
    }

    /** Reads all of them before the first is put there: so what is read of orders lies behind one another. */
    private void fill(int[] rows, int count) {
        int[] sideOf = new int[count];
        long[] prices = new long[count];
        for (int i = 0; i < count; i++) {
            sideOf[i] = sideOf(rows[i]);
            prices[i] = priceE8(rows[i]);
        }
        for (int i = 0; i < count; i++) {
            if (sideOf[i] != BookLinks.NOWHERE) {
                sides.add(sideOf[i], rows[i], prices[i]);
            }
        }
    }

    /** Takes an order out, by where it is and not by what it is now; does nothing if it is nowhere. */
    void remove(int row) {
        int side = links.side(row);
        if (side == BookLinks.NOWHERE) {
            return;
        }
        int instrument = orders.instrument(row);
        boolean buys = orders.buys(row);
        sides.remove(side, row, links.levelPriceE8(row));
        if (side == side(instrument, buys)) {
            look(instrument, buys);
        } else {
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
        int buy = sides.best(side(instrument, true));
        int sell = sides.best(side(instrument, false));
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
        int row = sides.best(stopSide(instrument, buys));
        boolean reached = row != Book.NONE && last.hasReached(instrument, buys, orders.stopPriceE8(row));
        return reached ? row : Book.NONE;
    }
}
