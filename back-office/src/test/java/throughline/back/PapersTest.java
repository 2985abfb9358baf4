package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.back.BackFirm.CLIENT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.books.AsOf;
import throughline.books.BooksQueries;
import throughline.books.BooksRebuild;
import throughline.books.OrderSums;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;
import throughline.message.Side;
import throughline.postgres.EmbeddedPostgres;
import throughline.reference.Money;
import throughline.report.ChargeReport;
import throughline.report.ClientStatement;
import throughline.report.ContractNote;
import throughline.report.Executions;
import throughline.report.Figures;
import throughline.report.FinancialStatements;
import throughline.report.Pages;
import throughline.report.Report;
import throughline.report.TraderCommissions;

/** Worked example B as the client reads it, to the cent; the pages lie in target/papers for whoever wants to look. */
class PapersTest {
    private static final Path PAPERS = Path.of("target", "papers");
    private static final int FIRST = BackFirm.FIRST_DAY;

    @TempDir
    static Path directory;
    private static final BackFirm FIRM = new BackFirm();
    private static EmbeddedPostgres postgres;
    private static BooksQueries queries;
    private static MiddleJournal.Fill busted;

    @BeforeAll
    static void start() throws Exception {
        FIRM.importReference();
        FIRM.cash(CLIENT, 6_000_000, "cash.csv:3");
        FIRM.openDay();
        FIRM.trade(1, CLIENT, Side.BUY, 1000, 5000);
        busted = FIRM.trade(3, CLIENT, BackFirm.OTHER, Side.BUY, 10, 2000);
        FIRM.bust(busted);
        close(51);
        FIRM.confirm(1, 1000, 5_000_000, "C1");
        FIRM.correct(FIRM.trade(2, CLIENT, Side.SELL, 300, 5400), 400, 5500);
        close(56);
        FIRM.confirm(2, 400, 2_200_000, "C2");
        close(57);
        postgres = EmbeddedPostgres.start(directory, 0);
        BooksRebuild.run(FIRM.journal, postgres.database(), System::nanoTime, status -> { });
        queries = new BooksQueries(postgres.database());
        Files.createDirectories(PAPERS);
    }

    @AfterAll
    static void stop() throws Exception {
        queries.close();
        postgres.stop();
    }

    private static void close(long dollars) {
        int date = FIRM.machine.businessDate();
        FIRM.askClose(date);
        FIRM.middle.riskDayClosed(date, Map.of(BackFirm.ACME, dollars * Money.E8, BackFirm.OTHER, 20 * Money.E8),
            BackFirm.USD, Map.of());
        FIRM.run();
        assertTrue(FIRM.machine.businessDate() > date);
    }

    @Test
    void theNoteOfTheBuySaysWhatIsToBePaid() throws Exception {
        Report note = note(1, FIRST, Figures.plain(FIRM.machine));
        assertFields(note, "account", "CL-1", "client", "C-1 Ltd", "firm", "FIRM Ltd", "side", "buy", "symbol", "ACME",
            "quantity", "1000", "consideration", "50000", "net", "50010", "payOrReceive", "pay", "averagePrice", "50",
            "tradeDate", "2026-06-01", "settlementDate", "2026-06-02", "settlement", "settled", "capacity",
            "principal");
        assertEquals(List.of("Commission 10"), charges(note));
        String csv = note.sheet().csv();
        assertTrue(csv.contains("net amount to pay,,,,USD,50010\n"), csv);
        String page = Pages.contractNote(note(1, FIRST, Figures.paper(FIRM.machine)));
        Files.writeString(PAPERS.resolve("contract-note.html"), page);
        assertTrue(page.contains("You bought 1,000 ACME") && page.contains("USD 50,010.00"), page);
        assertTrue(page.contains("50.0000") && page.contains("<td>2026-05-28 20:26:40.000</td>"), page);
    }

    @Test
    void theNoteOfTheSaleSaysTheCorrectedTrade() throws Exception {
        Report note = note(2, FIRST + 1, Figures.plain(FIRM.machine));
        assertFields(note, "side", "sell", "quantity", "400", "consideration", "22000", "net", "21995.46",
            "payOrReceive", "receive", "averagePrice", "55");
        assertEquals(List.of("Commission 4", "SEC section 31 fee 0.46", "Trading activity fee (TAF) 0.08"),
            charges(note));
        assertEquals(1, rows(note, "executions").size());
    }

    @Test
    void aBustedOrderHasNoNote() throws Exception {
        List<OrderSums.OrderDay> days = queries.orderDays(new OrderSums.Choice(0, 0, 0, FIRST, FIRST));
        assertEquals(2, days.size());
        assertEquals(List.of("1"), days.stream().filter(ContractNote::isDue)
            .map(day -> ContractNote.head(Figures.plain(FIRM.machine), day).get("orderId")).toList());
        assertEquals(0, queries.orderDays(new OrderSums.Choice(0, BackFirm.OWN, 0, FIRST, FIRST)).size());
    }

    @Test
    void theStatementGoesFromNothingToWhatTheBooksHold() throws Exception {
        Report statement = statement(FIRST, FIRST + 2, Figures.plain(FIRM.machine));
        Map<String, Object> cash = rows(statement, "cash").get(0);
        assertEquals("0 31985.46", cash.get("opening") + " " + cash.get("closing"));
        assertEquals(List.of("60000 60000", "-50010 9990", "21995.46 31985.46"), listed(cash, "movements").stream()
            .map(row -> row.get("amount") + " " + row.get("balance")).toList());
        Map<String, Object> acme = rows(statement, "holdings").get(0);
        assertEquals("0 600 57 34200", acme.get("opening") + " " + acme.get("closing") + " " + acme.get("price") + " "
            + acme.get("value"));
        assertEquals(List.of(), rows(statement, "unsettled"));
        assertEquals(List.of("Commission 14", "SEC section 31 fee 0.46", "Trading activity fee (TAF) 0.08"),
            charges(statement));
        assertEquals("66185.46", rows(statement, "worth").get(0).get("amount"));
        Files.writeString(PAPERS.resolve("client-statement.html"),
            Pages.clientStatement(statement(FIRST, FIRST + 2, Figures.paper(FIRM.machine))));
    }

    @Test
    void theStatementOfADayInBetweenHasWhatIsNotSettled() throws Exception {
        Report statement = statement(FIRST + 1, FIRST + 1, Figures.plain(FIRM.machine));
        Map<String, Object> cash = rows(statement, "cash").get(0);
        assertEquals("60000 9990", cash.get("opening") + " " + cash.get("closing"));
        assertEquals("sales to be received 21995.46", rows(statement, "unsettled").stream()
            .map(row -> row.get("title") + " " + row.get("amount")).findFirst().orElseThrow());
        Map<String, Object> acme = rows(statement, "holdings").get(0);
        assertEquals("1000 600 33600", acme.get("opening") + " " + acme.get("closing") + " " + acme.get("value"));
    }

    @Test
    void theBalanceSheetHasBothSidesEqual() throws Exception {
        Report sheet = FinancialStatements.balanceSheet(Figures.plain(FIRM.machine),
            queries.balances(AsOf.NOW, AsOf.EVERYTHING, 0), queries.rates(AsOf.NOW), "2026-06-03", "");
        assertEquals(true, sheet.model().get("balanced"));
        assertEquals("32000", rows(sheet, "assets").get(0).get("amount"));
        assertEquals(List.of("32000", "31986", "14"), rows(sheet, "sections").stream()
            .map(section -> section.get("baseTotal")).toList());
        Report result = FinancialStatements.profitAndLoss(Figures.plain(FIRM.machine),
            queries.balances(FIRST, AsOf.EVERYTHING, 0), queries.balances(FIRST + 1, AsOf.EVERYTHING, 0),
            queries.rates(FIRST + 1), "2026-06-02", "2026-06-02", "");
        assertEquals("4", rows(result, "result").get(0).get("amount"));
        assertEquals("4", result.model().get("baseResult"));
        assertTrue(sheet.sheet().text().contains("client money bank, segregated"), sheet.sheet().text());
    }

    /** 10.05 pounds at 1.25 are 12.5625: each line is rounded once, and a line of its own says what that leaves. */
    @Test
    void aForeignCurrencyIsWorthItsRateAndBothSidesStayEqual() throws Exception {
        List<AsOf.Balance> pounds = List.of(balance(1, 1000, 826, 1005), balance(2, 2480, 826, -335),
            balance(3, 2400, 826, -335), balance(4, 4200, 826, -335), balance(5, 1000, 840, 100),
            balance(6, 3000, 840, -100));
        BooksQueries.Rates rates = new BooksQueries.Rates(840, Map.of(840, Money.E8, 826, 125_000_000L));
        Report sheet = FinancialStatements.balanceSheet(Figures.plain(FIRM.machine), pounds, rates, "", "");
        assertEquals(true, sheet.model().get("balanced"));
        assertEquals(List.of("13.56", "8.38", "5.18"), rows(sheet, "sections").stream()
            .map(section -> section.get("baseTotal")).toList());
        assertEquals("-0.01", listed(rows(sheet, "sections").get(2), "lines").stream()
            .filter(line -> line.get("title").toString().startsWith("rounding")).findFirst().orElseThrow()
            .get("baseAmount"));
        Report without = FinancialStatements.balanceSheet(Figures.plain(FIRM.machine), pounds,
            new BooksQueries.Rates(840, Map.of(840, Money.E8)), "", "");
        assertEquals(List.of("", "", ""), rows(without, "sections").stream().map(one -> one.get("baseTotal")).toList());
        Report even = FinancialStatements.balanceSheet(Figures.plain(FIRM.machine), pounds.subList(0, 2), rates, "",
            "");
        assertEquals(false, even.model().get("balanced"));
    }

    private static AsOf.Balance balance(int id, int chart, int currency, long net) {
        return new AsOf.Balance(id, chart, currency, 1, 0, 0, 0, Math.max(net, 0), Math.max(-net, 0));
    }

    @Test
    void commissionsAndFeesAddUpWhoeverTheyAreListedBy() throws Exception {
        for (OrderSums.By by : OrderSums.By.values()) {
            assertEquals("14", total(OrderSums.Report.COMMISSIONS, by));
            assertEquals("0.54", total(OrderSums.Report.FEES, by));
            assertEquals("14", total(OrderSums.Report.REVENUE, by));
        }
    }

    @Test
    void theTraderSeesEachOrdersCommission() throws Exception {
        List<OrderSums.OrderDay> days = queries.orderDays(new OrderSums.Choice(0, 0, 1, FIRST, FIRST + 29));
        Report report = TraderCommissions.of(Figures.plain(FIRM.machine), 1, "2026-06", days);
        assertEquals(List.of("1 buy 1000 50000 10", "2 sell 400 22000 4"), rows(report, "lines").stream()
            .map(row -> row.get("orderId") + " " + row.get("side") + " " + row.get("quantity") + " "
                + row.get("notional") + " " + row.get("commission")).toList());
        assertEquals("72000 14", rows(report, "totals").get(0).get("notional") + " "
            + rows(report, "totals").get(0).get("commission"));
        assertEquals(0, queries.orderDays(new OrderSums.Choice(0, 0, 2, FIRST, FIRST + 29)).size());
        Files.writeString(PAPERS.resolve("trader-commissions.html"), Pages.traderCommissions(
            TraderCommissions.of(Figures.paper(FIRM.machine), 1, "2026-06", days)));
    }

    /** What a client is called is never markup. */
    @Test
    void whatGoesIntoAPageIsEscaped() throws Exception {
        Report note = note(1, FIRST, Figures.paper(FIRM.machine));
        note.model().put("client", "<b>Smith & Sons</b>");
        String page = Pages.contractNote(note);
        assertTrue(page.contains("&lt;b&gt;Smith &amp; Sons&lt;/b&gt;"), page);
        assertFalse(page.contains("<b>"), page);
    }

    private static String total(OrderSums.Report report, OrderSums.By by) throws Exception {
        Report made = ChargeReport.of(Figures.plain(FIRM.machine), queries.totals(report, by, FIRST, FIRST + 29), by,
            "2026-06-01", "2026-06-30");
        return rows(made, "totals").get(0).get("amount").toString();
    }

    private static Report note(long order, int date, Figures figures) throws Exception {
        OrderSums.OrderDay day = queries.orderDays(new OrderSums.Choice(order, 0, 0, date, date)).get(0);
        List<JournalRecord> records = new ArrayList<>();
        try (RecordCursor cursor = new RecordCursor("middle", FIRM.middle.journal())) {
            while (cursor.next()) {
                if (cursor.record().orderId() == order) {
                    byte[] bytes = new byte[cursor.record().length()];
                    cursor.record().buffer().getBytes(0, bytes);
                    records.add(new JournalRecord().wrap(new UnsafeBuffer(bytes), 0, bytes.length));
                }
            }
        }
        return ContractNote.of(figures, day, Executions.of(records, date));
    }

    private static Report statement(int from, int to, Figures figures) throws Exception {
        return ClientStatement.of(figures, CLIENT, queries.statements(CLIENT, ClientStatement.CHARTS, from, to),
            queries.prices(to), queries.orderDays(new OrderSums.Choice(0, CLIENT, 0, from, to)),
            LocalDate.ofEpochDay(from).toString(), LocalDate.ofEpochDay(to).toString());
    }

    private static void assertFields(Report report, String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            assertEquals(namesAndValues[i + 1], report.model().get(namesAndValues[i]), namesAndValues[i]);
        }
    }

    private static List<String> charges(Report report) {
        return rows(report, "charges").stream().map(row -> row.get("title") + " " + row.get("amount")).toList();
    }

    private static List<Map<String, Object>> rows(Report report, String name) {
        return listed(report.model(), name);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> listed(Map<String, Object> model, String name) {
        return (List<Map<String, Object>>) model.get(name);
    }
}
