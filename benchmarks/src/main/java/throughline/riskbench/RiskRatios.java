package throughline.riskbench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What a risk check takes against the least it can be, and what a million live positions add to it: all in one JVM on
 * one thread, in alternating rounds, the median of the rounds' ratios. And the bytes a check allocates.
 */
public final class RiskRatios {
    private static final int ROUNDS = 15;
    private static final int WARM_ROUNDS = 3;
    private static final int CHECKS = 20_000;
    private static final int BARE_CHECKS = 200_000;
    private static final int COUNTED = 100_000;

    private final RiskBenchmark empty = RiskBenchmark.of(RiskBenchmark.EMPTY);
    private final RiskBenchmark million = RiskBenchmark.of(RiskBenchmark.MILLION);
    private final BareCheck bare = new BareCheck();

    /**
     * What was seen.
     *
     * @param check a check where nothing is held, to the bare one
     * @param million a check with a million live positions, to one where nothing is held
     * @param bytes whole bytes a check allocates, the least of three rounds
     */
    public record Seen(double check, double million, long bytes) {
    }

    /** Warms up, then measures. */
    public Seen run() {
        double[] checks = new double[ROUNDS];
        double[] millions = new double[ROUNDS];
        for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
            double bareNs = nsEach(bare::check, BARE_CHECKS);
            double emptyNs = nsEach(empty::check, CHECKS);
            double millionNs = nsEach(million::check, CHECKS);
            if (round >= 0) {
                checks[round] = emptyNs / bareNs;
                millions[round] = millionNs / emptyNs;
            }
        }
        Arrays.sort(checks);
        Arrays.sort(millions);
        return new Seen(checks[ROUNDS / 2], millions[ROUNDS / 2], bytes());
    }

    private static double nsEach(Runnable check, int count) {
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            check.run();
        }
        return (System.nanoTime() - begun) / (double) count;
    }

    private long bytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < COUNTED; i++) {
                million.check();
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / COUNTED);
        }
        return least;
    }
}
