package throughline.limit;

import throughline.message.JournalRecord;
import throughline.message.RestrictionSetDecoder;
import throughline.message.Side;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/** The restricted list: which instruments, or whose, may not be traded on which side, when, by whom. One thread. */
public final class Restrictions implements State {
    private static final int HEADER = RestrictionSetDecoder.issuerHeaderLength();
    private static final int ID = 0;
    private static final int SCOPE = 1;
    private static final int INSTRUMENT = 2;
    private static final int ISSUER = 3;
    private static final int SIDE = 4;
    private static final int FROM = 5;
    private static final int TO = 6;
    private static final int COLUMNS = 7;

    private final Table rows = new Table(COLUMNS, 1);
    private final Texts texts = new Texts(64, 1 << 11);
    private final RestrictionSetDecoder set = new RestrictionSetDecoder();

    /** None stands. */
    public Restrictions() {
    }

    /** A {@code RestrictionSet}: one holds from here, or no longer. */
    public void apply(JournalRecord record) {
        set.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = row(set.restrictionId());
        if (set.removes() != 0) {
            if (row != Table.NONE) {
                rows.remove(row);
            }
            return;
        }
        row = row == Table.NONE ? rows.add() : row;
        rows.set(row, ID, set.restrictionId());
        rows.set(row, SCOPE, set.scope());
        rows.set(row, INSTRUMENT, set.instrumentId());
        rows.set(row, SIDE, set.side().value());
        rows.set(row, FROM, set.fromDate());
        rows.set(row, TO, set.toDate() == RestrictionSetDecoder.toDateNullValue() ? Integer.MAX_VALUE : set.toDate());
        set.skipScopeName();
        rows.set(row, ISSUER, set.issuerLength() == 0 ? 0
            : texts.intern(record.buffer(), set.limit() + HEADER, set.issuerLength()));
    }

    /** Row of a restriction; {@link Table#NONE}: it is not on the list. */
    public int row(long id) {
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && id(row) == id) {
                return row;
            }
        }
        return Table.NONE;
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

    /** Whom it binds: the firm, a desk, a client. */
    public long scope(int row) {
        return rows.get(row, SCOPE);
    }

    /** Its instrument; 0: all of its issuer. */
    public int instrumentId(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** Its issuer's name; empty: it is of an instrument; allocates. */
    public String issuer(int row) {
        int issuer = (int) rows.get(row, ISSUER);
        return issuer == 0 ? "" : texts.text(issuer);
    }

    /** The side it is about, a sale being short too; null value: any. */
    public Side side(int row) {
        return Side.get((short) rows.get(row, SIDE));
    }

    /** First day, as an epoch day. */
    public int fromDate(int row) {
        return (int) rows.get(row, FROM);
    }

    /** The last date on which it holds; the largest int: it has no end. */
    public int toDate(int row) {
        return (int) rows.get(row, TO);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        texts.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        texts.load(source);
    }
}
