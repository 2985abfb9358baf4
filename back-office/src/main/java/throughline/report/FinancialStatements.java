package throughline.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.books.AsOf;
import throughline.books.BooksQueries.Rates;
import throughline.ledger.Chart;

/** Balance sheet, and profit and loss, of balances of the whole firm: by currency, and in the base currency. */
public final class FinancialStatements {
    private static final String ASSETS = "assets";
    private static final String LIABILITIES = "liabilities";
    private static final String EQUITY = "equity";
    private static final String INCOME = "income";
    private static final String EXPENSE = "expense";
    private static final int SECTION = 1000;
    private static final int LIABILITY = 2;
    private static final int EQUITY_NUMBER = 3;

    private FinancialStatements() {
    }

    /**
     * What the firm has and owes. The result that was not carried to retained earnings is a line of the equity.
     *
     * @param asOf what its head says of the date
     * @param knownAt what its head says of the time; empty: everything known
     */
    public static Report balanceSheet(Figures figures, List<AsOf.Balance> balances, Rates rates, String asOf,
        String knownAt) {
        Sections sections = new Sections(figures, rates, List.of(ASSETS, LIABILITIES, EQUITY));
        Map<Integer, Long> result = new TreeMap<>();
        nets(balances).forEach((chart, byCurrency) -> byCurrency.forEach((currency, net) -> {
            if (chart.isOfResult()) {
                result.merge(currency, -net, Math::addExact);
            } else if (chart.isOfBalanceSheet()) {
                int section = chart.number() / SECTION;
                String name = section == LIABILITY ? LIABILITIES : section == EQUITY_NUMBER ? EQUITY : ASSETS;
                sections.add(name, chart, currency, name.equals(ASSETS) ? net : -net);
            }
        }));
        result.forEach((currency, net) ->
            sections.add(EQUITY, 0, "result not yet carried to retained earnings", currency, net));
        Long assets = sections.baseTotal(ASSETS);
        Long liabilities = sections.baseTotal(LIABILITIES);
        Long equity = sections.baseTotal(EQUITY);
        if (assets != null && liabilities != null && equity != null) {
            sections.addRounding(EQUITY, assets - liabilities - equity);
        }
        Map<Integer, Long> sides = new TreeMap<>(sections.totals(LIABILITIES));
        sections.totals(EQUITY).forEach((currency, amount) -> sides.merge(currency, amount, Math::addExact));
        sides.values().removeIf(amount -> amount == 0);
        Map<Integer, Long> owned = new TreeMap<>(sections.totals(ASSETS));
        owned.values().removeIf(amount -> amount == 0);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("asOf", asOf);
        model.put("knownAt", knownAt);
        model.put("baseCurrency", sections.baseCurrency());
        model.put("sections", sections.model());
        model.put("assets", sections.totalsModel(owned));
        model.put("liabilitiesAndEquity", sections.totalsModel(sides));
        model.put("balanced", owned.equals(sides));
        return new Report(model, sections.sheet());
    }

    /**
     * What was earned and spent: how the accounts of the result moved from one date's books to another's.
     *
     * @param from first date
     * @param to last date
     */
    public static Report profitAndLoss(Figures figures, List<AsOf.Balance> before, List<AsOf.Balance> behind,
        Rates rates, String from, String to, String knownAt) {
        Sections sections = new Sections(figures, rates, List.of(INCOME, EXPENSE));
        Map<Chart, Map<Integer, Long>> opening = nets(before);
        Map<Integer, Long> result = new TreeMap<>();
        nets(behind).forEach((chart, byCurrency) -> byCurrency.forEach((currency, net) -> {
            if (chart.isOfResult()) {
                long moved = net - opening.getOrDefault(chart, Map.of()).getOrDefault(currency, 0L);
                boolean income = !chart.debitNormal();
                sections.add(income ? INCOME : EXPENSE, chart, currency, income ? -moved : moved);
                result.merge(currency, -moved, Math::addExact);
            }
        }));
        Long income = sections.baseTotal(INCOME);
        Long expense = sections.baseTotal(EXPENSE);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("from", from);
        model.put("to", to);
        model.put("knownAt", knownAt);
        model.put("baseCurrency", sections.baseCurrency());
        model.put("sections", sections.model());
        model.put("result", sections.totalsModel(result));
        model.put("baseResult", income == null || expense == null ? "" : sections.base(income - expense));
        Sheet sheet = sections.sheet();
        result.forEach((currency, amount) -> sheet.row("result", "", "total", Names.currency(currency),
            figures.money(amount, currency), ""));
        return new Report(model, sheet);
    }

    private static Map<Chart, Map<Integer, Long>> nets(List<AsOf.Balance> balances) {
        Map<Chart, Map<Integer, Long>> nets = new TreeMap<>();
        balances.forEach(balance -> nets.computeIfAbsent(Chart.of(balance.chartNumber()), chart -> new TreeMap<>())
            .merge(balance.unit(), balance.net(), Math::addExact));
        return nets;
    }
}
