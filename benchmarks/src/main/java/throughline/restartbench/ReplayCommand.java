package throughline.restartbench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.bookbench.Sheet;
import throughline.live.Scratch;

/** {@code bench replay}: {@link ReplayRig} on a made firm. */
@Command(name = "replay", mixinStandardHelpOptions = true, sortOptions = false,
    description = "How many records a second the front office replays, its own and those it read, checked and applied,"
        + " against the bare polling of the same documents.")
public final class ReplayCommand implements Callable<Integer> {
    /** All of it is there before the first round: what a new page costs is the machine's, and not the replay's. */
    private static final List<String> HEAP = List.of("-Xms5g", "-Xmx5g", "-XX:+AlwaysPreTouch");
    private static final double NS_IN_S = 1e9;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--firm", paramLabel = "DIR", description = "A firm made before, or where to make one that stays.")
    private Path firm;

    @Option(names = "--records", paramLabel = "N", defaultValue = "1000000",
        description = "Of the front's journal, when the firm is made here (default: 1000000).")
    private long records;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "7", description = "Rounds (default: 7).")
    private int rounds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "6", description = "Seed of the orders (default: 6).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Path data = Firms.make(firm, records, seed);
        Path lines = Files.createTempFile("throughline-replay-", ".txt");
        try {
            List<String> arguments = new ArrayList<>(HEAP);
            arguments.addAll(List.of(ReplayRig.class.getName(), data.toString(), Integer.toString(rounds)));
            Firms.run(arguments, lines);
            tell(Files.readAllLines(lines).stream().map(line -> Arrays.stream(line.split(" "))
                .mapToLong(Long::parseLong).toArray()).toList());
        } finally {
            Files.delete(lines);
            if (firm == null) {
                Scratch.delete(data);
            }
        }
        return 0;
    }

    /** The first round finds nothing compiled on either side, and is left out where there are others. */
    private void tell(List<long[]> all) {
        List<long[]> counted = all.size() > 1 ? all.subList(1, all.size()) : all;
        double[] ratios = counted.stream().mapToDouble(round -> (double) round[2] / round[3]).sorted().toArray();
        double[] speeds = counted.stream().mapToDouble(round -> round[1] * NS_IN_S / round[3]).sorted().toArray();
        double[] bare = counted.stream().mapToDouble(round -> round[1] * NS_IN_S / round[2]).sorted().toArray();
        int middle = ratios.length / 2;
        sheet.words().println(String.format(Locale.ROOT, "replay: %,.0f records a second, bare polling %,.0f; ratio"
            + " %.2f (%.2f to %.2f); %,d records in %,d documents", speeds[middle], bare[middle], ratios[middle],
            ratios[0], ratios[ratios.length - 1], all.get(0)[1], all.get(0)[0]));
        sheet.result("replay_ratio", BigDecimal.valueOf(ratios[middle]).setScale(3, RoundingMode.HALF_UP));
        sheet.result("replay_records_a_second", BigDecimal.valueOf(Math.round(speeds[middle])));
    }
}
