package throughline.control;

import java.util.Arrays;

/**
 * The members of a basket that have passed while the rest is judged: each counts for those after it as if its hold
 * stood. Scratch; grows to the largest basket seen, and allocates nothing after. One thread.
 */
public final class Basket {
    private static final int USUAL = 512;

    private int[] accounts = new int[USUAL];
    private int[] instruments = new int[USUAL];
    private boolean[] buying = new boolean[USUAL];
    private long[] quantities = new long[USUAL];
    private int count;

    Basket() {
    }

    /** None has passed. */
    public void clear() {
        count = 0;
    }

    void add(int accountId, int instrumentId, boolean buys, long quantity) {
        if (count == accounts.length) {
            accounts = Arrays.copyOf(accounts, 2 * count);
            instruments = Arrays.copyOf(instruments, 2 * count);
            buying = Arrays.copyOf(buying, 2 * count);
            quantities = Arrays.copyOf(quantities, 2 * count);
        }
        accounts[count] = accountId;
        instruments[count] = instrumentId;
        buying[count] = buys;
        quantities[count] = quantity;
        count++;
    }

    /** What of it would work on one side; account 0: of the whole firm. */
    long working(int accountId, int instrumentId, boolean buys) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            boolean counts = instruments[i] == instrumentId && buying[i] == buys
                && (accountId == 0 || accounts[i] == accountId);
            sum += counts ? quantities[i] : 0;
        }
        return sum;
    }
}
