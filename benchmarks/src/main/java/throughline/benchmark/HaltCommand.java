package throughline.benchmark;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.live.BrokenPromise;
import throughline.live.HaltRig;

/** {@code bench halt}: {@link HaltRig} once. */
@Command(name = "halt", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Halts a busy account of the real firm again and again, then one with many working orders: how long"
        + " from the request to the last acceptance in scope, and until all working orders were canceled.",
        "Exit 1 when it does not hold."})
final class HaltCommand implements Callable<Integer> {
    private static final BigDecimal MS = BigDecimal.valueOf(1_000_000);

    @ParentCommand
    private Bench bench;

    @Option(names = "--halts", paramLabel = "N", description = "How often (default: 200; 20 with --short).")
    private Integer halts;

    @Option(names = "--working", paramLabel = "N", description = "Working orders of the last halt (default: 10000; 1000"
        + " with --short).")
    private Integer working;

    @Mixin
    private RigData data = new RigData();

    @Override
    public Integer call() throws IOException {
        Path directory = data.make("halt");
        System.err.println("halt: data in " + directory + "; starting the firm …");
        HaltRig.Seen seen;
        try (HaltRig rig = new HaltRig(directory, directory.resolve("halt-logs"))) {
            seen = rig.run(halts != null ? halts : bench.brief() ? 20 : 200,
                working != null ? working : bench.brief() ? 1_000 : 10_000);
        } catch (BrokenPromise e) {
            return data.failed(bench.words(), "halt FAILED", e);
        }
        bench.words().printf("held: %d halts of a busy account, %,d orders accepted around them, verify exit 0%n",
            seen.halts(), seen.accepted());
        say("  in the firm's first seconds, slowest of " + seen.coldNs().size() + ":     ", "halt_cold_slowest_ms",
            part(seen.coldNs(), 100));
        say("  request to the last acceptance in scope, p50: ", "halt_p50_ms", part(seen.delaysNs(), 50));
        say("                                           p99: ", "halt_p99_ms", part(seen.delaysNs(), 99));
        say("                                       slowest: ", "halt_slowest_ms", part(seen.delaysNs(), 100));
        say("  request to " + seen.canceled() + " working orders canceled:   ", "halt_cancel_ms", seen.clearedNs());
        return data.held();
    }

    private static long part(List<Long> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private void say(String what, String name, long ns) {
        BigDecimal ms = BigDecimal.valueOf(ns).divide(MS, 2, RoundingMode.HALF_UP);
        bench.words().println(what + ms + " ms");
        bench.result(name, ms);
    }
}
