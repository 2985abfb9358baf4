package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.gateway.RunningFront.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that never hears an answer and asks everything again, over restarts: each is done once. */
class RepeatTest {
    private static final List<String> IDS = List.of("orderId", "requestId", "basketId", "executionId", "symbol");

    /** A body that was never sent, by the last part of a path that is no number. */
    private static final Map<String, String> OTHERS = Map.of("correct",
        "{\"quantity\":\"9\",\"price\":\"99\",\"reason\":\"other\"}", "bust", "{\"reason\":\"other\"}", "cancel",
        "{\"side\":\"sell\"}", "baskets", "{\"orders\":[" + order("other", "buy", "1", "60") + "]}", "trades",
        "{\"account\":\"PROP\",\"symbol\":\"ABC\",\"side\":\"buy\",\"quantity\":\"9\",\"price\":\"99\"}");

    @TempDir
    private Path directory;

    private RunningFront front;
    private final List<Deed> deeds = new ArrayList<>();

    /** Something asked for, and what its answer said it is about. */
    private record Deed(String user, String method, String path, JsonObject body, String key, String about) {
    }

    private static String about(JsonObject answer) {
        return IDS.stream().map(name -> answer.getString(name, "-")).toList().toString();
    }

    private HttpResponse<String> ask(String user, String method, String path, JsonObject body, String key)
        throws Exception {
        return front.call(method, path, front.token(user), body == null ? null : body.encode(), "Idempotency-Key",
            key);
    }

    private static String kind(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private JsonObject first(String user, String method, String path, JsonObject body) throws Exception {
        String key = "key-" + deeds.size();
        HttpResponse<String> answer = ask(user, method, path, body, key);
        assertTrue(answer.statusCode() == 200 || answer.statusCode() == 201, path + ": " + answer.body());
        JsonObject json = new JsonObject(answer.body());
        deeds.add(new Deed(user, method, path, body, key, about(json)));
        return json;
    }

    private void everything() throws Exception {
        JsonObject works = first("trader", "POST", "/v1/orders", order("works", "sell", "10", "140"));
        first("trader", "PATCH", "/v1/orders/" + works.getString("orderId"), new JsonObject().put("quantity", "12"));
        JsonObject gone = first("trader", "POST", "/v1/orders", order("gone", "sell", "10", "140"));
        first("trader", "DELETE", "/v1/orders/" + gone.getString("orderId"), null);
        first("trader", "POST", "/v1/baskets", new JsonObject().put("orders", new JsonArray()
            .add(order("one", "buy", "1", "60")).add(order("two", "buy", "1", "60"))));
        first("trader", "POST", "/v1/orders/cancel", new JsonObject().put("side", "buy"));
        JsonObject trade = first("trader", "POST", "/v1/trades", new JsonObject().put("account", "PROP")
            .put("symbol", "ABC").put("side", "buy").put("quantity", "7").put("price", "99"));
        String path = "/v1/trades/" + trade.getString("executionId");
        first("operations", "POST", path + "/correct",
            new JsonObject().put("quantity", "8").put("price", "99.5").put("reason", "typed wrong"));
        first("operations", "POST", path + "/bust", new JsonObject().put("reason", "never was"));
        first("risk", "PUT", "/v1/markets/ABC", new JsonObject().put("phase", "halted").put("reason", "news"));
        first("risk", "PUT", "/v1/markets/ABC", new JsonObject().put("phase", "continuous").put("reason", "on"));
        first("operations", "POST", "/v1/prices", new JsonObject().put("symbol", "ABC").put("price", "101"));
        first("risk", "POST", "/v1/prices", new JsonObject().put("prices", new JsonArray()
            .add(new JsonObject().put("symbol", "ABC").put("price", "100"))));
    }

    private void again() throws Exception {
        for (Deed deed : deeds) {
            HttpResponse<String> answer = ask(deed.user(), deed.method(), deed.path(), deed.body(), deed.key());
            assertEquals(200, answer.statusCode(), deed + ": " + answer.body());
            assertEquals(deed.about(), about(new JsonObject(answer.body())), deed.toString());
        }
    }

    @Test
    void eachStandsOnceOverRestarts() throws Exception {
        front = new RunningFront(directory);
        try (RunningFront closing = front) {
            everything();
            long done = closing.seqWithoutTicks();
            again();
            assertEquals(done, closing.seqWithoutTicks());
            for (int life = 1; life <= 4; life++) {
                closing.stop();
                closing.start();
                again();
                assertEquals(done + life, closing.seqWithoutTicks(), "but for its starts, in life " + life);
            }
            for (Deed deed : deeds) {
                JsonObject other = new JsonObject(OTHERS.getOrDefault(kind(deed.path()), "{}"));
                if (!other.isEmpty()) {
                    assertEquals(409, ask(deed.user(), deed.method(), deed.path(), other, deed.key()).statusCode(),
                        deed.toString());
                }
            }
            assertEquals(4, closing.send(200, "trader", "GET", "/v1/orders", null).getJsonArray("items").size());
            assertEquals("12", closing.send(200, "trader", "GET", "/v1/orders?clOrdId=works", null)
                .getJsonArray("items").getJsonObject(0).getString("orderQty"));
        }
    }
}
