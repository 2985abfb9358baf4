package throughline.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import throughline.files.BadReferenceFilesException;
import throughline.live.Blow;
import throughline.live.BrokenPromise;
import throughline.live.CrashRig;

/** {@code bench crash}: {@link CrashRig}, round after round, each kind of blow in its turn. */
@Command(name = "crash", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Kills the real offices and PostgreSQL while they are played against, and proves the firm after each"
        + " round.", "Exit 1 at the first round that does not hold."})
final class CrashCommand implements Callable<Integer> {
    private static final int SHORT_ROUNDS = 3;
    private static final int SHORT_ORDERS = 400;

    @ParentCommand
    private Bench bench;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds (default: 20; 3 with --short).")
    private Integer rounds;

    @Option(names = "--orders", paramLabel = "N", description = "Orders a round (default: 2000; 400 with --short).")
    private Integer orders;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "400", description = "Orders a second (default: 400).")
    private int rate;

    @Option(names = "--seed", paramLabel = "S", description = "What is killed, when and for how long follows from it.")
    private Long seed;

    @Mixin
    private RigData data = new RigData();

    private int acknowledged;
    private long slowestMs;

    @Override
    public Integer call() throws IOException, BadReferenceFilesException {
        PrintStream words = bench.words();
        long usedSeed = seed == null ? System.nanoTime() & Integer.MAX_VALUE : seed;
        int usedRounds = rounds != null ? rounds : bench.brief() ? SHORT_ROUNDS : 20;
        int usedOrders = orders != null ? orders : bench.brief() ? SHORT_ORDERS : 2000;
        Path directory = data.make("crash");
        System.err.println("crash: seed " + usedSeed + ", data in " + directory + "; starting the firm …");
        int round = 0;
        try (CrashRig rig = new CrashRig(directory, directory.resolve("crash-logs"), usedSeed, usedOrders, rate)) {
            rig.begin();
            for (Blow.Kind kind : kinds(usedRounds, usedSeed)) {
                round++;
                say(words, round, usedRounds, rig.round(round, kind));
            }
            acknowledged = rig.end();
        } catch (BrokenPromise e) {
            return data.failed(words, "round " + round + " of " + usedRounds + " FAILED, seed " + usedSeed, e);
        }
        words.printf("held: %d rounds, %,d orders acknowledged, each of them there, nothing twice, verify exit 0 each"
            + " time; slowest ready again %.1f s; seed %d%n", usedRounds, acknowledged, slowestMs / 1000.0, usedSeed);
        bench.result("crash_rounds", BigDecimal.valueOf(usedRounds));
        bench.result("crash_orders", BigDecimal.valueOf(acknowledged));
        bench.result("crash_slowest_ready_ms", BigDecimal.valueOf(slowestMs));
        bench.result("crash_seed", BigDecimal.valueOf(usedSeed));
        return data.held();
    }

    /** Every kind before one comes again, in an order of chance. */
    private static List<Blow.Kind> kinds(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Blow.Kind> kinds = new ArrayList<>();
        List<Blow.Kind> left = new ArrayList<>();
        while (kinds.size() < count) {
            if (left.isEmpty()) {
                left.addAll(List.of(Blow.Kind.values()));
            }
            kinds.add(left.remove(random.nextInt(left.size())));
        }
        return kinds;
    }

    private void say(PrintStream words, int number, int of, CrashRig.Round round) {
        slowestMs = Math.max(slowestMs, round.readyMs());
        words.printf("round %2d of %d: %-42s after %4d orders, %4.1f s; %,5d acknowledged; ready again in %4.1f s;"
            + " verify exit %d%n", number, of, round.hit(), round.afterOrders(), round.afterMs() / 1000.0,
            round.acknowledged(), round.readyMs() / 1000.0, round.verifyExit());
        words.flush();
    }
}
