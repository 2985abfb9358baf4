package throughline.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.journal.RecordCursor;
import throughline.message.LimitSetDecoder;
import throughline.office.MemorySnapshots;
import throughline.rehearsal.Proposal;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Span;
import throughline.rehearsal.Tried;
import throughline.state.StateHash;

/** Random worlds in which every control binds, rehearsed under the limits that stood: nothing differs, no state. */
class RehearsedWorldTest {
    private static final int WORLDS = Integer.getInteger("worlds", 3);
    private static final int COMMANDS = Integer.getInteger("world.commands", 4_500);
    private static final int FEWEST_JUDGED = 60;

    private long judged;

    /** One limit, whatever its bound. */
    private record Limit(long scope, int metric) {
    }

    /** Where a limit was set last. */
    private record Standing(Proposal limit, long seq) {
    }

    @Test
    void theLimitsThatStoodDifferInNothing() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("RehearsedWorldTest -Dseed=" + seed);
        for (int world = 0; world < WORLDS; world++) {
            TwinOffice office = live(seed + world, COMMANDS);
            long last = lastSeq(office);
            for (long from : new long[] {1, last / 3, last - last / 4}) {
                rehearse(office, from, "-Dseed=" + (seed + world) + " -Dworlds=1 from " + from);
            }
        }
        assertTrue(judged > WORLDS * FEWEST_JUDGED, judged + " judged, -Dseed=" + seed);
    }

    /** As far as office and twin are of one mind, which is another test's concern; then once more a tick. */
    static TwinOffice live(long seed, int commands) {
        TwinOffice office = new TwinOffice(seed);
        try {
            office.world.found(office::endImport);
            for (int i = 0; i < commands; i++) {
                office.world.step();
            }
        } catch (AssertionError e) {
            System.out.println("-Dseed=" + seed + " ends at command " + office.world.number + ": " + e.getMessage());
        }
        office.script.timeNs += 2_000_000_000L;
        office.work();
        return office;
    }

    private static long lastSeq(TwinOffice office) {
        long seq = 0;
        try (RecordCursor cursor = new RecordCursor("middle", office.middle)) {
            while (cursor.next()) {
                seq = cursor.seq();
            }
        }
        return seq;
    }

    private void rehearse(TwinOffice office, long from, String seed) {
        List<Proposal> same = unchangedSince(office, from);
        Span span = Tried.span(from, Long.MAX_VALUE);
        Rehearsal rehearsal = Tried.run(office.middle, office.front, new MemorySnapshots(), span, same);
        assertEquals("", rehearsal.failure(), seed);
        assertEquals(0, rehearsal.progress().counts().contradicted(), seed);
        assertEquals(0, rehearsal.differences().size(),
            () -> seed + " " + rehearsal.differences().get(0) + " " + same);
        judged += rehearsal.progress().counts().judged();
        assertEquals(rehearsal.progress().before(), rehearsal.progress().after(), seed);
        long[] states = Tried.states(office.middle, office.front, span, same);
        assertEquals(StateHash.of(office.machine), states[0], seed);
        assertEquals(StateHash.of(office.machine), states[1], seed);
    }

    /** The limits that nobody set in the span, as they stand. */
    private static List<Proposal> unchangedSince(TwinOffice office, long from) {
        Map<Limit, Standing> last = new LinkedHashMap<>();
        LimitSetDecoder set = new LimitSetDecoder();
        try (RecordCursor cursor = new RecordCursor("middle", office.middle)) {
            while (cursor.next()) {
                if (cursor.record().templateId() == LimitSetDecoder.TEMPLATE_ID) {
                    set.wrap(cursor.record().buffer(), cursor.record().body(), cursor.record().blockLength(),
                        cursor.record().version());
                    last.put(new Limit(set.scope(), set.metric().value()),
                        new Standing(new Proposal(set.scope(), set.metric(), set.value()), cursor.seq()));
                }
            }
        }
        List<Proposal> unchanged = new ArrayList<>();
        last.values().forEach(one -> {
            if (one.seq < from) {
                unchanged.add(one.limit);
            }
        });
        return unchanged;
    }
}
