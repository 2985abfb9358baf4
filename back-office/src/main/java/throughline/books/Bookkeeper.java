package throughline.books;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.journal.RecordCursor;
import throughline.message.DayClosedDecoder;
import throughline.office.Stops;

/**
 * Follows the back journal and writes what it says into the books, in batches that end where there is no more to read,
 * at a closed day, or at 4,096 records or 8 MiB; no clock decides one. The books' own position says where to go on.
 * With the database away it waits and tries again; where the books do not fit the journal it refuses, says why, and
 * waits for {@link #tryAgain()}. Run by one thread; {@link #status()} and {@link #tryAgain()} from any.
 */
public final class Bookkeeper implements Agent {
    /** Records a batch holds at most. */
    public static final int BATCH_RECORDS = 4096;

    private static final int BATCH_BYTES = 8 << 20;
    private static final long FIRST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final String JOURNAL_NAME = "back";

    /** What a bookkeeper does. */
    public enum State {
        /** Not begun yet. */
        STARTING,
        /** Reads and writes. */
        FOLLOWING,
        /** The database is away: it tries again by itself. */
        AWAY,
        /** The books do not fit the journal: it waits for people, who rebuild and let it try again. */
        REFUSED
    }

    /**
     * What the bookkeeper is at.
     *
     * @param state what it does now
     * @param position the last one committed or found at opening; null: nothing booked, or not known yet
     * @param lastError why it last failed or refused; empty: it has not since it last wrote
     */
    public record Status(State state, Position position, String lastError) {
        /** Seq the books stand at; 0: none. */
        public long seq() {
            return position == null ? 0 : position.seq();
        }

        /** Entries in the books. */
        public long entries() {
            return position == null ? 0 : position.entries();
        }

        /** Entries the books are behind a ledger that has booked so many. */
        public long entriesBehind(long ledgerEntries) {
            return Math.max(0, ledgerEntries - entries());
        }
    }

    private final Journal journal;
    private final BookStore store;
    private final Stops stops;
    private final LongSupplier clockNs;
    private final int batchRecords;
    private final Batch batch = new Batch();
    private final BatchBuilder builder = new BatchBuilder(batch);
    private RecordCursor cursor;
    private long waitNs = FIRST_WAIT_NS;
    private long tryAtNs;
    private volatile boolean askedAgain;
    private volatile Status status = new Status(State.STARTING, null, "");

    /**
     * A bookkeeper that has not begun.
     *
     * @param journal the back office's
     * @param store closed by this bookkeeper's {@link #onClose()}
     * @param clockNs only for the wait before another try, in nanoseconds from any origin
     */
    public Bookkeeper(Journal journal, BookStore store, Stops stops, LongSupplier clockNs) {
        this(journal, store, stops, clockNs, BATCH_RECORDS);
    }

    /**
     * As the other, with batches of another size, to see what the size does.
     *
     * @param batchRecords records a batch holds at most; the 8 MiB hold too
     */
    public Bookkeeper(Journal journal, BookStore store, Stops stops, LongSupplier clockNs, int batchRecords) {
        this.journal = journal;
        this.store = store;
        this.stops = stops;
        this.clockNs = clockNs;
        this.batchRecords = batchRecords;
    }

    /** What it is at. */
    public Status status() {
        return status;
    }

    /** Asks one that refused to open the books anew, after people have seen to them. */
    public void tryAgain() {
        askedAgain = true;
    }

    /** Writes at most one batch; the records in it are the work done. */
    @Override
    public int doWork() {
        try {
            return switch (status.state()) {
                case STARTING -> start();
                case FOLLOWING -> follow();
                case AWAY -> clockNs.getAsLong() - tryAtNs < 0 ? 0 : start();
                case REFUSED -> askedAgain ? start() : 0;
            };
        } catch (BooksAwayException e) {
            tryAtNs = clockNs.getAsLong() + waitNs;
            waitNs = Math.min(2 * waitNs, LONGEST_WAIT_NS);
            status = new Status(State.AWAY, status.position(), e.getMessage());
        } catch (BooksRefusedException | JournalDamaged e) {
            store.close();
            status = new Status(State.REFUSED, status.position(), e.getMessage());
        }
        return 0;
    }

    @Override
    public String roleName() {
        return "bookkeeper";
    }

    @Override
    public void onClose() {
        closeCursor();
        store.close();
    }

    private int start() throws BooksAwayException {
        askedAgain = false;
        closeCursor();
        Optional<Position> found = store.open();
        Position position = found.orElse(null);
        status = new Status(status.state(), position, status.lastError());
        cursor = position == null ? new RecordCursor(JOURNAL_NAME, journal) : cursorBehind(position);
        builder.startBehind(position);
        status = new Status(State.FOLLOWING, position, status.lastError());
        return 1;
    }

    private RecordCursor cursorBehind(Position position) {
        RecordCursor first = new RecordCursor(JOURNAL_NAME, journal);
        if (!first.next()) {
            first.close();
            throw misfit(position, "and the journal is empty");
        }
        if (BatchBuilder.epochOf(first.record()) != position.epoch()) {
            first.close();
            throw misfit(position, "of a journal with another epoch");
        }
        RecordCursor there = new RecordCursor(JOURNAL_NAME, journal);
        if (there.moveTo(position.place(), position.seq(), position.crc())) {
            first.close();
            return there;
        }
        there.close();
        while (first.seq() < position.seq() && first.next()) {
            continue; // a copied journal: the record lies elsewhere
        }
        if (first.seq() == position.seq() && first.crc() == position.crc()) {
            return first;
        }
        long seq = first.seq();
        first.close();
        throw misfit(position, seq < position.seq() ? "and the journal ends at seq " + seq
            : "where the journal has another record");
    }

    private static BooksRefusedException misfit(Position position, String how) {
        return new BooksRefusedException("the books stand at seq " + position.seq() + ", " + how
            + ": the journal was lost or replaced; rebuild the books");
    }

    private int follow() throws BooksAwayException {
        int records = 0;
        long bytes = 0;
        boolean dayEnds = false;
        while (records < batchRecords && bytes < BATCH_BYTES && !dayEnds && cursor.next()) {
            builder.take(cursor.record(), cursor.position());
            records++;
            bytes += cursor.record().length();
            dayEnds = cursor.record().templateId() == DayClosedDecoder.TEMPLATE_ID;
        }
        if (records > 0) {
            Position behind = builder.end();
            stops.at(Stops.Point.BEFORE_COMMIT, 0);
            store.commit(batch);
            batch.begin(behind);
            waitNs = FIRST_WAIT_NS;
            status = new Status(State.FOLLOWING, behind, "");
            stops.at(Stops.Point.AFTER_COMMIT, 0);
        }
        return records;
    }

    private void closeCursor() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
