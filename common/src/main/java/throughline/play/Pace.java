package throughline.play;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import throughline.files.OrderLine;

/** Holds lines back: to so many a second, or to the file's own times, or to a multiple of those. One thread. */
public final class Pace {
    private static final long NS_PER_S = TimeUnit.SECONDS.toNanos(1);

    private final long rate;
    private final BigDecimal speed;
    private long firstNs;
    private long firstLineNs = OrderLine.NO_TIME;
    private long taken;

    /**
     * A pace that begins with the first line.
     *
     * @param rate  lines a second at most; 0: as many as are taken
     * @param speed how many times as fast as the file's own times, above 0; null: those mean nothing
     */
    public Pace(long rate, BigDecimal speed) {
        this.rate = rate;
        this.speed = speed;
    }

    /** Waits until the next line may go. */
    void await(long lineNs) {
        firstNs = taken == 0 ? System.nanoTime() : firstNs;
        if (rate > 0) {
            parkUntil(firstNs + taken / rate * NS_PER_S + taken % rate * NS_PER_S / rate);
        }
        if (speed != null && lineNs != OrderLine.NO_TIME) {
            firstLineNs = firstLineNs == OrderLine.NO_TIME ? lineNs : firstLineNs;
            parkUntil(firstNs + scaled(lineNs - firstLineNs, speed));
        }
        taken++;
    }

    /** How long after the first a line goes. */
    static long scaled(long lineNs, BigDecimal speed) {
        return BigDecimal.valueOf(lineNs).divide(speed, 0, RoundingMode.DOWN).longValue();
    }

    private static void parkUntil(long timeNs) {
        for (long left = timeNs - System.nanoTime(); left > 0; left = timeNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
