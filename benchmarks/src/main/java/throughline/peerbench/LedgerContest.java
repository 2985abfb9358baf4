package throughline.peerbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import throughline.bookbench.BookingRig;
import throughline.bookbench.Figures;
import throughline.bookbench.Sheet;
import throughline.books.Bookkeeper;
import throughline.live.Scratch;

/**
 * Transfers a second of the usual ledger and pairs of postings a second of the booking, which books trades from its
 * journal with all their entries, in one PostgreSQL with the same settings, round by round. One thread.
 */
final class LedgerContest {
    private static final int CONNECTIONS = 8;
    private static final int SECONDS = 4;
    private static final int ROUNDS = 5;
    private static final int TRADES = 20_000;
    private static final int WARM_ROUNDS = 3;

    private final Sheet sheet;
    private final long seed;

    LedgerContest(Sheet sheet, long seed) {
        this.sheet = sheet;
        this.seed = seed;
    }

    void play() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("throughline-peer-");
        try (BookingRig rig = new BookingRig(directory, seed, TRADES);
            SqlLedger usual = new SqlLedger(rig.database(), CONNECTIONS)) {
            rig.rounds("warming up", Bookkeeper.BATCH_RECORDS, WARM_ROUNDS);
            usual.run(CONNECTIONS, SECONDS, seed);
            double[] alone = new double[ROUNDS];
            double[] together = new double[ROUNDS];
            double[] own = new double[ROUNDS];
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                alone[round] = usual.run(1, SECONDS, seed + round);
                together[round] = usual.run(CONNECTIONS, SECONDS, seed + round);
                own[round] = pairs(rig);
                ratios[round] = own[round] / Math.max(alone[round], together[round]);
            }
            tell(alone, together, own, ratios);
        } finally {
            Scratch.delete(directory);
        }
    }

    private static double pairs(BookingRig rig) throws SQLException, IOException {
        long before = rig.postings();
        double trades = rig.rounds("beside the usual ledger", Bookkeeper.BATCH_RECORDS, 1).tradesASecond();
        return trades * (rig.postings() - before) / TRADES / 2;
    }

    private void tell(double[] alone, double[] together, double[] own, double[] ratios) {
        sheet.words().println("\n| the same PostgreSQL, fsync on | a second |\n|---|---:|");
        sheet.words().println(Figures.text("| usual SQL ledger, transfers, 1 connection | %,.0f |",
            Figures.median(alone)));
        sheet.words().println(Figures.text("| usual SQL ledger, transfers, %d connections | %,.0f |", CONNECTIONS,
            Figures.median(together)));
        sheet.words().println(Figures.text("| Throughline's booking, pairs of postings | %,.0f |",
            Figures.median(own)));
        sheet.words().println(Figures.text("%nsql_ledger_ratio, to the better of the two: %.1f (%s)",
            Figures.median(ratios), Figures.spread(ratios)));
        sheet.result("sql_ledger_ratio", Figures.rounded(Figures.median(ratios), 2));
        sheet.result("sql_ledger_transfers", Figures.rounded(Figures.median(together), 0));
        sheet.result("sql_ledger_own_pairs", Figures.rounded(Figures.median(own), 0));
    }
}
