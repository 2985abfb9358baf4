package throughline.console;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import throughline.backup.BackupCommand;
import throughline.backup.BackupRefused;
import throughline.backup.RestoreCommand;
import throughline.files.LineFile;
import throughline.play.Progress;

/**
 * The main behind the launcher {@code ./firm}: one subcommand a verb. Exit 0: done; 1: could not, and one line on
 * stderr says why; 2: asked for in a way nobody understands. Runs on the main thread, each verb once a process.
 */
@Command(name = "./firm", synopsisSubcommandLabel = "VERB",
    description = "Runs Throughline, a trading firm's front, middle and back office.",
    subcommands = {Up.class, Logs.class, Play.class, Prices.class, Demo.class, Close.class, JournalCommand.class,
        UserCommand.class, BackupCommand.class, RestoreCommand.class})
public final class Firm implements Runnable {
    static final int DONE = 0;
    static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Shows this.")
    private boolean help;

    /** Runs the verb and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Firm())
            .setExecutionExceptionHandler((failure, command, parsed) -> complain(failure, System.err))
            .setUsageHelpWidth(100)
            .execute(arguments);
    }

    static int complain(Exception failure, PrintStream err) {
        if (failure instanceof Refused || failure instanceof BackupRefused) {
            err.println("firm: " + failure.getMessage());
        } else if (isCausedBy(failure, ConnectException.class)) {
            err.println("firm: an office does not answer: start the firm with ./firm up, or see ./firm status");
        } else if (rootOf(failure) instanceof NoSuchFileException missing) {
            err.println("firm: there is no file " + missing.getFile());
        } else if (failure instanceof UncheckedIOException) {
            err.println("firm: " + rootOf(failure));
        } else {
            failure.printStackTrace(err);
        }
        return FAILED;
    }

    /** Which exception stands at the root of one of the network differs from one JDK to another. */
    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return failure != null && (type.isInstance(failure) || isCausedBy(failure.getCause(), type));
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a verb");
    }

    @Command(name = "down",
        description = "Stops the offices in order: front, middle, back. Nothing captured is lost.")
    int down(@Mixin FirmOptions firm) {
        OfficeProcesses processes = firm.processes();
        if (processes.running().isEmpty()) {
            System.out.println("nothing runs at " + firm.data());
            return DONE;
        }
        List<Office> left = processes.stopAll(System.err);
        if (!left.isEmpty()) {
            throw new Refused("still at work: " + left.stream().map(Office::title).collect(Collectors.joining(", "))
                + "; see ./firm logs, and stop it by hand with kill");
        }
        System.out.println("stopped");
        return DONE;
    }

    @Command(name = "status",
        description = "Says which office runs and is ready, and how far it is; exit 1 when one is not ready.")
    int status(@Mixin FirmOptions firm) {
        OfficeProcesses processes = firm.processes();
        int portBase = firm.portBase();
        boolean allReady = true;
        printStatus("OFFICE", "PID", "READY", "ADDRESS", "SEQ", "LAG", "PHASE", "REASON");
        for (Office office : Office.values()) {
            ProcessHandle process = processes.running(office).orElse(null);
            boolean runs = process != null;
            OfficeState state = runs ? OfficeState.whole(office, portBase) : OfficeState.NOT_RUNNING;
            allReady &= state.ready();
            printStatus(office.title(), runs ? Long.toString(process.pid()) : "", state.ready() ? "yes" : "no",
                runs ? office.address(portBase).toString() : "", state.seq(), state.lag(), state.phase(),
                state.reason());
        }
        return allReady ? DONE : FAILED;
    }

    private static void printStatus(String... cells) {
        Object[] shown = Arrays.stream(cells).map(cell -> cell.isEmpty() ? "-" : cell).toArray();
        System.out.printf("%-13s %-8s %-6s %-22s %-12s %-8s %-11s %s%n", shown);
    }

    /** Opens a file that a verb was given, and says which of its columns mean nothing. */
    static <L> LineFile<L> open(Path file, Opening<L> opening, Progress progress) {
        if (!Files.isRegularFile(file)) {
            throw new Refused("there is no file " + file);
        }
        try {
            LineFile<L> lines = opening.open(file);
            lines.ignoredColumns().forEach(column -> progress.say("column '" + column + "' means nothing here"));
            return lines;
        } catch (IOException e) {
            throw new Refused(e.getMessage(), e);
        }
    }

    /** How a file of one kind is opened. */
    @FunctionalInterface
    interface Opening<L> {
        /** Opens it and reads its header. */
        LineFile<L> open(Path file) throws IOException;
    }

    /** What cannot be done, and why, in one line for the person who asked. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }

        Refused(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
