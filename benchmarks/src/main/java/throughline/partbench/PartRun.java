package throughline.partbench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import throughline.bookbench.Sheet;
import throughline.riskbench.RiskBenchmark;

/**
 * Runs one part's JMH class and says what it saw: {@code PART_METHOD_ns}, nanoseconds an operation, and
 * {@code PART_bytes}, whole bytes an operation allocates by JMH's GC profiler, the most of its methods; JMH's own few
 * kilobytes an iteration are in it.
 */
final class PartRun {
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final int BRIEF_ITERATIONS = 3;
    private static final int BRIEF_MS = 300;

    private final Sheet sheet;

    PartRun(Sheet sheet) {
        this.sheet = sheet;
    }

    /** What a class measures: its name without {@code Benchmark}. */
    static String part(Class<?> benchmark) {
        return benchmark.getSimpleName().replaceFirst("Benchmark$", "").toLowerCase(Locale.ROOT);
    }

    /** Options to run a class with, shorter and fewer when the sheet wants it brief. */
    ChainedOptionsBuilder options(Class<?> benchmark) {
        ChainedOptionsBuilder builder = new OptionsBuilder().include("^" + benchmark.getName() + "\\.");
        if (sheet.brief()) {
            builder.warmupIterations(BRIEF_ITERATIONS).warmupTime(TimeValue.milliseconds(BRIEF_MS))
                .measurementIterations(BRIEF_ITERATIONS).measurementTime(TimeValue.milliseconds(BRIEF_MS));
        }
        return builder;
    }

    /** Runs what the options say in JVMs of their own; JMH's own words go to stderr. */
    static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build(), OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
            .run();
    }

    /**
     * Runs a part and says it.
     *
     * @return whether it gave a result
     */
    boolean say(Class<?> benchmark) throws RunnerException {
        String part = part(benchmark);
        ChainedOptionsBuilder options = options(benchmark).addProfiler(GCProfiler.class);
        if (benchmark == RiskBenchmark.class) {
            options.param("firm", RiskBenchmark.EMPTY);
        }
        BigDecimal most = BigDecimal.ZERO;
        Collection<RunResult> runs = run(options);
        for (RunResult run : runs) {
            String method = run.getParams().getBenchmark().replaceFirst(".*\\.", "");
            BigDecimal ns = rounded(run.getPrimaryResult().getScore());
            Result<?> allocated = run.getSecondaryResults().get(BYTES);
            BigDecimal bytes = rounded(allocated.getScore());
            most = most.max(bytes);
            sheet.words().printf("%-8s %-9s %9s ns %8s bytes an operation%n", part, method, ns, bytes);
            sheet.result(part + (method.equals(part) ? "" : "_" + method) + "_ns", ns);
        }
        if (!runs.isEmpty()) {
            sheet.result(part + "_bytes", most.setScale(0, RoundingMode.FLOOR));
        }
        return !runs.isEmpty();
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    }
}
