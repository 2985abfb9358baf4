package throughline.books;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads the books for the desk, over a small pool of connections that can only read. Safe from any thread; each call
 * may wait for the database, so no event loop makes one.
 */
public final class BooksQueries implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final long WAIT_MS = TimeUnit.SECONDS.toMillis(2);

    private static final String ENTRIES = "SELECT e.*, p.ledger_account_id, p.unit, p.unit_kind, p.amount FROM ("
        + "SELECT * FROM books.entry WHERE entry_id > ? AND (? = 0 OR order_id = ?) AND (? = 0 OR EXISTS (SELECT 1 "
        + "FROM books.posting q WHERE q.entry_id = entry.entry_id AND q.ledger_account_id = ?)) "
        + "ORDER BY entry_id LIMIT ?) e JOIN books.posting p USING (entry_id) ORDER BY e.entry_id, p.line";

    private final HikariDataSource pool;

    /** Reads a database that may still be away: each call then fails until it is there. */
    public BooksQueries(Database database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("books");
        config.setJdbcUrl(database.url());
        database.signInAsReader(config);
        config.setReadOnly(true);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(WAIT_MS);
        pool = new HikariDataSource(config);
    }

    /** The trial balance as of now. */
    public TrialBalance trialBalance() throws BooksAwayException {
        try (Connection connection = pool.getConnection()) {
            return TrialBalance.read(connection);
        } catch (SQLException e) {
            throw new BooksAwayException("cannot read the trial balance: " + e.getMessage(), e);
        }
    }

    /** Where the books stand; empty: nothing is booked. */
    public Optional<Position> position() throws BooksAwayException {
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("SELECT * FROM books.position")) {
            return row.next() ? Optional.ofNullable(PostgresBooks.position(row)) : Optional.empty();
        } catch (SQLException e) {
            throw new BooksAwayException("cannot read the books' position: " + e.getMessage(), e);
        }
    }

    /**
     * Entries in order of their ids.
     *
     * @param after the id before the first one wanted
     * @param orderId only of that order; 0: of all
     * @param ledgerAccountId only those that post to that account; 0: all
     */
    public List<BookedEntry> entries(long after, int limit, long orderId, int ledgerAccountId)
        throws BooksAwayException {
        try (Connection connection = pool.getConnection();
            PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
            statement.setLong(1, after);
            statement.setLong(2, orderId);
            statement.setLong(3, orderId);
            statement.setInt(4, ledgerAccountId);
            statement.setInt(5, ledgerAccountId);
            statement.setInt(6, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<BookedEntry> entries = new ArrayList<>();
                while (row.next()) {
                    if (entries.isEmpty() || entries.get(entries.size() - 1).entryId() != row.getLong("entry_id")) {
                        entries.add(entry(row));
                    }
                    entries.get(entries.size() - 1).lines().add(new BookedEntry.Line(row.getInt("ledger_account_id"),
                        row.getInt("unit"), row.getInt("unit_kind"), row.getLong("amount")));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new BooksAwayException("cannot read entries: " + e.getMessage(), e);
        }
    }

    private static BookedEntry entry(ResultSet row) throws SQLException {
        return new BookedEntry(row.getLong("entry_id"), row.getLong("seq"), row.getLong("time_ns"),
            row.getInt("cause_journal"), row.getLong("cause_seq"), row.getLong("order_id"), row.getLong("source_id"),
            row.getLong("reverses"), row.getString("accounting_date"), text(row, "trade_date"),
            text(row, "value_date"), row.getInt("kind"), row.getString("text"), new ArrayList<>());
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    @Override
    public void close() {
        pool.close();
    }
}
