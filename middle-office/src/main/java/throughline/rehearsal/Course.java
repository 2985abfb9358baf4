package throughline.rehearsal;

import java.util.List;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.office.Step;
import throughline.risk.MiddleMachine;

/**
 * One way the span may have gone: a machine that is led along it and judges each order by the limits it has, and what
 * was counted of them. Judging changes nothing; what is applied, is told to it. One thread.
 */
final class Course {
    private final MiddleMachine machine;
    private final Tally tally;
    private final Step step = Step.apart();
    private final Judgement judgement = new Judgement();
    private int end;

    /** A machine as of the span's beginning, with the limits to be counted. */
    Course(MiddleMachine machine, List<Proposal> limits) {
        this.machine = machine;
        this.tally = new Tally(limits);
        machine.tell(tally);
    }

    /** Its machine. */
    MiddleMachine machine() {
        return machine;
    }

    /**
     * Judges what a record of the front asks to be judged, which the machine has applied.
     *
     * @param seq of the first record of the decision on record
     * @param stampNs its stamp
     */
    void judge(JournalRecord asked, long seq, long stampNs) {
        step.beginApart(seq, stampNs);
        tally.begin(stampNs);
        machine.decide(JournalId.FRONT, asked, step);
        end = step.endApart();
        for (int frame = 0; frame < end;) {
            JournalRecord record = step.recordAt(frame);
            frame += RecordCursor.FRAME_LENGTH + record.length();
            if (Judgement.is(record.templateId()) && !judgement.read(record).accepts()) {
                tally.rejected(judgement.ruling());
            }
        }
        tally.end();
    }

    /** What it has just judged of an order; null: it was not among what was judged. */
    Judgement of(long orderId) {
        for (int frame = 0; frame < end;) {
            JournalRecord record = step.recordAt(frame);
            frame += RecordCursor.FRAME_LENGTH + record.length();
            if (record.orderId() == orderId && Judgement.is(record.templateId())) {
                return judgement.read(record);
            }
        }
        return null;
    }

    /** Applies what it has just judged. */
    void applyJudged() {
        for (int frame = 0; frame < end;) {
            JournalRecord record = step.recordAt(frame);
            frame += RecordCursor.FRAME_LENGTH + record.length();
            machine.apply(record);
        }
    }

    /** What was counted so far. */
    List<Numbers> numbers() {
        return tally.numbers();
    }
}
