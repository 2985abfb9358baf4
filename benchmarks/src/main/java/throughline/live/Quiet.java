package throughline.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import throughline.books.BooksAwayException;
import throughline.books.BooksQueries;
import throughline.books.Position;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.postgres.EmbeddedPostgres;

/**
 * Waits until all that stands in the front journal has gone down the line: the middle has read it, the back has read
 * what the middle made of it, and the books have what the back made of that. Reads journals and books only. One thread.
 */
final class Quiet implements AutoCloseable {
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path data;
    private final long giveUpNs;
    private final Duration patience;
    private Journal journal;
    private BooksQueries books;

    private Quiet(Path data, Duration patience) {
        this.data = data;
        this.patience = patience;
        giveUpNs = System.nanoTime() + patience.toNanos();
    }

    /** Returns once the line is quiet behind what stands in the front journal now. */
    static void await(Path data, Duration patience) {
        try (Quiet quiet = new Quiet(data, patience)) {
            long front = quiet.endOnceRead("front", 0);
            long middle = quiet.endOnceRead("middle", front);
            long back = quiet.endOnceRead("back", middle);
            quiet.awaitBooks(back);
        }
    }

    /** Seq at the journal's end, once its office has read its first input to that seq. */
    private long endOnceRead(String office, long inputSeq) {
        journal = ChronicleJournal.openToRead(data.resolve(office));
        try (RecordCursor cursor = new RecordCursor(office, journal)) {
            long read = 0;
            boolean atEnd = false;
            while (!atEnd || read < inputSeq) {
                atEnd = !cursor.next();
                read = atEnd ? read : cursor.record().consumed(0);
                if (atEnd && read < inputSeq) {
                    pause("the " + office + " office has read to seq " + read + " of " + inputSeq);
                }
            }
            return cursor.seq();
        } finally {
            journal.close();
        }
    }

    private void awaitBooks(long backSeq) {
        String said = booksAt(backSeq);
        while (!said.isEmpty()) {
            pause(said);
            said = booksAt(backSeq);
        }
    }

    /** Empty: they are at that seq; else what keeps them. */
    private String booksAt(long backSeq) {
        try {
            if (books == null) {
                books = new BooksQueries(EmbeddedPostgres.running(data));
            }
            long seq = books.position().map(Position::seq).orElse(0L);
            return seq >= backSeq ? "" : "the books are at seq " + seq + " of the back journal's " + backSeq;
        } catch (BooksAwayException | IOException e) {
            close();
            return e.getMessage();
        }
    }

    private void pause(String why) {
        if (System.nanoTime() > giveUpNs) {
            throw new BrokenPromise("no quiet after " + patience.toSeconds() + " s: " + why);
        }
        LockSupport.parkNanos(POLL_NS);
    }

    @Override
    public void close() {
        if (books != null) {
            books.close();
            books = null;
        }
    }
}
