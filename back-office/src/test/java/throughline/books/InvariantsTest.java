package throughline.books;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.books.BackJournal.Line;
import throughline.books.Bookkeeper.State;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.ledger.EntryChain;
import throughline.message.RecordCrc;
import throughline.message.UnitKind;
import throughline.office.Stops;
import throughline.postgres.EmbeddedPostgres;

/**
 * What the database, the bookkeeper and the proof of the books keep of L1 to L11, broken on purpose: who notices and
 * what it says. What the builder and the ledger refuse is in {@code LedgerTest}, that a business key counts once (L9)
 * in {@code BackMachineTest} and {@code ConfirmationsTest}, what {@code verify} folds in the benchmarks'
 * {@code InvariantsTest}.
 */
class InvariantsTest {
    private static final long SEED = 4713;
    private static final int CRC = RecordCursor.FRAME_LENGTH + 8;

    @TempDir
    static Path directory;
    private static EmbeddedPostgres postgres;

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

    /** Follows a journal to its end, or until it is refused, and gives why. */
    private static String follow(Journal journal) {
        Bookkeeper bookkeeper =
            new Bookkeeper(journal, new PostgresBooks(postgres.database()), Stops.NONE, System::nanoTime);
        int idle = 0;
        while (idle < 2 && bookkeeper.status().state() != State.REFUSED) {
            idle = bookkeeper.doWork() == 0 ? idle + 1 : 0;
        }
        String why = bookkeeper.status().lastError();
        bookkeeper.onClose();
        return why;
    }

    private static List<String> proof(Journal journal) throws BooksAwayException {
        return BooksProof.run(journal, postgres.database()).differences();
    }

    private static void contains(String expected, String found) {
        assertTrue(found.contains(expected), found);
    }

    /** One posting in shares, one in dollars: the numbers balance, no unit does. */
    @Test
    void l1l10AnEntryOfSharesAgainstMoneyIsNotWritten() throws Exception {
        BackJournal back = new BackJournal();
        back.started(SEED);
        int shares = back.open(10, BackJournal.SHARE, UnitKind.SECURITY);
        int dollars = back.open(1000, BackJournal.USD, UnitKind.MONEY);
        back.book(new Line(shares, 100), new Line(dollars, -100));
        contains("entry 1 does not balance", follow(back.journal()));
        assertEquals("0", Sql.ask(postgres.database(), "SELECT count(*) FROM books.entry"));
    }

    @Test
    void l2l10SecuritiesThatDoNotSumToZeroStopTheBooksAtTheClose() throws Exception {
        BackJournal back = BackJournal.sample(30, SEED);
        assertEquals("", follow(back.journal()));
        Sql.execute(postgres.database(), "UPDATE books.balance SET credits = credits + 3 WHERE ledger_account_id = 8");
        back.dayClosed(back.openDate());
        contains("instrument 7 sum to -3", follow(back.journal()));
    }

    /** The database itself knows that an account's postings have versions without a repetition. */
    @Test
    void l3TwoPostingsOfOneVersionAreRefusedByTheDatabase() throws Exception {
        assertEquals("", follow(BackJournal.sample(30, SEED).journal()));
        assertEquals("23505", Sql.refusal(postgres.database().asOwner(), "INSERT INTO books.posting "
            + "SELECT entry_id, line + 100, ledger_account_id, unit, unit_kind, amount, debits, credits, version "
            + "FROM books.posting WHERE entry_id = 1"));
    }

    @Test
    void l4TheWriterChangesAndDeletesNothingThatIsHistory() throws Exception {
        assertEquals("", follow(BackJournal.sample(30, SEED).journal()));
        for (String table : List.of("ledger_account", "entry", "posting", "block", "day", "closing", "price",
            "rate")) {
            assertEquals("42501", Sql.refusal(postgres.database().asWriter(), "DELETE FROM books." + table), table);
            String column = Sql.ask(postgres.database(), "SELECT column_name FROM information_schema.columns "
                + "WHERE table_schema = 'books' AND table_name = '" + table + "' LIMIT 1");
            assertEquals("42501", Sql.refusal(postgres.database().asWriter(),
                "UPDATE books." + table + " SET " + column + " = " + column), table);
            assertEquals("42501", Sql.refusal(postgres.database().asWriter(), "TRUNCATE books." + table), table);
        }
    }

    /** An entry cannot reverse itself or one that is still to come. */
    @Test
    void l5WhatIsReversedStandsBefore() throws Exception {
        assertEquals("", follow(BackJournal.sample(30, SEED).journal()));
        assertEquals("23514", Sql.refusal(postgres.database().asOwner(), "INSERT INTO books.entry (entry_id, seq, "
            + "time_ns, cause_journal, cause_seq, order_id, actor, source_id, reverses, accounting_date, kind, text, "
            + "booking_date, trader_id) SELECT 9999, 9999, time_ns, cause_journal, cause_seq, order_id, actor, "
            + "source_id, 9999, accounting_date, kind, text, booking_date, trader_id FROM books.entry "
            + "WHERE entry_id = 1"));
    }

    /** The position was set back by hand: what stands there already is not written twice. */
    @Test
    void l6ARecordIsNotBookedASecondTime() throws Exception {
        BackJournal back = BackJournal.sample(30, SEED);
        assertEquals("", follow(back.journal()));
        String entries = Sql.ask(postgres.database(), "SELECT count(*) FROM books.entry");
        Sql.execute(postgres.database(), "UPDATE books.position SET seq = 0, crc = 0, epoch = 0, place = -1, "
            + "entries = 0, head = decode(repeat('00', 32), 'hex')");
        contains("duplicate key", follow(back.journal()));
        assertEquals(entries, Sql.ask(postgres.database(), "SELECT count(*) FROM books.entry"));
    }

    /** An entry's text is changed in the journal and its CRC computed anew: the seal of its day is of another chain. */
    @Test
    void l7AForgedRecordIsWholeByItsCrcAndNotByItsSeal() throws Exception {
        BackJournal back = BackJournal.sample(30, SEED);
        back.dayClosed(back.openDate());
        contains("under another head than the chain's", follow(forged(back)));
    }

    /** Booked before it was forged: the proof names the seal that the journal does not fit. */
    @Test
    void l7AForgedRecordDiffersFromTheBooks() throws Exception {
        BackJournal back = BackJournal.sample(30, SEED);
        assertEquals("", follow(back.journal()));
        String found = String.join("; ", proof(forged(back)));
        contains("under another head than the chain's", found);
    }

    private static Journal forged(BackJournal back) {
        MemoryJournal forged = new MemoryJournal("back");
        Journal.Appender appender = forged.appender();
        for (byte[] document : back.journal().documents()) {
            byte[] text = "entry 3".getBytes(StandardCharsets.US_ASCII);
            UnsafeBuffer copy = new UnsafeBuffer(document.clone());
            int at = document.length - text.length;
            if (at > 0 && new String(document, at, text.length, StandardCharsets.US_ASCII).equals("entry 3")) {
                copy.putByte(document.length - 1, (byte) '4');
                int length = copy.getInt(0, LITTLE_ENDIAN);
                copy.putInt(CRC, (int) RecordCrc.of(copy, RecordCursor.FRAME_LENGTH, length), LITTLE_ENDIAN);
            }
            appender.append(copy, 0, document.length);
        }
        return forged;
    }

    /** An empty database filled again from the journal: the same rows and the same last hash. */
    @Test
    void l11FilledAnewTheBooksAreTheSame() throws Exception {
        BackJournal back = BackJournal.sample(1_200, SEED);
        assertEquals("", follow(back.journal()));
        List<String> rows = Sql.dump(postgres.database());
        String head = Sql.ask(postgres.database(), "SELECT encode(head, 'hex') FROM books.position");
        BooksRebuild.run(back.journal(), postgres.database(), System::nanoTime, status -> { });
        assertEquals(rows, Sql.dump(postgres.database()));
        assertEquals(head, Sql.ask(postgres.database(), "SELECT encode(head, 'hex') FROM books.position"));
        assertEquals(head, back.chain().head());
        assertTrue(!head.equals(EntryChain.NO_HEAD));
        Sql.execute(postgres.database(), "UPDATE books.balance SET debits = debits + 1, credits = credits + 1 "
            + "WHERE ledger_account_id = 1");
        contains("balance 1: debits is ", String.join("; ", proof(back.journal())));
    }
}
