package throughline.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The firm in one thread, stopped at every point there is. {@code -Dsmall.seed=N} repeats one failing seed. */
final class SmallWorldTest {
    private static final int SEEDS = Integer.getInteger("small.seeds", 1_000);
    private static final Long ONE_SEED = Long.getLong("small.seed");

    @Test
    void aFirmThatIsNeverStoppedBalances() {
        new SmallWorld(1, false, new Coverage()).run();
    }

    @Test
    void theSameSeedLeadsToTheSameJournals() {
        assertEquals(journals(7), journals(7));
    }

    private static List<String> journals(long seed) {
        SmallWorld world = new SmallWorld(seed, true, new Coverage());
        world.run();
        return world.journals().stream()
            .map(documents -> documents.stream().map(java.util.Arrays::hashCode).toList().toString()).toList();
    }

    @Test
    void whereverItIsStoppedItGoesOnAsIfItHadNotBeen() {
        Coverage coverage = new Coverage();
        long first = ONE_SEED == null ? 1 : ONE_SEED;
        long last = ONE_SEED == null ? SEEDS : ONE_SEED;
        for (long seed = first; seed <= last; seed++) {
            try {
                new SmallWorld(seed, true, coverage).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("small world: seed " + seed + " fails; repeat it: -Dsmall.seed=" + seed, e);
            }
            if (seed % 100 == 0) {
                System.out.println("small world: " + seed + " seeds, " + coverage);
            }
        }
        System.out.println("small world: seeds " + first + " to " + last + ": " + coverage);
        System.out.println("small world: passed and never stopped at: " + coverage.missed());
        assertTrue(ONE_SEED != null || coverage.stopped() > 0, "no stop was reached");
    }
}
