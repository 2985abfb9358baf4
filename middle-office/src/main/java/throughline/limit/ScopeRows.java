package throughline.limit;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.ScopeKind;
import throughline.reference.Scope;
import throughline.state.PairRows;
import throughline.state.Table;

/**
 * Row numbers by scope, found by the scope's own small numbers and not by a hash: an array by kind and id, one by kind
 * and instrument, and {@link PairRows} by kind of scopes that have both. Orders, baskets and ids beyond the usual stand
 * in a map. Made anew when its owner's rows are read; a new row allocates now and then, asking never does. One thread.
 */
public final class ScopeRows {
    static final int KINDS = ScopeKind.ACCOUNT_INSTRUMENT.value() + 1;
    private static final int MOST = 1 << 20;
    private static final int FEWEST = 16;

    /** Rows plus 1; 0: there is none. */
    private final int[][] byId = new int[KINDS][0];
    private final int[][] byInstrument = new int[KINDS][0];
    private final PairRows[] byBoth = new PairRows[KINDS];
    private final Long2LongHashMap others = new Long2LongHashMap(Table.NONE);

    /** No scope has a row. */
    public ScopeRows() {
        Arrays.setAll(byBoth, kind -> new PairRows());
    }

    /** Row of a scope; {@link Table#NONE}: it has none. */
    public int row(long scope) {
        int kind = Scope.kindNumber(scope);
        int id = Scope.id(scope);
        int instrument = Scope.instrumentPart(scope);
        if (kind >= KINDS || (id | instrument) >= MOST) {
            return (int) others.get(scope);
        }
        if (instrument == 0) {
            int[] rows = byId[kind];
            return id < rows.length ? rows[id] - 1 : Table.NONE;
        }
        if (id == 0) {
            int[] rows = byInstrument[kind];
            return instrument < rows.length ? rows[instrument] - 1 : Table.NONE;
        }
        return byBoth[kind].get(id, instrument);
    }

    /** As {@link #row(long)}, of a scope without an instrument, by its kind's number and its id. */
    public int rowOfId(int kind, int id) {
        if (id >= MOST) {
            return (int) others.get(Scope.of(ScopeKind.get((short) kind), id));
        }
        int[] rows = byId[kind];
        return id < rows.length ? rows[id] - 1 : Table.NONE;
    }

    /** As {@link #row(long)}, of a scope without an id, by its kind's number and its instrument. */
    public int rowOfInstrument(int kind, int instrument) {
        if (instrument >= MOST) {
            return (int) others.get(Scope.of(ScopeKind.get((short) kind), 0, instrument));
        }
        int[] rows = byInstrument[kind];
        return instrument < rows.length ? rows[instrument] - 1 : Table.NONE;
    }

    /** As {@link #row(long)}, by a scope's kind's number, its id and its instrument, most often of both. */
    public int rowOfBoth(int kind, int id, int instrument) {
        return id > 0 && instrument > 0 && (id | instrument) < MOST ? byBoth[kind].get(id, instrument)
            : row(Scope.of(ScopeKind.get((short) kind), id, instrument));
    }

    /** A scope's row is that from here. */
    public void put(long scope, int row) {
        int kind = Scope.kindNumber(scope);
        int id = Scope.id(scope);
        int instrument = Scope.instrumentPart(scope);
        if (kind >= KINDS || (id | instrument) >= MOST) {
            others.put(scope, row);
        } else if (instrument == 0) {
            byId[kind] = reaching(byId[kind], id);
            byId[kind][id] = row + 1;
        } else if (id == 0) {
            byInstrument[kind] = reaching(byInstrument[kind], instrument);
            byInstrument[kind][instrument] = row + 1;
        } else {
            byBoth[kind].put(id, instrument, row);
        }
    }

    private static int[] reaching(int[] rows, int at) {
        return at < rows.length ? rows : Arrays.copyOf(rows, Math.max(Math.max(FEWEST, at + 1), 2 * rows.length));
    }

    /** No scope has a row from here. */
    public void clear() {
        Arrays.fill(byId, new int[0]);
        Arrays.fill(byInstrument, new int[0]);
        for (PairRows pairs : byBoth) {
            pairs.clear();
        }
        others.clear();
    }

    /** As the rows of a table say, whose scopes stand in one of its columns. */
    public void index(Table table, int column) {
        clear();
        for (int row = 0; row < table.end(); row++) {
            put(table.get(row, column), row);
        }
    }
}
