package throughline.rehearsal;

import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;

/** What a trial has found so far. One thread writes; the differences may be read by any. */
public final class Findings {
    private final Differences differences = new Differences();
    private final OfficeStartedDecoder started = new OfficeStartedDecoder();
    private long judged;
    private long contradicted;
    private long nowRejected;
    private long nowAccepted;
    private long otherReason;
    private boolean otherRules;

    /** A decision was made again. */
    void judged(boolean asOnRecord) {
        judged++;
        contradicted += asOnRecord ? 0 : 1;
    }

    /** It would have been another. */
    void differed(Difference difference) {
        differences.add(difference);
        boolean now = difference.now().accepts();
        if (now == difference.then().accepts()) {
            otherReason++;
        } else if (now) {
            nowAccepted++;
        } else {
            nowRejected++;
        }
    }

    /** The office started, perhaps by other rules than these. */
    void started(JournalRecord record, int rulesVersion) {
        started.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        otherRules |= started.rulesVersion() != rulesVersion;
    }

    /** The differences. */
    Differences differences() {
        return differences;
    }

    /** The counts as they are. */
    Counts counts() {
        return new Counts(judged, contradicted, nowRejected, nowAccepted, otherReason, otherRules);
    }

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
}
