package throughline.partbench;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import throughline.bookbench.Sheet;

/** {@code bench codec}: {@link CodecBenchmark}. */
@Command(name = "codec", mixinStandardHelpOptions = true,
    description = "What an order costs in bytes: written with its CRC, and read back. ns a record.")
public final class CodecCommand implements Callable<Integer> {
    @ParentCommand
    private Sheet sheet;

    @Override
    public Integer call() throws RunnerException {
        return new PartRun(sheet).say(CodecBenchmark.class) ? 0 : 1;
    }
}
