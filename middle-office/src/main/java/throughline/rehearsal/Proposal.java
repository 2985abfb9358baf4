package throughline.rehearsal;

import throughline.limit.Limits;
import throughline.message.Metric;

/**
 * A limit as it might be.
 *
 * @param scope as {@link throughline.reference.Scope}
 * @param value the bound in the metric's unit; {@link Limits#NONE}: it is taken away
 */
public record Proposal(long scope, Metric metric, long value) {
    /** The metric whose tests tell how near this limit is: some are parts of another's test. */
    Metric testedAs() {
        return switch (metric) {
            case MESSAGE_RATE_BURST, MESSAGE_RATE_CEILING -> Metric.MESSAGE_RATE_RATE;
            case WINDOW_VALUE_SECONDS -> Metric.WINDOW_VALUE_LIMIT;
            default -> metric;
        };
    }
}
