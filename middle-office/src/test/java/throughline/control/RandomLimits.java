package throughline.control;

import java.util.SplittableRandom;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.reference.Bounds;
import throughline.reference.Measure;
import throughline.reference.Scope;

/**
 * Limits that change at random: some near what orders come to, the firm's own mostly wide, others taken away.
 *
 * @param counts near ones of counts are below this
 * @param milliseconds near ones of times are below this
 * @param bits near ones of quantities and money are of at least 30 bits and fewer than this
 */
record RandomLimits(long counts, long milliseconds, int bits) {
    private static final long E8 = 100_000_000L;

    /** Sets a limit, or with {@link Limits#NONE} removes it. */
    @FunctionalInterface
    interface Setting {
        void set(long scope, Metric metric, long value);
    }

    /** One that lets most orders pass. */
    static long wide(Metric metric) {
        return switch (metric) {
            case PRICE_COLLAR_FAR, PRICE_COLLAR_NEAR, SOFT_LIMIT_REFUSAL -> 95 * E8;
            case SOFT_LIMIT_WARNING -> 80 * E8;
            case CONCENTRATION -> 100 * E8;
            case PRICE_COLLAR_AGE, DUPLICATE_ORDER -> 0;
            case MESSAGE_RATE_RATE, MESSAGE_RATE_BURST, MESSAGE_RATE_CEILING, OPEN_ORDERS, REPEATED_EXECUTION ->
                1_000_000 * E8;
            case WINDOW_VALUE_SECONDS -> E8;
            default -> Long.MAX_VALUE / 4;
        };
    }

    /** Changes one limit of a scope, where it may have what was drawn. */
    void one(SplittableRandom random, long scope, Setting setting) {
        Metric metric = Metric.get((short) random.nextInt(1, 24));
        if (!Limits.isAllowedAt(Scope.kind(scope), metric)) {
            return;
        }
        long near = switch (Measure.of(metric)) {
            case PERCENT -> random.nextLong(120 * E8);
            case COUNT -> random.nextLong(counts) * E8;
            case SECONDS -> random.nextLong(1, 60) * E8;
            case MILLISECONDS -> random.nextLong(milliseconds * E8);
            default -> random.nextLong(1, 1L << random.nextInt(30, bits));
        };
        boolean firm = scope == Scope.FIRM;
        long value = random.nextInt(firm ? 20 : 3) == 0 ? near : firm && random.nextInt(100) > 0 ? wide(metric)
            : Limits.NONE;
        if (value == Limits.NONE || Bounds.isInRange(metric, value)) {
            setting.set(scope, metric, value);
        }
    }
}
