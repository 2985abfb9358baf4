package throughline.movement;

import org.agrona.collections.Long2LongHashMap;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The entries that two people may reverse, each with the proposal it came from, the hash of its postings, and what
 * became of it: a deal or a borrowing is ended by the movement that settles or returns it, any may be reversed. One
 * thread.
 */
public final class BookedMovements implements State {
    private static final int ENTRY = 0;
    private static final int SOURCE = 1;
    private static final int HASH = 2;
    private static final int BY_HAND = 3;
    private static final int ENDED_BY = 4;
    private static final int REVERSED_BY = 5;
    private static final int DATE = 6;
    private static final int COLUMNS = 7;

    private final Table rows = new Table(COLUMNS, 64);
    private final Long2LongHashMap rowByEntry = new Long2LongHashMap(Table.NONE);
    private final Long2LongHashMap rowBySource = new Long2LongHashMap(Table.NONE);

    /** Takes up an entry. */
    void add(long entryId, long source, long hash, int date, boolean byHand) {
        int row = rows.add();
        rows.set(row, ENTRY, entryId);
        rows.set(row, SOURCE, source);
        rows.set(row, HASH, hash);
        rows.set(row, DATE, date);
        rows.set(row, BY_HAND, byHand ? 1 : 0);
        index(row);
    }

    private void index(int row) {
        rowByEntry.put(rows.get(row, ENTRY), row);
        rowBySource.put(rows.get(row, SOURCE), row);
    }

    /** Takes up that a movement was settled or returned by another; 0: it is open again. */
    void ended(long source, long by) {
        int row = bySource(source);
        if (row != Table.NONE) {
            rows.set(row, ENDED_BY, by);
        }
    }

    /** Takes up that an entry was reversed by another. */
    void reversed(int row, long by) {
        rows.set(row, REVERSED_BY, by);
    }

    /** Row of an entry; {@link Table#NONE}: it is none that may be reversed here. */
    int byEntry(long entryId) {
        return (int) rowByEntry.get(entryId);
    }

    private int bySource(long source) {
        return (int) rowBySource.get(source);
    }

    /** Proposal that a row came from. */
    long source(int row) {
        return rows.get(row, SOURCE);
    }

    /** Hash of a row's postings. */
    long hash(int row) {
        return rows.get(row, HASH);
    }

    /** Accounting date of a row's entry, epoch days: nothing negates it on a day before. */
    int date(int row) {
        return (int) rows.get(row, DATE);
    }

    /** Whether a row's entry was made by hand. */
    boolean isByHand(int row) {
        return rows.get(row, BY_HAND) != 0;
    }

    /** Whether a row was neither reversed, nor settled or returned. */
    boolean isOpen(int row) {
        return rows.get(row, ENDED_BY) == 0 && rows.get(row, REVERSED_BY) == 0;
    }

    /** Whether a movement was booked and neither reversed, nor settled or returned. */
    public boolean isOpen(long source) {
        int row = bySource(source);
        return row != Table.NONE && isOpen(row);
    }

    /** Entry that a proposal led to; 0: none, or one that nobody may reverse. */
    public long entryId(long source) {
        int row = bySource(source);
        return row == Table.NONE ? 0 : rows.get(row, ENTRY);
    }

    /** Movement that settled or returned this one; 0: none. */
    public long endedBy(long source) {
        int row = bySource(source);
        return row == Table.NONE ? 0 : rows.get(row, ENDED_BY);
    }

    /** Entry that reversed a movement's; 0: none. */
    public long reversedBy(long source) {
        int row = bySource(source);
        return row == Table.NONE ? 0 : rows.get(row, REVERSED_BY);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        rowByEntry.clear();
        rowBySource.clear();
        for (int row = 0; row < rows.end(); row++) {
            index(row);
        }
    }
}
