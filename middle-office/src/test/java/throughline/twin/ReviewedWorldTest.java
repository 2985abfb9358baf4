package throughline.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import throughline.control.Checks;
import throughline.message.JournalRecord;
import throughline.office.MemorySnapshots;
import throughline.office.Replay;
import throughline.office.SnapshotStore;
import throughline.office.Stops;
import throughline.review.Check;
import throughline.review.Judged;
import throughline.review.Reviewed;
import throughline.risk.MiddleMachine;

/** Random worlds in which every control binds: each judgement is made again, and its checks lead to its record. */
class ReviewedWorldTest {
    private static final int WORLDS = Integer.getInteger("worlds", 3);
    private static final int COMMANDS = Integer.getInteger("world.commands", 4_500);
    /** Orders of a world that are reviewed: each is a replay of its own. */
    private static final int REVIEWED = 30;

    private final Set<Checks.Control> passed = EnumSet.noneOf(Checks.Control.class);
    private final Set<Checks.Control> failed = EnumSet.noneOf(Checks.Control.class);
    private int judged;

    @Test
    void eachOrdersChecksLeadToItsRecord() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("ReviewedWorldTest -Dseed=" + seed);
        for (int world = 0; world < WORLDS; world++) {
            TwinOffice office = RehearsedWorldTest.live(seed + world, COMMANDS);
            Map<Long, List<JournalRecord>> judgements = Reviewed.judgements(office.middle);
            SnapshotStore snapshots = snapshots(office, seed + world);
            int every = Math.max(1, judgements.size() / REVIEWED);
            int number = 0;
            for (Map.Entry<Long, List<JournalRecord>> order : judgements.entrySet()) {
                if (++number % every == 0) {
                    review(office, snapshots, order.getKey(), order.getValue(),
                        "-Dworlds=1 -Dseed=" + (seed + world));
                }
            }
        }
        assertTrue(judged > WORLDS * REVIEWED, judged + " judged, -Dseed=" + seed);
        assertTrue(passed.size() > 15 && failed.size() > 5, passed + " " + failed + ", -Dseed=" + seed);
    }

    /** Two at the ends of some steps, as an office's desk writes them, wherever that leaves a basket's orders. */
    private static SnapshotStore snapshots(TwinOffice office, long seed) {
        SnapshotStore kept = new MemorySnapshots();
        Replay replay = new Replay(new MiddleMachine(), office.middle, List.of(office.front), Stops.NONE);
        long steps = 0;
        long first = COMMANDS / 4 + Math.floorMod(seed, COMMANDS / 4);
        while (replay.next()) {
            steps += replay.record().isLastOfStep() ? 1 : 0;
            if (replay.record().isLastOfStep() && (steps == first || steps == 2 * first)) {
                replay.snapshot(kept);
            }
        }
        assertTrue(steps > first, steps + " steps, -Dseed=" + seed);
        return kept;
    }

    private void review(TwinOffice office, SnapshotStore snapshots, long orderId, List<JournalRecord> records,
        String seed) {
        List<Judged> again =
            Reviewed.of(orderId, records, office.middle, office.front, new MemorySnapshots());
        assertEquals(records.size(), again.size(), seed);
        assertEquals(again, Reviewed.of(orderId, records, office.middle, office.front, snapshots), seed);
        for (Judged one : again) {
            assertEquals("", Reviewed.fault(one), seed + " order " + orderId + " seq " + one.seq());
            one.checks().forEach(check ->
                (check.result() == Check.Result.FAILED ? failed : passed).add(check.control()));
            judged++;
        }
    }
}
