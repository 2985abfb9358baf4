package throughline.exposure;

import java.util.Arrays;
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
    private static final int COLUMNS = 7;
    private static final int USUAL = 1 << 10;
    private static final long UPPER_HALF = -1L << Integer.SIZE;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Limits limits;
    private final Table rows = new Table(COLUMNS, USUAL);
    /**
     * By some bits of the hash, the row that came last plus 1, and by row the one before it; above each the other half
     * of its hash, so that few rows are looked at in vain. Found anew when read.
     */
    private long[] lasts = new long[2 * USUAL];
    private long[] befores = new long[USUAL];
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
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        cells[at + PAIR] = pair;
        cells[at + FORM] = form;
        cells[at + QUANTITY] = quantity;
        cells[at + PRICE] = priceE8;
        cells[at + TIME] = timeNs;
        cells[at + OLDER] = youngest;
        cells[at + YOUNGER] = Table.NONE;
        if (youngest != Table.NONE) {
            rows.set((int) youngest, YOUNGER, row);
        }
        youngest = row;
        oldest = oldest == Table.NONE ? row : oldest;
        if (rows.size() > lasts.length) {
            index(2 * lasts.length);
        } else {
            link(row, hash(pair, form, quantity, priceE8));
        }
    }

    private void link(int row, long hash) {
        if (row >= befores.length) {
            befores = Arrays.copyOf(befores, Math.max(row + 1, 2 * befores.length));
        }
        int place = place(hash);
        befores[row] = lasts[place];
        lasts[place] = hash & UPPER_HALF | row + 1;
    }

    private int place(long hash) {
        return (int) hash & lasts.length - 1;
    }

    private void forget(int row) {
        int older = (int) rows.get(row, OLDER);
        int younger = (int) rows.get(row, YOUNGER);
        if (older == Table.NONE) {
            oldest = younger;
        } else {
            rows.set(older, YOUNGER, younger);
        }
        if (younger == Table.NONE) {
            youngest = older;
        } else {
            rows.set(younger, OLDER, older);
        }
        unlink(row, place(hash(row)));
        rows.remove(row);
    }

    private void unlink(int row, int place) {
        int behind = row(lasts[place]);
        if (behind == row) {
            lasts[place] = befores[row];
            return;
        }
        while (row(befores[behind]) != row) {
            behind = row(befores[behind]);
        }
        befores[behind] = befores[row];
    }

    private static int row(long entry) {
        return (int) entry - 1;
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
        long hash = hash(pair, form, quantity, priceE8);
        long entry = lasts[place(hash)];
        while (entry != 0
            && (((entry ^ hash) & UPPER_HALF) != 0 || !isOf(row(entry), pair, form, quantity, priceE8))) {
            entry = befores[row(entry)];
        }
        return row(entry);
    }

    private boolean isOf(int row, long pair, long form, long quantity, long priceE8) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        return cells[at + PAIR] == pair && cells[at + FORM] == form && cells[at + QUANTITY] == quantity
            && cells[at + PRICE] == priceE8;
    }

    private static long form(short sideRaw, short typeRaw) {
        return (long) sideRaw << Byte.SIZE | typeRaw;
    }

    private long hash(int row) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        return hash(cells[at + PAIR], cells[at + FORM], cells[at + QUANTITY], cells[at + PRICE]);
    }

    /** Those of one place stand one behind another, so that it need not tell all apart. */
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
        int places = 2 * USUAL;
        while (places < rows.size()) {
            places *= 2;
        }
        index(places);
    }

    private void index(int places) {
        lasts = new long[places];
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                link(row, hash(row));
            }
        }
    }
}
