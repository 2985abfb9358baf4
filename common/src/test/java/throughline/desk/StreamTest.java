package throughline.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live feed: snapshot, deltas without a gap, heartbeat, and a fresh snapshot for the slow. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class StreamTest {
    @TempDir
    private static Path directory;

    private static CountingOffice office;
    private static String trader;

    @BeforeAll
    static void up() throws Exception {
        office = new CountingOffice(directory).up();
        trader = office.trader();
    }

    @AfterAll
    static void down() {
        office.close();
    }

    private static final class Reader implements WebSocket.Listener {
        private final LinkedBlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final boolean greedy;
        private WebSocket socket;

        private Reader(boolean greedy) {
            this.greedy = greedy;
        }

        static Reader open(String token, boolean greedy) throws Exception {
            Reader reader = new Reader(greedy);
            WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
            if (token != null) {
                builder.header("Authorization", "Bearer " + token);
            }
            reader.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + office.port + "/v1/stream"), reader)
                .get(5, TimeUnit.SECONDS);
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
                message = messages.poll(10, TimeUnit.SECONDS);
                Assertions.assertNotNull(message, "no " + field + " within 10 s");
            } while (!message.containsKey(field));
            return message;
        }
    }

    private static void price() throws Exception {
        assertEquals(201, office.call("POST", "/v1/prices", trader, "{\"price\":1}").statusCode());
    }

    @Test
    void snapshotThenDeltasWithoutAGapAndAHeartbeat() throws Exception {
        Reader reader = Reader.open(trader, true);
        reader.send(new JsonObject().put("subscribe", "prices"));
        JsonObject snapshot = reader.next("snapshot");
        long number = snapshot.getLong("number");
        long prices = snapshot.getJsonArray("snapshot").getJsonObject(0).getLong("prices");
        for (int i = 1; i <= 20; i++) {
            price();
            JsonObject delta = reader.next("item");
            assertEquals("prices", delta.getString("channel"));
            assertEquals(number + i, delta.getLong("number"));
            assertEquals(prices + i, delta.getJsonObject("item").getLong("prices"));
        }
        reader.next("heartbeat");
        reader.send(new JsonObject().put("subscribe", "nothing"));
        assertEquals("NOT_FOUND", reader.next("problem").getJsonObject("problem").getString("code"));
        reader.socket.abort();
    }

    @Test
    void signsInByAFirstMessageOrNotAtAll() throws Exception {
        Reader reader = Reader.open(null, true);
        reader.send(new JsonObject().put("subscribe", "prices"));
        assertEquals("UNAUTHORIZED", reader.next("problem").getJsonObject("problem").getString("code"));
        reader.send(new JsonObject().put("token", trader));
        assertEquals("trader1", reader.next("user").getString("user"));
        reader.send(new JsonObject().put("subscribe", "prices"));
        reader.next("snapshot");
        reader.socket.abort();
        Reader stranger = Reader.open("nonsense", true);
        assertEquals(4401, stranger.closed.get(5, TimeUnit.SECONDS));
        Reader officer = Reader.open(office.token("risk1", CountingOffice.OFFICER_PASSWORD), true);
        officer.send(new JsonObject().put("subscribe", "prices"));
        assertEquals("FORBIDDEN", officer.next("problem").getJsonObject("problem").getString("code"));
        officer.socket.abort();
    }

    @Test
    void aSlowReaderGetsAFreshSnapshotInPlaceOfWhatItMissed() throws Exception {
        Reader slow = Reader.open(trader, false);
        slow.send(new JsonObject().put("subscribe", "prices"));
        JsonObject big = new JsonObject().put("filler", "x".repeat(10_000));
        int published = 3_000;
        CountingOffice.await(() -> subscribers() == 1);
        for (int i = 0; i < published; i += 100) {
            office.server.desk().read(state -> {
                for (int j = 0; j < 100; j++) {
                    office.prices.publish("k", () -> big);
                }
                return true;
            }).await(5, TimeUnit.SECONDS);
        }
        slow.socket.request(1);
        long number = slow.next("snapshot").getLong("number");
        boolean fresh = false;
        while (!fresh) {
            JsonObject message = slow.next("number");
            fresh = message.containsKey("snapshot");
            long next = message.getLong("number");
            assertTrue(fresh || next == number + 1, next + " after " + number);
            number = next;
        }
        assertTrue(number >= published, "the fresh snapshot is number " + number);
        price();
        assertEquals(number + 1, slow.next("item").getLong("number"));
        slow.socket.abort();
    }

    private static int subscribers() {
        try {
            return office.server.desk().read(state -> office.prices.subscribers()).await(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
