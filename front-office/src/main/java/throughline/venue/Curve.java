package throughline.venue;

import java.util.Arrays;
import throughline.blotter.Orders;

/** One side of a crossed book as an auction sees it: how much would trade at each of its prices. One thread. */
final class Curve {
    private final boolean buys;
    private long[] prices = new long[64];
    private long[] sums = new long[64];
    private int levels;

    Curve(boolean buys) {
        this.buys = buys;
    }

    /** Takes the side's levels up, as far as they reach the other side's best price. */
    void draw(Book book, Orders orders) {
        levels = 0;
        long limit = book.bestPriceE8(!buys);
        long sum = 0;
        int row = book.best(buys);
        while (row != Book.NONE && reaches(book.priceE8(row), limit)) {
            sum = sum > Long.MAX_VALUE - orders.leaves(row) ? Long.MAX_VALUE : sum + orders.leaves(row);
            if (levels == 0 || prices[levels - 1] != book.priceE8(row)) {
                add(book.priceE8(row));
            }
            sums[levels - 1] = sum;
            row = book.after(row, buys);
        }
    }

    private void add(long priceE8) {
        if (levels == prices.length) {
            prices = Arrays.copyOf(prices, 2 * levels);
            sums = Arrays.copyOf(sums, 2 * levels);
        }
        prices[levels++] = priceE8;
    }

    private boolean reaches(long priceE8, long otherE8) {
        return buys ? priceE8 >= otherE8 : priceE8 <= otherE8;
    }

    int levels() {
        return levels;
    }

    long priceE8(int level) {
        return prices[level];
    }

    /** How much of this side would trade at a price. */
    long at(long priceE8) {
        int low = 0;
        int high = levels;
        while (low < high) {
            int middle = low + high >>> 1;
            if (reaches(prices[middle], priceE8)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : sums[low - 1];
    }
}
