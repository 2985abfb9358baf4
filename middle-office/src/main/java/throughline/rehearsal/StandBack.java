package throughline.rehearsal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long whoever reads the past again leaves the processor to the living office after each batch: not at all while
 * the office is idle, the longer the more it wrote meanwhile, at most so long that four fifths of the time are the
 * office's. One thread. Thread priorities are not enough: Linux heeds none of them.
 */
public final class StandBack {
    private static final long PER_RECORD_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final int MOST_OF_WORK = 4;

    private long lastSeq;
    private long lastNs;

    /** From that seq of the office's, and that moment, any clock. */
    public StandBack(long seq, long nowNs) {
        lastSeq = seq;
        lastNs = nowNs;
    }

    /** For how long to stand back, nanoseconds, after work from the last return up to now. */
    public long pauseNs(long seq, long nowNs) {
        long pauseNs = Math.min((seq - lastSeq) * PER_RECORD_NS, MOST_OF_WORK * (nowNs - lastNs));
        lastSeq = seq;
        return Math.max(0, pauseNs);
    }

    /** Stands back for that long, by this machine's clock. */
    public void pause(long seq) {
        long pauseNs = pauseNs(seq, System.nanoTime());
        if (pauseNs > 0) {
            LockSupport.parkNanos(pauseNs);
        }
        resumed(System.nanoTime());
    }

    /** It works again from that moment on. */
    public void resumed(long nowNs) {
        lastNs = nowNs;
    }
}
