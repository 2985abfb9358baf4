package throughline.partbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Each part's benchmark does what it says, once; how long it takes is not looked at. */
final class PartsTest {

    @Test
    void ordersAreCapturedEachOnce() {
        CaptureBenchmark benchmark = new CaptureBenchmark();
        benchmark.open();
        int first = benchmark.capture();
        assertEquals(2 * first, benchmark.capture());
    }

    @Test
    void documentsAreAppended() throws IOException {
        AppendBenchmark benchmark = new AppendBenchmark();
        benchmark.open();
        try {
            benchmark.captured();
            benchmark.decided();
        } finally {
            benchmark.remove();
        }
    }

    @Test
    void recordsAreReadOverAndOver() throws IOException {
        PollBenchmark benchmark = new PollBenchmark();
        benchmark.write();
        try {
            assertEquals(1, benchmark.cursor());
            long seq = benchmark.cursor();
            while (seq != 1) {
                seq = benchmark.cursor();
            }
            assertTrue(benchmark.bare() > 100);
        } finally {
            benchmark.remove();
        }
    }

    @Test
    void theBookStaysAsLargeAsItIs() {
        BookBenchmark benchmark = new BookBenchmark();
        benchmark.fill();
        for (int i = 0; i < 10_000; i++) {
            benchmark.change();
            assertEquals(0, benchmark.match());
        }
    }

    @Test
    void tradesAreBooked() {
        BookingBenchmark benchmark = new BookingBenchmark();
        benchmark.clear();
        assertTrue(benchmark.booking() >= 20_000);
    }

    @Test
    void theJournalIsReplayed() throws IOException {
        ReplayBenchmark benchmark = new ReplayBenchmark();
        benchmark.live();
        try {
            assertEquals(20_000, benchmark.replay());
            assertEquals(40_000, benchmark.replay());
        } finally {
            benchmark.remove();
        }
    }
}
