package throughline.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import throughline.console.Firm.Refused;
import throughline.console.Trader.Ticket;

/**
 * The front office's scenes of the demo: all that a trader may ask of orders, and what comes of it. They are played
 * when no order of the sample day works any more, in the order of their methods. One thread.
 */
final class OrderScenes {
    private static final String BUYER = "PROP-EQ";
    private static final String SELLER = "PROP-ARB";
    private static final String DAY = "day";
    private static final String NEW = "new";
    private static final String FILLED = "filled";
    private static final String CANCELED = "canceled";
    private static final String STATUS = "status";
    private static final String ORDER_ID = "orderId";
    private static final String AMENDED = "AAPL";
    private static final String BLOCK = "JNJ";
    private static final String KEPT = "KO";
    private static final String TRADES = "/v1/trades";
    private static final int BLOCK_SIZE = 1_000;
    private static final long FEW = 100;
    private static final long SOME = 250;
    private static final long TOO_MANY = 2_000_000;

    private final FirmOptions firm;
    private final Proofs proofs;
    private final Trader trader;
    private String amended = "";
    private String kept = "";
    private List<String> basket = List.of();

    OrderScenes(FirmOptions firm, Proofs proofs, String run) {
        this.firm = firm;
        this.proofs = proofs;
        trader = new Trader(firm, run);
    }

    /** The order whose whole life is told at the end: amended, partly executed, canceled. */
    void amend() {
        BigDecimal price = trader.price(AMENDED, 0);
        BigDecimal better = trader.price(AMENDED, 20);
        amended = enter(Ticket.buys(BUYER, 500, AMENDED, price, DAY), NEW);
        JsonObject change = new JsonObject().put("quantity", "800").put("price", better.toPlainString());
        JsonObject order = trader.send("PATCH", Trader.ORDERS + amended, change);
        proofs.prove(is(order, NEW, 0, 800) && order.getString("price").equals(better.toPlainString()),
            "it is amended to 800 at " + better.toPlainString(), Trader.told(order));
        enter(Ticket.sells(SELLER, 300, AMENDED, better, "ioc"), FILLED);
        proveNow(amended, "partially_filled", 300, 500);
    }

    void stop() {
        BigDecimal trigger = trader.price("MSFT", 200);
        String stop = enter(Ticket.buysAbove(BUYER, SOME, "MSFT", trigger, DAY), NEW);
        JsonObject price = new JsonObject().put("symbol", "MSFT").put("price", trigger.toPlainString());
        JsonObject stated = operations("/v1/prices", price);
        proofs.prove(stated.getString("price").equals(trigger.toPlainString()),
            "ops1 states a price of MSFT", stated.getString("kind") + " " + stated.getString("price"));
        JsonObject order = trader.await(stop, now -> FILLED.equals(now.getString(STATUS)));
        proofs.prove(is(order, FILLED, SOME, 0), "order " + stop + " is triggered, and takes what the market asks",
            Trader.told(order));
    }

    void fillOrKill() {
        BigDecimal price = trader.price("AMZN", 0);
        String offer = enter(Ticket.sells(SELLER, FEW, "AMZN", price, DAY), NEW);
        String killed = enter(Ticket.buys(BUYER, SOME, "AMZN", price, "fok"), CANCELED);
        JsonObject left = trader.order(offer);
        proofs.prove("fill_or_kill".equals(trader.order(killed).getString("endReason")) && is(left, NEW, 0, FEW),
            "all or nothing: order " + offer + " keeps what it offers", Trader.told(left));
    }

    /** All or none: one order too large takes the two good ones with it. */
    void basket() {
        List<JsonObject> refused = enterBasket(TOO_MANY);
        proofs.prove(refused.stream().allMatch(order -> is(order, "rejected", 0, 0))
            && hasCode(refused.get(1), "MAX_ORDER_QTY", "firm") && hasCode(refused.get(0), "MAX_ORDER_QTY", "basket")
            && hasCode(refused.get(2), "MAX_ORDER_QTY", "basket"),
            "one of the three breaks a limit: all are rejected, none is sent");
        List<JsonObject> taken = enterBasket(SOME);
        proofs.prove(taken.stream().allMatch(order -> NEW.equals(order.getString(STATUS))),
            "the same basket with " + SOME + " instead of " + TOO_MANY + ": all three work");
        basket = taken.stream().map(order -> order.getString(ORDER_ID)).toList();
    }

    private static boolean hasCode(JsonObject order, String code, String scope) {
        JsonObject reason = order.getJsonObject("reason", new JsonObject());
        return code.equals(reason.getString("code")) && scope.equals(reason.getString("scope"));
    }

    private List<JsonObject> enterBasket(long second) {
        List<Ticket> tickets = List.of(Ticket.buys(BUYER, FEW, AMENDED, trader.price(AMENDED, -50), DAY),
            Ticket.buys(BUYER, second, "JPM", trader.price("JPM", -50), DAY),
            Ticket.buys(BUYER, FEW, "NVDA", trader.price("NVDA", -50), DAY));
        JsonArray orders = new JsonArray();
        tickets.forEach(ticket -> orders.add(ticket.json(trader.newName())));
        JsonObject answer = trader.send("POST", "/v1/baskets", new JsonObject().put("orders", orders));
        JsonArray members = answer.getJsonArray("orders");
        if (members.size() != tickets.size()) {
            throw new Refused("a basket of " + tickets.size() + " has become " + members.encode());
        }
        System.out.println("        basket " + answer.getString("basketId"));
        return IntStream.range(0, members.size()).mapToObj(i -> {
            String id = members.getJsonObject(i).getString(ORDER_ID);
            JsonObject order = trader.awaitRisk(id);
            Proofs.tell("order " + id + ": " + tickets.get(i).text(), Trader.told(order));
            return order;
        }).toList();
    }

    void massCancel() {
        if (basket.isEmpty()) {
            throw new Refused("there is no basket to cancel an order of");
        }
        JsonObject answer = trader.send("POST", "/v1/orders/cancel", new JsonObject().put("symbol", AMENDED));
        proofs.prove(answer.getInteger("canceled") == 2, "all that works of " + AMENDED + " is canceled",
            answer.getInteger("canceled") + " orders");
        proveNow(amended, CANCELED, 300, 0);
        proveNow(basket.get(0), CANCELED, 0, 0);
        proveNow(basket.get(1), NEW, 0, SOME);
        proveNow(basket.get(2), NEW, 0, FEW);
    }

    /** A trade made by telephone moves the position as any other, until operations take it back. */
    void voiceTrade() {
        BigDecimal before = trader.position(BUYER, BLOCK);
        BigDecimal price = trader.price(BLOCK, 10);
        JsonObject report = new JsonObject().put("account", BUYER).put("symbol", BLOCK).put("side", "buy")
            .put("quantity", Integer.toString(BLOCK_SIZE)).put("price", price.toPlainString()).put("source", "voice");
        JsonObject trade = trader.send("POST", TRADES, report);
        String id = trade.getString("executionId");
        BigDecimal after = trader.position(BUYER, BLOCK);
        proofs.prove(trade.getBoolean("elsewhere") && after.subtract(before).intValueExact() == BLOCK_SIZE,
            "trade " + id + ": " + BUYER + " bought " + BLOCK_SIZE + " " + BLOCK + " at " + price.toPlainString()
                + ", by voice", held(before, after));
        JsonObject busted = operations(TRADES + "/" + id + "/bust",
            new JsonObject().put("reason", "demo: the other side knows of no trade"));
        BigDecimal now = trader.position(BUYER, BLOCK);
        proofs.prove("busted".equals(busted.getString(STATUS)) && now.compareTo(before) == 0,
            "ops1 busts it", held(after, now));
    }

    private static String held(BigDecimal before, BigDecimal after) {
        return "position " + before.toPlainString() + " -> " + after.toPlainString();
    }

    /** Rests over the day's close: see {@link #nextMorning}. */
    void goodTillCanceled() {
        kept = enter(Ticket.buys(BUYER, SOME, KEPT, trader.price(KEPT, -50), "gtc"), NEW);
    }

    /** The day after: the order that was kept is judged anew, and then trades as any other. */
    void nextMorning() {
        if (kept.isEmpty()) {
            throw new Refused("there is no order that lives over the close");
        }
        JsonObject order = trader.await(kept, now -> NEW.equals(now.getString(STATUS)));
        proofs.prove(is(order, NEW, 0, SOME), "order " + kept + " of " + order.getString("businessDate") + " lives on",
            Trader.told(order));
        OrderLife life = trader.life(kept, now -> now.own("OrderAccepted").size() > 1);
        List<JsonObject> restated = life.own("OrderRestated");
        List<JsonObject> accepted = life.own("OrderAccepted");
        proofs.prove(restated.size() == 1 && accepted.size() == 2
            && OrderLife.isAt(restated.get(0), accepted.get(1).getJsonObject("cause")),
            "order " + kept + " was restated at the opening, and judged anew", at(restated) + ", " + at(accepted));
        proveExpired();
        BigDecimal price = new BigDecimal(order.getString("price"));
        enter(Ticket.sells(SELLER, SOME, KEPT, price, "ioc"), FILLED);
        proveNow(kept, FILLED, SOME, 0);
    }

    /** The other orders that worked when the day closed were for that day. */
    private void proveExpired() {
        for (String id : basket.subList(Math.min(1, basket.size()), basket.size())) {
            List<JsonObject> expired = trader.life(id, now -> !now.own("OrderExpired").isEmpty()).own("OrderExpired");
            proofs.prove(expired.size() == 1, "order " + id + ", for the day, expired when it closed", at(expired));
        }
    }

    /** Where the last of some steps stands. */
    private static String at(List<JsonObject> steps) {
        if (steps.isEmpty()) {
            return "nowhere";
        }
        JsonObject last = steps.get(steps.size() - 1);
        return last.getString("journal") + " " + last.getLong("seq");
    }

    /** The amended order's life, from the front journal to the books. */
    void life() {
        if (amended.isEmpty()) {
            throw new Refused("there is no order whose life to tell");
        }
        OrderLife life = trader.life(amended, now -> "settled".equals(now.settlement()));
        System.out.println("GET " + Trader.ORDERS + amended + "/lineage");
        Demo.table(life.rows()).forEach(System.out::println);
        int own = life.own().size();
        System.out.println("… and " + (life.steps().size() - own) + " records that it shares with others");
        proofs.prove(!life.own("OrderCaptured").isEmpty() && !life.own("OrderReplaced").isEmpty()
            && !life.own("TradeExecuted").isEmpty() && !life.own("EntryBooked").isEmpty()
            && "settled".equals(life.settlement()), "order " + amended + " from captured to settled, in " + own
                + " records of its own");
        proofs.prove(life.journals().size() == Office.values().length && life.isWhole(),
            "they stand in the journals of all three offices, and each has its cause among them");
    }

    /** Enters an order that must then stand so; answers its id. */
    private String enter(Ticket ticket, String status) {
        JsonObject order = trader.enter(ticket);
        String id = order.getString(ORDER_ID);
        proofs.prove(status.equals(order.getString(STATUS)), "order " + id + ": " + ticket.text(),
            Trader.told(order));
        return id;
    }

    private void proveNow(String id, String status, long executed, long leaves) {
        JsonObject order = trader.order(id);
        proofs.prove(is(order, status, executed, leaves), "order " + id + " now", Trader.told(order));
    }

    private static boolean is(JsonObject order, String status, long executed, long leaves) {
        return status.equals(order.getString(STATUS)) && order.getString("cumQty").equals(Long.toString(executed))
            && order.getString("leavesQty").equals(Long.toString(leaves));
    }

    private JsonObject operations(String path, JsonObject body) {
        return firm.client(Office.FRONT, "ops1").send("POST", path, body, trader.newName()).orRefuse("POST " + path);
    }
}
