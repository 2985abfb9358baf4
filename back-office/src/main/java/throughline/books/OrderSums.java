package throughline.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import throughline.ledger.Chart;
import throughline.message.EntryKind;
import throughline.message.UnitKind;

/**
 * What trades and their charges come to, summed over the entries: by order and trade date, or over the accounts of a
 * report. Amounts are in the unit's smallest part; nothing is summed across units. Lives in one snapshot.
 */
public final class OrderSums {
    private static final String SUMS = "SELECT e.order_id, e.trade_date::text, (max(e.value_date) FILTER (WHERE k.of))"
        + "::text, max(e.trader_id), a.chart_number, a.unit, a.unit_kind, max(a.account_id), "
        + "sum(p.amount) FILTER (WHERE k.of), sum(p.amount) FROM books.entry e "
        + "JOIN LATERAL (SELECT e.kind = ANY (?) AS of) k ON true JOIN books.posting p USING (entry_id) "
        + "JOIN books.ledger_account a USING (ledger_account_id) WHERE e.order_id <> 0 "
        + "AND e.trade_date >= ? AND e.trade_date <= ? AND e.order_id IN (";
    private static final String ORDERS = "SELECT x.order_id FROM books.entry x WHERE x.entry_id > ? "
        + "AND x.entry_id <= ? AND x.order_id <> 0 AND x.kind = ? AND (? = 0 OR x.trader_id = ?) AND (? = 0 OR EXISTS "
        + "(SELECT 1 FROM books.posting q JOIN books.ledger_account b USING (ledger_account_id) "
        + "WHERE q.entry_id = x.entry_id AND b.account_id = ?))";
    private static final String GROUPS = ") GROUP BY 1, 2, 5, 6, 7 HAVING bool_or(k.of) "
        + "ORDER BY 1, 2, 7, 6, 5";
    private static final String BOOK = "CASE WHEN a.account_id <> 0 THEN a.account_id ELSE (SELECT max(b.account_id) "
        + "FROM books.posting q JOIN books.ledger_account b USING (ledger_account_id) "
        + "WHERE q.entry_id = e.entry_id) END::text";
    private static final String TOTALS = ", a.unit, a.chart_number, sum(p.amount) FROM books.entry e "
        + "JOIN books.posting p USING (entry_id) JOIN books.ledger_account a USING (ledger_account_id) "
        + "WHERE (e.entry_id > ? AND e.entry_id <= ? OR e.accounting_date <> e.booking_date) "
        + "AND e.accounting_date >= ? AND e.accounting_date <= ? AND a.chart_number = ANY (?) AND e.kind = ANY (?) "
        + "AND (e.order_id <> 0 OR ?) GROUP BY 1, 2, 3 ORDER BY 2, 1, 3";
    private static final Integer[] OF_ORDERS = {EntryKind.TRADE.value() + 0, EntryKind.FEE.value() + 0,
        EntryKind.REVERSAL.value() + 0, EntryKind.REBILLED.value() + 0};

    /** Which accounts a report sums. */
    public enum Report {
        /** Commission earned. */
        COMMISSIONS(Chart.COMMISSION_INCOME.number(), Chart.COMMISSION_INCOME.number(), false),
        /** What was charged on trades for others: exchange and clearing fees, levies, taxes. */
        FEES(Chart.EXCHANGE_FEES_PAYABLE.number(), Chart.PTM_LEVY_PAYABLE.number(), true),
        /** All income and expense. */
        REVENUE(Chart.TRADING_RESULT.number(), Chart.DIFFERENCES.number(), false);

        private final Integer[] charts;
        private final Integer[] kinds;
        /** Then what people booked, or undid, is left out: a reversal alone would count against nothing. */
        private final boolean ofOrders;

        Report(int first, int last, boolean ofOrders) {
            charts = IntStream.rangeClosed(first, last).boxed().toArray(Integer[]::new);
            this.ofOrders = ofOrders;
            kinds = ofOrders ? OF_ORDERS : IntStream.rangeClosed(EntryKind.OPENING.value(), EntryKind.FX.value())
                .boxed().toArray(Integer[]::new);
        }
    }

    /** What a report has a line for. */
    public enum By {
        /** Trading accounts: clients', and the firm's own. */
        CLIENT(BOOK),
        /** Whose orders they were. */
        TRADER("e.trader_id::text"),
        /** Months of accounting dates, as {@code 2026-06}. */
        MONTH("to_char(e.accounting_date, 'YYYY-MM')");

        private final String sql;

        By(String sql) {
            this.sql = sql;
        }
    }

    /**
     * Which orders.
     *
     * @param orderId 0: all of the dates
     * @param book only of that trading account; 0: all
     * @param traderId only of that user; 0: all
     * @param from first trade date, epoch day
     * @param to last trade date, epoch day
     */
    public record Choice(long orderId, int book, int traderId, int from, int to) {
    }

    /**
     * What an order's postings to accounts of a chart number come to; + debit.
     *
     * @param amount by its trades and their charges
     * @param open what is left of it by now, after settlements
     */
    public record Sum(int chartNumber, int unit, int unitKind, int accountId, long amount, long open) {
    }

    /** An order's trades of a date; dates are ISO-8601. */
    public record OrderDay(long orderId, String tradeDate, String settlementDate, int traderId, List<Sum> sums) {
        /** What its trades and charges come to on accounts of a chart number. */
        public long amount(Chart chart) {
            return sums.stream().filter(sum -> sum.chartNumber() == chart.number()).mapToLong(Sum::amount).sum();
        }

        /** What of that is left after settlements. */
        public long open(Chart chart) {
            return sums.stream().filter(sum -> sum.chartNumber() == chart.number()).mapToLong(Sum::open).sum();
        }

        /** Its trading account; 0: its postings say none. */
        public int accountId() {
            return sums.stream().mapToInt(Sum::accountId).max().orElse(0);
        }

        /** Currency of its money. */
        public int currency() {
            return sums.stream().filter(sum -> Chart.of(sum.chartNumber()).unitKind() == UnitKind.MONEY)
                .mapToInt(Sum::unit).findFirst().orElse(0);
        }
    }

    /** A line of a report; + debit. The key is an account's or user's id, or a month. */
    public record Total(String key, int currency, int chartNumber, long amount) {
    }

    private OrderSums() {
    }

    static List<OrderDay> orderDays(Connection connection, Choice choice) throws SQLException {
        String orders = choice.orderId() == 0 ? ORDERS : "?";
        try (PreparedStatement statement = connection.prepareStatement(SUMS + orders + GROUPS)) {
            int at = 0;
            statement.setArray(++at, connection.createArrayOf("int4", OF_ORDERS));
            statement.setObject(++at, LocalDate.ofEpochDay(choice.from()));
            statement.setObject(++at, LocalDate.ofEpochDay(choice.to()));
            if (choice.orderId() != 0) {
                statement.setLong(++at, choice.orderId());
            } else {
                statement.setLong(++at, AsOf.of(connection, choice.from() - 1, AsOf.EVERYTHING).lastEntry());
                statement.setLong(++at, AsOf.of(connection, choice.to(), AsOf.EVERYTHING).lastEntry());
                statement.setInt(++at, EntryKind.TRADE.value());
                statement.setInt(++at, choice.traderId());
                statement.setInt(++at, choice.traderId());
                statement.setInt(++at, choice.book());
                statement.setInt(++at, choice.book());
            }
            try (ResultSet row = statement.executeQuery()) {
                return orderDays(row);
            }
        }
    }

    private static List<OrderDay> orderDays(ResultSet row) throws SQLException {
        List<OrderDay> days = new ArrayList<>();
        while (row.next()) {
            OrderDay last = days.isEmpty() ? null : days.get(days.size() - 1);
            if (last == null || last.orderId() != row.getLong(1) || !last.tradeDate().equals(row.getString(2))) {
                last = new OrderDay(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4),
                    new ArrayList<>());
                days.add(last);
            }
            last.sums().add(new Sum(row.getInt(5), row.getInt(6), row.getInt(7), row.getInt(8), row.getLong(9),
                row.getLong(10)));
        }
        return days;
    }

    static List<Total> totals(Connection connection, Report report, By by, int from, int to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + by.sql + TOTALS)) {
            statement.setLong(1, AsOf.of(connection, from - 1, AsOf.EVERYTHING).lastEntry());
            statement.setLong(2, AsOf.of(connection, to, AsOf.EVERYTHING).lastEntry());
            statement.setObject(3, LocalDate.ofEpochDay(from));
            statement.setObject(4, LocalDate.ofEpochDay(to));
            statement.setArray(5, connection.createArrayOf("int4", report.charts));
            statement.setArray(6, connection.createArrayOf("int4", report.kinds));
            statement.setBoolean(7, !report.ofOrders);
            try (ResultSet row = statement.executeQuery()) {
                List<Total> totals = new ArrayList<>();
                while (row.next()) {
                    if (row.getLong(4) != 0) {
                        totals.add(new Total(row.getString(1), row.getInt(2), row.getInt(3), row.getLong(4)));
                    }
                }
                return totals;
            }
        }
    }
}
