package throughline.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.live.BrokenPromise;
import throughline.live.DeafRig;

/** {@code bench deaf}: {@link DeafRig} once. */
@Command(name = "deaf", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Sends orders, baskets and trades without ever reading an answer, all of it five times, while the"
        + " offices are killed and started again, and proves that each stands once.", "Exit 1 when it does not hold."})
final class DeafCommand implements Callable<Integer> {
    private static final int TIMES = 5;
    private static final int SHORT_ORDERS = 100;

    @ParentCommand
    private Bench bench;

    @Option(names = "--orders", paramLabel = "N", description = "Single orders; as many again come in baskets"
        + " (default: 1000; 100 with --short).")
    private Integer orders;

    @Option(names = "--seed", paramLabel = "S", description = "What is sent and when the offices are killed.")
    private Long seed;

    @Mixin
    private RigData data = new RigData();

    @Override
    public Integer call() throws IOException {
        PrintStream words = bench.words();
        long usedSeed = seed == null ? System.nanoTime() & Integer.MAX_VALUE : seed;
        int usedOrders = orders != null ? orders : bench.brief() ? SHORT_ORDERS : 1000;
        Path directory = data.make("deaf");
        System.err.println("deaf: seed " + usedSeed + ", data in " + directory + "; starting the firm …");
        try (DeafRig rig = new DeafRig(directory, directory.resolve("deaf-logs"), usedSeed, usedOrders)) {
            int unheard = rig.run(TIMES);
            words.printf("held: %,d requests sent and none of their answers heard, offices killed %d times: each of"
                + " %,d orders stands once, each basket and trade too; verify exit 0; seed %d%n", unheard,
                3 * (TIMES - 1), rig.orders(), usedSeed);
            bench.result("deaf_requests", BigDecimal.valueOf(unheard));
            bench.result("deaf_orders", BigDecimal.valueOf(rig.orders()));
        } catch (BrokenPromise e) {
            return data.failed(words, "deaf FAILED, seed " + usedSeed, e);
        }
        return data.held();
    }
}
