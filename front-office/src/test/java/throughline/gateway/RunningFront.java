package throughline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import throughline.blotter.Market;
import throughline.blotter.Venue;
import throughline.capture.FrontMachine;
import throughline.contract.Contract;
import throughline.desk.DeskServer;
import throughline.desk.DeskSettings;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.ClockTickedDecoder;
import throughline.message.ConsumedDecoder;
import throughline.message.JournalId;
import throughline.openapi.Description;
import throughline.signin.Credentials;
import throughline.venue.Xsim;

/** A front office on free ports over a directory, with its stand-in neighbours, and a client that calls it. */
final class RunningFront implements AutoCloseable {
    static final Contract CONTRACT = new Contract(Description.of("front").text());

    /** For what comes at once on a machine that has time: only what never comes takes so long. */
    static final long PATIENCE_SECONDS = 50;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final int port = freePort();
    final StandInOffices offices;
    private DeskSettings settings;
    private final Map<String, String> passwords = new LinkedHashMap<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Journal journal;
    private final RecordCursor cursor;
    private Function<Market, Venue> venue;
    private Consumer<DeskServer<FrontMachine>> more = office -> { };
    private DeskServer<FrontMachine> server;
    private long counted;

    RunningFront(Path directory) throws Exception {
        settings = settings(directory, 0);
        venue = Xsim::new;
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("trader", "trader");
        roles.put("stranger", "trader");
        roles.put("risk", "risk");
        roles.put("operations", "operations");
        roles.put("admin", "admin");
        roles.put("auditor", "auditor");
        roles.put("colleague", "trader");
        Credentials.make(settings.data(), roles);
        for (String line : Files.readAllLines(settings.data().credentials())) {
            passwords.put(line.split(" ")[0], line.split(" ")[1]);
        }
        offices = new StandInOffices(settings.data());
        start();
        for (String user : roles.keySet()) {
            tokens.put(user, token(user));
        }
        journal = settings.data().standing(JournalId.FRONT);
        cursor = new RecordCursor("front", journal);
    }

    private DeskSettings settings(Path directory, long diskReserve) {
        return new DeskSettings(Map.of("data", directory.toString(), "port", Integer.toString(port),
            "disk-reserve", Long.toString(diskReserve)));
    }

    /** So many bytes must stay free from the next start on. */
    void reserve(long bytes) {
        settings = settings(settings.data().root(), bytes);
    }

    /** From the next start on orders go to this venue. */
    void at(Function<Market, Venue> another) {
        venue = another;
    }

    /** From the next start on this is added to the office. */
    void with(Consumer<DeskServer<FrontMachine>> another) {
        more = another;
    }

    DeskServer<FrontMachine> server() {
        return server;
    }

    /** Starts the office and waits until it takes orders. */
    void start() throws Exception {
        server = FrontOffice.wired(settings, () -> new FrontMachine(venue));
        more.accept(server);
        server.start();
        await(() -> server.desk().whyNotReady().isEmpty());
        await(() -> server.office().status().followerTimeNs() != 0);
        await(() -> call("GET", "/v1/session", token("trader"), null).statusCode() == 200);
    }

    /** Every way in, with the roles that may. */
    Map<String, Integer> operations() {
        return server.operations();
    }

    void stop() {
        server.close();
    }

    void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come about: " + server.desk().whyNotReady());
            }
            Thread.sleep(10);
        }
    }

    private static int freePort() {
        try (ServerSocket one = new ServerSocket(0)) {
            int port = one.getLocalPort();
            return port > 65_000 ? freePort() : port;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> call(String method, String path, String token, String body, String... headers)
        throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            builder.setHeader("Content-Type", "application/json");
        }
        if (token != null) {
            builder.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            builder.setHeader(headers[i], headers[i + 1]);
        }
        return CONTRACT.check(CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString()));
    }

    String token(String user) throws Exception {
        HttpResponse<String> answer = call("POST", "/v1/login", null,
            new JsonObject().put("user", user).put("password", passwords.get(user)).encode());
        return answer.statusCode() == 200 ? new JsonObject(answer.body()).getString("token") : "";
    }

    /** Calls as a user, expects a status, gives the body. */
    JsonObject send(int status, String user, String method, String path, JsonObject body, String... headers)
        throws Exception {
        HttpResponse<String> answer = call(method, path, tokens.get(user), body == null ? null : body.encode(),
            headers);
        assertEquals(status, answer.statusCode(), method + " " + path + " by " + user + ": " + answer.body());
        return new JsonObject(answer.body());
    }

    /** A limit order of PROP in ABC, for the day. */
    static JsonObject order(String clOrdId, String side, String quantity, String price) {
        return new JsonObject().put("clOrdId", clOrdId).put("account", "PROP").put("symbol", "ABC")
            .put("side", side).put("type", "limit").put("timeInForce", "day").put("quantity", quantity)
            .put("price", price);
    }

    String status(String orderId, String token) throws Exception {
        return new JsonObject(call("GET", "/v1/orders/" + orderId, token, null).body()).getString("status");
    }

    /**
     * How many records the office has written, ticks and marks of consumption left out. What nobody waits for, such as
     * the record of a refusal, may still be on the ring when the caller has its answer; it is counted, too.
     */
    long seqWithoutTicks() throws Exception {
        await(() -> server.office().commands().waiting() == 0);
        while (cursor.next()) {
            int kind = cursor.record().templateId();
            counted += kind == ClockTickedDecoder.TEMPLATE_ID || kind == ConsumedDecoder.TEMPLATE_ID ? 0 : 1;
        }
        return counted;
    }

    @Override
    public void close() {
        server.close();
        offices.close();
        cursor.close();
        journal.close();
    }
}
