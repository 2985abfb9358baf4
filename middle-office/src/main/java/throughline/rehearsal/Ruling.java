package throughline.rehearsal;

import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Scope;

/**
 * What was decided, as it is shown.
 *
 * @param code {@link RejectCode#NONE}: accepted
 * @param metric limit that was broken; {@link Metric#NONE}: nothing to measure
 * @param scope whose limit
 * @param bound in the metric's unit; {@link Limits#NONE}: none
 * @param observed in the metric's unit; {@link Limits#NONE}: nothing to measure
 */
public record Ruling(RejectCode code, Metric metric, long scope, long bound, long observed) {
    /** It passed. */
    public static final Ruling ACCEPTED =
        new Ruling(RejectCode.NONE, Metric.NONE, Scope.NONE, Limits.NONE, Limits.NONE);

    /** Whether the order, or its amendment, passed. */
    public boolean accepts() {
        return code == RejectCode.NONE;
    }
}
