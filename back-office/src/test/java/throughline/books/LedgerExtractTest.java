package throughline.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.books.BackJournal.Line;
import throughline.office.Stops;
import throughline.postgres.EmbeddedPostgres;

/** The extract is the whole ledger by date and entry, of one moment, from a real database. */
final class LedgerExtractTest {
    private static final String ORDERED = "SELECT string_agg(entry_id || '/' || line || '/' || amount || '/' || "
        + "credits, ' ' ORDER BY accounting_date, entry_id, line) FROM books.entry JOIN books.posting USING (entry_id)";

    @TempDir
    static Path directory;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start(directory, 0);
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.stop();
    }

    @Test
    void isTheLedgerOfOneMomentByDateAndEntry() throws Exception {
        try (LedgerExtract nothing = LedgerExtract.open(postgres.database(), null)) {
            assertNull(nothing.position());
            assertNull(nothing.next());
        }
        BackJournal back = BackJournal.sample(3000, 7);
        BooksRebuild.run(back.journal(), postgres.database(), System::nanoTime, status -> { });
        Sql.execute(postgres.database(), "ALTER TABLE books.entry DISABLE TRIGGER entry_is_final; UPDATE books.entry "
            + "SET accounting_date = accounting_date - 3 WHERE entry_id % 400 = 7");
        String wanted = Sql.ask(postgres.database(), ORDERED);
        assertFalse(wanted.equals(Sql.ask(postgres.database(), ORDERED.replace("accounting_date, ", ""))));

        try (LedgerExtract extract = LedgerExtract.open(postgres.database(), null)) {
            long before = back.chain().entries();
            book(back);
            assertEquals(before, extract.entries());
            assertEquals(before, extract.position().entries());
            assertTrue(before < Long.parseLong(Sql.ask(postgres.database(), "SELECT count(*) FROM books.entry")));
            assertEquals(wanted, String.join(" ", lines(extract)));
        }
        LocalDate to = LocalDate.ofEpochDay(20_610);
        try (LedgerExtract extract = LedgerExtract.open(postgres.database(), to)) {
            long first = 0;
            for (LedgerExtract.Entry entry = extract.next(); entry != null; entry = extract.next()) {
                assertFalse(entry.accountingDate().isAfter(to), entry.toString());
                first++;
            }
            assertEquals(Sql.ask(postgres.database(), "SELECT count(*) FROM books.entry WHERE accounting_date <= '" + to
                + "'"), Long.toString(first));
            assertTrue(first > 0 && first < back.chain().entries());
        }
    }

    /** Books one entry more, while the extract is open. */
    private static void book(BackJournal back) {
        back.book(new Line(1, 100), new Line(2, -100));
        Bookkeeper bookkeeper =
            new Bookkeeper(back.journal(), new PostgresBooks(postgres.database()), Stops.NONE, System::nanoTime);
        while (bookkeeper.status().seq() < back.seq()) {
            bookkeeper.doWork();
            assertEquals("", bookkeeper.status().lastError());
        }
        bookkeeper.onClose();
    }

    private static List<String> lines(LedgerExtract extract) throws BooksAwayException {
        List<String> lines = new ArrayList<>();
        for (LedgerExtract.Entry entry = extract.next(); entry != null; entry = extract.next()) {
            for (Batch.Posting posting : entry.postings()) {
                assertEquals(entry.entryId(), posting.entryId());
                lines.add(posting.entryId() + "/" + posting.line() + "/" + posting.amount() + "/" + posting.credits());
            }
        }
        return lines;
    }
}
