package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered stays true over a restart, a silent neighbour, and the day's close. */
class FrontRestartTest {
    @TempDir
    private Path directory;

    private static String order(String clOrdId, String side, String price) {
        return new JsonObject().put("clOrdId", clOrdId).put("account", "PROP").put("symbol", "ABC").put("side", side)
            .put("type", "limit").put("quantity", "10").put("price", price).encode();
    }

    private static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + new JsonObject(answer.body()).getString("code");
    }

    @Test
    void nothingIsForgotten() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            String trader = front.token("trader");
            JsonObject rests = new JsonObject(front.call("POST", "/v1/orders", trader,
                order("a", "sell", "100.1")).body());
            front.call("POST", "/v1/orders", trader, order("b", "buy", "100.1"));
            JsonObject works = new JsonObject(front.call("POST", "/v1/orders", trader,
                order("c", "sell", "100.2")).body());
            String executions = front.call("GET", "/v1/executions", trader, null).body();
            assertEquals(2, new JsonObject(executions).getJsonArray("items").size());
            front.stop();
            front.start();
            assertEquals(executions, front.call("GET", "/v1/executions", trader, null).body());
            HttpResponse<String> again = front.call("POST", "/v1/orders", trader, order("a", "sell", "100.1"));
            assertEquals("200 filled " + rests.getString("orderId"), again.statusCode() + " "
                + new JsonObject(again.body()).getString("status") + " "
                + new JsonObject(again.body()).getString("orderId"));
            JsonArray positions = new JsonObject(front.call("GET", "/v1/positions", trader, null).body())
                .getJsonArray("items");
            assertEquals("0 10 10", positions.getJsonObject(0).getString("quantity") + " "
                + positions.getJsonObject(0).getString("bought") + " " + positions.getJsonObject(0).getString("sold"));
            JsonObject meets = new JsonObject(front.call("POST", "/v1/orders", trader,
                order("d", "buy", "100.2")).body());
            assertEquals("100.2", meets.getString("avgPx"), "the book was made anew");
            assertEquals("filled", front.status(works.getString("orderId"), trader));
        }
    }

    @Test
    void aSilentNeighbourStopsOrdersButNoCancel() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            String trader = front.token("trader");
            String id = new JsonObject(front.call("POST", "/v1/orders", trader, order("a", "sell", "100.1")).body())
                .getString("orderId");
            front.offices.fallSilent();
            String operations = front.token("operations");
            front.await(() -> code(front.call("POST", "/v1/prices", operations, "{\"symbol\":\"ABC\",\"price\":100}"))
                .equals("503 NEXT_OFFICE_SILENT"));
            assertEquals("503 NEXT_OFFICE_SILENT",
                code(front.call("POST", "/v1/orders", trader, order("b", "sell", "100.1"))));
            HttpResponse<String> canceled = front.call("DELETE", "/v1/orders/" + id, trader, null);
            assertEquals("canceled", new JsonObject(canceled.body()).getString("status"));
        }
    }

    @Test
    void aClosingDayTakesNoOrderAndExpiresWhatWorks() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            String trader = front.token("trader");
            String id = new JsonObject(front.call("POST", "/v1/orders", trader, order("a", "sell", "100.1")).body())
                .getString("orderId");
            front.offices.closeDay();
            front.await(() -> front.status(id, trader).equals("expired"));
            assertEquals("503 SESSION_CLOSED", code(front.call("POST", "/v1/orders", trader,
                order("b", "sell", "100.1"))));
            HttpResponse<String> again = front.call("POST", "/v1/orders", trader, order("a", "sell", "100.1"));
            assertEquals("200 expired", again.statusCode() + " " + new JsonObject(again.body()).getString("status"));
            assertEquals("closed", new JsonObject(front.call("GET", "/v1/session", trader, null).body())
                .getString("state"));
        }
    }
}
