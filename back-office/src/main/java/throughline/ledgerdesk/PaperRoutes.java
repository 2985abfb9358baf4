package throughline.ledgerdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import throughline.back.BackMachine;
import throughline.books.BooksQueries.AccountSpan;
import throughline.books.OrderSums;
import throughline.books.OrderSums.OrderDay;
import throughline.desk.Answer;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.AccountKind;
import throughline.message.JournalId;
import throughline.report.ClientStatement;
import throughline.report.ContractNote;
import throughline.report.Executions;
import throughline.report.Figures;
import throughline.report.Pages;
import throughline.report.TraderCommissions;

/** The clients' papers over REST: contract notes and statements; and what commission a trader earned. */
final class PaperRoutes {
    private static final int FIRST_DATE = 0;

    private final DeskServer<BackMachine> server;
    private final Desk<BackMachine> desk;
    private final BookReading books;

    /** What the books hold for a client's statement. */
    private record Found(List<AccountSpan> spans, Map<Integer, Long> prices, List<OrderDay> days) {
    }

    PaperRoutes(DeskServer<BackMachine> server, BookReading books) {
        this.server = server;
        desk = server.desk();
        this.books = books;
        server.route(HttpMethod.GET, "/v1/reports/contract-notes", LedgerDesk.STAFF, this::contractNotes)
            .route(HttpMethod.GET, "/v1/reports/contract-notes/:orderId", LedgerDesk.STAFF, this::contractNote)
            .route(HttpMethod.GET, "/v1/reports/client-statements/:account", LedgerDesk.STAFF, this::clientStatement)
            .route(HttpMethod.GET, "/v1/reports/trader-commissions/:trader", LedgerDesk.STAFF, this::traderCommissions);
    }

    private Future<Answer> contractNotes(Request request) {
        String name = request.query("account");
        return desk.read(state -> {
            int date = BookReading.date(request, "date", state.businessDate());
            return new OrderSums.Choice(0, name == null ? 0 : client(state, name), 0, date, date);
        }).compose(choice -> books.ask(queries -> due(queries.orderDays(choice)))).compose(due ->
            new Listing<BackMachine>(desk, ContractNote.COLUMNS, Set.of("date", "account"), (state, person, after) -> {
                Map.Entry<Long, OrderDay> next = due.higherEntry(after);
                return next == null ? null : new Listing.Row(next.getKey(),
                    new JsonObject(ContractNote.head(Figures.plain(state), next.getValue())));
            }).answer(request));
    }

    /** By order id: of one date each order has one. */
    private static NavigableMap<Long, OrderDay> due(List<OrderDay> days) {
        NavigableMap<Long, OrderDay> due = new TreeMap<>();
        days.stream().filter(ContractNote::isDue).forEach(day -> due.put(day.orderId(), day));
        return due;
    }

    private Future<Answer> contractNote(Request request) {
        request.onlyQueries("date");
        long orderId = request.id("orderId");
        int date = BookReading.date(request, "date", FIRST_DATE);
        return desk.read(state -> new OrderSums.Choice(orderId, 0, 0, date, date == FIRST_DATE
            ? state.businessDate() : date)).compose(choice -> books.ask(queries -> queries.orderDays(choice)))
            .compose(days -> {
                List<OrderDay> due = days.stream().filter(ContractNote::isDue).toList();
                if (due.isEmpty()) {
                    throw Problem.notFound("No client's trades of an order " + orderId + " stand on that date.");
                }
                OrderDay day = due.get(due.size() - 1);
                int tradeDate = (int) LocalDate.parse(day.tradeDate()).toEpochDay();
                return server.journals(of -> of.records(JournalId.MIDDLE, orderId))
                    .compose(records -> desk.read(state ->
                    BookReading.paper(request, ContractNote.of(figures(request, state), day,
                        Executions.of(records, tradeDate)), Pages::contractNote)));
            });
    }

    private static Figures figures(Request request, BackMachine state) {
        return BookReading.wantsPage(request) ? Figures.paper(state) : Figures.plain(state);
    }

    private Future<Answer> clientStatement(Request request) {
        request.onlyQueries("from", "to");
        String name = request.pathPart("account");
        return desk.read(state -> client(state, name)).compose(account ->
            desk.read(state -> Span.of(request, state)).compose(span -> books.ask(queries -> new Found(
                queries.statements(account, ClientStatement.CHARTS, span.from(), span.to()),
                queries.prices(span.to()), queries.orderDays(new OrderSums.Choice(0, account, 0, span.from(),
                    span.to())))).compose(found -> statement(request, account, span, found))));
    }

    private Future<Answer> statement(Request request, int account, Span span, Found found) {
        found.spans().forEach(one -> BookReading.requireWhole(one.statement()));
        return desk.read(state -> BookReading.paper(request, ClientStatement.of(figures(request, state), account,
            found.spans(), found.prices(), found.days(), Answer.date(span.from()), Answer.date(span.to())),
            Pages::clientStatement));
    }

    private static int client(BackMachine state, String name) {
        int account = state.accounts().find(name);
        if (account <= 0 || state.accounts().kind(account) != AccountKind.CLIENT) {
            throw Problem.notFound("There is no client account '" + name + "'.");
        }
        return account;
    }

    private Future<Answer> traderCommissions(Request request) {
        request.onlyQueries("month");
        String name = request.pathPart("trader");
        return desk.read(state -> {
            YearMonth month = month(request, state);
            int trader = state.users().find(name);
            if (trader <= 0) {
                throw Problem.notFound("There is no user '" + name + "'.");
            }
            return new OrderSums.Choice(0, 0, trader, (int) month.atDay(1).toEpochDay(),
                (int) month.atEndOfMonth().toEpochDay());
        }).compose(choice -> books.ask(queries -> queries.orderDays(choice)).compose(days -> desk.read(state ->
            BookReading.paper(request, TraderCommissions.of(figures(request, state), choice.traderId(),
                YearMonth.from(LocalDate.ofEpochDay(choice.from())).toString(), days), Pages::traderCommissions))));
    }

    private static YearMonth month(Request request, BackMachine state) {
        String text = request.query("month");
        if (text == null) {
            return YearMonth.from(LocalDate.ofEpochDay(state.businessDate()));
        }
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw Problem.badInput("", "month must be a month, as 2026-06");
        }
    }
}
