package throughline.linebench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.bookbench.Sheet;
import throughline.live.Scratch;

/** {@code bench openloop}: {@link OpenLoopRig}. */
@Command(name = "openloop", mixinStandardHelpOptions = true, sortOptions = false,
    description = "From the time an order was due, at a fixed rate, to its decision and its execution, beside bare"
        + " queues at that rate that carry a document of an order's size there and one of a decision's back. One thread"
        + " does all and never sleeps, on both sides; with --apart the sender, who reads the answers, has one and front"
        + " and middle office share another. Beside these a thread for each journal makes room ahead of its writer, on"
        + " both sides, as in an office's process. A round counts only where the queues' p99 is under 200 us; others"
        + " are tried again, up to twice the wanted rounds in all. The first fifth of each run counts nothing.")
public final class OpenLoopCommand implements Callable<Integer> {
    private static final long BARE_P99_BELOW_NS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int USUAL_RATE = 50_000;
    private static final int WARM = 384_000;
    private static final int WARM_ROUNDS = 3;
    private static final int THOUSAND = 1_000;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--rate", paramLabel = "N", split = "\\+", defaultValue = "50000+10000",
        description = "Orders a second, or several such, joined by + (default: ${DEFAULT-VALUE}).")
    private List<Integer> rates;

    @Option(names = "--apart", description = "With two threads a side, both of which never sleep.")
    private boolean apart;

    @Option(names = "--alone", description = "Without the threads that make room in the journals' files ahead of their"
        + " writers, on either side.")
    private boolean alone;

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "22",
        description = "Accounts of the firm (default: ${DEFAULT-VALUE}, as the sample firm has).")
    private int accounts;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "5", description = "Seed of the orders (default: 5).")
    private long seed;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds counted (default: 5; 3 with --short).")
    private Integer wanted;

    @Option(names = "--seconds", paramLabel = "N", description = "Of each run (default: 3; 1 with --short).")
    private Integer wantedSeconds;

    @Override
    public Integer call() throws IOException {
        int rounds = wanted != null ? wanted : sheet.brief() ? 3 : 5;
        int seconds = wantedSeconds != null ? wantedSeconds : sheet.brief() ? 1 : 3;
        int expected = WARM + rates.stream().mapToInt(rate -> rate * seconds * (WARM_ROUNDS + 2 * rounds)).sum();
        Path directory = Files.createTempDirectory("throughline-openloop-");
        boolean all = true;
        try (OpenLoopRig rig = new OpenLoopRig(directory, LineSize.of(accounts), seed, expected, WARM, apart,
            !alone)) {
            for (int rate : rates) {
                List<OpenLoopRig.Seen> counted = rounds(rig, rate, rate * seconds, rounds);
                if (counted.isEmpty()) {
                    System.err.printf("openloop: at %,d a second the queues' p99 was under 200 us in none of %d"
                        + " rounds: this machine cannot measure it now%n", rate, 2 * rounds);
                    all = false;
                } else {
                    tell(rate, counted);
                }
            }
        } finally {
            Scratch.delete(directory);
        }
        return all ? 0 : 1;
    }

    private static List<OpenLoopRig.Seen> rounds(OpenLoopRig rig, int rate, int count, int wanted) {
        for (int i = 0; i < WARM_ROUNDS; i++) {
            rig.round(rate, count);
        }
        List<OpenLoopRig.Seen> counted = new ArrayList<>();
        for (int i = 0; i < 2 * wanted && counted.size() < wanted; i++) {
            OpenLoopRig.Seen seen = rig.round(rate, count);
            boolean counts = seen.bare().p99() < BARE_P99_BELOW_NS;
            System.err.printf("openloop: %,d a second, round %d%s, p50, p90, p99 in ns: decision %s; execution %s; bare"
                + " %s%n", rate, i, counts ? "" : " (does not count)", words(seen.decisions()),
                words(seen.executions()), words(seen.bare()));
            if (counts) {
                counted.add(seen);
            }
        }
        return counted;
    }

    private void tell(int rate, List<OpenLoopRig.Seen> counted) {
        double p50 = median(counted, OpenLoopRig.Seen::p50Ratio);
        double p90 = median(counted, OpenLoopRig.Seen::p90Ratio);
        double p99 = median(counted, OpenLoopRig.Seen::p99Ratio);
        sheet.words().printf("open loop at %,d orders a second, %s, medians of %d rounds:%n", rate,
            LineSize.of(accounts), counted.size());
        String key = "open_loop_" + (rate == USUAL_RATE ? "" : rate / THOUSAND + "k_");
        sheet.words().printf("  order to decision, ratio to bare queues: p50 %.2f, p90 %.2f, p99 %.2f%n", p50, p90,
            p99);
        sheet.result(key + "p50_ratio", PathCommand.rounded(p50, 2));
        sheet.result(key + "p90_ratio", PathCommand.rounded(p90, 2));
        sheet.result(key + "p99_ratio", PathCommand.rounded(p99, 2));
        say("order to decision: ", key, counted.stream().map(OpenLoopRig.Seen::decisions).toList());
        say("order to execution:", key + "execution_", counted.stream().map(OpenLoopRig.Seen::executions).toList());
        say("bare queues:       ", key + "bare_", counted.stream().map(OpenLoopRig.Seen::bare).toList());
    }

    private void say(String what, String key, List<Latencies.Spread> counted) {
        Latencies.Spread median = new Latencies.Spread(median(counted, Latencies.Spread::p50),
            median(counted, Latencies.Spread::p90), median(counted, Latencies.Spread::p99));
        sheet.words().printf("  %s p50, p90, p99 in ns: %s%n", what, words(median));
        sheet.result(key + "p50_ns", BigDecimal.valueOf(median.p50()));
        sheet.result(key + "p90_ns", BigDecimal.valueOf(median.p90()));
        sheet.result(key + "p99_ns", BigDecimal.valueOf(median.p99()));
    }

    private static String words(Latencies.Spread spread) {
        return String.format(Locale.ROOT, "%,d, %,d, %,d", spread.p50(), spread.p90(), spread.p99());
    }

    private static <T, F extends Comparable<F>> F median(List<T> counted, Function<T, F> figure) {
        return counted.stream().map(figure).sorted().skip(counted.size() / 2).findFirst().orElseThrow();
    }
}
