package throughline.operations;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import throughline.back.BackMachine;
import throughline.books.BookedEntry;
import throughline.books.Bookkeeper;
import throughline.books.BooksAwayException;
import throughline.books.BooksQueries;
import throughline.desk.Answer;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.ledger.Chart;
import throughline.message.EntryKind;
import throughline.message.UnitKind;

/** The ledger over REST: the trial balance of the state, the entries of the books, and how far the books are. */
final class LedgerRoutes {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final Desk<BackMachine> desk;
    private final BookKeeping books;

    LedgerRoutes(DeskServer<BackMachine> server, BookKeeping books) {
        desk = server.desk();
        this.books = books;
        server.route(HttpMethod.GET, "/v1/ledger/trial-balance", Lists.STAFF, this::trialBalance)
            .route(HttpMethod.GET, "/v1/ledger/entries", Lists.STAFF, this::entries)
            .route(HttpMethod.GET, "/v1/ledger/books", Lists.STAFF, this::position);
    }

    private Future<Answer> trialBalance(Request request) {
        if (request.query("asOf") != null || request.query("knownAt") != null) {
            throw Problem.badInput("", "asOf and knownAt are not taken yet: the balance is that of now");
        }
        String accept = request.header("Accept") == null ? "" : request.header("Accept");
        return desk.read(LedgerView::of).map(view -> {
            if (accept.contains("text/plain")) {
                return new Answer(200, "text/plain; charset=utf-8", Buffer.buffer(view.table()));
            }
            return accept.contains("text/csv")
                ? new Answer(200, "text/csv; charset=utf-8", Buffer.buffer(view.csv())) : Answer.ok(view.json());
        });
    }

    private Future<Answer> entries(Request request) {
        BooksQueries queries = books.queries();
        if (queries == null) {
            throw Problem.unavailable("BOOKS_AWAY", "The books are away: " + books.trouble());
        }
        long after = number(request, "after", 0, Long.MAX_VALUE, 0);
        int limit = (int) number(request, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        long orderId = number(request, "orderId", 0, Long.MAX_VALUE, 0);
        int account = (int) number(request, "ledgerAccountId", 0, Integer.MAX_VALUE, 0);
        return Vertx.currentContext().owner().executeBlocking(() -> read(queries, after, limit + 1, orderId, account))
            .compose(found -> desk.read(state -> page(state, found, limit)));
    }

    private static List<BookedEntry> read(BooksQueries queries, long after, int limit, long orderId, int account) {
        try {
            return queries.entries(after, limit, orderId, account);
        } catch (BooksAwayException e) {
            throw Problem.unavailable("BOOKS_AWAY", "The books are away: " + e.getMessage());
        }
    }

    private static long number(Request request, String name, long min, long max, long otherwise) {
        String text = request.query(name);
        if (text == null) {
            return otherwise;
        }
        boolean digits = !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long value = digits ? Long.parseLong(text) : -1;
        if (value < min || value > max) {
            throw Problem.badInput("", name + " must be a whole number of at least " + min);
        }
        return value;
    }

    private static Answer page(BackMachine state, List<BookedEntry> found, int limit) {
        boolean more = found.size() > limit;
        JsonArray items = new JsonArray();
        found.stream().limit(limit).forEach(entry -> items.add(entry(state, entry)));
        return Answer.ok(new JsonObject().put("items", items)
            .put("next", more ? Long.toString(found.get(limit - 1).entryId()) : null));
    }

    private static JsonObject entry(BackMachine state, BookedEntry entry) {
        JsonArray postings = new JsonArray();
        for (BookedEntry.Line line : entry.lines()) {
            int id = line.ledgerAccountId();
            UnitKind kind = UnitKind.get((short) line.unitKind());
            Chart chart = Chart.of(state.ledger().accounts().chart(id));
            postings.add(new JsonObject().put("ledgerAccountId", id).put("chart", chart.number())
                .put("title", chart.title()).put("account", Views.account(state, state.ledger().accounts().book(id)))
                .put("unit", Views.unit(state, kind, line.unit()))
                .put("amount", Views.amount(state, kind, line.unit(), line.amount())));
        }
        return new JsonObject().put("entryId", entry.entryId()).put("seq", entry.seq())
            .put("bookedAt", Answer.time(entry.timeNs())).put("kind", Views.lower(EntryKind.get((short) entry.kind())))
            .put("text", entry.text()).put("orderId", entry.orderId()).put("sourceId", entry.sourceId())
            .put("causeJournal", entry.causeJournal()).put("causeSeq", entry.causeSeq())
            .put("reverses", entry.reverses()).put("accountingDate", entry.accountingDate())
            .put("tradeDate", entry.tradeDate()).put("valueDate", entry.valueDate()).put("postings", postings);
    }

    private Future<Answer> position(Request request) {
        Bookkeeper.Status status = books.status();
        return desk.read(state -> {
            JsonObject body = new JsonObject().put("ledgerEntries", state.ledger().entries())
                .put("since", Answer.time(books.sinceNs()));
            if (status == null) {
                return Answer.ok(body.put("state", "away").put("trouble", books.trouble()));
            }
            return Answer.ok(body.put("state", Views.lower(status.state())).put("seq", status.seq())
                .put("entries", status.entries()).put("behind", status.entriesBehind(state.ledger().entries()))
                .put("trouble", status.lastError()));
        });
    }
}
