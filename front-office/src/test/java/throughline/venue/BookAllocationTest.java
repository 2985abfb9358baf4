package throughline.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** With tables large enough a hundred thousand mixed commands allocate not one byte; with small ones they must. */
class BookAllocationTest {
    private static final int OPERATIONS = 100_000;
    private static final int ROUNDS = 3;
    private static final int ROWS = 200_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Command[] commands = new Command[(ROUNDS + 1) * OPERATIONS];
    private long filled;

    BookAllocationTest() {
        final Command.Source source = new Command.Source(seed);
        for (int i = 0; i < commands.length; i++) {
            commands[i] = source.next();
        }
    }

    @Test
    void allocatesNothing() {
        System.out.println("BookAllocationTest -Dseed=" + seed);
        final BookVenue venue = new BookVenue(ROWS, ROWS, 4_096);
        run(venue, 0, OPERATIONS);
        measured(venue, 0, 0);
        filled = 0;
        long bytes = Long.MAX_VALUE;
        for (int round = 1; round <= ROUNDS && bytes > 0; round++) {
            bytes = Math.min(bytes, measured(venue, round * OPERATIONS, (round + 1) * OPERATIONS));
        }
        assertEquals(0, bytes, "bytes allocated in the best round, -Dseed=" + seed);
        assertTrue(filled > 10_000, "only " + filled + " fills: the run did not mix enough");
    }

    @Test
    void theMeasureSeesTablesGrow() {
        final BookVenue warm = new BookVenue(ROWS, ROWS, 4_096);
        run(warm, 0, OPERATIONS);
        final BookVenue small = new BookVenue(ROWS, 1, 1);
        final long bytes = measured(small, OPERATIONS, 2 * OPERATIONS);
        assertTrue(bytes > 1_024, "tables that start with one row must grow, yet " + bytes + " bytes were seen");
    }

    private long measured(final BookVenue venue, final int from, final int to) {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        run(venue, from, to);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private void run(final BookVenue venue, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final Command command = commands[i];
            final boolean there = venue.idAt(command.pick()) != 0;
            switch (command.action()) {
                case CANCEL -> {
                    if (there) {
                        venue.cancel(command.pick());
                    }
                }
                case REDUCE -> {
                    if (there) {
                        venue.reduce(command.pick());
                    }
                }
                default -> {
                    venue.decide(command);
                    venue.apply(command, i + 1);
                    filled += venue.fills;
                }
            }
        }
    }
}
