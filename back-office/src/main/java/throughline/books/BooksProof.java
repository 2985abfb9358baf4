package throughline.books;

import java.lang.reflect.RecordComponent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.agrona.collections.LongHashSet;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.journal.RecordCursor;
import throughline.message.DayClosedDecoder;

/**
 * Proves the books against the back journal, as of the position they stand at: every account, entry, line, block, day,
 * price and rate is in the database exactly as the journal says (L6, L7) and nothing else is; closing balances are the
 * fold at their day's close; entries balance (L1); running
 * balances are the fold of their lines, without a gap (L3), and sum to zero per currency and per security (L2, L10);
 * reversals negate their entry exactly, once, and are not reversed themselves (L5); and the database still refuses to
 * change what is booked (L4). Both are read once, in order, in
 * one snapshot of the database; memory grows with accounts and reversals only. A proof is used once, by one thread.
 */
public final class BooksProof {
    /** Differences that are named before a proof gives up. */
    public static final int MOST_DIFFERENCES = 10;

    private static final int SLICE_RECORDS = 1024;
    private static final int LINE_BITS = 16;
    private static final int DATE_BITS = 32;

    /** A balance as it stands; money in minor units, securities in the quantity's scale. */
    record Balance(int ledgerAccountId, long debits, long credits, long version) {
    }

    /** A balance as it stood at a day's close, of an account that had moved since the close before. */
    record Closing(int businessDate, int ledgerAccountId, long debits, long credits, long version) {
    }

    /**
     * What was found.
     *
     * @param position the books' position; null: nothing is booked
     * @param entries compared
     * @param postings compared
     * @param differences in words, at most ten; none: the books are what the journal says
     */
    public record Result(Position position, long entries, long postings, List<String> differences) {
        /** Whether the books are what the journal says. */
        public boolean holds() {
            return differences.isEmpty();
        }
    }

    private record Line(int ledgerAccountId, long amount) {
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Journal journal;
    private final Connection connection;
    private final Batch batch = new Batch();
    private final BatchBuilder builder = new BatchBuilder(batch);
    private final Map<Integer, Batch.Account> accounts = new HashMap<>();
    private final Map<Integer, Balance> folds = new HashMap<>();
    private final Set<Integer> moved = new TreeSet<>();
    private final LongHashSet reversed = new LongHashSet();
    private final LongHashSet reversals = new LongHashSet();
    private final List<String> differences = new ArrayList<>();
    private long entries;
    private long postings;

    private BooksProof(Journal journal, Connection connection) {
        this.journal = journal;
        this.connection = connection;
    }

    /**
     * Runs one.
     *
     * @throws BooksAwayException when the database cannot be read
     */
    public static Result run(Journal journal, Database database) throws BooksAwayException {
        try (Connection connection = database.asWriter()) {
            connection.setNetworkTimeout(Runnable::run, 0);
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return new BooksProof(journal, connection).prove();
        } catch (SQLException e) {
            throw new BooksAwayException("cannot read the books in " + database + ": " + e.getMessage(), e);
        }
    }

    private Result prove() throws SQLException {
        Position position;
        try {
            position = position();
        } catch (BooksRefusedException e) {
            return new Result(null, 0, 0, List.of("position: " + e.getMessage()));
        }
        try (RecordCursor cursor = new RecordCursor("back", journal);
            RowStream<Batch.Account> accountRows = RowStream.accounts(connection);
            RowStream<Batch.Entry> entryRows = RowStream.entries(connection);
            RowStream<Batch.Posting> postingRows = RowStream.postings(connection);
            RowStream<Batch.Block> blockRows = RowStream.blocks(connection);
            RowStream<Batch.Day> dayRows = RowStream.days(connection);
            RowStream<Closing> closingRows = RowStream.closings(connection);
            RowStream<Batch.Price> priceRows = RowStream.prices(connection);
            RowStream<Batch.Rate> rateRows = RowStream.rates(connection)) {
            builder.startBehind(null);
            Position at = null;
            while (position != null && cursor.seq() < position.seq()) {
                at = readSlice(cursor, position.seq());
                foldSlice();
                compare("account", batch.accounts(), accountRows, Batch.Account::ledgerAccountId);
                compare("entry", batch.entries(), entryRows, Batch.Entry::entryId);
                compare("line", batch.postings(), postingRows, BooksProof::lineKey);
                compare("block", batch.blocks(), blockRows, Batch.Block::entryId);
                compare("day", batch.days(), dayRows, Batch.Day::seq);
                compare("closing", closings(), closingRows, c -> dated(c.businessDate(), c.ledgerAccountId()));
                compare("price", batch.prices(), priceRows, p -> dated(p.businessDate(), p.instrumentId()));
                compare("rate", batch.rates(), rateRows, r -> dated(r.businessDate(), r.currency()));
                batch.begin(at);
            }
            comparePosition(at, position);
            drain("account", accountRows);
            drain("entry", entryRows);
            drain("line", postingRows);
            drain("block", blockRows);
            drain("day", dayRows);
            drain("closing", closingRows);
            drain("price", priceRows);
            drain("rate", rateRows);
            compareBalances();
            sumUnits();
            for (String gap : Schema.unguarded(connection)) {
                differ(gap);
            }
        } catch (Enough e) {
            differences.add("… and there may be more");
        } catch (BooksRefusedException | JournalDamaged e) {
            differences.add("the journal itself: " + e.getMessage());
        }
        return new Result(position, entries, postings, List.copyOf(differences));
    }

    private Position position() throws SQLException {
        try (Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("SELECT * FROM books.position")) {
            if (!row.next()) {
                throw new BooksRefusedException("the position's row is gone");
            }
            return PostgresBooks.position(row);
        }
    }

    /** A slice ends with a day's close, so that what it folds to are the day's closing balances. */
    private Position readSlice(RecordCursor cursor, long lastSeq) {
        boolean dayEnds = false;
        for (int records = 0; records < SLICE_RECORDS && cursor.seq() < lastSeq && !dayEnds; records++) {
            if (!cursor.next()) {
                throw new JournalDamaged("it ends at seq " + cursor.seq() + ", the books stand at seq " + lastSeq);
            }
            builder.take(cursor.record(), cursor.position());
            dayEnds = cursor.record().templateId() == DayClosedDecoder.TEMPLATE_ID;
        }
        return builder.end();
    }

    private void foldSlice() throws SQLException {
        for (Batch.Account account : batch.accounts()) {
            int id = account.ledgerAccountId();
            if (accounts.put(id, account) != null) {
                differ("ledger account " + id + " is opened twice in the journal");
            }
            folds.put(id, new Balance(id, 0, 0, 0));
        }
        for (Batch.Posting posting : batch.postings()) {
            foldLine(posting);
        }
        for (Batch.Entry entry : batch.entries()) {
            if (entry.reverses() != 0) {
                checkReversal(entry);
            }
        }
        entries += batch.entries().size();
        postings += batch.postings().size();
    }

    private void foldLine(Batch.Posting line) {
        Batch.Account account = accounts.get(line.ledgerAccountId());
        Balance before = folds.get(line.ledgerAccountId());
        if (account == null || account.unit() != line.unit() || account.unitKind() != line.unitKind()) {
            differ(name("line", line) + " is of an account that is not opened in its unit in the journal");
            return;
        }
        Balance after = new Balance(line.ledgerAccountId(), before.debits() + Math.max(line.amount(), 0),
            before.credits() - Math.min(line.amount(), 0), before.version() + 1);
        if (after.debits() != line.debits() || after.credits() != line.credits()
            || after.version() != line.version()) {
            differ(name("line", line) + " carries a running balance in the journal that is not the fold of its lines");
        }
        folds.put(line.ledgerAccountId(), after);
        moved.add(line.ledgerAccountId());
    }

    private List<Closing> closings() {
        List<Closing> closings = new ArrayList<>();
        for (Batch.Day day : batch.days()) {
            if (!day.resealed()) {
                moved.stream().map(folds::get).forEach(b -> closings.add(
                    new Closing(day.businessDate(), b.ledgerAccountId(), b.debits(), b.credits(), b.version())));
                moved.clear();
            }
        }
        return closings;
    }

    private static long dated(int businessDate, int id) {
        return (long) businessDate << DATE_BITS | id;
    }

    private void checkReversal(Batch.Entry entry) throws SQLException {
        reversals.add(entry.entryId());
        if (!reversed.add(entry.reverses())) {
            differ("entry " + entry.reverses() + " is reversed twice");
        }
        if (reversals.contains(entry.reverses())) {
            differ("entry " + entry.entryId() + " reverses a reversal");
        }
        List<Batch.Posting> own = batch.postings().stream().filter(p -> p.entryId() == entry.entryId()).toList();
        List<Batch.Posting> original = new ArrayList<>();
        try (RowStream<Batch.Posting> rows = RowStream.postingsOf(connection, entry.reverses())) {
            for (; rows.current() != null; rows.advance()) {
                original.add(rows.current());
            }
        }
        if (!amounts(own, 1).equals(amounts(original, -1))) {
            differ("entry " + entry.entryId() + " is not the exact negation of entry " + entry.reverses());
        }
    }

    private static List<Line> amounts(List<Batch.Posting> postings, int sign) {
        return postings.stream().map(p -> new Line(p.ledgerAccountId(), sign * p.amount()))
            .sorted(Comparator.comparingInt(Line::ledgerAccountId).thenComparingLong(Line::amount)).toList();
    }

    private <R extends Record> void compare(String what, List<R> wanted, RowStream<R> rows, ToLongFunction<R> key)
        throws SQLException {
        for (R record : wanted) {
            while (rows.current() != null && key.applyAsLong(rows.current()) < key.applyAsLong(record)) {
                differ(name(what, rows.current()) + " is only in the database");
                rows.advance();
            }
            if (rows.current() == null || key.applyAsLong(rows.current()) > key.applyAsLong(record)) {
                differ(name(what, record) + " is not in the database");
                continue;
            }
            if (!record.equals(rows.current())) {
                differ(name(what, record) + ": " + difference(record, rows.current()));
            }
            rows.advance();
        }
    }

    private <R extends Record> void drain(String what, RowStream<R> rows) throws SQLException {
        for (; rows.current() != null; rows.advance()) {
            differ(name(what, rows.current()) + " is only in the database");
        }
    }

    private void comparePosition(Position read, Position stored) {
        if (read == null || stored == null) {
            return;
        }
        Position atStoredPlace = new Position(read.seq(), read.crc(), read.epoch(), stored.place(), read.entries(),
            read.head());
        if (!atStoredPlace.equals(stored)) {
            differ("position: " + difference(atStoredPlace, stored));
        }
    }

    private void compareBalances() throws SQLException {
        List<Balance> wanted = new ArrayList<>(folds.values());
        wanted.sort(Comparator.comparingInt(Balance::ledgerAccountId));
        try (RowStream<Balance> rows = RowStream.balances(connection)) {
            compare("balance", wanted, rows, Balance::ledgerAccountId);
            drain("balance", rows);
        }
    }

    private void sumUnits() {
        Map<String, Long> sums = new HashMap<>();
        folds.forEach((id, balance) -> {
            Batch.Account account = accounts.get(id);
            String unit = (account.unitKind() == 1 ? "currency " : "security ") + account.unit();
            sums.merge(unit, Math.subtractExact(balance.debits(), balance.credits()), Math::addExact);
        });
        sums.entrySet().stream().filter(sum -> sum.getValue() != 0).map(Map.Entry::getKey).sorted()
            .forEach(unit -> differ("the balances of " + unit + " sum to " + sums.get(unit) + ", not 0"));
    }

    private static long lineKey(Batch.Posting line) {
        return line.entryId() << LINE_BITS | line.line();
    }

    private static String name(String what, Record row) {
        if (row instanceof Batch.Posting line) {
            return "entry " + line.entryId() + " line " + line.line();
        }
        if (row instanceof Batch.Day day) {
            return "day " + LocalDate.ofEpochDay(day.businessDate());
        }
        if (row instanceof Closing || row instanceof Batch.Price || row instanceof Batch.Rate) {
            RecordComponent[] fields = row.getClass().getRecordComponents();
            return what + " of " + value(row, fields[1]) + " on " + LocalDate.ofEpochDay((int) value(row, fields[0]));
        }
        return what + " " + value(row, row.getClass().getRecordComponents()[0]);
    }

    private static String difference(Record journal, Record database) {
        List<String> fields = new ArrayList<>();
        for (RecordComponent field : journal.getClass().getRecordComponents()) {
            Object wanted = value(journal, field);
            Object found = value(database, field);
            if (!wanted.equals(found)) {
                fields.add(field.getName() + " is " + found + ", the journal says " + wanted);
            }
        }
        return String.join("; ", fields);
    }

    private static Object value(Record row, RecordComponent field) {
        try {
            return field.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's accessor cannot be called", e);
        }
    }

    private void differ(String difference) {
        differences.add(difference);
        if (differences.size() >= MOST_DIFFERENCES) {
            throw new Enough();
        }
    }
}
