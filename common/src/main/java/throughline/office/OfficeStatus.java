package throughline.office;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What an office's agent says of itself, for any thread: how far it is, how far the next office is behind it, and the
 * state's hash at each day's end. Written by the agent alone.
 */
public final class OfficeStatus {
    /** Where an office is in its life. */
    public enum Phase {
        /** Applying its journal. */
        RECOVERING,
        /** Taking inputs and commands. */
        RUNNING,
        /** Down, and why is told by {@link OfficeStatus#failure()}. */
        DOWN
    }

    private volatile Phase phase = Phase.RECOVERING;
    private volatile String failure = "";
    // told at each step: others may hear of it a moment later, so that the agent need not wait until they could
    private final AtomicLong seq = new AtomicLong();
    private final AtomicLong followerSeq = new AtomicLong();
    private final AtomicLong followerTimeNs = new AtomicLong();
    private volatile DayHash dayHash;

    /** The agent's state after a record that ended a day. */
    public record DayHash(long seq, long hash) {
    }

    /** Where it is in its life. */
    public Phase phase() {
        return phase;
    }

    /** Why it is down; empty: it is not. */
    public String failure() {
        return failure;
    }

    /** Seq of its last record. */
    public long seq() {
        return seq.get();
    }

    /**
     * Seq of its own records that the first input's office had read at its last sign of life; that office follows it.
     */
    public long followerSeq() {
        return followerSeq.get();
    }

    /** When that sign of life was read, by this office's own clock, epoch nanoseconds; 0: none yet. */
    public long followerTimeNs() {
        return followerTimeNs.get();
    }

    /** The state's hash at the last day's end; null: none yet. */
    public DayHash dayHash() {
        return dayHash;
    }

    void running() {
        phase = Phase.RUNNING;
    }

    void recovering() {
        phase = Phase.RECOVERING;
    }

    /** Tells that the office is down. */
    public void down(String why) {
        failure = why;
        phase = Phase.DOWN;
    }

    void appended(long lastSeq) {
        seq.lazySet(lastSeq);
    }

    void followed(long readSeq, long timeNs) {
        followerSeq.lazySet(readSeq);
        followerTimeNs.lazySet(timeNs);
    }

    void dayEnded(long lastSeq, long hash) {
        dayHash = new DayHash(lastSeq, hash);
    }
}
