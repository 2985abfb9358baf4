package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import throughline.office.MemorySnapshots;
import throughline.office.Redecision;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.state.StateHash;

/** What comes of a rig's journals: its office again. */
final class Restored {
    private Restored() {
    }

    /** The office restored from a snapshot: the same, as is one that decides anew on all there was. */
    static MiddleMachine of(MiddleOfficeRig rig) {
        Redecision again = new Redecision(new MiddleMachine(), rig.middle, List.of(rig.front.journal()));
        while (again.next()) {
            // until the end or a difference
        }
        assertEquals("", again.difference());
        assertEquals(StateHash.of(rig.machine), StateHash.of(again.machine()));
        MemorySnapshots snapshots = new MemorySnapshots();
        Replay replay = new Replay(new MiddleMachine(), rig.middle, List.of(rig.front.journal()), Stops.NONE);
        while (replay.next()) {
            // to the end
        }
        replay.snapshot(snapshots);
        MiddleMachine restored = new MiddleMachine();
        assertTrue(new Replay(restored, rig.middle, List.of(rig.front.journal()), Stops.NONE).load(snapshots) > 0);
        assertEquals(StateHash.of(rig.machine), StateHash.of(restored));
        return restored;
    }
}
