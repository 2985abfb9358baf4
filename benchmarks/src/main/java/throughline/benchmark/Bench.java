package throughline.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import throughline.bookbench.BookingCommand;
import throughline.bookbench.DamageCommand;
import throughline.bookbench.DatabaseDownCommand;
import throughline.bookbench.DayCloseCommand;
import throughline.bookbench.Sheet;
import throughline.linebench.GrowthCommand;
import throughline.linebench.OpenLoopCommand;
import throughline.linebench.PathCommand;
import throughline.partbench.CodecCommand;
import throughline.partbench.PartsCommand;
import throughline.partbench.RiskCommand;
import throughline.peerbench.PeersCommand;
import throughline.restartbench.ReplayCommand;
import throughline.restartbench.RestartCommand;
import throughline.webbench.RestCommand;

/**
 * {@code ./firm bench [--short] [--json] [--out DIR] [NAME…]}: runs the benchmarks named, each with options of its own,
 * or all that only measure, each of these in a process of its own; then stdout has one table of the figures that are
 * to be reached. Those named say their results in words on stdout; with {@code --json} stdout has one object of plain
 * numbers at the end and nothing else. Exit 1 when one fails; of all that measure the others are run nevertheless.
 */
@Command(name = "bench", mixinStandardHelpOptions = true, subcommandsRepeatable = true, sortOptions = false,
    synopsisSubcommandLabel = "[NAME [OPTIONS]]…", commandListHeading = "%nNames (NAME --help tells more):%n",
    subcommands = {CodecCommand.class, PartsCommand.class, RiskCommand.class, LineageCommand.class, HaltCommand.class,
        RehearsalCommand.class, CrashCommand.class, OutageCommand.class, DeafCommand.class, BookingCommand.class,
        DamageCommand.class, DatabaseDownCommand.class, DayCloseCommand.class, PathCommand.class,
        OpenLoopCommand.class, GrowthCommand.class, PeersCommand.class, RestCommand.class, RestartCommand.class,
        ReplayCommand.class, GuardCommand.class},
    description = "Runs the benchmarks named; without a name those that only measure, and makes one table of them.")
public final class Bench implements Callable<Integer>, Sheet {
    private static final String PARTS = "parts";

    @Option(names = "--short", description = "Fewer and shorter runs: to see that they work.")
    private boolean brief;

    @Option(names = "--json", description = "Nothing on stdout but one object: plain numbers, and under \"run\" where"
        + " and when they were seen.")
    private boolean json;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes table and object there too: bench.md,"
        + " bench.json.")
    private Path out;

    @Spec
    private CommandSpec spec;

    private final Map<String, BigDecimal> results = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();
    private boolean all;

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        System.exit(execute(arguments));
    }

    /** As {@link #main}; gives the exit code back. */
    static int execute(String... arguments) throws IOException {
        Bench bench = new Bench();
        IExecutionStrategy runs = new CommandLine.RunLast();
        int exit = new CommandLine(bench).setExecutionStrategy(runs).execute(arguments);
        if (exit == 0 || bench.all) {
            bench.tell();
        }
        return exit;
    }

    private void tell() throws IOException {
        if (out == null && !json && !all) {
            return;
        }
        Table table = new Table(results, Setting.here(brief), failed);
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("bench.md"), table.markdown());
            Files.writeString(out.resolve("bench.json"), table.json() + "\n");
        }
        if (json) {
            System.out.println(table.json());
        } else if (all) {
            System.out.print(table.markdown());
        }
    }

    /** All that only measure, one after the other. */
    @Override
    public Integer call() {
        all = true;
        measurements().forEach(this::measure);
        failed.forEach(name -> System.err.println("bench: " + name + " failed"));
        return failed.isEmpty() ? 0 : 1;
    }

    private static List<String> measurements() {
        return Stream.concat(Stream.of(PARTS), Arrays.stream(Goal.values()).map(goal -> goal.command)).distinct()
            .toList();
    }

    /** Runs one benchmark in a process of its own, if this build has it. */
    private void measure(String name, String... options) {
        if (!spec.commandLine().getSubcommands().containsKey(name)) {
            System.err.println("bench: this build has no " + name + ", its figures are left out");
            return;
        }
        System.err.println("bench: " + name + " …");
        try {
            results.putAll(OwnProcess.run(brief, Stream.concat(Stream.of(name), Stream.of(options)).toList()));
        } catch (IOException e) {
            System.err.println("bench: " + name + ": " + e.getMessage());
            failed.add(name);
        }
    }

    /** From here on everything is short. */
    void shorten() {
        brief = true;
    }

    /**
     * Runs one benchmark, whose words go to stderr.
     *
     * @param words its name and options
     * @return what it measured; nothing when it failed
     */
    Map<String, BigDecimal> measured(String words) {
        String[] parts = words.split(" ");
        results.clear();
        failed.clear();
        measure(parts[0], Arrays.copyOfRange(parts, 1, parts.length));
        return failed.isEmpty() ? Map.copyOf(results) : Map.of();
    }

    @Override
    public boolean brief() {
        return brief;
    }

    @Override
    public PrintStream words() {
        return json || all ? System.err : System.out;
    }

    @Override
    public void result(String name, BigDecimal value) {
        results.put(name, value);
    }
}
