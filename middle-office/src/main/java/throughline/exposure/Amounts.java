package throughline.exposure;

import throughline.limit.ScopeRows;
import throughline.message.ScopeKind;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * {@link Sums} of money by scope and currency, in minor units: what was added can always be taken away again exactly,
 * however large it was. Rows are never given back; those of a scope are a chain. Only a new
 * row allocates, now and then. One thread.
 */
final class Amounts implements State {
    private static final int SCOPE = 0;
    private static final int CURRENCY = 1;
    private static final int NEXT = 2;
    /** The scope's first row. */
    private static final int FIRST = 3;
    private static final int SUMS = 4;

    private final Table rows;
    private final ScopeRows firstByScope = new ScopeRows();
    /** The total: a long, and how many times 2^64 are to be added to it. */
    private long low;
    private long turns;

    /** No scope has any, with room for some rows without growing, each of so many sums. */
    Amounts(int sums, int expected) {
        rows = new Table(SUMS + 2 * sums, expected);
    }

    /** First row of a scope; {@link Table#NONE}: it has none. */
    int first(long scope) {
        return firstByScope.row(scope);
    }

    /** The scope's next row, of another currency; {@link Table#NONE}: that was the last. */
    int next(int row) {
        return (int) rows.get(row, NEXT);
    }

    /** Row of a scope's currency; {@link Table#NONE}: there is none. */
    int row(long scope, int currency) {
        int row = first(scope);
        while (row != Table.NONE && currency(row) != currency) {
            row = next(row);
        }
        return row;
    }

    /** Row of a scope's currency, all 0 if it is new. */
    int reach(long scope, int currency) {
        int last = Table.NONE;
        int first = first(scope);
        for (int row = first; row != Table.NONE; row = next(row)) {
            if (currency(row) == currency) {
                return row;
            }
            last = row;
        }
        int row = rows.add();
        rows.set(row, SCOPE, scope);
        rows.set(row, CURRENCY, currency);
        rows.set(row, NEXT, Table.NONE);
        rows.set(row, FIRST, first == Table.NONE ? row : first);
        if (last == Table.NONE) {
            firstByScope.put(scope, row);
        } else {
            rows.set(last, NEXT, row);
        }
        return row;
    }

    /** As {@link #reach(long, int)}, of a scope without an instrument, most often of one currency. */
    int reach(ScopeKind kind, int id, int currency) {
        int first = firstByScope.rowOfId(kind.value(), id);
        return first != Table.NONE && currency(first) == currency ? first : reach(Scope.of(kind, id), currency);
    }

    /** The first row of a row's scope. */
    int firstOf(int row) {
        return (int) rows.get(row, FIRST);
    }

    /** A row's scope. */
    long scope(int row) {
        return rows.get(row, SCOPE);
    }

    /** A row's currency, its ISO 4217 number. */
    int currency(int row) {
        return (int) rows.get(row, CURRENCY);
    }

    /** Row numbers run below this. */
    int end() {
        return rows.end();
    }

    /** Adds to a sum; below 0 takes away. */
    void increase(int row, int sum, long minor) {
        Sums.add(rows, row, SUMS + 2 * sum, minor);
    }

    /** A sum and an amount as one; as {@link #total} where that does not fit. */
    long with(int row, int sum, long more) {
        long[] cells = rows.cells(row);
        int at = rows.start(row) + SUMS + 2 * sum;
        long both = cells[at] + more;
        return Sums.told(both, cells[at + 1] + (Sums.overflows(cells[at], more, both) ? Sums.turn(more) : 0));
    }

    /** A sum is less by another from here. */
    void takeOut(int row, int sum, int other) {
        begin();
        plus(row, sum);
        minus(row, other);
        rows.set(row, SUMS + 2 * sum, low);
        rows.set(row, SUMS + 2 * sum + 1, turns);
    }

    /** A sum is that from here. */
    void set(int row, int sum, long minor) {
        rows.set(row, SUMS + 2 * sum, minor);
        rows.set(row, SUMS + 2 * sum + 1, 0);
    }

    /** One sum; the largest long, or that below 0, when it does not fit. */
    long get(int row, int sum) {
        return Sums.get(rows, row, SUMS + 2 * sum);
    }

    /** A total is begun, with nothing in it. */
    void begin() {
        low = 0;
        turns = 0;
    }

    /** The total is more by an amount, or less by one below 0. */
    void plus(long minor) {
        plus(minor, 0);
    }

    /** The total is more by a row's sum. */
    void plus(int row, int sum) {
        plus(rows.get(row, SUMS + 2 * sum), rows.get(row, SUMS + 2 * sum + 1));
    }

    /** The total is less by a row's sum. */
    void minus(int row, int sum) {
        long by = rows.get(row, SUMS + 2 * sum);
        plus(-by, (by == Long.MIN_VALUE ? 1 : 0) - rows.get(row, SUMS + 2 * sum + 1));
    }

    private void plus(long by, long more) {
        long before = low;
        low = before + by;
        turns += more + (Sums.overflows(before, by, low) ? Sums.turn(by) : 0);
    }

    /** The total; {@link Money#OVERFLOW}, or that below 0, when it does not fit. */
    long total() {
        return Sums.told(low, turns);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        firstByScope.clear();
        for (int row = 0; row < rows.end(); row++) {
            if (first(scope(row)) == Table.NONE) {
                firstByScope.put(scope(row), row);
            }
        }
    }
}
