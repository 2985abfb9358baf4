package throughline.proof;

import java.util.TreeSet;
import java.util.function.LongConsumer;
import throughline.journal.Journal;

/**
 * The proof that nothing is made or lost between the offices: three plain folds at one cut, compared. The cut is a seq
 * of the back journal; through the seqs its record names it fixes the middle's and, through that, the front's.
 */
public final class Conservation {
    private final FrontFold front;
    private final MiddleFold middle;
    private final BackFold back;
    private final Findings findings;

    public Conservation(Journal frontJournal, Journal middleJournal, Journal backJournal, Findings findings) {
        this.findings = findings;
        front = new FrontFold(frontJournal, findings);
        middle = new MiddleFold(middleJournal, findings);
        back = new BackFold(backJournal, findings);
    }

    /**
     * Proves it.
     *
     * @param backSeq the cut; the step it lies in is taken whole
     * @param progress told the records read so far, now and then
     */
    public void prove(long backSeq, LongConsumer progress) {
        long read = 0;
        read = fold(back, backSeq, read, progress);
        back.finishStep();
        read = fold(middle, back.consumed(0), read, progress);
        fold(front, middle.consumed(0), read, progress);
        compare();
        front.finish();
    }

    private static long fold(JournalFold fold, long untilSeq, long alreadyRead, LongConsumer progress) {
        long read = alreadyRead;
        while (fold.next(untilSeq)) {
            read++;
            if ((read & 0x3FFF) == 0) {
                progress.accept(read);
            }
        }
        return read;
    }

    private void compare() {
        findings.check(front.executions() == middle.executions() && front.executionHash() == middle.executionHash(),
            () -> "the front executed, busted and corrected " + front.executions() + " sides, the middle cleared "
            + middle.executions() + ", or not the same ones");
        findings.check(middle.judged() <= front.judgements(), () -> "the middle judged more orders than were captured");
        findings.check(middle.replaces() <= front.replaces(),
            () -> "the middle judged more amendments than were asked for");
        comparePositions();
    }

    /** Moves that are no trades go from the back to the front, and may be on their way: they are left out. */
    private void comparePositions() {
        TreeSet<Long> keys = front.positions().keys();
        keys.addAll(back.positions().keys());
        for (long key : keys) {
            long ours = front.positions().get(key) - front.moves().get(key);
            long ledger = back.positions().get(key) - back.moves().get(key);
            findings.check(ours == ledger, () -> "account " + (key >>> 32) + " holds " + ours + " of instrument "
                + (int) key + " by executions, " + ledger + " by the ledger");
        }
    }

    public FrontFold front() {
        return front;
    }

    public MiddleFold middle() {
        return middle;
    }

    public BackFold back() {
        return back;
    }

    public void close() {
        front.close();
        middle.close();
        back.close();
    }
}
