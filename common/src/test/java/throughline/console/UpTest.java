package throughline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starting, watching and stopping real processes: an installation is laid out whose offices do nothing but answer
 * {@code /readyz} and die when the file {@code die} of the data directory names them; one that is named before it
 * answers never does.
 */
@Timeout(120)
final class UpTest {
    private static final String OFFICE = """
        package %s;
        import com.sun.net.httpserver.HttpServer;
        import java.net.InetSocketAddress;
        import java.nio.file.*;
        public final class %s {
            public static void main(String[] arguments) throws Exception {
                Path data = Path.of(arguments[1]);
                int port = Integer.parseInt(arguments[3]);
                System.out.println("options " + String.join(" ", arguments));
                HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port + 100), 0);
                server.createContext("/", exchange -> {
                    byte[] body = "throughline_office_seq 7".getBytes();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
                Path die = data.resolve("die");
                boolean answers = false;
                while (!(Files.exists(die) && Files.readString(die).equals("%s"))) {
                    if (!answers) {
                        server.start();
                        answers = true;
                    }
                    Thread.sleep(20);
                }
                System.err.println("no more");
                System.exit(3);
            }
        }
        """;

    @TempDir
    private Path home;

    @TempDir
    private Path data;

    private int portBase;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(home.resolve(".mvn"));
        Files.writeString(home.resolve(".mvn/java.options"), "-Dnothing=1\n");
        Files.createDirectories(home.resolve("common/target/classes"));
        for (Office office : Office.values()) {
            int dot = office.mainClass().lastIndexOf('.');
            String name = office.mainClass().substring(dot + 1);
            Path classes = Files.createDirectories(home.resolve(office.title()).resolve("target/classes"));
            Files.writeString(classes.resolveSibling("classpath"), "");
            Path source = classes.resolveSibling(name + ".java");
            Files.writeString(source, OFFICE.formatted(office.mainClass().substring(0, dot), name, office.title()));
            assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(),
                source.toString()));
        }
        System.setProperty("throughline.home", home.toString());
        try (ServerSocket socket = new ServerSocket(0)) {
            portBase = socket.getLocalPort() % 12_000 + 20_000;
        }
    }

    @AfterEach
    void stop() {
        firm("down");
        System.clearProperty("throughline.home");
    }

    private Captured firm(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return Captured.of(all.toArray(String[]::new));
    }

    private Captured up(String... more) {
        List<String> all = new ArrayList<>(List.of("up", "--detach", "--port-base", Integer.toString(portBase)));
        all.addAll(List.of(more));
        return firm(all.toArray(String[]::new));
    }

    @Test
    void startsTellsAndStops() throws IOException {
        assertEquals("nothing runs at " + data, firm("down").out().strip());
        Captured up = up("--reference", home.toString());
        assertEquals(0, up.exit(), up.err());
        assertEquals(List.of("ready", "front-office  http://127.0.0.1:" + portBase,
            "middle-office http://127.0.0.1:" + (portBase + 1), "back-office   http://127.0.0.1:" + (portBase + 2)),
            up.out().lines().toList());
        Captured status = firm("status");
        assertEquals(0, status.exit(), "the ports are remembered: " + status.out());
        assertTrue(status.value("back-office").contains(" yes "), status.out());
        Captured again = up();
        assertEquals(1, again.exit());
        assertTrue(again.err().contains("runs already"), again.err());
        assertTrue(firm("logs", "middle").out().contains("--reference " + home));
        Captured down = firm("down");
        assertEquals(List.of("front", "middle", "back"), down.err().lines().filter(line -> line.startsWith("stopping"))
            .map(line -> line.replaceAll("stopping (\\w+)-office.*", "$1")).toList());
        assertEquals(1, firm("status").exit());
    }

    @Test
    void startsOnlyWhatIsMissing() throws Exception {
        assertEquals(0, up().exit());
        OfficeProcesses processes = new OfficeProcesses(data);
        long back = processes.running(Office.BACK).orElseThrow().pid();
        ProcessHandle middle = processes.running(Office.MIDDLE).orElseThrow();
        middle.destroyForcibly();
        middle.onExit().get(60, TimeUnit.SECONDS);
        Captured status = firm("status");
        assertEquals(1, status.exit());
        assertTrue(status.value("middle-office").endsWith("does not run"), status.out());
        Captured up = up();
        assertEquals(0, up.exit(), up.err());
        assertFalse(up.err().contains("started back-office"), up.err());
        assertEquals(back, processes.running(Office.BACK).orElseThrow().pid());
    }

    @Test
    void namesATakenPortAndADeadOffice() throws IOException {
        try (ServerSocket taken = new ServerSocket(portBase + 101)) {
            Captured up = up();
            assertEquals(1, up.exit());
            assertTrue(up.err().contains("port " + taken.getLocalPort() + ", which middle-office needs, is taken"),
                up.err());
            assertTrue(new OfficeProcesses(data).running().isEmpty(), "nothing was started");
        }
        Files.writeString(data.resolve("die"), "back-office");
        Captured up = up();
        assertEquals(1, up.exit(), up.out());
        assertTrue(up.err().contains("back-office died with exit code 3; the end of its log"), up.err());
        assertTrue(up.err().contains("\n  no more"), up.err());
        assertEquals(List.of(Office.FRONT, Office.MIDDLE), new OfficeProcesses(data).running(), "the others go on");
    }

    @Test
    void saysThatTheDataDirectoryCannotBeWritten() throws IOException {
        Path file = Files.writeString(data.resolve("a file"), "");
        Captured up = Captured.of("up", "--detach", "--port-base", Integer.toString(portBase), "--data",
            file.resolve("below").toString());
        assertEquals(1, up.exit());
        assertTrue(up.err().startsWith("firm: cannot write to the data directory " + file.resolve("below") + ": "),
            up.err());
    }

    @Test
    void startsNothingWithoutTheReferenceFilesItIsTold() {
        Captured up = up("--reference", home.resolve("nowhere").toString());
        assertEquals(1, up.exit());
        assertEquals("firm: --reference: there is no directory " + home.resolve("nowhere"), up.err().strip());
        assertTrue(new OfficeProcesses(data).running().isEmpty());
    }

    @Test
    void saysThatTheFirmDoesNotRun() throws IOException {
        Files.writeString(data.resolve("credentials"), "admin secret admin\n");
        Captured list = firm("user", "list", "--port-base", Integer.toString(portBase));
        assertEquals(1, list.exit());
        assertEquals("firm: an office does not answer: start the firm with ./firm up, or see ./firm status",
            list.err().strip());
    }

    @Test
    void takesNoOtherProcessForAnOffice() throws IOException {
        Files.createDirectories(Office.FRONT.pidFile(data).getParent());
        Files.writeString(Office.FRONT.pidFile(data), ProcessHandle.current().pid() + "\n");
        assertTrue(new OfficeProcesses(data).running().isEmpty());
    }

    @Test
    void inTheForegroundStopsAllInOrderWhenToldTo() throws Exception {
        Process up = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dthroughline.home=" + home, "-cp", System.getProperty("java.class.path"), "throughline.console.Firm",
            "up", "--data", data.toString(), "--port-base", Integer.toString(portBase)).start();
        assertEquals("ready", up.inputReader().readLine());
        for (int i = 0; i < Office.values().length; i++) {
            up.inputReader().readLine();
        }
        Files.writeString(data.resolve("die"), "middle-office");
        List<String> said = new ArrayList<>();
        for (String line = up.errorReader().readLine(); line != null; line = up.errorReader().readLine()) {
            said.add(line);
            if (line.contains("middle-office died with exit code 3")) {
                up.toHandle().destroy();
            }
        }
        assertTrue(up.waitFor(60, TimeUnit.SECONDS));
        List<String> stopped = said.stream().filter(line -> line.endsWith("has stopped")).toList();
        assertEquals(List.of("front-office has stopped", "back-office has stopped"), stopped, said.toString());
        assertTrue(new OfficeProcesses(data).running().isEmpty());
    }
}
