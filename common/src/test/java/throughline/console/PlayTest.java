package throughline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.files.OrderFile;
import throughline.files.OrderLine;

/** The whole verb against a real server that refuses, forgets, delays and drops connections. */
@Timeout(60)
final class PlayTest {
    private static final String HEADER =
        "time,clOrdId,account,symbol,side,type,timeInForce,quantity,price,action,origClOrdId\n";

    @TempDir
    private Path data;

    private static String order(String clOrdId) {
        return ",%s,PROP-EQ,AAPL,buy,limit,day,2,10.5,,%n".formatted(clOrdId);
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(data.resolve("orders.csv"), HEADER + String.join("", lines));
    }

    private static String[] orders(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> order("o" + i)).toArray(String[]::new);
    }

    private static List<String> ids(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "o" + i).toList();
    }

    private Captured play(FrontDouble front, Path file, String... more) throws Exception {
        front.credentials(data);
        return Captured.of(Stream.concat(Stream.of("play", file.toString(), "--data", data.toString(), "--port-base",
            Integer.toString(front.port())), Arrays.stream(more)).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsInFileOrderAndSumsUp(boolean http2) throws Exception {
        try (FrontDouble front = new FrontDouble(http2)) {
            Captured run = play(front, file(orders(2_000)));
            assertEquals(0, run.exit(), run.err());
            assertEquals(ids(2_000), front.log());
            assertEquals("2000", run.value("sent"));
            assertEquals("2000", run.value("accepted"));
            assertEquals("0", run.value("rejected"));
            assertEquals("2000", run.value("executions"), "those of other people's orders are left out");
            assertEquals("4000", run.value("quantity"));
            assertEquals("50000", run.value("notional"));
            assertTrue(run.value("p99.9").endsWith(" ms"), run.out());
            assertEquals(2, front.logins());
        }
    }

    @Test
    void repeatsInOrderWhatWasRefusedLostOrNotKnown() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            front.on("o1", "503", "503").on("o40", "lost after").on("o90", "lost before").on("o150", "504")
                .on("o170", "401").on("o200", "pending").on("o201", "500");
            Captured run = play(front, file(orders(300)));
            assertEquals(0, run.exit(), run.err());
            assertEquals("300", run.value("accepted"));
            assertEquals("0", run.value("unanswered"));
            List<String> log = front.log();
            assertEquals(300, log.size(), "each is captured once");
            assertEquals("o1", log.get(0), "nothing overtakes the first, which was refused twice");
            assertEquals(ids(300).subList(1, 89), log.subList(1, 89), "a lost connection reorders nothing");
            assertEquals("2", run.value("503 AS_TOLD"));
            assertEquals(3, front.logins(), "a token that is no longer good is fetched anew, once");
        }
    }

    @Test
    void countsWhatIsRefusedByFormOrRejectedByRisk() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            front.on("o2", "400");
            Path file = file(order("o1"), order("o2"), ",o3,PROP-EQ,BAD,buy,limit,day,2,10.5,,\n",
                ",o4,PROP-EQ,AAPL,buy,limit,day,none,10.5,,\n", order("o5"));
            Captured run = play(front, file);
            assertEquals(0, run.exit(), "each order got its answer");
            assertEquals("4", run.value("sent"));
            assertEquals("2", run.value("accepted"));
            assertEquals("1", run.value("UNKNOWN_INSTRUMENT"));
            assertEquals("1", run.value("400 AS_TOLD"));
            assertEquals("1", run.value("bad lines"));
            assertTrue(run.err().contains("line 3: refused, 400 AS_TOLD"), run.err());
            assertTrue(run.err().contains("line 5: quantity 'none'"), run.err());
        }
    }

    @Test
    void stopsAtABadLineWhenStrict() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            List<String> lines = new ArrayList<>(List.of(orders(3)));
            lines.add(",o4,PROP-EQ,AAPL,buy,limit,day,none,10.5,,\n");
            lines.add(order("o5"));
            Captured run = play(front, file(lines.toArray(String[]::new)), "--strict");
            assertEquals(1, run.exit());
            assertEquals(ids(3), front.log());
        }
    }

    @Test
    void cancelsInItsPlaceTheOrderThatIsMeant() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            front.on("o1", "pending");
            Path file = file(order("o1"), ",c1,,,,,,,,cancel,o1\n", order("o2"), ",c2,,,,,,,,cancel,nobody\n",
                order("o3"));
            Captured run = play(front, file);
            assertEquals(0, run.exit(), run.err());
            assertEquals(List.of("o1", "DELETE o1 key c1", "o2", "o3"), front.log());
            assertEquals("1", run.value("cancel done"));
            assertEquals("1", run.value("cancel 404 UNKNOWN_ORDER"));
        }
    }

    @Test
    void givesUpAfterALongSilence() throws Exception {
        Vertx vertx = Vertx.vertx();
        PlaySummary summary = new PlaySummary(new Progress(System.err, false), (line, answer) -> { });
        List<OrderLine> lines = new ArrayList<>();
        try (OrderFile file = OrderFile.open(file(orders(2))); FrontDouble front = new FrontDouble(true)) {
            OrderFile.Listener listener = new OrderFile.Listener() {
                @Override
                public void onOrder(OrderLine line) {
                    lines.add(line);
                }

                @Override
                public void onBadLine(long number, String reason) {
                    throw new AssertionError(reason);
                }
            };
            while (file.poll(listener)) {
                assertFalse(lines.isEmpty());
            }
            OrderSender sender = new OrderSender(vertx, URI.create("http://127.0.0.1:" + front.port()),
                () -> "token-1", summary, TimeUnit.SECONDS.toNanos(1));
            assertTrue(sender.submit(lines.get(0)));
            while (summary.answeredSoFar() == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            front.goesAway();
            assertTrue(sender.submit(lines.get(1)));
            assertFalse(sender.finish(), "the second line got no answer");
            assertFalse(sender.submit(lines.get(1)), "and no more are taken");
            assertEquals(1, summary.accepted());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void keepsToTheRate() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            long startedNs = System.nanoTime();
            assertEquals(0, play(front, file(orders(50)), "--rate", "100").exit());
            assertTrue(System.nanoTime() - startedNs >= 490_000_000L, "50 lines at 100 a second take half a second");
        }
    }
}
