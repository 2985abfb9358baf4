package throughline.rehearsal;

/**
 * A decision that would have been another.
 *
 * @param orderId the order
 * @param requestSeq the amendment of it, as the seq of the front's record that asked for it; 0: the order itself
 * @param timeNs when it was decided, epoch nanoseconds
 * @param then what was decided
 * @param now what would have been
 * @param byRule whether an earlier difference of its account stands before it, so that what followed from that is left
 *     out, or missing, by rule and not by knowledge
 */
public record Difference(long orderId, long requestSeq, int accountId, int instrumentId, long timeNs,
    Ruling then, Ruling now, boolean byRule) {
}
