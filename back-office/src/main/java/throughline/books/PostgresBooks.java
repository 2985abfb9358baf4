package throughline.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The books in PostgreSQL. One connection, held from open to close with an advisory lock; each opening raises the fence
 * in the position's row, and a commit counts only under its own fence. Not thread-safe: the bookkeeper's thread only.
 */
public final class PostgresBooks implements BookStore {
    private static final long WRITER_LOCK = 0x7468726F7567686CL;
    private static final int LOCK_WAIT_MS = 300;
    private static final int ROW_WAIT_MS = 10_000;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String ACCOUNT_ROW = "books.ledger_account (ledger_account_id, chart_number, unit, "
        + "account_id, party_id, instrument_id, unit_kind, capacity, seq, time_ns)";
    private static final String ENTRY_ROW = "books.entry (entry_id, seq, time_ns, cause_journal, cause_seq, order_id, "
        + "actor, source_id, reverses, accounting_date, trade_date, value_date, kind, text, "
        + "booking_date, trader_id)";
    private static final String POSTING_ROW = "books.posting (entry_id, line, ledger_account_id, unit, unit_kind, "
        + "amount, debits, credits, version)";
    private static final String BALANCE_ROW = "books.balance (ledger_account_id, debits, credits, version)";
    private static final String BLOCK_ROW = "books.block (entry_id, head)";
    private static final String DAY_ROW = "books.day (business_date, seq, entries, head, time_ns, resealed)";
    private static final String PRICE_ROW = "books.price (business_date, instrument_id, price_e8)";
    private static final String RATE_ROW = "books.rate (business_date, currency, rate_e8, base_currency)";
    private static final String CLOSE = "INSERT INTO books.closing "
        + "SELECT b.ledger_account_id, ?::date, b.debits, b.credits, b.version FROM books.balance b "
        + "LEFT JOIN LATERAL (SELECT c.version FROM books.closing c WHERE c.ledger_account_id = b.ledger_account_id "
        + "ORDER BY c.business_date DESC LIMIT 1) c ON true WHERE b.version > coalesce(c.version, 0)";
    private static final String MOVE = "UPDATE books.balance b SET debits = m.debits, credits = m.credits, "
        + "version = m.version "
        + "FROM unnest(?::int4[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[]) "
        + "AS m(id, debits_before, credits_before, version_before, debits, credits, version) "
        + "WHERE b.ledger_account_id = m.id AND b.debits = m.debits_before AND b.credits = m.credits_before "
        + "AND b.version = m.version_before";
    private static final String ADVANCE = "UPDATE books.position SET seq = ?, crc = ?, epoch = ?, place = ?, "
        + "entries = ?, head = ? WHERE seq = ? AND fence = ?";
    private static final String UNEVEN_UNITS = "SELECT a.unit_kind, a.unit, sum(b.debits) - sum(b.credits) "
        + "FROM books.balance b JOIN books.ledger_account a USING (ledger_account_id) GROUP BY a.unit_kind, a.unit "
        + "HAVING sum(b.debits) <> sum(b.credits) ORDER BY 1, 2 LIMIT 1";

    private final Database database;
    private final CopyBuffer rows = new CopyBuffer();
    private Connection connection;
    private boolean laid;
    private long fence;

    /** The books of a database; nothing is opened yet. */
    public PostgresBooks(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Position> open() throws BooksAwayException {
        close();
        if (!laid) {
            Schema.migrate(database);
            laid = true;
        }
        try {
            connection = database.asWriter();
            takeLock();
            connection.setAutoCommit(false);
            Optional<Position> position = raiseFence();
            connection.commit();
            return position;
        } catch (SQLException e) {
            close();
            throw failure("cannot open the books in " + database, e);
        } catch (BooksAwayException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Waits a moment for it: the session a lost connection left behind may still be ending. */
    private void takeLock() throws SQLException, BooksAwayException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '" + LOCK_WAIT_MS + "ms'");
            statement.execute("SELECT pg_advisory_lock(" + WRITER_LOCK + ")");
            statement.execute("SET lock_timeout = '" + ROW_WAIT_MS + "ms'");
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new BooksAwayException("another writer holds the books in " + database, e);
            }
            throw e;
        }
    }

    private Optional<Position> raiseFence() throws SQLException {
        try (Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("UPDATE books.position SET fence = fence + 1 "
                + "RETURNING seq, crc, epoch, place, entries, head, fence")) {
            if (!row.next()) {
                throw new BooksRefusedException("the position's row is gone from " + database);
            }
            fence = row.getLong("fence");
            return Optional.ofNullable(position(row));
        }
    }

    /** The position in a row of its table; null: nothing booked yet. */
    static Position position(ResultSet row) throws SQLException {
        if (row.getLong("seq") == 0) {
            return null;
        }
        return new Position(row.getLong("seq"), row.getLong("crc"), row.getLong("epoch"), row.getLong("place"),
            row.getLong("entries"), HexFormat.of().formatHex(row.getBytes("head")));
    }

    @Override
    public void commit(Batch batch) throws BooksAwayException {
        if (connection == null) {
            throw new BooksAwayException("the books are not open");
        }
        try {
            write(batch);
            connection.commit();
        } catch (SQLException e) {
            close();
            throw failure("batch behind seq " + batch.next().seq() + " not written", e);
        } catch (BooksAwayException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void write(Batch batch) throws SQLException, BooksAwayException {
        advance(batch);
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        copyAccounts(batch.accounts(), copies);
        copyEntries(batch.entries(), copies);
        copyPostings(batch.postings(), copies);
        move(batch.movements());
        copyMarks(batch, copies);
        if (!batch.days().isEmpty()) {
            proveUnits(batch);
        }
        for (Batch.Day day : batch.days()) {
            if (!day.resealed()) {
                close(day);
            }
        }
    }

    private void advance(Batch batch) throws SQLException, BooksAwayException {
        Position next = batch.next();
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            statement.setLong(1, next.seq());
            statement.setLong(2, next.crc());
            statement.setLong(3, next.epoch());
            statement.setLong(4, next.place());
            statement.setLong(5, next.entries());
            statement.setBytes(6, HexFormat.of().parseHex(next.head()));
            statement.setLong(7, batch.expected() == null ? 0 : batch.expected().seq());
            statement.setLong(8, fence);
            if (statement.executeUpdate() != 1) {
                throw new BooksAwayException("another writer has been at the books in " + database);
            }
        }
    }

    private void copyAccounts(List<Batch.Account> accounts, CopyManager copies) throws SQLException {
        rows.begin();
        for (Batch.Account a : accounts) {
            rows.row(10).int4(a.ledgerAccountId()).int4(a.chartNumber()).int4(a.unit()).int4(a.accountId())
                .int4(a.partyId()).int4(a.instrumentId()).int2(a.unitKind()).int2(a.capacity()).int8(a.seq())
                .int8(a.timeNs());
        }
        rows.send(copies, ACCOUNT_ROW);
        rows.begin();
        for (Batch.Account a : accounts) {
            rows.row(4).int4(a.ledgerAccountId()).int8(0).int8(0).int8(0);
        }
        rows.send(copies, BALANCE_ROW);
    }

    private void copyEntries(List<Batch.Entry> entries, CopyManager copies) throws SQLException {
        rows.begin();
        for (Batch.Entry e : entries) {
            rows.row(16).int8(e.entryId()).int8(e.seq()).int8(e.timeNs()).int2(e.causeJournal()).int8(e.causeSeq())
                .int8(e.orderId()).int4(e.actor()).int8(e.sourceId()).int8OrNull(e.reverses())
                .date(e.accountingDate()).date(e.tradeDate()).date(e.valueDate()).int2(e.kind()).text(e.text())
                .date(e.bookingDate()).int4(e.traderId());
        }
        rows.send(copies, ENTRY_ROW);
    }

    private void copyPostings(List<Batch.Posting> postings, CopyManager copies) throws SQLException {
        rows.begin();
        for (Batch.Posting p : postings) {
            rows.row(9).int8(p.entryId()).int2(p.line()).int4(p.ledgerAccountId()).int4(p.unit()).int2(p.unitKind())
                .int8(p.amount()).int8(p.debits()).int8(p.credits()).int8(p.version());
        }
        rows.send(copies, POSTING_ROW);
    }

    private void copyMarks(Batch batch, CopyManager copies) throws SQLException {
        rows.begin();
        for (Batch.Block block : batch.blocks()) {
            rows.row(2).int8(block.entryId()).hex(block.head());
        }
        rows.send(copies, BLOCK_ROW);
        rows.begin();
        for (Batch.Day day : batch.days()) {
            rows.row(6).date(day.businessDate()).int8(day.seq()).int8(day.entries()).hex(day.head())
                .int8(day.timeNs()).bool(day.resealed());
        }
        rows.send(copies, DAY_ROW);
        rows.begin();
        for (Batch.Price price : batch.prices()) {
            rows.row(3).date(price.businessDate()).int4(price.instrumentId()).int8(price.priceE8());
        }
        rows.send(copies, PRICE_ROW);
        rows.begin();
        for (Batch.Rate rate : batch.rates()) {
            rows.row(4).date(rate.businessDate()).int4(rate.currency()).int8(rate.rateE8()).int4(rate.baseCurrency());
        }
        rows.send(copies, RATE_ROW);
    }

    /** A batch ends with the close, so its balances are the day's. */
    private void close(Batch.Day day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
            statement.setObject(1, LocalDate.ofEpochDay(day.businessDate()));
            statement.executeUpdate();
        }
    }

    private void move(List<Batch.Movement> movements) throws SQLException {
        int count = movements.size();
        if (count == 0) {
            return;
        }
        int[] ids = new int[count];
        long[][] columns = new long[6][count];
        for (int i = 0; i < count; i++) {
            Batch.Movement m = movements.get(i);
            ids[i] = m.ledgerAccountId();
            columns[0][i] = m.debitsBefore();
            columns[1][i] = m.creditsBefore();
            columns[2][i] = m.versionBefore();
            columns[3][i] = m.debits();
            columns[4][i] = m.credits();
            columns[5][i] = m.version();
        }
        PGConnection arrays = connection.unwrap(PGConnection.class);
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            statement.setArray(1, arrays.createArrayOf("int4", ids));
            for (int i = 0; i < columns.length; i++) {
                statement.setArray(i + 2, arrays.createArrayOf("int8", columns[i]));
            }
            int moved = statement.executeUpdate();
            if (moved != count) {
                throw new BooksRefusedException("of " + count + " balances " + (count - moved)
                    + " do not stand where the journal's postings go on from");
            }
        }
    }

    private void proveUnits(Batch batch) throws SQLException {
        try (Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery(UNEVEN_UNITS)) {
            if (row.next()) {
                throw new BooksRefusedException("at the close in seq " + batch.days().get(0).seq() + " the balances of "
                    + (row.getInt(1) == 1 ? "currency " : "instrument ") + row.getInt(2) + " sum to "
                    + row.getBigDecimal(3) + ", not 0");
            }
        }
    }

    /** What trying again cannot mend is a refusal (bad value, key there already), all else may pass. */
    private static BooksAwayException failure(String what, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("22") || state.startsWith("23")) {
            throw new BooksRefusedException(what + ": " + e.getMessage(), e);
        }
        return new BooksAwayException(what + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        Connection closing = connection;
        connection = null;
        if (closing == null) {
            return;
        }
        try {
            closing.close();
        } catch (SQLException e) {
            fence = 0; // the server ends the session by itself once the socket is gone
        }
    }
}
