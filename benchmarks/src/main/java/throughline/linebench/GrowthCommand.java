package throughline.linebench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.bookbench.Sheet;
import throughline.live.Scratch;
import throughline.restartbench.Firms;

/** {@code bench growth}: {@link GrowthRig}. */
@Command(name = "growth", mixinStandardHelpOptions = true, sortOptions = false,
    description = "What an order costs after 50,000,000 records of front and middle office, against the first million;"
        + " beside it the same of the ratio to bare queues, which may grow dearer too. Short: 2,000,000 records,"
        + " against the first 500,000.")
public final class GrowthCommand implements Callable<Integer> {
    private static final long RECORDS = 50_000_000;
    private static final long RECORDS_BRIEF = 2_000_000;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--records", paramLabel = "N", description = "So many instead (above 4,000,000 against the first"
        + " million).")
    private Long wanted;

    @Option(names = "--heap", paramLabel = "SIZE", description = "The process's most (default: 14g; 2g with --short).")
    private String heap;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "5", description = "Seed of the orders (default: 5).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        long records = wanted != null ? wanted : sheet.brief() ? RECORDS_BRIEF : RECORDS;
        String most = heap != null ? heap : sheet.brief() ? "2g" : "14g";
        Path directory = Files.createTempDirectory("throughline-growth-");
        try {
            Path output = directory.resolve("figures");
            Firms.run(List.of("-Xmx" + most, GrowthRig.class.getName(), directory.toString(), Long.toString(records),
                Long.toString(seed)), output);
            List<String> lines = Files.readAllLines(output);
            String[] early = lines.get(0).split(" ");
            String[] late = lines.get(1).split(" ");
            double earlyNs = Double.parseDouble(early[0]);
            double lateNs = Double.parseDouble(late[0]);
            double ratio = lateNs / earlyNs;
            double toBare = Double.parseDouble(late[1]) / Double.parseDouble(early[1]);
            sheet.words().printf("an order after %,d records: %.2f times what it is at first (%.0f ns, at first %.0f);"
                + " as a ratio to bare queues in the same windows: %.2f times%n", records, ratio, lateNs, earlyNs,
                toBare);
            String mark = records == RECORDS ? "growth_" : "growth_short_";
            sheet.result(mark + "ratio", PathCommand.rounded(ratio, 3));
            sheet.result(mark + "to_bare_ratio", PathCommand.rounded(toBare, 3));
            sheet.result(mark + "early_ns", PathCommand.rounded(earlyNs, 0));
            sheet.result(mark + "late_ns", PathCommand.rounded(lateNs, 0));
        } finally {
            Scratch.delete(directory);
        }
        return 0;
    }
}
