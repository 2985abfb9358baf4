package throughline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import throughline.console.Firm.Refused;

/**
 * The offices' processes of one data directory, known by their pid files. A pid counts only if the process that has it
 * names this data directory and its office's main on its command line, so that a number used anew stops nobody else.
 */
final class OfficeProcesses {
    /** Its own session where the system has setsid; deaf to the terminal's signals in any case; the pid stays. */
    private static final String DETACHED = "trap '' INT HUP; if command -v setsid >/dev/null; then exec setsid \"$@\";"
        + " else exec \"$@\"; fi";

    private static final int STOP_SECONDS = 60;
    private static final int POLL_MS = 50;
    private static final int TAIL_BYTES = 1 << 18;

    private final Path data;

    OfficeProcesses(Path data) {
        this.data = data;
    }

    Optional<ProcessHandle> running(Office office) {
        Path pidFile = office.pidFile(data);
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> isOffice(office, process));
        } catch (NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOffice(Office office, ProcessHandle process) {
        List<String> arguments = process.info().arguments().map(List::of).orElse(List.of());
        if (!arguments.isEmpty()) {
            return arguments.contains(data.toString()) && arguments.contains(office.mainClass());
        }
        String line = process.info().commandLine().orElse("");
        return line.contains(data.toString()) && line.contains(office.mainClass());
    }

    List<Office> running() {
        return List.of(Office.values()).stream().filter(office -> running(office).isPresent()).toList();
    }

    /**
     * Starts an office on its own, its output in its log.
     *
     * @param options behind {@code --data} and {@code --port}
     */
    Process start(Office office, int portBase, List<String> options) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DETACHED, "sh"));
        command.addAll(javaCommand(office));
        command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(office.port(portBase))));
        command.addAll(options);
        Path log = office.log(data);
        try {
            Files.createDirectories(log.getParent());
            Files.createDirectories(office.pidFile(data).getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // Not an argument: the command line stays short enough to be read back whole.
            builder.environment().put("CLASSPATH", classPath(office));
            Process process = builder.start();
            Files.writeString(office.pidFile(data), process.pid() + "\n");
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> javaCommand(Office office) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home().resolve(".mvn").resolve("java.options"));
        command.addAll(List.of("-Xms256m", "-Xmx2g", "-XX:+ExitOnOutOfMemoryError"));
        command.add("-XX:ErrorFile=" + office.log(data).resolveSibling("crash-" + office.title() + "-%p.log"));
        command.add("-Dthroughline.home=" + home());
        String given = System.getenv().getOrDefault("FIRM_JAVA_OPTS", "").strip();
        if (!given.isEmpty()) {
            command.addAll(List.of(given.split("\\s+")));
        }
        command.add(office.mainClass());
        return command;
    }

    private static String classPath(Office office) throws IOException {
        List<String> path = new ArrayList<>();
        for (String module : office.modules()) {
            path.add(home().resolve(module).resolve("target").resolve("classes").toString());
        }
        path.add(Files.readString(home().resolve(office.title()).resolve("target").resolve("classpath")).strip());
        return String.join(File.pathSeparator, path);
    }

    /** Root of the installation, as the launcher names it. */
    static Path home() {
        String home = System.getProperty("throughline.home");
        if (home == null) {
            throw new Refused("-Dthroughline.home is not set: call ./firm, which sets it");
        }
        return Path.of(home);
    }

    /** Whether a process still is this office at work; one that has ended and waits to be reaped is not. */
    boolean isAtWork(Office office, ProcessHandle process) {
        return process.isAlive() && isOffice(office, process);
    }

    /**
     * Asks the offices that run to stop, one after the other, in the order data flows.
     *
     * @return those that still run after a minute each
     */
    List<Office> stopAll(PrintStream err) {
        List<Office> left = new ArrayList<>();
        for (Office office : running()) {
            ProcessHandle process = running(office).orElse(null);
            if (process == null) {
                continue;
            }
            err.println("stopping " + office.title() + " (pid " + process.pid() + ") …");
            process.destroy();
            if (hasEnded(office, process)) {
                err.println(office.title() + " has stopped");
            } else {
                left.add(office);
            }
        }
        return left;
    }

    private boolean hasEnded(Office office, ProcessHandle process) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (isAtWork(office, process)) {
            if (System.nanoTime() > deadlineNs) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        }
        try {
            Files.deleteIfExists(office.pidFile(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    /** The last lines of an office's log; empty when there is none. */
    List<String> logTail(Office office, int lines) {
        Path log = office.log(data);
        if (!Files.exists(log)) {
            return List.of();
        }
        ArrayDeque<String> tail = new ArrayDeque<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(log), UTF_8))) {
            reader.skip(Math.max(0, Files.size(log) - TAIL_BYTES));
            String line = reader.readLine();
            while (line != null) {
                tail.add(line);
                if (tail.size() > lines) {
                    tail.removeFirst();
                }
                line = reader.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(tail);
    }
}
