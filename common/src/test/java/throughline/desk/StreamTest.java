package throughline.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live feed over real sockets: snapshot, deltas without a gap, heartbeat, slow readers, disconnects. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
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

    private static void price() throws Exception {
        assertEquals(201, office.call("POST", "/v1/prices", trader, "{\"price\":1}").statusCode());
    }

    @Test
    void snapshotThenDeltasWithoutAGapAndAHeartbeat() throws Exception {
        Reader reader = open(true);
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
        Reader reader = Reader.open(office, null, true);
        reader.send(new JsonObject().put("subscribe", "prices"));
        assertEquals("UNAUTHORIZED", reader.next("problem").getJsonObject("problem").getString("code"));
        reader.send(new JsonObject().put("token", trader));
        assertEquals("trader1", reader.next("user").getString("user"));
        reader.send(new JsonObject().put("subscribe", "prices"));
        reader.next("snapshot");
        reader.socket.abort();
        Reader stranger = Reader.open(office, "nonsense", true);
        assertEquals(4401, stranger.closed.get(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS));
        Reader officer = Reader.open(office, office.token("risk1", CountingOffice.OFFICER_PASSWORD), true);
        officer.send(new JsonObject().put("subscribe", "prices"));
        assertEquals("FORBIDDEN", officer.next("problem").getJsonObject("problem").getString("code"));
        officer.socket.abort();
    }

    @Test
    void aSlowReaderGetsTheNewestOfEachKeyAndNumbersWithoutAGap() throws Exception {
        Reader slow = open(false);
        slow.send(new JsonObject().put("subscribe", "prices"));
        CountingOffice.await(() -> subscribers(office.prices) == 1);
        int published = 30_000;
        publish(published, i -> "key " + i % 500);
        slow.socket.request(1);
        long number = slow.next("snapshot").getLong("number");
        int told = 0;
        long newest = -1;
        while (newest != published - 1) {
            JsonObject message = slow.next("number");
            assertEquals(++number, message.getLong("number"));
            newest = Math.max(newest, message.getJsonObject("item").getLong("i"));
            told++;
        }
        assertTrue(told < published / 2, told + " of " + published + " were told");
        price();
        assertEquals(number + 1, slow.next("item").getLong("number"));
        slow.socket.abort();
    }

    @Test
    void tooManyKeysForASlowReaderAreAFreshSnapshot() throws Exception {
        Reader slow = open(false);
        slow.send(new JsonObject().put("subscribe", "prices"));
        CountingOffice.await(() -> subscribers(office.prices) == 1);
        publish(3 * Outbox.MOST_KEYS, i -> "key " + i);
        slow.socket.request(1);
        long fresh = untilSnapshot(slow, slow.next("snapshot").getLong("number"));
        assertTrue(fresh < 3 * Outbox.MOST_KEYS, "all were told");
        slow.send(new JsonObject().put("subscribe", "prices"));
        untilSnapshot(slow, fresh);
        slow.socket.abort();
    }

    /** The number of the next snapshot; whatever is told before it, too, is told without a gap. */
    private static long untilSnapshot(Reader reader, long from) throws Exception {
        long number = from;
        boolean isSnapshot = false;
        while (!isSnapshot) {
            JsonObject message = reader.next("number");
            assertEquals(++number, message.getLong("number"));
            isSnapshot = message.containsKey("snapshot");
        }
        return number;
    }

    private static void publish(int count, IntFunction<String> key) throws Exception {
        for (int from = 0; from < count; from += 500) {
            int begin = from;
            office.server.desk().read(state -> {
                for (int i = begin; i < begin + 500; i++) {
                    int number = i;
                    office.prices.publish(key.apply(i), () -> new JsonObject().put("i", number)
                        .put("much", CountingOffice.MUCH.substring(0, 2_000)));
                }
                return true;
            }).await(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void everyRowIsToldOnceAndInOrderHoweverSlowTheReader() throws Exception {
        office.addRows(2 * Subscription.MOST_ROWS + 1);
        Reader slow = open(false);
        slow.send(new JsonObject().put("subscribe", "rows"));
        CountingOffice.await(() -> subscribers(office.rows) == 1);
        for (int i = 0; i < 10; i++) {
            office.addRows(400);
        }
        slow.socket.request(1);
        JsonObject snapshot = slow.next("snapshot");
        long number = snapshot.getLong("number");
        long row = 0;
        for (Object item : snapshot.getJsonArray("snapshot")) {
            assertEquals(++row, ((JsonObject) item).getLong("row"));
        }
        assertEquals(Subscription.MOST_ROWS, row);
        long half = office.rowCount();
        while (row < half + 1_000) {
            JsonObject message = slow.next("number");
            assertEquals(++number, message.getLong("number"));
            assertEquals(++row, message.getJsonObject("item").getLong("row"));
            if (row == half / 2) {
                office.addRows(1_000);
            }
        }
        slow.socket.abort();
    }

    @Test
    void whoHasNotGotRowsThatAreGoneIsSentAwayAndOthersAreNot() throws Exception {
        Reader quick = open(true);
        quick.send(new JsonObject().put("subscribe", "rows"));
        quick.next("snapshot");
        Reader slow = open(false);
        slow.send(new JsonObject().put("subscribe", "rows"));
        CountingOffice.await(() -> subscribers(office.rows) == 2);
        office.addRows(3_000);
        JsonObject last = quick.next("item");
        long all = office.server.desk().read(state -> office.rowCount())
            .await(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (last.getJsonObject("item").getLong("row") < all) {
            last = quick.next("item");
        }
        office.server.desk().read(state -> {
            office.rows.forget(all);
            return true;
        }).await(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS);
        slow.socket.request(1);
        assertEquals(4408, slow.closed.get(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS));
        office.addRows(1);
        assertEquals(all + 1, quick.next("item").getJsonObject("item").getLong("row"));
        quick.socket.abort();
    }

    @Test
    void anEventIsNeverLeftOut() throws Exception {
        Reader slow = open(false);
        slow.send(new JsonObject().put("subscribe", "events"));
        CountingOffice.await(() -> subscribers(office.events) == 1);
        happen(5_000);
        slow.socket.request(1);
        for (int i = 0; i < 5_000; i++) {
            assertEquals(i, slow.next("item").getJsonObject("item").getInteger("i"));
        }
        slow.socket.abort();
        Reader tooSlow = open(false);
        tooSlow.send(new JsonObject().put("subscribe", "events"));
        CountingOffice.await(() -> subscribers(office.events) == 1);
        happen(3 * Outbox.MOST_EVENTS);
        tooSlow.socket.request(1);
        assertEquals(4408, tooSlow.closed.get(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private static void happen(int count) throws Exception {
        office.server.desk().read(state -> {
            for (int i = 0; i < count; i++) {
                int number = i;
                office.events.publish("same", () -> new JsonObject().put("i", number)
                    .put("much", CountingOffice.MUCH.substring(0, 2_000)));
            }
            return true;
        }).await(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whoIsLostIsToldOfOnceTheGraceIsOverUnlessTheyCameBackOrOptedOut() throws Exception {
        JsonObject guard = new JsonObject().put("cancelOnDisconnect", true).put("graceMs", 300);
        Reader lost = open(true);
        lost.send(guard);
        assertEquals(300, lost.next("cancelOnDisconnect").getInteger("graceMs"));
        lost.socket.abort();
        assertEquals("trader1", office.lost.poll(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS));
        Reader away = open(true);
        away.send(guard.put("graceMs", 2_000));
        away.next("cancelOnDisconnect");
        Reader back = open(true);
        away.socket.abort();
        back.send(guard);
        back.next("cancelOnDisconnect");
        assertNull(office.lost.poll(2_500, TimeUnit.MILLISECONDS), "came back within the grace");
        back.send(new JsonObject().put("cancelOnDisconnect", false));
        assertEquals(false, back.next("cancelOnDisconnect").getBoolean("cancelOnDisconnect"));
        back.socket.abort();
        assertNull(office.lost.poll(2_500, TimeUnit.MILLISECONDS), "opted out");
        Reader officer = Reader.open(office, office.token("risk1", CountingOffice.OFFICER_PASSWORD), true);
        officer.send(guard);
        assertEquals("FORBIDDEN", officer.next("problem").getJsonObject("problem").getString("code"));
        officer.send(new JsonObject().put("cancelOnDisconnect", true).put("graceMs", -1));
        assertEquals("BAD_INPUT", officer.next("problem").getJsonObject("problem").getString("code"));
        officer.socket.abort();
    }

    private static Reader open(boolean greedy) throws Exception {
        return Reader.open(office, trader, greedy);
    }

    private static int subscribers(Channel<?> channel) {
        try {
            return office.server.desk().read(state -> channel.subscribers())
                .await(CountingOffice.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
