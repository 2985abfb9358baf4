package throughline.whatif;

import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Exact;

/**
 * A limit that something hypothetical would touch. Numbers are in the metric's unit.
 *
 * @param code what it rejects with
 * @param scope whose limit it is
 * @param instrumentId the instrument it is tested by; 0: it is not by instrument
 * @param bound the limit; {@link Limits#NONE}: it is missing, which rejects
 * @param before what it is used for now; {@link Limits#NONE}: it is of an order alone
 * @param after what it would come to
 */
public record Touched(RejectCode code, Metric metric, long scope, int instrumentId, long bound, long before, long after,
    boolean passes) {
    /** Whether this one has less room left than another, relative to its bound; a bound of 0 has none. */
    public boolean bindsBefore(Touched other) {
        if (!isMeasured() || !other.isMeasured()) {
            return isMeasured();
        }
        return Exact.compareProducts(Math.max(after, 0), other.bound, Math.max(other.after, 0),
            bound) > 0;
    }

    /** Whether there is a bound and something to hold against it; an age of 0 is the business date, and no bound. */
    public boolean isMeasured() {
        boolean isDate = metric == Metric.PRICE_COLLAR_AGE && bound == 0;
        return bound >= 0 && !isDate && after != Limits.NONE && metric != Metric.DUPLICATE_ORDER
            && metric != Metric.NONE;
    }
}
