package throughline.riskdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.contract.Contract;
import throughline.desk.DeskServer;
import throughline.desk.DeskSettings;
import throughline.files.ReferenceFiles;
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

/** Rehearsals and what-ifs as risk officers ask for them, over files and HTTP; the front is written by hand. */
class RehearsalRoutesTest {
    private static final Contract CONTRACT = new Contract(Description.of("middle").text());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long E8 = 100_000_000L;
    private static final List<String> USERS = List.of("trader1", "trader2", "risk1", "auditor1");

    @TempDir
    private Path directory;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Integer> symbols = new HashMap<>();
    private final Map<String, Integer> accounts = new HashMap<>();
    private Journal journal;
    private FrontScript front;
    private DeskServer<MiddleMachine> server;
    private int port;

    @BeforeEach
    void up() throws Exception {
        DataDirectory data = new DataDirectory(directory);
        data.make();
        journal = ChronicleJournal.open(data.journal(JournalId.FRONT));
        front = new FrontScript(journal);
        stamp();
        front.started();
        try (ServerSocket one = new ServerSocket(0)) {
            port = one.getLocalPort() > 65_000 ? one.getLocalPort() - 1_000 : one.getLocalPort();
        }
        server = MiddleOffice.wired(new DeskSettings(
            Map.of("data", directory.toString(), "port", Integer.toString(port), "disk-reserve", "1")));
        server.start();
        state();
        Passwords passwords = new Passwords(data);
        long end = RunningMiddleOffice.end();
        while (!server.desk().whyNotReady().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertEquals("", server.desk().whyNotReady());
        for (String user : USERS) {
            passwords.set(user, "secret of " + user);
            tokens.put(user, call(200, "POST", "/v1/login", "", new JsonObject().put("user", user)
                .put("password", "secret of " + user).encode()).getString("token"));
        }
    }

    private void state() throws Exception {
        front.party(1, "FIRM", PartyKind.FIRM);
        ReferenceFiles.shipped().read().instruments().forEach(one -> {
            symbols.put(one.symbol(), symbols.size() + 1);
            front.instrument(symbols.size(), one.symbol(), one.tickE8(), one.lot(), one.quantityScale(), 1, 840);
        });
        ReferenceFiles.shipped().read().accounts().forEach(one -> {
            accounts.put(one.account(), accounts.size() + 1);
            front.account(accounts.size(), one.account(), 1, one.kind(), one.kind() == AccountKind.PRINCIPAL);
        });
        front.user(1, "trader1", 1, true, false);
        front.user(2, "risk1", 0, false, true);
        front.user(4, "trader2", 2, true, false);
        front.staff(7, "auditor1", false, false, true);
        front.opened(FrontScript.OPEN_DATE);
        front.price(symbols.get("AAPL"), 200 * E8, FrontScript.OPEN_DATE);
    }

    @AfterEach
    void down() {
        server.close();
        journal.close();
    }

    private void stamp() {
        front.timeNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private JsonObject call(int status, String method, String path, String user, String body) throws Exception {
        HttpResponse<String> answer = ask(method, path, user, body, "application/json");
        assertEquals(status, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    private HttpResponse<String> ask(String method, String path, String user, String body, String accept,
        String... headers) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .setHeader("Accept", accept).method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            builder.setHeader("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            builder.headers(headers);
        }
        if (!user.isEmpty()) {
            builder.setHeader("Authorization", "Bearer " + tokens.get(user));
        }
        return CONTRACT.check(CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString()));
    }

    private long buy(long quantity) {
        stamp();
        return front.order(new FrontScript.Asked(1, accounts.get("PROP-EQ"), symbols.get("AAPL"), Side.BUY,
            OrdType.LIMIT, TimeInForce.DAY, quantity, 0, 200, 0, FrontScript.OPEN_DATE));
    }

    private void awaitHeld(int orders) throws Exception {
        int held = 0;
        long end = RunningMiddleOffice.end();
        while (held < orders && System.nanoTime() < end) {
            held = server.desk().read(state -> state.exposures().holds().count())
                .await(RunningMiddleOffice.PATIENCE_SECONDS, TimeUnit.SECONDS);
            Thread.sleep(10);
        }
        assertEquals(orders, held);
    }

    @Test
    void aRehearsalRunsBesideTheOfficeAndTellsWhatDiffers() throws Exception {
        buy(10);
        long large = buy(30);
        buy(20);
        awaitHeld(3);
        String wish = "{\"limits\":[{\"scope\":\"account:PROP-EQ\",\"metric\":\"MAX_ORDER_QTY\",\"value\":\"20\"}],"
            + "\"from\":\"1970-01-02\"}";
        call(403, "POST", "/v1/rehearsals", "trader1", wish);
        call(403, "POST", "/v1/rehearsals", "auditor1", wish);
        JsonObject asked = call(202, "POST", "/v1/rehearsals", "risk1", wish);
        String path = "/v1/rehearsals/" + asked.getString("id");
        JsonObject done = asked;
        long end = RunningMiddleOffice.end();
        while (List.of("queued", "running").contains(done.getString("status")) && System.nanoTime() < end) {
            Thread.sleep(20);
            done = call(200, "GET", path, "auditor1", null);
        }
        assertEquals("done 100 3 1 1 0 0", String.join(" ", done.getString("status"), done.getString("progress"),
            done.getInteger("judged").toString(), done.getInteger("differences").toString(),
            done.getInteger("nowRejected").toString(), done.getInteger("nowAccepted").toString(),
            done.getInteger("contradicted").toString()), done.encode());
        assertTrue(done.getBoolean("sameRules"));
        JsonObject limit = done.getJsonArray("limits").getJsonObject(0);
        assertEquals("none 20 30 150", limit.getString("standing") + " " + limit.getString("value") + " "
            + limit.getJsonObject("now").getString("peak") + " " + limit.getJsonObject("now").getString("utilisation"));
        JsonArray items = call(200, "GET", path + "/differences", "risk1", null).getJsonArray("items");
        assertEquals(1, items.size());
        JsonObject one = items.getJsonObject(0);
        assertEquals(large + " PROP-EQ AAPL accepted rejected MAX_ORDER_QTY account:PROP-EQ 20 30 false",
            String.join(" ", one.getString("orderId"), one.getString("account"), one.getString("symbol"),
                one.getString("then"), one.getString("now"), one.getString("nowCode"), one.getString("nowScope"),
                one.getString("nowLimit"), one.getString("nowObserved"), one.getBoolean("byRule").toString()));
        String csv = ask("GET", path + "/differences?now=rejected", "risk1", null, "text/csv").body();
        assertEquals(2, csv.lines().count(), csv);
        String list = ask("GET", "/v1/rehearsals?failure=", "risk1", null, "text/csv").body();
        assertTrue(list.lines().findFirst().orElseThrow().endsWith(",sameRules,failure,limits"), list);
        assertTrue(list.contains("MAX_ORDER_QTY"), list);
        assertEquals("done", call(200, "DELETE", path, "risk1", null).getString("status"));
        assertEquals(1, call(200, "GET", "/v1/rehearsals", "auditor1", null).getJsonArray("items").size());
        awaitHeld(3);
    }

    @Test
    void differencesComeInPagesOrAllAsCsv() throws Exception {
        List<Long> orders = List.of(buy(30), buy(31), buy(10), buy(32));
        awaitHeld(4);
        String path = "/v1/rehearsals/" + call(202, "POST", "/v1/rehearsals", "risk1", "{\"limits\":[{\"scope\":"
            + "\"account:PROP-EQ\",\"metric\":\"MAX_ORDER_QTY\",\"value\":\"20\"}],\"from\":\"1\"}").getString("id");
        long end = RunningMiddleOffice.end();
        while (!call(200, "GET", path, "risk1", null).getString("status").equals("done") && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        JsonObject first = call(200, "GET", path + "/differences?limit=2", "risk1", null);
        assertEquals(List.of(orders.get(0).toString(), orders.get(1).toString()), ids(first));
        JsonObject second = call(200, "GET", path + "/differences?limit=2&after=" + first.getString("next"), "risk1",
            null);
        assertEquals(List.of(orders.get(3).toString()), ids(second));
        assertNull(second.getValue("next"), second.encode());
        List<String> csv = ask("GET", path + "/differences", "auditor1", null, "text/csv").body().lines().toList();
        assertEquals(4, csv.size());
        assertTrue(csv.get(0).startsWith("orderId,requestSeq,account,symbol,time,then,"), csv.get(0));
        assertTrue(csv.get(3).startsWith(orders.get(3) + ",,PROP-EQ,AAPL,"), csv.get(3));
        assertTrue(csv.get(3).contains(",rejected,MAX_ORDER_QTY,account:PROP-EQ,MAX_ORDER_QTY,20,32,true"), csv.get(3));
    }

    @Test
    void aRepeatIsTheSameRehearsalAndAnotherBodyAConflict() throws Exception {
        String wish = "{\"limits\":[{\"scope\":\"firm\",\"metric\":\"MAX_ORDER_QTY\",\"value\":\"%s\"}]}";
        List<String> answers = new ArrayList<>();
        for (String value : List.of("20", "20", "30")) {
            HttpResponse<String> answer = ask("POST", "/v1/rehearsals", "risk1", wish.formatted(value),
                "application/json", "Idempotency-Key", "once");
            JsonObject body = new JsonObject(answer.body());
            answers.add(answer.statusCode() + " " + body.getString("id", body.getString("code")));
        }
        assertEquals(List.of("202 1", "200 1", "409 CONFLICT"), answers);
        assertEquals("2", call(202, "POST", "/v1/rehearsals", "risk1", wish.formatted("20")).getString("id"));
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream().map(one -> ((JsonObject) one).getString("orderId")).toList();
    }

    @Test
    void whatIsWrongWithAWishIsSaid() throws Exception {
        String limits = "{\"limits\":[{\"scope\":\"%s\",\"metric\":\"%s\",\"value\":%s}],\"from\":\"%s\"}";
        call(404, "POST", "/v1/rehearsals", "risk1", limits.formatted("account:NOBODY", "MAX_ORDER_QTY", "1", "1"));
        call(404, "POST", "/v1/rehearsals", "risk1", limits.formatted("firm", "NO_SUCH", "1", "1"));
        call(400, "POST", "/v1/rehearsals", "risk1", limits.formatted("firm", "MAX_ORDER_QTY", "1", "yesterday"));
        call(400, "POST", "/v1/rehearsals", "risk1", limits.formatted("firm", "MAX_ORDER_QTY", "\"off\"", "1"));
        call(400, "POST", "/v1/rehearsals", "risk1", limits.formatted("firm", "MAX_ORDER_VALUE", "\"1.234\"", "1"));
        call(400, "POST", "/v1/rehearsals", "risk1", "{\"limits\":[],\"from\":\"1\"}");
        call(400, "POST", "/v1/rehearsals", "risk1", "{\"limits\":[{\"scope\":\"firm\",\"metric\":\"MAX_ORDER_QTY\"}],"
            + "\"from\":\"9\",\"to\":\"3\"}");
        call(404, "GET", "/v1/rehearsals/77", "risk1", null);
        call(400, "POST", "/v1/what-if", "risk1", "{}");
        call(400, "POST", "/v1/what-if", "risk1", "{\"order\":[]}");
        call(400, "POST", "/v1/what-if", "risk1", "{\"shock\":1}");
        call(400, "POST", "/v1/what-if", "risk1", "{\"shock\":{\"percent\":\"-101\",\"scope\":\"all\"}}");
        call(400, "POST", "/v1/what-if", "risk1", "{\"shock\":{\"percent\":\"-10\",\"scope\":\"account:PROP-EQ\"}}");
    }

    @Test
    void aWhatIfTellsWhichLimitBindsFirst() throws Exception {
        String order = "{\"account\":\"PROP-EQ\",\"symbol\":\"AAPL\",\"side\":\"buy\",\"type\":\"limit\","
            + "\"quantity\":\"%s\",\"price\":\"200\"}";
        JsonObject fits = call(200, "POST", "/v1/what-if", "trader1", "{\"order\":" + order.formatted(10) + "}");
        assertTrue(fits.getBoolean("passes"), fits.encode());
        assertTrue(fits.getJsonArray("limits").size() > 3, fits.encode());
        assertTrue(fits.containsKey("bindsFirst"), fits.encode());
        call(403, "POST", "/v1/what-if", "trader2", "{\"order\":" + order.formatted(10) + "}");
        call(403, "POST", "/v1/what-if", "trader1", "{\"shock\":{\"percent\":\"-10\",\"scope\":\"all\"}}");
        call(200, "POST", "/v1/what-if", "risk1",
            "{\"basket\":[" + order.formatted(10) + "," + order.formatted(20) + "]}");
        JsonObject shock = call(200, "POST", "/v1/what-if", "risk1",
            "{\"shock\":{\"percent\":\"-10\",\"scope\":\"all\"}}");
        assertEquals(0, shock.getInteger("unknownHoldings"));
        JsonObject rejected = call(200, "POST", "/v1/what-if", "risk1",
            "{\"order\":" + order.replace("200", "300").formatted(10) + "}");
        assertEquals("PRICE_COLLAR", rejected.getJsonObject("reason").getString("code"), rejected.encode());
    }
}
