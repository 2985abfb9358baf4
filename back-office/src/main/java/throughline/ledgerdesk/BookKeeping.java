package throughline.ledgerdesk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.books.Bookkeeper;
import throughline.books.BooksQueries;
import throughline.books.Database;
import throughline.books.PostgresBooks;
import throughline.journal.Journal;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.office.Stops;
import throughline.postgres.EmbeddedPostgres;

/**
 * The bookkeeper beside the office, which never waits for it: starts the embedded PostgreSQL, or takes the database
 * given, and follows the back journal into it. On a thread of its own; what it tells may be asked from any.
 */
public final class BookKeeping implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(BookKeeping.class);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(5);
    private static final EpochNanoClock EPOCH = new SystemEpochNanoClock();

    private final DataDirectory data;
    private final String databaseUrl;
    private EmbeddedPostgres postgres;
    private Journal journal;
    private Bookkeeper.Status told;
    private long nextTryNs = System.nanoTime();
    private volatile Bookkeeper bookkeeper;
    private volatile BooksQueries queries;
    private volatile String trouble = "PostgreSQL is starting";
    private volatile long sinceNs = EPOCH.nanoTime();

    /**
     * A bookkeeper that has not begun.
     *
     * @param databaseUrl empty: the embedded one
     */
    public BookKeeping(DataDirectory data, String databaseUrl) {
        this.data = data;
        this.databaseUrl = databaseUrl;
    }

    @Override
    public int doWork() {
        Bookkeeper started = bookkeeper;
        if (started == null) {
            return System.nanoTime() - nextTryNs >= 0 ? prepare() : 0;
        }
        int work = started.doWork();
        Bookkeeper.Status now = started.status();
        if (told == null || now.state() != told.state()) {
            sinceNs = EPOCH.nanoTime();
            LOG.info("bookkeeper: {} at seq {} {}", now.state(), now.seq(), now.lastError());
            told = now;
        }
        return work;
    }

    private int prepare() {
        nextTryNs = System.nanoTime() + RETRY_NS;
        try {
            if (journal == null) {
                journal = data.standing(JournalId.BACK);
            }
            if (journal == null) {
                nextTryNs = System.nanoTime();
                return 0;
            }
            if (databaseUrl.isEmpty() && postgres == null) {
                postgres = EmbeddedPostgres.start(data.root(), 0);
            }
            Database database = databaseUrl.isEmpty() ? postgres.database() : Database.ofUrl(databaseUrl);
            queries = new BooksQueries(database);
            bookkeeper = new Bookkeeper(journal, new PostgresBooks(database), Stops.HaltAt.ofProperty(),
                System::nanoTime);
            return 1;
        } catch (IOException | RuntimeException e) {
            trouble = e.getMessage() == null ? e.toString() : e.getMessage();
            LOG.warn("the books are away: {}", trouble, e);
            return 0;
        }
    }

    /** What the bookkeeper is at; null: the database is not there yet. */
    public Bookkeeper.Status status() {
        Bookkeeper started = bookkeeper;
        return started == null ? null : started.status();
    }

    /** Seq the books stand at; 0: none, or not known yet. */
    public long seq() {
        Bookkeeper.Status now = status();
        return now == null ? 0 : now.seq();
    }

    /** Whether it reads and writes. */
    public boolean isFollowing() {
        Bookkeeper.Status now = status();
        return now != null && now.state() == Bookkeeper.State.FOLLOWING;
    }

    /** Since when it is at what it is at, epoch nanoseconds. */
    long sinceNs() {
        return sinceNs;
    }

    /** Why there is no bookkeeper yet. */
    String trouble() {
        return trouble;
    }

    /** The way to read the books; null: the database is not there yet. */
    BooksQueries queries() {
        return queries;
    }

    @Override
    public void onClose() {
        if (bookkeeper != null) {
            bookkeeper.onClose();
        }
        CloseHelper.quietCloseAll(queries, journal);
        if (postgres != null) {
            try {
                postgres.stop();
            } catch (IOException e) {
                LOG.warn("PostgreSQL did not stop in order", e);
            }
        }
    }

    @Override
    public String roleName() {
        return "bookkeeper";
    }
}
