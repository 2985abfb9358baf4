package throughline.console;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;

/**
 * An order as the demo gives it to a trader. Any thread.
 *
 * @param type  limit, or stop: then the price is the one it waits for
 * @param until its time in force
 */
record Ticket(String account, String side, long quantity, String symbol, String type, BigDecimal price, String until) {
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
