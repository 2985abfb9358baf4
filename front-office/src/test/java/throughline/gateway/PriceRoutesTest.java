package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reference prices over HTTP: one, a list of which each is judged alone, and how old they are. */
class PriceRoutesTest extends OneFront {
    private static final String PATH = "/v1/prices";

    private static JsonObject price(String symbol, String price) {
        return new JsonObject().put("symbol", symbol).put("price", price);
    }

    @Test
    void kindSourceAndAgeAreShownOverARestart() throws Exception {
        String source = "a tape of thirty-two characters!";
        front.send(201, "risk", "POST", PATH, price("ABC", "99.5").put("kind", "close").put("source", source));
        for (int life = 0; life < 2; life++) {
            JsonObject shown = front.send(200, "trader", "GET", PATH, null).getJsonArray("items").getJsonObject(0);
            assertEquals(List.of("99.5", "close", source, false), List.of(shown.getString("price"),
                shown.getString("kind"), shown.getString("source"), shown.getBoolean("stale")));
            assertTrue(shown.getLong("ageMs") >= 0 && shown.getLong("ageMs") < 60_000, shown.encode());
            front.stop();
            front.start();
        }
        front.send(201, "risk", "POST", PATH, price("ABC", "100").put("source", "x"));
        front.send(201, "risk", "POST", PATH, price("ABC", "100"));
        assertFalse(front.send(200, "trader", "GET", PATH, null).getJsonArray("items").getJsonObject(0)
            .containsKey("source"));
    }

    @Test
    void ofAListEachIsJudgedAlone() throws Exception {
        JsonObject list = new JsonObject().put("prices", new JsonArray().add(price("ABC", "101"))
            .add(price("NONE", "5")).add(price("ABC", "100")));
        JsonArray items = front.send(200, "risk", "POST", PATH, list, "Idempotency-Key", "list").getJsonArray("items");
        assertEquals(List.of(201, 404, 201), items.stream().map(item -> ((JsonObject) item).getInteger("status"))
            .toList());
        assertEquals("NONE NOT_FOUND", items.getJsonObject(1).getString("symbol") + " "
            + items.getJsonObject(1).getString("code"));
        long before = front.seqWithoutTicks();
        JsonArray again = front.send(200, "risk", "POST", PATH, list, "Idempotency-Key", "list").getJsonArray("items");
        assertEquals(List.of(200, 404, 200), again.stream().map(item -> ((JsonObject) item).getInteger("status"))
            .toList());
        list.getJsonArray("prices").getJsonObject(0).put("price", "102");
        list.getJsonArray("prices").add(price("ABC", "103"));
        front.send(409, "risk", "POST", PATH, list, "Idempotency-Key", "list");
        front.send(409, "risk", "POST", PATH, price("ABC", "103"), "Idempotency-Key", "list");
        assertEquals(before, front.seqWithoutTicks());
    }

    private static List<String> shown(JsonObject item) {
        return List.of(item.getString("symbol"), item.getString("price"), item.getString("kind"),
            item.getBoolean("stale").toString());
    }

    @Test
    void ratesAreStatedAndShownOverARestart() throws Exception {
        JsonObject euro = price("EURUSD", "1.1").put("kind", "fx").put("source", "desk");
        try (StreamClient stream = new StreamClient(front, "trader", "prices")) {
            JsonObject made = front.send(201, "risk", "POST", PATH, euro, "Idempotency-Key", "euro");
            assertEquals(List.of("EURUSD", "1.1", "fx", "false"), shown(made));
            assertEquals("desk", made.getString("source"));
            assertEquals(shown(made), shown(stream.item()));
        }
        front.send(200, "risk", "POST", PATH, euro, "Idempotency-Key", "euro");
        front.send(409, "risk", "POST", PATH, euro.copy().put("price", "1.2"), "Idempotency-Key", "euro");
        front.send(403, "trader", "POST", PATH, euro);
        JsonArray items = front.send(200, "operations", "POST", PATH, new JsonObject().put("prices", new JsonArray()
            .add(price("JPYUSD", "0.0067").put("kind", "fx")).add(price("EURUSD", "5")).add(price("ABC", "100"))))
            .getJsonArray("items");
        assertEquals(List.of(201, 404, 201), items.stream().map(item -> ((JsonObject) item).getInteger("status"))
            .toList());
        for (int life = 0; life < 2; life++) {
            JsonArray rates = front.send(200, "trader", "GET", PATH + "?kind=fx", null).getJsonArray("items");
            assertEquals(List.of(List.of("EURUSD", "1.1", "fx", "false"), List.of("JPYUSD", "0.0067", "fx", "false")),
                rates.stream().map(item -> shown((JsonObject) item)).toList());
            front.stop();
            front.start();
        }
        JsonObject page = front.send(200, "trader", "GET", PATH + "?limit=2", null);
        assertEquals("ABC EURUSD", page.getJsonArray("items").getJsonObject(0).getString("symbol") + " "
            + page.getJsonArray("items").getJsonObject(1).getString("symbol"));
        JsonArray next = front.send(200, "trader", "GET", PATH + "?after=" + page.getValue("next"), null)
            .getJsonArray("items");
        assertEquals(List.of("JPYUSD"), next.stream().map(item -> ((JsonObject) item).getString("symbol")).toList());
    }

    @Test
    void aRateIsOfAnotherCurrencyToTheBaseCurrency() throws Exception {
        long before = front.seqWithoutTicks();
        for (String pair : List.of("EURGBP", "USDEUR", "USDUSD", "EURXXX", "EURUS", "eurusd", "ZZZUSD", "EURUSDX")) {
            JsonObject fault = front.send(400, "risk", "POST", PATH, price(pair, "1").put("kind", "fx"))
                .getJsonArray("errors").getJsonObject(0);
            assertEquals("/symbol", fault.getString("pointer"), pair);
        }
        JsonObject list = new JsonObject().put("prices", new JsonArray().add(price("ABC", "1"))
            .add(price("EURGBP", "1").put("kind", "fx")));
        assertEquals("/prices/1/symbol", front.send(400, "risk", "POST", PATH, list).getJsonArray("errors")
            .getJsonObject(0).getString("pointer"));
        assertEquals(before, front.seqWithoutTicks());
    }

    @Test
    void whatCannotBeValuedIsRefusedClearly() throws Exception {
        long before = front.seqWithoutTicks();
        JsonObject fault = front.send(400, "risk", "POST", PATH, price("ABC", "1").put("kind", "fx"))
            .getJsonArray("errors").getJsonObject(0);
        assertEquals("/symbol must be two currencies of ISO 4217, as in EURUSD",
            fault.getString("pointer") + " " + fault.getString("detail"));
        JsonObject list = new JsonObject().put("prices", new JsonArray().add(price("ABC", "1"))
            .add(price("ABC", "0")));
        assertEquals("/prices/1/price", front.send(400, "risk", "POST", PATH, list).getJsonArray("errors")
            .getJsonObject(0).getString("pointer"));
        list.getJsonArray("prices").getJsonObject(1).put("price", "1000000000000");
        assertEquals("/prices/1/price", front.send(400, "risk", "POST", PATH, list).getJsonArray("errors")
            .getJsonObject(0).getString("pointer"));
        assertEquals(before, front.seqWithoutTicks());
    }
}
