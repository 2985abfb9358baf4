package throughline.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real offices and a client that never hears an answer: what {@code ./firm bench deaf} does with more orders. A
 * seed of chance each time, told when it does not hold; {@code -Ddeaf.seed=S} takes that one again.
 */
@Tag("long")
final class DeafTest {
    private static final int ORDERS = 30;
    private static final int TIMES = 5;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whatIsRepeatedUnheardStandsOnce() throws IOException {
        long seed = Long.getLong("deaf.seed", System.nanoTime() & Integer.MAX_VALUE);
        Path directory = Path.of("target", "deaf").toAbsolutePath();
        Scratch.delete(directory);
        try (DeafRig rig = new DeafRig(Files.createDirectories(directory.resolve("data")), directory.resolve("logs"),
            seed, ORDERS)) {
            assertEquals(2 * ORDERS, rig.orders());
            rig.run(TIMES);
        } catch (BrokenPromise e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
