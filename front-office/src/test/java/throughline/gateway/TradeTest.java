package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.gateway.RunningFront.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trades done elsewhere, and busts and corrections of any, over HTTP and the stream. */
class TradeTest extends OneFront {
    private static final String PATH = "/v1/trades";

    private static JsonObject trade(String account, String side, String quantity) {
        return new JsonObject().put("account", account).put("symbol", "ABC").put("side", side)
            .put("quantity", quantity).put("price", "99.25");
    }

    private static JsonObject reason() {
        return new JsonObject().put("reason", "typed wrong");
    }

    private static JsonObject correction(String quantity, String price) {
        return reason().put("quantity", quantity).put("price", price);
    }

    private static long position(String account) throws Exception {
        JsonArray items = front.send(200, "risk", "GET", "/v1/positions?account=" + account, null)
            .getJsonArray("items");
        return items.isEmpty() ? 0 : Long.parseLong(items.getJsonObject(0).getString("quantity"));
    }

    private static JsonArray executions(String query) throws Exception {
        return front.send(200, "risk", "GET", "/v1/executions?" + query, null).getJsonArray("items");
    }

    @Test
    void aTradeDoneElsewhereIsAnExecution() throws Exception {
        long before = position("PROP");
        JsonObject wish = trade("PROP", "buy", "40").put("contraParty", "BROKER").put("source", "voice")
            .put("executedAt", "2024-10-04T14:30:00Z").put("capacity", "principal").put("strategy", "block-1")
            .put("decisionMaker", "ann");
        JsonObject made = front.send(201, "trader", "POST", PATH, wish, "Idempotency-Key", "trade-1");
        assertEquals(List.of("PROP", "ABC", "buy", "40", "99.25", "new", true, "principal", "block-1", "ann", "BROKER",
            "trader"), List.of(made.getString("account"), made.getString("symbol"), made.getString("side"),
                made.getString("quantity"), made.getString("price"), made.getString("status"),
                made.getBoolean("elsewhere"), made.getString("capacity"), made.getString("strategy"),
                made.getString("decisionMaker"), made.getString("contraParty"), made.getString("user")));
        assertEquals(before + 40, position("PROP"));
        assertEquals(new JsonArray().add(made), executions("strategy=block-1&elsewhere=true&status=new"));
        long seq = front.seqWithoutTicks();
        assertEquals(made, front.send(200, "trader", "POST", PATH, wish, "Idempotency-Key", "trade-1"));
        front.send(409, "trader", "POST", PATH, trade("PROP", "buy", "41"), "Idempotency-Key", "trade-1");
        assertEquals(seq, front.seqWithoutTicks());
        front.send(404, "trader", "GET", "/v1/orders/" + made.getString("orderId"), null);
    }

    @Test
    void whoseTheAccountIsNotMayNotReport() throws Exception {
        long before = position("OTHER");
        front.send(403, "trader", "POST", PATH, trade("OTHER", "sell", "5"));
        front.send(403, "risk", "POST", PATH, trade("OTHER", "sell", "5"));
        assertEquals(before, position("OTHER"));
        front.send(201, "operations", "POST", PATH, trade("OTHER", "sell", "5"));
        assertEquals(before - 5, position("OTHER"));
    }

    @Test
    void whatIsUnknownOrMalformedReachesNoJournal() throws Exception {
        long before = front.seqWithoutTicks();
        front.send(404, "operations", "POST", PATH, trade("NOBODY", "buy", "1"));
        front.send(404, "operations", "POST", PATH, trade("PROP", "buy", "1").put("symbol", "NONE"));
        front.send(404, "operations", "POST", PATH, trade("PROP", "buy", "1").put("contraParty", "NONE"));
        front.send(400, "operations", "POST", PATH, trade("PROP", "buy", "0"));
        for (String time : List.of("yesterday", "2024-10-04", "1900-01-01T00:00:00Z", "9999-01-01T00:00:00Z")) {
            assertEquals("/executedAt", front.send(400, "operations", "POST", PATH,
                trade("PROP", "buy", "1").put("executedAt", time)).getJsonArray("errors").getJsonObject(0)
                .getString("pointer"), time);
        }
        assertEquals("/quantity", front.send(400, "operations", "POST", PATH, trade("PROP", "buy", "1.5"))
            .getJsonArray("errors").getJsonObject(0).getString("pointer"));
        assertEquals("/price", front.send(400, "operations", "POST", PATH, trade("PROP", "buy", "1")
            .put("price", "1000000000000")).getJsonArray("errors").getJsonObject(0).getString("pointer"));
        front.send(409, "operations", "POST", PATH, trade("PROP", "buy", "1000000000000"));
        front.send(409, "operations", "POST", PATH + "/1/bust", reason());
        assertEquals("TOO_LATE", front.send(409, "operations", "POST", PATH + "/1/correct", correction("1", "1"))
            .getString("code"));
        front.send(404, "operations", "POST", PATH + "/999999999/bust", reason());
        front.send(404, "operations", "POST", PATH + "/999999999/correct", correction("1", "1"));
        assertEquals(before, front.seqWithoutTicks());
    }

    @Test
    void aBustAndACorrectionAreSeenByAll() throws Exception {
        try (StreamClient stream = new StreamClient(front, "trader", "executions")) {
            long before = position("PROP");
            JsonObject made = front.send(201, "trader", "POST", PATH, trade("PROP", "sell", "30"));
            String path = PATH + "/" + made.getString("executionId");
            assertEquals(made, stream.item());
            JsonObject corrected = front.send(200, "operations", "POST", path + "/correct", correction("20", "99.5"));
            assertEquals("corrected 20 99.5", corrected.getString("status") + " " + corrected.getString("quantity")
                + " " + corrected.getString("price"));
            assertEquals(corrected, stream.item());
            assertEquals(before - 20, position("PROP"));
            JsonObject busted = front.send(200, "risk", "POST", path + "/bust", reason(), "Idempotency-Key", "bust-1");
            assertEquals("busted", busted.getString("status"));
            assertEquals(busted, stream.item());
            assertEquals(before, position("PROP"));
            long seq = front.seqWithoutTicks();
            assertEquals(busted, front.send(200, "risk", "POST", path + "/bust", reason(), "Idempotency-Key",
                "bust-1"));
            assertEquals("WRONG_STATE", front.send(409, "risk", "POST", path + "/bust", reason()).getString("code"));
            assertEquals("WRONG_STATE", front.send(409, "risk", "POST", path + "/correct", correction("1", "1"))
                .getString("code"));
            front.send(400, "risk", "POST", path + "/bust", new JsonObject());
            assertEquals(seq, front.seqWithoutTicks());
            front.send(403, "trader", "POST", path + "/bust", reason());
            front.send(403, "trader", "POST", path + "/correct", correction("1", "1"));
        }
    }

    @Test
    void aMatchIsUndoneOnBothSides() throws Exception {
        String sell = front.send(201, "trader", "POST", "/v1/orders", order("bust-sell", "sell", "10", "100.3"))
            .getString("orderId");
        String buy = front.send(201, "trader", "POST", "/v1/orders", order("bust-buy", "buy", "10", "100.3"))
            .getString("orderId");
        String execution = executions("orderId=" + sell).getJsonObject(0).getString("executionId");
        assertEquals("/quantity", front.send(400, "operations", "POST", PATH + "/" + execution + "/correct",
            correction("1.5", "100")).getJsonArray("errors").getJsonObject(0).getString("pointer"));
        assertEquals("WRONG_STATE", front.send(409, "operations", "POST", PATH + "/" + execution + "/correct",
            correction("11", "100.3")).getString("code"));
        front.send(200, "operations", "POST", PATH + "/" + execution + "/bust", reason());
        for (String id : List.of(sell, buy)) {
            assertEquals("busted", executions("orderId=" + id).getJsonObject(0).getString("status"));
            JsonObject order = front.send(200, "trader", "GET", "/v1/orders/" + id, null);
            assertEquals("canceled trade_busted 0 0", String.join(" ", order.getString("status"),
                order.getString("endReason"), order.getString("cumQty"), order.getString("leavesQty")));
        }
    }
}
