package throughline.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import throughline.exposure.SumsRig;
import throughline.office.MemorySnapshots;
import throughline.office.Redecision;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.risk.MiddleMachine;
import throughline.state.StateHash;

/**
 * The machine and its naive twin under the same seeded commands, world after world: every decision, every state the
 * office sets by itself and every exposure agree.
 */
@Tag("long")
class RiskTwinTest {
    private static final int COMMANDS = Integer.getInteger("twin.commands", 1_000_000);
    private static final int WORLD = 50_000;
    private static final int BETWEEN_EXPOSURES = Integer.getInteger("twin.between", 256);
    private static final int BETWEEN_COPIES = 5_000;
    private static final int SELDOM = 20;

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void agreesOnEveryDecisionAndExposure() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("RiskTwinTest -Dseed=" + seed);
        TwinOffice office = null;
        for (int left = COMMANDS, world = 0; left > 0; left -= WORLD, world++) {
            office = live(seed + world, Math.min(left, WORLD));
            office.follower.seen.forEach((what, count) -> seen.merge(what, count, Integer::sum));
        }
        System.out.println(seen);
        assertEquals(List.of(), RandomCodesTest.unseen(seen), "codes never came up, -Dseed=" + seed);
        for (String what : List.of("NEW accepted", "AMENDMENT accepted", "AMENDMENT rejected", "RESTATED accepted",
            "RESTATED rejected", "basket accepted", "basket rejected", "warned true", "overridden true",
            "reducing true", "state DAILY_LOSS", "state REPEATED_EXECUTION", "state DRIFT")) {
            assertTrue(seen.getOrDefault(what, 0) >= Math.min(SELDOM, COMMANDS / WORLD), what + " in " + seen);
        }
        restoresAndDecidesAlike(office, seed);
    }

    private TwinOffice live(long seed, int commands) {
        TwinOffice office = new TwinOffice(seed);
        Exposed exposed = new Exposed(office.machine, office.follower.twin);
        try {
            office.world.found(office::endImport);
            for (int i = 0; i < commands; i++) {
                office.world.step();
                if (i % BETWEEN_EXPOSURES == 0) {
                    exposed.compare();
                }
                if (i % BETWEEN_COPIES == BETWEEN_COPIES - 1) {
                    SumsRig.carry(office.machine, new MiddleMachine());
                }
            }
            exposed.compare();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("-Dseed=" + seed + " -Dtwin.commands=" + WORLD + ", command "
                + office.world.number + ": " + e.getMessage(), e);
        }
        return office;
    }

    private static void restoresAndDecidesAlike(TwinOffice office, long seed) {
        office.tick();
        long hash = StateHash.of(office.machine);
        Replay replay = new Replay(new MiddleMachine(), office.middle, List.of(office.front), Stops.NONE);
        while (replay.next()) {
            // until the journal's end
        }
        assertEquals(hash, StateHash.of(replay.machine()), "replayed, -Dseed=" + seed);
        MemorySnapshots snapshots = new MemorySnapshots();
        replay.snapshot(snapshots);
        MiddleMachine restored = new MiddleMachine();
        Replay fromSnapshot = new Replay(restored, office.middle, List.of(office.front), Stops.NONE);
        assertTrue(fromSnapshot.load(snapshots) > 0);
        assertEquals(hash, StateHash.of(restored), "restored, -Dseed=" + seed);
        Redecision again = new Redecision(new MiddleMachine(), office.middle, List.of(office.front));
        while (again.next()) {
            // until the journal's end or a difference
        }
        assertEquals("", again.difference());
    }
}
