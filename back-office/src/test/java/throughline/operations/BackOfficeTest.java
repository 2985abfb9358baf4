package throughline.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.back.BackMachine;
import throughline.contract.Contract;
import throughline.contract.RolesTable;
import throughline.desk.DeskServer;
import throughline.desk.DeskSettings;
import throughline.journal.ChronicleJournal;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Decision;
import throughline.message.JournalId;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.UserDefinedEncoder;
import throughline.office.DataDirectory;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.openapi.Description;
import throughline.back.MiddleJournal;
import throughline.signin.Passwords;

/** The real process with its real PostgreSQL, from nothing: import, trades, close, custodian, books, and again. */
class BackOfficeTest {
    private static final long WAIT_MS = 120_000;
    private static final Contract CONTRACT = new Contract(Description.of("back").text());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path directory;
    private int port;
    private long order;
    private String client;
    private String token = "";

    @Test
    void firstStartThenADay() throws Exception {
        DataDirectory data = new DataDirectory(directory);
        try (ChronicleJournal front = ChronicleJournal.open(data.journal(JournalId.FRONT));
            ChronicleJournal journal = ChronicleJournal.open(data.journal(JournalId.MIDDLE))) {
            MiddleJournal middle = new MiddleJournal(journal);
            order = new MiddleJournal(front).captured(1);
            int date;
            try (DeskServer<BackMachine> office = started()) {
                assertTrue(office.desk().seq() > 2_000);
                CONTRACT.proveValid();
                CONTRACT.proveSame(office.operations().keySet());
                signIn("ops1");
                date = (int) LocalDate.parse(item("/v1/days", 0).getString("date")).toEpochDay();
                assertEquals(27 - 1, items("/v1/parties").size());
                assertEquals(1, Rebuild.run(data, ""));
                day(middle, date);
                awaitSettled();
                books();
                reports(date);
                papers(date);
                signOff(date);
                rebilling(office, date);
                people();
                oddAsking();
                everyOperationByEveryRole(office);
            }
            try (DeskServer<BackMachine> office = started()) {
                assertTrue(office.desk().seq() > 2_000);
                signIn("ops1");
                assertEquals("signed_off", item("/v1/days", 0).getString("status"));
                assertEquals("settled", item("/v1/obligations?status=settled", 0).getString("status"));
            }
            assertEquals(0, Rebuild.run(data, ""));
        }
    }

    private DeskServer<BackMachine> started() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort() % 12_000 + 20_000;
        }
        DeskServer<BackMachine> office = BackOffice.wire(new DeskSettings(Map.of("data", directory.toString(), "port",
            Integer.toString(port), "disk-reserve", "1")));
        office.start();
        await(() -> office.desk().whyNotReady().isEmpty());
        return office;
    }

    private void day(MiddleJournal middle, int date) throws Exception {
        int ccp = items("/v1/parties?kind=ccp").getJsonObject(0).getInteger("partyId");
        JsonArray accounts = items("/v1/accounts");
        int clientId = accounts.getJsonObject(2).getInteger("accountId");
        client = accounts.getJsonObject(2).getString("account");
        middle.trade(new MiddleJournal.Fill(101, 11, 1, 1, ccp, Side.BUY, 1000, 5_000_000_000L, date));
        middle.trade(new MiddleJournal.Fill(102, 12, clientId, 1, ccp, Side.BUY, 100, 5_000_000_000L, date));
        await(() -> items("/v1/trades").size() == 2);
        assertEquals("50000", item("/v1/obligations?orderId=11", 0).getString("amount"));
        HttpResponse<String> closing = post("/v1/days/" + LocalDate.ofEpochDay(date) + "/close", new JsonObject());
        assertEquals(202, closing.statusCode(), closing.body());
        assertEquals("closing", new JsonObject(closing.body()).getString("status"));
        middle.riskDayClosed(date);
        await(() -> items("/v1/days").size() == 2);
        assertEquals(2, items("/v1/instructions").size());
    }

    private void awaitSettled() throws Exception {
        JsonObject obligation = item("/v1/obligations?orderId=11", 0);
        if (item("/v1/days", 1).getString("date").compareTo(obligation.getString("settlementDate")) >= 0) {
            await(() -> items("/v1/obligations?status=settled").size() == 2);
        } else {
            JsonObject body = new JsonObject().put("status", "settled").put("quantity", "1000")
                .put("amount", "50000.00").put("reference", "HAND-1");
            String path = "/v1/instructions/" + obligation.getLong("instructionId") + "/status";
            assertEquals(201, post(path, body).statusCode());
            assertEquals(200, post(path, body).statusCode());
        }
    }

    private void books() throws Exception {
        JsonObject balance = new JsonObject(get("/v1/ledger/trial-balance", "application/json").body());
        assertTrue(balance.getBoolean("balanced"));
        assertTrue(get("/v1/ledger/trial-balance", "text/plain").body().contains("both sides equal"));
        await(() -> {
            JsonObject books = new JsonObject(get("/v1/ledger/books", "application/json").body());
            return "following".equals(books.getString("state")) && books.getLong("behind") == 0
                && books.getLong("entries") > 0;
        });
        JsonArray entries = items("/v1/ledger/entries?orderId=12");
        assertEquals("trade", entries.getJsonObject(0).getString("kind"));
        assertEquals(5, entries.getJsonObject(0).getJsonArray("postings").size());
    }

    /** A commission is corrected and its order charged again, each time by two people. */
    private void rebilling(DeskServer<BackMachine> office, int date) throws Exception {
        String day = LocalDate.ofEpochDay(date).toString();
        assertEquals("1", commission(12));
        JsonObject fee = new JsonObject().put("kind", "commission").put("accountKind", "client")
            .put("fromDate", "2024-01-01").put("ratePerUnit", "0.02").put("minimum", 1)
            .put("tierBy", "quantity").put("tiers", new JsonArray().add(new JsonObject().put("from", "50")
                .put("ratePerUnit", "0.01"))).put("reason", "the rate was mistyped");
        approve(office, post("/v1/fees", fee));
        JsonObject now = items("/v1/fees?kind=commission&asOf=" + day).getJsonObject(0);
        assertEquals("0.02", now.getString("ratePerUnit"));
        assertEquals("50", now.getJsonArray("tiers").getJsonObject(0).getString("from"));
        assertEquals(400, post("/v1/fees", fee.copy().put("perOrder", "0.001").put("side", "none")).statusCode());
        assertEquals(409, post("/v1/fees", fee.copy().put("toDate", "2023-01-01")).statusCode());
        JsonObject span = new JsonObject().put("from", day).put("to", day).put("reason", "the rate was mistyped");
        assertEquals(409, post("/v1/fees/rebillings", span.copy().put("to", "2099-01-01")).statusCode());
        approve(office, post("/v1/fees/rebillings", span));
        await(() -> items("/v1/fees/rebillings?status=done").size() == 1);
        assertEquals(1, item("/v1/fees/rebillings", 0).getInteger("orders"));
        await(() -> items("/v1/ledger/entries?orderId=12").stream()
            .anyMatch(entry -> "rebilled".equals(((JsonObject) entry).getString("kind"))));
        assertEquals("1.5", commission(12));
        approve(office, post("/v1/fees/rebillings", span));
        await(() -> items("/v1/fees/rebillings?status=done").size() == 2);
        assertEquals(0, item("/v1/fees/rebillings", 1).getInteger("orders"));
    }

    private void approve(DeskServer<BackMachine> office, HttpResponse<String> proposed) throws Exception {
        assertEquals(202, proposed.statusCode(), proposed.body());
        long id = new JsonObject(proposed.body()).getLong("approvalId");
        int second = office.desk().read(state -> state.users().find("ops2")).await(10, TimeUnit.SECONDS);
        Draft draft = new Draft();
        draft.begin(new ApprovalDecidedEncoder(), second, 0).approvalId(id).decision(Decision.APPROVE)
            .requestKey("approves " + id).comment("");
        assertEquals(Outcome.RECORDED, office.desk().submit(draft, true).await(10, TimeUnit.SECONDS).outcome());
    }

    /** What an order was charged as commission, by the books. */
    private String commission(long orderId) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object entry : items("/v1/ledger/entries?orderId=" + orderId)) {
            for (Object posting : ((JsonObject) entry).getJsonArray("postings")) {
                boolean income = ((JsonObject) posting).getInteger("chart") == 4200;
                sum = income ? sum.subtract(new BigDecimal(((JsonObject) posting).getString("amount"))) : sum;
            }
        }
        return sum.stripTrailingZeros().toPlainString();
    }

    private void reports(int date) throws Exception {
        String day = LocalDate.ofEpochDay(date).toString();
        JsonObject then = json("/v1/ledger/trial-balance?asOf=" + day);
        assertTrue(then.getBoolean("balanced") && !then.getJsonArray("items").isEmpty());
        assertEquals(day, then.getString("businessDate"));
        JsonObject now = json("/v1/ledger/trial-balance");
        assertEquals(now.getJsonArray("items"), json("/v1/ledger/trial-balance?asOf=9999-01-01").getJsonArray("items"));
        assertEquals(0, json("/v1/ledger/trial-balance?knownAt=2001-01-01T00:00:00Z").getJsonArray("items").size());
        assertEquals(400, get("/v1/ledger/trial-balance?asOf=tomorrow", "application/json").statusCode());
        JsonObject sheet = json("/v1/reports/balance-sheet?asOf=" + day);
        assertTrue(sheet.getBoolean("balanced"), sheet.encode());
        assertEquals(sheet.getJsonArray("assets"), sheet.getJsonArray("liabilitiesAndEquity"));
        assertTrue(get("/v1/reports/balance-sheet", "text/plain").body().startsWith("section"));
        JsonObject result = json("/v1/reports/profit-and-loss?from=" + day + "&to=" + day);
        assertEquals("commission income", result.getJsonArray("sections").getJsonObject(0).getJsonArray("lines")
            .stream().map(line -> ((JsonObject) line).getString("title")).filter(title -> title.startsWith("comm"))
            .findFirst().orElseThrow());
        for (String by : List.of("client", "trader", "month")) {
            JsonArray lines = json("/v1/reports/commissions?by=" + by).getJsonArray("lines");
            assertEquals(1, lines.size());
            assertEquals(by.equals("client") ? client : by.equals("month") ? day.substring(0, 7) : "",
                by.equals("trader") ? "" : lines.getJsonObject(0).getString("key"));
        }
        assertEquals(400, get("/v1/reports/fees?by=colour", "application/json").statusCode());
        JsonObject entry = json("/v1/ledger/entries/" + items("/v1/ledger/entries?orderId=12").getJsonObject(0)
            .getLong("entryId"));
        assertEquals("middle", entry.getJsonObject("cause").getString("journal"));
        assertEquals("/v1/orders/12/lineage", entry.getString("lineage"));
        assertEquals(404, get("/v1/ledger/entries/999999", "application/json").statusCode());
        JsonObject statement = json("/v1/ledger/accounts/1/statement?from=" + day + "&to=" + day);
        JsonArray lines = statement.getJsonArray("lines");
        assertEquals(statement.getString("closing"), lines.getJsonObject(lines.size() - 1).getString("balance"));
        assertEquals(400, get("/v1/ledger/accounts/1/statement?from=2026-02-01&to=2026-01-01", "application/json")
            .statusCode());
    }

    private void papers(int date) throws Exception {
        String day = LocalDate.ofEpochDay(date).toString();
        JsonArray notes = items("/v1/reports/contract-notes?date=" + day);
        assertEquals(1, notes.size(), "one order of a client's");
        assertEquals(notes, items("/v1/reports/contract-notes?date=" + day + "&account=" + client));
        JsonObject note = json("/v1/reports/contract-notes/12?date=" + day);
        assertEquals("50", note.getString("averagePrice"));
        assertEquals("5000", note.getString("consideration"));
        assertEquals(102, note.getJsonArray("executions").getJsonObject(0).getInteger("executionId"));
        HttpResponse<String> page = get("/v1/reports/contract-notes/12", "text/html");
        assertTrue(page.body().contains("You bought") && page.body().contains("5,000.00"), page.body());
        assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").contains("style-src 'sha256-"));
        assertEquals(404, get("/v1/reports/contract-notes/11", "application/json").statusCode(), "our own order");
        JsonObject statement = json("/v1/reports/client-statements/" + client + "?from=" + day);
        assertEquals("100", statement.getJsonArray("holdings").stream().map(JsonObject.class::cast)
            .flatMap(one -> one.getJsonArray("movements").stream()).map(JsonObject.class::cast)
            .filter(one -> one.getLong("orderId") == 12).findFirst().orElseThrow().getString("quantity"));
        assertTrue(get("/v1/reports/client-statements/" + client, "text/csv").body().startsWith("section,date"));
        assertEquals(404, get("/v1/reports/client-statements/nobody", "text/html").statusCode());
        assertEquals(200, get("/v1/reports/trader-commissions/trader1?month=" + day.substring(0, 7), "text/html")
            .statusCode());
    }

    private JsonObject json(String path) {
        HttpResponse<String> answer = get(path, "application/json");
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    private void signOff(int date) {
        String day = "/v1/days/" + LocalDate.ofEpochDay(date);
        JsonObject closed = new JsonObject(get(day, "application/json").body());
        assertEquals("closed", closed.getString("status"), closed.encode());
        assertEquals(64, closed.getString("head").length());
        assertEquals(0, closed.getInteger("blocking"), closed.encode());
        assertEquals(List.of("prices"), closed.getJsonArray("checklist").stream().map(JsonObject.class::cast)
            .filter(item -> !item.getString("state").equals("ok")).map(item -> item.getString("name")).toList());
        JsonObject said = new JsonObject().put("comment", "looked at all of it");
        HttpResponse<String> tooEarly = post(item("/v1/days", 1), "/sign-off", said);
        assertEquals(409, tooEarly.statusCode());
        assertTrue(tooEarly.body().contains("closed 1, day-before 1"), tooEarly.body());
        HttpResponse<String> signedOff = post(day + "/sign-off", said);
        assertEquals(201, signedOff.statusCode(), signedOff.body());
        assertEquals("ops1", new JsonObject(signedOff.body()).getString("signedOffBy"));
        assertEquals("signed_off", item("/v1/days?status=signed_off", 0).getString("status"));
        assertEquals(404, post("/v1/days/2020-01-01/sign-off", said).statusCode());
        assertEquals(409, post(item("/v1/days", 1), "/reopen", new JsonObject().put("reason", "x")).statusCode());
    }

    private HttpResponse<String> post(JsonObject day, String deed, JsonObject body) {
        return post("/v1/days/" + day.getString("date") + deed, body);
    }

    private void people() throws Exception {
        signIn("admin");
        JsonObject user = new JsonObject().put("user", "trader9").put("roles", new JsonArray().add("trader"))
            .put("desk", "EQ");
        assertEquals(201, post("/v1/users", user).statusCode());
        assertEquals("EQ", items("/v1/users?user=trader9").getJsonObject(0).getString("desk"));
        assertEquals(200, post("/v1/users", user.put("standing", "closed")).statusCode());
        assertEquals("closed", items("/v1/users?user=trader9").getJsonObject(0).getString("standing"));
        assertEquals(403, post("/v1/instructions/1/status", new JsonObject()).statusCode());
        signIn("ops1");
    }

    /** Ids beyond an int are behind every row, and a date that is none is bad input. */
    private void oddAsking() throws Exception {
        signIn("admin");
        for (String list : List.of("days", "obligations", "instructions", "exceptions", "ledger/accounts", "parties",
            "instruments", "accounts", "users")) {
            for (long after : new long[] {Integer.MAX_VALUE, 1L << 31, 1L << 32, 999_999_999_999_999_999L}) {
                assertEquals(0, items("/v1/" + list + "?after=" + after).size(), list + " behind " + after);
            }
        }
        signIn("ops1");
        String id = item("/v1/instructions", 0).getString("instructionId");
        JsonObject said = new JsonObject().put("status", "failing").put("reason", "LACK").put("reference", "BY-HAND")
            .put("effectiveDate", "2026-13-1");
        HttpResponse<String> answer = post("/v1/instructions/" + id + "/status", said);
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("/effectiveDate"), answer.body());
    }

    private void everyOperationByEveryRole(DeskServer<BackMachine> office) throws Exception {
        Passwords passwords = new Passwords(new DataDirectory(directory));
        int admin = office.desk().read(state -> state.users().find("admin")).await(10, TimeUnit.SECONDS);
        Map<String, Integer> roles = Map.of("foreign", 1, "reader", 1 << 4);
        for (Map.Entry<String, Integer> one : roles.entrySet()) {
            passwords.set(one.getKey(), "secret");
            Draft draft = new Draft();
            UserDefinedEncoder user = draft.begin(new UserDefinedEncoder(), admin, 0)
                .deskId(one.getValue() == 1 ? 2 : 0).standing(Standing.OPEN);
            ReferenceDrafts.roles(user, one.getValue());
            user.userName(one.getKey()).requestKey(one.getKey());
            assertEquals(Outcome.RECORDED, office.desk().submit(draft, true).await(10, TimeUnit.SECONDS).outcome());
        }
        Map<String, String> tokens = new HashMap<>();
        for (String user : List.of("trader1", "risk1", "ops1", "admin")) {
            signIn(user);
            tokens.put(user, token);
        }
        for (String user : roles.keySet()) {
            await(() -> post("/v1/login", new JsonObject().put("user", user).put("password", "secret"))
                .statusCode() == 200);
            tokens.put(user, new JsonObject(post("/v1/login", new JsonObject().put("user", user)
                .put("password", "secret")).body()).getString("token"));
        }
        signIn("ops1");
        String day = item("/v1/days", 0).getString("date");
        String instruction = item("/v1/instructions", 0).getString("instructionId");
        new RolesTable("/throughline/roles-back.md").prove(office.operations().keySet(), (operation, who) -> {
            token = tokens.getOrDefault(List.of("trader1", "foreign", "risk1", "ops1", "admin", "reader", "")
                .get(RolesTable.WHO.indexOf(who)), "");
            String path = operation.split(" ")[1].replace(":date", day)
                .replace(":entryId", "1")
                .replace(":ledgerAccountId", "1").replace(":orderId", "12").replace(":account", client)
                .replace(":trader", "trader1").replace("orders/:id", "orders/" + order).replace(":id", instruction);
            return RolesTable.cell(operation.startsWith("GET") ? get(path, "application/json")
                : post(path, body(path, who)), "PROP-EQ");
        });
        signIn("ops1");
    }

    private static JsonObject body(String path, String who) {
        return path.contains("login") ? new JsonObject().put("user", "nobody " + who).put("password", "x")
            : path.contains("users") ? new JsonObject().put("user", "made").put("roles", new JsonArray().add("trader"))
            : path.endsWith("fees") ? new JsonObject().put("kind", "taf").put("fromDate", "2026-01-01")
                .put("reason", "table")
            : path.contains("rebillings") ? new JsonObject().put("from", "2020-01-01").put("to", "2020-01-02")
                .put("reason", "table")
            : path.contains("-movements") || path.contains("accruals") || path.contains("entries") ? proposal(path)
            : path.contains("approvals") ? new JsonObject().put("decision", "reject")
            : path.contains("resolve") ? new JsonObject().put("comment", "seen")
            : path.contains("sign-off") ? new JsonObject().put("comment", "seen")
            : path.contains("reopen") ? new JsonObject().put("reason", "forgot an entry")
            : path.contains("status") ? new JsonObject().put("status", "matched").put("reference", "TABLE")
            : new JsonObject();
    }

    private static JsonObject proposal(String path) {
        JsonObject body = new JsonObject().put("reason", "the table of roles");
        JsonArray postings = new JsonArray()
            .add(new JsonObject().put("chart", 5900).put("currency", "USD").put("debit", "1"))
            .add(new JsonObject().put("chart", 1000).put("currency", "USD").put("credit", "1"));
        return path.contains("entries") ? body.put("text", "by hand").put("postings", postings)
            : path.contains("accruals") ? body.put("kind", "interest_owed").put("account", "PROP-EQ")
                .put("currency", "USD").put("principal", "1000").put("rate", "0.03").put("dayBasis", 360)
            : path.contains("security") ? body.put("kind", "received").put("account", "PROP-EQ").put("symbol", "AAPL")
                .put("quantity", "1")
            : body.put("kind", "capital_in").put("account", "PROP-EQ").put("currency", "USD").put("amount", "1");
    }

    private void signIn(String user) throws Exception {
        String line = Files.readAllLines(directory.resolve("credentials")).stream()
            .filter(one -> one.startsWith(user + " ")).findFirst().orElseThrow();
        token = "";
        await(() -> {
            HttpResponse<String> answer = post("/v1/login",
                new JsonObject().put("user", user).put("password", line.split(" ")[1]));
            token = answer.statusCode() == 200 ? new JsonObject(answer.body()).getString("token") : "";
            return !token.isEmpty();
        });
    }

    private JsonObject item(String path, int index) {
        return items(path).getJsonObject(index);
    }

    private JsonArray items(String path) {
        HttpResponse<String> answer = get(path, "application/json");
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body()).getJsonArray("items");
    }

    private HttpResponse<String> get(String path, String accept) {
        return send(HttpRequest.newBuilder().GET(), path, accept);
    }

    private HttpResponse<String> post(String path, JsonObject body) {
        return send(HttpRequest.newBuilder().header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.encode())), path, "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String accept) {
        try {
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            return CONTRACT.check(CLIENT.send(request.uri(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.currentTimeMillis() + WAIT_MS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.currentTimeMillis() < end, "waited too long");
            Thread.sleep(20);
        }
    }
}
