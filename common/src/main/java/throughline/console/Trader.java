package throughline.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import throughline.console.Firm.Refused;

/** A trader at the front office's public interface: enters, amends, cancels, looks at what came of it. One thread. */
final class Trader {
    static final String NAME = "trader1";
    static final String ORDERS = "/v1/orders/";

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int CENTS = 2;

    private final FirmOptions firm;
    private final String run;
    private OfficeClient client;
    private int requests;

    /**
     * A trader who signs in at the first request.
     *
     * @param run ends each key and clOrdId, so that a later run makes orders of its own
     */
    Trader(FirmOptions firm, String run) {
        this.firm = firm;
        this.run = run;
    }

    private OfficeClient client() {
        if (client == null) {
            client = firm.client(Office.FRONT, NAME);
        }
        return client;
    }

    /** A name that no other request has. */
    String newName() {
        requests++;
        return "demo-" + requests + "-" + run;
    }

    /** Enters an order and waits until risk has decided. */
    JsonObject enter(Ticket ticket) {
        return awaitRisk(send("POST", "/v1/orders", ticket.json(newName())).getString("orderId"));
    }

    /** An order once risk has decided. */
    JsonObject awaitRisk(String id) {
        return await(id, now -> !now.getString("status").startsWith("pending"));
    }

    /** The answer of a request; anything but success ends the scene. */
    JsonObject send(String method, String path, JsonObject body) {
        return client().send(method, path, body, newName()).orRefuse(method + " " + path);
    }

    JsonObject order(String id) {
        return client().get(ORDERS + id);
    }

    /** An order once it is as wanted; after a while as it then is. */
    JsonObject await(String id, Predicate<JsonObject> wanted) {
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        JsonObject now = order(id);
        while (!wanted.test(now) && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(POLL_NS);
            now = order(id);
        }
        return now;
    }

    /** An order's whole life, once it is as wanted; after a while as it then is. */
    OrderLife life(String id, Predicate<OrderLife> wanted) {
        return OrderLife.of(await(id + "/lineage", now -> wanted.test(OrderLife.of(now))));
    }

    /** The reference price moved by so many hundredths of a percent, to the cent, in shortest form. */
    BigDecimal price(String symbol, int bps) {
        JsonArray items = client().get("/v1/prices?symbol=" + symbol).getJsonArray("items");
        if (items.isEmpty()) {
            throw new Refused("nobody has stated a price of " + symbol);
        }
        BigDecimal reference = new BigDecimal(items.getJsonObject(0).getString("price"));
        return shortest(reference.add(reference.multiply(BigDecimal.valueOf(bps, CENTS + CENTS)))
            .setScale(CENTS, RoundingMode.HALF_UP));
    }

    private static BigDecimal shortest(BigDecimal price) {
        BigDecimal stripped = price.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    BigDecimal position(String account, String symbol) {
        JsonArray items = client().get("/v1/positions?account=" + account + "&symbol=" + symbol)
            .getJsonArray("items");
        return items.isEmpty() ? BigDecimal.ZERO : new BigDecimal(items.getJsonObject(0).getString("quantity"));
    }

    /** An order as it stands, in few words: partially_filled, 300 of 800 at 247.42. */
    static String told(JsonObject order) {
        String status = order.getString("status");
        String done = order.getString("cumQty");
        String executed = done + " of " + order.getString("orderQty")
            + (done.equals("0") ? "" : " at " + order.getString("avgPx"));
        if (order.containsKey("reason")) {
            return status + ", " + order.getJsonObject("reason").getString("text");
        }
        if (order.containsKey("endReason")) {
            return status + ", " + order.getString("endReason") + ", " + executed;
        }
        return status + ", " + executed;
    }

    /**
     * An order as the demo gives it to a trader. Any thread.
     *
     * @param type  limit, or stop: then the price is the one it waits for
     * @param until its time in force
     */
    record Ticket(String account, String side, long quantity, String symbol, String type, BigDecimal price,
                  String until) {
        static Ticket buys(String account, long quantity, String symbol, BigDecimal price, String until) {
            return new Ticket(account, "buy", quantity, symbol, "limit", price, until);
        }

        static Ticket sells(String account, long quantity, String symbol, BigDecimal price, String until) {
            return new Ticket(account, "sell", quantity, symbol, "limit", price, until);
        }

        static Ticket buysAbove(String account, long quantity, String symbol, BigDecimal price, String until) {
            return new Ticket(account, "buy", quantity, symbol, "stop", price, until);
        }

        JsonObject json(String clOrdId) {
            return new JsonObject().put("clOrdId", clOrdId).put("account", account).put("symbol", symbol)
                .put("side", side).put("type", type).put("timeInForce", until).put("quantity", Long.toString(quantity))
                .put(type.equals("stop") ? "stopPrice" : "price", price.toPlainString());
        }

        /** In words: PROP-EQ buys 500 AAPL at 246.93, day. */
        String text() {
            return account + " " + side + "s " + quantity + " " + symbol + (type.equals("stop") ? ", stop " : " at ")
                + price.toPlainString() + ", " + until;
        }
    }
}
