package throughline.play;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class PlaySummaryTest {
    @Test
    void findsPercentilesInWholeNumbers() {
        Histogram histogram = new Histogram(1_000_000, 3);
        assertEquals(0, PlaySummary.valueAt(histogram, 500));
        for (int value = 1; value <= 1_000; value++) {
            histogram.recordValue(value);
        }
        assertEquals(500, PlaySummary.valueAt(histogram, 500));
        assertEquals(990, PlaySummary.valueAt(histogram, 990));
        assertEquals(999, PlaySummary.valueAt(histogram, 999));
    }

    @Test
    void drawsHowFarItIs() {
        assertEquals("[############............] 50 % · 1000 answered · 500/s, 2 s left",
            Progress.barText(5_000, 10_000, 1_000, "answered", 2_000_000_000L));
        assertEquals("[........................] 0 % · 0 answered · 0/s", Progress.barText(0, 10, 0, "answered", 1));
    }
}
