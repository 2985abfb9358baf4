package throughline.linebench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line's rigs do what they say; how long it takes is not looked at. */
final class LineTest {
    private static final LineSize SMALL = new LineSize(8, 10, 2);
    /** More than the flow lets rest, so that it takes and cancels, too. */
    private static final int BEFORE = 16_000;
    private static final int COUNT = 1_000;

    @TempDir
    private Path data;

    @Test
    void allThatIsSentIsDecidedAndWhatTakesIsExecuted() {
        try (LineFirm firm = firm(false); LineSide line = new LineSide(firm); OtherThread other = new OtherThread()) {
            line.warmUp(BEFORE);
            assertTrue(line.captureLength() > 0 && line.decisionLength() > 0);
            for (int run = 0; run < 4; run++) {
                Pace asked = new Pace(10_000, COUNT);
                Pace pace = run % 2 == 0 ? asked.run(line) : asked.run(line, other);
                assertEquals(COUNT * 4 / 5, pace.decisions.count());
                assertEquals(COUNT * 4 / 5 * 2 / 5, pace.executions.count());
                assertTrue(pace.decisions.at(50) <= pace.decisions.at(99));
            }
        }
    }

    @Test
    void bareQueuesAnswerAll() {
        try (BareSide bare = new BareSide(data, 200, 300); OtherThread other = new OtherThread()) {
            Pace pace = new Pace(10_000, COUNT).run(bare, other);
            assertEquals(COUNT * 4 / 5, pace.decisions.count());
            assertEquals(0, pace.executions.count());
        }
    }

    @Test
    void ordersGoTheWholeWayReadOrBooked() {
        assertTrue(documents(false) > 2);
        assertTrue(documents(true) > 2);
    }

    private double documents(boolean books) {
        try (LineFirm firm = firm(books); PathRig rig = new PathRig(data.resolve("queues" + books), firm)) {
            return rig.round(BEFORE).documents();
        }
    }

    private LineFirm firm(boolean books) {
        return new LineFirm(data.resolve("firm" + books), SMALL, 1, BEFORE, books);
    }
}
