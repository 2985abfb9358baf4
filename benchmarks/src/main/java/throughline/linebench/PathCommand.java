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

/** {@code bench path}: {@link PathRig}, over a firm like the sample, over a wide one, and with the books kept. */
@Command(name = "path", mixinStandardHelpOptions = true, sortOptions = false,
    description = "What an order costs one thread from its putting on the command ring (its draft is written before, as"
        + " by the desk's threads in life) through capture, front journal, risk with all controls on, middle journal"
        + " and XSIM to the back office's reading, against bare appends and polls of the same documents; room in the"
        + " journals' files is made before the clock runs, on both sides. Once with the sample firm's accounts, once"
        + " with 1,000; then the sample firm's with the back office booking in the same thread, in nanoseconds only.")
public final class PathCommand implements Callable<Integer> {
    private static final int ROUND = 128_000;
    private static final int BOOKED_ROUNDS = 2;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--accounts", paramLabel = "N", description = "Only a firm of so many, without booking; 22 is the"
        + " sample firm.")
    private Integer accounts;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "5", description = "Seed of the orders (default: 5).")
    private long seed;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds counted (default: 9; 3 with --short).")
    private Integer wanted;

    @Override
    public Integer call() throws IOException {
        int rounds = wanted != null ? wanted : sheet.brief() ? 3 : 9;
        if (accounts != null) {
            LineSize size = LineSize.of(accounts);
            tell(size, rounds(size, rounds, false));
            return 0;
        }
        for (LineSize size : List.of(LineSize.SAMPLE, LineSize.WIDE)) {
            tell(size, rounds(size, rounds, false));
        }
        PathRig.Round booked = median(rounds(LineSize.SAMPLE, BOOKED_ROUNDS, true));
        sheet.words().printf("the same, %s, the back office booking in the same thread: %.0f ns%n", LineSize.SAMPLE,
            booked.lineNs());
        sheet.result("path_booked_ns", rounded(booked.lineNs(), 0));
        return 0;
    }

    private List<PathRig.Round> rounds(LineSize size, int rounds, boolean books) throws IOException {
        int warm = sheet.brief() ? 2 : 4;
        Path directory = Files.createTempDirectory("throughline-path-");
        List<PathRig.Round> seen = new ArrayList<>();
        try (LineFirm firm = new LineFirm(directory.resolve("firm"), size, seed, (rounds + warm) * ROUND, books);
            PathRig rig = new PathRig(directory, firm)) {
            for (int i = 0; i < warm + rounds; i++) {
                PathRig.Round round = rig.round(ROUND);
                System.err.printf("path: %s%s, %s %d: %.0f ns an order, bare %.0f ns, ratio %.2f, %d bytes allocated%n",
                    size, books ? ", booked" : "", i < warm ? "warming up" : "round", i, round.lineNs(),
                    round.bareNs(), round.ratio(), round.allocated());
                if (i >= warm) {
                    seen.add(round);
                }
            }
        } finally {
            Scratch.delete(directory);
        }
        return seen;
    }

    /** Puts them in the order of their ratios, too. */
    private static PathRig.Round median(List<PathRig.Round> seen) {
        seen.sort(Comparator.comparingDouble(PathRig.Round::ratio));
        return seen.get(seen.size() / 2);
    }

    private void tell(LineSize size, List<PathRig.Round> seen) {
        PathRig.Round median = median(seen);
        long allocated = seen.stream().mapToLong(PathRig.Round::allocated).max().orElseThrow();
        sheet.words().printf("path of an order, all controls on, %s: %.0f ns; bare queues: %.0f ns; ratio %.2f (%.2f to"
            + " %.2f)%n", size, median.lineNs(), median.bareNs(), median.ratio(), seen.get(0).ratio(),
            seen.get(seen.size() - 1).ratio());
        sheet.words().printf("  %.2f documents, %.0f bytes an order; %d bytes allocated%n", median.documents(),
            median.bytes(), allocated);
        sheet.result("path_cost_" + size.mark() + "ns", rounded(median.lineNs(), 0));
        sheet.result("path_bare_" + size.mark() + "ns", rounded(median.bareNs(), 0));
        sheet.result("path_cost_" + size.mark() + "ratio", rounded(median.ratio(), 3));
        sheet.result("bytes_per_" + size.mark() + "order", BigDecimal.valueOf(allocated));
    }

    static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }
}
