package throughline.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import throughline.books.OrderSums;
import throughline.ledger.Chart;
import throughline.message.OrderCapacity;

/**
 * What a client is told of an order's trades of a day: each execution, the charges, what is to be paid or received.
 * Money is the entries'; prices and times are the executions'.
 */
public final class ContractNote {
    /** What a list shows of each. */
    public static final List<String> COLUMNS = List.of("orderId", "tradeDate", "settlementDate", "account", "client",
        "symbol", "security", "side", "quantity", "currency", "consideration", "net", "payOrReceive", "settlement");

    private static final List<Chart> CLIENT_NET = List.of(Chart.CLIENT_RECEIVABLE, Chart.CLIENT_PAYABLE,
        Chart.CLIENT_CREDIT, Chart.CLIENT_DEBIT);
    /** What an order may be charged, as its client reads it. */
    static final Map<Chart, String> CHARGES = charges();

    private ContractNote() {
    }

    private static Map<Chart, String> charges() {
        Map<Chart, String> charges = new LinkedHashMap<>();
        charges.put(Chart.COMMISSION_INCOME, "Commission");
        charges.put(Chart.EXCHANGE_FEES_PAYABLE, "Exchange and clearing fee");
        charges.put(Chart.SECTION_31_PAYABLE, "SEC section 31 fee");
        charges.put(Chart.TAF_PAYABLE, "Trading activity fee (TAF)");
        charges.put(Chart.SDRT_PAYABLE, "Stamp duty reserve tax (SDRT)");
        charges.put(Chart.PTM_LEVY_PAYABLE, "PTM levy");
        return charges;
    }

    /** Instrument of an order's day; 0: nothing of it stands. */
    static int instrument(OrderSums.OrderDay day) {
        return day.sums().stream().filter(sum -> sum.chartNumber() == Chart.CLIENT.number() && sum.amount() != 0)
            .mapToInt(OrderSums.Sum::unit).findFirst().orElse(0);
    }

    /** Whether an order's day is a client's and anything of it stands. */
    public static boolean isDue(OrderSums.OrderDay day) {
        return instrument(day) != 0;
    }

    /** What the client pays; below 0: gets. */
    private static long net(OrderSums.OrderDay day) {
        return CLIENT_NET.stream().mapToLong(day::amount).sum();
    }

    /** What a list says of it, by {@link #COLUMNS}, and a note begins with. */
    public static Map<String, Object> head(Figures figures, OrderSums.OrderDay day) {
        int instrument = instrument(day);
        long quantity = day.amount(Chart.CLIENT);
        int currency = day.currency();
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("orderId", Long.toString(day.orderId()));
        head.put("tradeDate", day.tradeDate());
        head.put("settlementDate", day.settlementDate());
        head.put("account", figures.account(day.accountId()));
        head.put("client", figures.holder(day.accountId()));
        head.put("symbol", figures.symbol(instrument));
        head.put("security", figures.security(instrument));
        head.put("side", quantity > 0 ? "buy" : "sell");
        head.put("quantity", figures.quantity(Math.abs(quantity), instrument));
        head.put("currency", Names.currency(currency));
        head.put("consideration", figures.money(Math.abs(day.amount(Chart.STREET_CONTROL)), currency));
        head.put("net", figures.money(Math.abs(net(day)), currency));
        head.put("payOrReceive", net(day) >= 0 ? "pay" : "receive");
        head.put("settlement", settlement(day));
        return head;
    }

    private static String settlement(OrderSums.OrderDay day) {
        long due = day.amount(Chart.CLIENT_RECEIVABLE) + day.amount(Chart.CLIENT_PAYABLE);
        long open = day.open(Chart.CLIENT_RECEIVABLE) + day.open(Chart.CLIENT_PAYABLE);
        return open == 0 ? "settled" : open == due ? "not settled yet" : "partly settled";
    }

    /** The note of an order's day. */
    public static Report of(Figures figures, OrderSums.OrderDay day, Executions executions) {
        int currency = day.currency();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("firm", figures.firm());
        model.putAll(head(figures, day));
        boolean buys = day.amount(Chart.CLIENT) > 0;
        model.put("bought", buys);
        model.put("pays", net(day) >= 0);
        model.put("capacity", capacity(executions));
        Sheet sheet = new Sheet(List.of("item", "time", "quantity", "price", "currency", "amount"),
            Set.of("quantity", "price", "amount"));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Executions.Execution one : executions.all()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("executionId", Long.toString(one.executionId()));
            row.put("time", figures.time(one.timeNs()));
            row.put("quantity", figures.quantity(one.quantity(), one.instrumentId()));
            row.put("price", figures.price(one.priceE8()));
            rows.add(row);
            sheet.row("execution " + one.executionId(), row.get("time").toString(), row.get("quantity").toString(),
                row.get("price").toString(), Names.currency(currency), "");
        }
        model.put("executions", rows);
        model.put("averagePrice", figures.price(averageE8(executions)));
        sheet.row("consideration", "", model.get("quantity").toString(), model.get("averagePrice").toString(),
            Names.currency(currency), model.get("consideration").toString());
        model.put("charges", chargeRows(figures, day, sheet));
        sheet.row("net amount to " + model.get("payOrReceive"), "", "", "", Names.currency(currency),
            model.get("net").toString());
        return new Report(model, sheet);
    }

    /** A client's order for which nobody said another is done as the client's agent. */
    private static String capacity(Executions executions) {
        OrderCapacity said = executions.all().isEmpty() ? OrderCapacity.NONE : executions.all().get(0).capacity();
        OrderCapacity capacity = said == OrderCapacity.NONE ? OrderCapacity.AGENCY : said;
        return capacity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<Map<String, Object>> chargeRows(Figures figures, OrderSums.OrderDay day, Sheet sheet) {
        List<Map<String, Object>> rows = new ArrayList<>();
        CHARGES.forEach((chart, title) -> {
            long charged = -day.amount(chart);
            if (charged != 0 || chart == Chart.COMMISSION_INCOME) {
                String amount = figures.money(charged, day.currency());
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("chart", chart.number());
                row.put("title", title);
                row.put("amount", amount);
                rows.add(row);
                sheet.row(title, "", "", "", Names.currency(day.currency()), amount);
            }
        });
        return rows;
    }

    private static long averageE8(Executions executions) {
        if (executions.quantity() == 0) {
            return 0;
        }
        BigDecimal sum = executions.all().stream().map(one -> BigDecimal.valueOf(one.quantity())
            .multiply(BigDecimal.valueOf(one.priceE8()))).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(executions.quantity()), 0, RoundingMode.HALF_UP).longValueExact();
    }
}
