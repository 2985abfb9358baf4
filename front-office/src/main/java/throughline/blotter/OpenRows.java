package throughline.blotter;

import java.util.BitSet;

/**
 * The rows of orders that have not ended, lowest first: a bit each, so that an order's end touches no other order. It
 * is derived and not saved. One thread.
 */
final class OpenRows {
    private final BitSet rows;
    /** No open row is below this. */
    private int low;

    /** None yet; so many rows are taken without growing. */
    OpenRows(int expected) {
        rows = new BitSet(expected);
    }

    void add(int row) {
        rows.set(row);
        low = Math.min(low, row);
    }

    void remove(int row) {
        rows.clear(row);
    }

    void clear() {
        rows.clear();
        low = 0;
    }

    /** The lowest; {@link OrderColumns#NONE}: there is none. */
    int first() {
        int first = rows.nextSetBit(low);
        low = first == OrderColumns.NONE ? low : first;
        return first;
    }

    /** The lowest above a row; {@link OrderColumns#NONE}: there is none. */
    int after(int row) {
        return rows.nextSetBit(row + 1);
    }
}
