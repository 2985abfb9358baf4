package throughline.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.ChronicleJournal;
import throughline.message.JournalId;
import throughline.message.Side;
import throughline.office.DataDirectory;
import throughline.back.MiddleJournal;

/** The real process with its real PostgreSQL, from nothing: import, trades, close, custodian, books, and again. */
class BackOfficeTest {
    @TempDir
    private Path directory;
    private RunningOffice office;
    private Caller caller;
    private String client;

    @Test
    void firstStartThenADay() throws Exception {
        DataDirectory data = new DataDirectory(directory);
        try (ChronicleJournal front = ChronicleJournal.open(data.journal(JournalId.FRONT));
            ChronicleJournal journal = ChronicleJournal.open(data.journal(JournalId.MIDDLE))) {
            MiddleJournal middle = new MiddleJournal(journal);
            long order = new MiddleJournal(front).captured(1);
            int date;
            try (RunningOffice started = new RunningOffice(directory)) {
                office = started;
                assertTrue(office.server().desk().seq() > 2_000);
                office.proveContract();
                caller = office.signedIn("ops1");
                date = (int) LocalDate.parse(caller.item("/v1/days", 0).getString("date")).toEpochDay();
                assertEquals(27 - 1, caller.items("/v1/parties").size());
                assertEquals(1, Rebuild.run("--data", directory.toString()));
                assertEquals(2, Rebuild.run("--data", directory.toString(), "--nothing"));
                assertEquals(0, Rebuild.run("--help"));
                day(middle, date);
                awaitSettled();
                books();
                new DayPapers(caller, client).reports(date);
                new DayPapers(caller, client).papers(date);
                signOff(date);
                new DayRebilling(office, caller).rebilling(date);
                people();
                oddAsking();
                new EveryRole(office, directory).proveTable(order, client);
            }
            try (RunningOffice started = new RunningOffice(directory)) {
                office = started;
                assertTrue(office.server().desk().seq() > 2_000);
                caller = office.signedIn("ops1");
                assertEquals("signed_off", caller.item("/v1/days", 0).getString("status"));
                assertEquals("settled", caller.item("/v1/obligations?status=settled", 0).getString("status"));
            }
            assertEquals(0, Rebuild.run("--data", directory.toString(), "--port-base", "8300"));
        }
    }

    private void day(MiddleJournal middle, int date) throws Exception {
        int ccp = Integer.parseInt(caller.items("/v1/parties?kind=ccp").getJsonObject(0).getString("partyId"));
        JsonArray accounts = caller.items("/v1/accounts");
        int clientId = Integer.parseInt(accounts.getJsonObject(2).getString("accountId"));
        client = accounts.getJsonObject(2).getString("account");
        middle.trade(new MiddleJournal.Fill(101, 11, 1, 1, ccp, Side.BUY, 1000, 5_000_000_000L, date));
        middle.trade(new MiddleJournal.Fill(102, 12, clientId, 1, ccp, Side.BUY, 100, 5_000_000_000L, date));
        RunningOffice.await(() -> caller.items("/v1/trades").size() == 2);
        assertEquals("50000", caller.item("/v1/obligations?orderId=11", 0).getString("amount"));
        HttpResponse<String> closing = caller.post("/v1/days/" + LocalDate.ofEpochDay(date) + "/close",
            new JsonObject());
        assertEquals(202, closing.statusCode(), closing.body());
        assertEquals("closing", new JsonObject(closing.body()).getString("status"));
        middle.riskDayClosed(date);
        RunningOffice.await(() -> caller.items("/v1/days").size() == 2);
        assertEquals(2, caller.items("/v1/instructions").size());
    }

    private void awaitSettled() throws Exception {
        JsonObject obligation = caller.item("/v1/obligations?orderId=11", 0);
        if (caller.item("/v1/days", 1).getString("date").compareTo(obligation.getString("settlementDate")) >= 0) {
            RunningOffice.await(() -> caller.items("/v1/obligations?status=settled").size() == 2);
        } else {
            JsonObject body = new JsonObject().put("status", "settled").put("quantity", "1000")
                .put("amount", "50000.00").put("reference", "HAND-1");
            String path = "/v1/instructions/" + obligation.getString("instructionId") + "/status";
            assertEquals(201, caller.post(path, body).statusCode());
            assertEquals(200, caller.post(path, body).statusCode());
        }
    }

    private void books() throws Exception {
        JsonObject balance = new JsonObject(caller.get("/v1/ledger/trial-balance").body());
        assertTrue(balance.getBoolean("balanced"));
        assertTrue(caller.get("/v1/ledger/trial-balance", "text/plain").body().contains("both sides equal"));
        RunningOffice.await(() -> {
            JsonObject books = new JsonObject(caller.get("/v1/ledger/books").body());
            return "following".equals(books.getString("state")) && books.getLong("behind") == 0
                && books.getLong("entries") > 0;
        });
        JsonArray entries = caller.items("/v1/ledger/entries?orderId=12");
        assertEquals("trade", entries.getJsonObject(0).getString("kind"));
        assertEquals(5, entries.getJsonObject(0).getJsonArray("postings").size());
    }

    private void signOff(int date) {
        String day = "/v1/days/" + LocalDate.ofEpochDay(date);
        JsonObject closed = new JsonObject(caller.get(day).body());
        assertEquals("closed", closed.getString("status"), closed.encode());
        assertEquals(64, closed.getString("head").length());
        assertEquals(0, closed.getInteger("blocking"), closed.encode());
        assertEquals(List.of("prices"), closed.getJsonArray("checklist").stream().map(JsonObject.class::cast)
            .filter(item -> !item.getString("state").equals("ok")).map(item -> item.getString("name")).toList());
        String next = "/v1/days/" + caller.item("/v1/days", 1).getString("date");
        JsonObject said = new JsonObject().put("comment", "looked at all of it");
        HttpResponse<String> tooEarly = caller.post(next + "/sign-off", said);
        assertEquals(409, tooEarly.statusCode());
        assertTrue(tooEarly.body().contains("closed 1, day-before 1"), tooEarly.body());
        HttpResponse<String> signedOff = caller.post(day + "/sign-off", said);
        assertEquals(201, signedOff.statusCode(), signedOff.body());
        assertEquals("ops1", new JsonObject(signedOff.body()).getString("signedOffBy"));
        assertEquals("signed_off", caller.item("/v1/days?status=signed_off", 0).getString("status"));
        assertEquals(404, caller.post("/v1/days/2020-01-01/sign-off", said).statusCode());
        assertEquals(409, caller.post(next + "/reopen", new JsonObject().put("reason", "x")).statusCode());
    }

    private void people() throws Exception {
        Caller admin = office.signedIn("admin");
        JsonObject user = new JsonObject().put("user", "trader9").put("roles", new JsonArray().add("trader"))
            .put("desk", "EQ");
        assertEquals(201, admin.post("/v1/users", user).statusCode());
        assertEquals("EQ", admin.items("/v1/users?user=trader9").getJsonObject(0).getString("desk"));
        assertEquals(200, admin.post("/v1/users", user.put("standing", "closed")).statusCode());
        assertEquals("closed", admin.items("/v1/users?user=trader9").getJsonObject(0).getString("standing"));
        assertEquals(403, admin.post("/v1/instructions/1/status", new JsonObject()).statusCode());
    }

    /** Ids beyond an int are behind every row, and a date that is none is bad input. */
    private void oddAsking() throws Exception {
        Caller admin = office.signedIn("admin");
        for (String list : List.of("days", "obligations", "instructions", "exceptions", "ledger/accounts", "parties",
            "instruments", "accounts", "users")) {
            for (long after : new long[] {Integer.MAX_VALUE, 1L << 31, 1L << 32, 999_999_999_999_999_999L}) {
                assertEquals(0, admin.items("/v1/" + list + "?after=" + after).size(), list + " behind " + after);
            }
        }
        String id = caller.item("/v1/instructions", 0).getString("instructionId");
        JsonObject said = new JsonObject().put("status", "failing").put("reason", "LACK").put("reference", "BY-HAND")
            .put("effectiveDate", "2026-13-1");
        HttpResponse<String> answer = caller.post("/v1/instructions/" + id + "/status", said);
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("/effectiveDate"), answer.body());
    }
}
