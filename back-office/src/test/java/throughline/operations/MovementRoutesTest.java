package throughline.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.back.MiddleJournal;
import throughline.journal.ChronicleJournal;
import throughline.message.JournalId;
import throughline.message.Side;
import throughline.office.DataDirectory;

/** Movements, entries by hand and exceptions over REST, by two people, in the real process with its real books. */
class MovementRoutesTest {
    @TempDir
    private Path directory;
    private Caller first;
    private Caller second;

    @Test
    void twoPeople() throws Exception {
        DataDirectory data = new DataDirectory(directory);
        try (ChronicleJournal front = ChronicleJournal.open(data.journal(JournalId.FRONT));
            ChronicleJournal journal = ChronicleJournal.open(data.journal(JournalId.MIDDLE))) {
            MiddleJournal middle = new MiddleJournal(journal);
            new MiddleJournal(front).captured(1);
            long pending;
            try (RunningOffice office = new RunningOffice(directory)) {
                office.proveContract();
                people(office);
                cash();
                foreignExchange();
                securities();
                byHand();
                accruals();
                exceptions(middle);
                wrong();
                pending = proposed("/v1/cash-movements", movement("bank_charge").put("amount", "7.5"));
            }
            try (RunningOffice office = new RunningOffice(directory)) {
                long asked = pending;
                RunningOffice.await(() -> office.server().desk().seq() > asked);
                people(office);
                assertEquals(Long.toString(pending), item("/v1/approvals?status=pending").getString("id"));
                approve(pending);
                assertEquals("booked", item("/v1/cash-movements?kind=bank_charge").getString("status"));
            }
        }
    }

    private static JsonObject movement(String kind) {
        return new JsonObject().put("kind", kind).put("currency", "USD").put("amount", "250.25").put("reason", "asked");
    }

    private void cash() {
        JsonObject deposit = movement("deposit").put("account", "CL-1001");
        long id = proposed("/v1/cash-movements", deposit, "KEY-1");
        assertEquals(200, first.post("/v1/cash-movements", deposit, "KEY-1").statusCode());
        problem(409, "CONFLICT", first.post("/v1/cash-movements", deposit.copy().put("amount", "1"), "KEY-1"));
        JsonObject approval = item("/v1/approvals?id=" + id);
        assertEquals("cash_movement", approval.getString("kind"));
        assertEquals("250.25", approval.getJsonObject("proposal").getString("amount"));
        assertEquals("ops1", approval.getString("requestedBy"));
        problem(403, "FORBIDDEN", decide(first, id, "approve"));
        approve(id);
        assertEquals(200, decide(second, id, "approve").statusCode());
        problem(409, "ALREADY_DONE", decide(second, id, "reject"));
        assertEquals("booked", item("/v1/cash-movements?id=" + id).getString("status"));
        problem(409, "SHORT_OF_MONEY", first.post("/v1/cash-movements",
            movement("withdrawal").put("account", "CL-1001").put("amount", "999999999999")));
        long rejected = proposed("/v1/cash-movements", movement("withdrawal").put("account", "CL-1001"));
        assertEquals("rejected", new JsonObject(decide(second, rejected, "reject").body()).getString("status"));
    }

    private void foreignExchange() {
        String party = item("/v1/parties?kind=ccp").getString("party");
        JsonObject deal = movement("fx_deal").put("account", "PROP-EQ").put("party", party).put("currency", "EUR")
            .put("amount", "1000").put("againstCurrency", "USD").put("against", "1100");
        long id = proposed("/v1/cash-movements", deal);
        approve(id);
        JsonObject settled = new JsonObject().put("kind", "fx_settled").put("relatesTo", Long.toString(id))
            .put("reason", "due");
        approve(proposed("/v1/cash-movements", settled));
        assertEquals(Long.toString(id), item("/v1/cash-movements?kind=fx_settled").getString("relatesTo"));
        assertEquals("settled", item("/v1/cash-movements?id=" + id).getString("status"));
        assertEquals("1000", item("/v1/ledger/accounts?chart=1000&unit=EUR").getString("balance"));
        problem(409, "ALREADY_DONE", first.post("/v1/cash-movements", settled));
        problem(404, "NOT_FOUND", first.post("/v1/cash-movements", settled.copy().put("relatesTo", 1)));
    }

    private void securities() {
        JsonObject received = new JsonObject().put("kind", "received").put("account", "PROP-ARB").put("symbol", "AAPL")
            .put("quantity", "40").put("amount", "8000.5").put("reason", "a transfer");
        approve(proposed("/v1/security-movements", received));
        assertEquals("8000.5", item("/v1/security-movements?status=booked").getString("amount"));
        problem(409, "CONTRADICTION", first.post("/v1/security-movements", received.copy().put("kind", "delivered")));
    }

    private void byHand() throws Exception {
        JsonObject debit = new JsonObject().put("chart", 5900).put("currency", "USD").put("debit", "12.34");
        JsonObject credit = new JsonObject().put("chart", 1000).put("currency", "USD").put("credit", "12.34");
        JsonObject entry = new JsonObject().put("text", "a difference").put("reason", "found")
            .put("postings", new JsonArray().add(debit).add(credit));
        approve(proposed("/v1/ledger/entries", entry));
        assertEquals("12.34", item("/v1/ledger/accounts?chart=5900").getString("balance"));
        problem(409, "DAY_CLOSED", first.post("/v1/ledger/entries", entry.copy().put("date", "2020-01-02")));
        JsonArray controlled = new JsonArray().add(debit.copy().put("chart", 2310)).add(credit);
        problem(409, "CONTROLLED_ACCOUNT", first.post("/v1/ledger/entries",
            entry.copy().put("postings", controlled)));
        JsonArray unequal = new JsonArray().add(debit).add(credit.copy().put("credit", "12.35"));
        problem(409, "UNBALANCED", first.post("/v1/ledger/entries", entry.copy().put("postings", unequal)));
        long booked = new JsonObject(first.get("/v1/ledger/books").body()).getLong("ledgerEntries");
        JsonObject reversal = new JsonObject().put("reverses", booked).put("reason", "explained");
        RunningOffice.await(() -> first.post("/v1/ledger/entries", reversal, "REV").statusCode() == 202);
        approve(Long.parseLong(item("/v1/approvals?status=pending").getString("id")));
        assertEquals("0", item("/v1/ledger/accounts?chart=5900").getString("balance"));
        problem(409, "NOT_REVERSIBLE", first.post("/v1/ledger/entries", reversal));
        problem(404, "NOT_FOUND", first.post("/v1/ledger/entries", reversal.copy().put("reverses", 999_999)));
    }

    private void accruals() {
        JsonObject accrual = new JsonObject().put("kind", "interest_owed").put("account", "PROP-EQ")
            .put("currency", "USD").put("principal", "90000").put("rate", "0.03").put("dayBasis", 360)
            .put("reason", "a loan");
        long id = proposed("/v1/accruals", accrual);
        assertEquals("pending", item("/v1/accruals").getString("status"));
        approve(id);
        assertEquals("accruing", item("/v1/accruals").getString("status"));
        assertEquals(1, first.items("/v1/accruals").size());
        String from = item("/v1/accruals").getString("fromDate");
        JsonObject end = new JsonObject().put("toDate", from).put("reason", "paid back");
        problem(404, "NOT_FOUND", first.post("/v1/accruals/999999/end", end));
        approve(proposed("/v1/accruals/" + id + "/end", end));
        assertEquals(from, item("/v1/accruals").getString("toDate"));
    }

    private void exceptions(MiddleJournal middle) throws Exception {
        middle.trade(new MiddleJournal.Fill(900, 90, 1, 999_999, 1, Side.BUY, 1, 1_00000000L, 0));
        RunningOffice.await(() -> first.items("/v1/exceptions?status=open").size() == 1);
        String path = "/v1/exceptions/" + item("/v1/exceptions").getString("exceptionId") + "/resolve";
        JsonObject comment = new JsonObject().put("comment", "not ours");
        assertEquals("ops1", new JsonObject(first.post(path, comment, "SEEN").body()).getString("resolvedBy"));
        assertEquals(200, first.post(path, comment, "SEEN").statusCode());
        problem(409, "ALREADY_DONE", second.post(path, comment));
        problem(404, "NOT_FOUND", first.post("/v1/exceptions/1/resolve", comment));
        JsonObject resolved = item("/v1/exceptions");
        assertEquals("resolved", resolved.getString("status"));
        assertFalse(Instant.parse(resolved.getString("resolvedAt"))
            .isBefore(Instant.parse(resolved.getString("raisedAt"))));
        middle.trade(new MiddleJournal.Fill(901, 91, 1, 999_999, 1, Side.BUY, 1, 1_00000000L, 0));
        RunningOffice.await(() -> first.items("/v1/exceptions?status=open").size() == 1);
        JsonObject named = comment.copy().put("exceptionId", item("/v1/exceptions?status=open")
            .getString("exceptionId"));
        problem(400, "BAD_INPUT", first.post("/v1/exceptions", comment));
        for (int time = 0; time < 2; time++) {
            assertEquals("ops1", new JsonObject(first.post("/v1/exceptions", named, "NAMED").body())
                .getString("resolvedBy"));
        }
        problem(409, "ALREADY_DONE", second.post("/v1/exceptions", named));
        problem(404, "NOT_FOUND", first.post("/v1/exceptions", named.copy().put("exceptionId", 1)));
    }

    private void wrong() {
        problem(400, "BAD_INPUT", first.post("/v1/cash-movements", movement("deposit").put("account", "NOBODY")));
        problem(400, "BAD_INPUT", first.post("/v1/cash-movements", movement("gift")));
        problem(400, "BAD_INPUT", first.post("/v1/cash-movements", movement("sbe_unknown")));
        problem(400, "BAD_INPUT", first.post("/v1/cash-movements", movement("bank_charge").put("amount", "1.001")));
        problem(400, "BAD_INPUT", first.post("/v1/cash-movements", movement("bank_charge").put("currency", "US1")));
        problem(400, "BAD_INPUT", first.post("/v1/ledger/entries", new JsonObject().put("reason", "x")));
        problem(404, "NOT_FOUND", decide(second, 1, "approve"));
    }

    private long proposed(String path, JsonObject body) {
        return proposed(path, body, "");
    }

    private long proposed(String path, JsonObject body, String key) {
        HttpResponse<String> answer = first.post(path, body, key);
        assertEquals(202, answer.statusCode(), answer.body());
        return Long.parseLong(new JsonObject(answer.body()).getString("id"));
    }

    private HttpResponse<String> decide(Caller caller, long id, String decision) {
        return caller.post("/v1/approvals/" + id, new JsonObject().put("decision", decision).put("comment", "seen"));
    }

    private void approve(long id) {
        HttpResponse<String> answer = decide(second, id, "approve");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("approved", new JsonObject(answer.body()).getString("status"));
    }

    private static void problem(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(code, new JsonObject(answer.body()).getString("code"));
    }

    private void people(RunningOffice office) throws Exception {
        first = office.signedIn("ops1");
        second = office.signedIn("ops2");
    }

    private JsonObject item(String path) {
        return first.item(path, 0);
    }
}
