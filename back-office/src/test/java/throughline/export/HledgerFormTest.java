package throughline.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.books.Batch;
import throughline.books.LedgerExtract;

/** What the form does with names that collide, texts that mean something to hledger, and days that were reopened. */
final class HledgerFormTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    private static final int USD = 840;
    private static final int JPY = 392;

    @TempDir
    Path directory;

    @Test
    void assertsBalancesWhereTheOrderIsThatOfBooking() throws Exception {
        StringBuilder out = new StringBuilder();
        HledgerForm form = begin(out);
        form.entry(entry(1, DAY, "first", 100, 100));
        form.entry(entry(3, DAY, "into the reopened day", 7, 157));
        form.entry(entry(2, DAY.plusDays(1), "second", 50, 150));
        form.entry(entry(4, DAY.plusDays(1), "last", 1, 158));
        form.end(4, 8);

        assertEquals(4, out.toString().lines().filter(line -> line.contains(" = ")).count());
        assertTrue(out.toString().contains("    1000 cash at nostro:USD:5  0.01 USD = 1.58 USD\n"), out.toString());
        assertEquals(new Hledger.Said(0, ""), hledger(out.toString()).check());
        assertNotEquals(0, hledger(out.toString().replace("= 1.58 USD", "= 1.57 USD")).check().exit());
    }

    @Test
    void noTextOrNameMeansAnythingButItself() throws Exception {
        StringBuilder out = new StringBuilder();
        HledgerForm form = begin(out);
        String text = "(1) ! a; due:x  = 5 @@ \"q\" | \n\t2026-01-01 \u00e9 {2} [2026-02-30]";
        form.entry(entry(1, DAY, text, 12345, 12345));
        LedgerExtract.Entry yen = new LedgerExtract.Entry(2, 2, 2, 0, 0, 0, 0, 0, 0, DAY, DAY, null, DAY, 0, 12, "",
            List.of(new Batch.Posting(2, 1, 4, JPY, 1, -5, 0, 5, 1), new Batch.Posting(2, 2, 5, JPY, 1, 5, 5, 0, 1)));
        form.entry(yen);
        form.end(2, 4);

        assertTrue(out.toString().contains("account 1000 cash at nostro:USD:5\n"), out.toString());
        assertTrue(out.toString().contains("account 1000 cash at nostro:USD:5 #2\n"), out.toString());
        assertTrue(out.toString().contains("    1000 cash at nostro:JPY  -5 JPY = -5 JPY\n"), out.toString());
        Hledger hledger = hledger(out.toString());
        assertEquals(new Hledger.Said(0, ""), hledger.check());
        assertEquals("(1) ! a, due:x = 5 @@ 'q' | 2026-01-01 ? {2} [2026-02-30]\n",
            hledger.run("descriptions", "code:1").text());
        assertEquals("1\n2\n", hledger.run("codes").text());
    }

    private static HledgerForm begin(StringBuilder out) throws IOException {
        HledgerForm form = new HledgerForm(out, new FirmNames());
        form.head(List.of("told"), List.of(account(1, 1000, USD, 5, 0), account(2, 1000, USD, 0, 5),
            account(3, 3000, USD, 0, 0), account(4, 1000, JPY, 0, 0), account(5, 3000, JPY, 0, 0)));
        return form;
    }

    private static Batch.Account account(int id, int chart, int unit, int book, int party) {
        return new Batch.Account(id, chart, unit, book, party, 0, 1, 0, id, id);
    }

    private static LedgerExtract.Entry entry(long id, LocalDate date, String text, long amount, long balance) {
        return new LedgerExtract.Entry(id, id, id, 3, id, 7, 0, 9, 0, date, null, DAY.plusDays(5), date, 0, 2, text,
            List.of(new Batch.Posting(id, 1, 1, USD, 1, amount, balance, 0, id),
                new Batch.Posting(id, 2, 3, USD, 1, -amount, 0, balance, id)));
    }

    private Hledger hledger(String text) throws IOException, InterruptedException {
        return Hledger.of(Files.writeString(directory.resolve("form.journal"), text));
    }
}
