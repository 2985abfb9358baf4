package throughline.rehearsal;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import throughline.exposure.Holdings;
import throughline.journal.Journal;
import throughline.office.MemorySnapshots;
import throughline.office.Replay;
import throughline.office.SnapshotStore;
import throughline.office.Stops;
import throughline.state.StateHash;

/** Rehearsals over journals in memory, run to their end at once. */
public final class Tried {
    private Tried() {
    }

    /** A span from one seq of the middle journal to another. */
    public static Span span(long from, long to) {
        return new Span(new Span.Moment(Span.Kind.SEQ, from), new Span.Moment(Span.Kind.SEQ, to));
    }

    /** One that has run to its end. */
    public static Rehearsal run(Journal middle, Journal front, SnapshotStore snapshots, Span span,
        List<Proposal> proposals) {
        Rehearsal rehearsal = new Rehearsal(1, 1, 1, proposals, span, Long.MAX_VALUE);
        rehearsal.run(middle, front, snapshots, seq -> { });
        return rehearsal;
    }

    /** One that was canceled when it looked up for the first time, or ended before. */
    public static Rehearsal canceled(Journal middle, Journal front, Span span, List<Proposal> proposals) {
        Rehearsal rehearsal = new Rehearsal(1, 1, 1, proposals, span, Long.MAX_VALUE);
        rehearsal.run(middle, front, new MemorySnapshots(), seq -> rehearsal.cancel());
        return rehearsal;
    }

    /** How often one looks up: the more often, the more it has read. */
    public static int pauses(Journal middle, Journal front, SnapshotStore snapshots, Span span) {
        AtomicInteger pauses = new AtomicInteger();
        Rehearsal rehearsal = new Rehearsal(1, 1, 1, List.of(), span, Long.MAX_VALUE);
        rehearsal.run(middle, front, snapshots, seq -> pauses.incrementAndGet());
        return rehearsal.status() == Rehearsal.Status.DONE ? pauses.get() : -1;
    }

    /** Hashes of the state as it stood and as it would have stood, at the journal's end. */
    public static long[] states(Journal middle, Journal front, Span span, List<Proposal> proposals) {
        Trial trial = led(middle, front, span, proposals);
        return new long[] {StateHash.of(trial.past()), StateHash.of(trial.proposed())};
    }

    /** Position, working buys and working sells of a holding, as it would have stood at the journal's end. */
    public static List<Long> holding(Journal middle, Journal front, Span span, List<Proposal> proposals, long scope) {
        Trial trial = led(middle, front, span, proposals);
        Holdings holdings = trial.proposed().exposures().holdings();
        int row = holdings.row(scope);
        return List.of(holdings.position(row), holdings.buys(row), holdings.sells(row));
    }

    private static Trial led(Journal middle, Journal front, Span span, List<Proposal> proposals) {
        Trial trial = new Trial(span, proposals, new Findings());
        try (Replay replay = new Replay(trial, middle, List.of(front), Stops.NONE)) {
            boolean more = true;
            while (more) {
                trial.beginIfDue(replay);
                more = replay.next();
            }
        }
        return trial;
    }
}
