package throughline.riskdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import throughline.contract.Contract;
import throughline.desk.DeskServer;
import throughline.desk.DeskSettings;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.message.AccountKind;
import throughline.message.JournalId;
import throughline.message.OrdType;
import throughline.message.PartyKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.office.DataDirectory;
import throughline.openapi.Description;
import throughline.risk.FrontScript;
import throughline.risk.MiddleMachine;
import throughline.signin.Passwords;

/**
 * The middle office as a process would run it, over files and HTTP, with the sample firm; the front is written by hand.
 * Every answer is held against the office's description. One thread.
 */
final class RunningMiddleOffice implements AutoCloseable {
    static final Contract CONTRACT = new Contract(Description.of("middle").text());
    static final List<String> USERS =
        List.of("trader1", "trader2", "risk1", "ops1", "admin", "auditor1", "", "risk2", "deskrisk");

    /** For what comes at once on a machine that has time: only what never comes takes so long. */
    static final long PATIENCE_SECONDS = 50;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long E8 = 100_000_000L;
    private static final int DATE = FrontScript.OPEN_DATE;

    final FrontScript front;
    final DeskServer<MiddleMachine> server;
    final Map<String, Integer> accounts = new HashMap<>();
    final Map<String, Integer> symbols = new HashMap<>();
    final Map<String, String> tokens = new HashMap<>();
    private final Journal frontJournal;
    final int port;

    RunningMiddleOffice(Path directory) throws Exception {
        this(directory, MiddleOffice::wired);
    }

    RunningMiddleOffice(Path directory, Function<DeskSettings, DeskServer<MiddleMachine>> wiring) throws Exception {
        DataDirectory data = new DataDirectory(directory);
        data.make();
        frontJournal = ChronicleJournal.open(data.journal(JournalId.FRONT));
        front = new FrontScript(frontJournal);
        stamp();
        front.started();
        port = freePort();
        server = wiring.apply(new DeskSettings(
            Map.of("data", directory.toString(), "port", Integer.toString(port), "disk-reserve", "1")));
        server.start();
        Passwords passwords = new Passwords(data);
        for (String user : USERS.stream().filter(one -> !one.isEmpty()).toList()) {
            passwords.set(user, "secret of " + user);
        }
        await("503 waiting for the front");
        stateSampleFirm();
        await("200 ready");
        for (String user : USERS.stream().filter(one -> !one.isEmpty()).toList()) {
            tokens.put(user, new JsonObject(call("POST", "/v1/login", "", new JsonObject().put("user", user)
                .put("password", "secret of " + user).encode()).body()).getString("token"));
        }
    }

    private void stateSampleFirm() throws Exception {
        ReferenceRows rows = ReferenceFiles.shipped().read();
        rows.instruments().forEach(one -> {
            symbols.put(one.symbol(), symbols.size() + 1);
            front.instrument(symbols.size(), one.symbol(), one.tickE8(), one.lot(), one.quantityScale(), 1, 840);
        });
        rows.accounts().forEach(one -> {
            accounts.put(one.account(), accounts.size() + 1);
            front.account(accounts.size(), one.account(), 1, one.kind(), one.kind() == AccountKind.PRINCIPAL);
        });
        front.user(1, "trader1", 1, true, false);
        front.user(2, "risk1", 0, false, true);
        front.user(3, "risk2", 0, false, true);
        front.user(4, "trader2", 2, true, false);
        front.staff(5, "ops1", true, false, false);
        front.staff(6, "admin", false, true, false);
        front.staff(7, "auditor1", false, false, true);
        front.user(8, "deskrisk", 2, false, true);
        front.party(1, "FIRM", PartyKind.FIRM);
        front.party(2, "C-1", PartyKind.CLIENT);
        front.opened(DATE);
        front.price(symbols.get("AAPL"), 200 * E8, DATE);
    }

    @Override
    public void close() {
        server.close();
        frontJournal.close();
    }

    private void stamp() {
        front.timeNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    /** When to give up what begins now. */
    static long end() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    }

    private static int freePort() throws IOException {
        try (ServerSocket one = new ServerSocket(0)) {
            return one.getLocalPort() > 65_000 ? freePort() : one.getLocalPort();
        }
    }

    private void await(String ready) throws Exception {
        String said = "";
        long end = end();
        while (!said.startsWith(ready) && System.nanoTime() < end) {
            HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + (port + DeskServer.MANAGEMENT_OFFSET) + "/readyz")).build(), HttpResponse.BodyHandlers.ofString());
            said = answer.statusCode() + " " + answer.body();
            Thread.sleep(20);
        }
        assertTrue(said.startsWith(ready), said);
    }

    HttpResponse<String> call(String method, String path, String user, String body) throws Exception {
        return keyed("", method, path, user, body);
    }

    HttpResponse<String> keyed(String key, String method, String path, String user, String body) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            builder.setHeader("Content-Type", "application/json");
        }
        if (!key.isEmpty()) {
            builder.setHeader("Idempotency-Key", key);
        }
        if (!user.isEmpty()) {
            builder.setHeader("Authorization", "Bearer " + tokens.get(user));
        }
        return CONTRACT.check(CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString()));
    }

    JsonObject call(int status, String method, String path, String user, String body)
        throws Exception {
        HttpResponse<String> answer = call(method, path, user, body);
        assertEquals(status, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    long order(String account, Side side, long quantity, long price) {
        return order(account, "AAPL", side, quantity, price);
    }

    long order(String account, String symbol, Side side, long quantity, long price) {
        stamp();
        return front.order(new FrontScript.Asked(1, accounts.get(account), symbols.get(symbol), side, OrdType.LIMIT,
            TimeInForce.DAY, quantity, 0, price, 0, DATE));
    }

    JsonObject untilFound(String path, int size) throws Exception {
        JsonObject list = new JsonObject();
        long end = end();
        while (System.nanoTime() < end) {
            list = call(200, "GET", path, "risk1", null);
            if (list.getJsonArray("items").size() == size) {
                return list;
            }
            Thread.sleep(20);
        }
        throw new AssertionError(path + " gives " + list);
    }
}
