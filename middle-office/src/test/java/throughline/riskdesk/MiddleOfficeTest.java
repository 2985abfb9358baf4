package throughline.riskdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import throughline.contract.Contract;
import throughline.contract.RolesTable;
import throughline.desk.DeskServer;
import throughline.desk.DeskSettings;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.message.AccountKind;
import throughline.message.EndReason;
import throughline.message.JournalId;
import throughline.message.OrdType;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.office.DataDirectory;
import throughline.openapi.Description;
import throughline.reference.Scope;
import throughline.risk.FrontScript;
import throughline.risk.MiddleMachine;
import throughline.signin.Passwords;

/**
 * The middle office as a process would run it, over files and HTTP, with the sample firm; the front is written by hand.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MiddleOfficeTest {
    private static final Contract CONTRACT = new Contract(Description.of("middle").text());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long E8 = 100_000_000L;
    private static final int DATE = FrontScript.OPEN_DATE;

    private static final List<String> USERS =
        List.of("trader1", "trader2", "risk1", "ops1", "admin", "auditor1", "", "risk2");

    @TempDir
    private static Path directory;
    private static Journal frontJournal;
    private static FrontScript front;
    private static DeskServer<MiddleMachine> server;
    private static int port;
    private static long working;
    private static final Map<String, String> TOKENS = new HashMap<>();
    private static final Map<String, Integer> ACCOUNTS = new HashMap<>();
    private static final Map<String, Integer> SYMBOLS = new HashMap<>();

    @BeforeAll
    static void up() throws Exception {
        DataDirectory data = new DataDirectory(directory);
        data.make();
        frontJournal = ChronicleJournal.open(data.journal(JournalId.FRONT));
        front = new FrontScript(frontJournal);
        stamp();
        front.started();
        port = freePort();
        server = MiddleOffice.wired(new DeskSettings(
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
            TOKENS.put(user, new JsonObject(call("POST", "/v1/login", "", new JsonObject().put("user", user)
                .put("password", "secret of " + user).encode()).body()).getString("token"));
        }
    }

    private static void stateSampleFirm() throws Exception {
        ReferenceRows rows = ReferenceFiles.shipped().read();
        rows.instruments().forEach(one -> {
            SYMBOLS.put(one.symbol(), SYMBOLS.size() + 1);
            front.instrument(SYMBOLS.size(), one.symbol(), one.tickE8(), one.lot(), one.quantityScale(), 1, 840);
        });
        rows.accounts().forEach(one -> {
            ACCOUNTS.put(one.account(), ACCOUNTS.size() + 1);
            front.account(ACCOUNTS.size(), one.account(), 1, one.kind(), one.kind() == AccountKind.PRINCIPAL);
        });
        front.user(1, "trader1", 1, true, false);
        front.user(2, "risk1", 0, false, true);
        front.user(3, "risk2", 0, false, true);
        front.user(4, "trader2", 2, true, false);
        front.staff(5, "ops1", true, false, false);
        front.staff(6, "admin", false, true, false);
        front.staff(7, "auditor1", false, false, true);
        front.opened(DATE);
        front.price(SYMBOLS.get("AAPL"), 200 * E8, DATE);
    }

    @AfterAll
    static void down() {
        server.close();
        frontJournal.close();
    }

    private static void stamp() {
        front.timeNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private static int freePort() throws IOException {
        try (ServerSocket one = new ServerSocket(0)) {
            return one.getLocalPort() > 65_000 ? freePort() : one.getLocalPort();
        }
    }

    private static void await(String ready) throws Exception {
        String said = "";
        for (int tries = 0; tries < 1_000 && !said.startsWith(ready); tries++) {
            HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + (port + DeskServer.MANAGEMENT_OFFSET) + "/readyz")).build(), HttpResponse.BodyHandlers.ofString());
            said = answer.statusCode() + " " + answer.body();
            Thread.sleep(20);
        }
        assertTrue(said.startsWith(ready), said);
    }

    private static HttpResponse<String> call(String method, String path, String user, String body) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            builder.setHeader("Content-Type", "application/json");
        }
        if (!user.isEmpty()) {
            builder.setHeader("Authorization", "Bearer " + TOKENS.get(user));
        }
        return CONTRACT.check(CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString()));
    }

    private static JsonObject call(int status, String method, String path, String user, String body)
        throws Exception {
        HttpResponse<String> answer = call(method, path, user, body);
        assertEquals(status, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    private static long order(String account, Side side, long quantity, long price) {
        stamp();
        return front.order(new FrontScript.Asked(1, ACCOUNTS.get(account), SYMBOLS.get("AAPL"), side, OrdType.LIMIT,
            TimeInForce.DAY, quantity, 0, price, 0, DATE));
    }

    private static JsonObject untilFound(String path, int size) throws Exception {
        JsonObject list = new JsonObject();
        for (int tries = 0; tries < 250; tries++) {
            list = call(200, "GET", path, "risk1", null);
            if (list.getJsonArray("items").size() == size) {
                return list;
            }
            Thread.sleep(20);
        }
        throw new AssertionError(path + " gives " + list);
    }

    @Test
    @Order(0)
    void theDescriptionIsValidAndNamesEveryRoute() throws Exception {
        CONTRACT.proveValid();
        CONTRACT.proveSame(server.operations().keySet());
    }

    @Test
    @Order(1)
    void theSampleFirmsLimitsAreImportedOnce() throws Exception {
        JsonArray items = call(200, "GET", "/v1/limits", "risk1", null).getJsonArray("items");
        assertEquals(ReferenceFiles.shipped().read().limits().size(), items.size());
        assertEquals(new JsonObject().put("scope", "firm").put("metric", "PRICE_COLLAR.NEAR").put("value", "off"),
            call(200, "GET", "/v1/limits/firm/PRICE_COLLAR.NEAR", "risk1", null));
        String both = "/v1/limits/account:CL-1020/instrument:OGN/POSITION_LIMIT.LONG";
        assertEquals("200000", call(200, "GET", both, "risk1", null).getString("value"));
        assertEquals("200000", call(200, "GET", both.replace("0/i", "0%2Fi").replace(":", "%3A"), "risk1", null)
            .getString("value"));
        assertEquals(403, call("GET", "/v1/limits", "trader1", null).statusCode());
    }

    @Test
    @Order(2)
    void aTighteningAnswers200AndALoosening202UntilApproved() throws Exception {
        String path = "/v1/limits/account:PROP-EQ/instrument:AAPL/MAX_ORDER_QTY";
        JsonObject set = call(200, "PUT", path, "risk1", "{\"value\":\"500\",\"reason\":\"new desk\"}");
        assertEquals("account:PROP-EQ/instrument:AAPL 500", set.getString("scope") + " " + set.getString("value"));
        JsonObject waits = call(202, "PUT", path, "risk1", "{\"value\":900,\"reason\":\"more\"}");
        String id = waits.getString("id");
        assertEquals("pending", waits.getString("status"));
        assertEquals("500", call(200, "GET", path, "risk1", null).getString("value"));
        String approve = "{\"decision\":\"approve\",\"comment\":\"fine\"}";
        call(403, "POST", "/v1/approvals/" + id, "risk1", approve);
        assertEquals("approved", call(200, "POST", "/v1/approvals/" + id, "risk2", approve).getString("status"));
        call(409, "POST", "/v1/approvals/" + id, "risk2", approve);
        call(404, "POST", "/v1/approvals/999999", "risk2", approve);
        JsonObject now = call(200, "GET", path, "risk1", null);
        assertEquals("900 day_end 500",
            now.getString("value") + " " + now.getString("until") + " " + now.getString("then"));
        call(403, "PUT", path, "trader1", "{\"value\":1,\"reason\":\"x\"}");
        call(400, "PUT", path, "risk1", "{\"value\":-1,\"reason\":\"x\",\"colour\":1}");
        call(400, "PUT", path, "risk1", "{\"value\":\"off\",\"reason\":\"x\"}");
        call(404, "PUT", "/v1/limits/account:NOBODY/MAX_ORDER_QTY", "risk1", "{\"value\":1,\"reason\":\"x\"}");
        call(404, "PUT", "/v1/limits/firm/NO_SUCH", "risk1", "{\"value\":1,\"reason\":\"x\"}");
        assertEquals("pending", call(202, "DELETE", path, "risk1", null).getString("status"));
        assertEquals("pending", call(200, "GET", "/v1/approvals", "risk2", null).getJsonArray("items")
            .getJsonObject(0).getString("status"));
    }

    @Test
    @Order(3)
    void exposuresAndBreachesTellWhatRiskSees() throws Exception {
        long accepted = order("PROP-EQ", Side.BUY, 100, 200);
        working = accepted;
        long rejected = order("PROP-EQ", Side.BUY, 100, 230);
        front.trade(accepted, ACCOUNTS.get("PROP-EQ"), SYMBOLS.get("AAPL"), Side.BUY, 40, 60, 200 * E8);
        JsonObject breach = untilFound("/v1/breaches", 1).getJsonArray("items").getJsonObject(0);
        assertEquals("PRICE_COLLAR firm PRICE_COLLAR.FAR 10 15 " + rejected, String.join(" ", breach.getString("code"),
            breach.getString("scope"), breach.getString("metric"), breach.getString("limit"),
            breach.getString("observed"), breach.getString("orderId")));
        JsonArray items = untilFound("/v1/exposures?used=40", 2).getJsonArray("items");
        JsonObject firm = items.getJsonObject(0).getString("scope").startsWith("instrument")
            ? items.getJsonObject(0) : items.getJsonObject(1);
        assertEquals("instrument:AAPL POSITION_LIMIT.LONG 40 60 100 10000000000 9999999900",
            String.join(" ", firm.getString("scope"), firm.getString("metric"), firm.getString("used"),
                firm.getString("working"), firm.getString("projected"), firm.getString("limit"),
                firm.getString("headRoom")));
        assertEquals(200, call("GET", "/v1/exposures", "trader1", null).statusCode());
    }

    @Test
    @Order(4)
    void haltingAnswersAtOnceAndTellsOfTheClearing() throws Exception {
        String path = "/v1/trading-state/account:PROP-EQ";
        assertEquals("active", call(200, "GET", path, "trader1", null).getString("state"));
        JsonObject halted = call(200, "PUT", path, "risk1", "{\"state\":\"halted\",\"reason\":\"runaway\"}");
        assertEquals("halted", halted.getString("state"));
        assertEquals(1, halted.getJsonObject("clearing").getInteger("left"));
        long id = order("PROP-EQ", Side.BUY, 1, 200);
        int account = ACCOUNTS.get("PROP-EQ");
        assertTrue(id > working);
        front.canceled(working, account, SYMBOLS.get("AAPL"), EndReason.SCOPE_HALTED);
        front.cleared(Scope.of(ScopeKind.ACCOUNT, account), TradingState.HALTED, 1, 0);
        front.ticked(0, 0);
        JsonObject cleared = new JsonObject();
        for (int tries = 0; tries < 250 && !cleared.containsKey("cleared"); tries++) {
            cleared = call(200, "GET", path, "risk1", null);
            Thread.sleep(20);
        }
        assertEquals(new JsonObject().put("canceled", 1).put("filledMeanwhile", 0), cleared.getJsonObject("cleared"));
        JsonObject resuming = call(202, "PUT", path, "risk1", "{\"state\":\"active\",\"reason\":\"fixed\"}");
        assertEquals("halted", call(200, "GET", path, "risk1", null).getString("state"));
        call(200, "POST", "/v1/approvals/" + resuming.getString("id"), "risk2", "{\"decision\":\"approve\"}");
        assertEquals("active", call(200, "GET", path, "risk1", null).getString("state"));
        call(403, "PUT", path, "trader1", "{\"state\":\"halted\",\"reason\":\"x\"}");
    }

    @Test
    @Order(9)
    void everyOperationByEveryRole() throws Exception {
        new RolesTable("/throughline/roles-middle.md").prove(server.operations().keySet(), (operation, who) -> {
            String path = operation.split(" ")[1].replace(":scope", "account:PROP-ARB")
                .replace(":account/:instrument", "account:PROP-ARB/instrument:AAPL")
                .replace(":metric", "MAX_ORDER_QTY");
            boolean limit = path.startsWith("/v1/limits/");
            if (limit && !operation.startsWith("PUT")) {
                call("PUT", path, "risk2", "{\"value\":\"400\",\"reason\":\"for the table\"}");
            }
            String body = !operation.startsWith("P") ? null : limit ? "{\"value\":\"300\",\"reason\":\"less\"}"
                : path.contains("trading-state") ? "{\"state\":\"halted\",\"reason\":\"now\"}"
                : path.contains("approvals") ? "{\"decision\":\"reject\"}"
                : path.contains("rehearsals") ? "{\"limits\":[{\"scope\":\"firm\",\"metric\":\"MAX_ORDER_QTY\"}],"
                    + "\"from\":\"1\"}"
                : path.contains("what-if") ? "{\"order\":{\"account\":\"PROP-EQ\",\"symbol\":\"AAPL\",\"side\":\"buy\","
                    + "\"type\":\"limit\",\"quantity\":1,\"price\":200}}"
                : path.contains("login") ? "{\"user\":\"nobody " + who + "\",\"password\":\"x\"}" : null;
            String id = !path.contains(":id") ? "" : path.contains("orders") ? Long.toString(working)
                : path.contains("rehearsals") ? "1" : waiting();
            return RolesTable.cell(call(operation.split(" ")[0], path.replace(":id", id),
                USERS.get(RolesTable.WHO.indexOf(who)), body), "PROP-EQ");
        });
    }

    /** An approval that waits, asked for by the other risk officer. */
    private static String waiting() throws Exception {
        String path = "/v1/limits/account:PROP-EQ/instrument:AAPL/MAX_ORDER_QTY";
        return call(202, "PUT", path, "risk2", "{\"value\":\"1000\",\"reason\":\"more\"}").getString("id");
    }
}
