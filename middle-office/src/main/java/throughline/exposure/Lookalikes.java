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

/**
 * New orders accepted in the last minute, which is the most that the check may look back, while the check was on. They
 * stand in a ring in the order of their acceptance. While the check is on, room for two million is taken, some with
 * each order so that none waits for it: 81 MiB; a minute of more takes more, in pieces as small. Times are epoch
 * nanoseconds. One thread.
 */
public final class Lookalikes implements State {
    /** No such order. */
    public static final long NONE = Long.MIN_VALUE;

    private static final long KEPT_NS = 60_000_000_000L;
    /** Account, instrument, side and type in one. */
    private static final int KIND = 0;
    private static final int QUANTITY = 1;
    private static final int PRICE = 2;
    private static final int TIME = 3;
    /** The row that came last at its place before it. */
    private static final int BEFORE = 4;
    private static final int COLUMNS = 5;
    private static final int KEPT_COLUMNS = 4;
    private static final int HALF_BYTE = 4;
    private static final int CHUNK_BITS = 11;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int RESERVED_CHUNKS = 1 << 10;
    /** So few that they stay in the processor's cache, and enough for the orders of a second. */
    private static final int PLACES = 1 << 16;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Limits limits;
    private final int chunks;
    /** Rows by their number; a number counts on and wraps, and a chunk is used again when its rows are forgotten. */
    private long[][] rows;
    private int reserved;
    private int oldest = 1;
    private int end = 1;
    /** By some bits of the hash, the row that came last; of what is too old nothing is ever taken away. */
    private final int[] places = new int[PLACES];
    /**
     * No state: rows before this one are of no later time than that, so that who looks back less passes them over. It
     * moves on with the oldest, whether or not somebody asks, so that row numbers that wrap do not bring it before it.
     */
    private int young = 1;
    private long youngNs = Long.MIN_VALUE;
    private long longestNs;

    Lookalikes(Limits limits) {
        this(limits, RESERVED_CHUNKS);
    }

    /** With room for so many chunks, a power of two, before more is taken. */
    Lookalikes(Limits limits, int chunks) {
        this.limits = limits;
        this.chunks = chunks;
        rows = new long[chunks][];
    }

    /** A new order was accepted. */
    public void accepted(OrderAcceptedDecoder order, long timeNs) {
        while (oldest != end && timeNs - get(oldest, TIME) > KEPT_NS) {
            oldest++;
        }
        young = young - oldest < 0 ? oldest : young;
        boolean isOn = limits.value(limits.row(ScopeKind.FIRM, 0), Metric.DUPLICATE_ORDER) > 0
            || limits.value(limits.row(ScopeKind.ACCOUNT, order.accountId()), Metric.DUPLICATE_ORDER) > 0;
        if (isOn) {
            reserve();
            remember(kind(order.accountId(), order.instrumentId(), order.sideRaw(), order.ordTypeRaw()),
                order.quantity(), order.priceE8(), timeNs);
        }
    }

    /** A piece of what a busy minute takes. */
    private void reserve() {
        if (reserved < chunks) {
            rows[reserved] = rows[reserved] == null ? new long[COLUMNS * CHUNK] : rows[reserved];
            reserved++;
        }
    }

    private void remember(long kind, long quantity, long priceE8, long timeNs) {
        int chunk = end >>> CHUNK_BITS;
        if ((end & CHUNK - 1) == 0 || rows[chunk & rows.length - 1] == null) {
            reachRows();
        }
        int place = place(kind, quantity, priceE8);
        long[] cells = cells(end);
        int at = start(end);
        cells[at + KIND] = kind;
        cells[at + QUANTITY] = quantity;
        cells[at + PRICE] = priceE8;
        cells[at + TIME] = timeNs;
        cells[at + BEFORE] = places[place];
        places[place] = end++;
    }

    /** A chunk for the rows from the end on; twice the ring when the oldest still stand there. */
    private void reachRows() {
        int used = (end >>> CHUNK_BITS) - (oldest >>> CHUNK_BITS) & -1 >>> CHUNK_BITS;
        if (used == rows.length) {
            long[][] more = new long[2 * rows.length][];
            for (int i = 0; i < used; i++) {
                int chunk = (oldest >>> CHUNK_BITS) + i;
                more[chunk & more.length - 1] = rows[chunk & rows.length - 1];
            }
            rows = more;
        }
        int at = end >>> CHUNK_BITS & rows.length - 1;
        rows[at] = rows[at] == null ? new long[COLUMNS * CHUNK] : rows[at];
    }

    /**
     * When the youngest equal order was accepted; {@link #NONE}: there is none in the last minute, or none in the time
     * looked back.
     *
     * @param quantity in all, in the instrument's scale
     * @param backNs how far back from a time; one that is older may be left out
     */
    public long youngest(int accountId, int instrumentId, short sideRaw, short typeRaw, long quantity, long priceE8,
        long timeNs, long backNs) {
        long kind = kind(accountId, instrumentId, sideRaw, typeRaw);
        int row = places[place(kind, quantity, priceE8)];
        int from = from(timeNs, backNs);
        int beyond = end - from;
        while (Integer.compareUnsigned(row - from, beyond) < 0) {
            long[] cells = cells(row);
            int at = start(row);
            if (cells[at + KIND] == kind && cells[at + QUANTITY] == quantity && cells[at + PRICE] == priceE8) {
                return cells[at + TIME];
            }
            beyond = row - from;
            row = (int) cells[at + BEFORE];
        }
        return NONE;
    }

    /** The first row that may be young enough; those of one time stand together, and later ones behind. */
    private int from(long timeNs, long backNs) {
        longestNs = Math.max(longestNs, backNs);
        long sinceNs = timeNs - longestNs;
        if (sinceNs > youngNs) {
            while (young != end && get(young, TIME) <= sinceNs) {
                young++;
            }
            youngNs = sinceNs;
        }
        return timeNs - backNs >= youngNs ? young : oldest;
    }

    /** Ids have 28 bits in a {@link Scope}; sides and types are fewer than 16 each. */
    private static long kind(int accountId, int instrumentId, short sideRaw, short typeRaw) {
        return Scope.pair(accountId, instrumentId) << 2 * HALF_BYTE | (long) sideRaw << HALF_BYTE | typeRaw;
    }

    private static int place(long kind, long quantity, long priceE8) {
        return (int) (mixed(mixed(mixed(kind) + quantity) + priceE8) >>> Integer.SIZE) & PLACES - 1;
    }

    private static long mixed(long value) {
        long product = value * MIX;
        return product ^ product >>> Integer.SIZE;
    }

    private long[] cells(int row) {
        return rows[row >>> CHUNK_BITS & rows.length - 1];
    }

    private static int start(int row) {
        return (row & CHUNK - 1) * COLUMNS;
    }

    private long get(int row, int column) {
        return cells(row)[start(row) + column];
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(end - oldest & 0xFFFFFFFFL);
        for (int row = oldest; row != end; row++) {
            sink.putLongs(cells(row), start(row), KEPT_COLUMNS);
        }
    }

    @Override
    public void load(StateSource source) {
        Arrays.fill(places, 0);
        oldest = 1;
        end = 1;
        young = 1;
        youngNs = Long.MIN_VALUE;
        for (long left = source.getLong(); left > 0; left--) {
            remember(source.getLong(), source.getLong(), source.getLong(), source.getLong());
        }
    }
}
