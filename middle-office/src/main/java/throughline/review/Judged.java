package throughline.review;

import java.util.List;
import throughline.message.JournalRecord;
import throughline.rehearsal.Judgement;
import throughline.rehearsal.Ruling;

/**
 * A judgement of an order, as it is on record and as it came about.
 *
 * @param seq of its record in the middle journal
 * @param templateId of that record
 * @param timeNs epoch nanoseconds
 * @param causeSeq of the front's record that asked for it; of a basket the last member's
 * @param requestSeq the amendment it is about, as the seq of the front's record that asked for it; 0: the order itself
 * @param ruling what was decided
 * @param overrideId the override it passed by; 0: none
 * @param rulesVersion by which it was decided
 * @param whyNot why it was not decided again, for people; empty: it was, and came to its record byte for byte
 * @param checks every control that was asked, in its order; empty where it was not decided again
 * @param failedMember the other member of its basket for which it was rejected; 0: it was for none
 */
public record Judged(long seq, int templateId, long timeNs, long causeSeq, long requestSeq, int accountId,
    int instrumentId, Ruling ruling, long overrideId, int rulesVersion, String whyNot, List<Check> checks,
    long failedMember) {

    /** One of that record. */
    static Judged of(JournalRecord record, Judgement read, int rulesVersion, String whyNot, List<Check> checks,
        long failedMember) {
        return new Judged(record.seq(), record.templateId(), record.timeNs(), record.causeSeq(), read.requestSeq(),
            read.accountId(), read.instrumentId(), read.ruling(), read.overrideId(), rulesVersion, whyNot,
            List.copyOf(checks), failedMember);
    }

    /** Whether it was decided again and came to its record. */
    public boolean isDecidedAgain() {
        return whyNot.isEmpty();
    }
}
