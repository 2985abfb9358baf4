package throughline.capture;

import static throughline.capture.Asking.AS_IS;
import static throughline.capture.Bench.DAY;
import static throughline.capture.Bench.E8;
import static throughline.capture.Bench.RISK;
import static throughline.capture.Bench.TRADER;

import java.util.List;
import java.util.Locale;
import throughline.blotter.Executions;
import throughline.blotter.Orders;
import throughline.message.MarketPhase;
import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Scope;

/** One order's life, a line of a script at a time; tells its status, executed and left, and an answer that matters. */
final class ScriptedOrder {
    private static final long NO_ORDER = 999_999;

    private final Bench bench = new Bench(Bench.NO_STREET).opened();
    private final Asking asking = new Asking(bench);
    private long order = NO_ORDER;
    private long wanted;
    private long priceE8 = 101 * E8;
    private long newPriceE8 = priceE8;
    private int date = DAY;
    private int others;

    /** Does what a line says; gives what there is to see then. */
    String play(String line) {
        String[] words = line.split(" ");
        long number = words.length > 1 ? Long.parseLong(words[1]) : 0;
        switch (words[0]) {
            case "new" -> enter(number, words.length > 2 ? words[2] : "day");
            case "accept" -> bench.accept(order);
            case "reject" -> bench.reject(order);
            case "trade" -> bench.accept(other(number));
            case "bid" -> {
                bench.accept(other(number));
                bench.answers();
                return "bid";
            }
            case "cancel" -> bench.cancel(TRADER, order, "");
            case "replace" -> ask(number, AS_IS);
            case "reprice" -> ask(AS_IS, number * E8);
            case "replace-accept" -> asking.acceptReplace(order, wanted, newPriceE8);
            case "replace-reject" -> asking.rejectReplace(order);
            case "mass-cancel" -> asking.massCancel(RISK, "", "ABC", "");
            case "close" -> bench.closing(date);
            case "open" -> open();
            case "bust" -> asking.bust(RISK, execution(number), "");
            case "correct" -> asking.correct(RISK, execution(number), Long.parseLong(words[2]), priceE8, "");
            case "halt" -> halt();
            case "interrupt" -> bench.phase(RISK, Bench.ABC, MarketPhase.HALTED, 0, "");
            case "resume" -> bench.phase(RISK, Bench.ABC, MarketPhase.CONTINUOUS, 0, "");
            case "status" -> { }
            default -> throw new IllegalArgumentException(line);
        }
        return (answer() + " " + status()).strip();
    }

    private void enter(long quantity, String until) {
        long id = bench.send("x", "PROP", "ABC", Side.SELL, OrdType.LIMIT,
            TimeInForce.valueOf(until.toUpperCase(Locale.ROOT)), quantity, priceE8);
        if (order == NO_ORDER) {
            order = id;
            wanted = quantity;
        }
    }

    /** A buy of another account that the order meets. */
    private long other(long quantity) {
        long id = bench.limit("other" + others++, "CLIENT", Side.BUY, quantity, priceE8);
        bench.answers();
        return id;
    }

    private void ask(long quantity, long atE8) {
        Orders orders = bench.state().orders();
        int row = orders.find(order);
        long before = orders.replaceSeq(row);
        asking.replace(TRADER, order, quantity, atE8, "", "");
        if (orders.replaceSeq(row) != before) {
            wanted = quantity == AS_IS ? orders.quantity(row) : quantity;
            newPriceE8 = atE8 == AS_IS ? priceE8 : atE8;
        }
    }

    private void open() {
        bench.closed(date, date + 1);
        date++;
        bench.riskOpened(date);
        bench.pump();
    }

    private long execution(long number) {
        Executions executions = bench.state().blotter().executions();
        long seen = 0;
        for (int row = 0; row < executions.size(); row++) {
            seen += executions.orderId(row) == order ? 1 : 0;
            if (seen == number) {
                return executions.id(row);
            }
        }
        return NO_ORDER;
    }

    private void halt() {
        bench.tradingState(Scope.instrument(Bench.ABC), "instrument:ABC", TradingState.HALTED);
        bench.pump();
    }

    /** The last answer, if it is not that it was recorded. */
    private String answer() {
        List<String> answers = bench.answers();
        String last = answers.isEmpty() ? "RECORDED" : answers.get(answers.size() - 1).split(" ")[0];
        boolean unknown = bench.state().orders().find(order) == Orders.NONE;
        return last.equals("RECORDED") ? unknown ? "NOT_FOUND" : "" : last;
    }

    private String status() {
        Orders orders = bench.state().orders();
        int row = orders.find(order);
        if (row == Orders.NONE) {
            return "";
        }
        return orders.status(row).name().toLowerCase(Locale.ROOT) + " " + orders.cum(row) + "/" + orders.leaves(row);
    }
}
