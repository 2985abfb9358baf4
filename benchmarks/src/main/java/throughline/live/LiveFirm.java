package throughline.live;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import throughline.office.Stops;

/**
 * The three real offices as processes of their own over one data directory, on free ports of 127.0.0.1, and the
 * PostgreSQL that the back office runs; each may be killed at any moment. Closing ends all of them in any case. Used by
 * one thread.
 */
public final class LiveFirm implements AutoCloseable {
    private static final int MANAGEMENT_OFFSET = 100;
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Duration ASK = Duration.ofSeconds(2);
    private static final long STOP_SECONDS = 15;
    /** Often, so that offices recover from snapshots and are killed while they write them. */
    private static final String SNAPSHOT_EVERY = "1000";

    private static final String USUAL_HEAP = "512m";

    private final List<String> machine;
    private final List<String> settings;
    private final Path data;
    private final Path logs;
    private final int portBase;
    private final Map<Part, Process> processes = new EnumMap<>(Part.class);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(ASK).build();
    private final Thread lastResort = new Thread(this::endAll, "ending the offices");

    /** An office. */
    public enum Part {
        /** The front office. */
        FRONT("throughline.gateway.FrontOffice"),
        /** The middle office. */
        MIDDLE("throughline.riskdesk.MiddleOffice"),
        /** The back office. */
        BACK("throughline.operations.BackOffice");

        private final String main;

        Part(String main) {
            this.main = main;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A firm that is not up yet.
     *
     * @param logs where the offices' outputs go, appended
     */
    LiveFirm(Path data, Path logs) throws IOException {
        this(data, logs, USUAL_HEAP);
    }

    /** As {@link #LiveFirm(Path, Path)}, with offices that may use so much heap, as the JVM's option says it. */
    LiveFirm(Path data, Path logs, String heap) throws IOException {
        this(data, logs, with(javaCommand(), "-Xmx" + heap), List.of("--snapshot-every", SNAPSHOT_EVERY));
    }

    private LiveFirm(Path data, Path logs, List<String> machine, List<String> settings) throws IOException {
        this.machine = List.copyOf(machine);
        this.settings = List.copyOf(settings);
        this.data = data.toAbsolutePath().normalize();
        this.logs = Files.createDirectories(logs).toAbsolutePath().normalize();
        portBase = freePorts();
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** A firm that is not up yet, whose offices are started as {@code ./firm up} starts them. */
    public static LiveFirm asUsual(Path data, Path logs) throws IOException {
        return new LiveFirm(data, logs, usualJavaCommand(), List.of());
    }

    /** What {@code ./firm up} starts a JVM with; {@code FIRM_JAVA_OPTS} is heeded as there. */
    public static List<String> usualJavaCommand() {
        List<String> command = with(java(), "-Xms256m", "-Xmx2g", "-XX:+ExitOnOutOfMemoryError");
        String given = System.getenv().getOrDefault("FIRM_JAVA_OPTS", "").strip();
        return given.isEmpty() ? command : with(command, given.split("\\s+"));
    }

    private static List<String> with(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toList();
    }

    /** Below the ports that the system gives to outgoing connections, so that nobody takes one between two starts. */
    private static int freePorts() throws IOException {
        SplittableRandom random = new SplittableRandom();
        for (int attempt = 0; attempt < 1000; attempt++) {
            int base = random.nextInt(LOWEST_PORT, HIGHEST_PORT);
            boolean free = true;
            for (Part part : Part.values()) {
                free &= isFree(base + part.ordinal()) && isFree(base + part.ordinal() + MANAGEMENT_OFFSET);
            }
            if (free) {
                return base;
            }
        }
        throw new IOException("no six free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false; // taken
        }
    }

    /** Its data directory. */
    public Path data() {
        return data;
    }

    /** Where the offices' outputs are. */
    Path logs() {
        return logs;
    }

    /** Public address of the front office. */
    public URI front() {
        return URI.create("http://127.0.0.1:" + portBase);
    }

    /** Public address of the middle office. */
    URI middle() {
        return URI.create("http://127.0.0.1:" + (portBase + Part.MIDDLE.ordinal()));
    }

    /** Public address of the back office. */
    URI back() {
        return URI.create("http://127.0.0.1:" + (portBase + Part.BACK.ordinal()));
    }

    /** The process of an office that was started. */
    public ProcessHandle process(Part part) {
        return processes.get(part).toHandle();
    }

    /** Starts the three offices. */
    public void startAll() {
        for (Part part : Part.values()) {
            start(part, "");
        }
    }

    /**
     * Starts an office that does not run.
     *
     * @param stop where it shall halt, for {@link Stops.HaltAt}; empty: nowhere
     */
    void start(Part part, String stop) {
        List<String> command = new ArrayList<>(machine);
        command.add("-XX:ErrorFile=" + logs.resolve("jvm-" + part + "-%p.log"));
        if (!stop.isEmpty()) {
            command.add("-D" + Stops.HaltAt.PROPERTY + "=" + stop);
        }
        command.addAll(List.of(part.main, "--data", data.toString(), "--port",
            Integer.toString(portBase + part.ordinal())));
        command.addAll(settings);
        processes.put(part, run(command, logs.resolve(part + ".log")));
    }

    /** What every JVM of this rig is started with: this one's java, flags and class path. */
    public static List<String> javaCommand() {
        return with(java(), "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
    }

    private static List<String> java() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + options());
    }

    private static Path options() {
        Path from = Path.of(System.getProperty("throughline.home", "")).toAbsolutePath();
        for (Path directory = from; directory != null; directory = directory.getParent()) {
            Path options = directory.resolve(".mvn").resolve("java.options");
            if (Files.exists(options)) {
                return options;
            }
        }
        throw new IllegalStateException("no .mvn/java.options in " + from + " or above it");
    }

    /** Starts a JVM with this one's class path, its output appended to a file. */
    public static Process run(List<String> command, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}; returns once the process is gone. */
    void kill(Part part) {
        Process process = processes.get(part);
        process.destroyForcibly();
        process.onExit().join();
    }

    /**
     * Waits for an office to end by itself.
     *
     * @return its exit code; empty: it still runs
     */
    Optional<Integer> awaitEnd(Part part, Duration patience) {
        Process process = processes.get(part);
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(process.exitValue()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromise("interrupted", e);
        }
    }

    boolean runs(Part part) {
        return processes.containsKey(part) && processes.get(part).isAlive();
    }

    /** Kills the postmaster and each of its children, {@code kill -9}; false when none runs. */
    boolean killPostgres() {
        Optional<ProcessHandle> postmaster = postmaster();
        if (postmaster.isEmpty()) {
            return false;
        }
        List<ProcessHandle> all = Stream.concat(postmaster.stream(), postmaster.get().descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        long giveUpNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (all.stream().anyMatch(LiveFirm::works) && System.nanoTime() < giveUpNs) {
            LockSupport.parkNanos(POLL_NS);
        }
        return true;
    }

    /** Whether a process has memory of its own still; one that waits to be reaped has none. */
    private static boolean works(ProcessHandle process) {
        return process.isAlive() && Files.exists(Path.of("/proc", Long.toString(process.pid()), "exe"));
    }

    /** The PostgreSQL server's main process, while it lives. */
    public Optional<ProcessHandle> postmaster() {
        Path file = data.resolve("postgres").resolve("data").resolve("postmaster.pid");
        try {
            return !Files.exists(file) ? Optional.empty()
                : Files.readAllLines(file).stream().findFirst().map(String::strip).map(Long::parseLong)
                    .flatMap(ProcessHandle::of).filter(LiveFirm::works);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // it is just being written or taken away
        }
    }

    /** Waits until each office says it is ready. */
    public void awaitReady(Duration patience) {
        long giveUpNs = System.nanoTime() + patience.toNanos();
        for (Part part : Part.values()) {
            String said = readiness(part);
            while (!said.isEmpty()) {
                if (!runs(part)) {
                    throw new BrokenPromise("the " + part + " office ended by itself, exit code "
                        + processes.get(part).exitValue() + ": see " + logs.resolve(part + ".log"));
                }
                if (System.nanoTime() > giveUpNs) {
                    throw new BrokenPromise("the " + part + " office is not ready after " + patience.toSeconds()
                        + " s: " + said + "; see " + logs.resolve(part + ".log"));
                }
                LockSupport.parkNanos(POLL_NS);
                said = readiness(part);
            }
        }
    }

    /** Empty: ready; else what it says instead. */
    private String readiness(Part part) {
        URI readyz = URI.create("http://127.0.0.1:" + (portBase + part.ordinal() + MANAGEMENT_OFFSET) + "/readyz");
        try {
            HttpResponse<String> response = http.send(HttpRequest.newBuilder(readyz).timeout(ASK).build(),
                HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? "" : response.statusCode() + " " + response.body();
        } catch (IOException e) {
            return "no answer on its management port: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromise("interrupted", e);
        }
    }

    /** Asks each office to stop in order, and kills what has not stopped in time, the PostgreSQL included. */
    @Override
    public void close() {
        for (Part part : Part.values()) {
            if (runs(part)) {
                processes.get(part).destroy();
                awaitEnd(part, Duration.ofSeconds(STOP_SECONDS));
            }
        }
        endAll();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private void endAll() {
        processes.values().forEach(Process::destroyForcibly);
        killPostgres();
    }
}
