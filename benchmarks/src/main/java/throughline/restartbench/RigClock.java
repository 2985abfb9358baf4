package throughline.restartbench;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;

/** The time of a firm in the making: it goes on by what is done, and ends before now. For one thread. */
final class RigClock implements EpochNanoClock {
    private static final long AGO_NS = TimeUnit.HOURS.toNanos(1);
    private static final long STEP_NS = TimeUnit.MICROSECONDS.toNanos(10);

    private long nowNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - AGO_NS;

    /** Goes on by one deed. */
    void step() {
        nowNs += STEP_NS;
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }
}
