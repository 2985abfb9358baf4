package throughline.bookbench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import throughline.books.Bookkeeper;
import throughline.books.Database;

/**
 * How fast the books are written, from the back journal to PostgreSQL with fsync on, and how that compares with the
 * bare copying of the same rows in the same commits: one after the other, round by round. One thread.
 */
public final class BookingRig implements AutoCloseable {
    private static final double NS = 1e9;

    private final BookedFirm firm;
    private final BareCopy bare;
    private final int trades;

    /** Several rounds of one kind. Rows are entries, postings and balances moved. */
    public record Speed(String what, int batchRecords, double tradesASecond, double rowsASecond,
                        double bareRowsASecond, double ratio, String ratios) {
    }

    /**
     * A firm with nothing booked.
     *
     * @param trades a round
     */
    public BookingRig(Path data, long seed, int trades) throws IOException, SQLException {
        this.trades = trades;
        firm = new BookedFirm(data, seed);
        firm.bookkeeper(Bookkeeper.BATCH_RECORDS).onClose(); // lays the tables
        bare = new BareCopy(firm.database());
    }

    /** Postings in the books. */
    public long postings() {
        return firm.tally.postings();
    }

    /** The database of the books. */
    public Database database() {
        return firm.database();
    }

    /** Goes on until the books, and the bare tables beside them, hold so many postings. */
    public void fill(long postings) throws SQLException {
        firm.fill(postings);
        System.err.println("booking: making the bare tables as full …");
        bare.fill();
    }

    /** Books so many rounds of trades, each followed by the bare copy of its rows. */
    public Speed rounds(String what, int batchRecords, int rounds) throws SQLException, IOException {
        double[] tradesASecond = new double[rounds];
        double[] rowsASecond = new double[rounds];
        double[] bareRowsASecond = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            firm.office.trade(trades);
            bare.settle();
            firm.tally.take();
            double seconds = firm.book(batchRecords) / NS;
            List<Tally.Commit> commits = firm.tally.take();
            long rows = commits.stream().mapToLong(Tally.Commit::rows).sum();
            double bareSeconds = bare.copy(commits) / NS;
            tradesASecond[round] = trades / seconds;
            rowsASecond[round] = rows / seconds;
            bareRowsASecond[round] = rows / bareSeconds;
            ratios[round] = bareSeconds / seconds;
            System.err.printf("booking: %s, batches of %,d: %,.0f trades a second, %,.0f rows in %d commits; bare"
                + " %,.0f rows; ratio %.2f%n", what, batchRecords, tradesASecond[round], rowsASecond[round],
                commits.size(), bareRowsASecond[round], ratios[round]);
        }
        return new Speed(what, batchRecords, Figures.median(tradesASecond), Figures.median(rowsASecond),
            Figures.median(bareRowsASecond), Figures.median(ratios), Figures.spread(ratios));
    }

    /** From a trade to its commit, at a steady rate that does not wait for anything. */
    public Latency.Result latency(int perSecond, int seconds) {
        return new Latency(firm, perSecond, seconds).run();
    }

    @Override
    public void close() throws SQLException, IOException {
        bare.close();
        firm.close();
    }
}
