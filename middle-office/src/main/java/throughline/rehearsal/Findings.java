package throughline.rehearsal;

import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;

/** What a trial has found so far. One thread writes; the differences may be read by any. */
final class Findings {
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
}
