package throughline.benchmark;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code bench codec}: {@link CodecBenchmark}. */
@Command(name = "codec", mixinStandardHelpOptions = true,
    description = "What an order costs in bytes: written with its CRC, and read back. ns a record.")
final class CodecCommand implements Callable<Integer> {
    @ParentCommand
    private Bench bench;

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder builder = new OptionsBuilder().include(CodecBenchmark.class.getName());
        if (bench.brief()) {
            builder.warmupIterations(1).warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(1).measurementTime(TimeValue.milliseconds(500));
        }
        Options options = builder.build();
        Collection<RunResult> runs =
            new Runner(options, OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL)).run();
        for (RunResult run : runs) {
            String method = run.getParams().getBenchmark().replaceFirst(".*\\.", "");
            BigDecimal ns = BigDecimal.valueOf(run.getPrimaryResult().getScore()).setScale(1, RoundingMode.HALF_UP);
            bench.words().printf("codec %-7s %s ns a record%n", method, ns);
            bench.result("codec_" + method + "_ns", ns);
        }
        return runs.isEmpty() ? 1 : 0;
    }
}
