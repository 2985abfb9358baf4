package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hears one channel of a front office's {@code /v1/stream}. */
final class StreamClient implements AutoCloseable, WebSocket.Listener {
    private final LinkedBlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private final JsonArray snapshot;

    StreamClient(RunningFront front, String user, String channel) throws Exception {
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(
            URI.create("ws://127.0.0.1:" + front.port + "/v1/stream"), this).join();
        socket.sendText(new JsonObject().put("token", front.token(user)).encode(), true).join();
        next("user");
        socket.sendText(new JsonObject().put("subscribe", channel).encode(), true).join();
        JsonObject first = next("snapshot");
        assertEquals(channel, first.getString("channel"));
        snapshot = first.getJsonArray("snapshot");
    }

    /** What stood in the channel at first. */
    JsonArray snapshot() {
        return snapshot;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            heard.add(new JsonObject(text.toString()));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    /** The next publication. */
    JsonObject item() throws Exception {
        return next("item").getJsonObject("item");
    }

    /** Whether anything of the channel waits to be asked for. */
    boolean hears() {
        return heard.stream().anyMatch(message -> message.containsKey("channel"));
    }

    /** What comes next in the channel: a publication, or a fresh snapshot. */
    JsonObject message() throws Exception {
        return next("channel");
    }

    private JsonObject next(String field) throws Exception {
        JsonObject message = heard.poll(RunningFront.PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (message != null && !message.containsKey(field)) {
            message = heard.poll(RunningFront.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertNotNull(message, "no message with " + field);
        return message;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
