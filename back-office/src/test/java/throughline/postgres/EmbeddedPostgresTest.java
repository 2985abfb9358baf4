package throughline.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresTest {
    @TempDir
    Path directory;

    @Test
    void commitsAreDurableAndOnlyAPasswordLetsIn() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            try (Connection connection = asOwner(postgres, directory)) {
                assertEquals("on", show(connection, "fsync"));
                assertEquals("on", show(connection, "synchronous_commit"));
                assertEquals("on", show(connection, "full_page_writes"));
                assertEquals("scram-sha-256", show(connection, "password_encryption"));
                assertEquals("127.0.0.1", show(connection, "listen_addresses"));
                assertEquals("", show(connection, "unix_socket_directories"));
                try (Statement statement = connection.createStatement();
                    var rules = statement.executeQuery("SELECT DISTINCT auth_method FROM pg_hba_file_rules")) {
                    assertTrue(rules.next());
                    assertEquals("scram-sha-256", rules.getString(1));
                    assertFalse(rules.next());
                }
            }
            String url = url(postgres);
            for (String user : List.of("throughline_owner", "throughline_writer")) {
                for (String password : List.of("", "wrong")) {
                    SQLException refused = assertThrows(SQLException.class,
                        () -> DriverManager.getConnection(url, user, password));
                    assertTrue(refused.getSQLState().equals("28P01") || refused.getSQLState().equals("08004"),
                        refused.toString());
                }
            }
            assertEquals("rw-------", PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("secrets").resolve("postgres"))));
            assertEquals("rwx------", PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("postgres").resolve("data"))));
            assertThrows(IOException.class,
                () -> new Socket(InetAddress.getByName("127.0.0.2"), postgres.port()).close());
            assertThrows(IOException.class, () -> EmbeddedPostgres.start(directory, 0));
            assertEquals(postgres.database().toString(), EmbeddedPostgres.running(directory).toString());
        }
        assertThrows(IOException.class, () -> EmbeddedPostgres.running(directory));
    }

    @Test
    void dataStandsOverAStopAndTheWantedPortIsTaken() throws Exception {
        int port;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            port = postgres.port();
            execute(postgres, directory, "CREATE TABLE kept AS SELECT 42 AS n");
        }
        assertFalse(Files.exists(directory.resolve("postgres/data/postmaster.pid")));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, port)) {
            assertEquals(port, postgres.port());
            execute(postgres, directory, "INSERT INTO kept VALUES (43)");
        }
    }

    @Test
    void aServerLeftByAKilledProcessIsStoppedAndKeepsWhatItCommitted() throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp", System.getProperty("java.class.path"), LeavesPostgres.class.getName(), directory.toString())
            .redirectErrorStream(true).redirectOutput(directory.resolve("child.log").toFile()).start();
        Path started = directory.resolve("committed");
        for (int i = 0; i < 600 && child.isAlive() && !Files.exists(started); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertTrue(Files.exists(started), Files.readString(directory.resolve("child.log")));
        child.destroyForcibly().waitFor();
        long leftOver = postmasterPid();
        assertTrue(isServer(leftOver), "the postmaster outlives the killed JVM");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            assertFalse(isServer(leftOver));
            execute(postgres, directory, "INSERT INTO kept SELECT 1 / count(*) FROM kept WHERE n = 42");
        }
    }

    @Test
    void aPostmasterThatWasKilledItselfIsClearedAway() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0);
        execute(postgres, directory, "CREATE TABLE kept AS SELECT 42 AS n");
        ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().get(60, TimeUnit.SECONDS);
        postgres.stop();

        try (EmbeddedPostgres again = EmbeddedPostgres.start(directory, 0)) {
            execute(again, directory, "INSERT INTO kept SELECT 1 / count(*) FROM kept WHERE n = 42");
        }
    }

    @Test
    void aPostmasterThatWasKilledIsStartedAgainOnItsPort() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            execute(postgres, directory, "CREATE TABLE kept AS SELECT 42 AS n");
            long killed = postmasterPid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            for (int i = 0; i < 1_200 && (isServer(killed) || !answers(postgres)); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertNotEquals(killed, postmasterPid());
            execute(postgres, directory, "INSERT INTO kept SELECT 1 / count(*) FROM kept WHERE n = 42");
        }
        assertFalse(Files.exists(directory.resolve("postgres/data/postmaster.pid")));
    }

    private boolean answers(EmbeddedPostgres postgres) throws IOException {
        try {
            execute(postgres, directory, "SELECT 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void aPidFileWhosePidBelongsToAnotherProgramIsNoObstacle() throws Exception {
        EmbeddedPostgres.start(directory, 0).stop();
        Files.writeString(directory.resolve("postgres/data/postmaster.pid"),
            ProcessHandle.current().pid() + "\n" + directory.resolve("postgres/data") + "\n1\n5432\n\n127.0.0.1\n");

        EmbeddedPostgres.start(directory, 0).stop();
    }

    @Test
    void withoutItsPasswordsTheDatabaseIsNotStarted() throws Exception {
        EmbeddedPostgres.start(directory, 0).stop();
        Files.delete(directory.resolve("secrets").resolve("postgres"));

        IOException refused = assertThrows(IOException.class, () -> EmbeddedPostgres.start(directory, 0));
        assertTrue(refused.getMessage().contains("passwords"), refused.getMessage());
    }

    private static String url(EmbeddedPostgres postgres) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/throughline";
    }

    private static Connection asOwner(EmbeddedPostgres postgres, Path directory) throws IOException, SQLException {
        return DriverManager.getConnection(url(postgres), "throughline_owner",
            Files.readAllLines(directory.resolve("secrets").resolve("postgres")).get(0));
    }

    private static void execute(EmbeddedPostgres postgres, Path directory, String sql)
        throws IOException, SQLException {
        try (Connection connection = asOwner(postgres, directory); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
            var row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private long postmasterPid() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postgres/data/postmaster.pid")).get(0).strip());
    }

    /** By its working directory: a process that has ended and that nobody reaps has none. */
    private boolean isServer(long pid) throws IOException {
        Path workingDirectory = Path.of("/proc/" + pid + "/cwd");
        return Files.isReadable(workingDirectory)
            && Files.readSymbolicLink(workingDirectory).equals(directory.resolve("postgres/data").toRealPath());
    }

    /** A process that starts a server, commits a row, says so and waits to be killed. */
    static final class LeavesPostgres {
        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0);
            execute(postgres, directory, "CREATE TABLE kept AS SELECT 42 AS n");
            Files.createFile(directory.resolve("committed"));
            TimeUnit.MINUTES.sleep(5);
            postgres.stop();
        }
    }
}
