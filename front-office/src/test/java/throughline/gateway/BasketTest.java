package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.gateway.RunningFront.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import throughline.desk.Request;

/** Lists of orders that are judged as a whole, over HTTP. */
class BasketTest extends OneFront {
    private static final String PATH = "/v1/baskets";

    private static JsonObject basket(String prefix, int count) {
        JsonArray orders = new JsonArray();
        for (int i = 0; i < count; i++) {
            orders.add(order(prefix + "-" + i, "buy", "1", "60"));
        }
        return new JsonObject().put("orders", orders);
    }

    private static String statuses(JsonObject basket) {
        return basket.getJsonArray("orders").stream().map(one -> ((JsonObject) one).getString("status")).distinct()
            .collect(Collectors.joining(" "));
    }

    @Test
    void allStandOrNone() throws Exception {
        JsonObject made = front.send(201, "trader", "POST", PATH, basket("good", 3));
        String id = made.getString("basketId");
        assertEquals("new", statuses(made));
        for (int i = 0; i < 3; i++) {
            JsonObject one = made.getJsonArray("orders").getJsonObject(i);
            assertEquals(id + " good-" + i + " " + (Long.parseLong(id) + 1 + i),
                one.getString("basketId") + " " + one.getString("clOrdId") + " " + one.getString("orderId"));
        }
        assertEquals(made, front.send(200, "trader", "GET", PATH + "/" + id, null));
        JsonObject bad = basket("bad", 2);
        bad.getJsonArray("orders").add(order("bad-2", "buy", "1001", "60")).add(order("bad-3", "buy", "1", "60"));
        JsonObject refused = front.send(201, "trader", "POST", PATH, bad);
        assertEquals("rejected", statuses(refused));
        assertEquals(List.of("basket", "basket", "account:PROP/instrument:ABC", "basket"),
            refused.getJsonArray("orders").stream()
                .map(one -> ((JsonObject) one).getJsonObject("reason").getString("scope")).toList());
    }

    @Test
    void ofAnUnknownNameOnlyItsOwnOrderIsAccused() throws Exception {
        JsonObject wish = basket("name", 1);
        wish.getJsonArray("orders").add(order("name-1", "buy", "1", "60").put("symbol", "NOPE"));
        JsonArray orders = front.send(201, "trader", "POST", PATH, wish).getJsonArray("orders");
        assertEquals("basket", orders.getJsonObject(0).getJsonObject("reason").getString("scope"));
    }

    @Test
    void aRepeatIsTheSameAndAnotherListAConflict() throws Exception {
        JsonObject wish = basket("repeat", 2).put("basketId", "list-1");
        String id = front.send(201, "trader", "POST", PATH, wish).getString("basketId");
        long before = front.seqWithoutTicks();
        assertEquals(id, front.send(200, "trader", "POST", PATH, wish).getString("basketId"));
        assertEquals("CONFLICT", front.send(409, "trader", "POST", PATH,
            basket("repeat", 3).put("basketId", "list-1")).getString("code"));
        JsonObject used = basket("unused", 2);
        used.getJsonArray("orders").add(order("repeat-1", "buy", "1", "60"));
        assertEquals("CONFLICT", front.send(409, "trader", "POST", PATH, used).getString("code"));
        assertEquals(before, front.seqWithoutTicks());
        assertTrue(front.send(200, "trader", "GET", "/v1/orders?clOrdId=unused-0", null).getJsonArray("items")
            .isEmpty());
    }

    @Test
    void theClientsOwnIdComesBackAndFindsIt() throws Exception {
        HttpResponse<String> answer = front.call("POST", PATH, front.token("trader"),
            basket("own", 2).put("basketId", "own list/1").encode());
        JsonObject made = new JsonObject(answer.body());
        String number = answer.headers().firstValue("Location").orElseThrow();
        assertEquals("own list/1", made.getString("basketId"));
        assertEquals("own list/1", made.getJsonArray("orders").getJsonObject(1).getString("basketId"));
        for (String user : List.of("trader", "colleague", "risk")) {
            assertEquals(made, front.send(200, user, "GET", PATH + "/own%20list%2F1", null));
            assertEquals(made, front.send(200, user, "GET", number, null));
            assertEquals(2, front.send(200, user, "GET", "/v1/orders?basketId=own%20list%2F1", null)
                .getJsonArray("items").size());
        }
        front.send(404, "stranger", "GET", PATH + "/own%20list%2F1", null);
        JsonObject others = front.send(201, "colleague", "POST", PATH,
            basket("others", 2).put("basketId", "own list/1"));
        assertEquals(made, front.send(200, "trader", "GET", PATH + "/own%20list%2F1", null));
        assertEquals(others, front.send(200, "risk", "GET", PATH + "/own%20list%2F1", null), "the newest");
        assertEquals("keyed", front.send(201, "trader", "POST", PATH, basket("keyed", 1), "Idempotency-Key", "keyed")
            .getString("basketId"));
    }

    @Test
    void theNumberFindsItWhateverOthersCallTheirs() throws Exception {
        HttpResponse<String> answer = front.call("POST", PATH, front.token("trader"),
            basket("numbered", 1).put("basketId", "by its name").encode());
        String path = answer.headers().firstValue("Location").orElseThrow();
        String number = path.substring(PATH.length() + 1);
        JsonObject others = front.send(201, "colleague", "POST", PATH,
            basket("like a number", 1).put("basketId", number));
        for (String user : List.of("trader", "risk")) {
            assertEquals(new JsonObject(answer.body()), front.send(200, user, "GET", path, null));
        }
        assertEquals(others, front.send(200, "colleague", "GET", path, null), "their own");
    }

    @Test
    void aKeyThatNobodyGaveIsNoName() throws Exception {
        JsonObject made = front.send(201, "trader", "POST", PATH, basket("unnamed", 1), "Idempotency-Key",
            Request.newKey());
        assertEquals(Long.parseLong(made.getJsonArray("orders").getJsonObject(0).getString("orderId")) - 1,
            Long.parseLong(made.getString("basketId")));
    }

    @Test
    void aSlowDecisionIs202() throws Exception {
        JsonObject pending = front.send(202, "trader", "POST", PATH, basket("slow", 2));
        assertEquals("pending_new", statuses(pending));
        front.offices.release();
        front.await(() -> statuses(front.send(200, "trader", "GET", PATH + "/" + pending.getString("basketId"), null))
            .equals("new"));
    }

    @Test
    void theLargestFitsAndTheNextDoesNot() throws Exception {
        JsonObject largest = basket("l".repeat(60), 0);
        for (int i = 0; i < BasketRoutes.MOST; i++) {
            largest.getJsonArray("orders").add(order("l".repeat(60) + "-" + i, "buy", "1", "60")
                .put("strategy", "s".repeat(32)).put("decisionMaker", "d".repeat(32)).put("session", "e".repeat(32))
                .put("parentId", "p".repeat(64)).put("locate", "o".repeat(32)).put("capacity", "riskless_principal"));
        }
        JsonObject made = front.send(201, "trader", "POST", PATH, largest);
        assertEquals("500 new", made.getJsonArray("orders").size() + " " + statuses(made));
        long before = front.seqWithoutTicks();
        largest.getJsonArray("orders").add(order("one-more", "buy", "1", "60"));
        assertEquals("/orders", front.send(400, "trader", "POST", PATH, largest).getJsonArray("errors")
            .getJsonObject(0).getString("pointer"));
        front.send(413, "trader", "POST", PATH, new JsonObject().put("basketId", "x".repeat(600_000)));
        assertEquals(before, front.seqWithoutTicks());
    }

    @Test
    void badInputIsToldByItsPlace() throws Exception {
        long before = front.seqWithoutTicks();
        JsonObject wish = basket("place", 2);
        wish.getJsonArray("orders").getJsonObject(1).put("quantity", "0");
        assertEquals("/orders/1/quantity", front.send(400, "trader", "POST", PATH, wish).getJsonArray("errors")
            .getJsonObject(0).getString("pointer"));
        front.send(400, "trader", "POST", PATH, new JsonObject().put("orders", new JsonArray()));
        front.send(400, "trader", "POST", PATH, new JsonObject());
        assertEquals(before, front.seqWithoutTicks());
    }

    @Test
    void othersSeeNothingOfIt() throws Exception {
        String id = front.send(201, "trader", "POST", PATH, basket("mine", 2)).getString("basketId");
        front.send(403, "stranger", "GET", PATH + "/" + id, null);
        front.send(403, "risk", "POST", PATH, basket("risk", 2));
        front.send(404, "trader", "GET", PATH + "/999999999", null);
        assertEquals("new", statuses(front.send(200, "risk", "GET", PATH + "/" + id, null)));
    }
}
