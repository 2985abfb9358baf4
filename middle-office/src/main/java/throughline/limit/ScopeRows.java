package throughline.limit;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.ScopeKind;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * Row numbers by scope, found by the scope's own small numbers and not by a hash: an array by kind and id, one by kind
 * and instrument, and of scopes that have both an array per id, cut into pages so that a few rows take little room.
 * Orders, baskets and ids beyond the usual stand in a map. Made anew when its owner's rows are read; a new row
 * allocates now and then, asking never does. One thread.
 */
public final class ScopeRows {
    private static final int KINDS = ScopeKind.ACCOUNT_INSTRUMENT.value() + 1;
    private static final int MOST = 1 << 20;
    private static final int PAGE_BITS = 6;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int FEWEST = 16;

    /** Rows plus 1; 0: there is none. */
    private final int[][] byId = new int[KINDS][0];
    private final int[][] byInstrument = new int[KINDS][0];
    private final int[][][][] byBoth = new int[KINDS][0][][];
    private final Long2LongHashMap others = new Long2LongHashMap(Table.NONE);

    /** No scope has a row. */
    public ScopeRows() {
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
        return inPages(byBoth[kind], id, instrument);
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

    private static int inPages(int[][][] ids, int id, int instrument) {
        int[][] pages = id < ids.length ? ids[id] : null;
        int number = instrument >> PAGE_BITS;
        int[] page = pages != null && number < pages.length ? pages[number] : null;
        return page == null ? Table.NONE : page[instrument & PAGE - 1] - 1;
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
            page(kind, id, instrument >> PAGE_BITS)[instrument & PAGE - 1] = row + 1;
        }
    }

    private static int[] reaching(int[] rows, int at) {
        return at < rows.length ? rows : Arrays.copyOf(rows, Math.max(Math.max(FEWEST, at + 1), 2 * rows.length));
    }

    private int[] page(int kind, int id, int number) {
        int[][][] ids = byBoth[kind];
        if (id >= ids.length) {
            ids = Arrays.copyOf(ids, Math.max(Math.max(FEWEST, id + 1), 2 * ids.length));
            byBoth[kind] = ids;
        }
        int[][] pages = ids[id] == null ? new int[number + 1][] : ids[id];
        pages = number < pages.length ? pages : Arrays.copyOf(pages, Math.max(number + 1, 2 * pages.length));
        ids[id] = pages;
        if (pages[number] == null) {
            pages[number] = new int[PAGE];
        }
        return pages[number];
    }

    /** No scope has a row from here. */
    public void clear() {
        Arrays.fill(byId, new int[0]);
        Arrays.fill(byInstrument, new int[0]);
        Arrays.fill(byBoth, new int[0][][]);
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
