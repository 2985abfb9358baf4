package throughline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.books.AsOf;
import throughline.books.BooksQueries;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.EntryKind;
import throughline.message.UnitKind;

/** A ledger account's statement: what it stood at, each posting with the balance behind it, what it stands at. */
public final class AccountReport {
    private static final List<String> COLUMNS = List.of("entryId", "accountingDate", "tradeDate", "valueDate", "kind",
        "orderId", "text", "debit", "credit", "balance");

    private AccountReport() {
    }

    /**
     * Makes one.
     *
     * @param ledgerAccountId one that the state knows
     */
    public static Report of(Figures figures, int ledgerAccountId, BooksQueries.Statement statement, String from,
        String to) {
        LedgerAccounts accounts = figures.state().ledger().accounts();
        Chart chart = Chart.of(accounts.chart(ledgerAccountId));
        boolean money = chart.unitKind() == UnitKind.MONEY;
        int unit = accounts.unit(ledgerAccountId);
        Sheet sheet = new Sheet(COLUMNS, Set.of("debit", "credit", "balance"));
        List<Map<String, Object>> lines = new ArrayList<>();
        long running = statement.opening();
        for (AsOf.Line line : statement.lines()) {
            running = Math.addExact(running, line.amount());
            String kind = EntryKind.get((short) line.kind()).name().toLowerCase(java.util.Locale.ROOT);
            String amount = figures.amount(Math.abs(line.amount()), money, unit);
            String debit = line.amount() > 0 ? amount : "";
            String credit = line.amount() < 0 ? amount : "";
            String balance = figures.amount(running, money, unit);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("entryId", Long.toString(line.entryId()));
            row.put("accountingDate", line.accountingDate());
            row.put("tradeDate", line.tradeDate());
            row.put("valueDate", line.valueDate());
            row.put("kind", kind);
            row.put("orderId", Long.toString(line.orderId()));
            row.put("text", line.text());
            row.put("debit", debit);
            row.put("credit", credit);
            row.put("balance", balance);
            lines.add(row);
            sheet.row(Long.toString(line.entryId()), line.accountingDate(), line.tradeDate(), line.valueDate(), kind,
                Long.toString(line.orderId()), line.text(), debit, credit, balance);
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("ledgerAccountId", Integer.toString(ledgerAccountId));
        model.put("chart", chart.number());
        model.put("title", chart.title());
        model.put("account", figures.account(accounts.book(ledgerAccountId)));
        model.put("unit", figures.unit(money, unit));
        model.put("from", from);
        model.put("to", to);
        model.put("opening", figures.amount(statement.opening(), money, unit));
        model.put("lines", lines);
        model.put("closing", figures.amount(statement.closing(), money, unit));
        return new Report(model, sheet);
    }
}
