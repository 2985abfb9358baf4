package throughline.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.books.BooksQueries.Rates;
import throughline.ledger.Chart;
import throughline.reference.Money;

/**
 * The sections of a financial statement: a line for each chart number and currency, with what it is worth in the base
 * currency, rounded once, where there is a rate. Sums are kept by currency. One thread.
 */
final class Sections {
    private static final int RATE_DECIMALS = 8;

    /** A line; the base amount is null where there is no rate. */
    private record Line(int chart, String title, int currency, long amount, Long baseAmount) {
    }

    private final Figures figures;
    private final Rates rates;
    private final Map<String, List<Line>> sections = new LinkedHashMap<>();
    private final Set<String> numbers = Set.of("amount", "baseAmount");

    Sections(Figures figures, Rates rates, List<String> names) {
        this.figures = figures;
        this.rates = rates;
        names.forEach(name -> sections.put(name, new ArrayList<>()));
    }

    /** Adds a line; nothing for 0. */
    void add(String section, int chart, String title, int currency, long amount) {
        if (amount != 0) {
            sections.get(section).add(new Line(chart, title, currency, amount, inBase(amount, currency)));
        }
    }

    void add(String section, Chart chart, int currency, long amount) {
        add(section, chart.number(), chart.title(), currency, amount);
    }

    /** Adds what the rounding of the lines' worth leaves, so that a section's sum in the base currency is this one. */
    void addRounding(String section, long baseAmount) {
        if (baseAmount != 0) {
            sections.get(section).add(new Line(0, "rounding into the base currency", rates.baseCurrency(), 0,
                baseAmount));
        }
    }

    private Long inBase(long amount, int currency) {
        Long rateE8 = rates.ratesE8().get(currency);
        return rateE8 == null || rates.baseCurrency() == 0 ? null
            : BigDecimal.valueOf(amount, Money.scale(currency)).multiply(BigDecimal.valueOf(rateE8, RATE_DECIMALS))
                .setScale(Money.scale(rates.baseCurrency()), RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }

    /** A section's sums by currency. */
    Map<Integer, Long> totals(String section) {
        Map<Integer, Long> totals = new TreeMap<>();
        sections.get(section).forEach(line -> totals.merge(line.currency(), line.amount(), Math::addExact));
        return totals;
    }

    /** A section's sum in the base currency; null where a line has no rate. */
    Long baseTotal(String section) {
        long sum = 0;
        for (Line line : sections.get(section)) {
            if (line.baseAmount() == null) {
                return null;
            }
            sum = Math.addExact(sum, line.baseAmount());
        }
        return sum;
    }

    String base(Long amount) {
        return amount == null || rates.baseCurrency() == 0 ? "" : figures.money(amount, rates.baseCurrency());
    }

    String baseCurrency() {
        return rates.baseCurrency() == 0 ? "" : Names.currency(rates.baseCurrency());
    }

    List<Map<String, Object>> model() {
        List<Map<String, Object>> model = new ArrayList<>();
        sections.forEach((name, lines) -> {
            List<Map<String, Object>> rows = new ArrayList<>();
            lines.forEach(line -> {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("chart", line.chart());
                row.put("title", line.title());
                row.put("currency", Names.currency(line.currency()));
                row.put("amount", figures.money(line.amount(), line.currency()));
                row.put("baseAmount", base(line.baseAmount()));
                rows.add(row);
            });
            Map<String, Object> section = new LinkedHashMap<>();
            section.put("section", name);
            section.put("lines", rows);
            section.put("totals", totalsModel(totals(name)));
            section.put("baseTotal", base(baseTotal(name)));
            model.add(section);
        });
        return model;
    }

    List<Map<String, Object>> totalsModel(Map<Integer, Long> totals) {
        List<Map<String, Object>> model = new ArrayList<>();
        totals.forEach((currency, amount) -> {
            Map<String, Object> total = new LinkedHashMap<>();
            total.put("currency", Names.currency(currency));
            total.put("amount", figures.money(amount, currency));
            model.add(total);
        });
        return model;
    }

    Sheet sheet() {
        Sheet sheet = new Sheet(List.of("section", "chart", "title", "currency", "amount", "baseAmount"), numbers);
        sections.forEach((name, lines) -> {
            lines.forEach(line -> sheet.row(name, line.chart() == 0 ? "" : Integer.toString(line.chart()),
                line.title(), Names.currency(line.currency()), figures.money(line.amount(), line.currency()),
                base(line.baseAmount())));
            totals(name).forEach((currency, amount) -> sheet.row(name, "", "total", Names.currency(currency),
                figures.money(amount, currency), ""));
            if (rates.baseCurrency() != 0) {
                sheet.row(name, "", "total in the base currency", baseCurrency(), "", base(baseTotal(name)));
            }
        });
        return sheet;
    }
}
