package throughline.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's own programs over one data directory: make, start, stop, and clear away what a killed process left.
 * PostgreSQL refuses to run as root; there it is started in a user namespace of its own ({@code unshare -U}), in which
 * the same user goes by another number.
 */
final class PostgresPrograms {
    private static final int WAIT_S = 60;
    private static final int POLL_MS = 20;
    private static final int LOG_TAIL_LINES = 12;

    private final Path binaries;
    private final Path data;
    private final Path log;

    PostgresPrograms(Path binaries, Path home) {
        this.binaries = binaries;
        this.data = home.resolve("data");
        this.log = home.resolve("server.log");
    }

    /** The cluster's directory; it exists once it has been made whole. */
    Path data() {
        return data;
    }

    /** Makes the cluster: password sign-in for everyone, checksums on, no locale but the one of bytes. */
    void makeData(String owner, String password) throws IOException {
        Path half = data.resolveSibling("data.half");
        if (Files.exists(half)) {
            PostgresBinaries.deleteTree(half);
        }
        Path passwordFile = data.resolveSibling("initdb.password");
        EmbeddedPostgres.Secrets.write(passwordFile, password);
        try {
            run("initdb", "-D", half.toString(), "-U", owner, "--pwfile=" + passwordFile, "-A", "scram-sha-256",
                "-E", "UTF8", "--locale=C", "--no-instructions");
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts the server in a session of its own and waits until it takes connections. */
    void start(int port, List<String> settings) throws IOException {
        StringBuilder options = new StringBuilder("-p ").append(port);
        for (String setting : settings) {
            options.append(" -c ").append(setting);
        }
        try {
            run("pg_ctl", "start", "-w", "-t", Integer.toString(WAIT_S), "-D", data.toString(), "-l", log.toString(),
                "-o", options.toString());
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; " + log + " ends:\n" + logTail(), e);
        }
    }

    /** Stops the server fast and waits for its end. Nothing happens when none runs. */
    void stop() throws IOException {
        if (postmaster().isPresent()) {
            run("pg_ctl", "stop", "-m", "fast", "-w", "-t", Integer.toString(WAIT_S), "-D", data.toString());
        }
    }

    /**
     * Clears the way for a start: stops a server left over by a killed JVM, ends server processes whose postmaster was
     * killed (they still hold its shared memory), and takes away a pid file whose process is none of ours.
     */
    void stopLeftOver() throws IOException {
        stop();
        for (ProcessHandle orphan : ProcessHandle.allProcesses().filter(this::worksHere).toList()) {
            orphan.destroy();
            awaitEnd(orphan);
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    /** Whether the server's main process is alive. */
    boolean isRunning() throws IOException {
        return postmaster().isPresent();
    }

    /** The server's main process, if it is alive; a pid that now belongs to another program does not count. */
    private Optional<ProcessHandle> postmaster() throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(this::worksHere);
    }

    /** Each PostgreSQL process works in its data directory; nothing else should. */
    private boolean worksHere(ProcessHandle process) {
        Path directory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.exists(data) && Files.readSymbolicLink(directory).equals(data.toRealPath());
        } catch (IOException e) {
            return false; // it has ended, or belongs to someone else
        }
    }

    /** Waits until it works here no more; a zombie that nobody reaps does not either. */
    private void awaitEnd(ProcessHandle process) throws IOException {
        for (int waitedMs = 0; worksHere(process); waitedMs += POLL_MS) {
            if (waitedMs > TimeUnit.SECONDS.toMillis(WAIT_S)) {
                throw new IOException("process " + process.pid() + " of an earlier PostgreSQL does not end");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while an earlier PostgreSQL ends", e);
            }
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (new UnixSystem().getUid() == 0) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = log.resolveSibling(program + ".log");
        Process process = new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(program + " failed: " + Files.readString(output).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " works", e);
        }
    }

    private String logTail() throws IOException {
        if (!Files.exists(log)) {
            return "(no log)";
        }
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }
}
