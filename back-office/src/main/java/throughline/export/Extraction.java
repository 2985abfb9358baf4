package throughline.export;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import throughline.books.BooksAwayException;
import throughline.books.BooksRefusedException;
import throughline.books.Database;
import throughline.books.LedgerExtract;
import throughline.books.Position;
import throughline.journal.Journal;

/**
 * One export: the books at one position, with the names of that position, in a form. Not thread-safe.
 *
 * @param back the back journal the books were made from
 * @param books where they are
 * @param to the last accounting date wanted; null: all
 */
record Extraction(Journal back, Database books, LocalDate to) {
    private static final long TELL_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

    /**
     * Writes it.
     *
     * @param form makes the form once the names are known
     * @param tells is told how far it is, in lines
     * @throws BooksRefusedException when nothing is booked, or the books are another journal's
     */
    void write(Function<FirmNames, Form> form, Consumer<String> tells) throws IOException, BooksAwayException {
        try (LedgerExtract ledger = LedgerExtract.open(books, to)) {
            Position position = ledger.position();
            if (position == null) {
                throw new BooksRefusedException("nothing is booked yet");
            }
            Form writer = form.apply(FirmNames.read(back, position));
            writer.head(head(position, ledger.entries()), ledger.accounts());
            long entries = 0;
            long postings = 0;
            long nextNs = System.nanoTime() + TELL_EVERY_NS;
            for (LedgerExtract.Entry entry = ledger.next(); entry != null; entry = ledger.next()) {
                writer.entry(entry);
                entries++;
                postings += entry.postings().size();
                if (System.nanoTime() - nextNs >= 0) {
                    nextNs = System.nanoTime() + TELL_EVERY_NS;
                    tells.accept("export: " + entries + " of " + ledger.entries() + " entries");
                }
            }
            writer.end(entries, postings);
            tells.accept("export: " + entries + " entries, " + postings + " postings at seq " + position.seq());
        }
    }

    private List<String> head(Position position, long entries) {
        return List.of("Throughline's ledger at seq " + position.seq() + " of the back journal, epoch "
            + Long.toHexString(position.epoch()), position.entries() + " entries booked by then, head "
            + position.head(), entries + " of them here, accounting dates "
            + (to == null ? "all" : "to " + to));
    }
}
