package throughline.linebench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.bookbench.Sheet;
import throughline.live.Scratch;

/** {@code bench path}: {@link PathRig}. */
@Command(name = "path", mixinStandardHelpOptions = true,
    description = "What an order costs one thread from the command ring through capture, front journal, risk with all"
        + " controls on, middle journal and XSIM to the back office's reading, against bare appends and polls of the"
        + " same documents.")
public final class PathCommand implements Callable<Integer> {
    private static final int ROUND = 128_000;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "5", description = "Seed of the orders (default: 5).")
    private long seed;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds counted (default: 9; 3 with --short).")
    private Integer wanted;

    @Override
    public Integer call() throws IOException {
        int rounds = wanted != null ? wanted : sheet.brief() ? 3 : 9;
        int warm = sheet.brief() ? 2 : 4;
        Path directory = Files.createTempDirectory("throughline-path-");
        List<PathRig.Round> seen = new ArrayList<>();
        try (PathRig rig = new PathRig(directory, seed, (rounds + warm) * ROUND)) {
            for (int i = 0; i < warm + rounds; i++) {
                PathRig.Round round = rig.round(ROUND);
                System.err.printf("path: %s %d: %.0f ns an order, bare %.0f ns, ratio %.2f, %d bytes allocated%n",
                    i < warm ? "warming up" : "round", i, round.lineNs(), round.bareNs(), round.ratio(),
                    round.allocated());
                if (i >= warm) {
                    seen.add(round);
                }
            }
        } finally {
            Scratch.delete(directory);
        }
        tell(seen);
        return 0;
    }

    private void tell(List<PathRig.Round> seen) {
        seen.sort(Comparator.comparingDouble(PathRig.Round::ratio));
        PathRig.Round median = seen.get(seen.size() / 2);
        long allocated = seen.stream().mapToLong(PathRig.Round::allocated).max().orElseThrow();
        sheet.words().printf("path of an order, all controls on: %.0f ns; bare queues: %.0f ns; ratio %.2f (%.2f to"
            + " %.2f)%n", median.lineNs(), median.bareNs(), median.ratio(), seen.get(0).ratio(),
            seen.get(seen.size() - 1).ratio());
        sheet.words().printf("  %.2f documents, %.0f bytes an order; %d bytes allocated%n", median.documents(),
            median.bytes(), allocated);
        sheet.result("path_cost_ns", rounded(median.lineNs(), 0));
        sheet.result("path_bare_ns", rounded(median.bareNs(), 0));
        sheet.result("path_cost_ratio", rounded(median.ratio(), 3));
        sheet.result("bytes_per_order", BigDecimal.valueOf(allocated));
    }

    static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }
}
