package throughline.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import throughline.books.Database;

/**
 * The books of a firm for a tool beside it, whether the firm is up or down: a running PostgreSQL is shared, and one
 * that does not run is started for as long as this is open. Not thread-safe.
 */
public final class ReachedBooks implements AutoCloseable {
    private final Database database;
    private final EmbeddedPostgres own;

    private ReachedBooks(Database database, EmbeddedPostgres own) {
        this.database = database;
        this.own = own;
    }

    /**
     * Reaches them.
     *
     * @param data the firm's data directory
     * @param databaseUrl where they are if not in the embedded PostgreSQL; null: they are there
     * @param tells is told what takes a while before it begins
     * @throws IOException when PostgreSQL can neither be reached nor started; the message says why
     */
    public static ReachedBooks of(Path data, String databaseUrl, Consumer<String> tells) throws IOException {
        if (databaseUrl != null) {
            return new ReachedBooks(Database.ofUrl(databaseUrl), null);
        }
        if (EmbeddedPostgres.isRunBySomeone(data)) {
            return new ReachedBooks(EmbeddedPostgres.running(data), null);
        }
        tells.accept("starting the embedded PostgreSQL");
        EmbeddedPostgres started = EmbeddedPostgres.start(data, 0);
        return new ReachedBooks(started.database(), started);
    }

    /** How to sign in. */
    public Database database() {
        return database;
    }

    /** Stops the server if it was started for this. */
    @Override
    public void close() throws IOException {
        if (own != null) {
            own.stop();
        }
    }
}
