package throughline.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The books' tables: laid by migrations, emptied whole by a rebuild. Works as the database's owner. */
final class Schema {
    private static final String NAME = "books";
    /** Whether a table's rows are final: its trigger is on and does refuse, and the writer has no right to try. */
    private static final String FINAL = "SELECT EXISTS (SELECT 1 FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid "
        + "WHERE t.tgrelid = ?::regclass AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND pg_get_triggerdef("
        + "t.oid) LIKE '% BEFORE DELETE OR UPDATE OR TRUNCATE ON % FOR EACH STATEMENT %' "
        + "AND f.prosrc ~ '^\\s*BEGIN\\s+RAISE EXCEPTION '), "
        + "NOT has_table_privilege('" + Database.WRITER + "', ?, 'UPDATE, DELETE, TRUNCATE') "
        + "AND NOT has_any_column_privilege('" + Database.WRITER + "', ?, 'UPDATE')";

    private Schema() {
    }

    /** Makes the writer's role if it is missing, and brings the tables to the newest migration. */
    static void migrate(Database database) throws BooksAwayException {
        try (Connection connection = database.asOwner()) {
            ensureWriter(connection);
        } catch (SQLException e) {
            throw new BooksAwayException("cannot lay the tables in " + database + ": " + e.getMessage(), e);
        }
        layTables(database);
    }

    private static void ensureWriter(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean there;
            try (ResultSet row = statement.executeQuery(
                "SELECT 1 FROM pg_roles WHERE rolname = '" + Database.WRITER + "'")) {
                there = row.next();
            }
            if (!there) {
                statement.execute("CREATE ROLE " + Database.WRITER + " NOLOGIN");
                statement.execute("GRANT " + Database.WRITER + " TO CURRENT_USER");
            }
        }
    }

    private static void layTables(Database database) throws BooksAwayException {
        try {
            Flyway.configure()
                .dataSource(database.url(), database.ownerName(), database.ownerPassword())
                .schemas(NAME)
                .locations("classpath:throughline/books")
                .placeholders(Map.of("writer", Database.WRITER))
                .load()
                .migrate();
        } catch (FlywayException e) {
            if (lostConnection(e)) {
                throw new BooksAwayException("cannot lay the tables in " + database + ": " + e.getMessage(), e);
            }
            throw new BooksRefusedException("migration failed: " + e.getMessage(), e);
        }
    }

    /** Connection failures, lack of resources and a server on its way down or up pass; all else does not. */
    private static boolean lostConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state = cause instanceof SQLException e && e.getSQLState() != null ? e.getSQLState() : "";
            if (state.startsWith("08") || state.startsWith("53") || state.startsWith("57")) {
                return true;
            }
        }
        return false;
    }

    /** What no longer keeps entries and postings from being changed, in words; nothing: all of it stands. */
    static List<String> unguarded(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FINAL)) {
            for (String table : List.of("books.entry", "books.posting")) {
                statement.setString(1, table);
                statement.setString(2, table);
                statement.setString(3, table);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        found.add("L4: no trigger refuses changes of " + table + " any more");
                    }
                    if (!row.getBoolean(2)) {
                        found.add("L4: the writer has been given the right to change " + table);
                    }
                }
            }
        }
        return found;
    }

    /**
     * Takes every row out and sets the position to the beginning, in one transaction; the fence keeps rising. The
     * triggers that refuse it to everyone else are off for that transaction.
     */
    static void empty(Database database) throws BooksAwayException {
        try (Connection connection = database.asOwner(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("ALTER TABLE books.entry DISABLE TRIGGER entry_is_final");
            statement.execute("ALTER TABLE books.posting DISABLE TRIGGER posting_is_final");
            statement.execute("TRUNCATE books.ledger_account, books.entry, books.posting, books.balance, books.block, "
                + "books.day, books.closing, books.price, books.rate");
            statement.execute("UPDATE books.position SET seq = 0, crc = 0, epoch = 0, place = -1, entries = 0, "
                + "head = decode(repeat('00', 32), 'hex'), fence = fence + 1");
            statement.execute("ALTER TABLE books.entry ENABLE TRIGGER entry_is_final");
            statement.execute("ALTER TABLE books.posting ENABLE TRIGGER posting_is_final");
            connection.commit();
        } catch (SQLException e) {
            throw new BooksAwayException("cannot empty the tables in " + database + ": " + e.getMessage(), e);
        }
    }
}
