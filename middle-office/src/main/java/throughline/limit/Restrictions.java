package throughline.limit;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.message.JournalRecord;
import throughline.message.RestrictionSetDecoder;
import throughline.message.Side;
import throughline.reference.Instruments;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * The restricted list: which instruments, or whose, may not be traded on which side, when, by whom. Found by instrument
 * and by issuer, so that an order looks only at what is about it. Dates are epoch days. One thread.
 */
public final class Restrictions implements State {
    private static final int ID = 0;
    private static final int SCOPE = 1;
    private static final int INSTRUMENT = 2;
    /** Number of the issuer's name here; 0: it is of an instrument alone. */
    private static final int ISSUER = 3;
    private static final int SIDE = 4;
    private static final int FROM = 5;
    private static final int TO = 6;
    /** Row before it of the same instrument or issuer; {@link Table#NONE}: it is the first. */
    private static final int BEFORE = 7;
    private static final int AFTER = 8;
    private static final int COLUMNS = 9;
    /** Keys of issuers lie above those of instruments. */
    private static final long ISSUER_KEY = 1L << 32;
    private static final int HEADER = RestrictionSetDecoder.issuerHeaderLength();

    private final Table rows = new Table(COLUMNS, 64);
    private final Texts issuers = new Texts(64, 1 << 10);
    private final Long2LongHashMap firstByKey = new Long2LongHashMap(64, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    private final Long2LongHashMap rowById = new Long2LongHashMap(64, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    private final RestrictionSetDecoder decoder = new RestrictionSetDecoder();
    private final ExpandableArrayBuffer issuer = new ExpandableArrayBuffer(256);

    /** None stands. */
    public Restrictions() {
    }

    /** Takes up a {@code RestrictionSet}: a restriction holds from here, or no longer. */
    public void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        remove(decoder.restrictionId());
        if (decoder.removes() != 0) {
            return;
        }
        int row = rows.add();
        rows.set(row, ID, decoder.restrictionId());
        rows.set(row, SCOPE, decoder.scope());
        rows.set(row, INSTRUMENT, decoder.instrumentId());
        rows.set(row, SIDE, decoder.sideRaw());
        rows.set(row, FROM, decoder.fromDate());
        rows.set(row, TO, decoder.toDate() == RestrictionSetDecoder.toDateNullValue()
            ? Integer.MAX_VALUE : decoder.toDate());
        decoder.skipScopeName();
        int length = decoder.issuerLength();
        rows.set(row, ISSUER, length == 0 ? 0 : issuers.intern(record.buffer(), decoder.limit() + HEADER, length));
        rowById.put(decoder.restrictionId(), row);
        long next = firstByKey.get(key(row));
        rows.set(row, BEFORE, Table.NONE);
        rows.set(row, AFTER, next);
        if (next != Table.NONE) {
            rows.set((int) next, BEFORE, row);
        }
        firstByKey.put(key(row), row);
    }

    private void remove(long id) {
        int row = (int) rowById.get(id);
        if (row == Table.NONE) {
            return;
        }
        long before = rows.get(row, BEFORE);
        long after = rows.get(row, AFTER);
        if (after != Table.NONE) {
            rows.set((int) after, BEFORE, before);
        }
        if (before != Table.NONE) {
            rows.set((int) before, AFTER, after);
        } else if (after != Table.NONE) {
            firstByKey.put(key(row), after);
        } else {
            firstByKey.remove(key(row));
        }
        rowById.remove(id);
        rows.remove(row);
    }

    private long key(int row) {
        long instrument = rows.get(row, INSTRUMENT);
        return instrument != 0 ? instrument : ISSUER_KEY + rows.get(row, ISSUER);
    }

    /**
     * The widest scope for which an order's instrument, or its issuer, is restricted; {@link Scope#NONE}: for none.
     *
     * @param side a short sale is also a sale
     * @param date the order's business date
     */
    public long find(InScopes order, int instrumentId, Side side, int date, Instruments instruments) {
        if (rows.size() == 0) {
            return Scope.NONE;
        }
        int width = widest(Scope.COUNT, firstByKey.get(instrumentId), order, side, date);
        int issuerId = instruments.issuerId(instrumentId);
        if (issuerId != 0 && issuers.count() > 0) {
            int text = issuers.find(issuer, 0, instruments.copyText(issuerId, issuer, 0));
            width = text == 0 ? width : widest(width, firstByKey.get(ISSUER_KEY + text), order, side, date);
        }
        return width == Scope.COUNT ? Scope.NONE : order.scope(width);
    }

    private int widest(int found, long first, InScopes order, Side side, int date) {
        int widest = found;
        for (int row = (int) first; row != Table.NONE; row = (int) rows.get(row, AFTER)) {
            boolean holds = date >= rows.get(row, FROM) && date <= rows.get(row, TO) && covers(row, side);
            for (int width = 0; holds && width < widest; width++) {
                widest = order.scope(width) == rows.get(row, SCOPE) ? width : widest;
            }
        }
        return widest;
    }

    private boolean covers(int row, Side side) {
        Side restricted = side(row);
        return restricted == Side.NULL_VAL || restricted == side
            || restricted == Side.SELL && side == Side.SELL_SHORT;
    }

    /** Row numbers run below this; ask {@link #isLive} of each. */
    public int end() {
        return rows.end();
    }

    /** Whether a row's restriction stands. */
    public boolean isLive(int row) {
        return rows.isLive(row);
    }

    /** How many stand. */
    public int size() {
        return rows.size();
    }

    /** Row of a restriction; {@link Table#NONE}: it does not stand. */
    public int row(long id) {
        return (int) rowById.get(id);
    }

    /** Seq of the request that asked for it. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** For whom it holds: the firm, a desk or a client. */
    public long scope(int row) {
        return rows.get(row, SCOPE);
    }

    /** Its instrument; 0: all of the issuer. */
    public int instrumentId(int row) {
        return (int) rows.get(row, INSTRUMENT);
    }

    /** Its issuer's name; empty: it is of an instrument; allocates. */
    public String issuer(int row) {
        int text = (int) rows.get(row, ISSUER);
        return text == 0 ? "" : issuers.text(text);
    }

    /** Which side it forbids, a sale covering short ones; {@link Side#NULL_VAL}: any. */
    public Side side(int row) {
        return Side.get((short) rows.get(row, SIDE));
    }

    /** The first date on which it holds. */
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
        issuers.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        issuers.load(source);
        firstByKey.clear();
        rowById.clear();
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                rowById.put(id(row), row);
                if (rows.get(row, BEFORE) == Table.NONE) {
                    firstByKey.put(key(row), row);
                }
            }
        }
    }
}
