package throughline.review;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import throughline.control.Checks;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.message.JournalRecord;
import throughline.office.Redecision;
import throughline.office.Snapshot;
import throughline.office.SnapshotStore;
import throughline.rehearsal.Judgement;
import throughline.risk.MiddleMachine;

/**
 * Some judgements of one order, made again. One thread runs it; any thread may ask how far it is, wait for its end, and
 * then read what came of it.
 */
public final class Review {
    /** Steps from one look up to the next. */
    static final int BATCH = 250;

    private static final int USUAL_HOLDS = 1 << 12;
    private static final int WHOLE = 100;

    private final long orderId;
    private final List<JournalRecord> records;
    private final CompletableFuture<List<Judged>> found = new CompletableFuture<>();
    private volatile int percent;
    private volatile boolean canceled;

    /**
     * One that waits.
     *
     * @param records of its judgements in the middle journal, ascending; its own from here
     */
    Review(long orderId, List<JournalRecord> records) {
        this.orderId = orderId;
        this.records = List.copyOf(records);
    }

    /**
     * Runs it to its end, which {@link #found} tells, also that it failed.
     *
     * @param snapshots the office's; read alone
     * @param pause called after each {@value #BATCH} steps, so that others may run
     */
    void run(Journal middle, Journal front, SnapshotStore snapshots, Runnable pause) {
        if (canceled) {
            fail(stops());
            return;
        }
        Heard heard = new Heard(orderId);
        MiddleMachine machine = new MiddleMachine(USUAL_HOLDS);
        machine.tell(heard);
        try (Redecision again = new Redecision(machine, middle, List.of(front))) {
            start(again, snapshots);
            long first = again.seq();
            List<Judged> judged = new ArrayList<>();
            for (JournalRecord record : records) {
                heard.clear();
                lead(again, first, record.seq(), pause);
                judged.add(judged(record, again, heard));
            }
            percent = WHOLE;
            found.complete(List.copyOf(judged));
        } catch (RuntimeException | OutOfMemoryError | InternalError e) {
            fail(e);
        }
    }

    /** Loads the newest snapshot before the first of the judgements; if none fits, all is read from the beginning. */
    private void start(Redecision again, SnapshotStore snapshots) {
        for (Snapshot snapshot : snapshots.standing()) {
            if (snapshot.seq() < records.get(0).seq() && again.load(snapshot)) {
                return;
            }
        }
    }

    private void lead(Redecision again, long first, long seq, Runnable pause) {
        long whole = Math.max(1, records.get(records.size() - 1).seq() - first);
        int read = 0;
        while (again.seq() < seq && again.next(seq)) {
            if (++read % BATCH == 0) {
                percent = (int) Math.min(WHOLE - 1, WHOLE * (again.seq() - first) / whole);
                pause.run();
                if (canceled) {
                    throw stops();
                }
            }
        }
        if (again.seq() < seq && again.difference().isEmpty()) {
            throw new JournalDamaged("the middle journal ends before seq " + seq);
        }
    }

    private static Judged judged(JournalRecord record, Redecision again, Heard heard) {
        Judgement read = new Judgement().read(record);
        int own = again.machine().rulesVersion();
        String whyNot = !again.difference().isEmpty() ? again.difference()
            : again.rulesVersion() == own ? ""
            : "decided by version " + again.rulesVersion() + " of the rules; this build decides by version " + own;
        if (!whyNot.isEmpty()) {
            return Judged.of(record, read, again.rulesVersion(), whyNot, List.of(), 0);
        }
        List<Check> checks = heard.checks();
        long failedMember = read.accepts() ? 0 : heard.failedMember();
        boolean failed = !checks.isEmpty() && checks.get(checks.size() - 1).result() == Check.Result.FAILED;
        if (!read.accepts() && !failed) {
            checks.add(rejectedElsewhere(read, heard.isOfBasket()));
        }
        return Judged.of(record, read, own, "", checks, failedMember);
    }

    /** Rejected without a control of its own: with its basket, or as an amendment of an order that works no more. */
    private static Check rejectedElsewhere(Judgement read, boolean ofBasket) {
        Checks.Control control = ofBasket ? Checks.Control.BASKET : Checks.Control.VALIDITY;
        return new Check(control, Check.Result.FAILED, List.of(new Check.Test(read.ruling().code(),
            read.ruling().metric(), read.ruling().scope(), read.ruling().bound(), read.ruling().observed(),
            Check.Result.FAILED)));
    }

    private static IllegalStateException stops() {
        return new IllegalStateException("the office stops");
    }

    /** It cannot go on. */
    void fail(Throwable why) {
        found.completeExceptionally(why);
    }

    /** It is to end at the next look up. */
    void cancel() {
        canceled = true;
    }

    /** Whether it was to end before its end. */
    boolean isCanceled() {
        return canceled;
    }

    /** What came of it, in the order of the records; fails when it could not go on. */
    public CompletableFuture<List<Judged>> found() {
        return found;
    }

    /** How far it is, percent of the records to be read. */
    public int percent() {
        return percent;
    }
}
