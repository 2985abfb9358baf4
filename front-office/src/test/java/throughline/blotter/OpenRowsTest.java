package throughline.blotter;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Open rows, against a sorted set, and what one costs among many that have ended. */
final class OpenRowsTest {
    private static final int ROWS = 30_000;

    @Test
    void theyAreThoseOfASortedSet() {
        SplittableRandom random = new SplittableRandom(5);
        OpenRows open = new OpenRows(100);
        TreeSet<Integer> wanted = new TreeSet<>();
        int reached = 1;
        for (int i = 0; i < 200_000; i++) {
            reached = Math.min(ROWS, reached + random.nextInt(2));
            int row = random.nextInt(reached);
            if (random.nextInt(100) < 40) {
                open.add(row);
                wanted.add(row);
            } else if (wanted.remove(row)) {
                open.remove(row);
            }
            if (random.nextInt(50_000) == 0) {
                open.clear();
                wanted.clear();
            }
            assertEquals(wanted.isEmpty() ? OrderColumns.NONE : wanted.first(), open.first());
            Integer after = wanted.higher(row);
            assertEquals(after == null ? OrderColumns.NONE : after, open.after(row));
        }
        assertEquals(wanted.ceiling(0) == null ? OrderColumns.NONE : wanted.ceiling(0), open.after(-1));
        assertEquals(OrderColumns.NONE, open.after(10 * ROWS));
    }

    /** Some 100 s where each end reads along all rows below it. */
    @Test
    void anOrdersEndCostsTheSameHoweverManyHaveEndedBefore() {
        int many = 6_000_000;
        OpenRows open = new OpenRows(many);
        open.add(0);
        assertTimeout(ofSeconds(20), () -> {
            for (int row = 1; row < many; row++) {
                open.add(row);
                open.remove(row);
            }
        });
        assertEquals(0, open.first());
        assertEquals(OrderColumns.NONE, open.after(0));
    }
}
