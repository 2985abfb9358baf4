package throughline.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole ledger as the books hold it at one moment: one transaction that sees one state, read by accounting date and
 * within a date by entry, fetched piece by piece, so that memory does not grow with the books. Nothing is sorted: of
 * each date the entries from its first to its last are walked in the order they lie in. Not thread-safe.
 */
public final class LedgerExtract implements AutoCloseable {
    private static final String DAYS = "SELECT accounting_date, min(entry_id), max(entry_id), count(*) "
        + "FROM books.entry WHERE accounting_date <= ? GROUP BY accounting_date ORDER BY accounting_date";
    private static final String ENTRIES = "SELECT * FROM books.entry WHERE accounting_date = ? AND entry_id BETWEEN ? "
        + "AND ? ORDER BY entry_id";
    private static final String POSTINGS = "SELECT entry_id, line, ledger_account_id, unit, unit_kind, amount, debits, "
        + "credits, version FROM books.posting WHERE entry_id BETWEEN ? AND ? ORDER BY entry_id, line";

    /** An entry with its postings in order; null for a date that it does not have, enums by their value. */
    public record Entry(long entryId, long seq, long timeNs, int causeJournal, long causeSeq, long orderId, int actor,
                        long sourceId, long reverses, LocalDate accountingDate, LocalDate tradeDate,
                        LocalDate valueDate, LocalDate bookingDate, int traderId, int kind, String text,
                        List<Batch.Posting> postings) {
    }

    private record Day(LocalDate date, long first, long last, long entries) {
    }

    private final Connection connection;
    private final Position position;
    private final List<Day> days = new ArrayList<>();
    private int nextDay;
    private RowStream<Entry> entries;
    private RowStream<Batch.Posting> postings;

    private LedgerExtract(Connection connection, LocalDate to) throws SQLException {
        this.connection = connection;
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_sort = off");
            position = position(statement);
        }
        if (position != null) {
            readDays(to);
        }
    }

    /**
     * Begins one.
     *
     * @param to the last accounting date wanted; null: all
     */
    public static LedgerExtract open(Database database, LocalDate to) throws BooksAwayException {
        try {
            Connection connection = database.asWriter();
            try {
                return new LedgerExtract(connection, to);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw away(e);
        }
    }

    private static Position position(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('books.position') IS NULL")) {
            row.next();
            if (row.getBoolean(1)) {
                return null;
            }
        }
        try (ResultSet row = statement.executeQuery("SELECT * FROM books.position")) {
            return row.next() ? PostgresBooks.position(row) : null;
        }
    }

    private void readDays(LocalDate to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DAYS)) {
            statement.setObject(1, to == null ? LocalDate.of(9999, 12, 31) : to);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    days.add(new Day(date(row, 1), row.getLong(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
    }

    /** Where the books stand in it; null: nothing is booked. */
    public Position position() {
        return position;
    }

    /** How many entries it has. */
    public long entries() {
        return days.stream().mapToLong(Day::entries).sum();
    }

    /** All accounts of the ledger, in the order of their ids. */
    public List<Batch.Account> accounts() throws BooksAwayException {
        List<Batch.Account> accounts = new ArrayList<>();
        try (RowStream<Batch.Account> rows = RowStream.accounts(connection)) {
            for (; rows.current() != null; rows.advance()) {
                accounts.add(rows.current());
            }
            return accounts;
        } catch (SQLException e) {
            throw away(e);
        }
    }

    /** The next entry; null: there is none any more. */
    public Entry next() throws BooksAwayException {
        try {
            while (entries == null || entries.current() == null) {
                if (nextDay == days.size()) {
                    return null;
                }
                begin(days.get(nextDay++));
            }
            Entry entry = entries.current();
            entries.advance();
            takePostings(entry);
            return entry;
        } catch (SQLException e) {
            throw away(e);
        }
    }

    private void begin(Day day) throws SQLException {
        end();
        PreparedStatement ofEntries = connection.prepareStatement(ENTRIES);
        ofEntries.setObject(1, day.date());
        ofEntries.setLong(2, day.first());
        ofEntries.setLong(3, day.last());
        entries = new RowStream<>(ofEntries, LedgerExtract::entry);
        PreparedStatement ofPostings = connection.prepareStatement(POSTINGS);
        ofPostings.setLong(1, day.first());
        ofPostings.setLong(2, day.last());
        postings = new RowStream<>(ofPostings, RowStream::posting);
    }

    /** Passes over the postings of other dates' entries that lie between. */
    private void takePostings(Entry entry) throws SQLException {
        while (postings.current() != null && postings.current().entryId() <= entry.entryId()) {
            if (postings.current().entryId() == entry.entryId()) {
                entry.postings().add(postings.current());
            }
            postings.advance();
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getLong("entry_id"), row.getLong("seq"), row.getLong("time_ns"),
            row.getInt("cause_journal"), row.getLong("cause_seq"), row.getLong("order_id"), row.getInt("actor"),
            row.getLong("source_id"), row.getLong("reverses"), date(row, row.findColumn("accounting_date")),
            date(row, row.findColumn("trade_date")), date(row, row.findColumn("value_date")),
            date(row, row.findColumn("booking_date")), row.getInt("trader_id"), row.getInt("kind"),
            row.getString("text"), new ArrayList<>());
    }

    private static LocalDate date(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static BooksAwayException away(SQLException e) {
        return new BooksAwayException("cannot read the ledger: " + e.getMessage(), e);
    }

    private void end() throws SQLException {
        if (entries != null) {
            entries.close();
            postings.close();
        }
    }

    @Override
    public void close() throws BooksAwayException {
        try (connection) {
            end();
            connection.rollback();
        } catch (SQLException e) {
            throw away(e);
        }
    }
}
