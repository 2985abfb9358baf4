package throughline.review;

import java.util.List;
import throughline.control.Checks;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;

/**
 * A control that was asked in a judgement.
 *
 * @param result what came of it, of all it tested
 * @param tests what it tested or was met by, in its order; empty: nothing there has a number, or it exempts the order
 */
public record Check(Checks.Control control, Result result, List<Test> tests) {
    /** What comes of a test, and of a control. */
    public enum Result {
        /** It passed. */
        PASSED,
        /** It passed, near enough to the limit to warn. */
        WARNED,
        /** A soft limit was broken, and an override let the order pass. */
        OVERRIDDEN,
        /** It failed, so no further control was asked. */
        FAILED
    }

    /**
     * One test; numbers are in the metric's unit.
     *
     * @param code what it rejects with
     * @param metric {@link Metric#NONE}: it is no limit that is set
     * @param scope whose limit it is
     * @param limit {@link Limits#NONE}: it is missing, which rejects, or there is no number
     * @param observed {@link Limits#NONE}: there was nothing to be observed, or it cannot be told
     */
    public record Test(RejectCode code, Metric metric, long scope, long limit, long observed, Result result) {
        Test with(Result other) {
            return new Test(code, metric, scope, limit, observed, other);
        }
    }
}
