package throughline.books;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import throughline.books.Bookkeeper.State;
import throughline.journal.Journal;
import throughline.office.Stops;

/** Writes the books anew: takes every row out and lets a bookkeeper read the back journal from its first record. */
public final class BooksRebuild {
    private BooksRebuild() {
    }

    /**
     * Runs to the journal's end, on the caller's thread. Killed on the way, it leaves books that any bookkeeper goes on
     * with.
     *
     * @param progress told the status behind each batch
     * @return the status at the end
     * @throws BooksAwayException when the database is away or another bookkeeper is at work: nothing was taken out
     *     then, or it went away on the way
     * @throws BooksRefusedException when the journal itself cannot be booked
     */
    public static Bookkeeper.Status run(Journal journal, Database database, LongSupplier clockNs,
                                       Consumer<Bookkeeper.Status> progress) throws BooksAwayException {
        PostgresBooks books = new PostgresBooks(database);
        Bookkeeper bookkeeper = new Bookkeeper(journal, books, Stops.NONE, clockNs);
        try {
            books.open();
            Schema.empty(database);
            int work;
            do {
                work = bookkeeper.doWork();
                progress.accept(bookkeeper.status());
            } while (work > 0);
        } finally {
            bookkeeper.onClose();
        }
        Bookkeeper.Status end = bookkeeper.status();
        if (end.state() == State.AWAY) {
            throw new BooksAwayException(end.lastError());
        }
        if (end.state() == State.REFUSED) {
            throw new BooksRefusedException(end.lastError());
        }
        return end;
    }
}
