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
import throughline.live.OutageRig;

/** {@code bench outage}: {@link OutageRig} once. */
@Command(name = "outage", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Kills the real middle office under load, leaves it away, starts it again, and proves that answers"
        + " were as designed, nothing was accepted too old and nothing outlived its cancel.",
        "Exit 1 when it does not hold."})
final class OutageCommand implements Callable<Integer> {
    private static final int SHORT_SECONDS = 12;
    private static final int AROUND_SECONDS = 5;

    @ParentCommand
    private Bench bench;

    @Option(names = "--seconds", paramLabel = "N", description = "How long it stays away (default: 60; 12 with"
        + " --short).")
    private Integer seconds;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "100", description = "Orders a second (default: 100).")
    private int rate;

    @Mixin
    private RigData data = new RigData();

    @Override
    public Integer call() throws IOException {
        PrintStream words = bench.words();
        int away = seconds != null ? seconds : bench.brief() ? SHORT_SECONDS : 60;
        Path directory = data.make("outage");
        System.err.println("outage: data in " + directory + "; starting the firm …");
        OutageRig.Outcome seen;
        try (OutageRig rig = new OutageRig(directory, directory.resolve("outage-logs"), rate)) {
            seen = rig.run(AROUND_SECONDS, away, AROUND_SECONDS);
        } catch (BrokenPromise e) {
            return data.failed(words, "outage FAILED", e);
        }
        words.printf("held: middle office away for %d s at %d orders a second, ready again in %.1f s%n", away, rate,
            seen.backMs() / 1000.0);
        words.printf("  answers while it was away:        %s%n", seen.answers());
        words.printf("  of them after it was silent long: %s%n", seen.lateAnswers());
        words.printf("  working orders canceled meanwhile: %d, each answered 200, none works%n", seen.canceled());
        words.printf("  rejected ORDER_TOO_OLD when it was back: %d; oldest order accepted in the whole run: %,d ms%n",
            seen.tooOld(), seen.oldestAcceptedMs());
        words.println("  verify exit 0");
        bench.result("outage_seconds", BigDecimal.valueOf(away));
        bench.result("outage_orders", BigDecimal.valueOf(seen.sent()));
        bench.result("outage_too_old", BigDecimal.valueOf(seen.tooOld()));
        bench.result("outage_oldest_accepted_ms", BigDecimal.valueOf(seen.oldestAcceptedMs()));
        return data.held();
    }
}
