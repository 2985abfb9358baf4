package throughline.ledgerdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import throughline.back.BackMachine;
import throughline.books.AsOf;
import throughline.books.BookedEntry;
import throughline.books.Bookkeeper;
import throughline.desk.Answer;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.EntryKind;
import throughline.message.UnitKind;
import throughline.report.AccountReport;
import throughline.report.Figures;
import throughline.report.Names;

/** The ledger over REST: its accounts, the trial balance, the entries of the books, and how far the books are. */
final class LedgerRoutes {
    /** Entries that are read from the books at once. */
    private static final int PART = 256;
    private static final List<String> ENTRY_COLUMNS = List.of("entryId", "seq", "bookedAt", "kind", "text", "orderId",
        "sourceId", "causeJournal", "causeSeq", "reverses", "accountingDate", "bookingDate", "tradeDate", "valueDate",
        "postings");

    private final Desk<BackMachine> desk;
    private final BookKeeping books;
    private final BookReading reading;

    LedgerRoutes(DeskServer<BackMachine> server, BookKeeping books, BookReading reading) {
        desk = server.desk();
        this.books = books;
        this.reading = reading;
        server.route(HttpMethod.GET, "/v1/ledger/trial-balance", LedgerDesk.STAFF, this::trialBalance)
            .route(HttpMethod.GET, "/v1/ledger/entries", LedgerDesk.STAFF, this::entries)
            .route(HttpMethod.GET, "/v1/ledger/entries/:entryId", LedgerDesk.STAFF, this::entry)
            .route(HttpMethod.GET, "/v1/ledger/accounts/:ledgerAccountId/statement", LedgerDesk.STAFF, this::statement)
            .route(HttpMethod.GET, "/v1/ledger/books", LedgerDesk.STAFF, this::position)
            .list("/v1/ledger/accounts", LedgerDesk.STAFF, List.of("ledgerAccountId", "chart", "title", "unit",
                "account", "party", "symbol", "capacity", "debits", "credits", "balance", "postings"),
                (state, person, after) -> {
                    int id = Listing.behind(after, 1);
                    return id > state.ledger().accounts().count() ? null : new Listing.Row(id, account(state, id));
                });
    }

    private static JsonObject account(BackMachine state, int id) {
        LedgerAccounts all = state.ledger().accounts();
        Chart chart = Chart.of(all.chart(id));
        UnitKind kind = chart.unitKind();
        int unit = all.unit(id);
        return new JsonObject().put("ledgerAccountId", Integer.toString(id))
            .put("chart", chart.number()).put("title", chart.title())
            .put("unit", Names.unit(state, kind, unit)).put("account", Names.account(state, all.book(id)))
            .put("party", Names.party(state, all.party(id))).put("symbol", Names.symbol(state, all.instrument(id)))
            .put("capacity", Names.lower(all.capacity(id)))
            .put("debits", Names.amount(state, kind, unit, all.debits(id)))
            .put("credits", Names.amount(state, kind, unit, all.credits(id)))
            .put("balance", Names.amount(state, kind, unit, all.balance(id))).put("postings", all.version(id));
    }

    private Future<Answer> trialBalance(Request request) {
        return view(request).map(view -> BookReading.answer(request, view::csv, view::table, view::json));
    }

    private Future<LedgerView> view(Request request) {
        request.onlyQueries("asOf", "knownAt");
        if (request.query("asOf") == null && request.query("knownAt") == null) {
            return desk.read(LedgerView::of);
        }
        int date = BookReading.date(request, "asOf", AsOf.NOW);
        long knownAt = BookReading.knownAt(request);
        return reading.ask(queries -> queries.balances(date, knownAt, 0)).compose(balances -> desk.read(state ->
            LedgerView.of(state, balances, Answer.date(date == AsOf.NOW ? state.businessDate() : date))));
    }

    /** An account's postings of a span of accounting dates. */
    private Future<Answer> statement(Request request) {
        request.onlyQueries("from", "to");
        int account = (int) Math.min(request.id("ledgerAccountId"), Integer.MAX_VALUE);
        return desk.read(state -> {
            if (account == 0 || account > state.ledger().accounts().count()) {
                throw Problem.notFound("There is no ledger account " + account + ".");
            }
            return Span.of(request, state);
        }).compose(span -> reading.ask(queries -> queries.statement(account, span.from(), span.to()))
            .compose(found -> {
                BookReading.requireWhole(found);
                return desk.read(state -> BookReading.answer(request, AccountReport.of(Figures.plain(state), account,
                    found, Answer.date(span.from()), Answer.date(span.to()))));
            }));
    }

    /** An entry with the way to what caused it. */
    private Future<Answer> entry(Request request) {
        long id = request.id("entryId");
        return reading.ask(queries -> queries.entries(id - 1, 1, 0, 0)).compose(found -> {
            if (found.isEmpty() || found.get(0).entryId() != id) {
                throw Problem.notFound("There is no entry " + id + ".");
            }
            return desk.read(state -> Answer.ok(entry(state, found.get(0))
                .put("trader", Names.user(state, found.get(0).traderId()))
                .put("cause", cause(found.get(0)))
                .put("lineage", found.get(0).orderId() == 0 ? ""
                    : "/v1/orders/" + found.get(0).orderId() + "/lineage")));
        });
    }

    private static JsonObject cause(BookedEntry entry) {
        return entry.causeSeq() == 0 ? null : new JsonObject().put("journal", Names.journal(entry.causeJournal()))
            .put("seq", entry.causeSeq());
    }

    /** Page by page or as CSV; by order and by ledger account the books themselves look for them. */
    private Future<Answer> entries(Request request) {
        long orderId = number(request, "orderId", 0, Long.MAX_VALUE, 0);
        int account = (int) number(request, "ledgerAccountId", 0, Integer.MAX_VALUE, 0);
        return new Listing<BackMachine>(desk, ENTRY_COLUMNS, Set.of("orderId", "ledgerAccountId"), after ->
            reading.ask(queries -> queries.entries(Math.max(0, after), PART, orderId, account))
                .map(LedgerRoutes::rows)).answer(request);
    }

    /** What was read of them; where that was a whole part there may be more. */
    private static Listing.Rows<BackMachine> rows(List<BookedEntry> part) {
        return (state, person, after) -> {
            for (BookedEntry entry : part) {
                if (entry.entryId() > after) {
                    return new Listing.Row(entry.entryId(), entry(state, entry));
                }
            }
            return part.size() < PART ? null : new Listing.Row(after, null);
        };
    }

    static long number(Request request, String name, long min, long max, long otherwise) {
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

    private static JsonObject entry(BackMachine state, BookedEntry entry) {
        JsonArray postings = new JsonArray();
        for (BookedEntry.Line line : entry.lines()) {
            int id = line.ledgerAccountId();
            UnitKind kind = UnitKind.get((short) line.unitKind());
            Chart chart = Chart.of(state.ledger().accounts().chart(id));
            postings.add(new JsonObject().put("ledgerAccountId", Integer.toString(id)).put("chart", chart.number())
                .put("title", chart.title()).put("account", Names.account(state, state.ledger().accounts().book(id)))
                .put("unit", Names.unit(state, kind, line.unit()))
                .put("amount", Names.amount(state, kind, line.unit(), line.amount())));
        }
        return new JsonObject().put("entryId", Long.toString(entry.entryId())).put("seq", entry.seq())
            .put("bookedAt", Answer.time(entry.timeNs())).put("kind", Names.lower(EntryKind.get((short) entry.kind())))
            .put("text", entry.text()).put("orderId", Long.toString(entry.orderId()))
            .put("sourceId", Long.toString(entry.sourceId()))
            .put("causeJournal", Names.journal(entry.causeJournal())).put("causeSeq", entry.causeSeq())
            .put("reverses", Long.toString(entry.reverses())).put("accountingDate", entry.accountingDate())
            .put("bookingDate", entry.bookingDate()).put("tradeDate", entry.tradeDate())
            .put("valueDate", entry.valueDate()).put("postings", postings);
    }

    private Future<Answer> position(Request request) {
        Bookkeeper.Status status = books.status();
        return desk.read(state -> {
            JsonObject body = new JsonObject().put("ledgerEntries", state.ledger().entries())
                .put("since", Answer.time(books.sinceNs()));
            if (status == null) {
                return Answer.ok(body.put("state", "away").put("trouble", books.trouble()));
            }
            return Answer.ok(body.put("state", Names.lower(status.state())).put("seq", status.seq())
                .put("entries", status.entries()).put("behind", status.entriesBehind(state.ledger().entries()))
                .put("trouble", status.lastError()));
        });
    }
}
