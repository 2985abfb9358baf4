package throughline.limit;

import throughline.message.JournalRecord;
import throughline.message.OverrideGrantedDecoder;
import throughline.message.Side;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/** Leave for one order to go above soft limits, for a while: granted, used or run out. One thread. */
public final class Overrides implements State {
    private static final int ID = 0;
    private static final int KEY = 1;
    private static final int SIDE = 2;
    private static final int QUANTITY = 3;
    private static final int UNTIL = 4;
    private static final int REQUESTED_BY = 5;
    private static final int APPROVED_BY = 6;
    private static final int USED = 7;
    private static final int COLUMNS = 8;

    private final Table rows = new Table(COLUMNS, 1);
    private final OverrideGrantedDecoder granted = new OverrideGrantedDecoder();

    /** None is granted. */
    public Overrides() {
    }

    /** An {@code OverrideGranted}: an order may use it from here. */
    public void apply(JournalRecord record) {
        granted.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = rows.add();
        rows.set(row, ID, granted.overrideId());
        rows.set(row, KEY, Scope.pair(granted.accountId(), granted.instrumentId()));
        rows.set(row, SIDE, granted.side().value());
        rows.set(row, QUANTITY, granted.quantity());
        rows.set(row, UNTIL, granted.until());
        rows.set(row, REQUESTED_BY, granted.requestedBy());
        rows.set(row, APPROVED_BY, granted.approvedBy());
    }

    /** The override an order may use at a time; 0: none. */
    public long find(int accountId, int instrumentId, Side side, long quantity, long timeNs) {
        long key = Scope.pair(accountId, instrumentId);
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && rows.get(row, KEY) == key && rows.get(row, SIDE) == side.value()
                && usedBy(row) == 0 && quantity <= quantity(row) && timeNs < untilNs(row)) {
                return id(row);
            }
        }
        return 0;
    }

    /** An order used it up; 0: it used none. */
    public void used(long overrideId, long orderId) {
        for (int row = 0; overrideId != 0 && row < rows.end(); row++) {
            if (rows.isLive(row) && id(row) == overrideId) {
                rows.set(row, USED, orderId);
            }
        }
    }

    /** A new business date: what is used or has run out is forgotten. */
    public void dayOpened(long timeNs) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && (usedBy(row) != 0 || untilNs(row) <= timeNs)) {
                rows.remove(row);
            }
        }
    }

    /** Row numbers run below this; ask {@link #isLive} of each. */
    public int end() {
        return rows.end();
    }

    /** Whether a row is in use. */
    public boolean isLive(int row) {
        return rows.isLive(row);
    }

    /** Its id. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** Whose order may use it. */
    public int accountId(int row) {
        return Scope.accountId(rows.get(row, KEY));
    }

    /** In what. */
    public int instrumentId(int row) {
        return Scope.instrumentId(rows.get(row, KEY));
    }

    /** Side of the order. */
    public Side side(int row) {
        return Side.get((short) rows.get(row, SIDE));
    }

    /** Most the order may be for, in the instrument's scale. */
    public long quantity(int row) {
        return rows.get(row, QUANTITY);
    }

    /** When it runs out, epoch nanoseconds. */
    public long untilNs(int row) {
        return rows.get(row, UNTIL);
    }

    /** The order that used it up; 0: it is unused. */
    public long usedBy(int row) {
        return rows.get(row, USED);
    }

    /** User who asked for it. */
    public int requestedBy(int row) {
        return (int) rows.get(row, REQUESTED_BY);
    }

    /** User who granted it. */
    public int approvedBy(int row) {
        return (int) rows.get(row, APPROVED_BY);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
    }
}
