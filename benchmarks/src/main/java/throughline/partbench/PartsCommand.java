package throughline.partbench;

import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.bookbench.Sheet;
import throughline.riskbench.RiskBenchmark;

/** {@code bench parts}: each hot part alone. */
@Command(name = "parts", mixinStandardHelpOptions = true,
    description = "Each hot part alone, by JMH: codec, append, poll, capture, risk, book, booking, replay. Nanoseconds"
        + " and bytes allocated an operation.")
public final class PartsCommand implements Callable<Integer> {
    private static final List<Class<?>> PARTS = List.of(CodecBenchmark.class, AppendBenchmark.class,
        PollBenchmark.class, CaptureBenchmark.class, RiskBenchmark.class, BookBenchmark.class, BookingBenchmark.class,
        ReplayBenchmark.class);

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--only", paramLabel = "PART", split = "\\+", hideParamSyntax = true,
        description = "These parts only, joined by +.")
    private List<String> only;

    @Override
    public Integer call() throws RunnerException {
        PartRun run = new PartRun(sheet);
        int ran = 0;
        for (Class<?> part : PARTS) {
            if (only == null || only.contains(PartRun.part(part))) {
                ran += run.say(part) ? 1 : 0;
            }
        }
        return ran == (only == null ? PARTS.size() : only.size()) ? 0 : 1;
    }
}
