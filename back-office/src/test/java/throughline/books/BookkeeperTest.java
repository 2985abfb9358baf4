package throughline.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.books.BackJournal.Line;
import throughline.books.Bookkeeper.State;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.ledger.EntryChain;
import throughline.message.UnitKind;
import throughline.office.Stops;
import throughline.postgres.EmbeddedPostgres;

/** The bookkeeper over a journal in memory and a real PostgreSQL. */
final class BookkeeperTest {
    private static final long SEED = 4711;

    @TempDir
    static Path directory;
    private static EmbeddedPostgres postgres;

    private final List<Bookkeeper> opened = new ArrayList<>();
    private long nowNs;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start(directory, 0);
        Schema.migrate(postgres.database());
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.stop();
    }

    @BeforeEach
    void empty() throws BooksAwayException {
        Schema.empty(postgres.database());
    }

    @AfterEach
    void close() {
        opened.forEach(Bookkeeper::onClose);
    }

    @Test
    void rowsAndHeadAreTheSameWhateverTheBatches() throws Exception {
        BackJournal back = BackJournal.sample(2100, SEED);
        List<String> first = null;
        for (int batchRecords : new int[] {1, 7, 4096}) {
            Schema.empty(postgres.database());
            Bookkeeper bookkeeper = run(back.journal(), batchRecords);

            assertEquals(State.FOLLOWING, bookkeeper.status().state(), bookkeeper.status().lastError());
            assertEquals(back.seq(), bookkeeper.status().seq());
            assertEquals(back.chain().entries(), bookkeeper.status().entries());
            assertEquals(back.chain().head(), bookkeeper.status().position().head());
            List<String> dump = Sql.dump(postgres.database());
            assertEquals(back.chain().entries(), dump.stream().filter(row -> row.startsWith("entry")).count());
            assertEquals(back.chain().entries() / 1024, dump.stream().filter(row -> row.startsWith("block")).count());
            if (first == null) {
                first = dump;
            }
            assertEquals(first, dump, "batches of " + batchRecords);
            bookkeeper.onClose();
        }
    }

    @Test
    void goesOnWhereItStoodWithTheJournalGrowing() throws Exception {
        BackJournal back = BackJournal.sample(50, SEED);
        run(back.journal(), 4096).onClose();
        long entries = back.chain().entries();
        back.book(new Line(1, 100), new Line(2, -100));

        Bookkeeper again = keeper(back.journal(), 4096);
        assertEquals(1, again.doWork());
        assertEquals(entries, again.status().entries());
        assertEquals(1, again.status().entriesBehind(back.chain().entries()));
        assertEquals(1, again.doWork());
        back.tick();
        assertEquals(1, again.doWork());
        assertEquals(0, again.doWork());

        assertEquals(back.seq(), again.status().seq());
        assertEquals(back.chain().head(), again.status().position().head());
    }

    @Test
    void aPositionThatDoesNotFitTheJournalIsRefusedByName() throws Exception {
        BackJournal back = BackJournal.sample(30, SEED);
        run(back.journal(), 4096).onClose();

        assertRefused(BackJournal.sample(30, SEED + 1).journal(), "another epoch");
        assertRefused(new BackJournal().journal(), "the journal is empty");
        assertRefused(shorter(back), "the journal ends at seq 9");
        BackJournal other = new BackJournal();
        other.started(SEED);
        while (other.seq() < back.seq()) {
            other.tick();
        }
        Bookkeeper refused = assertRefused(other.journal(), "another record");

        Schema.empty(postgres.database());
        assertEquals(0, refused.doWork());
        refused.tryAgain();
        refused.doWork();
        assertEquals(State.FOLLOWING, refused.status().state());
    }

    @Test
    void theHintOfThePlaceMayBeWrong() throws Exception {
        BackJournal back = BackJournal.sample(30, SEED);
        run(back.journal(), 4096).onClose();
        for (long place : new long[] {-1, 3, 1L << 40}) {
            Sql.execute(postgres.database(), "UPDATE books.position SET place = " + place);
            Bookkeeper again = keeper(back.journal(), 4096);
            again.doWork();
            assertEquals(State.FOLLOWING, again.status().state(), again.status().lastError());
            assertEquals(0, again.doWork());
            again.onClose();
        }
    }

    @Test
    void aJournalInFilesIsFollowedAndFoundAgainElsewhere(@TempDir Path files) throws Exception {
        BackJournal back = BackJournal.sample(300, SEED);
        try (Journal here = ChronicleJournal.open(files.resolve("here")); Journal.Appender writer = here.appender()) {
            List<byte[]> documents = back.journal().documents();
            copy(documents.subList(0, 200), writer);
            run(here, 64).onClose();
            copy(documents.subList(200, documents.size()), writer);
            run(here, 64).onClose();
        }
        assertEquals(Long.toString(back.seq()), Sql.ask(postgres.database(), "SELECT seq FROM books.position"));

        assertEquals(back.seq(), run(back.journal(), 64).status().seq(), "the same records at other places");
    }

    @Test
    void anEntryThatDoesNotBalanceIsNotWritten() throws Exception {
        BackJournal back = new BackJournal();
        back.started(SEED);
        int cash = back.open(1000, BackJournal.USD, UnitKind.MONEY);
        int pounds = back.open(1000, BackJournal.GBP, UnitKind.MONEY);
        back.book(new Line(cash, 100), new Line(pounds, -100));

        assertRefused(back.journal(), "entry 1 does not balance");
        assertEquals(List.of(), Sql.dump(postgres.database()));
    }

    @Test
    void aDaySealedUnderAnotherHeadStopsTheBooks() throws Exception {
        BackJournal back = BackJournal.sample(5, SEED);
        back.dayClosed(30_000, new EntryChain());

        assertRefused(back.journal(), "seq " + back.seq() + ": DayClosed seals 0 entries");
    }

    @Test
    void aDatabaseWhoseUnitsDoNotSumToZeroIsRefusedAtTheClose() throws Exception {
        BackJournal back = BackJournal.sample(20, SEED);
        Bookkeeper bookkeeper = run(back.journal(), 4096);
        Sql.execute(postgres.database(), "UPDATE books.balance SET debits = debits + 5 WHERE ledger_account_id = 6");
        back.dayClosed(30_000);
        bookkeeper.doWork();

        assertEquals(State.REFUSED, bookkeeper.status().state());
        assertTrue(bookkeeper.status().lastError().contains("currency 826 sum to 5"), bookkeeper.status().lastError());
    }

    @Test
    void aBalanceThatWasChangedIsNotWrittenOver() throws Exception {
        BackJournal back = BackJournal.sample(20, SEED);
        Bookkeeper bookkeeper = run(back.journal(), 4096);
        Sql.execute(postgres.database(), "UPDATE books.balance SET debits = debits + 5 WHERE ledger_account_id = 1");
        back.book(new Line(1, 100), new Line(2, -100));
        bookkeeper.doWork();

        assertEquals(State.REFUSED, bookkeeper.status().state());
        assertTrue(bookkeeper.status().lastError().startsWith("of 2 balances 1 "), bookkeeper.status().lastError());
    }

    @Test
    void aSecondWriterIsKeptOut() throws Exception {
        BackJournal back = BackJournal.sample(20, SEED);
        Bookkeeper bookkeeper = run(back.journal(), 4096);

        PostgresBooks second = new PostgresBooks(postgres.database());
        BooksAwayException held = assertThrows(BooksAwayException.class, second::open);
        assertTrue(held.getMessage().contains("another writer"), held.getMessage());

        back.tick();
        assertEquals(1, bookkeeper.doWork());
    }

    @Test
    void anOlderFenceNeverCommits() throws Exception {
        BackJournal back = BackJournal.sample(20, SEED);
        Bookkeeper bookkeeper = run(back.journal(), 4096);
        long before = bookkeeper.status().seq();
        Sql.execute(postgres.database(), "UPDATE books.position SET fence = fence + 1");
        back.tick();
        bookkeeper.doWork();

        assertEquals(State.AWAY, bookkeeper.status().state());
        assertTrue(bookkeeper.status().lastError().contains("another writer"), bookkeeper.status().lastError());
        assertEquals(Long.toString(before), Sql.ask(postgres.database(), "SELECT seq FROM books.position"));
    }

    @Test
    void aLostConnectionIsWaitedForAndNothingIsWrittenTwice() throws Exception {
        BackJournal back = BackJournal.sample(40, SEED);
        Bookkeeper bookkeeper = run(back.journal(), 16);
        back.book(new Line(1, 100), new Line(2, -100));
        Sql.execute(postgres.database(),
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'throughline_writer'");

        assertEquals(0, bookkeeper.doWork());
        assertEquals(State.AWAY, bookkeeper.status().state());
        assertFalse(bookkeeper.status().lastError().isEmpty());
        assertEquals(0, bookkeeper.doWork(), "not before its time");
        for (int tries = 0; tries < 50 && bookkeeper.status().seq() < back.seq(); tries++) {
            nowNs += TimeUnit.SECONDS.toNanos(10);
            bookkeeper.doWork();
        }

        assertEquals(back.seq(), bookkeeper.status().seq());
        assertEquals("", bookkeeper.status().lastError());
        assertEquals(back.chain().head(), bookkeeper.status().position().head());
        assertEquals(Long.toString(back.chain().entries()),
            Sql.ask(postgres.database(), "SELECT count(*) FROM books.entry"));
    }

    @Test
    void deathAroundACommitLosesAndRepeatsNothing() throws Exception {
        BackJournal back = BackJournal.sample(100, SEED);
        run(back.journal(), 4096).onClose();
        List<String> whole = Sql.dump(postgres.database());
        for (Stops.Point point : List.of(Stops.Point.BEFORE_COMMIT, Stops.Point.AFTER_COMMIT)) {
            Schema.empty(postgres.database());
            int deaths = 0;
            boolean ended = false;
            while (!ended) {
                PostgresBooks store = new PostgresBooks(postgres.database());
                int[] commits = {0};
                Bookkeeper mortal = new Bookkeeper(back.journal(), store, (at, templateId) -> {
                    if (at == point && ++commits[0] == 2) {
                        throw new Died();
                    }
                }, () -> nowNs, 40);
                try {
                    pump(mortal);
                    ended = true;
                } catch (Died e) {
                    deaths++;
                }
                mortal.onClose();
            }
            assertTrue(deaths > 0, "died at " + point);
            assertEquals(whole, Sql.dump(postgres.database()));
        }
    }

    @Test
    void whatIsBookedCannotBeChanged() throws Exception {
        run(BackJournal.sample(20, SEED).journal(), 4096);
        for (String table : List.of("entry", "posting")) {
            for (String change : List.of("UPDATE books." + table + " SET entry_id = entry_id",
                "DELETE FROM books." + table, "TRUNCATE books." + table)) {
                assertEquals("42501", Sql.refusal(postgres.database().asWriter(), change), "no privilege: " + change);
                assertEquals("23000", Sql.refusal(postgres.database().asOwner(), change), "a trigger: " + change);
            }
        }
        assertEquals("42501", Sql.refusal(postgres.database().asWriter(), "DELETE FROM books.ledger_account"));
        assertEquals("42501", Sql.refusal(postgres.database().asWriter(), "UPDATE books.block SET head = head"));
        assertEquals("42501", Sql.refusal(postgres.database().asWriter(),
            "ALTER TABLE books.entry DISABLE TRIGGER entry_is_final"));
    }

    @Test
    void anEntryIsReversedAtMostOnce() throws Exception {
        BackJournal back = BackJournal.sample(5, SEED);
        long entry = back.book(new Line(1, 100), new Line(2, -100));
        back.reverse(entry);
        Bookkeeper bookkeeper = run(back.journal(), 4096);
        back.reverse(entry);
        bookkeeper.doWork();

        assertEquals(State.REFUSED, bookkeeper.status().state());
        assertTrue(bookkeeper.status().lastError().contains("reverses"), bookkeeper.status().lastError());
    }

    @Test
    void oneSignInForAllDoesAsWell() throws Exception {
        Sql.execute(postgres.database(), "DROP DATABASE IF EXISTS elsewhere");
        Sql.execute(postgres.database(), "CREATE DATABASE elsewhere");
        String url = postgres.database().url().replace("/throughline", "/elsewhere") + "?user="
            + postgres.database().ownerName() + "&password=" + postgres.database().ownerPassword();
        BackJournal back = BackJournal.sample(20, SEED);
        Bookkeeper bookkeeper = new Bookkeeper(back.journal(), new PostgresBooks(Database.ofUrl(url)), Stops.NONE,
            () -> nowNs);
        pump(bookkeeper);
        assertEquals(back.seq(), bookkeeper.status().seq(), bookkeeper.status().lastError());
        assertEquals("42501", Sql.refusal(Database.ofUrl(url).asWriter(), "DELETE FROM books.posting"));
        bookkeeper.onClose();
        Sql.execute(postgres.database(), "DROP DATABASE elsewhere");
    }

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static Journal shorter(BackJournal back) {
        MemoryJournal shorter = new MemoryJournal("back");
        copy(back.journal().documents().subList(0, 9), shorter.appender());
        return shorter;
    }

    private static void copy(List<byte[]> documents, Journal.Appender to) {
        for (byte[] document : documents) {
            to.append(new UnsafeBuffer(document), 0, document.length);
        }
    }

    private Bookkeeper keeper(Journal journal, int batchRecords) {
        Bookkeeper bookkeeper =
            new Bookkeeper(journal, new PostgresBooks(postgres.database()), Stops.NONE, () -> nowNs, batchRecords);
        opened.add(bookkeeper);
        return bookkeeper;
    }

    private Bookkeeper run(Journal journal, int batchRecords) {
        Bookkeeper bookkeeper = keeper(journal, batchRecords);
        pump(bookkeeper);
        assertEquals("", bookkeeper.status().lastError());
        return bookkeeper;
    }

    private void pump(Bookkeeper bookkeeper) {
        while (bookkeeper.doWork() > 0 || bookkeeper.status().state() == State.AWAY) {
            nowNs += TimeUnit.SECONDS.toNanos(10);
        }
    }

    private Bookkeeper assertRefused(Journal journal, String why) {
        Bookkeeper bookkeeper = keeper(journal, 4096);
        pump(bookkeeper);
        assertEquals(State.REFUSED, bookkeeper.status().state());
        assertTrue(bookkeeper.status().lastError().contains(why), bookkeeper.status().lastError());
        return bookkeeper;
    }
}
