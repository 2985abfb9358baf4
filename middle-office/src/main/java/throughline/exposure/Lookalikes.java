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
 * New orders accepted a moment ago, while the check was on: of equal ones the youngest, for a minute, which is the most
 * that the check may look back. They stand in a ring in the order of their acceptance. While the check is on, room for
 * two million is taken, some with each order so that none waits for it: 96 MiB; a minute of more takes more, in pieces
 * as small. Times are epoch nanoseconds. One thread.
 */
public final class Lookalikes implements State {
    /** No such order. */
    public static final long NONE = Long.MIN_VALUE;

    private static final long KEPT_NS = 60_000_000_000L;
    /** Account, instrument, side and type in one; 0: a younger one is equal. */
    private static final int KIND = 0;
    private static final int QUANTITY = 1;
    private static final int PRICE = 2;
    private static final int TIME = 3;
    /** The one before it at its place, as {@link #places} has it. */
    private static final int BEFORE = 4;
    private static final int COLUMNS = 5;
    private static final int KEPT_COLUMNS = 4;
    private static final int HALF_BYTE = 4;
    private static final int CHUNK_BITS = 11;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int RESERVED_CHUNKS = 1 << 10;
    private static final long LOWER_HALF = 0xFFFFFFFFL;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Limits limits;
    /** Rows by their number; a number counts on and wraps, and a chunk is used again when its rows are forgotten. */
    private long[][] rows;
    private int oldest;
    private int end;
    /**
     * By some bits of the hash, the order that came last: half of its hash, never 0, above its row's number; 0: none.
     * A place is added with an order and takes its part of one other, so that there are as many as orders and none
     * waits until all are found anew.
     */
    private long[][] places;
    private int placesEnd;
    private final int chunks;
    private int reserved;

    Lookalikes(Limits limits) {
        this(limits, RESERVED_CHUNKS);
    }

    /** With room for so many chunks, a power of two, before more is taken. */
    Lookalikes(Limits limits, int chunks) {
        this.limits = limits;
        this.chunks = chunks;
        rows = new long[chunks][];
        places = new long[chunks][];
        begin();
    }

    private void begin() {
        placesEnd = CHUNK;
        places[0] = new long[CHUNK];
        oldest = 0;
        end = 0;
    }

    /** A new order was accepted. */
    public void accepted(OrderAcceptedDecoder order, long timeNs) {
        while (oldest != end && (get(oldest, KIND) == 0 || timeNs - get(oldest, TIME) > KEPT_NS)) {
            forgetOldest();
        }
        boolean isOn = limits.value(Scope.FIRM, Metric.DUPLICATE_ORDER) > 0
            || limits.value(Scope.of(ScopeKind.ACCOUNT, order.accountId()), Metric.DUPLICATE_ORDER) > 0;
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
            places[reserved] = places[reserved] == null ? new long[CHUNK] : places[reserved];
            reserved++;
        }
    }

    private void remember(long kind, long quantity, long priceE8, long timeNs) {
        long hash = hash(kind, quantity, priceE8);
        long equal = find(hash, kind, quantity, priceE8);
        int row = append(kind, quantity, priceE8, timeNs);
        long entry = hash | row & LOWER_HALF;
        if (equal == 0) {
            link(entry);
        } else {
            set(row, BEFORE, get((int) equal, BEFORE));
            replace(equal, entry);
            set((int) equal, KIND, 0);
        }
        if (end - oldest > placesEnd) {
            addPlace();
        }
    }

    private int append(long kind, long quantity, long priceE8, long timeNs) {
        if ((end & CHUNK - 1) == 0) {
            reachRows();
        }
        long[] cells = cells(end);
        int at = start(end);
        cells[at + KIND] = kind;
        cells[at + QUANTITY] = quantity;
        cells[at + PRICE] = priceE8;
        cells[at + TIME] = timeNs;
        return end++;
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

    /** One more place, whose orders stood at another so far. */
    private void addPlace() {
        int added = placesEnd++;
        int chunk = added >>> CHUNK_BITS;
        if (chunk == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[chunk] = places[chunk] == null ? new long[CHUNK] : places[chunk];
        int from = added - Integer.highestOneBit(added);
        long entry = at(from);
        put(from, 0);
        while (entry != 0) {
            long before = get((int) entry, BEFORE);
            link(entry);
            entry = before;
        }
    }

    private void link(long entry) {
        int place = place(entry);
        set((int) entry, BEFORE, at(place));
        put(place, entry);
    }

    /** Of places that are no power of two, the last ones of the next power are not there yet. */
    private int place(long entry) {
        int half = Integer.highestOneBit(placesEnd);
        int place = (int) (entry >>> Integer.SIZE) & 2 * half - 1;
        return place < placesEnd ? place : place - half;
    }

    private long at(int place) {
        return places[place >>> CHUNK_BITS][place & CHUNK - 1];
    }

    private void put(int place, long entry) {
        places[place >>> CHUNK_BITS][place & CHUNK - 1] = entry;
    }

    private void forgetOldest() {
        long[] cells = cells(oldest);
        int at = start(oldest);
        if (cells[at + KIND] != 0) {
            long hash = hash(cells[at + KIND], cells[at + QUANTITY], cells[at + PRICE]);
            replace(hash | oldest & LOWER_HALF, cells[at + BEFORE]);
        }
        oldest++;
    }

    /** At the place of an order another stands instead; 0: the one before it, if any. */
    private void replace(long entry, long by) {
        int place = place(entry);
        long behind = at(place);
        if (behind == entry) {
            put(place, by);
            return;
        }
        while (get((int) behind, BEFORE) != entry) {
            behind = get((int) behind, BEFORE);
        }
        set((int) behind, BEFORE, by);
    }

    /**
     * When the youngest equal order was accepted; {@link #NONE}: there is none in the last minute.
     *
     * @param quantity in all, in the instrument's scale
     */
    public long youngest(int accountId, int instrumentId, short sideRaw, short typeRaw, long quantity, long priceE8) {
        long kind = kind(accountId, instrumentId, sideRaw, typeRaw);
        long entry = find(hash(kind, quantity, priceE8), kind, quantity, priceE8);
        return entry == 0 ? NONE : get((int) entry, TIME);
    }

    private long find(long hash, long kind, long quantity, long priceE8) {
        long entry = at(place(hash));
        while (entry != 0 && ((entry ^ hash) > LOWER_HALF || !isOf((int) entry, kind, quantity, priceE8))) {
            entry = get((int) entry, BEFORE);
        }
        return entry;
    }

    private boolean isOf(int row, long kind, long quantity, long priceE8) {
        long[] cells = cells(row);
        int at = start(row);
        return cells[at + KIND] == kind && cells[at + QUANTITY] == quantity && cells[at + PRICE] == priceE8;
    }

    /** Ids have 28 bits in a {@link Scope}; sides and types are fewer than 16 each, and none has the number 0. */
    private static long kind(int accountId, int instrumentId, short sideRaw, short typeRaw) {
        return Scope.pair(accountId, instrumentId) << 2 * HALF_BYTE | (long) sideRaw << HALF_BYTE | typeRaw;
    }

    /** Half a hash, above nothing; those of one place stand one behind another, so that it need not tell all apart. */
    private static long hash(long kind, long quantity, long priceE8) {
        long mixed = mixed(mixed(mixed(kind) + quantity) + priceE8);
        return (mixed | Long.MIN_VALUE) & ~LOWER_HALF;
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

    private void set(int row, int column, long value) {
        cells(row)[start(row) + column] = value;
    }

    @Override
    public void save(StateSink sink) {
        long count = 0;
        for (int row = oldest; row != end; row++) {
            count += get(row, KIND) == 0 ? 0 : 1;
        }
        sink.putLong(count);
        for (int row = oldest; row != end; row++) {
            if (get(row, KIND) != 0) {
                sink.putLongs(cells(row), start(row), KEPT_COLUMNS);
            }
        }
    }

    @Override
    public void load(StateSource source) {
        for (long[] chunk : places) {
            if (chunk != null) {
                Arrays.fill(chunk, 0);
            }
        }
        begin();
        for (long left = source.getLong(); left > 0; left--) {
            remember(source.getLong(), source.getLong(), source.getLong(), source.getLong());
        }
    }
}
