package throughline.bookbench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import throughline.bookbench.DamageRig.Damage;
import throughline.books.Database;

/**
 * Damage to the books' rows, as their owner could do it with the triggers off. What is taken out is kept in a table of
 * its own. One thread.
 */
final class RowDamage {
    /** Turns off every trigger and foreign key for one session. */
    private static final String UNGUARDED = "SET session_replication_role = replica; ";
    private static final int NO_LINE = 999;

    private final Database database;
    private final long entry;
    private final long block;

    /** Damage at an entry, and at the block before it. */
    RowDamage(Database database, long entry, int blockEntries) {
        this.database = database;
        this.entry = entry;
        block = entry / blockEntries * blockEntries;
    }

    List<Damage> all() throws SQLException {
        String line = "entry_id = " + entry + " AND line = 1";
        int account = account(line);
        String taken = "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM books.";
        String added = "entry_id = " + entry + " AND line = " + NO_LINE;
        return List.of(
            new Damage("a posting changed", sql("UPDATE books.posting SET amount = amount + 1 WHERE " + line),
                sql("UPDATE books.posting SET amount = amount - 1 WHERE " + line),
                "entry " + entry + " line 1: amount is "),
            new Damage("a posting deleted",
                sql(taken + "posting WHERE " + line + "; DELETE FROM books.posting WHERE " + line),
                sql("INSERT INTO books.posting SELECT * FROM kept"),
                "entry " + entry + " line 1 is not in the database"),
            new Damage("a posting added",
                sql(taken + "posting WHERE " + line + "; UPDATE kept SET version = -1, line = " + NO_LINE
                    + "; INSERT INTO books.posting SELECT * FROM kept"),
                sql("DELETE FROM books.posting WHERE " + added),
                "entry " + entry + " line " + NO_LINE + " is only in the database"),
            new Damage("a balance changed",
                sql("UPDATE books.balance SET debits = debits + 1 WHERE ledger_account_id = " + account),
                sql("UPDATE books.balance SET debits = debits - 1 WHERE ledger_account_id = " + account),
                "balance " + account + ": debits is "),
            new Damage("a block dropped",
                sql(taken + "block WHERE entry_id = " + block + "; DELETE FROM books.block WHERE entry_id = " + block),
                sql("INSERT INTO books.block SELECT * FROM kept"), "block " + block + " is not in the database"));
    }

    private int account(String line) throws SQLException {
        try (Connection connection = database.asOwner(); Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("SELECT ledger_account_id FROM books.posting WHERE " + line)) {
            row.next();
            return row.getInt(1);
        }
    }

    private Damage.Deed sql(String text) {
        return () -> {
            try (Connection connection = database.asOwner(); Statement statement = connection.createStatement()) {
                statement.execute(UNGUARDED + text);
            }
        };
    }
}
