package throughline.benchmark;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import throughline.linebench.PathCommand;

/**
 * {@code ./firm bench [--short] [--json] [NAME…]}: runs the benchmarks named, each with options of its own, or all that
 * only measure. Each says its results in words on stdout; with {@code --json} stdout has one object of plain numbers at
 * the end and nothing else. Exit 1 when one fails.
 */
@Command(name = "bench", mixinStandardHelpOptions = true, subcommandsRepeatable = true, sortOptions = false,
    synopsisSubcommandLabel = "[NAME [OPTIONS]]…", commandListHeading = "%nNames (NAME --help tells more):%n",
    subcommands = {CodecCommand.class, RiskCommand.class, LineageCommand.class, HaltCommand.class,
        RehearsalCommand.class, CrashCommand.class, OutageCommand.class, DeafCommand.class, BookingCommand.class,
        DamageCommand.class, DatabaseDownCommand.class, DayCloseCommand.class, PathCommand.class},
    description = "Runs the benchmarks named; without a name those that only measure.")
public final class Bench implements Runnable, Sheet {
    private static final List<String> MEASUREMENTS = List.of("codec", "risk");

    @Option(names = "--short", description = "Fewer and shorter runs: to see that they work.")
    private boolean brief;

    @Option(names = "--json", description = "Nothing on stdout but one object of plain numbers.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Map<String, BigDecimal> results = new LinkedHashMap<>();

    /** Runs it. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** As {@link #main}; gives the exit code back. */
    static int execute(String... arguments) {
        Bench bench = new Bench();
        IExecutionStrategy runs = new CommandLine.RunLast();
        int exit = new CommandLine(bench).setExecutionStrategy(runs).execute(arguments);
        if (bench.json && exit == 0) {
            System.out.println(bench.results.entrySet().stream()
                .map(result -> "\"" + result.getKey() + "\":" + result.getValue().toPlainString())
                .collect(Collectors.joining(",", "{", "}")));
        }
        return exit;
    }

    /** All that only measure, one after the other. */
    @Override
    public void run() {
        for (String name : MEASUREMENTS) {
            CommandLine command = spec.commandLine().getSubcommands().get(name);
            int exit = command.execute();
            if (exit != 0) {
                throw new CommandLine.ExecutionException(command, name + " failed");
            }
        }
    }

    @Override
    public boolean brief() {
        return brief;
    }

    @Override
    public PrintStream words() {
        return json ? System.err : System.out;
    }

    @Override
    public void result(String name, BigDecimal value) {
        results.put(name, value);
    }
}
