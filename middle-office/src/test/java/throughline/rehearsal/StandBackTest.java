package throughline.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How long a rehearsal leaves the processor alone, by what the office wrote meanwhile. */
class StandBackTest {
    private static final long MS = 1_000_000;

    private final StandBack standBack = new StandBack(1_000, 0);

    @Test
    void anIdleOfficeIsNotWaitedFor() {
        assertEquals(0, standBack.pauseNs(1_000, 5 * MS));
    }

    @Test
    void aBusyOneIsTheMoreTheMoreItWrites() {
        assertEquals(MS / 2, standBack.pauseNs(1_005, 5 * MS), "5 records");
        standBack.resumed(6 * MS);
        assertEquals(5 * MS, standBack.pauseNs(1_055, 11 * MS), "50 records: half of the time");
        standBack.resumed(16 * MS);
        assertEquals(0, standBack.pauseNs(1_055, 21 * MS), "idle again");
    }

    @Test
    void neverMoreThanFourTimesTheWork() {
        assertEquals(20 * MS, standBack.pauseNs(1_000_000, 5 * MS));
        standBack.resumed(25 * MS);
        assertEquals(8 * MS, standBack.pauseNs(2_000_000, 27 * MS));
    }
}
