package throughline.ledgerdesk;

import java.time.LocalDate;
import throughline.back.BackMachine;
import throughline.desk.Problem;
import throughline.desk.Request;

/** Dates from one to another, both with them, as epoch days. */
record Span(int from, int to) {
    /**
     * The span of a query's {@code from} and {@code to}; without them from the first of the open day's month, and to
     * the open day.
     *
     * @throws Problem 400 when one is no date, or the span is turned round
     */
    static Span of(Request request, BackMachine state) {
        int open = state.businessDate();
        int to = BookReading.date(request, "to", open);
        int from = BookReading.date(request, "from",
            (int) LocalDate.ofEpochDay(Math.min(open, to)).withDayOfMonth(1).toEpochDay());
        if (from > to) {
            throw Problem.badInput("", "from must not be behind to");
        }
        return new Span(from, to);
    }
}
