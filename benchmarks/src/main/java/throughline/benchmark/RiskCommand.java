package throughline.benchmark;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code bench risk}: {@link RiskBenchmark}, and {@link MarkRig} for what a price does to the next orders. */
@Command(name = "risk", mixinStandardHelpOptions = true,
    description = "What it takes to judge an order with all controls on: 1,000 accounts x 500 instruments, the same"
        + " with a million live positions, and orders behind a price of an instrument held in 1,000 accounts.")
final class RiskCommand implements Callable<Integer> {
    private static final int WARM = 200_000;
    private static final int COUNTED = 100_000;

    @ParentCommand
    private Bench bench;

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder builder = new OptionsBuilder().include(RiskBenchmark.class.getName());
        if (bench.brief()) {
            builder.warmupIterations(1).warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(1).measurementTime(TimeValue.milliseconds(500));
        }
        Map<String, Double> ns = new HashMap<>();
        for (RunResult run : new Runner(builder.build(),
            OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL)).run()) {
            ns.put(run.getParams().getParam("firm"), run.getPrimaryResult().getScore());
        }
        say("1,000 accounts x 500 instruments, nothing held: ", "risk_check_ns", ns.get("500/empty"), "ns an order");
        say("the same with 500,000 live positions:           ", "risk_check_held_ns", ns.get("500/held"), "ns");
        say("1,000 x 1,000, with 1,000,000 live positions:   ", "risk_check_million_ns", ns.get("1000/held"), "ns");
        say("  that is, against nothing held:                ", "risk_check_million_ratio",
            ns.get("1000/held") / ns.get("500/empty"), "times");
        bench.words().printf("bytes an order: %d%n", bytes());
        bench.result("risk_check_bytes", BigDecimal.valueOf(bytes()));
        MarkRig.Seen seen = new MarkRig().run(bench.brief() ? 20 : 200);
        say("order through the office, no price waiting:     ", "risk_order_quiet_ns", seen.quietNs(), "ns (median)");
        say("order behind a price held in 1,000 accounts:    ", "risk_order_marking_ns", seen.markingNs(),
            "ns (median)");
        say("  slowest hundredth, quiet / while marking:     ", "risk_order_marking_p99_ns", seen.markingP99Ns(),
            "ns, quiet " + Math.round(seen.quietP99Ns()));
        say("  that is:                                      ", "marking_p99_ratio",
            seen.markingP99Ns() / seen.quietP99Ns(), "times");
        bench.words().printf("steps until all its holdings were marked: %d%n", seen.steps());
        return 0;
    }

    private void say(String what, String name, double value, String unit) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(value < 10 ? 2 : 0, RoundingMode.HALF_UP);
        bench.words().println(what + rounded + " " + unit);
        bench.result(name, rounded);
    }

    /** Whole bytes an order's judgement allocates. */
    private static long bytes() {
        RiskBenchmark benchmark = RiskBenchmark.of("500/held");
        for (int i = 0; i < WARM; i++) {
            benchmark.check();
        }
        com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < COUNTED; i++) {
                benchmark.check();
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / COUNTED);
        }
        return least;
    }
}
