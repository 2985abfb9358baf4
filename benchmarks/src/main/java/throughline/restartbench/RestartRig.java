package throughline.restartbench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.live.LiveFirm;
import throughline.message.JournalId;
import throughline.office.DataDirectory;

/** Starts the real front office on a made firm and kills it once it is ready, again and again. For one thread. */
final class RestartRig {
    private static final int MANAGEMENT_OFFSET = 100;
    private static final int LOWEST_PORT = 20_000;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);
    private static final int OK = 200;

    private final Path data;
    private final String heap;
    private final Path snapshots;
    private final Set<Path> made;

    /** On a firm as it lies, with as much heap as the JVM's option says. */
    RestartRig(Path data, String heap) throws IOException {
        this.data = data;
        this.heap = heap;
        snapshots = new DataDirectory(data).snapshots(JournalId.FRONT);
        made = Set.copyOf(inSnapshots());
    }

    private List<Path> inSnapshots() throws IOException {
        try (Stream<Path> files = Files.list(snapshots)) {
            return files.toList();
        }
    }

    /**
     * One start, from the making of the process to the first 200 of {@code /readyz}.
     *
     * @return nanoseconds
     */
    long start() throws IOException {
        for (Path file : inSnapshots().stream().filter(file -> !made.contains(file)).collect(Collectors.toSet())) {
            Files.delete(file); // of an earlier start: this one shall find the snapshot the firm was made with
        }
        int port = freePort();
        Path log = data.resolve("logs").resolve("front.log");
        List<String> command = new ArrayList<>(LiveFirm.javaCommand());
        command.remove("-XX:+UseSerialGC"); // as ./firm up starts it
        command.addAll(List.of("-Xms256m", "-Xmx" + heap, "throughline.gateway.FrontOffice", "--data",
            data.toString(), "--port", Integer.toString(port)));
        URL readyz = URI.create("http://127.0.0.1:" + (port + MANAGEMENT_OFFSET) + "/readyz").toURL();
        long begunNs = System.nanoTime();
        Process office = LiveFirm.run(command, log);
        try {
            while (!isReady(readyz)) {
                if (!office.isAlive() || System.nanoTime() - begunNs > PATIENCE_NS) {
                    throw new IOException("the front office did not become ready: see " + log);
                }
                LockSupport.parkNanos(POLL_NS);
            }
            return System.nanoTime() - begunNs;
        } finally {
            office.destroyForcibly();
            office.onExit().join();
        }
    }

    private static int freePort() throws IOException {
        for (int port = LOWEST_PORT; port < LOWEST_PORT + 1000; port++) {
            try (ServerSocket one = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(port + MANAGEMENT_OFFSET, 1, InetAddress.getLoopbackAddress())) {
                return Math.min(one.getLocalPort(), other.getLocalPort());
            } catch (java.net.BindException e) {
                System.err.println("restart: port " + port + " is taken");
            }
        }
        throw new IOException("no two free ports");
    }

    private static boolean isReady(URL readyz) {
        try {
            HttpURLConnection connection = (HttpURLConnection) readyz.openConnection();
            return connection.getResponseCode() == OK;
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }
}
