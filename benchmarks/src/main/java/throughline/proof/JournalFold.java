package throughline.proof;

import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;

/**
 * A plain fold over one journal up to a seq. Folds know records and nothing of the offices: they share no code with
 * what they prove. What breaks an invariant is named to {@link Findings}.
 */
public abstract class JournalFold {
    private final RecordCursor cursor;

    JournalFold(String name, Journal journal) {
        cursor = new RecordCursor(name, journal);
    }

    /** Takes up the next record, unless the seq is reached or the journal ends. */
    final boolean next(long untilSeq) {
        if (cursor.seq() >= untilSeq || !cursor.next()) {
            return false;
        }
        take(cursor.record());
        return true;
    }

    /** Takes up records to the end of the step in which the seq lies. */
    final void finishStep() {
        while (cursor.seq() > 0 && !cursor.record().isLastOfStep() && cursor.next()) {
            take(cursor.record());
        }
    }

    /** Seq of the last record taken up; 0: none. */
    public final long seq() {
        return cursor.seq();
    }

    /** Last seq of its first input that the last record named. */
    final long consumed(int input) {
        return cursor.seq() == 0 ? 0 : cursor.record().consumed(input);
    }

    final void close() {
        cursor.close();
    }

    abstract void take(JournalRecord record);
}
