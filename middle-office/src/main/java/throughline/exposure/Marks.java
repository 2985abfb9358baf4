package throughline.exposure;

import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Whose holdings are to be marked anew: instruments in the order of the first price or rate that none of their holdings
 * has taken up. One that waits keeps its place and takes the newest price when its turn comes. A price that comes when
 * part of its holdings have taken up an older one lets it wait again behind the others. Also where each instrument's
 * chain of holdings begins. Times are epoch nanoseconds. One thread.
 */
public final class Marks implements State {
    /** The first holding of its chain, plus 1; 0: it has none. */
    private static final int FIRST = 0;
    /** {@link #FOR_PRICE}, {@link #ANEW}; 0: it does not wait. */
    private static final int WAITS = 1;
    private static final int SINCE = 2;
    /** The holding whose turn is next, plus 1; 0: the first, and none has taken up anything yet. */
    private static final int NEXT = 3;
    /** Since when it waits once more; 0: it does not. */
    private static final int AGAIN = 4;
    private static final int OLDER = 5;
    private static final int NEWER = 6;
    /** What was taken up last. */
    private static final int PRICE = 7;
    private static final int RATE = 8;
    private static final int COLUMNS = 9;

    /** Stated anew: what its holdings contribute may be of the instrument before. */
    private static final long ANEW = 1;
    /** What each of its holdings contributes is of the instrument as it is, at a price and a rate of its own. */
    private static final long FOR_PRICE = 2;

    private final Table rows = new Table(COLUMNS, 1024);
    private long oldest = Table.NONE;
    private long newest = Table.NONE;

    Marks() {
    }

    /** An instrument has another holding, marked already, which stands before the others; gives what followed. */
    int chain(int instrumentId, int holding, long priceE8, long rateE8) {
        while (rows.end() <= instrumentId) {
            rows.add();
        }
        int second = first(instrumentId);
        rows.set(instrumentId, FIRST, holding + 1L);
        if (second == Table.NONE) {
            rows.set(instrumentId, PRICE, priceE8);
            rows.set(instrumentId, RATE, rateE8);
        }
        return second;
    }

    /** The first of an instrument's holdings; {@link Table#NONE}: there is none. */
    int first(int instrumentId) {
        return instrumentId >= rows.end() ? Table.NONE : (int) rows.get(instrumentId, FIRST) - 1;
    }

    /** An instrument's price or rate is that from here; what is as it was, or what nobody holds, waits for nothing. */
    void moved(int instrumentId, long priceE8, long rateE8, long timeNs) {
        boolean same = first(instrumentId) == Table.NONE
            || rows.get(instrumentId, PRICE) == priceE8 && rows.get(instrumentId, RATE) == rateE8;
        if (!same) {
            queue(instrumentId, timeNs, FOR_PRICE);
        }
    }

    /** An instrument is another: what its holdings contribute is of the one before until their turn has come. */
    void restated(int instrumentId, long timeNs) {
        if (first(instrumentId) != Table.NONE) {
            queue(instrumentId, timeNs, ANEW);
            rows.set(instrumentId, WAITS, ANEW);
        }
    }

    private void queue(int instrumentId, long timeNs, long what) {
        if (rows.get(instrumentId, WAITS) == 0) {
            await(instrumentId, timeNs, what);
        } else if (rows.get(instrumentId, NEXT) != 0 && rows.get(instrumentId, AGAIN) == 0) {
            rows.set(instrumentId, AGAIN, timeNs);
        }
    }

    /** Waits behind all that have waited as long. */
    private void await(int instrumentId, long timeNs, long what) {
        int before = (int) newest;
        while (before != Table.NONE && rows.get(before, SINCE) > timeNs) {
            before = (int) rows.get(before, OLDER);
        }
        int after = before == Table.NONE ? (int) oldest : (int) rows.get(before, NEWER);
        rows.set(instrumentId, WAITS, what);
        rows.set(instrumentId, SINCE, timeNs);
        rows.set(instrumentId, NEXT, 0);
        rows.set(instrumentId, AGAIN, 0);
        rows.set(instrumentId, OLDER, before);
        rows.set(instrumentId, NEWER, after);
        join(before, instrumentId);
        join(instrumentId, after);
    }

    private void join(int older, int newer) {
        if (older == Table.NONE) {
            oldest = newer;
        } else {
            rows.set(older, NEWER, newer);
        }
        if (newer == Table.NONE) {
            newest = older;
        } else {
            rows.set(newer, OLDER, older);
        }
    }

    /**
     * Some of an instrument's holdings took up a price and a rate.
     *
     * @param next whose turn is next; {@link Table#NONE}: they were the last
     */
    void taken(int instrumentId, long priceE8, long rateE8, int next) {
        if (first(instrumentId) == Table.NONE) {
            return;
        }
        rows.set(instrumentId, PRICE, priceE8);
        rows.set(instrumentId, RATE, rateE8);
        long waits = rows.get(instrumentId, WAITS);
        if (waits == 0) {
            return;
        }
        if (next != Table.NONE) {
            rows.set(instrumentId, NEXT, next + 1L);
            return;
        }
        join((int) rows.get(instrumentId, OLDER), (int) rows.get(instrumentId, NEWER));
        long again = rows.get(instrumentId, AGAIN);
        rows.set(instrumentId, WAITS, 0);
        if (again != 0) {
            await(instrumentId, again, waits);
        }
    }

    /** Whether an instrument waits. */
    public boolean isWaiting(int instrumentId) {
        return instrumentId < rows.end() && rows.get(instrumentId, WAITS) != 0;
    }

    /** Whether an instrument waits that was stated anew: what its holdings contribute may be of the one before. */
    public boolean isRestated(int instrumentId) {
        return instrumentId < rows.end() && rows.get(instrumentId, WAITS) == ANEW;
    }

    /** The instrument whose turn it is; {@link Table#NONE}: none waits. */
    public int oldest() {
        return (int) oldest;
    }

    /** Stamp of the oldest price or rate that not all holdings have taken up; 0: they have taken up all. */
    public long oldestNs() {
        return oldest == Table.NONE ? 0 : rows.get((int) oldest, SINCE);
    }

    /** Of an instrument that waits, the holding whose turn is next. */
    int next(int instrumentId) {
        long next = rows.get(instrumentId, NEXT);
        return next == 0 ? first(instrumentId) : (int) next - 1;
    }

    /** Whether an instrument will wait once more when all its holdings have had their turn. */
    public boolean waitsAgain(int instrumentId) {
        return rows.get(instrumentId, AGAIN) != 0;
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        sink.putLong(oldest);
        sink.putLong(newest);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        oldest = source.getLong();
        newest = source.getLong();
    }
}
