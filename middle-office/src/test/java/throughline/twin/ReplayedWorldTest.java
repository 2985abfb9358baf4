package throughline.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.risk.MiddleMachine;
import throughline.state.StateHash;

/**
 * A replay comes to the state of the office that wrote the journal, whatever the front wrote last: also where that led
 * to nothing but that the office has seen its time.
 */
class ReplayedWorldTest {
    private static final int WORLDS = 60;
    private static final int COMMANDS = 150;

    @Test
    void replaysToTheStateOfTheOfficeThatWroteIt() {
        long seed = Long.getLong("seed", System.nanoTime());
        int unread = 0;
        for (int world = 0; world < WORLDS; world++) {
            TwinOffice office = new TwinOffice(seed + world);
            office.world.found(office::endImport);
            for (int i = 0; i < COMMANDS + world; i++) {
                office.world.step();
            }
            unread += StateHash.of(office.machine) == replayed(office) ? 0 : 1;
            office.tick();
            assertEquals(StateHash.of(office.machine), replayed(office), "-Dseed=" + (seed + world));
        }
        System.out.println("worlds whose last records of the front led to nothing: " + unread);
    }

    private static long replayed(TwinOffice office) {
        Replay replay = new Replay(new MiddleMachine(), office.middle, List.of(office.front), Stops.NONE);
        while (replay.next()) {
            // until the journal's end
        }
        return StateHash.of(replay.machine());
    }
}
