package throughline.books;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads the books for the desk, over a small pool of connections that can only read. Safe from any thread; each call
 * may wait for the database, so no event loop makes one.
 */
public final class BooksQueries implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final long WAIT_MS = TimeUnit.SECONDS.toMillis(5);

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

    @Override
    public void close() {
        pool.close();
    }
}
