package throughline.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.books.BackJournal.Line;
import throughline.message.UnitKind;
import throughline.office.Stops;
import throughline.postgres.EmbeddedPostgres;

/** Damage done by hand to a real database is found and named, and a rebuild mends it. */
final class BooksProofTest {
    private static final BackJournal BACK = BackJournal.sample(1500, 99);

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

    @BeforeEach
    void rebuild() throws BooksAwayException {
        BooksRebuild.run(BACK.journal(), postgres.database(), System::nanoTime, status -> { });
    }

    @Test
    void booksAsTheJournalSaysHold() throws Exception {
        BooksProof.Result result = prove();

        assertEquals(List.of(), result.differences());
        assertTrue(result.holds());
        assertEquals(BACK.chain().entries(), result.entries());
        assertTrue(result.postings() >= 2 * result.entries());
        assertEquals(BACK.seq(), result.position().seq());
        assertEquals(BACK.chain().head(), result.position().head());
    }

    @Test
    void booksBehindTheJournalHoldAtTheirPosition() throws Exception {
        Schema.empty(postgres.database());
        Bookkeeper slow = new Bookkeeper(BACK.journal(), new PostgresBooks(postgres.database()), Stops.NONE,
            System::nanoTime, 7);
        for (int batches = 0; batches < 60; batches++) {
            slow.doWork();
        }
        slow.onClose();
        BooksProof.Result result = prove();

        assertEquals(List.of(), result.differences());
        assertTrue(result.position().seq() < BACK.seq());
    }

    @Test
    void aChangedLineIsNamed() throws Exception {
        damage("UPDATE books.posting SET amount = amount + 1 WHERE entry_id = 1200 AND line = 2");
        String found = only(prove());
        assertTrue(found.startsWith("entry 1200 line 2: amount is "), found);
        assertTrue(found.contains("the journal says"), found);
    }

    @Test
    void aChangedRunningBalanceIsNamed() throws Exception {
        damage("UPDATE books.posting SET credits = credits + 1, version = version + 100000 "
            + "WHERE entry_id = 40 AND line = 1");
        String found = only(prove());
        assertTrue(found.startsWith("entry 40 line 1: credits is ") && found.contains("; version is "), found);
    }

    @Test
    void aChangedEntryIsNamed() throws Exception {
        damage("UPDATE books.entry SET value_date = value_date + 1, text = 'other' WHERE entry_id = 3");
        String found = only(prove());
        assertTrue(found.startsWith("entry 3: valueDate is "), found);
        assertTrue(found.endsWith("text is other, the journal says entry 3"), found);
    }

    @Test
    void aDeletedEntryIsNamedWithItsLines() throws Exception {
        damage("DELETE FROM books.entry WHERE entry_id = 1500; DELETE FROM books.posting WHERE entry_id = 1500");
        List<String> found = prove().differences();
        assertEquals("entry 1500 is not in the database", found.get(0));
        assertEquals("entry 1500 line 1 is not in the database", found.get(1));
    }

    @Test
    void anEntryOfNobodysIsNamed() throws Exception {
        damage("INSERT INTO books.entry SELECT 9999999, 9999999, time_ns, cause_journal, cause_seq, order_id, actor, "
            + "source_id, NULL, accounting_date, trade_date, value_date, kind, text, booking_date, trader_id "
            + "FROM books.entry WHERE entry_id = 1; "
            + "INSERT INTO books.posting VALUES (7, 77, 1, 840, 1, 5, 5, 0, 1000000)");
        assertEquals(List.of("entry 7 line 77 is only in the database", "entry 9999999 is only in the database"),
            prove().differences());
    }

    @Test
    void aChangedBalanceIsNamed() throws Exception {
        damage("UPDATE books.balance SET debits = debits + 3 WHERE ledger_account_id = 2");
        String found = only(prove());
        assertTrue(found.startsWith("balance 2: debits is "), found);
    }

    @Test
    void aChangedBlockDayAccountAndPositionAreNamed() throws Exception {
        damage("UPDATE books.block SET head = sha256('x') WHERE entry_id = 1024");
        assertTrue(only(prove()).startsWith("block 1024: head is "));
        rebuild();
        damage("DELETE FROM books.block");
        assertEquals("block 1024 is not in the database", only(prove()));
        rebuild();
        damage("UPDATE books.day SET entries = entries + 1 WHERE business_date = '2026-05-27' AND NOT resealed");
        assertTrue(only(prove()).startsWith("day 2026-05-27: entries is "));
        rebuild();
        damage("UPDATE books.ledger_account SET chart_number = 9000 WHERE ledger_account_id = 4");
        assertEquals("account 4: chartNumber is 9000, the journal says 3000", only(prove()));
        rebuild();
        damage("UPDATE books.position SET head = sha256('x'), epoch = 5");
        assertTrue(only(prove()).startsWith("position: epoch is 5, the journal says 99; head is "));
    }

    @Test
    void aChangedClosingPriceAndRateAreNamed() throws Exception {
        damage("UPDATE books.closing SET debits = debits + 1 WHERE business_date = '2026-05-27' "
            + "AND ledger_account_id = 1");
        assertTrue(only(prove()).startsWith("closing of 1 on 2026-05-27: debits is "));
        rebuild();
        damage("DELETE FROM books.price WHERE business_date = '2026-05-28' AND instrument_id = 8");
        assertEquals("price of 8 on 2026-05-28 is not in the database", only(prove()));
        rebuild();
        damage("UPDATE books.rate SET rate_e8 = 1 WHERE business_date = '2026-05-28' AND currency = 826");
        assertEquals("rate of 826 on 2026-05-28: rateE8 is 1, the journal says 130020601", only(prove()));
        rebuild();
        damage("DELETE FROM books.day WHERE resealed");
        assertTrue(prove().differences().get(0).endsWith(" is not in the database"));
    }

    @Test
    void whatLetsChangesThroughIsNamed() throws Exception {
        Database database = postgres.database();
        Sql.execute(database, "ALTER TABLE books.posting DISABLE TRIGGER posting_is_final");
        assertEquals("L4: no trigger refuses changes of books.posting any more", only(prove()));
        Sql.execute(database, "ALTER TABLE books.posting ENABLE TRIGGER posting_is_final");
        Sql.execute(database, "GRANT UPDATE (text) ON books.entry TO throughline_writer");
        assertEquals("L4: the writer has been given the right to change books.entry", only(prove()));
        Sql.execute(database, "REVOKE UPDATE (text) ON books.entry FROM throughline_writer; "
            + "GRANT DELETE ON books.entry TO throughline_writer");
        assertEquals("L4: the writer has been given the right to change books.entry", only(prove()));
        Sql.execute(database, "REVOKE DELETE ON books.entry FROM throughline_writer");
        String refusing = Sql.ask(database, "SELECT pg_get_functiondef('books.refuse_change'::regproc)");
        Sql.execute(database, "CREATE OR REPLACE FUNCTION books.refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            + "$$ BEGIN RETURN NULL; END $$");
        assertEquals(2, prove().differences().size());
        Sql.execute(database, refusing);
        assertTrue(prove().holds());
    }

    @Test
    void aPositionThatIsGoneIsNamed() throws Exception {
        Sql.execute(postgres.database(), "CREATE TABLE kept AS TABLE books.position; DELETE FROM books.position");
        assertEquals("position: the position's row is gone", only(prove()));
        Sql.execute(postgres.database(), "INSERT INTO books.position TABLE kept; DROP TABLE kept");
        assertTrue(prove().holds());
    }

    /** A payment of fees is in no report of charges, and neither is its reversal. */
    @Test
    void onlyReversalsOfOrdersAreInTheReportOfFees() throws Exception {
        Sql.execute(postgres.database(),
            "INSERT INTO books.ledger_account VALUES (9999, 2410, 840, 0, 0, 0, 1, 0, 1, 1)");
        reverse(9_999_998, 0);
        assertEquals(List.of(), fees());
        reverse(9_999_999, 5);
        assertEquals(List.of(new OrderSums.Total("0", 840, 2410, -7)), fees());
    }

    private static void reverse(long entryId, long orderId) throws SQLException {
        Sql.execute(postgres.database(), "INSERT INTO books.entry SELECT " + entryId + ", " + entryId
            + ", time_ns, 0, 0, " + orderId + ", 0, 0, NULL, booking_date, NULL, NULL, 7, 'undone', booking_date, 0 "
            + "FROM books.entry WHERE entry_id = 1; INSERT INTO books.posting VALUES (" + entryId
            + ", 1, 9999, 840, 1, -7, 0, 7, " + entryId + ")");
    }

    private static List<OrderSums.Total> fees() throws Exception {
        try (Connection connection = postgres.database().asOwner()) {
            return OrderSums.totals(connection, OrderSums.Report.FEES, OrderSums.By.TRADER, 0, AsOf.NOW).stream()
                .filter(total -> total.chartNumber() == 2410).toList();
        }
    }

    @Test
    void booksLaidBeforeTheDatesBeginAnew() throws Exception {
        Database database = postgres.database();
        Sql.execute(database, "DROP SCHEMA books CASCADE");
        Flyway.configure().dataSource(database.url(), database.ownerName(), database.ownerPassword())
            .schemas("books").locations("classpath:throughline/books")
            .placeholders(Map.of("writer", Database.WRITER)).target("1").load().migrate();
        Sql.execute(database, "INSERT INTO books.ledger_account VALUES (1, 1000, 840, 0, 0, 0, 1, 0, 2, 2); "
            + "INSERT INTO books.balance VALUES (1, 5, 0, 1); "
            + "INSERT INTO books.entry VALUES (1, 3, 3, 2, 1, 0, 0, 1, NULL, '2026-06-01', NULL, NULL, 1, 'old'); "
            + "INSERT INTO books.posting VALUES (1, 1, 1, 840, 1, 5, 5, 0, 1); "
            + "INSERT INTO books.day VALUES ('2026-06-01', 4, 1, sha256('x')); "
            + "UPDATE books.position SET seq = 4, entries = 1");
        Bookkeeper bookkeeper = new Bookkeeper(BACK.journal(), new PostgresBooks(database), Stops.NONE,
            System::nanoTime);
        while (bookkeeper.status().seq() < BACK.seq()) {
            bookkeeper.doWork();
            assertEquals(Bookkeeper.State.FOLLOWING, bookkeeper.status().state(), bookkeeper.status().lastError());
        }
        bookkeeper.onClose();
        assertEquals(List.of(), prove().differences());
    }

    @Test
    void muchDamageIsNamedUpToTen() throws Exception {
        damage("UPDATE books.posting SET unit = 1");
        List<String> found = prove().differences();
        assertEquals(BooksProof.MOST_DIFFERENCES + 1, found.size());
        assertTrue(found.get(0).startsWith("entry 1 line 1: unit is 1"), found.get(0));
    }

    @Test
    void aReversalThatNegatesAnotherAmountIsNamed() throws Exception {
        BackJournal back = new BackJournal();
        back.started(1);
        int cash = back.open(1000, BackJournal.USD, UnitKind.MONEY);
        int capital = back.open(3000, BackJournal.USD, UnitKind.MONEY);
        long entry = back.book(new Line(cash, 100), new Line(capital, -100));
        back.reverse(entry, new Line(cash, -99), new Line(capital, 99));
        back.reverse(2, new Line(cash, 99), new Line(capital, -99));
        BooksRebuild.run(back.journal(), postgres.database(), System::nanoTime, status -> { });

        assertEquals(List.of("entry 2 is not the exact negation of entry 1", "entry 3 reverses a reversal"),
            BooksProof.run(back.journal(), postgres.database()).differences());
    }

    @Test
    void aJournalThatWasLostIsNamed() throws Exception {
        String found = only(BooksProof.run(new BackJournal().journal(), postgres.database()));
        assertEquals("the journal itself: it ends at seq 0, the books stand at seq " + BACK.seq(), found);
    }

    @Test
    void aRebuildIsRefusedWhileABookkeeperWorks() throws Exception {
        Bookkeeper working = new Bookkeeper(BACK.journal(), new PostgresBooks(postgres.database()), Stops.NONE,
            System::nanoTime);
        working.doWork();
        assertThrows(BooksAwayException.class, this::rebuild);
        working.onClose();
        assertTrue(prove().holds());
    }

    @Test
    void theTrialBalanceIsEvenInMoneyAndSecurities() throws Exception {
        BackJournal back = new BackJournal();
        back.started(1);
        int cash = back.open(1000, BackJournal.USD, UnitKind.MONEY);
        int otherCash = back.open(1000, BackJournal.USD, UnitKind.MONEY);
        int capital = back.open(3000, BackJournal.USD, UnitKind.MONEY);
        int inventory = back.open(1, BackJournal.SHARE, UnitKind.SECURITY);
        int depot = back.open(9, BackJournal.SHARE, UnitKind.SECURITY);
        back.book(new Line(cash, 100_000_000), new Line(capital, -100_000_000));
        back.book(new Line(otherCash, 50), new Line(capital, -50));
        back.book(new Line(inventory, 300), new Line(depot, -300));
        BooksRebuild.run(back.journal(), postgres.database(), System::nanoTime, status -> { });

        try (BooksQueries queries = new BooksQueries(postgres.database())) {
            TrialBalance balance = queries.trialBalance();
            assertTrue(balance.isEven());
            assertEquals(back.seq(), balance.seq());
            assertEquals(back.seq(), queries.position().orElseThrow().seq());
            TrialBalance.Unit usd = new TrialBalance.Unit(true, BackJournal.USD);
            TrialBalance.Unit share = new TrialBalance.Unit(false, BackJournal.SHARE);
            BigInteger sum = BigInteger.valueOf(100_000_050);
            assertEquals(Map.of(usd, new TrialBalance.Total(sum, sum), share,
                new TrialBalance.Total(BigInteger.valueOf(300), BigInteger.valueOf(300))), balance.totals());
            assertEquals(List.of(new TrialBalance.Line(usd, 1000, sum, BigInteger.ZERO),
                new TrialBalance.Line(usd, 3000, BigInteger.ZERO, sum)), balance.lines().subList(0, 2));
            String table = balance.print(NAMES);
            assertTrue(table.contains("USD") && table.contains("cash at nostro"), table);
            assertTrue(table.contains("1,000,000.50"), table);
            assertEquals(2, table.split("both sides equal", -1).length - 1, table);
        }
    }

    private static final TrialBalance.Names NAMES = new TrialBalance.Names() {
        @Override
        public String unit(TrialBalance.Unit unit) {
            return unit.money() ? "USD" : "SHARE";
        }

        @Override
        public int scale(TrialBalance.Unit unit) {
            return unit.money() ? 2 : 0;
        }

        @Override
        public String chart(int chartNumber) {
            return chartNumber == 1000 ? "cash at nostro" : "";
        }
    };

    private static BooksProof.Result prove() throws BooksAwayException {
        return BooksProof.run(BACK.journal(), postgres.database());
    }

    private static String only(BooksProof.Result result) {
        assertEquals(1, result.differences().size(), result.differences().toString());
        return result.differences().get(0);
    }

    private static void damage(String sql) throws SQLException {
        Sql.execute(postgres.database(), "ALTER TABLE books.entry DISABLE TRIGGER ALL; "
            + "ALTER TABLE books.posting DISABLE TRIGGER ALL; " + sql + "; "
            + "ALTER TABLE books.entry ENABLE TRIGGER ALL; ALTER TABLE books.posting ENABLE TRIGGER ALL");
    }
}
