package throughline.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The books as a date left them: all that was booked up to its close, and what was booked into it later, after a
 * reopening; of both only what was known at a time. Days closed are read from their closing balances, only what lies
 * behind the last of them posting by posting. Lives in one snapshot of its connection. Not thread-safe.
 */
public final class AsOf {
    /** The date that has not come: all that is booked. */
    public static final int NOW = (int) LocalDate.of(9999, 12, 31).toEpochDay();
    /** The time that has not come: all that is known. */
    public static final long EVERYTHING = Long.MAX_VALUE;
    /** Lines a statement holds at most. */
    public static final int MOST_LINES = 50_000;

    private static final String CLOSED = "SELECT business_date, entries FROM books.day WHERE NOT resealed AND ";
    private static final String BALANCES = "SELECT a.ledger_account_id, a.chart_number, a.unit, a.unit_kind, "
        + "a.account_id, a.party_id, a.instrument_id, coalesce(c.debits, 0) + coalesce(o.debits, 0) "
        + "+ coalesce(l.debits, 0), coalesce(c.credits, 0) + coalesce(o.credits, 0) + coalesce(l.credits, 0) "
        + "FROM books.ledger_account a "
        + "LEFT JOIN LATERAL (SELECT debits, credits FROM books.closing c WHERE c.ledger_account_id = "
        + "a.ledger_account_id AND c.business_date <= ? ORDER BY c.business_date DESC LIMIT 1) c ON true "
        + "LEFT JOIN (SELECT ledger_account_id, sum(greatest(amount, 0)) debits, sum(greatest(-amount, 0)) credits "
        + "FROM books.posting WHERE entry_id > ? AND entry_id <= ? GROUP BY 1) o USING (ledger_account_id) "
        + "LEFT JOIN (SELECT p.ledger_account_id, sum(greatest(amount, 0)) debits, sum(greatest(-amount, 0)) credits "
        + "FROM books.entry e JOIN books.posting p USING (entry_id) WHERE e.accounting_date <> e.booking_date "
        + "AND e.accounting_date <= ? AND e.entry_id > ? AND e.entry_id <= ? GROUP BY 1) l USING (ledger_account_id) "
        + "WHERE (? = 0 OR a.account_id = ?) AND (? = 0 OR a.ledger_account_id = ?) ORDER BY a.ledger_account_id";
    private static final String BALANCES_NOW = "SELECT a.ledger_account_id, a.chart_number, a.unit, a.unit_kind, "
        + "a.account_id, a.party_id, a.instrument_id, b.debits, b.credits FROM books.ledger_account a "
        + "JOIN books.balance b USING (ledger_account_id) WHERE (? = 0 OR a.account_id = ?) "
        + "AND (? = 0 OR a.ledger_account_id = ?) ORDER BY a.ledger_account_id";
    private static final String LINE = "SELECT e.entry_id, p.line, e.accounting_date, e.trade_date, e.value_date, "
        + "e.kind, e.order_id, e.text, p.amount FROM books.posting p JOIN books.entry e USING (entry_id) "
        + "WHERE p.ledger_account_id = ? AND e.accounting_date >= ? AND e.accounting_date <= ? ";
    private static final String LINES = LINE + "AND p.version > ? AND p.version <= ? UNION ALL " + LINE
        + "AND e.accounting_date <> e.booking_date AND p.version > ? ORDER BY 3, 1, 2 LIMIT ?";

    /** A ledger account with its running sums; enums by their value, amounts in the unit's smallest part. */
    public record Balance(int ledgerAccountId, int chartNumber, int unit, int unitKind, int accountId, int partyId,
                          int instrumentId, long debits, long credits) {
        /** Debits less credits. */
        public long net() {
            return debits - credits;
        }
    }

    /** A posting to an account; dates are ISO-8601, empty: none. */
    public record Line(long entryId, int line, String accountingDate, String tradeDate, String valueDate, int kind,
                       long orderId, String text, long amount) {
    }

    private final Connection connection;
    private final int date;
    private final long known;
    private final long lastEntry;
    private final LocalDate closedDate;
    private final long closedEntries;

    private AsOf(Connection connection, int date, long knownAtNs) throws SQLException {
        this.connection = connection;
        this.date = Math.min(date, NOW);
        known = knownAtNs == EVERYTHING ? Long.MAX_VALUE : lastEntryKnown(knownAtNs);
        lastEntry = Math.min(known, lastEntryOf(this.date));
        try (PreparedStatement statement = connection.prepareStatement(
            CLOSED + "entries <= ? ORDER BY seq DESC LIMIT 1")) {
            statement.setLong(1, lastEntry);
            try (ResultSet row = statement.executeQuery()) {
                boolean found = row.next();
                closedDate = found ? row.getObject(1, LocalDate.class) : LocalDate.EPOCH;
                closedEntries = found ? row.getLong(2) : 0;
            }
        }
    }

    /**
     * Looks where a date and a time lie.
     *
     * @param connection with a transaction open that sees one state
     * @param date epoch day; {@link #NOW}: everything
     * @param knownAtNs epoch nanoseconds; {@link #EVERYTHING}: everything
     */
    static AsOf of(Connection connection, int date, long knownAtNs) throws SQLException {
        return new AsOf(connection, date, knownAtNs);
    }

    /** Entries are numbered in the order of their times, so halving finds the last one. */
    private long lastEntryKnown(long timeNs) throws SQLException {
        long low = 0;
        long high = one("SELECT coalesce(max(entry_id), 0) FROM books.entry", 0);
        while (low < high) {
            long middle = high - (high - low) / 2;
            if (one("SELECT time_ns FROM books.entry WHERE entry_id = ?", middle) <= timeNs) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private long one(String sql, long parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (parameter != 0) {
                statement.setLong(1, parameter);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** The last entry booked while a date or one before it was open; the last number there is: it still is. */
    private long lastEntryOf(int epochDay) throws SQLException {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        long sealed = 0;
        try (PreparedStatement statement = connection.prepareStatement(
            CLOSED + "business_date <= ? ORDER BY seq DESC LIMIT 1")) {
            statement.setObject(1, day);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    sealed = row.getLong(2);
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(
            "SELECT booking_date FROM books.entry WHERE entry_id = ?")) {
            statement.setLong(1, sealed + 1);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getObject(1, LocalDate.class).isAfter(day) ? sealed : Long.MAX_VALUE;
            }
        }
    }

    /** Its last entry, but for late ones; the last number there is: all that are known. */
    long lastEntry() {
        return lastEntry;
    }

    /**
     * Balances of the accounts that were ever posted to by then, in order of account.
     *
     * @param book only of that trading account; 0: all
     * @param ledgerAccountId only of that ledger account; 0: all
     */
    List<Balance> balances(int book, int ledgerAccountId) throws SQLException {
        boolean now = lastEntry == Long.MAX_VALUE;
        try (PreparedStatement statement = connection.prepareStatement(now ? BALANCES_NOW : BALANCES)) {
            int at = 0;
            if (!now) {
                statement.setObject(++at, closedDate);
                statement.setLong(++at, closedEntries);
                statement.setLong(++at, lastEntry);
                statement.setObject(++at, LocalDate.ofEpochDay(date));
                statement.setLong(++at, lastEntry);
                statement.setLong(++at, known);
            }
            statement.setInt(++at, book);
            statement.setInt(++at, book);
            statement.setInt(++at, ledgerAccountId);
            statement.setInt(++at, ledgerAccountId);
            try (ResultSet row = statement.executeQuery()) {
                List<Balance> balances = new ArrayList<>();
                while (row.next()) {
                    if (row.getLong(8) != 0 || row.getLong(9) != 0) {
                        balances.add(new Balance(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4),
                            row.getInt(5), row.getInt(6), row.getInt(7), row.getLong(8), row.getLong(9)));
                    }
                }
                return balances;
            }
        }
    }

    /** An account's postings so far, within its last entry. */
    private long version(int ledgerAccountId) throws SQLException {
        if (lastEntry == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT version FROM books.closing "
            + "WHERE ledger_account_id = ? AND business_date <= ? ORDER BY business_date DESC LIMIT 1")) {
            statement.setInt(1, ledgerAccountId);
            statement.setObject(2, closedDate);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /**
     * Postings to an account with accounting dates from the day after a date to this one, in order of accounting date
     * and entry; one more than {@link #MOST_LINES} when there are more.
     *
     * @param before the other date's books, of the same snapshot; neither is cut by a time
     */
    List<Line> lines(int ledgerAccountId, AsOf before) throws SQLException {
        LocalDate from = LocalDate.ofEpochDay(before.date + 1);
        LocalDate to = LocalDate.ofEpochDay(date);
        long lastVersion = version(ledgerAccountId);
        try (PreparedStatement statement = connection.prepareStatement(LINES)) {
            statement.setInt(1, ledgerAccountId);
            statement.setObject(2, from);
            statement.setObject(3, to);
            statement.setLong(4, before.version(ledgerAccountId));
            statement.setLong(5, lastVersion);
            statement.setInt(6, ledgerAccountId);
            statement.setObject(7, from);
            statement.setObject(8, to);
            statement.setLong(9, lastVersion);
            statement.setInt(10, MOST_LINES + 1);
            try (ResultSet row = statement.executeQuery()) {
                List<Line> lines = new ArrayList<>();
                while (row.next()) {
                    lines.add(new Line(row.getLong(1), row.getInt(2), row.getString(3), text(row, 4), text(row, 5),
                        row.getInt(6), row.getLong(7), row.getString(8), row.getLong(9)));
                }
                return lines;
            }
        }
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
