package throughline.bookbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.files.BadReferenceFilesException;
import throughline.live.BooksAwayRig;
import throughline.live.BrokenPromise;
import throughline.live.Scratch;

/** {@code bench dbdown}: {@link BooksAwayRig} once. */
@Command(name = "dbdown", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Stops PostgreSQL under load and keeps it away: orders go on, the desk says so, and once it is back"
        + " the books lack nothing and have nothing twice.", "Exit 1 when it does not hold."})
public final class DatabaseDownCommand implements Callable<Integer> {
    private static final int SECONDS = 60;
    private static final int SHORT_SECONDS = 8;
    private static final int AROUND_SECONDS = 5;
    private static final double MS = 1000;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--seconds", paramLabel = "N", description = "How long it stays away (default: 60; 8 with"
        + " --short).")
    private Integer seconds;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "100", description = "Orders a second (default: 100).")
    private int rate;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "4", description = "Seed of the orders (default: 4).")
    private long seed;

    @Override
    public Integer call() throws IOException, BadReferenceFilesException {
        int away = seconds != null ? seconds : sheet.brief() ? SHORT_SECONDS : SECONDS;
        Path directory = Files.createTempDirectory("throughline-dbdown-");
        System.err.println("dbdown: seed " + seed + ", data in " + directory + "; starting the firm …");
        BooksAwayRig.Outcome seen;
        try (BooksAwayRig rig = new BooksAwayRig(directory, directory.resolve("dbdown-logs"), seed, rate)) {
            seen = rig.run(AROUND_SECONDS, away, AROUND_SECONDS);
        } catch (BrokenPromise e) {
            sheet.words().println("dbdown FAILED: " + e.getMessage());
            sheet.words().println("kept for you: " + directory);
            return 1;
        }
        tell(away, seen);
        Scratch.delete(directory);
        return 0;
    }

    private void tell(int away, BooksAwayRig.Outcome seen) {
        sheet.words().println(Figures.text("| PostgreSQL away for %d s at %d orders a second | |%n|---|---:|%n"
            + "| orders acknowledged meanwhile | %,d |%n| desk says away after, s | %.2f |%n"
            + "| entries behind at most | %,d |%n| startable again until started by the office, s | %.2f |%n"
            + "| then until all is booked, under load, s | %.2f |%n| entries in books and ledger at the end | %,d |%n"
            + "| verify | exit 0 |", away, rate, seen.acknowledgedAway(), seen.noticedMs() / MS,
            seen.mostBehind(), seen.backMs() / MS, seen.drainedMs() / MS, seen.entries()));
        sheet.result("dbdown_seconds", Figures.rounded(away, 0));
        sheet.result("dbdown_acknowledged", Figures.rounded(seen.acknowledgedAway(), 0));
        sheet.result("dbdown_most_behind", Figures.rounded(seen.mostBehind(), 0));
        sheet.result("dbdown_back_ms", Figures.rounded(seen.backMs(), 0));
        sheet.result("dbdown_drained_ms", Figures.rounded(seen.drainedMs(), 0));
    }
}
