package throughline.rehearsal;

import throughline.limit.Limits;

/**
 * What was counted of one limit.
 *
 * @param tested judgements in which it was tested
 * @param bound judgements that it rejected, or would have had none before it; of a warning, those it warned of
 * @param peak most that was met relative to the bound, in the metric's unit, of soft limits in percent of the hard
 *     one; {@link Limits#NONE}: it was not measured
 * @param peakLimit the bound then
 * @param peakNs when, epoch nanoseconds
 */
public record Numbers(long tested, long bound, long peak, long peakLimit, long peakNs) {
    static final Numbers OF_NOTHING = new Numbers(0, 0, Limits.NONE, Limits.NONE, 0);
}
