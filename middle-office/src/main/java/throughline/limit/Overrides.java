package throughline.limit;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.JournalRecord;
import throughline.message.OverrideGrantedDecoder;
import throughline.message.Side;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Leave for one order to go above soft limits, for a while: granted, used or run out. Looked at only when a soft limit
 * alone fails an order. Times are epoch nanoseconds, quantities in the instrument's scale. One thread.
 */
public final class Overrides implements State {
    private static final int ID = 0;
    private static final int ACCOUNT = 1;
    private static final int INSTRUMENT = 2;
    private static final int SIDE = 3;
    private static final int QUANTITY = 4;
    private static final int UNTIL = 5;
    private static final int REQUESTED_BY = 6;
    private static final int APPROVED_BY = 7;
    private static final int GRANTED_NS = 8;
    /** The order that used it up; 0: it is unused. */
    private static final int USED_BY = 9;
    private static final int COLUMNS = 10;

    private final Table rows = new Table(COLUMNS, 64);
    private final Long2LongHashMap rowById = new Long2LongHashMap(64, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    private final OverrideGrantedDecoder decoder = new OverrideGrantedDecoder();

    /** None was granted. */
    public Overrides() {
    }

    /** Takes up an {@code OverrideGranted}. */
    public void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = rows.add();
        rows.set(row, ID, decoder.overrideId());
        rows.set(row, ACCOUNT, decoder.accountId());
        rows.set(row, INSTRUMENT, decoder.instrumentId());
        rows.set(row, SIDE, decoder.sideRaw());
        rows.set(row, QUANTITY, decoder.quantity());
        rows.set(row, UNTIL, decoder.until());
        rows.set(row, REQUESTED_BY, decoder.requestedBy());
        rows.set(row, APPROVED_BY, decoder.approvedBy());
        rows.set(row, GRANTED_NS, record.timeNs());
        rowById.put(decoder.overrideId(), row);
    }

    /**
     * The override an order may use at a time: the one asked for first; 0: none.
     *
     * @param quantity what the order is for in all
     * @param after only those asked for after this one; 0: all
     */
    public long find(int accountId, int instrumentId, Side side, long quantity, long timeNs, long after) {
        long found = 0;
        for (int row = 0; row < rows.end(); row++) {
            boolean fits = rows.isLive(row) && isUnused(row) && timeNs < rows.get(row, UNTIL)
                && rows.get(row, ACCOUNT) == accountId && rows.get(row, INSTRUMENT) == instrumentId
                && rows.get(row, SIDE) == side.value() && quantity <= rows.get(row, QUANTITY);
            if (fits && id(row) > after && (found == 0 || id(row) < found)) {
                found = id(row);
            }
        }
        return found;
    }

    /** An order used it up; 0: it used none. */
    public void used(long overrideId, long orderId) {
        int row = overrideId == 0 ? Table.NONE : (int) rowById.get(overrideId);
        if (row != Table.NONE) {
            rows.set(row, USED_BY, orderId);
        }
    }

    /** A new business date: those that are used or have run out are forgotten. */
    public void dayOpened(long timeNs) {
        rows.keepOnly(row -> isUnused(row) && timeNs < rows.get(row, UNTIL));
        index();
    }

    /** Row numbers run below this; ask {@link #isLive} of each. */
    public int end() {
        return rows.end();
    }

    /** Whether a row is in use. */
    public boolean isLive(int row) {
        return rows.isLive(row);
    }

    /** Seq of the request that asked for it. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** Whose order may use it. */
    public int accountId(int row) {
        return (int) rows.get(row, ACCOUNT);
    }

    /** In what. */
    public int instrumentId(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** On which side; a sale and a short sale are two. */
    public Side side(int row) {
        return Side.get((short) rows.get(row, SIDE));
    }

    /** Most the order may be for in all. */
    public long quantity(int row) {
        return rows.get(row, QUANTITY);
    }

    /** When it runs out; an order of that time may not use it. */
    public long untilNs(int row) {
        return rows.get(row, UNTIL);
    }

    /** Who asked for it. */
    public int requestedBy(int row) {
        return (int) rows.get(row, REQUESTED_BY);
    }

    /** Who granted it. */
    public int approvedBy(int row) {
        return (int) rows.get(row, APPROVED_BY);
    }

    /** When it was granted. */
    public long grantedNs(int row) {
        return rows.get(row, GRANTED_NS);
    }

    /** The order that used it up; 0: it is unused. */
    public long usedBy(int row) {
        return rows.get(row, USED_BY);
    }

    private boolean isUnused(int row) {
        return rows.get(row, USED_BY) == 0;
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        index();
    }

    private void index() {
        rowById.clear();
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                rowById.put(id(row), row);
            }
        }
    }
}
