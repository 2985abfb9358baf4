package throughline.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import throughline.console.Firm.Refused;
import throughline.console.OfficeClient.Answer;
import throughline.files.ReferenceRows;
import throughline.message.AccountKind;

/** The back office's scenes of the demo: what people do to the books, always in pairs, and what they may show. */
final class BookScenes {
    private static final String APPROVALS = "/v1/approvals/";
    private static final String CASH = "/v1/cash-movements";
    private static final String SECURITIES = "/v1/security-movements";
    private static final String DAYS = "/v1/days/";
    /** Marks, revaluation, accruals: what a close moves by itself. */
    private static final Set<Integer> CLOSE_MOVES = Set.of(1210, 1910, 2480);
    private static final String USD = "USD";
    private static final String EUR = "EUR";
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private final FirmOptions firm;
    private final Proofs proofs;
    private final String run;
    private final ReferenceRows rows;
    private final String own;
    private final String client;
    private LocalDate day;
    private int keys;

    BookScenes(FirmOptions firm, Proofs proofs, String run, ReferenceRows rows) {
        this.firm = firm;
        this.proofs = proofs;
        this.run = run;
        this.rows = rows;
        own = first(AccountKind.PRINCIPAL);
        client = first(AccountKind.CLIENT);
    }

    private String first(AccountKind kind) {
        return rows.accounts().stream().filter(row -> row.kind() == kind).findFirst().orElseThrow().account();
    }

    private Answer send(Office office, String user, String method, String path, JsonObject body) {
        return firm.client(office, user).send(method, path, body, "demo-books-" + run + "-" + ++keys);
    }

    private JsonObject get(String path) {
        return firm.client(Office.BACK, "ops1").get(path);
    }

    private static JsonObject because(String why) {
        return new JsonObject().put("reason", "demo: " + why);
    }

    /** Asked by ops1, who may not approve it, approved by ops2; gives its id. */
    private long byTwo(String what, String path, JsonObject body) {
        Answer asked = send(Office.BACK, "ops1", "POST", path, body);
        proofs.prove(asked.status() == 202, "ops1 proposes " + what, asked.isError() ? asked.problem() : "waits");
        long id = Long.parseLong(asked.json().getString("id", "0"));
        JsonObject approve = new JsonObject().put("decision", "approve").put("comment", "demo");
        Answer self = send(Office.BACK, "ops1", "POST", APPROVALS + id, approve);
        Answer second = send(Office.BACK, "ops2", "POST", APPROVALS + id, approve);
        proofs.prove(self.status() == 403 && !second.isError(), "ops1 may not approve it, ops2 does",
            self.status() + ", " + second.status() + (second.isError() ? " " + second.problem() : ""));
        return id;
    }

    /** Money and securities move without a trade, each time by two people. */
    void movements() {
        JsonObject price = new JsonObject().put("symbol", EUR + USD).put("price", "1.08").put("kind", "fx");
        Answer rate = send(Office.FRONT, "ops1", "POST", "/v1/prices", price);
        proofs.prove(!rate.isError(), "a euro is worth 1.08 dollars", rate.isError() ? rate.problem() : "");
        byTwo("a client's deposit of 250,000", CASH, because("wired this morning").put("kind", "deposit")
            .put("account", client).put("currency", USD).put("amount", "250000"));
        Answer tooMuch = send(Office.BACK, "ops1", "POST", CASH, because("too much").put("kind", "withdrawal")
            .put("account", client).put("currency", USD).put("amount", "900000000000"));
        proofs.prove(tooMuch.status() == 409, "a withdrawal beyond the client's money is refused", tooMuch.problem());
        String bank = get("/v1/parties?kind=bank").getJsonArray("items").getJsonObject(0).getString("party");
        byTwo("100,000 euros for 109,000 dollars", CASH, because("for next week").put("kind", "fx_deal")
            .put("account", own).put("party", bank).put("currency", EUR).put("amount", "100000")
            .put("againstCurrency", USD).put("against", "109000"));
        String symbol = rows.instruments().get(0).symbol();
        byTwo("to borrow 1,000 " + symbol, SECURITIES, because("for delivery").put("kind", "borrowed")
            .put("account", own).put("party", bank).put("symbol", symbol).put("quantity", "1000")
            .put("amount", "100000").put("feeRate", "0.036"));
    }

    /** What a close found and did: its checklist, and what it marked, revalued and accrued. */
    void closed(LocalDate date) {
        day = date;
        JsonObject told = get(DAYS + date);
        checklist(told).forEach(line -> Proofs.tell("checklist of " + date, line));
        JsonArray balances = get("/v1/ledger/trial-balance").getJsonArray("items");
        for (int i = 0; i < balances.size(); i++) {
            JsonObject line = balances.getJsonObject(i);
            if (CLOSE_MOVES.contains(line.getInteger("chart"))) {
                Proofs.tell("account " + line.getInteger("chart") + ", " + line.getString("title"), Demo.signed(line)
                    + " " + line.getString("unit"));
            }
        }
        proofs.prove(told.getString("head").length() == 64, "the day is sealed", told.getString("head"));
    }

    private static List<String> checklist(JsonObject day) {
        JsonArray items = day.getJsonArray("checklist");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            JsonObject item = items.getJsonObject(i);
            if (!"ok".equals(item.getString("state"))) {
                lines.add(item.getString("state") + ": " + item.getString("detail"));
            }
        }
        return lines;
    }

    /** A forgotten entry goes into the last closed day, by two; what was known before can still be asked for. */
    void reopened() {
        LocalDate last = lastClosed();
        String before = Instant.now().toString();
        byTwo("to reopen " + last, DAYS + last + "/reopen", because("a bank charge was forgotten"));
        JsonObject charge = because("as the bank's letter says").put("date", last.toString()).put("text", "bank charge")
            .put("postings", new JsonArray()
                .add(new JsonObject().put("chart", 5400).put("currency", USD).put("account", own).put("debit", "12.5"))
                .add(new JsonObject().put("chart", 5900).put("currency", USD).put("account", own)
                    .put("credit", "12.5")));
        byTwo("an entry into " + last, "/v1/ledger/entries", charge);
        Answer sealed = send(Office.BACK, "ops1", "POST", DAYS + last + "/close", new JsonObject());
        proofs.prove(!sealed.isError(), last + " is proved and sealed again", sealed.json().getString("head", ""));
        awaitBooks();
        String asOf = "/v1/ledger/trial-balance?asOf=" + last;
        String now = get(asOf).encode();
        String then = get(asOf + "&knownAt=" + before).encode();
        proofs.prove(now.contains("bank charges") && !then.contains("bank charges"),
            "the books of " + last + " show the charge now, and not as they were known before", before);
    }

    private LocalDate lastClosed() {
        List<LocalDate> closed = new ArrayList<>();
        firm.client(Office.BACK, "ops1").forEach("/v1/days", "", item -> {
            if (List.of("closed", "signed_off").contains(item.getString("status"))) {
                closed.add(LocalDate.parse(item.getString("date")));
            }
        });
        return closed.stream().max(LocalDate::compareTo).orElseThrow();
    }

    private void awaitBooks() {
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (get("/v1/ledger/books").getLong("entriesBehind", 0L) > 0) {
            if (System.nanoTime() > deadlineNs) {
                throw new Refused("the books are behind: " + get("/v1/ledger/books").encode());
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    /** A commission was wrong: the table is corrected, and the day's orders are charged again. */
    void rebilled() {
        byTwo("a commission of 0.02 a share for " + client, "/v1/fees", because("as agreed in spring")
            .put("kind", "commission").put("accountKind", "client").put("account", client).put("currency", USD)
            .put("fromDate", day.toString()).put("ratePerUnit", "0.02").put("minimum", "1"));
        byTwo("to charge the day's orders again", "/v1/fees/rebillings", because("as agreed in spring")
            .put("from", day.toString()).put("to", day.toString()).put("account", client));
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        JsonArray done = new JsonArray();
        while (done.isEmpty() && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(POLL_NS);
            done = get("/v1/fees/rebillings?status=done").getJsonArray("items");
        }
        proofs.prove(!done.isEmpty() && done.getJsonObject(0).getInteger("orders") > 0, "charged again",
            done.isEmpty() ? "nothing" : done.getJsonObject(0).getInteger("orders") + " orders");
        awaitBooks();
    }

    /** What a client gets: a contract note for each order's day, and a statement; and what the firm earned. */
    void papers() throws IOException {
        JsonArray notes = get("/v1/reports/contract-notes?limit=1000&date=" + day + "&account=" + client)
            .getJsonArray("items");
        proofs.prove(!notes.isEmpty(), "contract notes of " + client, notes.size() + " of " + day);
        JsonObject note = notes.getJsonObject(0);
        save("contract-note.html", "/v1/reports/contract-notes/" + note.getValue("orderId") + "?date=" + day);
        Proofs.tell("the first", note.getString("side") + " " + note.getString("quantity") + " " + note.getString(
            "symbol") + ", " + note.getString("consideration") + " and charges: " + note.getString("net"));
        save("client-statement.html", "/v1/reports/client-statements/" + client + "?from=" + day + "&to=" + day);
        JsonArray lines = get("/v1/reports/commissions?by=month").getJsonArray("lines");
        lines.forEach(line -> Proofs.tell("commissions", ((JsonObject) line).getString("key") + " "
            + ((JsonObject) line).getString("amount") + " " + ((JsonObject) line).getString("currency")));
        JsonObject sheet = get("/v1/reports/balance-sheet?asOf=" + day);
        proofs.prove(sheet.getBoolean("balanced"), "the balance sheet of " + day + " balances",
            sheet.getJsonArray("assets").encode());
    }

    private void save(String name, String path) throws IOException {
        String page = firm.client(Office.BACK, "ops1").page(path);
        Path file = firm.data().resolve("run").resolve(name);
        Files.writeString(file, page);
        proofs.prove(page.contains("<html"), "a page for the client", file.toString());
    }

    /** People answer for a day: once each exception is seen to, and the books stand at its seal. */
    void signedOff() {
        firm.client(Office.BACK, "ops1").forEach("/v1/exceptions", "", item -> {
            if ("open".equals(item.getString("status"))) {
                send(Office.BACK, "ops1", "POST", "/v1/exceptions/" + item.getValue("exceptionId") + "/resolve",
                    new JsonObject().put("comment", "demo: looked at"));
            }
        });
        awaitBooks();
        Answer signed = send(Office.BACK, "ops2", "POST", DAYS + day + "/sign-off",
            new JsonObject().put("comment", "demo: looked at all of it"));
        proofs.prove(signed.status() == 201, "ops2 signs off " + day, signed.isError() ? signed.problem()
            : signed.json().getInteger("warnings") + " warnings stand beside it");
    }
}
