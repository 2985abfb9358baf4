package throughline.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real offices without their PostgreSQL for some seconds: what {@code ./firm bench dbdown} does for a minute. Logs
 * and data of the last run lie in {@code target/dbdown}.
 */
@Tag("long")
final class BooksAwayTest {
    private static final long SEED = 5;
    private static final int SECONDS_AWAY = 5;
    private static final int PER_SECOND = 40;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void ordersGoOnAndTheBooksCatchUp() throws Exception {
        Path directory = Path.of("target", "dbdown").toAbsolutePath();
        Scratch.delete(directory);
        System.out.println("dbdown: seed " + SEED);
        try (BooksAwayRig rig = new BooksAwayRig(Files.createDirectories(directory.resolve("data")),
            directory.resolve("logs"), SEED, PER_SECOND)) {
            BooksAwayRig.Outcome seen = rig.run(2, SECONDS_AWAY, 2);
            System.out.println("dbdown: " + seen);
            assertTrue(seen.mostBehind() > 0 && seen.entries() > seen.mostBehind(), seen::toString);
        } catch (BrokenPromise e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
