package throughline.rehearsal;

import java.util.List;
import java.util.function.LongConsumer;
import throughline.journal.Journal;
import throughline.limit.Limits;
import throughline.office.Replay;
import throughline.office.Snapshot;
import throughline.office.SnapshotStore;
import throughline.office.Stops;
import throughline.state.State;

/**
 * One rehearsal: some proposed limits against a past span, and what came of it. One thread runs it; any thread may read
 * how far it is and what was found, or cancel it.
 */
public final class Rehearsal {
    /** Records from one look up to the next. */
    static final int BATCH = 250;

    private final long id;
    private final int askedBy;
    private final long askedNs;
    private final List<Proposal> proposals;
    private final Span span;
    private final long endSeq;
    private final Findings findings = new Findings();
    private volatile Status status = Status.QUEUED;
    private volatile String failure = "";
    private volatile boolean canceled;
    private volatile Progress progress;

    /** Where it is in its life. */
    public enum Status {
        /** Another one runs. */
        QUEUED,
        /** It runs. */
        RUNNING,
        /** It came to the span's end. */
        DONE,
        /** Somebody has canceled it. */
        CANCELED,
        /** It could not go on; {@link Rehearsal#failure()} says why. */
        FAILED
    }

    /**
     * How far it is, as of one moment.
     *
     * @param seq of the middle journal it has come to
     * @param before what was counted of the limits as they stood
     * @param after what was counted of the proposed ones
     * @param standing the bounds as they stand where it has come to
     */
    public record Progress(long seq, Counts counts, List<Numbers> before, List<Numbers> after,
        List<Long> standing) {
    }

    /**
     * One that waits.
     *
     * @param askedNs when it was asked for, epoch nanoseconds
     * @param headSeq last seq of the middle journal then: it goes no further
     */
    Rehearsal(long id, int askedBy, long askedNs, List<Proposal> proposals, Span span, long headSeq) {
        this.id = id;
        this.askedBy = askedBy;
        this.askedNs = askedNs;
        this.proposals = List.copyOf(proposals);
        this.span = span;
        this.endSeq = span.to().kind() == Span.Kind.SEQ ? Math.min(headSeq, span.to().value()) : headSeq;
        List<Numbers> nothing = proposals.stream().map(one -> Numbers.OF_NOTHING).toList();
        progress = new Progress(0, findings.counts(), nothing, nothing,
            proposals.stream().map(one -> Limits.NONE).toList());
    }

    /**
     * Runs it to its end.
     *
     * @param snapshots the office's; read alone
     * @param pause called after each {@value #BATCH} records with the seq it has come to, so that others may run
     */
    void run(Journal middle, Journal front, SnapshotStore snapshots, LongConsumer pause) {
        if (canceled) {
            status = Status.CANCELED;
            return;
        }
        status = Status.RUNNING;
        try {
            lead(middle, front, snapshots, pause);
            status = canceled ? Status.CANCELED : Status.DONE;
        } catch (RuntimeException | OutOfMemoryError | InternalError e) {
            fail(e);
        }
    }

    /** It cannot go on. */
    void fail(Throwable why) {
        failure = why.getMessage() == null ? why.toString() : why.getMessage();
        status = Status.FAILED;
    }

    private void lead(Journal middle, Journal front, SnapshotStore snapshots, LongConsumer pause) {
        try (Replay replay = start(middle, front, snapshots)) {
            Trial trial = (Trial) replay.machine();
            int read = 0;
            while (!canceled && !trial.hasEnded() && replay.seq() < endSeq) {
                trial.beginIfDue(replay);
                if (!replay.next()) {
                    break;
                }
                if (++read % BATCH == 0) {
                    publish(replay.seq(), trial);
                    pause.accept(replay.seq());
                }
            }
            publish(replay.seq(), trial);
        }
    }

    private void publish(long seq, Trial trial) {
        progress = new Progress(seq, findings.counts(), trial.before(), trial.after(),
            proposals.stream().map(trial::standing).toList());
    }

    /** From the newest snapshot before the span, or else from the first record. */
    private Replay start(Journal middle, Journal front, SnapshotStore snapshots) {
        for (Snapshot snapshot : snapshots.standing()) {
            Trial trial = new Trial(span, proposals, findings);
            Replay replay = new Replay(trial, middle, List.of(front), Stops.NONE);
            boolean behind = replay.load(new OneSnapshot(snapshot)) != 0
                && span.isBehind(replay.seq(), replay.lastTimeNs(), trial.sessionDate());
            if (behind) {
                return replay;
            }
            replay.close();
        }
        return new Replay(new Trial(span, proposals, findings), middle, List.of(front), Stops.NONE);
    }

    /** A store of that one, to be read. */
    private record OneSnapshot(Snapshot snapshot) implements SnapshotStore {
        @Override
        public void write(long[] heading, State state) {
            throw new UnsupportedOperationException("a rehearsal writes no snapshot");
        }

        @Override
        public List<Snapshot> newestFirst() {
            return List.of(snapshot);
        }
    }

    /** It is to end at the next look up, or not to begin. */
    void cancel() {
        canceled = true;
        if (status == Status.QUEUED) {
            status = Status.CANCELED;
        }
    }

    /** Its number, from 1 since the desk started. */
    public long id() {
        return id;
    }

    /** User who asked for it. */
    public int askedBy() {
        return askedBy;
    }

    /** When, epoch nanoseconds. */
    public long askedNs() {
        return askedNs;
    }

    /** The limits proposed. */
    public List<Proposal> proposals() {
        return proposals;
    }

    /** The span. */
    public Span span() {
        return span;
    }

    /** Seq of the middle journal it goes to at most. */
    public long endSeq() {
        return endSeq;
    }

    /** Where it is in its life. */
    public Status status() {
        return status;
    }

    /** Why it failed; empty: it did not. */
    public String failure() {
        return failure;
    }

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /** The differences found so far. */
    public Differences differences() {
        return findings.differences();
    }
}
