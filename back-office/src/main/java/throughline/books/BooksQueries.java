package throughline.books;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Reads the books for the desk, over a small pool of connections that can only read. Safe from any thread; each call
 * may wait for the database, so no event loop makes one.
 */
public final class BooksQueries implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final long WAIT_MS = TimeUnit.SECONDS.toMillis(2);

    private static final String ENTRIES = "SELECT e.*, p.ledger_account_id, p.unit, p.unit_kind, p.amount FROM ("
        + "SELECT * FROM books.entry WHERE entry_id > ?";
    private static final String OF_ORDER = " AND order_id <> 0 AND order_id = ?";
    private static final String OF_ACCOUNT = " AND EXISTS (SELECT 1 FROM books.posting q "
        + "WHERE q.entry_id = entry.entry_id AND q.ledger_account_id = ?)";
    private static final String FIRST = " ORDER BY entry_id LIMIT ?) e JOIN books.posting p USING (entry_id) "
        + "ORDER BY e.entry_id, p.line";

    private static final String PRICES = "SELECT instrument_id, price_e8 FROM books.price WHERE business_date = "
        + "(SELECT max(business_date) FROM books.price WHERE business_date <= ?)";
    private static final String RATES = "SELECT currency, rate_e8, base_currency FROM books.rate WHERE business_date = "
        + "(SELECT max(business_date) FROM books.rate WHERE business_date <= ?)";

    /** An account's postings of a span with what it stood at before and behind them; + debit. */
    public record Statement(long opening, List<AsOf.Line> lines, long closing) {
    }

    /** A ledger account with its statement. */
    public record AccountSpan(AsOf.Balance account, Statement statement) {
    }

    /** What currencies were worth at a close, x 10^-8 of the base currency; 0: no close said so yet. */
    public record Rates(int baseCurrency, Map<Integer, Long> ratesE8) {
    }

    /** Reads in one snapshot. */
    private interface Reading<R> {
        R read(Connection connection) throws SQLException;
    }

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
        try (Connection connection = pool.getConnection();
            PreparedStatement statement = connection.prepareStatement("SELECT * FROM books.position");
            ResultSet row = statement.executeQuery()) {
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
            PreparedStatement statement = connection.prepareStatement(ENTRIES + (orderId == 0 ? "" : OF_ORDER)
                + (ledgerAccountId == 0 ? "" : OF_ACCOUNT) + FIRST)) {
            int at = 0;
            statement.setLong(++at, after);
            if (orderId != 0) {
                statement.setLong(++at, orderId);
            }
            if (ledgerAccountId != 0) {
                statement.setInt(++at, ledgerAccountId);
            }
            statement.setInt(++at, limit);
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

    /**
     * Balances as a date left them.
     *
     * @param date epoch day; {@link AsOf#NOW}: all that is booked
     * @param knownAtNs epoch nanoseconds; {@link AsOf#EVERYTHING}: all that is known
     * @param book only of that trading account; 0: all
     */
    public List<AsOf.Balance> balances(int date, long knownAtNs, int book) throws BooksAwayException {
        return inSnapshot("balances", connection -> AsOf.of(connection, date, knownAtNs).balances(book, 0));
    }

    /** Postings to an account by accounting date, first and last date with them. */
    public Statement statement(int ledgerAccountId, int from, int to) throws BooksAwayException {
        return inSnapshot("an account's statement", connection -> {
            AsOf before = AsOf.of(connection, from - 1, AsOf.EVERYTHING);
            AsOf behind = AsOf.of(connection, to, AsOf.EVERYTHING);
            return new Statement(net(before.balances(0, ledgerAccountId)), behind.lines(ledgerAccountId, before),
                net(behind.balances(0, ledgerAccountId)));
        });
    }

    /** Statements of all ledger accounts that a trading account has of these chart numbers. */
    public List<AccountSpan> statements(int book, Set<Integer> charts, int from, int to) throws BooksAwayException {
        return inSnapshot("account statements", connection -> {
            AsOf before = AsOf.of(connection, from - 1, AsOf.EVERYTHING);
            AsOf behind = AsOf.of(connection, to, AsOf.EVERYTHING);
            Map<Integer, Long> openings = new HashMap<>();
            before.balances(book, 0).forEach(balance -> openings.put(balance.ledgerAccountId(), balance.net()));
            List<AccountSpan> spans = new ArrayList<>();
            for (AsOf.Balance balance : behind.balances(book, 0)) {
                if (charts.contains(balance.chartNumber())) {
                    int id = balance.ledgerAccountId();
                    spans.add(new AccountSpan(balance, new Statement(openings.getOrDefault(id, 0L),
                        behind.lines(id, before), balance.net())));
                }
            }
            return spans;
        });
    }

    private static long net(List<AsOf.Balance> balances) {
        return balances.isEmpty() ? 0 : balances.get(0).net();
    }

    /** Sums of orders' trades and charges, by order and trade date. */
    public List<OrderSums.OrderDay> orderDays(OrderSums.Choice choice) throws BooksAwayException {
        return inSnapshot("orders' charges", connection -> OrderSums.orderDays(connection, choice));
    }

    /** Sums over the accounts of a report. */
    public List<OrderSums.Total> totals(OrderSums.Report report, OrderSums.By by, int from, int to)
        throws BooksAwayException {
        return inSnapshot("a report", connection -> OrderSums.totals(connection, report, by, from, to));
    }

    /** Prices by instrument at the last close up to a date, x 10^-8. */
    public Map<Integer, Long> prices(int date) throws BooksAwayException {
        return inSnapshot("closing prices", connection -> {
            Map<Integer, Long> prices = new HashMap<>();
            eachOf(connection, PRICES, date, row -> prices.put(row.getInt(1), row.getLong(2)));
            return prices;
        });
    }

    /** Rates at the last close up to a date. */
    public Rates rates(int date) throws BooksAwayException {
        return inSnapshot("closing rates", connection -> {
            Map<Integer, Long> rates = new HashMap<>();
            int[] base = new int[1];
            eachOf(connection, RATES, date, row -> {
                base[0] = row.getInt(3);
                return rates.put(row.getInt(1), row.getLong(2));
            });
            return new Rates(base[0], rates);
        });
    }

    private static void eachOf(Connection connection, String sql, int date, RowStream.Reader<?> reader)
        throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, LocalDate.ofEpochDay(date));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    private <R> R inSnapshot(String what, Reading<R> reading) throws BooksAwayException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return reading.read(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new BooksAwayException("cannot read " + what + ": " + e.getMessage(), e);
        }
    }

    private static BookedEntry entry(ResultSet row) throws SQLException {
        return new BookedEntry(row.getLong("entry_id"), row.getLong("seq"), row.getLong("time_ns"),
            row.getInt("cause_journal"), row.getLong("cause_seq"), row.getLong("order_id"), row.getLong("source_id"),
            row.getLong("reverses"), row.getString("accounting_date"), text(row, "trade_date"),
            text(row, "value_date"), row.getString("booking_date"), row.getInt("trader_id"), row.getInt("kind"),
            row.getString("text"), new ArrayList<>());
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
