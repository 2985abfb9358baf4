package throughline.bookbench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import throughline.books.Database;

/**
 * The same rows once more by nothing but binary COPY, into tables of the books' columns, indexes and constraints: what
 * this PostgreSQL on this device can do at best. Balances, which the books move in place, are rows here, under an index
 * over account and version. The rows come out of the books as COPY gives them; only the way in is timed. One thread.
 */
final class BareCopy implements AutoCloseable {
    private static final String MOVED = "SELECT DISTINCT ON (ledger_account_id) ledger_account_id, debits, credits, "
        + "version FROM books.posting WHERE entry_id > %d AND entry_id <= %d ORDER BY ledger_account_id, version DESC";

    private final Connection connection;
    private final CopyManager copies;

    /** A commit's rows, in COPY's own bytes. */
    private record Chunk(String table, byte[] rows) {
    }

    BareCopy(Database database) throws SQLException {
        connection = database.asOwner();
        connection.setNetworkTimeout(Runnable::run, 0); // filling large tables takes its time
        Database.assertDurable(connection);
        copies = connection.unwrap(PGConnection.class).getCopyAPI();
        execute("CREATE SCHEMA IF NOT EXISTS bare");
        for (String table : List.of("ledger_account", "entry", "posting")) {
            execute("CREATE TABLE IF NOT EXISTS bare." + table + " (LIKE books." + table + " INCLUDING ALL)");
        }
        execute("CREATE TABLE IF NOT EXISTS bare.balance (LIKE books.balance, UNIQUE (ledger_account_id, version))");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Makes its tables as full as the books. Not timed. */
    void fill() throws SQLException {
        for (String table : List.of("ledger_account", "entry", "posting", "balance")) {
            execute("TRUNCATE bare." + table);
            execute("INSERT INTO bare." + table + " SELECT * FROM books." + table);
        }
        execute("VACUUM ANALYZE bare.posting");
        execute("VACUUM ANALYZE books.posting");
    }

    /** Writes all that is dirty down, so that no run pays for another. */
    void settle() throws SQLException {
        execute("CHECKPOINT");
    }

    /**
     * Copies what so many commits of the books wrote, with a commit behind each.
     *
     * @return nanoseconds for it, the reading of the rows left out
     */
    long copy(List<Tally.Commit> commits) throws SQLException, IOException {
        List<List<Chunk>> read = new ArrayList<>();
        for (Tally.Commit commit : commits) {
            read.add(read(commit));
        }
        settle();
        connection.setAutoCommit(false);
        long beganNs = System.nanoTime();
        for (List<Chunk> chunks : read) {
            for (Chunk chunk : chunks) {
                send(chunk);
            }
            connection.commit();
        }
        long tookNs = System.nanoTime() - beganNs;
        connection.setAutoCommit(true);
        return tookNs;
    }

    private List<Chunk> read(Tally.Commit commit) throws SQLException, IOException {
        String entries = " WHERE entry_id > " + commit.afterEntry() + " AND entry_id <= " + commit.toEntry();
        List<Chunk> chunks = new ArrayList<>();
        add(chunks, "ledger_account", "SELECT * FROM books.ledger_account WHERE seq > " + commit.afterSeq()
            + " AND seq <= " + commit.toSeq());
        add(chunks, "entry", "SELECT * FROM books.entry" + entries + " ORDER BY entry_id");
        add(chunks, "posting", "SELECT * FROM books.posting" + entries + " ORDER BY entry_id, line");
        add(chunks, "balance", Figures.text(MOVED, commit.afterEntry(), commit.toEntry()));
        return chunks;
    }

    private void add(List<Chunk> chunks, String table, String query) throws SQLException, IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        if (copies.copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)", rows) > 0) {
            chunks.add(new Chunk(table, rows.toByteArray()));
        }
    }

    private void send(Chunk chunk) throws SQLException {
        CopyIn copy = copies.copyIn("COPY bare." + chunk.table() + " FROM STDIN (FORMAT binary)");
        copy.writeToCopy(chunk.rows(), 0, chunk.rows().length);
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
