package throughline.bookbench;

import java.io.IOException;
import java.nio.file.Path;
import throughline.books.Bookkeeper;
import throughline.books.Database;
import throughline.books.PostgresBooks;
import throughline.office.Stops;
import throughline.postgres.EmbeddedPostgres;

/** A back office with its books: journals in files and a PostgreSQL of its own, as large as wanted. One thread. */
final class BookedFirm implements AutoCloseable {
    private static final int ACCOUNTS = 100;
    private static final int INSTRUMENTS = 200;
    private static final int TRADES_AT_ONCE = 20_000;
    private static final int TRADES_A_DAY = 200_000;
    /** About what a trade makes, so that the books are filled in few turns and hardly beyond. */
    private static final int POSTINGS_A_TRADE = 7;

    final RigOffice office;
    final Tally tally;
    private final EmbeddedPostgres postgres;
    private int tradesToday;

    BookedFirm(Path data, long seed) throws IOException {
        postgres = EmbeddedPostgres.start(data, 0);
        office = new RigOffice(data, seed, ACCOUNTS, INSTRUMENTS);
        office.begin(0);
        tally = new Tally(new PostgresBooks(postgres.database()));
    }

    Database database() {
        return postgres.database();
    }

    /** A bookkeeper that stands where the books do. */
    Bookkeeper bookkeeper(int batchRecords) {
        Bookkeeper keeper =
            new Bookkeeper(office.journal, tally, Stops.NONE, System::nanoTime, batchRecords);
        keeper.doWork();
        return keeper;
    }

    /**
     * Books what stands in the journal, in batches of at most so many records.
     *
     * @return nanoseconds from the first record read to the last commit
     */
    long book(int batchRecords) {
        Bookkeeper keeper = bookkeeper(batchRecords);
        try {
            long beganNs = System.nanoTime();
            int work;
            do {
                work = keeper.doWork();
            } while (work > 0);
            long tookNs = System.nanoTime() - beganNs;
            if (keeper.status().state() != Bookkeeper.State.FOLLOWING
                || keeper.status().seq() != office.agent.seq()) {
                throw new IllegalStateException("the bookkeeper stands at " + keeper.status());
            }
            return tookNs;
        } finally {
            keeper.onClose();
        }
    }

    /** Trades and books until there are so many postings, with a day's close now and then. */
    void fill(long postings) {
        while (tally.postings() < postings) {
            int trades = (int) Math.min(TRADES_AT_ONCE, 1 + (postings - tally.postings()) / POSTINGS_A_TRADE);
            office.trade(trades);
            tradesToday += trades;
            if (tradesToday >= TRADES_A_DAY) {
                office.closeDay();
                tradesToday = 0;
            }
            book(Bookkeeper.BATCH_RECORDS);
            System.err.printf("books: %,d of %,d postings%n", tally.postings(), postings);
        }
        tally.take();
    }

    @Override
    public void close() throws IOException {
        tally.close();
        office.close();
        postgres.close();
    }
}
