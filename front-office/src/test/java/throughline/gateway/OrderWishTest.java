package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.gateway.RunningFront.order;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a new order may say of itself, over HTTP: its type and prices, and what risk and audit want to know. */
class OrderWishTest extends OneFront {
    private static final Map<String, String> MARKS = Map.of("capacity", "riskless_principal", "strategy", "vwap",
        "decisionMaker", "algo-7", "session", "desk-3", "parentId", "p".repeat(64), "locate", "LOC 1");

    @Test
    void marksAreKeptAndShown() throws Exception {
        JsonObject wish = order("marks", "sell_short", "5", "120");
        MARKS.forEach(wish::put);
        JsonObject made = front.send(201, "trader", "POST", "/v1/orders", wish);
        JsonObject shown = front.send(200, "trader", "GET", "/v1/orders/" + made.getString("orderId"), null);
        MARKS.forEach((name, value) -> assertEquals(value, shown.getString(name), name));
        assertEquals(1, front.send(200, "trader", "GET", "/v1/orders?strategy=vwap", null).getJsonArray("items")
            .size());
        String csv = front.call("GET", "/v1/orders?clOrdId=marks", front.token("trader"), null, "Accept", "text/csv")
            .body();
        assertTrue(csv.lines().findFirst().orElse("").contains(
            ",origClOrdId,basketId,capacity,strategy,decisionMaker,session,parentId,locate,overrideId,reason."), csv);
        assertTrue(csv.contains(",,riskless_principal,vwap,algo-7,desk-3," + "p".repeat(64) + ",LOC 1,,"), csv);
        JsonObject plain = front.send(201, "trader", "POST", "/v1/orders", order("plain", "sell", "5", "120"));
        for (String name : MARKS.keySet()) {
            assertFalse(plain.containsKey(name), name);
        }
    }

    @Test
    void anotherMarkIsAnotherOrder() throws Exception {
        JsonObject wish = order("hash", "sell", "5", "120").put("strategy", "a");
        front.send(201, "trader", "POST", "/v1/orders", wish);
        front.send(200, "trader", "POST", "/v1/orders", wish);
        for (String name : MARKS.keySet()) {
            JsonObject other = wish.copy().put(name, name.equals("capacity") ? "agency" : "b");
            assertEquals("CONFLICT", front.send(409, "trader", "POST", "/v1/orders", other).getString("code"), name);
        }
    }

    @Test
    void aStopShowsItsPrice() throws Exception {
        JsonObject wish = order("stop-limit", "buy", "5", "130").put("type", "stop_limit").put("stopPrice", "125.5");
        JsonObject made = front.send(201, "trader", "POST", "/v1/orders", wish);
        assertEquals(List.of("stop_limit", "130", "125.5"),
            List.of(made.getString("type"), made.getString("price"), made.getString("stopPrice")));
        JsonObject stop = order("stop", "sell", "5", "1").put("type", "stop").put("stopPrice", "60");
        stop.remove("price");
        JsonObject stopped = front.send(201, "trader", "POST", "/v1/orders", stop);
        assertEquals("stop 60 false", stopped.getString("type") + " " + stopped.getString("stopPrice") + " "
            + stopped.containsKey("price"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "stop | price | {\"type\":\"stop\",\"stopPrice\":\"5\",\"price\":\"5\"}",
        "stop without stop price | stopPrice | {\"type\":\"stop\",\"price\":null}",
        "stop_limit without stop price | stopPrice | {\"type\":\"stop_limit\"}",
        "stop_limit without price | price | {\"type\":\"stop_limit\",\"stopPrice\":\"5\",\"price\":null}",
        "limit with stop price | stopPrice | {\"stopPrice\":\"5\"}",
        "limit without price | price | {\"price\":null}",
        "market with price | price | {\"type\":\"market\"}",
        "no such capacity | capacity | {\"capacity\":\"own\"}",
        "long strategy | strategy | {\"strategy\":\"x123456789x123456789x123456789x12\"}",
        "long parent | parentId | {\"parentId\":\"%s\"}",
        "other characters | decisionMaker | {\"decisionMaker\":\"\u00c4\"}",
        "no text | locate | {\"locate\":7}",
        "empty | session | {\"session\":\"\"}"})
    void whatCannotBeWrittenIs400(String what, String field, String change) throws Exception {
        long before = front.seqWithoutTicks();
        JsonObject wish = order("bad", "buy", "5", "90")
            .mergeIn(new JsonObject(change.replace("%s", "x".repeat(65))));
        if (wish.getValue("price") == null) {
            wish.remove("price");
        }
        JsonObject problem = front.send(400, "trader", "POST", "/v1/orders", wish);
        assertEquals("/" + field, problem.getJsonArray("errors").getJsonObject(0).getString("pointer"), what);
        assertEquals(before, front.seqWithoutTicks(), what);
    }
}
