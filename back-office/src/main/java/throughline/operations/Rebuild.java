package throughline.operations;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import throughline.books.Bookkeeper;
import throughline.books.BooksAwayException;
import throughline.books.BooksRebuild;
import throughline.books.BooksRefusedException;
import throughline.books.Database;
import throughline.desk.DeskSettings;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.JournalInUse;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.postgres.EmbeddedPostgres;

/**
 * Empties the books and fills them from the back journal: {@code --data DIR [--database-url URL]}. Refused while the
 * back office runs, which holds its journal's writer's place. Progress goes to stderr; exit 1 when it could not be
 * done.
 */
public final class Rebuild {
    private static final long TELL_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

    private Rebuild() {
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        DeskSettings settings = DeskSettings.parse(arguments, 0);
        System.exit(run(settings.data(), settings.option("database-url")));
    }

    static int run(DataDirectory data, String databaseUrl) {
        if (!ChronicleJournal.exists(data.journal(JournalId.BACK))) {
            System.err.println("rebuild: there is no back journal in " + data.root());
            return 1;
        }
        try (Journal journal = ChronicleJournal.open(data.journal(JournalId.BACK));
            Journal.Appender place = journal.appender()) {
            place.sync();
            Bookkeeper.Status end = databaseUrl.isEmpty() ? embedded(data, journal)
                : BooksRebuild.run(journal, Database.ofUrl(databaseUrl), System::nanoTime, new Progress()::tell);
            System.out.println("rebuilt to seq " + end.seq() + ", " + end.entries() + " entries");
            return 0;
        } catch (JournalInUse e) {
            System.err.println("rebuild: refused while the back office runs: ./firm down first");
        } catch (IOException | BooksAwayException | BooksRefusedException e) {
            System.err.println("rebuild: " + e.getMessage());
        }
        return 1;
    }

    private static Bookkeeper.Status embedded(DataDirectory data, Journal journal)
        throws IOException, BooksAwayException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data.root(), 0)) {
            return BooksRebuild.run(journal, postgres.database(), System::nanoTime, new Progress()::tell);
        }
    }

    /** Tells how far it is, once a second. */
    private static final class Progress {
        private long nextNs = System.nanoTime();

        private void tell(Bookkeeper.Status status) {
            if (System.nanoTime() - nextNs >= 0) {
                nextNs = System.nanoTime() + TELL_EVERY_NS;
                System.err.println("rebuild: at seq " + status.seq() + ", " + status.entries() + " entries");
            }
        }
    }
}
