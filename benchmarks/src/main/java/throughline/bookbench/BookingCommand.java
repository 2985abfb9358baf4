package throughline.bookbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.books.Bookkeeper;
import throughline.live.Scratch;

/** {@code bench booking}: {@link BookingRig} on empty books and on full ones. */
@Command(name = "booking", mixinStandardHelpOptions = true, sortOptions = false,
    description = "How fast the books are written with fsync on, empty and with ten million postings, against the bare"
        + " copying of the same rows; what the size of a batch does; and how long a trade waits for its commit.")
public final class BookingCommand implements Callable<Integer> {
    private static final int[] BATCHES = {64, 256, 1024, 4096, 16_384};
    private static final int PER_SECOND = 1_000;
    private static final double NS_PER_MS = 1e6;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--postings", paramLabel = "N", description = "In the full books (default: 10000000; 200000 with"
        + " --short).")
    private Long postings;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "4", description = "Seed of the trades (default: 4).")
    private long seed;

    @Override
    public Integer call() throws IOException, SQLException {
        boolean brief = sheet.brief();
        long full = postings != null ? postings : brief ? 200_000 : 10_000_000;
        int trades = brief ? 4_000 : 20_000;
        int rounds = brief ? 3 : 5;
        Path directory = Files.createTempDirectory("throughline-booking-");
        System.err.println("booking: seed " + seed + ", data in " + directory);
        try {
            try (BookingRig warm = new BookingRig(directory.resolve("warm"), seed, trades)) {
                warm.rounds("warming up", Bookkeeper.BATCH_RECORDS, 3);
            }
            try (BookingRig rig = new BookingRig(directory.resolve("firm"), seed, trades)) {
                run(rig, full, rounds, brief ? 10 : 40);
            }
        } finally {
            Scratch.delete(directory);
        }
        return 0;
    }

    private void run(BookingRig rig, long full, int rounds, int latencySeconds) throws SQLException, IOException {
        List<BookingRig.Speed> speeds = new ArrayList<>();
        speeds.add(rig.rounds("empty", Bookkeeper.BATCH_RECORDS, rounds));
        rig.fill(full);
        String fullName = Figures.text("%,d postings", full);
        speeds.add(rig.rounds(fullName, Bookkeeper.BATCH_RECORDS, rounds));
        for (int batch : BATCHES) {
            speeds.add(rig.rounds(fullName, batch, 3));
        }
        Latency.Result latency = rig.latency(PER_SECOND, latencySeconds);
        sheet.words().println("| books | batch | ratio to bare COPY | spread | trades/s | rows/s | bare rows/s |\n"
            + "|---|---:|---:|---:|---:|---:|---:|");
        speeds.forEach(this::tell);
        sheet.words().println(Figures.text("%n| at %,d trades/s, %,d trades | p50 ms | p99 ms | most ms |%n"
            + "|---|---:|---:|---:|", PER_SECOND, latency.trades()));
        sheet.words().println(Figures.text("| entry's stamp to its commit | %.1f | %.1f | %.1f |",
            latency.p50Ns() / NS_PER_MS, latency.p99Ns() / NS_PER_MS, latency.mostNs() / NS_PER_MS));
        sheet.words().println(Figures.text("| trade due to its commit | %.1f | %.1f | |",
            latency.dueP50Ns() / NS_PER_MS, latency.dueP99Ns() / NS_PER_MS));
        sheet.words().println(Figures.text("%nthe latest trade was sent %d ms behind its time; fsync, full_page_writes"
            + " and synchronous_commit are on", TimeUnit.NANOSECONDS.toMillis(latency.latestNs())));
        keep(speeds.get(0), "empty");
        keep(speeds.get(1), "full");
        sheet.result("booking_copy_ratio", Figures.rounded(speeds.get(1).ratio(), 3));
        for (int i = 0; i < BATCHES.length; i++) {
            keep(speeds.get(2 + i), "batch_" + BATCHES[i]);
        }
        sheet.result("booking_commit_p50_ms", Figures.rounded(latency.p50Ns() / NS_PER_MS, 2));
        sheet.result("booking_commit_p99_ms", Figures.rounded(latency.p99Ns() / NS_PER_MS, 2));
    }

    private void tell(BookingRig.Speed speed) {
        sheet.words().println(String.format(Locale.ROOT, "| %s | %,d | %.2f | %s | %,.0f | %,.0f | %,.0f |",
            speed.what(), speed.batchRecords(), speed.ratio(), speed.ratios(), speed.tradesASecond(),
            speed.rowsASecond(), speed.bareRowsASecond()));
    }

    private void keep(BookingRig.Speed speed, String name) {
        sheet.result("booking_ratio_" + name, Figures.rounded(speed.ratio(), 3));
        sheet.result("booking_trades_" + name, Figures.rounded(speed.tradesASecond(), 0));
        sheet.result("booking_rows_" + name, Figures.rounded(speed.rowsASecond(), 0));
    }
}
