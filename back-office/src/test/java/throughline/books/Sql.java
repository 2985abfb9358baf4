package throughline.books;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What tests say to a database by hand, as its owner where nothing else is said. */
final class Sql {
    private Sql() {
    }

    static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.asOwner(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(Database database, String sql) throws SQLException {
        try (Connection connection = database.asOwner(); Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** SQL state with which a statement is refused; closes the connection. */
    static String refusal(Connection connection, String sql) throws SQLException {
        try (connection; Statement statement = connection.createStatement()) {
            return assertThrows(SQLException.class, () -> statement.execute(sql), sql).getSQLState();
        }
    }

    /** Every row of every table but the position's, as text in order. */
    static List<String> dump(Database database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.asOwner(); Statement statement = connection.createStatement()) {
            for (String table : List.of("ledger_account", "entry", "posting", "balance", "block", "day",
                "closing", "price", "rate")) {
                try (ResultSet row = statement.executeQuery("SELECT t::text FROM books." + table + " t ORDER BY t")) {
                    while (row.next()) {
                        rows.add(table + row.getString(1));
                    }
                }
            }
        }
        return rows;
    }
}
