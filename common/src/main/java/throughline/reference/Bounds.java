package throughline.reference;

import throughline.message.Metric;
import throughline.message.ScopeKind;

/**
 * Where each metric may be limited, and by which bounds, in its {@link Measure}'s unit. The firm's own limit is never
 * asked for here: every metric has one. Stateless, for any thread.
 */
public final class Bounds {
    /** A limit that was set to {@code off}: it lets everything through, which is not the same as having none. */
    public static final long OFF = -1;

    private static final long MOST_COUNT = 1_000_000_000;
    private static final long MOST_SECONDS = 86_400;
    private static final long MOST_DUPLICATE_MS = 60_000;

    private Bounds() {
    }

    /** Whether a metric may be limited at scopes of a kind. */
    public static boolean isAllowedAt(ScopeKind kind, Metric metric) {
        if (kind == ScopeKind.FIRM) {
            return true;
        }
        return switch (metric) {
            case MAX_ORDER_QTY -> kind.value() > ScopeKind.FIRM.value() && kind.value() < ScopeKind.ORDER.value();
            case MAX_ORDER_VALUE, SOFT_LIMIT_WARNING, SOFT_LIMIT_REFUSAL ->
                kind.value() > ScopeKind.FIRM.value() && kind.value() <= ScopeKind.BASKET.value()
                && kind != ScopeKind.ORDER;
            case PRICE_COLLAR_FAR, PRICE_COLLAR_NEAR, PRICE_COLLAR_AGE -> kind == ScopeKind.INSTRUMENT;
            case MESSAGE_RATE_RATE, MESSAGE_RATE_BURST, MESSAGE_RATE_CEILING ->
                kind == ScopeKind.TRADER || kind == ScopeKind.SESSION;
            case WINDOW_VALUE_LIMIT, WINDOW_VALUE_SECONDS ->
                kind == ScopeKind.CLIENT || kind == ScopeKind.TRADER || kind == ScopeKind.INSTRUMENT;
            case REPEATED_EXECUTION -> kind == ScopeKind.STRATEGY;
            case DUPLICATE_ORDER -> kind == ScopeKind.ACCOUNT;
            case CREDIT -> kind == ScopeKind.CLIENT || kind == ScopeKind.SECTOR;
            case POSITION_LIMIT_LONG, POSITION_LIMIT_SHORT -> kind == ScopeKind.DESK || kind == ScopeKind.ACCOUNT
                || kind == ScopeKind.INSTRUMENT || kind == ScopeKind.ACCOUNT_INSTRUMENT;
            case GROSS_EXPOSURE, NET_EXPOSURE, CONCENTRATION -> kind == ScopeKind.DESK || kind == ScopeKind.ACCOUNT;
            case OPEN_ORDERS -> kind == ScopeKind.SESSION || kind == ScopeKind.ACCOUNT || kind == ScopeKind.INSTRUMENT;
            case DAILY_LOSS -> kind == ScopeKind.DESK || kind == ScopeKind.ACCOUNT || kind == ScopeKind.STRATEGY;
            default -> false;
        };
    }

    /** Whether a metric may be set to {@link #OFF}. */
    public static boolean mayBeOff(Metric metric) {
        return metric == Metric.PRICE_COLLAR_NEAR || metric == Metric.SOFT_LIMIT_WARNING
            || metric == Metric.SOFT_LIMIT_REFUSAL;
    }

    /** Whether a number may be a metric's bound, {@link #OFF} and none aside. */
    public static boolean isInRange(Metric metric, long value) {
        return value >= least(metric) && value <= most(metric) && (!isWhole(metric) || value % Money.E8 == 0);
    }

    /** Whether a metric's bounds are whole: counts and seconds. */
    public static boolean isWhole(Metric metric) {
        Measure measure = Measure.of(metric);
        return measure == Measure.COUNT || measure == Measure.SECONDS;
    }

    /** The least a metric's bound may be. */
    public static long least(Metric metric) {
        return Measure.of(metric) == Measure.SECONDS ? Money.E8 : 0;
    }

    /** The most a metric's bound may be. */
    public static long most(Metric metric) {
        return switch (Measure.of(metric)) {
            case PERCENT -> Exact.MAX_PERCENT_E8;
            case COUNT -> MOST_COUNT * Money.E8;
            case SECONDS -> MOST_SECONDS * Money.E8;
            case MILLISECONDS -> metric == Metric.DUPLICATE_ORDER ? MOST_DUPLICATE_MS * Money.E8 : Long.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }
}
