package throughline.rehearsal;

/**
 * What was counted.
 *
 * @param judged orders and amendments that were judged again
 * @param contradicted those that this build decides otherwise than on record under the limits as they stood too
 * @param nowRejected accepted then, and would have been rejected
 * @param nowAccepted rejected then, and would have been accepted
 * @param otherReason rejected then, and would have been for another reason
 * @param otherRules whether the office started in the span by other rules than this build's
 */
public record Counts(long judged, long contradicted, long nowRejected, long nowAccepted, long otherReason,
    boolean otherRules) {
    /** Decisions that would have been another. */
    public long differences() {
        return nowRejected + nowAccepted + otherReason;
    }
}
