package throughline.ledgerdesk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import throughline.books.AsOf;
import throughline.books.BooksAwayException;
import throughline.books.BooksQueries;
import throughline.desk.Answer;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.report.Pages;
import throughline.report.Report;

/** Questions to the books, off the event loop, and reports in the form that is asked for. */
final class BookReading {
    private static final String UTF_8 = "; charset=utf-8";

    private final BookKeeping books;

    /** Asks the books. */
    interface Asking<R> {
        R of(BooksQueries queries) throws BooksAwayException;
    }

    BookReading(BookKeeping books) {
        this.books = books;
    }

    /** Asks them; fails with 503 while they are away. */
    <R> Future<R> ask(Asking<R> asking) {
        BooksQueries queries = books.queries();
        if (queries == null) {
            throw Problem.unavailable("BOOKS_AWAY", "The books are away: " + books.trouble());
        }
        return Vertx.currentContext().owner().executeBlocking(() -> {
            try {
                return asking.of(queries);
            } catch (BooksAwayException e) {
                throw Problem.unavailable("BOOKS_AWAY", "The books are away: " + e.getMessage());
            }
        }, false);
    }

    /** A date of the query as epoch day. */
    static int date(Request request, String name, int otherwise) {
        String text = request.query(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Math.toIntExact(Math.min(LocalDate.parse(text).toEpochDay(), AsOf.NOW));
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.badInput("", name + " must be a date, as 2026-06-30");
        }
    }

    /** The query's {@code knownAt} as epoch nanoseconds. */
    static long knownAt(Request request) {
        String text = request.query("knownAt");
        if (text == null) {
            return AsOf.EVERYTHING;
        }
        try {
            return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.badInput("", "knownAt must be a time, as 2026-06-30T16:30:00Z");
        }
    }

    /**
     * Holds a statement to be whole.
     *
     * @throws Problem 400 when its span has more postings than one answer holds
     */
    static void requireWhole(BooksQueries.Statement statement) {
        if (statement.lines().size() > AsOf.MOST_LINES) {
            throw Problem.badInput("", "from and to hold more than " + AsOf.MOST_LINES + " postings");
        }
    }

    /** What of the query is said of a date or a time; empty: nothing. */
    static String said(Request request, String name) {
        return request.query(name) == null ? "" : request.query(name);
    }

    /** A report as JSON, CSV or a table of text. */
    static Answer answer(Request request, Report report) {
        return answer(request, report.sheet()::csv, report.sheet()::text, () -> new JsonObject(report.model()));
    }

    /** What is asked for as JSON, CSV or a table of text. */
    static Answer answer(Request request, Supplier<String> csv, Supplier<String> text, Supplier<JsonObject> json) {
        String accept = said(request.header("Accept"));
        if (accept.contains("text/csv")) {
            return new Answer(200, "text/csv" + UTF_8, Buffer.buffer(csv.get()));
        }
        return accept.contains("text/plain") ? new Answer(200, "text/plain" + UTF_8, Buffer.buffer(text.get()))
            : Answer.ok(json.get());
    }

    /** Whether a page for a browser is asked for. */
    static boolean wantsPage(Request request) {
        return said(request.header("Accept")).contains("text/html");
    }

    /** A paper as a page, or as JSON or CSV. */
    static Answer paper(Request request, Report report, Function<Report, String> page) {
        return !wantsPage(request) ? answer(request, report)
            : new Answer(200, "text/html" + UTF_8, Buffer.buffer(page.apply(report)))
                .with("Content-Security-Policy", Pages.policy());
    }

    private static String said(String header) {
        return header == null ? "" : header;
    }
}
