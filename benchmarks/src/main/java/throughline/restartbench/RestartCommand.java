package throughline.restartbench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.bookbench.Sheet;
import throughline.live.Scratch;

/** {@code bench restart}: {@link RestartRig} on a made firm. */
@Command(name = "restart", mixinStandardHelpOptions = true, sortOptions = false,
    description = "How long the front office takes from the start of its process to ready, with ten million records in"
        + " its journal, a million of them behind its newest snapshot, and a million orders alive.")
public final class RestartCommand implements Callable<Integer> {
    private static final double NS_IN_S = 1e9;

    @ParentCommand
    private Sheet sheet;

    @Option(names = "--firm", paramLabel = "DIR", description = "A firm made before, or where to make one that stays.")
    private Path firm;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5",
        description = "Starts (default: 5).")
    private int rounds;

    @Option(names = "--heap", paramLabel = "SIZE", description = "The office's heap (default: 6g; 2g with --short).")
    private String heap;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "6", description = "Seed of the orders (default: 6).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        boolean brief = sheet.brief();
        Path data = Firms.make(firm, brief ? Firms.RECORDS_BRIEF : Firms.RECORDS, seed);
        try {
            RestartRig rig = new RestartRig(data, heap != null ? heap : brief ? "2g" : "6g");
            double[] seconds = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                seconds[round] = rig.start() / NS_IN_S;
                System.err.println(String.format(Locale.ROOT, "restart: %.2f s", seconds[round]));
            }
            Arrays.sort(seconds);
            sheet.words().println(String.format(Locale.ROOT, "front office, process start to ready: median %.2f s of %d"
                + " starts (%.2f to %.2f)", seconds[rounds / 2], rounds, seconds[0], seconds[rounds - 1]));
            sheet.result(brief ? "restart_short_seconds" : "restart_seconds",
                BigDecimal.valueOf(seconds[rounds / 2]).setScale(2, RoundingMode.HALF_UP));
        } finally {
            if (firm == null) {
                Scratch.delete(data);
            }
        }
        return 0;
    }
}
