package throughline.webbench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.bookbench.Sheet;
import throughline.live.BrokenPromise;
import throughline.live.Scratch;

/** {@code bench rest}: {@link RestRig} once. */
@Command(name = "rest", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"REST orders a second that rest, the whole firm running, over 256 kept connections; beside a bare"
        + " Vert.x handler that parses and answers the same JSON. One load generator for both, rounds in turn.",
        "Exit 1 when an answer was anything but an order that rests, or an order counted was never placed."})
public final class RestCommand implements Callable<Integer> {
    private static final double NS_PER_MS = 1e6;
    private static final double US_PER_SECOND = 1e6;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--rounds", paramLabel = "N", description = "Pairs of rounds (default: 5; 3 with --short).")
    private Integer rounds;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of a round (default: 5; 2 with --short).")
    private Integer seconds;

    @Option(names = "--warm", paramLabel = "N", description = "Seconds to warm each side up (default: 15; 8 with"
        + " --short).")
    private Integer warm;

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createTempDirectory("throughline-rest-");
        System.err.println("rest: data in " + directory + "; starting the firm …");
        boolean brief = sheet.brief();
        Path logs = Files.createDirectories(directory.resolve("rest-logs"));
        try (RestRig rig = new RestRig(directory.resolve("firm"), logs)) {
            tell(rig.run(rounds != null ? rounds : brief ? 3 : 5, 1000L * (warm != null ? warm : brief ? 8 : 15),
                1000L * (seconds != null ? seconds : brief ? 2 : 5)));
        } catch (BrokenPromise e) {
            sheet.words().println("rest FAILED: " + e.getMessage());
            sheet.words().println("kept for you: " + directory);
            return 1;
        }
        Scratch.delete(directory);
        return 0;
    }

    private void tell(RestRig.Seen seen) {
        double[] ratios = new double[seen.firm().size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = seen.firm().get(i).round().aSecond() / seen.bare().get(i).round().aSecond();
        }
        double ratio = median(ratios);
        double firm = tell("the firm", seen.firm());
        double bare = tell("bare Vert.x", seen.bare());
        sheet.words().printf(Locale.ROOT, "ratio, median of %d pairs: %.3f (%s); answers of %d and %d bytes%n",
            ratios.length, ratio, Arrays.toString(Arrays.stream(ratios).map(one -> Math.round(one * 1000) / 1000.0)
                .toArray()), seen.answerBytes().get(0), seen.answerBytes().get(1));
        sheet.result("rest_ratio", rounded(ratio, 3));
        sheet.result("rest_orders_a_second", rounded(firm, 0));
        sheet.result("rest_bare_orders_a_second", rounded(bare, 0));
        sheet.result("rest_p99_ms", rounded(median(seen.firm(), turn -> turn.round().p99Ns() / NS_PER_MS), 2));
    }

    private double tell(String name, List<RestRig.Turn> turns) {
        double aSecond = median(turns, turn -> turn.round().aSecond());
        sheet.words().printf(Locale.ROOT, "%-12s %,10.0f orders/s, p50 %.2f ms, p99 %.2f ms%n", name, aSecond,
            median(turns, turn -> turn.round().p50Ns() / NS_PER_MS),
            median(turns, turn -> turn.round().p99Ns() / NS_PER_MS));
        Map<String, Double> shares = Work.mean(turns.stream().map(RestRig.Turn::shares).toList());
        shares.forEach((part, share) -> sheet.words().printf(Locale.ROOT,
            "    %-9s %3.0f %% of a processor, %5.1f us an order%n", part, 100 * share,
            share * US_PER_SECOND / aSecond));
        return aSecond;
    }

    private static double median(List<RestRig.Turn> turns, ToDoubleFunction<RestRig.Turn> what) {
        return median(turns.stream().mapToDouble(what).toArray());
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }
}
