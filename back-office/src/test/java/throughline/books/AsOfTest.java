package throughline.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.postgres.EmbeddedPostgres;

/** Whatever the books say of a date, by what was known at a time, is what adding up every posting says. */
final class AsOfTest {
    private static final long SEED = 20_260_601;
    private static final int FIRST_DAY = 20_600;
    private static final BackJournal BACK = BackJournal.sample(1200, SEED);

    @TempDir
    static Path directory;
    private static EmbeddedPostgres postgres;
    private static BooksQueries queries;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start(directory, 0);
        BooksRebuild.run(BACK.journal(), postgres.database(), System::nanoTime, status -> { });
        queries = new BooksQueries(postgres.database());
        System.out.println("seed " + SEED + ", days to " + BACK.openDate());
    }

    @AfterAll
    static void stop() throws Exception {
        queries.close();
        postgres.stop();
    }

    @Test
    void balancesOfAnyDateKnownAtAnyTimeAreTheSumOfTheirPostings() throws Exception {
        assertTrue(number("SELECT count(*) FROM books.entry WHERE accounting_date <> booking_date") > 10);
        SplittableRandom random = new SplittableRandom(SEED);
        int several = 0;
        for (int i = 0; i < 300; i++) {
            int date = random.nextInt(FIRST_DAY - 2, BACK.openDate() + 3);
            long knownAt = random.nextInt(4) == 0 ? AsOf.EVERYTHING
                : BackJournal.timeNs(random.nextLong(0, BACK.seq() + 20));
            Map<Integer, String> found = new TreeMap<>();
            queries.balances(date, knownAt, 0).forEach(b -> found.put(b.ledgerAccountId(),
                b.debits() + " " + b.credits()));
            assertEquals(naive(date, knownAt), found, "date " + date + " known at " + knownAt + ", seed " + SEED);
            several += found.size() > 4 ? 1 : 0;
        }
        assertTrue(several > 100, several + " of the balances were of more than four accounts");
    }

    @Test
    void balancesOfNowAreTheWholeLedger() throws Exception {
        Map<Integer, String> found = new TreeMap<>();
        queries.balances(AsOf.NOW, AsOf.EVERYTHING, 0).forEach(b -> found.put(b.ledgerAccountId(),
            b.debits() + " " + b.credits()));
        assertEquals(naive(AsOf.NOW, AsOf.EVERYTHING), found);
        assertEquals(List.of(), queries.balances(AsOf.NOW, AsOf.EVERYTHING, 99));
    }

    @Test
    void aStatementGoesFromItsOpeningThroughItsLinesToItsClosing() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        int lines = 0;
        for (int i = 0; i < 200; i++) {
            int account = random.nextInt(1, 9);
            int from = random.nextInt(FIRST_DAY, BACK.openDate() + 2);
            int to = from + random.nextInt(0, 20);
            BooksQueries.Statement statement = queries.statement(account, from, to);
            String what = "account " + account + " from " + from + " to " + to + ", seed " + SEED;
            assertEquals(net(account, from - 1), statement.opening(), what);
            assertEquals(net(account, to), statement.closing(), what);
            List<String> found = new ArrayList<>();
            statement.lines().forEach(l -> found.add(l.accountingDate() + " " + l.entryId() + " " + l.amount()));
            assertEquals(naiveLines(account, from, to), found, what);
            lines += found.size();
        }
        assertTrue(lines > 1000, lines + " lines");
    }

    @Test
    void pricesAndRatesAreThoseOfTheLastClose() throws Exception {
        int closed = (int) number("SELECT max(business_date) - DATE '1970-01-01' FROM books.rate");
        assertEquals(Map.of(BackJournal.USD, 100_000_000L, BackJournal.GBP, 130_000_000L + closed),
            queries.rates(AsOf.NOW).ratesE8());
        assertEquals(BackJournal.USD, queries.rates(AsOf.NOW).baseCurrency());
        assertEquals(130_000_000L + FIRST_DAY, queries.rates(FIRST_DAY).ratesE8().get(BackJournal.GBP));
        assertEquals(2, queries.prices(AsOf.NOW).size());
        assertTrue(queries.prices(FIRST_DAY - 1).isEmpty());
        assertEquals(0, queries.rates(FIRST_DAY - 1).baseCurrency());
    }

    private static Map<Integer, String> naive(int date, long knownAtNs) throws SQLException {
        Map<Integer, String> sums = new TreeMap<>();
        for (String row : rows("SELECT p.ledger_account_id || ' ' || sum(greatest(p.amount, 0)) || ' ' "
            + "|| sum(greatest(-p.amount, 0)) FROM books.posting p, books.entry e WHERE p.entry_id = e.entry_id "
            + "AND e.accounting_date <= DATE '" + LocalDate.ofEpochDay(date) + "' AND e.time_ns <= " + knownAtNs
            + " GROUP BY p.ledger_account_id")) {
            sums.put(Integer.parseInt(row.split(" ", 2)[0]), row.split(" ", 2)[1]);
        }
        return sums;
    }

    private static long net(int account, int date) throws SQLException {
        return number("SELECT coalesce(sum(p.amount), 0) FROM books.posting p, books.entry e "
            + "WHERE p.entry_id = e.entry_id AND p.ledger_account_id = " + account + " AND e.accounting_date <= DATE '"
            + LocalDate.ofEpochDay(date) + "'");
    }

    private static List<String> naiveLines(int account, int from, int to) throws SQLException {
        return rows("SELECT e.accounting_date || ' ' || e.entry_id || ' ' || p.amount FROM books.posting p, "
            + "books.entry e WHERE p.entry_id = e.entry_id AND p.ledger_account_id = " + account
            + " AND e.accounting_date BETWEEN DATE '" + LocalDate.ofEpochDay(from) + "' AND DATE '"
            + LocalDate.ofEpochDay(to) + "' ORDER BY e.accounting_date, e.entry_id, p.line");
    }

    private static long number(String sql) throws SQLException {
        return Long.parseLong(rows(sql).get(0));
    }

    private static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = postgres.database().asOwner(); Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
