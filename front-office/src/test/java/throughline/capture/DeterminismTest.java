package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.office.MemorySnapshots;
import throughline.office.Redecision;
import throughline.office.Replay;
import throughline.state.StateHash;

/** Random days, in every state of which a restored front office equals the one that went on, and decides alike. */
class DeterminismTest {
    private final long seed = Long.getLong("seed", System.nanoTime());

    private Bench day(int operations) {
        System.out.println("DeterminismTest -Dseed=" + seed);
        Bench bench = new Bench(Bench.STREET_ON).opened();
        RandomDay days = new RandomDay(bench, seed);
        days.trade(operations);
        days.close();
        days.trade(operations / 4);
        return bench;
    }

    @Test
    void aSnapshotAtEveryRecordIsTheState() {
        Bench bench = day(600);
        long live = StateHash.of(bench.state());
        List<Long> hashes = new ArrayList<>();
        try (Replay replay = bench.replay()) {
            while (replay.next()) {
                hashes.add(StateHash.of(replay.machine()));
                MemorySnapshots store = new MemorySnapshots();
                replay.snapshot(store);
                try (Replay restored = bench.replay()) {
                    assertEquals(replay.seq(), restored.load(store));
                    assertEquals(StateHash.of(replay.machine()), StateHash.of(restored.machine()),
                        () -> "at seq " + replay.seq() + ", -Dseed=" + seed);
                }
            }
            assertEquals(live, StateHash.of(replay.machine()), "-Dseed=" + seed);
        }
        assertTrue(hashes.size() > 500, "only " + hashes.size() + " records, -Dseed=" + seed);
    }

    @Test
    void aRestoredOfficeGoesOnAlike() {
        Bench bench = day(300);
        long live = StateHash.of(bench.state());
        try (Replay replay = bench.replay()) {
            while (replay.next()) {
                if (replay.seq() % 37 == 0) {
                    MemorySnapshots store = new MemorySnapshots();
                    replay.snapshot(store);
                    try (Replay restored = bench.replay()) {
                        restored.load(store);
                        while (restored.next()) {
                            continue;
                        }
                        assertEquals(live, StateHash.of(restored.machine()), "-Dseed=" + seed);
                    }
                }
            }
        }
    }

    @Test
    void theSameInputsLeadToTheSameBytes() {
        Bench bench = day(1_000);
        try (Redecision again = bench.redecision()) {
            while (again.next()) {
                continue;
            }
            assertEquals("", again.difference(), "-Dseed=" + seed);
            assertTrue(again.decided() > 1_000, again.decided() + " steps decided again, -Dseed=" + seed);
            assertEquals(StateHash.of(bench.state()), StateHash.of(again.machine()));
        }
    }

    @Test
    void whatIsExecutedStandsInOrdersExecutionsAndPositionsAlike() {
        Bench bench = new Bench(Bench.STREET_ON).opened();
        RandomDay days = new RandomDay(bench, seed);
        days.trade(1_000);
        FrontMachine state = bench.state();
        long cum = 0;
        for (int row = 0; row < state.orders().end(); row++) {
            cum += state.orders().cum(row);
        }
        long executed = 0;
        for (int row = 0; row < state.blotter().executions().size(); row++) {
            executed += state.blotter().executions().quantity(row);
        }
        long moved = 0;
        for (int row = 0; row < state.blotter().positions().size(); row++) {
            moved += state.blotter().positions().bought(row) + state.blotter().positions().sold(row);
        }
        assertTrue(cum > 1_000, "only " + cum + " executed, -Dseed=" + seed);
        assertEquals(List.of(cum, cum), List.of(executed, moved), "-Dseed=" + seed);
        days.close();
        assertEquals(0, state.orders().end() + bench.state().blotter().executions().size());
    }
}
