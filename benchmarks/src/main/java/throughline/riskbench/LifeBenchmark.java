package throughline.riskbench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an order's whole life costs the middle office's state machine, all controls on at every scope they have. The
 * judgement alone is measured beside it: the rest is what is done around it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
public class LifeBenchmark {
    private static final int ACCOUNTS = 1_000;
    private static final int INSTRUMENTS = 500;
    private static final int FEW = 1 << 9;
    private static final int MANY = 1 << 16;

    /** Whether nothing is held but what the orders of a few pairs bring, or each account holds each instrument. */
    @Param({"empty", "held"})
    private String firm;

    private MiddleLives lives;

    /** Fills the firm. */
    @Setup
    public void fill() {
        boolean held = "held".equals(firm);
        RiskFirm filled = new RiskFirm(ACCOUNTS, INSTRUMENTS);
        if (held) {
            filled.holdAll();
        }
        lives = new MiddleLives(filled, held ? MANY : FEW, ACCOUNTS, INSTRUMENTS, new SplittableRandom(20261122));
    }

    /** Captured, accepted, placed, executed in two parts. */
    @Benchmark
    @OperationsPerInvocation(MiddleLives.ORDERS)
    public int traded() {
        return lives.trade();
    }

    /** As {@link #traded}, without any judgement: what a replay does, and the decisions on executions. */
    @Benchmark
    @OperationsPerInvocation(MiddleLives.ORDERS)
    public int followed() {
        return lives.follow();
    }

    /** Captured, accepted, placed, canceled. */
    @Benchmark
    @OperationsPerInvocation(MiddleLives.ORDERS)
    public int canceled() {
        return lives.cancel();
    }

    /** Captured and judged; the acceptance is written and dropped. */
    @Benchmark
    @OperationsPerInvocation(MiddleLives.ORDERS)
    public int judged() {
        return lives.judge();
    }
}
