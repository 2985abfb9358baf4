package throughline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.books.OrderSums;
import throughline.ledger.Chart;

/** What commission a trader's clients' orders of a month earned, order by order, with sums by currency. */
public final class TraderCommissions {
    private TraderCommissions() {
    }

    /** Makes one of the trader's orders of the month. */
    public static Report of(Figures figures, int trader, String month, List<OrderSums.OrderDay> days) {
        List<String> columns = List.of("tradeDate", "orderId", "account", "client", "symbol", "side", "quantity",
            "currency", "notional", "commission");
        Sheet sheet = new Sheet(columns, Set.of("quantity", "notional", "commission"));
        List<Map<String, Object>> lines = new ArrayList<>();
        Map<Integer, Long> commissions = new TreeMap<>();
        Map<Integer, Long> notionals = new TreeMap<>();
        for (OrderSums.OrderDay day : days) {
            int instrument = ContractNote.instrument(day);
            long commission = -day.amount(Chart.COMMISSION_INCOME);
            if (instrument == 0 && commission == 0) {
                continue;
            }
            long quantity = day.amount(Chart.CLIENT);
            long notional = Math.abs(day.amount(Chart.STREET_CONTROL));
            commissions.merge(day.currency(), commission, Math::addExact);
            notionals.merge(day.currency(), notional, Math::addExact);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("tradeDate", day.tradeDate());
            line.put("orderId", Long.toString(day.orderId()));
            line.put("account", figures.account(day.accountId()));
            line.put("client", figures.holder(day.accountId()));
            line.put("symbol", instrument == 0 ? "" : figures.symbol(instrument));
            line.put("side", quantity > 0 ? "buy" : quantity < 0 ? "sell" : "");
            line.put("quantity", figures.quantity(Math.abs(quantity), instrument));
            line.put("currency", Names.currency(day.currency()));
            line.put("notional", figures.money(notional, day.currency()));
            line.put("commission", figures.money(commission, day.currency()));
            lines.add(line);
            sheet.row(line.values().stream().map(Object::toString).toArray(String[]::new));
        }
        List<Map<String, Object>> totals = new ArrayList<>();
        commissions.forEach((currency, commission) -> {
            Map<String, Object> total = new LinkedHashMap<>();
            total.put("currency", Names.currency(currency));
            total.put("notional", figures.money(notionals.get(currency), currency));
            total.put("commission", figures.money(commission, currency));
            totals.add(total);
        });
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("firm", figures.firm());
        model.put("trader", figures.user(trader));
        model.put("month", month);
        model.put("lines", lines);
        model.put("totals", totals);
        return new Report(model, sheet);
    }
}
