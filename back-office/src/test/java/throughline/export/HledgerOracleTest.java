package throughline.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.back.RandomDays;
import throughline.books.Bookkeeper;
import throughline.books.BooksAwayException;
import throughline.books.BooksQueries;
import throughline.books.BooksRebuild;
import throughline.books.TrialBalance;
import throughline.journal.Journal;
import throughline.postgres.EmbeddedPostgres;

/** 50,000 seeded events, booked into a real PostgreSQL and exported: hledger finds nothing and the same balances. */
@Tag("long")
final class HledgerOracleTest {
    private static final int EVENTS = 50_000;
    private static final Map<Integer, Integer> SCALES = Map.of(840, 2, 826, 2, 756, 2, 392, 0);
    private static final Map<Integer, String> CURRENCIES = Map.of(840, "USD", 826, "GBP", 756, "CHF", 392, "JPY");
    private static final Map<Integer, String> SYMBOLS =
        Map.of(1, "ACME", 2, "OTHER", RandomDays.POUNDS, "USD#3", RandomDays.FRANCS, "7203.T, 'x'");
    private static final Map<String, String> SYMBOLS_AS_TOLD =
        Map.of("security USD", "USD#3", "security 7203.T; \"x\"", "7203.T, 'x'");

    @TempDir
    static Path directory;
    private static EmbeddedPostgres postgres;
    private static Journal back;
    private static Bookkeeper.Status booked;

    @BeforeAll
    static void book() throws Exception {
        long seed = Long.getLong("throughline.seed", 20260601);
        System.out.println("seed " + seed);
        back = RandomDays.journal(seed, EVENTS);
        postgres = EmbeddedPostgres.start(directory, 0);
        booked = BooksRebuild.run(back, postgres.database(), System::nanoTime, status -> { });
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.stop();
    }

    @Test
    void hledgerAgrees() throws Exception {
        Path journal = directory.resolve("ledger.journal");
        export(journal, HledgerForm::new, null);
        Hledger hledger = Hledger.of(journal);

        assertEquals(new Hledger.Said(0, ""), hledger.check());
        try (BooksQueries books = new BooksQueries(postgres.database())) {
            assertEquals(named(books.trialBalance()), hledger.balances());
        }
        String text = Files.readString(journal);
        assertTrue(text.startsWith("; Throughline's ledger at seq " + booked.seq() + " of the back journal"), text);
        assertTrue(text.contains(booked.position().head()));
        assertTrue(text.endsWith("\n; end: " + booked.entries() + " entries, " + count(text, "(?m)^    \\S")
            + " postings\n"));
        assertEquals(booked.entries(), count(text, "(?m)^\\d{4}-.*; kind:"));
    }

    @Test
    void hledgerWouldFindAChangedAmountAndAnUndeclaredAccount() throws Exception {
        LocalDate first = LocalDate.of(2026, 6, 1);
        Path journal = directory.resolve("first.journal");
        export(journal, HledgerForm::new, first);
        Hledger hledger = Hledger.of(journal);
        assertEquals(new Hledger.Said(0, ""), hledger.check());
        String text = Files.readString(journal);
        assertEquals(0, count(text, "(?m)^2026-06-02"), "entries behind the last date wanted");

        Files.writeString(journal, text.replaceFirst("(?m)^(    1000 \\S.*?)\\d\\.(.*) = .*", "$17.$2"));
        assertNotEquals(0, hledger.check().exit(), "an amount was changed");
        Files.writeString(journal, text.replaceFirst("(?m)^account 1200 .*\n", "").replaceFirst(
            "(?m)^account 1200 .*PROP:ACME\n", ""));
        assertNotEquals(0, hledger.check().exit(), "an account is not declared");
    }

    @Test
    void csvHasEachPostingOnce() throws Exception {
        Path csv = directory.resolve("ledger.csv");
        export(csv, CsvForm::new, null);
        Map<String, BigDecimal> balances = new TreeMap<>();
        long[] postings = new long[1];
        try (CsvReader<NamedCsvRecord> lines =
            CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(csv)) {
            lines.forEach(line -> {
                String unit = SYMBOLS_AS_TOLD.getOrDefault(line.getField("unitKind") + " " + line.getField("unit"),
                    line.getField("unit"));
                balances.merge(line.getField("chart") + " " + unit, new BigDecimal(line.getField("amount")),
                    BigDecimal::add);
                postings[0]++;
            });
        }
        balances.values().removeIf(balance -> balance.signum() == 0);
        balances.replaceAll((key, balance) -> balance.stripTrailingZeros());
        try (BooksQueries books = new BooksQueries(postgres.database())) {
            assertEquals(named(books.trialBalance()), balances);
        }
        assertTrue(postings[0] > 2 * booked.entries(), postings[0] + " postings");
    }

    private static void export(Path file, BiFunction<Writer, FirmNames, Form> form, LocalDate to)
        throws IOException, BooksAwayException {
        try (Writer out = Files.newBufferedWriter(file)) {
            new Extraction(back, postgres.database(), to).write(names -> form.apply(out, names), line -> { });
        }
    }

    private static Map<String, BigDecimal> named(TrialBalance trial) {
        Map<String, BigDecimal> named = new TreeMap<>();
        for (TrialBalance.Line line : trial.lines()) {
            int id = line.unit().id();
            int scale = line.unit().money() ? SCALES.get(id) : id == RandomDays.POUNDS ? 8 : 0;
            named.put(line.chartNumber() + " " + (line.unit().money() ? CURRENCIES : SYMBOLS).get(id),
                new BigDecimal(line.debit().subtract(line.credit()), scale).stripTrailingZeros());
        }
        return named;
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
