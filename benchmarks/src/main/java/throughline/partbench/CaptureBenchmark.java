package throughline.partbench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import throughline.message.JournalRecord;
import throughline.office.Step;

/**
 * What the front office does with a new order: decided and applied, each under a name of its own. No ring, no CRC and
 * no journal: those are parts of their own. The day's orders stay, as in life, so a fork captures so many and no more,
 * in tables made large enough for them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class CaptureBenchmark {
    private static final int ORDERS = 20_000;
    private static final int MOST_ITERATIONS = 15;

    private final Step step = Step.apart();
    private FrontFirm firm;
    private long seq;

    /** Opens the day. */
    @Setup
    public void open() {
        firm = new FrontFirm((MOST_ITERATIONS + 1) * ORDERS);
        seq = firm.agent.seq();
    }

    /**
     * Captures so many orders.
     *
     * @return how many there are by then
     */
    @Benchmark
    @OperationsPerInvocation(ORDERS)
    public int capture() {
        for (int i = 0; i < ORDERS; i++) {
            step.beginApart(seq + 1, FrontFirm.START_NS + seq, FrontFirm.TRADER);
            firm.machine.command(firm.nextDraft(), step);
            if (step.records() != 1) {
                throw new IllegalStateException("order " + i + " led to " + step.records() + " records");
            }
            step.endApart();
            JournalRecord record = step.recordAt(0);
            firm.machine.apply(record);
            seq = record.seq();
        }
        return firm.machine.orders().end();
    }
}
