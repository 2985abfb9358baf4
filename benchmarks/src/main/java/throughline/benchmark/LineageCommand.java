package throughline.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code bench lineage}: {@link LineageRig}. */
@Command(name = "lineage", mixinStandardHelpOptions = true, sortOptions = false,
    description = "An order's whole life out of large journals: time to build the index, its size, time to answer.")
final class LineageCommand implements Callable<Integer> {
    private static final long NS_PER_MS = 1_000_000;
    private static final long BOUND_MS = 50;

    @ParentCommand
    private Bench bench;

    @Option(names = "--records", paramLabel = "N",
        description = "Records of the three journals together (default: 10000000; 300000 with --short).")
    private Long records;

    @Option(names = "--answers", paramLabel = "N", defaultValue = "5000",
        description = "Lives asked for (default: ${DEFAULT-VALUE}).")
    private int answers;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
        description = "Whose lives follows from it (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        long wanted = records != null ? records : bench.brief() ? 300_000 : 10_000_000;
        Path directory = Files.createTempDirectory("throughline-lineage-");
        try {
            System.err.println("lineage: seed " + seed + ", writing " + wanted + " records to " + directory + " …");
            return say(new LineageRig(directory, wanted, seed).run(answers));
        } finally {
            remove(directory);
        }
    }

    private int say(LineageRig.Result result) {
        PrintStream words = bench.words();
        BigDecimal perRecord = BigDecimal.valueOf(result.indexBytes())
            .divide(BigDecimal.valueOf(result.records()), 1, RoundingMode.HALF_UP);
        words.printf("lineage: %d records of %d orders; index built in %d ms, %d bytes, %s a record%n",
            result.records(), result.orders(), result.buildNs() / NS_PER_MS, result.indexBytes(), perRecord);
        words.printf("lineage: answered in p50 %s ms, p99 %s ms, at most %s ms, %d steps; the first, which opened all,"
            + " in %s ms%n", ms(result.p50Ns()), ms(result.p99Ns()), ms(result.mostNs()), result.mostSteps(),
            ms(result.firstNs()));
        bench.result("lineage_build_ms", BigDecimal.valueOf(result.buildNs() / NS_PER_MS));
        bench.result("lineage_index_bytes_a_record", perRecord);
        bench.result("lineage_p50_ms", ms(result.p50Ns()));
        bench.result("lineage_p99_ms", ms(result.p99Ns()));
        return result.p99Ns() < BOUND_MS * NS_PER_MS ? 0 : 1;
    }

    private static BigDecimal ms(long ns) {
        return BigDecimal.valueOf(ns).divide(BigDecimal.valueOf(NS_PER_MS), 2, RoundingMode.HALF_UP);
    }

    private static void remove(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
