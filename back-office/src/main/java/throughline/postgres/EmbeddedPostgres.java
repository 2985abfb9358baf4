package throughline.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.books.BooksAwayException;
import throughline.books.BooksRefusedException;
import throughline.books.Database;

/**
 * A PostgreSQL of the firm's own, run from binaries on the class path with its data under the firm's data directory.
 * Durable (fsync and synchronous_commit on, asserted at each start), reached only over 127.0.0.1 and only with a
 * password. It outlives a killed JVM; the next start stops it cleanly first. Killed itself, it is started again on its
 * port within a second. One JVM at a time runs it, held by a lock on a file; others reach it through {@link #running}.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final int PORT_TRIES = 3;
    private static final long LOOK_EVERY_MS = 500;
    private static final long TRY_EVERY_MS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String[] SETTINGS = {
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=on", "synchronous_commit=on",
        "full_page_writes=on", "password_encryption=scram-sha-256", "max_connections=32", "shared_buffers=64MB",
        "max_wal_size=512MB", "max_parallel_workers_per_gather=0", "dynamic_shared_memory_type=mmap",
        "log_checkpoints=off", "timezone=UTC", "log_timezone=UTC", "jit=off"};

    private final PostgresPrograms programs;
    private final Secrets secrets;
    private final Path home;
    private final FileChannel lock;
    private int port;
    private boolean stopped;

    private EmbeddedPostgres(PostgresPrograms programs, Secrets secrets, Path home, FileChannel lock) {
        this.programs = programs;
        this.secrets = secrets;
        this.home = home;
        this.lock = lock;
    }

    /**
     * Starts it, making the database on the first start, and stopping a server that a killed JVM left over.
     *
     * @param dataDirectory of the firm; the data goes to {@code postgres} in it, the passwords to
     *     {@code secrets/postgres} (mode 600)
     * @param port on 127.0.0.1; 0: any free one. It is written to {@code postgres/port}
     * @throws IOException when it cannot be started; the message says why and where its log is
     */
    public static EmbeddedPostgres start(Path dataDirectory, int port) throws IOException {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        Path home = Files.createDirectories(directory.resolve("postgres"));
        FileChannel lock = lock(home);
        try {
            Path binaries = PostgresBinaries.unpackedUnder(PostgresBinaries.cacheOfUser());
            PostgresPrograms programs = new PostgresPrograms(binaries, home);
            Secrets secrets = Secrets.in(directory, !Files.exists(programs.data()));
            EmbeddedPostgres postgres = new EmbeddedPostgres(programs, secrets, home, lock);
            postgres.startServer(port);
            Thread keeper = new Thread(postgres::keep, "postgres-keeper");
            keeper.setDaemon(true);
            keeper.start();
            return postgres;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * The database of a server that some JVM started, for a tool beside it.
     *
     * @throws IOException when none has been started there yet
     */
    public static Database running(Path dataDirectory) throws IOException {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        Path portFile = portFile(directory.resolve("postgres"));
        if (!Files.exists(portFile)) {
            throw new IOException("no PostgreSQL runs for " + directory);
        }
        Secrets secrets = Secrets.in(directory, false);
        int port = Integer.parseInt(Files.readString(portFile).strip());
        return Database.ofOwnServer(port, secrets.ownerPassword(), secrets.writerPassword());
    }

    /** How to reach it. */
    public Database database() {
        return Database.ofOwnServer(port, secrets.ownerPassword(), secrets.writerPassword());
    }

    /** Port on 127.0.0.1 it listens on. */
    public int port() {
        return port;
    }

    /** Stops it at once and cleanly: open transactions are rolled back, everything committed is on the device. */
    public synchronized void stop() throws IOException {
        stopped = true;
        notifyAll();
        programs.stop();
        Files.deleteIfExists(portFile(home));
        lock.close();
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    /** Whether a living process runs the server of this data directory; a left-over postmaster alone does not count. */
    public static boolean isRunBySomeone(Path dataDirectory) throws IOException {
        Path home = dataDirectory.toAbsolutePath().normalize().resolve("postgres");
        if (!Files.isDirectory(home)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(home.resolve("owner.lock"),
            StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock held = channel.tryLock()) {
            return held == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** Until it is stopped: looks whether the server's process is there, and starts it when something ended it. */
    private synchronized void keep() {
        try {
            while (!stopped) {
                wait(LOOK_EVERY_MS);
                if (!stopped && !startedAgain()) {
                    wait(TRY_EVERY_MS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean startedAgain() {
        try {
            if (!programs.isRunning()) {
                LOG.warn("the PostgreSQL under {} was ended by something else; starting it again", home);
                programs.stopLeftOver();
                programs.start(port, List.of(SETTINGS));
            }
            return true;
        } catch (IOException e) {
            LOG.error("the PostgreSQL under {} cannot be started again; another try in {} ms", home, TRY_EVERY_MS, e);
            return false;
        }
    }

    private static FileChannel lock(Path home) throws IOException {
        FileChannel channel = FileChannel.open(home.resolve("owner.lock"),
            StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("this process already runs the PostgreSQL under " + home, e);
        }
        if (held == null) {
            channel.close();
            throw new IOException("another process runs the PostgreSQL under " + home);
        }
        return channel;
    }

    private void startServer(int wantedPort) throws IOException {
        programs.stopLeftOver();
        Files.deleteIfExists(portFile(home));
        if (!Files.exists(programs.data())) {
            programs.makeData(Database.OWNER, secrets.ownerPassword());
        }
        for (int attempt = 1; port == 0; attempt++) {
            int candidate = wantedPort == 0 ? freePort() : wantedPort;
            try {
                programs.start(candidate, List.of(SETTINGS));
                port = candidate;
            } catch (IOException e) {
                if (wantedPort != 0 || attempt == PORT_TRIES) {
                    throw e;
                }
            }
        }
        try {
            database().make();
        } catch (BooksAwayException | BooksRefusedException e) {
            programs.stop();
            throw new IOException("PostgreSQL under " + home + " started but is of no use: " + e.getMessage(), e);
        }
        Path half = Files.writeString(home.resolve("port.half"), Integer.toString(port));
        Files.move(half, portFile(home), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path portFile(Path home) {
        return home.resolve("port");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * The two passwords, random, in a file of mode 600: first line the owner's, second the writer's.
     */
    record Secrets(String ownerPassword, String writerPassword) {
        private static final int PASSWORD_BYTES = 24;

        /**
         * Reads them.
         *
         * @param mayMake true before the database is made: a missing file is then written
         */
        static Secrets in(Path dataDirectory, boolean mayMake) throws IOException {
            Path file = dataDirectory.resolve("secrets").resolve("postgres");
            if (mayMake && !Files.exists(file)) {
                write(file, random() + "\n" + random() + "\n");
            }
            if (!Files.exists(file)) {
                throw new IOException("the passwords in " + file + " are gone, and the database knows no others");
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 2) {
                throw new IOException(file + " must hold two lines: the owner's password and the writer's");
            }
            return new Secrets(lines.get(0), lines.get(1));
        }

        /** Writes a file that only its owner may read, whole or not at all. */
        static void write(Path file, String content) throws IOException {
            Files.createDirectories(file.getParent());
            Path half = file.resolveSibling(file.getFileName() + ".half");
            Files.deleteIfExists(half);
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(half, content);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        }

        private static String random() {
            byte[] bytes = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        }

        @Override
        public String toString() {
            return "Secrets";
        }
    }
}
