package throughline.bookbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.live.Scratch;

/** {@code bench dayclose}: {@link DayCloseRig} once. */
@Command(name = "dayclose", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Closes day after day on many positions, all of them marked: how long a close takes, and whether it"
        + " grows with the days behind it.")
public final class DayCloseCommand implements Callable<Integer> {
    private static final int POSITIONS = 100_000;
    private static final int SHORT_POSITIONS = 5_000;
    private static final int DAYS = 25;
    private static final int TRADES = 5_000;
    private static final int SHORT_TRADES = 1_000;
    private static final int AT_EITHER_END = 5;
    private static final int WARM = 2;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "4", description = "Seed of the trades (default: 4).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        int positions = sheet.brief() ? SHORT_POSITIONS : POSITIONS;
        Path directory = Files.createTempDirectory("throughline-dayclose-");
        try {
            System.err.println("dayclose: seed " + seed);
            tell(positions, new DayCloseRig(directory, seed, positions, DAYS,
                sheet.brief() ? SHORT_TRADES : TRADES).run());
        } finally {
            Scratch.delete(directory);
        }
        return 0;
    }

    private void tell(int positions, List<DayCloseRig.Day> days) {
        double first = median(days.subList(WARM, WARM + AT_EITHER_END));
        double last = median(days.subList(days.size() - AT_EITHER_END, days.size()));
        double all = median(days);
        sheet.words().println(Figures.text("| day close on %,d positions, %d days | |%n|---|---:|", positions,
            days.size()));
        sheet.words().println(Figures.text("| last %d days / days %d to %d (medians) | %.2f |", AT_EITHER_END,
            WARM + 1, WARM + AT_EITHER_END, last / first));
        sheet.words().println(Figures.text("| seconds, median of all | %.3f |", all));
        for (DayCloseRig.Day day : days) {
            sheet.words().println(Figures.text("| day %d: %,d records, %,d of them entries | %.3f |", day.number(),
                day.records(), day.entries(), day.seconds()));
        }
        sheet.result("dayclose_last_over_first", Figures.rounded(last / first, 2));
        sheet.result("dayclose_s", Figures.rounded(all, 3));
        sheet.result("dayclose_positions", Figures.rounded(positions, 0));
    }

    private static double median(List<DayCloseRig.Day> days) {
        return Figures.median(days.stream().mapToDouble(DayCloseRig.Day::seconds).toArray());
    }
}
