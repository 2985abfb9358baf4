package throughline.limit;

import java.util.Arrays;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * The most that each limit lets pass without a word: no rejection, no soft limit, no warning, no level of use. What is
 * at or below it need not be compared with each of these by itself. It follows from the limits alone, is found when it
 * is asked for the first time after one of them changed, and is nobody's state. Of a scope only the metrics stand here
 * that it can have, side by side, so that an order touches little memory. One thread.
 */
final class Clearances {
    /** Not known yet: less than anything that may be met. */
    private static final long UNKNOWN = Long.MIN_VALUE;
    /** There is no limit, so that there is nothing to say, also of what does not fit. */
    static final long ALL = Long.MAX_VALUE;
    private static final int STRIDE = 32;
    private static final Metric[] TESTED = {Metric.MAX_ORDER_QTY, Metric.MAX_ORDER_VALUE, Metric.POSITION_LIMIT_LONG,
        Metric.POSITION_LIMIT_SHORT, Metric.WINDOW_VALUE_LIMIT, Metric.CREDIT, Metric.GROSS_EXPOSURE,
        Metric.NET_EXPOSURE, Metric.CONCENTRATION, Metric.OPEN_ORDERS, Metric.DAILY_LOSS};
    /** By width and metric: its place in a scope's row. */
    private static final int[] PLACES = new int[Scope.COUNT * STRIDE];
    private static final int[] COUNTS = new int[Scope.COUNT];

    static {
        for (int width = 0; width < Scope.COUNT; width++) {
            for (Metric metric : TESTED) {
                if (Limits.isAllowedAt(Scope.kindAt(width), metric)) {
                    PLACES[width * STRIDE + metric.value()] = COUNTS[width]++;
                }
            }
        }
    }

    private final Limits limits;
    /** Where each row's begin, of the row before the first too, which is that of no row. */
    private int[] starts = new int[STRIDE];
    private int rows;
    private long[] most = new long[STRIDE];
    private int end;

    Clearances(Limits limits) {
        this.limits = limits;
        clear();
    }

    /** There are no rows. */
    void clear() {
        rows = 1;
        end = TESTED.length;
        Arrays.fill(most, 0, end, ALL);
    }

    /** The next row is that of a scope. */
    void add(long scope) {
        int width = Scope.kindNumber(scope) - ScopeKind.FIRM.value();
        int more = width >= 0 && width < Scope.COUNT ? COUNTS[width] : 0;
        starts = rows < starts.length ? starts : Arrays.copyOf(starts, 2 * rows);
        most = end + more <= most.length ? most : Arrays.copyOf(most, 2 * (end + more));
        starts[rows++] = end;
        Arrays.fill(most, end, end + more, UNKNOWN);
        end += more;
    }

    /** What stands of a row may have changed. */
    void forget(int row) {
        Arrays.fill(most, start(row), row + 2 < rows ? start(row + 1) : end, UNKNOWN);
    }

    /** What stands of any row may have changed. */
    void forgetAll() {
        Arrays.fill(most, TESTED.length, end, UNKNOWN);
    }

    /** Where a row's begin; {@link Table#NONE} has some too. */
    int start(int row) {
        return starts[row + 1];
    }

    /** A metric's at a scope of that width. */
    long at(int start, int width, Metric metric) {
        return most[start + PLACES[width * STRIDE + metric.value()]];
    }

    /** The least of those that begin there, one of each width, of a metric that stands at the same place in all. */
    long least(int[] starts, Metric metric) {
        int place = PLACES[metric.value()];
        long least = ALL;
        for (int start : starts) {
            least = Math.min(least, most[start + place]);
        }
        return least;
    }

    /** Finds a row's for a metric: the limits there, and the soft ones of its scope and of the firm, say what it is. */
    void find(int row, int firmRow, int width, Metric metric) {
        int cell = start(row) + PLACES[width * STRIDE + metric.value()];
        if (most[cell] == UNKNOWN) {
            long limit = limits.value(row, metric);
            long quiet = limit == Limits.NONE ? ALL : quiet(limit,
                limits.percent(firmRow, row, Metric.SOFT_LIMIT_REFUSAL),
                limits.percent(firmRow, row, Metric.SOFT_LIMIT_WARNING), Alerts.isWatched(metric));
            most[cell] = metric == Metric.CONCENTRATION && quiet != ALL
                ? partOf(limits.value(row, Metric.GROSS_EXPOSURE), quiet) : quiet;
        }
    }

    /** Nothing is at a level, soft or watched, until it is above 0. */
    private static long quiet(long limit, long refusal, long warning, boolean watched) {
        long quiet = Math.min(limit, Money.OVERFLOW - 1);
        if (refusal != Limits.OFF) {
            quiet = Math.min(quiet, Exact.floor(limit, refusal, Exact.HUNDRED_PERCENT_E8));
        }
        if (warning != Limits.OFF) {
            quiet = Math.min(quiet, Exact.ceiling(limit, warning, Exact.HUNDRED_PERCENT_E8) - 1);
        }
        if (watched) {
            quiet = Math.min(quiet, Exact.ceiling(limit, Alerts.NEAR, Alerts.REACHED) - 1);
        }
        return Math.max(0, quiet);
    }

    /** A part of the gross limit is rounded up to a percent: that is above another exactly if the part is. */
    private static long partOf(long whole, long percentE8) {
        return whole == Limits.NONE ? ALL
            : Math.min(Money.OVERFLOW - 1, Exact.floor(whole, percentE8, Exact.HUNDRED_PERCENT_E8));
    }
}
