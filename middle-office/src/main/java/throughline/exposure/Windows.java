package throughline.exposure;

import java.util.Arrays;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.limit.ScopeRows;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Value accepted over a short time, by client, trader, instrument and firm, whether or not a limit is set there: the
 * current slot and the ten before it. Slots are counted from 1970 and are a tenth of the scope's seconds long, or of
 * the firm's; when that changes, what counts still is the current slot's at the next acceptance. Values in minor units
 * of the base currency; a sum that does not fit is {@link Money#OVERFLOW}. One thread.
 */
public final class Windows implements State {
    private static final int SCOPE = 0;
    /**
     * Of a slot, nanoseconds; 0: none yet. A bound in seconds, which is x 10^-8, is just as many as a tenth of it has
     * nanoseconds.
     */
    private static final int LENGTH = 1;
    private static final int NEWEST = 2;
    private static final int PEAK = 3;
    private static final int SLOTS = 4;
    private static final int COUNTED = 11;
    private static final int COLUMNS = SLOTS + COUNTED;
    /** What its newest slot and the ten before come to. */
    private static final int TOTAL = 0;
    /** When the newest slot is over. */
    private static final int END = 1;
    /** Where in its row the newest slot stands. */
    private static final int NEWEST_AT = 2;
    /** The limits' version, plus 1, by which its slots are as long as they are; 0: it is to be asked. */
    private static final int VERSION = 3;
    private static final int DERIVED = 4;
    /** Where no seconds are set; a minute's. */
    private static final long USUAL_LENGTH_NS = 60 * Money.E8;
    private static final int USUAL = 1 << 10;

    private final Limits limits;
    private final RiskDay day;
    private final Table rows = new Table(COLUMNS, USUAL);
    private final ScopeRows rowByScope = new ScopeRows();

    /** By row, and following from it: its total, end, newest slot and version, one behind another. */
    private long[] derived = new long[DERIVED * USUAL];

    Windows(Limits limits, RiskDay day) {
        this.limits = limits;
        this.day = day;
    }

    /** Whether a window is kept of a kind of scope. */
    public static boolean isOf(ScopeKind kind) {
        return kind == ScopeKind.FIRM || kind == ScopeKind.CLIENT || kind == ScopeKind.TRADER
            || kind == ScopeKind.INSTRUMENT;
    }

    /** So much more was accepted of a hold's order; nothing is ever given back. */
    public void accepted(Holds holds, int hold, long baseMinor, long timeNs) {
        int user = holds.userId(hold);
        accepted(holds, hold, user == 0 ? Scope.NONE : Scope.of(ScopeKind.TRADER, user), baseMinor, timeNs);
    }

    /** As {@link #accepted(Holds, int, long, long)}, where another trader may have asked for it than for the order. */
    public void accepted(Holds holds, int hold, long trader, long baseMinor, long timeNs) {
        add(reach(ScopeKind.FIRM, 0), baseMinor, timeNs);
        if (trader != Scope.NONE) {
            add(reach(ScopeKind.TRADER, Scope.id(trader)), baseMinor, timeNs);
        }
        if (holds.clientId(hold) != 0) {
            add(reach(ScopeKind.CLIENT, holds.clientId(hold)), baseMinor, timeNs);
        }
        int instrument = holds.instrumentId(hold);
        int row = rowByScope.rowOfInstrument(ScopeKind.INSTRUMENT.value(), instrument);
        add(row == Table.NONE ? begin(Scope.instrument(instrument)) : row, baseMinor, timeNs);
    }

    private int reach(ScopeKind kind, int id) {
        int row = rowByScope.rowOfId(kind.value(), id);
        return row == Table.NONE ? begin(Scope.of(kind, id)) : row;
    }

    private int begin(long scope) {
        int row = rows.add();
        rows.set(row, SCOPE, scope);
        rowByScope.put(scope, row);
        total(row);
        return row;
    }

    private void total(int row) {
        if (DERIVED * (row + 1) > derived.length) {
            derived = Arrays.copyOf(derived, Math.max(DERIVED * (row + 1), 2 * derived.length));
        }
        long newest = rows.get(row, NEWEST);
        derived[DERIVED * row + TOTAL] = sumOfAll(row);
        derived[DERIVED * row + NEWEST_AT] = place(newest);
        derived[DERIVED * row + END] =
            rows.get(row, LENGTH) == 0 ? Long.MAX_VALUE : (newest + 1) * rows.get(row, LENGTH);
    }

    /** Within the newest slot, where most stand, the sum is raised as the slot is; amounts are never below 0. */
    private void add(int row, long baseMinor, long timeNs) {
        long[] cells = rows.cells(row);
        int at = rows.start(row);
        int here = DERIVED * row;
        long end = derived[here + END];
        if (derived[here + VERSION] == limits.version() + 1L && timeNs < end && timeNs >= end - cells[at + LENGTH]) {
            int newest = at + (int) derived[here + NEWEST_AT];
            cells[newest] = Exact.saturatedSum(cells[newest], baseMinor);
            long total = Exact.saturatedSum(derived[here + TOTAL], baseMinor);
            derived[here + TOTAL] = total;
            cells[at + PEAK] = Math.max(cells[at + PEAK], total);
        } else {
            addElsewhere(row, length(row), baseMinor, timeNs);
            derived[here + VERSION] = limits.version() + 1L;
        }
    }

    private void addElsewhere(int row, long length, long baseMinor, long timeNs) {
        if (length != rows.get(row, LENGTH)) {
            long counted = sum(row, timeNs);
            clear(row, COUNTED);
            rows.set(row, LENGTH, length);
            rows.set(row, NEWEST, timeNs / length);
            rows.set(row, place(timeNs / length), counted);
        }
        long slot = timeNs / length;
        long newest = rows.get(row, NEWEST);
        if (slot > newest) {
            clear(row, slot - newest);
            rows.set(row, NEWEST, slot);
        }
        if (slot > rows.get(row, NEWEST) - COUNTED) {
            rows.set(row, place(slot), Exact.saturatedSum(rows.get(row, place(slot)), baseMinor));
        }
        total(row);
        rows.set(row, PEAK, Math.max(rows.get(row, PEAK), sum(row, timeNs)));
    }

    private long length(int row) {
        long own = limits.value(limits.row(rows.get(row, SCOPE)), Metric.WINDOW_VALUE_SECONDS);
        long bound = own == Limits.NONE
            ? limits.value(limits.row(ScopeKind.FIRM, 0), Metric.WINDOW_VALUE_SECONDS) : own;
        long last = rows.get(row, LENGTH);
        return bound != Limits.NONE ? bound : last != 0 ? last : USUAL_LENGTH_NS;
    }

    /** The slots that follow the newest are empty. */
    private void clear(int row, long slots) {
        long newest = rows.get(row, NEWEST);
        for (long ahead = 1; ahead <= Math.min(slots, COUNTED); ahead++) {
            rows.set(row, place(newest + ahead), 0);
        }
    }

    private static int place(long slot) {
        return SLOTS + (int) (slot % COUNTED);
    }

    /** Row of a scope, never given back; {@link Table#NONE}: nothing was ever accepted there. */
    public int row(long scope) {
        return rowByScope.row(scope);
    }

    /** As {@link #sum(long, long)} of a row's scope. */
    public long sumAt(int row, long timeNs) {
        return row == Table.NONE ? 0 : sum(row, timeNs);
    }

    /** What was accepted in the slot of that time and the ten before it. */
    public long sum(long scope, long timeNs) {
        int row = row(scope);
        return row == Table.NONE ? 0 : sum(row, timeNs);
    }

    private long sum(int row, long timeNs) {
        return timeNs < derived[DERIVED * row + END] ? derived[DERIVED * row + TOTAL]
            : sumFrom(row, Math.max(timeNs / rows.get(row, LENGTH) - COUNTED + 1, 0));
    }

    private long sumFrom(int row, long oldest) {
        long newest = rows.get(row, NEWEST);
        long sum = 0;
        for (long slot = oldest; slot <= newest; slot++) {
            sum = Exact.saturatedSum(sum, rows.get(row, place(slot)));
        }
        return sum;
    }

    /** A slot that is none of the newest and the ten before it holds nothing. */
    private long sumOfAll(int row) {
        long[] cells = rows.cells(row);
        int at = rows.start(row) + SLOTS;
        long sum = 0;
        for (int slot = 0; slot < COUNTED; slot++) {
            sum = Exact.saturatedSum(sum, cells[at + slot]);
        }
        return sum;
    }

    /** The largest sum since the day was opened. */
    public long peak(long scope) {
        int row = row(scope);
        return row == Table.NONE ? 0 : rows.get(row, PEAK);
    }

    /** A date opens: peaks begin at what counts still. */
    public void dayOpened() {
        for (int row = 0; row < rows.end(); row++) {
            rows.set(row, PEAK, sum(row, day.lastTimeNs()));
        }
    }

    /** Row numbers run below this. */
    public int end() {
        return rows.end();
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        rowByScope.clear();
        Arrays.fill(derived, 0);
        for (int row = 0; row < rows.end(); row++) {
            rowByScope.put(rows.get(row, SCOPE), row);
            total(row);
        }
    }
}
