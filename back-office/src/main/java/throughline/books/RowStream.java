package throughline.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Rows of one table in the order of their key, fetched piece by piece, each as the record a batch would hold for it.
 * Lives in its connection's open transaction. Not thread-safe.
 */
final class RowStream<R extends Record> implements AutoCloseable {
    private static final int FETCH_ROWS = 2000;

    /** Makes a record of the row a result stands at. */
    @FunctionalInterface
    interface Reader<R> {
        R read(ResultSet row) throws SQLException;
    }

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Reader<R> reader;
    private R current;

    RowStream(PreparedStatement statement, Reader<R> reader) throws SQLException {
        this.statement = statement;
        this.reader = reader;
        statement.setFetchSize(FETCH_ROWS);
        rows = statement.executeQuery();
        advance();
    }

    static RowStream<Batch.Account> accounts(Connection connection) throws SQLException {
        return new RowStream<>(connection.prepareStatement("SELECT ledger_account_id, chart_number, unit, account_id, "
            + "party_id, instrument_id, unit_kind, capacity, seq, time_ns FROM books.ledger_account "
            + "ORDER BY ledger_account_id"),
            r -> new Batch.Account(r.getInt(1), r.getInt(2), r.getInt(3), r.getInt(4), r.getInt(5), r.getInt(6),
                r.getInt(7), r.getInt(8), r.getLong(9), r.getLong(10)));
    }

    static RowStream<Batch.Entry> entries(Connection connection) throws SQLException {
        return new RowStream<>(connection.prepareStatement("SELECT entry_id, seq, time_ns, cause_journal, cause_seq, "
            + "order_id, actor, source_id, reverses, accounting_date, trade_date, value_date, kind, text, "
            + "booking_date, trader_id FROM books.entry ORDER BY entry_id"),
            r -> new Batch.Entry(r.getLong(1), r.getLong(2), r.getLong(3), r.getInt(4), r.getLong(5), r.getLong(6),
                r.getInt(7), r.getLong(8), r.getLong(9), epochDay(r, 10), epochDay(r, 11), epochDay(r, 12),
                r.getInt(13), r.getString(14), epochDay(r, 15), r.getInt(16)));
    }

    static RowStream<Batch.Posting> postings(Connection connection) throws SQLException {
        return new RowStream<>(connection.prepareStatement("SELECT entry_id, line, ledger_account_id, unit, unit_kind, "
            + "amount, debits, credits, version FROM books.posting ORDER BY entry_id, line"), RowStream::posting);
    }

    static RowStream<Batch.Posting> postingsOf(Connection connection, long entryId) throws SQLException {
        PreparedStatement statement = connection.prepareStatement("SELECT entry_id, line, ledger_account_id, unit, "
            + "unit_kind, amount, debits, credits, version FROM books.posting WHERE entry_id = ? ORDER BY line");
        statement.setLong(1, entryId);
        return new RowStream<>(statement, RowStream::posting);
    }

    static RowStream<BooksProof.Balance> balances(Connection connection) throws SQLException {
        return new RowStream<>(connection.prepareStatement(
            "SELECT ledger_account_id, debits, credits, version FROM books.balance ORDER BY ledger_account_id"),
            r -> new BooksProof.Balance(r.getInt(1), r.getLong(2), r.getLong(3), r.getLong(4)));
    }

    static RowStream<Batch.Block> blocks(Connection connection) throws SQLException {
        return new RowStream<>(connection.prepareStatement(
            "SELECT entry_id, encode(head, 'hex') FROM books.block ORDER BY entry_id"),
            r -> new Batch.Block(r.getLong(1), r.getString(2)));
    }

    static RowStream<Batch.Day> days(Connection connection) throws SQLException {
        return new RowStream<>(connection.prepareStatement(
            "SELECT business_date, seq, entries, encode(head, 'hex'), time_ns, resealed FROM books.day ORDER BY seq"),
            r -> new Batch.Day(epochDay(r, 1), r.getLong(2), r.getLong(3), r.getString(4), r.getLong(5),
                r.getBoolean(6)));
    }

    static RowStream<BooksProof.Closing> closings(Connection connection) throws SQLException {
        return new RowStream<>(connection.prepareStatement("SELECT business_date, ledger_account_id, debits, credits, "
            + "version FROM books.closing ORDER BY business_date, ledger_account_id"),
            r -> new BooksProof.Closing(epochDay(r, 1), r.getInt(2), r.getLong(3), r.getLong(4), r.getLong(5)));
    }

    static RowStream<Batch.Price> prices(Connection connection) throws SQLException {
        return new RowStream<>(connection.prepareStatement("SELECT business_date, instrument_id, price_e8 "
            + "FROM books.price ORDER BY business_date, instrument_id"),
            r -> new Batch.Price(epochDay(r, 1), r.getInt(2), r.getLong(3)));
    }

    static RowStream<Batch.Rate> rates(Connection connection) throws SQLException {
        return new RowStream<>(connection.prepareStatement("SELECT business_date, currency, rate_e8, base_currency "
            + "FROM books.rate ORDER BY business_date, currency"),
            r -> new Batch.Rate(epochDay(r, 1), r.getInt(2), r.getLong(3), r.getInt(4)));
    }

    static Batch.Posting posting(ResultSet r) throws SQLException {
        return new Batch.Posting(r.getLong(1), r.getInt(2), r.getInt(3), r.getInt(4), r.getInt(5), r.getLong(6),
            r.getLong(7), r.getLong(8), r.getLong(9));
    }

    private static int epochDay(ResultSet row, int column) throws SQLException {
        LocalDate date = row.getObject(column, LocalDate.class);
        return date == null ? Integer.MIN_VALUE : (int) date.toEpochDay();
    }

    /** The row it stands at; null: behind the last. */
    R current() {
        return current;
    }

    /** Moves to the next row. */
    void advance() throws SQLException {
        current = rows.next() ? reader.read(rows) : null;
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        statement.close();
    }
}
