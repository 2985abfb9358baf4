package throughline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
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
import throughline.files.LineFile;
import throughline.files.OrderFile;
import throughline.files.OrderLine;
import throughline.play.OrderRequest;
import throughline.play.PlaySummary;
import throughline.play.Progress;
import throughline.play.Sender;

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

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void aRateIsAboveZero(String rate) throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            Captured run = play(front, file(orders(3)), "--rate", rate);
            assertEquals(1, run.exit());
            assertEquals("firm: --rate must be above 0, not " + rate, run.err().strip());
            assertEquals(List.of(), front.log());
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

    private static String amend(String clOrdId, String action, String order, String quantity, String price) {
        return ",%s,,,,,,%s,%s,%s,%s%n".formatted(clOrdId, quantity, price, action, order);
    }

    @Test
    void replacesAndCancelsAlongAChainOfNames() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            front.on("r2", "pending");
            Captured run = play(front, file(order("o1"), amend("r1", "replace", "o1", "5", "10.7"),
                amend("r2", "replace", "r1", "6", ""), amend("r3", "replace", "r2", "", "10.9"), order("o2"),
                amend("c1", "cancel", "o1", "", ""), amend("c2", "cancel", "r3", "", ""),
                amend("r4", "replace", "r3", "7", "")));
            assertEquals(0, run.exit(), run.err());
            assertEquals(List.of("o1", "PATCH o1 key r1 5 10.7", "PATCH o1 key r2 6", "PATCH o1 key r3  10.9", "o2",
                "DELETE o1 key c1"), front.log());
            assertEquals("3", run.value("replace done"));
            assertEquals("1", run.value("cancel done"));
            assertEquals("1", run.value("cancel 409 TOO_LATE_TO_CANCEL"));
            assertEquals("1", run.value("replace 409 TOO_LATE_TO_CANCEL"));
            assertEquals("2", run.value("sent"), "orders alone count as sent");
        }
    }

    @Test
    void nothingOvertakesAnAmendmentOfTheSameOrder() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            front.on("r1", "503", "lost after").on("r2", "504").on("c2", "500");
            List<String> lines = new ArrayList<>(List.of(orders(50)));
            lines.addAll(List.of(amend("r1", "replace", "o7", "5", ""), amend("r2", "replace", "o7", "6", ""),
                amend("c1", "cancel", "o7", "", ""), amend("c2", "cancel", "o8", "", "")));
            Captured run = play(front, file(lines.toArray(String[]::new)));
            assertEquals(0, run.exit(), run.err());
            assertEquals(List.of("PATCH o7 key r1 5", "PATCH o7 key r2 6", "DELETE o7 key c1"),
                front.log().stream().filter(text -> text.contains(" o7 ")).toList(), "each once, in file order");
            assertEquals("2", run.value("replace done"));
            assertEquals("2", run.value("cancel done"));
            assertEquals("1", run.value("503 AS_TOLD"));
        }
    }

    @Test
    void countsARefusedAmendmentByItsCodeAndGoesOn() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            front.on("r1", "POSITION_LIMIT").on("r3", "pending", "HALTED");
            Captured run = play(front, file(order("o1"), amend("r1", "replace", "o1", "500", ""),
                amend("r2", "replace", "r1", "6", ""), amend("r3", "replace", "o1", "7", ""),
                amend("r4", "replace", "o1", "8", "")));
            assertEquals(0, run.exit(), "each line got its answer");
            assertEquals(List.of("o1", "PATCH o1 key r4 8"), front.log());
            assertEquals("1", run.value("replace 409 POSITION_LIMIT"));
            assertEquals("1", run.value("replace 404 UNKNOWN_ORDER"), "what was refused gave the order no new name");
            assertEquals("1", run.value("replace refused HALTED"), "as the order says that was pending");
            assertEquals("1", run.value("replace done"));
        }
    }

    @Test
    void theSameFileAgainAmendsNothing() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            Path file = file(order("o1"), amend("r1", "replace", "o1", "5", ""), amend("r2", "replace", "r1", "6", ""));
            assertEquals("2", play(front, file).value("replace done"));
            assertEquals("2", play(front, file).value("replace done"), "also the one whose name another has replaced");
            assertEquals(List.of("o1", "PATCH o1 key r1 5", "PATCH o1 key r2 6"), front.log());
        }
    }

    @Test
    void amendsAnOrderOfAnEarlierRunByAskingForIt() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            assertEquals(0, play(front, file(order("o1"), amend("r1", "replace", "o1", "5", ""))).exit());
            Captured run = play(front, file(amend("r2", "replace", "r1", "6", ""), amend("c1", "cancel", "o1", "",
                "")));
            assertEquals(0, run.exit(), run.err());
            assertEquals(List.of("o1", "PATCH o1 key r1 5", "PATCH o1 key r2 6", "DELETE o1 key c1"), front.log());
        }
    }

    @Test
    void passesOnEveryColumnOfAnOrder() throws Exception {
        try (FrontDouble front = new FrontDouble(true)) {
            Path file = Files.writeString(data.resolve("orders.csv"), "clOrdId,account,symbol,side,type,timeInForce,"
                + "quantity,price,stopPrice,capacity,strategy,decisionMaker,parentId,locate\n"
                + "o1,PROP-EQ,F,sell_short,stop_limit,gtc,5,12.40,12.5,riskless_principal,pairs,algo-7,p-1,L9\n"
                + "o2,PROP-EQ,F,buy,stop,fok,5,,12.5,,,,,\n");
            assertEquals(0, play(front, file).exit());
            assertEquals(new JsonObject().put("clOrdId", "o1").put("account", "PROP-EQ").put("symbol", "F")
                .put("side", "sell_short").put("type", "stop_limit").put("timeInForce", "gtc").put("quantity", "5")
                .put("price", "12.4").put("stopPrice", "12.5").put("capacity", "riskless_principal")
                .put("strategy", "pairs").put("decisionMaker", "algo-7").put("parentId", "p-1").put("locate", "L9"),
                front.body("o1"));
            assertEquals(new JsonObject().put("clOrdId", "o2").put("account", "PROP-EQ").put("symbol", "F")
                .put("side", "buy").put("type", "stop").put("timeInForce", "fok").put("quantity", "5")
                .put("stopPrice", "12.5"), front.body("o2"), "what is empty is not sent");
        }
    }

    @Test
    void givesUpAfterALongSilence() throws Exception {
        Vertx vertx = Vertx.vertx();
        PlaySummary summary = new PlaySummary(new Progress(System.err, false), (line, answer) -> { });
        OrderRequest.KnownIds known = new OrderRequest.KnownIds();
        List<OrderRequest> lines = new ArrayList<>();
        try (LineFile<OrderLine> file = OrderFile.open(file(orders(2))); FrontDouble front = new FrontDouble(true)) {
            LineFile.Listener<OrderLine> listener = new LineFile.Listener<>() {
                @Override
                public void onLine(OrderLine line) {
                    lines.add(new OrderRequest(line, known));
                }

                @Override
                public void onBadLine(long number, String reason) {
                    throw new AssertionError(reason);
                }
            };
            while (file.poll(listener)) {
                assertFalse(lines.isEmpty());
            }
            Sender<OrderRequest> sender = new Sender<>(vertx, URI.create("http://127.0.0.1:" + front.port()),
                () -> "token-1", summary, TimeUnit.SECONDS.toNanos(5));
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
