package throughline.linebench;

import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Measure;
import throughline.reference.Scope;

/**
 * A limit of every metric at every scope that may have it, so that every control is on everywhere, and so wide that no
 * order of a rig breaks one. Stateless.
 */
public final class WideLimits {
    private static final long E8 = 100_000_000L;

    private WideLimits() {
    }

    /**
     * Gives each of them.
     *
     * @param ids of the scopes of a kind; of those that have none it is not asked
     * @param limit takes the metric and the scope
     */
    public static void each(Function<ScopeKind, IntStream> ids, ObjLongConsumer<Metric> limit) {
        for (Metric metric : Metric.values()) {
            for (int width = 0; Measure.of(metric) != Measure.NONE && width < Scope.COUNT; width++) {
                ScopeKind kind = Scope.kindAt(width);
                if (Limits.isAllowedAt(kind, metric)) {
                    scopes(kind, ids).forEach(scope -> limit.accept(metric, scope));
                }
            }
        }
        limit.accept(Metric.MAX_ORDER_VALUE, Scope.BASKET);
    }

    private static LongStream scopes(ScopeKind kind, Function<ScopeKind, IntStream> ids) {
        return switch (kind) {
            case FIRM -> LongStream.of(Scope.FIRM);
            case INSTRUMENT -> ids.apply(kind).mapToLong(Scope::instrument);
            case DESK, TRADER, ACCOUNT, CLIENT, GROUP, SESSION, SECTOR ->
                ids.apply(kind).mapToLong(id -> Scope.of(kind, id));
            default -> LongStream.empty();
        };
    }

    /** What that limit is, in the metric's unit. */
    public static long of(Metric metric) {
        return switch (metric) {
            case PRICE_COLLAR_FAR, PRICE_COLLAR_NEAR -> 10 * E8;
            case PRICE_COLLAR_AGE -> 0;
            case DUPLICATE_ORDER, WINDOW_VALUE_SECONDS -> E8;
            case SOFT_LIMIT_WARNING -> 80 * E8;
            case SOFT_LIMIT_REFUSAL -> 95 * E8;
            case CONCENTRATION -> 100 * E8;
            case MARK_AGE -> 60_000 * E8;
            case MESSAGE_RATE_RATE, MESSAGE_RATE_BURST, MESSAGE_RATE_CEILING, OPEN_ORDERS, REPEATED_EXECUTION ->
                1_000_000_000L * E8;
            default -> Long.MAX_VALUE / 4;
        };
    }
}
