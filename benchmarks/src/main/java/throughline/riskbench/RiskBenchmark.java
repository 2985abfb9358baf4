package throughline.riskbench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import throughline.control.Checks;
import throughline.control.Order;
import throughline.control.Verdict;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedDecoder;

/**
 * What it takes to judge an order: taken up from its record and asked by every control, all of them on at every scope
 * they have, each limit so wide that none has a word; account, instrument and trader uniformly random, one account in
 * four a client's. Nothing is recorded or applied: no order works, no bucket or window fills, so that what is summed
 * for each order is as it was at first. Harder than life: the records of 65,536 orders come from memory one after
 * another, where an office has just read the one it judges; and any account trades any instrument as often as another.
 * Kinder: nothing but checks runs, so that their code stays in the cache of instructions, and their data in the second
 * as far as it fits.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = {"-Xms6g", "-Xmx6g"})
public class RiskBenchmark {
    static final int ACCOUNTS = 1_000;
    /** 500 instruments, nothing held. */
    public static final String EMPTY = "500/empty";
    /** 500 instruments, half a million live positions. */
    public static final String HELD = "500/held";
    /** 1,000 instruments, a million live positions. */
    public static final String MILLION = "1000/held";

    private static final int ORDERS = 1 << 16;

    /** Instruments, and whether each account holds each of them. */
    @Param({EMPTY, HELD, MILLION})
    private String firm;

    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final Verdict verdict = new Verdict();
    private RiskFirm.Orders orders;
    private Order order;
    private Checks checks;
    private int next;

    static RiskBenchmark of(String firm) {
        RiskBenchmark benchmark = new RiskBenchmark();
        benchmark.firm = firm;
        benchmark.fill();
        return benchmark;
    }

    /** Fills the firm. */
    @Setup
    public void fill() {
        int instruments = Integer.parseInt(firm.substring(0, firm.indexOf('/')));
        RiskFirm filled = new RiskFirm(ACCOUNTS, instruments);
        if (firm.endsWith("held")) {
            filled.holdAll();
        }
        orders = new RiskFirm.Orders(ORDERS, ACCOUNTS, instruments, new SplittableRandom(20261122));
        order = new Order(filled.machine().instruments(), filled.machine().accounts(), filled.machine().users(),
            filled.machine().names(), filled.machine().exposures().holdings(), filled.machine().exposures().holds(),
            filled.machine().limits());
        checks = new Checks(filled.machine().reading());
        for (int i = 0; i < ORDERS; i++) {
            check();
        }
    }

    /** One order. */
    @Benchmark
    public Verdict check() {
        JournalRecord record = orders.get(next);
        next = next + 1 & ORDERS - 1;
        captured.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        order.take(captured, record, RiskFirm.START_NS, RiskFirm.START_NS);
        if (!checks.pass(order, verdict, false)) {
            throw new IllegalStateException("order " + next + " is rejected: " + verdict.code() + " "
                + verdict.metric() + " " + verdict.bound() + " " + verdict.observed());
        }
        return verdict;
    }
}
