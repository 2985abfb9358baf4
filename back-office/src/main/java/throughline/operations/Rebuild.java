package throughline.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import throughline.books.Bookkeeper;
import throughline.books.BooksAwayException;
import throughline.books.BooksRebuild;
import throughline.books.BooksRefusedException;
import throughline.books.Database;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.JournalInUse;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.postgres.EmbeddedPostgres;

/**
 * {@code ./firm rebuild}: empties the books and fills them from the back journal. Refused while the back office runs,
 * which holds its journal's writer's place. Progress goes to stderr; exit 1 when it could not be done.
 */
@Command(name = "rebuild", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Empties the books (PostgreSQL) and fills them from the back journal; not while the back office"
        + " runs.")
public final class Rebuild implements Callable<Integer> {
    private static final long TELL_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

    @Option(names = "--data", defaultValue = "data", paramLabel = "DIR",
        description = "The firm's data (default: ./data)")
    private Path directory;

    @Option(names = "--database-url", defaultValue = "", paramLabel = "JDBC_URL",
        description = "The books, where they are not in the embedded PostgreSQL")
    private String databaseUrl;

    @Option(names = "--port-base", hidden = true, description = "Taken and not needed: it reads the journal.")
    private int portBase;

    private Rebuild() {
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** As {@link #main}; gives the exit code back: 2 when the arguments are not understood. */
    static int run(String... arguments) {
        return new CommandLine(new Rebuild()).execute(arguments);
    }

    @Override
    public Integer call() {
        DataDirectory data = new DataDirectory(directory.toAbsolutePath().normalize());
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
