package throughline.ledgerdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import throughline.back.BackMachine;
import throughline.books.AsOf;
import throughline.books.BooksQueries.Rates;
import throughline.books.OrderSums;
import throughline.desk.Answer;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.report.ChargeReport;
import throughline.report.Figures;
import throughline.report.FinancialStatements;

/** The firm's reports over REST: balance sheet, profit and loss, and what was earned and charged by whom. */
final class ReportRoutes {
    private final Desk<BackMachine> desk;
    private final BookReading books;

    /** What the books hold for a statement: its first balances are of the day before it begins. */
    private record Found(List<AsOf.Balance> before, List<AsOf.Balance> behind, Rates rates) {
    }

    ReportRoutes(DeskServer<BackMachine> server, BookReading books) {
        desk = server.desk();
        this.books = books;
        server.route(HttpMethod.GET, "/v1/reports/balance-sheet", LedgerDesk.STAFF, this::balanceSheet)
            .route(HttpMethod.GET, "/v1/reports/profit-and-loss", LedgerDesk.STAFF, this::profitAndLoss);
        for (OrderSums.Report report : OrderSums.Report.values()) {
            server.route(HttpMethod.GET, "/v1/reports/" + report.name().toLowerCase(Locale.ROOT), LedgerDesk.STAFF,
                request -> charges(request, report));
        }
    }

    private Future<Answer> balanceSheet(Request request) {
        request.onlyQueries("asOf", "knownAt");
        int date = BookReading.date(request, "asOf", AsOf.NOW);
        long knownAt = BookReading.knownAt(request);
        return books.ask(queries -> new Found(List.of(), queries.balances(date, knownAt, 0), queries.rates(date)))
            .compose(found -> desk.read(state -> BookReading.answer(request, FinancialStatements.balanceSheet(
                Figures.plain(state), found.behind(), found.rates(), shown(state, date),
                BookReading.said(request, "knownAt")))));
    }

    private static String shown(BackMachine state, int date) {
        return date != AsOf.NOW ? Answer.date(date) : state.isOpen() ? Answer.date(state.businessDate()) : "";
    }

    private Future<Answer> profitAndLoss(Request request) {
        request.onlyQueries("from", "to", "knownAt");
        long knownAt = BookReading.knownAt(request);
        return span(request).compose(span -> books.ask(queries -> new Found(
            queries.balances(span.from() - 1, knownAt, 0), queries.balances(span.to(), knownAt, 0),
            queries.rates(span.to()))).compose(found -> desk.read(state -> BookReading.answer(request,
                FinancialStatements.profitAndLoss(Figures.plain(state), found.before(), found.behind(), found.rates(),
                    Answer.date(span.from()), Answer.date(span.to()), BookReading.said(request, "knownAt"))))));
    }

    private Future<Answer> charges(Request request, OrderSums.Report report) {
        request.onlyQueries("by", "from", "to");
        OrderSums.By by = by(request);
        return span(request).compose(span -> books.ask(queries -> queries.totals(report, by, span.from(), span.to()))
            .compose(found -> desk.read(state -> BookReading.answer(request, ChargeReport.of(Figures.plain(state),
                found, by, Answer.date(span.from()), Answer.date(span.to()))))));
    }

    private static OrderSums.By by(Request request) {
        String text = request.query("by") == null ? "client" : request.query("by");
        for (OrderSums.By by : OrderSums.By.values()) {
            if (by.name().toLowerCase(Locale.ROOT).equals(text)) {
                return by;
            }
        }
        throw Problem.badInput("", "by must be client, trader or month");
    }

    private Future<Span> span(Request request) {
        return desk.read(state -> Span.of(request, state));
    }
}
