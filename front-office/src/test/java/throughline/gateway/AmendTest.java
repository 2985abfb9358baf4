package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static throughline.gateway.RunningFront.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replacing an order and canceling many, over HTTP. */
class AmendTest extends OneFront {
    private static final String ORDERS = "/v1/orders";
    private static final String CANCEL = ORDERS + "/cancel";

    @BeforeEach
    void nothingWorks() throws Exception {
        front.send(200, "risk", "POST", CANCEL, null);
    }

    private static String enter(String clOrdId, String side, String quantity, String price) throws Exception {
        return front.send(201, "trader", "POST", ORDERS, order(clOrdId, side, quantity, price)).getString("orderId");
    }

    private static String path(String id) {
        return ORDERS + "/" + id;
    }

    private static JsonObject show(String id) throws Exception {
        return front.send(200, "trader", "GET", path(id), null);
    }

    private static JsonObject wish(String... fields) {
        JsonObject wish = new JsonObject();
        for (int i = 0; i < fields.length; i += 2) {
            wish.put(fields[i], fields[i + 1]);
        }
        return wish;
    }

    private static String numbers(JsonObject order) {
        return String.join(" ", order.getString("status"), order.getString("orderQty"), order.getString("cumQty"),
            order.getString("leavesQty"));
    }

    private static JsonArray called(String clOrdId) throws Exception {
        return front.send(200, "trader", "GET", ORDERS + "?clOrdId=" + clOrdId, null).getJsonArray("items");
    }

    @Test
    void quantityPriceAndNameAreReplaced() throws Exception {
        String id = enter("chain-a", "buy", "10", "90");
        JsonObject now = front.send(200, "trader", "PATCH", path(id),
            wish("quantity", "20", "price", "91.5", "clOrdId", "chain-b"));
        assertEquals(List.of(id, "new 20 0 20", "91.5", "chain-b", "chain-a"), List.of(now.getString("orderId"),
            numbers(now), now.getString("price"), now.getString("clOrdId"), now.getString("origClOrdId")));
        for (String name : List.of("chain-a", "chain-b")) {
            assertEquals(id, called(name).getJsonObject(0).getString("orderId"), name);
        }
        assertEquals("new 5 0 5", numbers(front.send(200, "trader", "PATCH", path(id), wish("quantity", "5"))));
        assertEquals("91.5", show(id).getString("price"));
    }

    @Test
    void aStopPriceIsReplaced() throws Exception {
        JsonObject stop = order("stop", "buy", "5", "130").put("type", "stop_limit").put("stopPrice", "125");
        String id = front.send(201, "trader", "POST", ORDERS, stop).getString("orderId");
        JsonObject now = front.send(200, "trader", "PATCH", path(id), wish("stopPrice", "124.5"));
        assertEquals("new 5 0 5 124.5 130", numbers(now) + " " + now.getString("stopPrice") + " "
            + now.getString("price"));
    }

    @Test
    void aTotalAtOrBelowTheExecutedEndsIt() throws Exception {
        String id = enter("part", "sell", "100", "100.5");
        assertEquals("filled", front.send(201, "trader", "POST", ORDERS, order("part-buy", "buy", "60", "100.5"))
            .getString("status"));
        assertEquals("partially_filled 80 60 20",
            numbers(front.send(200, "trader", "PATCH", path(id), wish("quantity", "80"))));
        assertEquals("filled 60 60 0", numbers(front.send(200, "trader", "PATCH", path(id), wish("quantity", "50"))));
        assertEquals("TOO_LATE_TO_CANCEL", front.send(409, "trader", "PATCH", path(id), wish("quantity", "90"))
            .getString("code"));
    }

    @Test
    void whatRiskRefusesIsToldWithItsReason() throws Exception {
        String id = enter("refused", "buy", "10", "90");
        JsonObject problem = front.send(409, "trader", "PATCH", path(id), wish("quantity", "2000"));
        JsonObject reason = problem.getJsonObject("reason");
        assertEquals(List.of("MAX_ORDER_QTY", "MAX_ORDER_QTY", "account:PROP/instrument:ABC", "1000", "2000"),
            List.of(problem.getString("code"), reason.getString("code"), reason.getString("scope"),
                reason.getString("limit"), reason.getString("observed")));
        assertEquals("new 10 0 10", numbers(show(id)));
        assertEquals(reason, show(id).getJsonObject("replaceReason"));
        front.send(200, "trader", "PATCH", path(id), wish("quantity", "11"));
        assertFalse(show(id).containsKey("replaceReason"));
    }

    @Test
    void aSlowDecisionIs202AndACancelDoesNotWait() throws Exception {
        String id = enter("waits", "buy", "10", "90");
        assertEquals("pending_replace 10 0 10",
            numbers(front.send(202, "trader", "PATCH", path(id), wish("quantity", "20", "clOrdId", "slow-1"),
                "Idempotency-Key", "slow-key")));
        assertEquals("pending_replace 10 0 10",
            numbers(front.send(200, "trader", "PATCH", path(id), wish("quantity", "20", "clOrdId", "slow-1"),
                "Idempotency-Key", "slow-key")), "a repeat is told how it stands");
        assertEquals("ALREADY_PENDING", front.send(409, "trader", "PATCH", path(id), wish("quantity", "30"))
            .getString("code"));
        front.offices.release();
        front.await(() -> numbers(show(id)).equals("new 20 0 20"));
        front.send(202, "trader", "PATCH", path(id), wish("quantity", "25", "clOrdId", "slow-2"));
        assertEquals("canceled 20 0 0", numbers(front.send(200, "trader", "DELETE", path(id), null)));
        front.offices.release();
        assertEquals("canceled 20 0 0", numbers(show(id)));
    }

    @Test
    void theOrderThatEndsMeanwhileIsTooLate() throws Exception {
        String id = enter("meanwhile", "sell", "10", "100.2");
        Thread cancel = new Thread(() -> {
            try {
                front.await(() -> show(id).getString("status").equals("pending_replace"));
                front.send(200, "trader", "DELETE", path(id), null);
                front.offices.release();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        cancel.start();
        assertEquals("TOO_LATE_TO_CANCEL", front.send(409, "trader", "PATCH", path(id),
            wish("quantity", "20", "clOrdId", "slow-3")).getString("code"));
        cancel.join();
    }

    @Test
    void aRepeatIsHarmless() throws Exception {
        String id = enter("again", "buy", "10", "90");
        JsonObject wish = wish("quantity", "12");
        front.send(200, "trader", "PATCH", path(id), wish, "Idempotency-Key", "amend-1");
        front.send(200, "trader", "PATCH", path(id), wish("quantity", "14"), "Idempotency-Key", "amend-2");
        long before = front.seqWithoutTicks();
        assertEquals("new 14 0 14",
            numbers(front.send(200, "trader", "PATCH", path(id), wish, "Idempotency-Key", "amend-1")));
        assertEquals("CONFLICT", front.send(409, "trader", "PATCH", path(id), wish("quantity", "13"),
            "Idempotency-Key", "amend-1").getString("code"));
        assertEquals(before, front.seqWithoutTicks());
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        String id = enter("sense", "buy", "10", "90");
        long before = front.seqWithoutTicks();
        front.send(400, "trader", "PATCH", path(id), new JsonObject());
        front.send(400, "trader", "PATCH", path(id), wish("clOrdId", "only-a-name"));
        front.send(400, "trader", "PATCH", path(id), wish("quantity", "0"));
        front.send(400, "trader", "PATCH", path(id), wish("quantity", "5", "side", "sell"));
        front.send(404, "trader", "PATCH", path("999999999"), wish("quantity", "5"));
        assertEquals("WRONG_STATE", front.send(409, "trader", "PATCH", path(id), wish("quantity", "10"))
            .getString("code"));
        assertEquals("WRONG_STATE", front.send(409, "trader", "PATCH", path(id), wish("stopPrice", "95"))
            .getString("code"));
        assertEquals(before, front.seqWithoutTicks());
        front.send(403, "stranger", "PATCH", path(id), wish("quantity", "5"));
        front.send(403, "risk", "PATCH", path(id), wish("quantity", "5"));
        assertEquals("new 10 0 10", numbers(show(id)));
    }

    @Test
    void aScopeIsCanceledAndNothingElse() throws Exception {
        String buy = enter("scope-buy", "buy", "1", "60");
        String sell = enter("scope-sell", "sell", "1", "140");
        JsonObject foreign = order("scope-other", "sell", "1", "140").put("account", "OTHER");
        String other = front.send(201, "stranger", "POST", ORDERS, foreign).getString("orderId");
        JsonObject done = front.send(200, "trader", "POST", CANCEL, wish("account", "PROP", "side", "sell"));
        assertEquals(1, done.getInteger("canceled"));
        assertEquals("new canceled new", String.join(" ", show(buy).getString("status"),
            show(sell).getString("status"), front.status(other, front.token("risk"))));
        assertEquals(1, front.send(200, "trader", "POST", CANCEL, wish("symbol", "ABC")).getInteger("canceled"));
        assertEquals("new", front.status(other, front.token("risk")));
        assertEquals(1, front.send(200, "risk", "POST", CANCEL, null).getInteger("canceled"));
        assertEquals("canceled", front.status(other, front.token("risk")));
        assertEquals("by_request", show(buy).getString("endReason"));
    }

    @Test
    void manyAreCanceledInSlices() throws Exception {
        JsonArray orders = new JsonArray();
        for (int i = 0; i < 500; i++) {
            orders.add(order("many-" + i, "buy", "1", "60"));
        }
        front.send(201, "trader", "POST", "/v1/baskets", new JsonObject().put("orders", orders));
        JsonObject wish = wish("side", "buy");
        JsonObject done = front.send(200, "trader", "POST", CANCEL, wish, "Idempotency-Key", "mass-1");
        assertEquals(500, done.getInteger("canceled"));
        assertEquals(done, front.send(200, "trader", "POST", CANCEL, wish, "Idempotency-Key", "mass-1"));
        assertEquals("CONFLICT", front.send(409, "trader", "POST", CANCEL, wish("side", "sell"), "Idempotency-Key",
            "mass-1").getString("code"));
        assertEquals(0, front.send(200, "trader", "GET", "/v1/session", null).getInteger("workingOrders"));
    }

    @Test
    void badScopesAreRefused() throws Exception {
        long before = front.seqWithoutTicks();
        front.send(400, "trader", "POST", CANCEL, wish("side", "both"));
        front.send(400, "trader", "POST", CANCEL, wish("colour", "red"));
        front.send(404, "trader", "POST", CANCEL, wish("account", "NOBODY"));
        front.send(404, "trader", "POST", CANCEL, wish("symbol", "NONE"));
        assertEquals(before, front.seqWithoutTicks());
        front.send(403, "operations", "POST", CANCEL, wish("side", "buy"));
    }
}
