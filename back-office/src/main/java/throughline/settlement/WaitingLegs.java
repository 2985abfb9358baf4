package throughline.settlement;

import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntArrayList;

/**
 * Obligations whose client leg is not settled as far as the street's is, by account, the oldest first. Derived: rebuilt
 * when the state is loaded. Remembers up to which account nothing could settle when it was last looked, until something
 * of an account changes. One thread.
 */
public final class WaitingLegs {
    private static final IntArrayList NO_ROWS = new IntArrayList();

    private final Int2ObjectHashMap<IntArrayList> rowsByAccount = new Int2ObjectHashMap<>();
    private int firstToTry;

    WaitingLegs() {
    }

    void keep(int accountId, int row, boolean waits) {
        changed(accountId);
        IntArrayList rows = rowsByAccount.get(accountId);
        if (rows == null) {
            if (!waits) {
                return;
            }
            rows = new IntArrayList();
            rowsByAccount.put(accountId, rows);
        }
        int at = firstFrom(rows, row);
        boolean there = at < rows.size() && rows.getInt(at) == row;
        if (waits && !there) {
            rows.addInt(at, row);
        } else if (!waits && there) {
            rows.removeAt(at);
        }
    }

    /** Where the first row that is not below this one stands. */
    private static int firstFrom(IntArrayList rows, int row) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (rows.getInt(middle) < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Rows of an account's waiting legs, the oldest first. */
    IntArrayList of(int accountId) {
        IntArrayList rows = rowsByAccount.get(accountId);
        return rows == null ? NO_ROWS : rows;
    }

    /**
     * What an account's waiting legs still need of its free credit, in minor units.
     *
     * @throws ArithmeticException when it does not fit
     */
    public long awaited(Obligations obligations, int accountId, int currency) {
        IntArrayList rows = of(accountId);
        long sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.getInt(i);
            long due = obligations.currency(row) == currency ? obligations.clientDue(row) : 0;
            sum = Math.addExact(sum, Math.max(0, obligations.isPurchase(row) ? due : -due));
        }
        return sum;
    }

    /** Takes up that an account's legs or money changed. */
    public void changed(int accountId) {
        firstToTry = Math.min(firstToTry, accountId);
    }

    /** The first account of which a leg may settle by now. */
    int firstToTry() {
        return firstToTry;
    }

    /** Nothing can settle of the accounts below this one. */
    void tried(int end) {
        firstToTry = end;
    }

    void clear() {
        rowsByAccount.clear();
        firstToTry = 0;
    }
}
