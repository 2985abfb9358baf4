package throughline.journal;

import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The wall clock for Chronicle, which never goes back: a clock set back over midnight would otherwise write into a file
 * that has its end mark.
 */
final class AdvancingClock implements TimeProvider {
    private final AtomicLong latestMs = new AtomicLong();

    /** Makes it read at least this, in epoch milliseconds. */
    void notBefore(long epochMs) {
        latestMs.accumulateAndGet(epochMs, Math::max);
    }

    @Override
    public long currentTimeMillis() {
        long now = System.currentTimeMillis();
        long latest = latestMs.get();
        return now > latest ? latestMs.accumulateAndGet(now, Math::max) : latest;
    }
}
