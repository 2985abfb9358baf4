package throughline.settlement;

import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntArrayList;

/**
 * Obligations whose client leg is not settled as far as the street's is, by account, the oldest first. Derived: rebuilt
 * when the state is loaded. One thread.
 */
final class WaitingLegs {
    private static final IntArrayList NO_ROWS = new IntArrayList();

    private final Int2ObjectHashMap<IntArrayList> rowsByAccount = new Int2ObjectHashMap<>();

    void keep(int accountId, int row, boolean waits) {
        IntArrayList rows = rowsByAccount.get(accountId);
        if (rows == null) {
            if (!waits) {
                return;
            }
            rows = new IntArrayList();
            rowsByAccount.put(accountId, rows);
        }
        int at = rows.size();
        while (at > 0 && rows.getInt(at - 1) >= row) {
            at--;
        }
        boolean there = at < rows.size() && rows.getInt(at) == row;
        if (waits && !there) {
            rows.addInt(at, row);
        } else if (!waits && there) {
            rows.removeAt(at);
        }
    }

    /** Rows of an account's waiting legs, the oldest first. */
    IntArrayList of(int accountId) {
        IntArrayList rows = rowsByAccount.get(accountId);
        return rows == null ? NO_ROWS : rows;
    }

    void clear() {
        rowsByAccount.clear();
    }
}
