package throughline.reference;

import java.util.Arrays;
import throughline.message.ScopeKind;
import throughline.state.Table;

/**
 * Which row of a table is of which scope: a dense array for each kind, by the id it counts by, which are small and
 * follow one another. Not of orders, nor of an account's or any other holder's instrument. Follows from the rows and is
 * made anew when they are read. Only a higher id than ever before allocates; one thread.
 */
public final class ScopeRows {
    private static final int[] NOBODY = new int[0];
    private static final int USUAL = 64;

    /** Row + 1 by kind and id. */
    private final int[][] rows = new int[ScopeKind.BASKET.value() + 1][];

    /** None has a row. */
    public ScopeRows() {
        clear();
    }

    /** Row of a scope; {@link Table#NONE}: it has none. */
    public int get(long scope) {
        int kind = Scope.number(scope);
        int[] ofKind = kind < rows.length ? rows[kind] : NOBODY;
        int place = Scope.place(scope);
        return place >= 0 && place < ofKind.length ? ofKind[place] - 1 : Table.NONE;
    }

    /** A scope has that row. */
    public void put(long scope, int row) {
        int kind = Scope.number(scope);
        int place = Scope.place(scope);
        if (place >= rows[kind].length) {
            rows[kind] = Arrays.copyOf(rows[kind], Math.max(USUAL, Math.max(place + 1, 2 * rows[kind].length)));
        }
        rows[kind][place] = row + 1;
    }

    /** No scope has a row any more. */
    public void clear() {
        Arrays.fill(rows, NOBODY);
    }

    /** As the rows of a table say, whose scopes stand in one of its columns. */
    public void index(Table table, int column) {
        clear();
        for (int row = 0; row < table.end(); row++) {
            put(table.get(row, column), row);
        }
    }
}
