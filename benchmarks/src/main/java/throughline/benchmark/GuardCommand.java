package throughline.benchmark;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code bench guard}: {@link Guard} over the committed figures, or commits others. */
@Command(name = "guard", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Measures, in short form, what must not become worse, each as a ratio to something measured beside"
        + " it, and holds it against the committed figures.", "Exit 1 naming what is worse than its noise explains."})
final class GuardCommand implements Callable<Integer> {
    private static final Path SOURCE = Path.of("benchmarks", "src", "main", "resources", GuardFile.RESOURCE);

    @ParentCommand
    private Bench bench;

    @Option(names = "--commit", description = "Writes this machine's figures into the committed file instead.")
    private boolean commit;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
        description = "With --commit: the median of so many is written (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public Integer call() throws IOException {
        GuardFile file = GuardFile.committed();
        bench.shorten();
        if (commit) {
            return commit(file);
        }
        Guard guard = new Guard(file.lines());
        List<String> complaints = guard.judge(bench::measured);
        for (Guard.Line line : file.lines()) {
            BigDecimal seen = guard.best().get(line.key());
            bench.words().printf("%-26s committed %8s  allowed %s %8s  seen %8s%n", line.key(),
                line.committed().toPlainString(), line.better().sign, line.allowed().toPlainString(),
                seen == null ? "—" : seen.toPlainString());
        }
        guard.best().forEach(bench::result);
        complaints.forEach(complaint -> System.err.println("guard: " + complaint));
        bench.words().println(complaints.isEmpty() ? "guard: all " + file.lines().size() + " figures hold"
            : "guard: " + complaints.size() + " of " + file.lines().size() + " figures do not hold");
        return complaints.isEmpty() ? 0 : 1;
    }

    private int commit(GuardFile file) throws IOException {
        Map<String, List<BigDecimal>> seen = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String command : file.lines().stream().map(Guard.Line::command).distinct().toList()) {
                Map<String, BigDecimal> figures = bench.measured(command);
                file.lines().stream().map(Guard.Line::key).filter(figures::containsKey)
                    .filter(key -> seen.getOrDefault(key, List.of()).size() < rounds)
                    .forEach(key -> seen.computeIfAbsent(key, name -> new ArrayList<>()).add(figures.get(key)));
            }
        }
        Map<String, BigDecimal> medians = new LinkedHashMap<>();
        for (Guard.Line line : file.lines()) {
            List<BigDecimal> sorted = seen.getOrDefault(line.key(), List.of()).stream().sorted().toList();
            if (sorted.isEmpty()) {
                System.err.println("guard: " + line.key() + " was not measured, nothing is written");
                return 1;
            }
            medians.put(line.key(), sorted.get(sorted.size() / 2));
            bench.words().printf("%-26s %s, of %d from %s to %s%n", line.key(), medians.get(line.key()), sorted.size(),
                sorted.get(0), sorted.get(sorted.size() - 1));
        }
        Path source = Path.of(System.getProperty("throughline.home", ".")).resolve(SOURCE);
        Files.writeString(source, file.with(medians));
        bench.words().println("written: " + SOURCE);
        return 0;
    }
}
