package throughline.backup;

import java.util.List;
import throughline.journal.Journal;
import throughline.message.JournalId;

/**
 * Copies three journals that may go on growing, as one closed cut: no record in it names one that is not. The front is
 * copied to its end first; the middle then to the last step that names no front record behind that; the back then to
 * the last step that names no middle record behind the middle's. What the front names of the two others had been
 * written before the front's record, after records of the front and middle that are inside: so it is inside. The
 * methods are called once each, in their order, by one thread.
 */
final class ClosedCut implements AutoCloseable {
    private final JournalCopy front;
    private final JournalCopy middle;
    private final JournalCopy back;
    private long frontSeq;
    private long middleSeq;

    ClosedCut(Journal front, Journal middle, Journal back, Meter meter) {
        this.front = new JournalCopy(JournalId.FRONT, front, meter);
        this.middle = new JournalCopy(JournalId.MIDDLE, middle, meter);
        this.back = new JournalCopy(JournalId.BACK, back, meter);
    }

    /** All that stands in the front journal when its end is met. */
    CopiedJournal front(Journal.Appender to) {
        CopiedJournal copied = front.run(to, Long.MAX_VALUE);
        frontSeq = copied.seq();
        return copied;
    }

    /** What belongs to it of the middle journal. */
    CopiedJournal middle(Journal.Appender to) {
        CopiedJournal copied = middle.run(to, frontSeq);
        middle.holdAgainst(0, front);
        middleSeq = copied.seq();
        return copied;
    }

    /** What belongs to those of the back journal; then the cut is held against itself. */
    CopiedJournal back(Journal.Appender to) {
        CopiedJournal copied = back.run(to, middleSeq);
        back.holdAgainst(0, middle);
        front.holdAgainst(0, middle);
        front.holdAgainst(1, back);
        return copied;
    }

    @Override
    public void close() {
        List.of(front, middle, back).forEach(JournalCopy::close);
    }
}
