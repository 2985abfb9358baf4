package throughline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.books.AsOf;
import throughline.books.BooksQueries.AccountSpan;
import throughline.books.OrderSums;
import throughline.ledger.Chart;
import throughline.reference.Instruments;
import throughline.reference.Money;

/**
 * What a client has: cash and securities at a span's beginning, how they moved, and at its end; what is not settled;
 * what was charged. What the firm owes the client is above 0. Made by one thread.
 */
public final class ClientStatement {
    /** Chart numbers whose accounts it is made of. */
    public static final Set<Integer> CHARTS = Set.of(Chart.CLIENT.number(), Chart.CLIENT_CREDIT.number(),
        Chart.CLIENT_DEBIT.number(), Chart.CLIENT_RECEIVABLE.number(), Chart.CLIENT_PAYABLE.number());

    private final Figures figures;
    private final Map<Integer, Long> pricesE8;
    private final Sheet sheet = new Sheet(List.of("section", "date", "currency", "item", "orderId", "quantity",
        "amount", "balance"), Set.of("quantity", "amount", "balance"));
    private final Map<Integer, Long> worth = new TreeMap<>();
    private boolean priced = true;

    private ClientStatement(Figures figures, Map<Integer, Long> pricesE8) {
        this.figures = figures;
        this.pricesE8 = pricesE8;
    }

    /**
     * Makes one.
     *
     * @param spans the client's accounts of {@link #CHARTS}
     * @param pricesE8 closing prices by instrument
     * @param days orders of the span, for what they were charged
     */
    public static Report of(Figures figures, int account, List<AccountSpan> spans, Map<Integer, Long> pricesE8,
        List<OrderSums.OrderDay> days, String from, String to) {
        ClientStatement made = new ClientStatement(figures, pricesE8);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("firm", figures.firm());
        model.put("client", figures.holder(account));
        model.put("account", figures.account(account));
        model.put("from", from);
        model.put("to", to);
        model.put("cash", made.cash(spans));
        model.put("unsettled", made.unsettled(spans));
        model.put("holdings", made.holdings(spans));
        model.put("charges", made.charges(days));
        model.put("worth", ChargeReport.totals(figures, made.worth));
        model.put("allPriced", made.priced);
        made.worth.forEach((currency, amount) -> made.sheet.row("worth", to, Names.currency(currency),
            "cash, not settled and securities", "", "", figures.money(amount, currency), ""));
        return new Report(model, made.sheet);
    }

    private List<Map<String, Object>> cash(List<AccountSpan> spans) {
        Map<Integer, List<AccountSpan>> byCurrency = new TreeMap<>();
        spans.stream().filter(span -> isOf(span, Chart.CLIENT_CREDIT, Chart.CLIENT_DEBIT)).forEach(span ->
            byCurrency.computeIfAbsent(span.account().unit(), unit -> new ArrayList<>()).add(span));
        List<Map<String, Object>> cash = new ArrayList<>();
        byCurrency.forEach((currency, accounts) -> {
            long opening = -accounts.stream().mapToLong(span -> span.statement().opening()).sum();
            long closing = -accounts.stream().mapToLong(span -> span.statement().closing()).sum();
            String code = Names.currency(currency);
            sheet.row("cash", "", code, "opening balance", "", "", "", figures.money(opening, currency));
            List<Map<String, Object>> movements = new ArrayList<>();
            long running = opening;
            for (AsOf.Line line : accounts.stream().flatMap(span -> span.statement().lines().stream())
                .sorted(Comparator.comparing(AsOf.Line::accountingDate).thenComparing(AsOf.Line::entryId)
                    .thenComparing(AsOf.Line::line)).toList()) {
                running = Math.subtractExact(running, line.amount());
                Map<String, Object> movement = movement(line);
                movement.put("amount", figures.money(-line.amount(), currency));
                movement.put("balance", figures.money(running, currency));
                movements.add(movement);
                sheet.row("cash", line.accountingDate(), code, line.text(), order(line), "",
                    figures.money(-line.amount(), currency), figures.money(running, currency));
            }
            sheet.row("cash", "", code, "closing balance", "", "", "", figures.money(closing, currency));
            worth.merge(currency, closing, Math::addExact);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("currency", code);
            one.put("opening", figures.money(opening, currency));
            one.put("movements", movements);
            one.put("closing", figures.money(closing, currency));
            cash.add(one);
        });
        return cash;
    }

    private static boolean isOf(AccountSpan span, Chart one, Chart other) {
        return span.account().chartNumber() == one.number() || span.account().chartNumber() == other.number();
    }

    private static Map<String, Object> movement(AsOf.Line line) {
        Map<String, Object> movement = new LinkedHashMap<>();
        movement.put("date", line.accountingDate());
        movement.put("text", line.text());
        movement.put("orderId", Long.toString(line.orderId()));
        movement.put("entryId", Long.toString(line.entryId()));
        return movement;
    }

    private static String order(AsOf.Line line) {
        return line.orderId() == 0 ? "" : Long.toString(line.orderId());
    }

    private List<Map<String, Object>> unsettled(List<AccountSpan> spans) {
        List<Map<String, Object>> unsettled = new ArrayList<>();
        spans.stream().filter(span -> isOf(span, Chart.CLIENT_RECEIVABLE, Chart.CLIENT_PAYABLE)
            && span.statement().closing() != 0).forEach(span -> {
                int currency = span.account().unit();
                boolean pays = span.account().chartNumber() == Chart.CLIENT_RECEIVABLE.number();
                String what = pays ? "purchases to be paid" : "sales to be received";
                String amount = figures.money(-span.statement().closing(), currency);
                worth.merge(currency, -span.statement().closing(), Math::addExact);
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("currency", Names.currency(currency));
                one.put("title", what);
                one.put("amount", amount);
                unsettled.add(one);
                sheet.row("not settled", "", Names.currency(currency), what, "", "", amount, "");
            });
        return unsettled;
    }

    private List<Map<String, Object>> holdings(List<AccountSpan> spans) {
        List<Map<String, Object>> holdings = new ArrayList<>();
        spans.stream().filter(span -> isOf(span, Chart.CLIENT, Chart.CLIENT)
            && (span.statement().opening() != 0 || !span.statement().lines().isEmpty()))
            .forEach(span -> holdings.add(holding(span)));
        return holdings;
    }

    private Map<String, Object> holding(AccountSpan span) {
        int instrument = span.account().unit();
        Instruments all = figures.state().instruments();
        long quantity = span.statement().closing();
        Long priceE8 = pricesE8.get(instrument);
        int currency = all.currency(instrument);
        boolean hasPrice = priceE8 != null && priceE8 != 0;
        String symbol = figures.symbol(instrument);
        List<Map<String, Object>> movements = new ArrayList<>();
        for (AsOf.Line line : span.statement().lines()) {
            Map<String, Object> movement = movement(line);
            movement.put("quantity", figures.quantity(line.amount(), instrument));
            movements.add(movement);
            sheet.row("securities", line.accountingDate(), Names.currency(currency), symbol + " " + line.text(),
                order(line), figures.quantity(line.amount(), instrument), "", "");
        }
        String value = "";
        if (hasPrice) {
            long amount = Long.signum(quantity) * Money.valueHalfUp(Math.abs(quantity),
                all.quantityScale(instrument), priceE8, all.multiplier(instrument), currency);
            worth.merge(currency, amount, Math::addExact);
            value = figures.money(amount, currency);
        }
        priced &= hasPrice || quantity == 0;
        Map<String, Object> holding = new LinkedHashMap<>();
        holding.put("symbol", symbol);
        holding.put("security", figures.security(instrument));
        holding.put("opening", figures.quantity(span.statement().opening(), instrument));
        holding.put("movements", movements);
        holding.put("closing", figures.quantity(quantity, instrument));
        holding.put("priced", hasPrice);
        holding.put("price", hasPrice ? figures.price(priceE8) : "");
        holding.put("currency", Names.currency(currency));
        holding.put("value", value);
        sheet.row("securities", "", Names.currency(currency), symbol + " held", "",
            holding.get("closing").toString(), value, "");
        return holding;
    }

    private List<Map<String, Object>> charges(List<OrderSums.OrderDay> days) {
        Map<Integer, Map<String, Long>> sums = new TreeMap<>();
        days.forEach(day -> ContractNote.CHARGES.forEach((chart, title) -> {
            if (day.amount(chart) != 0) {
                sums.computeIfAbsent(day.currency(), currency -> new LinkedHashMap<>())
                    .merge(title, -day.amount(chart), Math::addExact);
            }
        }));
        List<Map<String, Object>> charges = new ArrayList<>();
        sums.forEach((currency, titles) -> titles.forEach((title, amount) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("currency", Names.currency(currency));
            one.put("title", title);
            one.put("amount", figures.money(amount, currency));
            charges.add(one);
            sheet.row("charges", "", Names.currency(currency), title, "", "", figures.money(amount, currency), "");
        }));
        return charges;
    }
}
