package throughline.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.message.Metric;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;

/** What a limit lets pass without a word, against what would be said of it, while limits change at random. */
class ClearancesTest {
    private static final long HUNDRED = Exact.HUNDRED_PERCENT_E8;
    private static final Metric[] METRICS = {Metric.MAX_ORDER_QTY, Metric.MAX_ORDER_VALUE, Metric.POSITION_LIMIT_LONG,
        Metric.POSITION_LIMIT_SHORT, Metric.WINDOW_VALUE_LIMIT, Metric.CREDIT, Metric.GROSS_EXPOSURE,
        Metric.NET_EXPOSURE, Metric.CONCENTRATION, Metric.OPEN_ORDERS, Metric.DAILY_LOSS};
    private static final Metric[] PERCENTS = {Metric.SOFT_LIMIT_WARNING, Metric.SOFT_LIMIT_REFUSAL};

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private Limits limits = new Limits();

    private long scopeAt(int width) {
        int id = random.nextInt(1, 4);
        return switch (Scope.kindAt(width)) {
            case FIRM -> Scope.FIRM;
            case INSTRUMENT -> Scope.instrument(id);
            case ACCOUNT_INSTRUMENT -> Scope.pair(id, random.nextInt(1, 3));
            default -> Scope.of(Scope.kindAt(width), id);
        };
    }

    private long number() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong(0, 4);
            case 1 -> Long.MAX_VALUE - random.nextLong(0, 3);
            case 2 -> random.nextLong(0, Long.MAX_VALUE);
            default -> random.nextLong(0, 1_000 * Money.E8);
        };
    }

    private long percent() {
        return switch (random.nextInt(5)) {
            case 0 -> Limits.OFF;
            case 1 -> random.nextLong(0, 3);
            case 2 -> Exact.MAX_PERCENT_E8;
            default -> random.nextLong(0, 3 * HUNDRED);
        };
    }

    private void change() {
        long scope = scopeAt(random.nextInt(Scope.COUNT));
        boolean soft = random.nextInt(3) == 0;
        Metric metric = soft ? PERCENTS[random.nextInt(PERCENTS.length)] : METRICS[random.nextInt(METRICS.length)];
        if (!Limits.isAllowedAt(Scope.kind(scope), metric)) {
            return;
        }
        long value = soft || metric == Metric.CONCENTRATION ? percent() : number();
        if (value == Limits.OFF && !soft) {
            value = 0;
        }
        limits.set(scope, metric, random.nextInt(5) == 0 ? Limits.NONE : value);
    }

    /** Whether nothing is said of so much: it is no more than the limit, and below every level. */
    private boolean isQuiet(int row, int firmRow, Metric metric, long met) {
        long limit = limits.value(row, metric);
        long whole = limits.value(row, Metric.GROSS_EXPOSURE);
        if (limit == Limits.NONE || metric == Metric.CONCENTRATION && whole == Limits.NONE) {
            return true;
        }
        long observed = metric != Metric.CONCENTRATION || met == 0 ? met
            : whole == 0 ? Money.OVERFLOW : Exact.ceiling(met, HUNDRED, whole);
        if (observed == Money.OVERFLOW || observed > limit) {
            return false;
        }
        long refusal = limits.percent(firmRow, row, Metric.SOFT_LIMIT_REFUSAL);
        long warning = limits.percent(firmRow, row, Metric.SOFT_LIMIT_WARNING);
        boolean soft = observed > 0 && (refusal != Limits.OFF
            && Exact.compareProducts(observed, HUNDRED, limit, refusal) > 0
            || warning != Limits.OFF && Exact.compareProducts(observed, HUNDRED, limit, warning) >= 0);
        return !soft && (!Alerts.isWatched(metric) || Alerts.levelOf(observed, limit) == Alerts.NONE);
    }

    private void look() {
        int width = random.nextInt(Scope.COUNT);
        Metric metric = METRICS[random.nextInt(METRICS.length)];
        if (!Limits.isAllowedAt(Scope.kindAt(width), metric)) {
            return;
        }
        int row = limits.row(scopeAt(width));
        int firmRow = limits.row(Scope.FIRM);
        if (row != -1 && random.nextBoolean()) {
            limits.findClearance(row, firmRow, width, metric);
        }
        long most = limits.clearance(limits.clearances(row), width, metric);
        String what = "seed " + seed + ", " + metric + " at " + Scope.kindAt(width) + ": " + most;
        if (most >= 0 && most < Limits.UNLIMITED) {
            assertTrue(isQuiet(row, firmRow, metric, most), what);
            assertTrue(isQuiet(row, firmRow, metric, random.nextLong(most + 1)), what);
            assertTrue(most == Money.OVERFLOW - 1 || !isQuiet(row, firmRow, metric, most + 1), what);
        } else if (most == Limits.UNLIMITED) {
            assertTrue(isQuiet(row, firmRow, metric, Money.OVERFLOW), what);
        } else {
            assertEquals(Long.MIN_VALUE, most, what);
        }
    }

    @Test
    void whatPassesWithoutAWordIsKnownThroughEveryChange() {
        for (int i = 0; i < 200_000; i++) {
            if (random.nextInt(3) == 0) {
                change();
            }
            look();
            if (i % 20_000 == 19_999) {
                limits = new Limits();
            }
        }
    }
}
