package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference prices over HTTP: one, a list of which each is judged alone, and how old they are. */
class PriceRoutesTest {
    private static final String PATH = "/v1/prices";

    @TempDir
    private static Path directory;

    private static RunningFront front;

    @BeforeAll
    static void up() throws Exception {
        front = new RunningFront(directory);
    }

    @AfterAll
    static void down() {
        front.close();
    }

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
