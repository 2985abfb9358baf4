package throughline.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real offices without their middle for longer than an order may wait: what {@code ./firm bench outage} does for a
 * minute. Logs and data of the last run lie in {@code target/outage}.
 */
@Tag("long")
final class OutageTest {
    private static final int SECONDS_AWAY = 11;
    private static final int PER_SECOND = 40;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void nothingOldIsAcceptedAndNoCancelIsForgotten() throws IOException {
        Path directory = Path.of("target", "outage").toAbsolutePath();
        Scratch.delete(directory);
        try (OutageRig rig = new OutageRig(Files.createDirectories(directory.resolve("data")),
            directory.resolve("logs"), PER_SECOND)) {
            OutageRig.Outcome seen = rig.run(3, SECONDS_AWAY, 3);
            assertEquals(Set.of("503 NEXT_OFFICE_SILENT"), seen.lateAnswers().keySet());
            assertTrue(seen.canceled() > SECONDS_AWAY, () -> "cancels while it was away: " + seen.canceled());
            assertTrue(seen.tooOld() > 0, "orders captured just before the silence was noticed are too old");
        } catch (BrokenPromise e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
