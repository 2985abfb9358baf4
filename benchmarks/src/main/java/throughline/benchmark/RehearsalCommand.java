package throughline.benchmark;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.live.BrokenPromise;
import throughline.live.RehearsalRig;

/** {@code bench rehearsal}: {@link RehearsalRig} once. */
@Command(name = "rehearsal", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Fills a day of the real firm with orders and rehearses proposed limits against it beside live"
        + " trading: seconds, and how long live orders waited for their decision without and with it.",
        "Exit 1 when it does not hold."})
final class RehearsalCommand implements Callable<Integer> {
    private static final BigDecimal US = BigDecimal.valueOf(1_000);

    @ParentCommand
    private Bench bench;

    @Option(names = "--orders", paramLabel = "N", description = "Orders of the day (default: 1000000; 20000 with"
        + " --short).")
    private Integer orders;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "100", description = "Live orders a second (default:"
        + " 100).")
    private int rate;

    @Mixin
    private RigData data = new RigData();

    @Override
    public Integer call() throws IOException {
        Path directory = data.make("rehearsal");
        System.err.println("rehearsal: data in " + directory + "; starting the firm …");
        RehearsalRig.Seen seen;
        try (RehearsalRig rig = new RehearsalRig(directory, directory.resolve("rehearsal-logs"), rate)) {
            seen = rig.run(orders != null ? orders : bench.brief() ? 20_000 : 1_000_000, bench.brief() ? 5 : 30);
        } catch (BrokenPromise e) {
            return data.failed(bench.words(), "rehearsal FAILED", e);
        }
        BigDecimal seconds = BigDecimal.valueOf(seen.seconds()).setScale(2, RoundingMode.HALF_UP);
        bench.words().printf("rehearsed %,d orders in %s s beside %d live orders a second: %,d would be decided"
            + " otherwise%n", seen.orders(), seconds, rate, seen.differing());
        bench.result("rehearsal_seconds", seconds);
        bench.result("rehearsal_orders", BigDecimal.valueOf(seen.orders()));
        say("  live orders, capture to decision, alone: p50 ", "rehearsal_alone_p50_us", seen.aloneP50Ns());
        say("                                           p99 ", "rehearsal_alone_p99_us", seen.aloneP99Ns());
        say("                         beside rehearsal: p50 ", "rehearsal_beside_p50_us", seen.besideP50Ns());
        say("                                           p99 ", "rehearsal_beside_p99_us", seen.besideP99Ns());
        return data.held();
    }

    private void say(String what, String name, long ns) {
        BigDecimal us = BigDecimal.valueOf(ns).divide(US, 0, RoundingMode.HALF_UP);
        bench.words().println(what + us + " µs");
        bench.result(name, us);
    }
}
