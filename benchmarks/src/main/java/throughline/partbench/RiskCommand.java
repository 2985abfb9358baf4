package throughline.partbench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.bookbench.Sheet;
import throughline.restartbench.Firms;
import throughline.riskbench.MarkRig;
import throughline.riskbench.RiskBenchmark;
import throughline.riskbench.RiskRatios;

/**
 * {@code bench risk}: {@link RiskBenchmark} and {@link RiskRatios}, and {@link MarkRig} for what a price does to the
 * next orders.
 */
@Command(name = "risk", mixinStandardHelpOptions = true, sortOptions = false,
    description = "What it takes to judge an order with all controls on: 1,000 accounts x 500 instruments, the same"
        + " with a million live positions, and orders behind a price of an instrument held in 1,000 accounts.")
public final class RiskCommand implements Callable<Integer> {
    private static final String MARK_HEAP = "-Xmx3g";

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--ratios", description = "Only the ratios and the bytes.")
    private boolean ratios;

    @Override
    public Integer call() throws RunnerException, IOException {
        if (!ratios) {
            nanoseconds();
        }
        RiskRatios.Seen checks = new RiskRatios().run();
        say("a check against the least it can be:            ", "risk_check_ratio", checks.check(), "times");
        say("a check with a million positions against none:  ", "risk_check_million_ratio", checks.million(), "times");
        sheet.words().printf("bytes a check: %d%n", checks.bytes());
        sheet.result("risk_check_bytes", BigDecimal.valueOf(checks.bytes()));
        marking();
        return 0;
    }

    private void nanoseconds() throws RunnerException {
        Map<String, Double> ns = new HashMap<>();
        for (RunResult run : PartRun.run(new PartRun(sheet).options(RiskBenchmark.class))) {
            ns.put(run.getParams().getParam("firm"), run.getPrimaryResult().getScore());
        }
        say("1,000 accounts x 500 instruments, nothing held: ", "risk_check_ns", ns.get(RiskBenchmark.EMPTY),
            "ns an order");
        say("the same with 500,000 live positions:           ", "risk_check_held_ns", ns.get(RiskBenchmark.HELD), "ns");
        say("1,000 x 1,000, with 1,000,000 live positions:   ", "risk_check_million_ns", ns.get(RiskBenchmark.MILLION),
            "ns");
    }

    private void marking() throws IOException {
        Path line = Files.createTempFile("throughline-marking-", ".txt");
        try {
            Firms.run(List.of(MARK_HEAP, MarkRig.class.getName(), sheet.brief() ? "200" : "1000"), line);
            tell(MarkRig.Seen.of(Files.readString(line).strip()));
        } finally {
            Files.delete(line);
        }
    }

    private void tell(MarkRig.Seen seen) {
        say("order through the office, no price waiting:     ", "risk_order_quiet_ns", seen.quietNs(), "ns (median)");
        say("order behind a price held in 1,000 accounts:    ", "risk_order_marking_ns", seen.markingNs(),
            "ns (median)");
        say("  slowest hundredth, quiet / while marking:     ", "risk_order_marking_p99_ns", seen.markingP99Ns(),
            "ns, quiet " + Math.round(seen.quietP99Ns()));
        say("  that is:                                      ", "marking_p99_ratio",
            (double) seen.markingP99Ns() / seen.quietP99Ns(), "times");
        sheet.words().printf("steps until all its holdings were marked: %d%n", seen.steps());
    }

    private void say(String what, String name, double value, String unit) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(name.endsWith("_ratio") ? 2 : 0, RoundingMode.HALF_UP);
        sheet.words().println(what + rounded + " " + unit);
        sheet.result(name, rounded);
    }
}
