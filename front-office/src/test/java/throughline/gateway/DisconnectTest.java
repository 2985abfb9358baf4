package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trader who wished so and is lost: their day orders are canceled, what is good till canceled and others' is not. */
class DisconnectTest {
    @TempDir
    private Path directory;

    @Test
    void dayOrdersOfTheLostAreCanceled() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            String day = enter(front, "trader", "PROP", "day");
            String gtc = enter(front, "trader", "PROP", "gtc");
            String other = enter(front, "stranger", "OTHER", "day");
            WebSocket socket = guarded(front);
            assertEquals("new", front.status(day, front.token("trader")));
            socket.abort();
            front.await(() -> front.status(day, front.token("trader")).equals("canceled"));
            JsonObject ended = new JsonObject(front.call("GET", "/v1/orders/" + day, front.token("trader"), null)
                .body());
            assertEquals("disconnected", ended.getString("endReason"));
            assertEquals("new", front.status(gtc, front.token("trader")));
            assertEquals("new", front.status(other, front.token("stranger")));
        }
    }

    private static String enter(RunningFront front, String user, String account, String until) throws Exception {
        return new JsonObject(front.call("POST", "/v1/orders", front.token(user), new JsonObject()
            .put("clOrdId", user + until).put("account", account).put("symbol", "ABC").put("side", "buy")
            .put("type", "limit").put("timeInForce", until).put("quantity", "5").put("price", "90").encode()).body())
            .getString("orderId");
    }

    /** A stream of the trader's that has been told to guard their orders. */
    private static WebSocket guarded(RunningFront front) throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder()
            .header("Authorization", "Bearer " + front.token("trader"))
            .buildAsync(URI.create("ws://127.0.0.1:" + front.port + "/v1/stream"), new WebSocket.Listener() {
                @Override
                public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                    if (text.toString().contains("\"cancelOnDisconnect\":true")) {
                        told.complete(text.toString());
                    }
                    from.request(1);
                    return null;
                }
            }).join();
        socket.sendText("{\"cancelOnDisconnect\":true,\"graceMs\":200}", true).join();
        told.get(RunningFront.PATIENCE_SECONDS, TimeUnit.SECONDS);
        return socket;
    }
}
