package throughline.world;

import org.agrona.concurrent.EpochNanoClock;

/** The small world's time: it stands still unless it is moved on. */
final class VirtualClock implements EpochNanoClock {
    private long nowNs;

    VirtualClock(long startNs) {
        nowNs = startNs;
    }

    void advance(long byNs) {
        nowNs += byNs;
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }
}
