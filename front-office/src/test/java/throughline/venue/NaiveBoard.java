package throughline.venue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import throughline.message.MarketPhase;

/** One instrument of the naive exchange: its open orders in the order in which they took their places. */
final class NaiveBoard {
    final List<NaiveOrder> orders = new ArrayList<>();
    final int number;
    final long bandBps;
    MarketPhase phase = MarketPhase.CLOSED;
    /** What follows once its call has traded; null: no call is at its end. */
    MarketPhase next;
    long until;
    long last;
    long base;
    long reference;

    NaiveBoard(int number, long bandBps, long close) {
        this.number = number;
        this.bandBps = bandBps;
        this.base = close;
        this.reference = close;
    }

    void begin(MarketPhase newPhase, long newUntil) {
        phase = newPhase;
        until = newUntil;
        next = null;
    }

    boolean hasCome(NaiveOrder order) {
        return last != 0 && (order.buys() ? last >= order.stop : last <= order.stop);
    }

    boolean isWithinBand(long price) {
        return bandBps == 0 || Math.abs(price - base) * 10_000 <= base * bandBps;
    }

    NaiveOrder firstToTrigger(boolean buys) {
        NaiveOrder first = null;
        for (NaiveOrder order : orders) {
            if (order.waits() && order.buys() == buys && hasCome(order)
                && (first == null || (buys ? order.stop < first.stop : order.stop > first.stop))) {
                first = order;
            }
        }
        return first;
    }

    NaiveOrder best(boolean buys) {
        NaiveOrder best = null;
        for (NaiveOrder order : orders) {
            if (order.buys() == buys && !order.waits()
                && (best == null || (buys ? order.price > best.price : order.price < best.price))) {
                best = order;
            }
        }
        return best;
    }

    boolean isCrossed() {
        NaiveOrder buy = best(true);
        NaiveOrder sell = best(false);
        return buy != null && sell != null && buy.price >= sell.price;
    }

    long volume(boolean buys, long price) {
        return orders.stream().filter(order -> order.buys() == buys && !order.waits()
            && (buys ? order.price >= price : order.price <= price)).mapToLong(order -> order.leaves).sum();
    }

    /** The price at which most trades, then the one with least left over, then the nearest, then the lowest. */
    long auctionPrice() {
        long low = best(false).price;
        long high = best(true).price;
        TreeSet<Long> prices = new TreeSet<>();
        orders.stream().filter(order -> !order.waits()).forEach(order -> prices.add(order.price));
        prices.add(base);
        prices.removeIf(price -> price < low || price > high);
        Comparator<Long> most = Comparator.comparingLong(price -> -Math.min(volume(true, price), volume(false, price)));
        return prices.stream().min(most
            .thenComparingLong(price -> Math.abs(volume(true, price) - volume(false, price)))
            .thenComparingLong(price -> Math.abs(price - base))
            .thenComparingLong(price -> price)).orElseThrow();
    }
}
