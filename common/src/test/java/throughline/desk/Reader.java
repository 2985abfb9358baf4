package throughline.desk;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** Someone at the other end of a stream: reads as it comes, or, when not greedy, nothing until told. */
final class Reader implements WebSocket.Listener {
    final LinkedBlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final boolean greedy;
    WebSocket socket;

    private Reader(boolean greedy) {
        this.greedy = greedy;
    }

    static Reader open(CountingOffice office, String token, boolean greedy) throws Exception {
        Reader reader = new Reader(greedy);
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        reader.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + office.port + "/v1/stream"), reader)
            .get(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS);
        return reader;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        if (greedy) {
            webSocket.request(1);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(new JsonObject(text.toString()));
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
        closed.complete(status);
        return null;
    }

    void send(JsonObject message) throws InterruptedException, ExecutionException {
        socket.sendText(message.encode(), true).get();
    }

    /** The next message that has that field, heartbeats and the like left out. */
    JsonObject next(String field) throws InterruptedException {
        JsonObject message;
        do {
            message = messages.poll(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS);
            Assertions.assertNotNull(message, "no " + field + " came");
        } while (!message.containsKey(field));
        return message;
    }
}
