package throughline.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;

/** What the books answer on a day that is closed: reports, and the papers of clients and traders. */
final class DayPapers {
    private final Caller caller;
    private final String client;

    /** As someone of the staff, of a client who traded order 12. */
    DayPapers(Caller caller, String client) {
        this.caller = caller;
        this.client = client;
    }

    void reports(int date) throws Exception {
        String day = LocalDate.ofEpochDay(date).toString();
        JsonObject then = caller.json("/v1/ledger/trial-balance?asOf=" + day);
        assertTrue(then.getBoolean("balanced") && !then.getJsonArray("items").isEmpty());
        assertEquals(day, then.getString("businessDate"));
        JsonObject now = caller.json("/v1/ledger/trial-balance");
        assertEquals(now.getJsonArray("items"), caller.items("/v1/ledger/trial-balance?asOf=9999-01-01"));
        assertEquals(0, caller.items("/v1/ledger/trial-balance?knownAt=2001-01-01T00:00:00Z").size());
        assertEquals(400, caller.get("/v1/ledger/trial-balance?asOf=tomorrow").statusCode());
        assertTrue(caller.get("/v1/ledger/trial-balance", "text/csv").body().startsWith("unit,chart,title,debit,"));
        fees(day);
        entries();
        for (String path : List.of("ledger/trial-balance", "ledger/entries", "ledger/accounts/1/statement", "fees",
            "reports/balance-sheet", "reports/profit-and-loss", "reports/fees", "reports/contract-notes",
            "reports/contract-notes/12", "reports/client-statements/" + client, "reports/trader-commissions/trader1")) {
            assertEquals(400, caller.get("/v1/" + path + "?asof=" + day).statusCode(), "a misspelt date: " + path);
        }
        JsonObject sheet = caller.json("/v1/reports/balance-sheet?asOf=" + day);
        assertTrue(sheet.getBoolean("balanced"), sheet.encode());
        assertEquals(sheet.getJsonArray("assets"), sheet.getJsonArray("liabilitiesAndEquity"));
        assertTrue(caller.get("/v1/reports/balance-sheet", "text/plain").body().startsWith("section"));
        JsonObject result = caller.json("/v1/reports/profit-and-loss?from=" + day + "&to=" + day);
        assertEquals("commission income", result.getJsonArray("sections").getJsonObject(0).getJsonArray("lines")
            .stream().map(line -> ((JsonObject) line).getString("title")).filter(title -> title.startsWith("comm"))
            .findFirst().orElseThrow());
        for (String by : List.of("client", "trader", "month")) {
            JsonArray lines = caller.json("/v1/reports/commissions?by=" + by).getJsonArray("lines");
            assertEquals(1, lines.size());
            assertEquals(by.equals("client") ? client : by.equals("month") ? day.substring(0, 7) : "",
                by.equals("trader") ? "" : lines.getJsonObject(0).getString("key"));
        }
        assertEquals(400, caller.get("/v1/reports/fees?by=colour").statusCode());
        JsonObject entry = caller.json("/v1/ledger/entries/" + caller.item("/v1/ledger/entries?orderId=12", 0)
            .getString("entryId"));
        assertEquals("middle", entry.getJsonObject("cause").getString("journal"));
        assertEquals("/v1/orders/12/lineage", entry.getString("lineage"));
        assertEquals(404, caller.get("/v1/ledger/entries/999999").statusCode());
        JsonObject statement = caller.json("/v1/ledger/accounts/1/statement?from=" + day + "&to=" + day);
        JsonArray lines = statement.getJsonArray("lines");
        assertEquals(statement.getString("closing"), lines.getJsonObject(lines.size() - 1).getString("balance"));
        assertEquals(400, caller.get("/v1/ledger/accounts/1/statement?from=2026-02-01&to=2026-01-01")
            .statusCode());
    }

    /** Page by page, by what it shows, and whole as CSV, as all lists. */
    private void fees(String day) {
        int all = caller.items("/v1/fees?limit=1000").size();
        assertEquals(all + 1, caller.get("/v1/fees?limit=1", "text/csv").body().lines().count());
        JsonObject page = caller.json("/v1/fees?limit=1");
        assertEquals(all - 1, caller.items("/v1/fees?limit=1000&after=" + page.getString("next")).size());
        String first = page.getJsonArray("items").getJsonObject(0).getString("fromDate");
        assertTrue(caller.items("/v1/fees?limit=1000&fromDate=" + first).stream()
            .allMatch(row -> ((JsonObject) row).getString("fromDate").equals(first)));
        assertEquals(0, caller.items("/v1/fees?kind=commission&asOf=1990-01-01").size());
        assertTrue(caller.items("/v1/fees?kind=commission&asOf=" + day).size() > 0);
    }

    private void entries() {
        JsonArray trades = caller.items("/v1/ledger/entries?kind=trade&limit=1000");
        assertEquals(2, trades.size());
        JsonObject trade = trades.getJsonObject(1);
        assertEquals(trade, caller.item("/v1/ledger/entries?kind=trade&seq=" + trade.getInteger("seq"), 0));
        assertEquals(0, caller.items("/v1/ledger/entries?kind=trade&after=" + trade.getString("entryId")).size());
        String sheet = caller.get("/v1/ledger/entries?kind=trade", "text/csv").body();
        assertTrue(sheet.startsWith("entryId,seq,bookedAt,kind,text,orderId,"), sheet);
        assertEquals(3, sheet.lines().count(), sheet);
        assertTrue(sheet.contains("\"\"title\"\":"), sheet);
        int all = 0;
        for (String after = "0"; after != null;) {
            JsonObject page = caller.json("/v1/ledger/entries?limit=700&after=" + after);
            all += page.getJsonArray("items").size();
            after = page.getString("next");
        }
        assertTrue(all > 256, "more than are read at once");
        assertEquals(all + 1, caller.get("/v1/ledger/entries", "text/csv").body().lines().count());
    }

    void papers(int date) throws Exception {
        String day = LocalDate.ofEpochDay(date).toString();
        JsonArray notes = caller.items("/v1/reports/contract-notes?date=" + day);
        assertEquals(1, notes.size(), "one order of a client's");
        assertEquals(notes, caller.items("/v1/reports/contract-notes?date=" + day + "&account=" + client));
        assertEquals(notes, caller.items("/v1/reports/contract-notes?date=" + day + "&side=buy&after=11"));
        assertEquals(0, caller.items("/v1/reports/contract-notes?date=" + day + "&side=sell").size());
        String sheet = caller.get("/v1/reports/contract-notes?limit=1&date=" + day, "text/csv").body();
        assertEquals(2, sheet.lines().count(), sheet);
        assertEquals(0, caller.items("/v1/reports/contract-notes?date=-9999-01-01").size(), "before all books");
        JsonObject note = caller.json("/v1/reports/contract-notes/12?date=" + day);
        assertEquals("50", note.getString("averagePrice"));
        assertEquals("5000", note.getString("consideration"));
        assertEquals("102", note.getJsonArray("executions").getJsonObject(0).getString("executionId"));
        HttpResponse<String> page = caller.get("/v1/reports/contract-notes/12", "text/html");
        assertTrue(page.body().contains("You bought") && page.body().contains("5,000.00"), page.body());
        assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").contains("style-src 'sha256-"));
        assertEquals(404, caller.get("/v1/reports/contract-notes/11").statusCode(), "our own order");
        JsonObject statement = caller.json("/v1/reports/client-statements/" + client + "?from=" + day);
        assertEquals("100", statement.getJsonArray("holdings").stream().map(JsonObject.class::cast)
            .flatMap(one -> one.getJsonArray("movements").stream()).map(JsonObject.class::cast)
            .filter(one -> one.getString("orderId").equals("12")).findFirst().orElseThrow().getString("quantity"));
        assertTrue(caller.get("/v1/reports/client-statements/" + client, "text/csv").body().startsWith("section,date"));
        assertEquals(404, caller.get("/v1/reports/client-statements/nobody", "text/html").statusCode());
        assertEquals(200, caller.get("/v1/reports/trader-commissions/trader1?month=" + day.substring(0, 7), "text/html")
            .statusCode());
    }
}
