package throughline.console;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.console.Firm.Refused;
import throughline.play.Progress;

/** Starts the offices that do not run, waits until all are ready, and stays as their keeper unless detached. */
@Command(name = "up", description = {"Starts the three offices and prints 'ready' and"
    + " their addresses. Ctrl-C stops all in order.", "FIRM_JAVA_OPTS in the environment is handed to each office's"
    + " java (usual: -Xms256m -Xmx2g)."})
final class Up implements Callable<Integer> {
    /** Exit code of a JVM that was asked to stop by SIGTERM. */
    private static final int TERMINATED = 143;
    private static final int TAIL_LINES = 15;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(200);

    @Mixin
    private FirmOptions firm = new FirmOptions();

    @Option(names = "--detach", description = "Return once all are ready; stop them with ./firm down.")
    private boolean detach;

    @Option(names = "--database-url", paramLabel = "URL",
        description = "JDBC URL of a PostgreSQL to book into (default: an embedded one in DIR).")
    private String databaseUrl;

    @Option(names = "--reference", paramLabel = "DIR", description = "CSV files of instruments, accounts, parties and"
        + " limits, imported at the first start (default: the sample firm).")
    private Path reference;

    private final Map<Office, ProcessHandle> offices = new EnumMap<>(Office.class);
    private final Map<Office, CompletableFuture<Void>> ends = new EnumMap<>(Office.class);
    private final AtomicInteger deaths = new AtomicInteger();
    private volatile boolean stopping;

    Up() {
    }

    /** As {@code up --detach}, for a verb that begins with it. */
    Up(FirmOptions firm) {
        this.firm = firm;
        detach = true;
    }

    @Override
    public Integer call() {
        if (reference != null && !Files.isDirectory(reference)) {
            throw new Refused("--reference: there is no directory " + reference);
        }
        OfficeProcesses processes = firm.processes();
        if (!detach) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopStarted(processes), "stopping"));
        }
        startMissing(processes);
        if (!awaitReady(processes)) {
            return detach ? Firm.FAILED : keep(processes);
        }
        System.out.println("ready");
        printAddresses(firm.portBase());
        return detach ? Firm.DONE : keep(processes);
    }

    static void printAddresses(int portBase) {
        for (Office office : Office.values()) {
            System.out.printf("%-13s %s%n", office.title(), office.address(portBase));
        }
    }

    private void startMissing(OfficeProcesses processes) {
        Path lockFile = firm.data().resolve("run").resolve("up.lock");
        try {
            Files.createDirectories(lockFile.getParent());
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    throw new Refused("another ./firm up is starting the firm at " + firm.data());
                }
                List<Office> running = processes.running();
                if (running.size() == Office.values().length) {
                    throw new Refused("the firm at " + firm.data() + " runs already (front-office has pid "
                        + processes.running(Office.FRONT).map(ProcessHandle::pid).orElse(0L)
                        + "): see ./firm status, stop it with ./firm down");
                }
                List<Office> missing = new ArrayList<>(List.of(Office.values()));
                missing.removeAll(running);
                refuseTakenPorts(missing);
                firm.rememberPortBase();
                running.forEach(office -> offices.put(office, processes.running(office).orElseThrow()));
                missing.forEach(office -> start(office, processes));
            }
        } catch (IOException e) {
            throw new Refused("cannot write to the data directory " + firm.data() + ": " + e, e);
        }
    }

    private void refuseTakenPorts(List<Office> missing) {
        int base = firm.portBase();
        for (Office office : missing) {
            for (int port : new int[] {office.port(base), office.managementPort(base)}) {
                try (ServerSocket socket = new ServerSocket()) {
                    socket.bind(new InetSocketAddress(port));
                } catch (IOException e) {
                    throw new Refused("port " + port + ", which " + office.title() + " needs, is taken by another"
                        + " program: choose other ports with --port-base", e);
                }
            }
        }
    }

    private void start(Office office, OfficeProcesses processes) {
        List<String> options = new ArrayList<>();
        if (reference != null) {
            options.addAll(List.of("--reference", reference.toAbsolutePath().normalize().toString()));
        }
        if (databaseUrl != null && office == Office.BACK) {
            options.addAll(List.of("--database-url", databaseUrl));
        }
        Process process = processes.start(office, firm.portBase(), options);
        System.err.println("started " + office.title() + " (pid " + process.pid() + "), log "
            + office.log(firm.data()));
        offices.put(office, process.toHandle());
        ends.put(office, process.onExit().thenAccept(ended -> reportEnd(office, ended.exitValue(), processes)));
    }

    /** False when an office has died meanwhile. */
    private boolean awaitReady(OfficeProcesses processes) {
        Progress progress = new Progress(System.err);
        for (Office office : List.of(Office.BACK, Office.MIDDLE, Office.FRONT)) {
            OfficeState state = OfficeState.readiness(office, firm.portBase());
            while (!state.ready()) {
                if (anyEnded(processes)) {
                    progress.clear();
                    return false;
                }
                progress.waiting("waiting for " + office.title() + ": "
                    + (state.reason().isEmpty() ? "not ready" : state.reason()));
                LockSupport.parkNanos(POLL_NS);
                state = OfficeState.readiness(office, firm.portBase());
            }
        }
        progress.clear();
        return true;
    }

    private boolean anyEnded(OfficeProcesses processes) {
        return offices.keySet().stream().anyMatch(office -> hasEnded(office, processes));
    }

    /**
     * Of a process of our own its exit tells; until it has become the office, what it looks like from outside does not.
     */
    private boolean hasEnded(Office office, OfficeProcesses processes) {
        CompletableFuture<Void> end = ends.get(office);
        return end == null ? !processes.isAtWork(office, offices.get(office)) : end.isDone();
    }

    /** Says at once that an office has died; one that was asked to stop just stopped. */
    private void reportEnd(Office office, int exit, OfficeProcesses processes) {
        if (stopping) {
            return;
        }
        if (exit == 0 || exit == TERMINATED) {
            System.err.println(office.title() + " has stopped");
            return;
        }
        deaths.incrementAndGet();
        StringBuilder report = new StringBuilder(office.title()).append(" died with exit code ").append(exit)
            .append("; the end of its log, ").append(office.log(firm.data())).append(':');
        processes.logTail(office, TAIL_LINES).forEach(line -> report.append("\n  ").append(line));
        System.err.println(report);
    }

    private int keep(OfficeProcesses processes) {
        for (Office office : offices.keySet()) {
            while (!hasEnded(office, processes)) {
                LockSupport.parkNanos(POLL_NS);
            }
        }
        return deaths.get() == 0 ? Firm.DONE : Firm.FAILED;
    }

    private void stopStarted(OfficeProcesses processes) {
        stopping = true;
        if (!offices.isEmpty()) {
            processes.stopAll(System.err);
        }
    }
}
