package throughline.linebench;

import java.util.concurrent.TimeUnit;

/** A run at a fixed rate: each is due at its time, whatever became of those before it. The sender's thread. */
final class Pace {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NS = 60 * SECOND_NS;

    final int count;
    final Latencies decisions;
    final Latencies executions;
    private final long periodNs;
    private long begunNs;

    Pace(int perSecond, int count) {
        this.count = count;
        periodNs = SECOND_NS / perSecond;
        decisions = new Latencies(count);
        executions = new Latencies(count);
    }

    /** Sends all of them to a side, works for it, and sees what becomes of them, all in the caller's thread. */
    Pace run(Side side) {
        side.begin(this);
        run(side, side::work);
        return this;
    }

    /** As {@link #run(Side)}, but the other thread works for the side. */
    Pace run(Side side, OtherThread other) {
        side.begin(this);
        other.workFor(side);
        run(side, other::check);
        other.workFor(null);
        return this;
    }

    private void run(Side side, Runnable turn) {
        begunNs = System.nanoTime();
        int sent = 0;
        while (sent < count || !side.isSeen()) {
            long sinceNs = System.nanoTime() - begunNs;
            if (sent < count && sinceNs >= sent * periodNs && side.send()) {
                sent++;
            }
            turn.run();
            side.see();
            if (sinceNs > count * periodNs + PATIENCE_NS) {
                throw new IllegalStateException("of " + count + " that were due " + sent + " were sent, and not all of"
                    + " these were seen");
            }
        }
    }

    /** The decision of number {@code i} is seen now. */
    void decided(int i) {
        decisions.add(i, count, late(i));
    }

    /** The first execution of number {@code i} is seen now. */
    void executed(int i) {
        executions.add(i, count, late(i));
    }

    private long late(int i) {
        return System.nanoTime() - begunNs - i * periodNs;
    }
}
