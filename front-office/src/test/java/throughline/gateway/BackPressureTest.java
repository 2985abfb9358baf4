package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.gateway.RunningFront.order;

import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.blotter.Market;
import throughline.blotter.Venue;
import throughline.message.AccessRefusedEncoder;
import throughline.message.PriceStatedEncoder;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.venue.Xsim;

/** An office that cannot take more says so at once; cancels, mass cancels and halts always go through. */
class BackPressureTest {
    private static final String ORDERS = "/v1/orders";
    private static final int RISK = 3;

    @TempDir
    private Path directory;

    private final AtomicReference<CountDownLatch> gate = new AtomicReference<>();

    private static String enter(RunningFront front, String clOrdId) throws Exception {
        return front.send(201, "trader", "POST", ORDERS, order(clOrdId, "sell", "5", "140")).getString("orderId");
    }

    private static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + new JsonObject(answer.body()).getString("code") + " "
            + answer.headers().firstValue("Retry-After").orElse("-");
    }

    /** Everything ordinary is refused with the same code, and leaves nothing. */
    private static void refusesAllButCancels(RunningFront front, String code) throws Exception {
        String trader = front.token("trader");
        String operations = front.token("operations");
        String wish = order("refused", "sell", "5", "140").encode();
        front.await(() -> code(front.call("POST", "/v1/prices", operations,
            "{\"symbol\":\"ABC\",\"price\":\"100\"}")).equals("503 " + code + " 1"));
        assertEquals("503 " + code + " 1", code(front.call("POST", ORDERS, trader, wish)));
        assertEquals("new", front.send(200, "trader", "POST", ORDERS, order("works-1", "sell", "5", "140"))
            .getString("status"), "a repeat is nothing new");
        assertEquals("409 CONFLICT -", code(front.call("POST", ORDERS, trader,
            order("works-1", "sell", "6", "140").encode())));
        String id = front.send(200, "trader", "GET", ORDERS + "?clOrdId=works-1", null).getJsonArray("items")
            .getJsonObject(0).getString("orderId");
        assertEquals("503 " + code + " 1", code(front.call("PATCH", ORDERS + "/" + id, trader,
            "{\"quantity\":\"7\"}")));
        assertEquals("503 " + code + " 1", code(front.call("POST", "/v1/baskets", trader,
            "{\"orders\":[" + wish + "]}")));
        assertEquals("503 " + code + " 1", code(front.call("POST", "/v1/trades", operations,
            "{\"account\":\"PROP\",\"symbol\":\"ABC\",\"side\":\"buy\",\"quantity\":\"1\",\"price\":\"1\"}")));
        assertEquals("503 " + code + " 1", code(front.call("POST", "/v1/prices", operations,
            "{\"prices\":[{\"symbol\":\"ABC\",\"price\":\"100\"}]}")));
        assertEquals("canceled", front.send(200, "trader", "DELETE", ORDERS + "/" + id, null).getString("status"));
        assertEquals(1, front.send(200, "trader", "POST", ORDERS + "/cancel", new JsonObject().put("side", "sell")
            .put("account", "PROP")).getInteger("canceled"));
        front.offices.halt();
        String other = front.send(200, "stranger", "GET", ORDERS + "?clOrdId=works-3", null).getJsonArray("items")
            .getJsonObject(0).getString("orderId");
        front.await(() -> front.status(other, front.token("stranger")).equals("canceled"));
        assertEquals("scope_halted", front.send(200, "stranger", "GET", ORDERS + "/" + other, null)
            .getString("endReason"));
        assertEquals(0, front.send(200, "trader", "GET", ORDERS + "?clOrdId=refused", null).getJsonArray("items")
            .size());
    }

    private static void work(RunningFront front) throws Exception {
        enter(front, "works-1");
        enter(front, "works-2");
        front.send(201, "stranger", "POST", ORDERS, order("works-3", "buy", "5", "60").put("account", "OTHER"));
    }

    @Test
    void aFullDisk() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            work(front);
            front.stop();
            front.reserve(Long.MAX_VALUE);
            front.start();
            refusesAllButCancels(front, "DISK_LOW");
        }
    }

    @Test
    void aSilentNeighbour() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            work(front);
            front.offices.fallSilent();
            refusesAllButCancels(front, "NEXT_OFFICE_SILENT");
        }
    }

    @Test
    void aNeighbourFarBehind() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            work(front);
            front.offices.stall(true);
            state(front, 100_100);
            refusesAllButCancels(front, "NEXT_OFFICE_BEHIND");
            front.offices.stall(false);
            String trader = front.token("trader");
            takesAgain(front, trader, "later");
        }
    }

    /** Puts so many prices straight on the ring. */
    private static void state(RunningFront front, int prices) {
        Commands commands = front.server().office().commands();
        Draft draft = new Draft();
        draft.begin(new PriceStatedEncoder(), RISK, 0).instrumentId(1).priceE8(10_000_000_000L).requestKey("")
            .source("");
        for (int i = 0; i < prices; i++) {
            while (!commands.offer(draft, 0)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aFullRing() throws Exception {
        try (RunningFront front = new RunningFront(directory)) {
            work(front);
            front.stop();
            front.at(this::gated);
            front.start();
            String id = front.send(200, "trader", "GET", ORDERS + "?clOrdId=works-1", null).getJsonArray("items")
                .getJsonObject(0).getString("orderId");
            String trader = front.token("trader");
            CountDownLatch closed = new CountDownLatch(1);
            gate.set(closed);
            Commands commands = front.server().office().commands();
            Draft draft = new Draft();
            draft.begin(new AccessRefusedEncoder(), RISK, 0).request("x".repeat(2_000));
            while (commands.offer(draft, 0) || commands.capacity() - commands.waiting() > 4_000) {
                Thread.onSpinWait();
            }
            Draft small = new Draft();
            small.begin(new AccessRefusedEncoder(), RISK, 0).request("");
            while (commands.offer(small, 0)) {
                Thread.onSpinWait();
            }
            assertEquals("503 BUSY 1", code(front.call("POST", ORDERS, trader,
                order("busy", "sell", "5", "140").encode())));
            CompletableFuture<HttpResponse<String>> one = later(front, "DELETE", ORDERS + "/" + id, trader);
            CompletableFuture<HttpResponse<String>> all = later(front, "POST", ORDERS + "/cancel", trader);
            Thread.sleep(200);
            gate.set(null);
            closed.countDown();
            assertEquals(200, one.get(RunningFront.PATIENCE_SECONDS, TimeUnit.SECONDS).statusCode(), one.get().body());
            assertEquals(200, all.get(RunningFront.PATIENCE_SECONDS, TimeUnit.SECONDS).statusCode(), all.get().body());
            takesAgain(front, trader, "free");
        }
    }

    /** Sooner or later an order is taken: 201, or 200 when the decision took longer than an answer may wait. */
    private static void takesAgain(RunningFront front, String trader, String clOrdId) throws Exception {
        String wish = order(clOrdId, "sell", "5", "140").encode();
        front.await(() -> front.call("POST", ORDERS, trader, wish).statusCode() < 202);
    }

    private static CompletableFuture<HttpResponse<String>> later(RunningFront front, String method, String path,
        String token) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return front.call(method, path, token, null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** XSIM, at which the agent's tick waits while the gate is closed. */
    private Venue gated(Market market) {
        Venue venue = new Xsim(market);
        return (Venue) Proxy.newProxyInstance(Venue.class.getClassLoader(), new Class<?>[] {Venue.class},
            (proxy, method, arguments) -> {
                CountDownLatch closed = gate.get();
                if (closed != null && Thread.currentThread().getName().equals("front-office")) {
                    closed.await();
                }
                try {
                    return method.invoke(venue, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }
}
