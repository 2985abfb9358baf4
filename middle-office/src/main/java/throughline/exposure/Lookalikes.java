package throughline.exposure;

import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.ScopeKind;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * New orders accepted a moment ago, while the check was on: of equal ones the youngest, for a minute, which is the most
 * that the check may look back. Times are epoch nanoseconds. One thread.
 */
public final class Lookalikes implements State {
    /** No such order. */
    public static final long NONE = Long.MIN_VALUE;

    private static final long KEPT_NS = 60_000_000_000L;
    private static final int PAIR = 0;
    /** Side and type in one. */
    private static final int FORM = 1;
    private static final int QUANTITY = 2;
    private static final int PRICE = 3;
    private static final int TIME = 4;
    private static final int OLDER = 5;
    private static final int YOUNGER = 6;
    /** Row before it among those whose hash is the same; {@link Table#NONE}: it is the first. */
    private static final int BEFORE = 7;
    private static final int AFTER = 8;
    private static final int COLUMNS = 9;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Limits limits;
    private final Table rows = new Table(COLUMNS, 1 << 10);
    private final Long2LongHashMap firstByHash =
        new Long2LongHashMap(1 << 11, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    private long oldest = Table.NONE;
    private long youngest = Table.NONE;

    Lookalikes(Limits limits) {
        this.limits = limits;
    }

    /** A new order was accepted. */
    public void accepted(OrderAcceptedDecoder order, long timeNs) {
        while (oldest != Table.NONE && timeNs - rows.get((int) oldest, TIME) > KEPT_NS) {
            forget((int) oldest);
        }
        boolean isOn = limits.value(Scope.FIRM, Metric.DUPLICATE_ORDER) > 0
            || limits.value(Scope.of(ScopeKind.ACCOUNT, order.accountId()), Metric.DUPLICATE_ORDER) > 0;
        if (!isOn) {
            return;
        }
        long pair = Scope.pair(order.accountId(), order.instrumentId());
        long form = form(order.sideRaw(), order.ordTypeRaw());
        int equal = find(pair, form, order.quantity(), order.priceE8());
        if (equal != Table.NONE) {
            forget(equal);
        }
        remember(pair, form, order.quantity(), order.priceE8(), timeNs);
    }

    private void remember(long pair, long form, long quantity, long priceE8, long timeNs) {
        int row = rows.add();
        rows.set(row, PAIR, pair);
        rows.set(row, FORM, form);
        rows.set(row, QUANTITY, quantity);
        rows.set(row, PRICE, priceE8);
        rows.set(row, TIME, timeNs);
        link(row, OLDER, YOUNGER, youngest, Table.NONE);
        youngest = row;
        oldest = oldest == Table.NONE ? row : oldest;
        long hash = hash(pair, form, quantity, priceE8);
        link(row, BEFORE, AFTER, Table.NONE, firstByHash.get(hash));
        firstByHash.put(hash, row);
    }

    private void forget(int row) {
        long older = rows.get(row, OLDER);
        long younger = rows.get(row, YOUNGER);
        oldest = oldest == row ? younger : oldest;
        youngest = youngest == row ? older : youngest;
        unlink(OLDER, YOUNGER, older, younger);
        long before = rows.get(row, BEFORE);
        long after = rows.get(row, AFTER);
        if (before == Table.NONE && after == Table.NONE) {
            firstByHash.remove(hash(row));
        } else if (before == Table.NONE) {
            firstByHash.put(hash(row), after);
        }
        unlink(BEFORE, AFTER, before, after);
        rows.remove(row);
    }

    private void link(int row, int back, int forth, long previous, long next) {
        rows.set(row, back, previous);
        rows.set(row, forth, next);
        if (previous != Table.NONE) {
            rows.set((int) previous, forth, row);
        }
        if (next != Table.NONE) {
            rows.set((int) next, back, row);
        }
    }

    private void unlink(int back, int forth, long previous, long next) {
        if (previous != Table.NONE) {
            rows.set((int) previous, forth, next);
        }
        if (next != Table.NONE) {
            rows.set((int) next, back, previous);
        }
    }

    /**
     * When the youngest equal order was accepted; {@link #NONE}: there is none in the last minute.
     *
     * @param quantity in all, in the instrument's scale
     */
    public long youngest(int accountId, int instrumentId, short sideRaw, short typeRaw, long quantity, long priceE8) {
        int row = find(Scope.pair(accountId, instrumentId), form(sideRaw, typeRaw), quantity, priceE8);
        return row == Table.NONE ? NONE : rows.get(row, TIME);
    }

    private int find(long pair, long form, long quantity, long priceE8) {
        int row = (int) firstByHash.get(hash(pair, form, quantity, priceE8));
        while (row != Table.NONE && !(rows.get(row, PAIR) == pair && rows.get(row, FORM) == form
            && rows.get(row, QUANTITY) == quantity && rows.get(row, PRICE) == priceE8)) {
            row = (int) rows.get(row, AFTER);
        }
        return row;
    }

    private static long form(short sideRaw, short typeRaw) {
        return (long) sideRaw << Byte.SIZE | typeRaw;
    }

    private long hash(int row) {
        return hash(rows.get(row, PAIR), rows.get(row, FORM), rows.get(row, QUANTITY), rows.get(row, PRICE));
    }

    /** Those of one hash stand one behind another, so that it need not tell all apart. */
    private static long hash(long pair, long form, long quantity, long priceE8) {
        return mixed(mixed(mixed(mixed(pair) + form) + quantity) + priceE8);
    }

    private static long mixed(long value) {
        long product = value * MIX;
        return product ^ product >>> 32;
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        sink.putLong(oldest);
        sink.putLong(youngest);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        oldest = source.getLong();
        youngest = source.getLong();
        firstByHash.clear();
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row) && rows.get(row, BEFORE) == Table.NONE) {
                firstByHash.put(hash(row), row);
            }
        }
    }
}
