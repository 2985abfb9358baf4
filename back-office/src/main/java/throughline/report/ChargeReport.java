package throughline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.books.OrderSums;
import throughline.ledger.Chart;

/** Commissions, fees or revenue by client, trader or month; what was earned or charged is above 0. */
public final class ChargeReport {
    private ChargeReport() {
    }

    /** Makes one. */
    public static Report of(Figures figures, List<OrderSums.Total> found, OrderSums.By by, String from, String to) {
        Sheet sheet = new Sheet(List.of("key", "currency", "chart", "title", "amount"), Set.of("amount"));
        List<Map<String, Object>> lines = new ArrayList<>();
        Map<Integer, Long> totals = new TreeMap<>();
        for (OrderSums.Total total : found) {
            String key = switch (by) {
                case CLIENT -> figures.account(Integer.parseInt(total.key() == null ? "0" : total.key()));
                case TRADER -> figures.user(Integer.parseInt(total.key()));
                case MONTH -> total.key();
            };
            String title = Chart.of(total.chartNumber()).title();
            String amount = figures.money(-total.amount(), total.currency());
            totals.merge(total.currency(), -total.amount(), Math::addExact);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("key", key);
            line.put("currency", Names.currency(total.currency()));
            line.put("chart", total.chartNumber());
            line.put("title", title);
            line.put("amount", amount);
            lines.add(line);
            sheet.row(key, Names.currency(total.currency()), Integer.toString(total.chartNumber()), title, amount);
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("by", by.name().toLowerCase(java.util.Locale.ROOT));
        model.put("from", from);
        model.put("to", to);
        model.put("lines", lines);
        model.put("totals", totals(figures, totals));
        return new Report(model, sheet);
    }

    static List<Map<String, Object>> totals(Figures figures, Map<Integer, Long> byCurrency) {
        List<Map<String, Object>> totals = new ArrayList<>();
        byCurrency.forEach((currency, amount) -> {
            Map<String, Object> total = new LinkedHashMap<>();
            total.put("currency", Names.currency(currency));
            total.put("amount", figures.money(amount, currency));
            totals.add(total);
        });
        return totals;
    }
}
