package throughline.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import throughline.live.Blow.Kind;
import throughline.files.BadReferenceFilesException;

/**
 * The real offices under {@code kill -9}: a few rounds of what {@code ./firm bench crash} does many of. A seed of
 * chance each time, told when a round does not hold; {@code -Dcrash.seed=S} takes that one again. Logs and data of the
 * last run lie in {@code target/crash}.
 */
@Tag("long")
final class CrashTest {
    private static final List<Kind> KILLS = List.of(Kind.FRONT, Kind.MIDDLE, Kind.BACK, Kind.TWO);
    private static final List<Kind> STOPS =
        List.of(Kind.FRONT_STOP, Kind.MIDDLE_STOP, Kind.BACK_STOP, Kind.BOOKS_STOP);
    private static final int ORDERS = 300;
    private static final int ORDERS_PER_SECOND = 150;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void nothingAcknowledgedIsLostAndNothingIsDoneTwice() throws IOException, BadReferenceFilesException {
        long seed = Long.getLong("crash.seed", System.nanoTime() & Integer.MAX_VALUE);
        SplittableRandom random = new SplittableRandom(seed);
        List<Kind> kinds = List.of(KILLS.get(random.nextInt(KILLS.size())), Kind.POSTGRES,
            STOPS.get(random.nextInt(STOPS.size())));
        Path directory = Path.of("target", "crash").toAbsolutePath();
        Scratch.delete(directory);
        int round = 0;
        try (CrashRig rig = new CrashRig(directory.resolve("data"), Files.createDirectories(directory.resolve("logs")),
            seed, ORDERS, ORDERS_PER_SECOND)) {
            rig.begin();
            for (Kind kind : kinds) {
                round++;
                CrashRig.Round went = rig.round(round, kind);
                assertEquals(ORDERS, went.acknowledged(), went + ", seed " + seed);
                assertEquals(0, went.verifyExit());
                assertTrue(went.afterOrders() < ORDERS, "the blow fell during play: " + went);
            }
            assertEquals(ORDERS * kinds.size(), rig.end());
        } catch (BrokenPromise e) {
            throw new AssertionError("round " + round + " of " + kinds + ", seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
