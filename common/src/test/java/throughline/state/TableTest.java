package throughline.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tables of longs beside a naive twin. */
final class TableTest {
    @Test
    void anEmptyOne() {
        Table table = new Table(2, 0);
        assertEquals(0, table.size());
        assertFalse(table.isLive(0));
        assertFalse(table.isLive(-1));
        assertThrows(IllegalArgumentException.class, () -> table.remove(0));
    }

    @Test
    void aRemovedRowIsGivenOutAgainEmptyLastRemovedFirst() {
        Table table = new Table(1, 4);
        for (int row = 0; row < 4; row++) {
            assertEquals(row, table.add());
            table.set(row, 0, 100 + row);
        }
        table.remove(0);
        table.remove(2);
        assertThrows(IllegalArgumentException.class, () -> table.remove(2));
        assertEquals(2, table.add());
        assertEquals(0, table.get(2, 0));
        assertEquals(0, table.add());
        assertEquals(4, table.add());
        assertEquals(103, table.get(3, 0));
    }

    @Test
    void increaseIsExact() {
        Table table = new Table(1, 1);
        int row = table.add();
        table.set(row, 0, Long.MAX_VALUE - 1);
        table.increase(row, 0, 1);
        assertThrows(ArithmeticException.class, () -> table.increase(row, 0, 1));
        assertEquals(Long.MAX_VALUE, table.get(row, 0));
    }

    @Test
    void anotherNumberOfColumnsIsRefused() {
        assertThrows(IllegalStateException.class, () -> Values.copy(new Table(2, 1), new Table(3, 1)));
    }

    @Test
    void likeItsTwinAlsoWhenSavedLoadedAndGoneOnWith() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Table table = new Table(3, 10);
        Map<Integer, long[]> twin = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            int row = table.end() == 0 ? 0 : random.nextInt(table.end());
            int what = random.nextInt(10);
            if (what < 5) {
                row = table.add();
                assertFalse(twin.containsKey(row), "seed " + seed);
                twin.put(row, new long[3]);
            } else if (what < 7 && twin.containsKey(row)) {
                table.remove(row);
                twin.remove(row);
            } else if (twin.containsKey(row)) {
                int column = random.nextInt(3);
                twin.get(row)[column] = random.nextLong();
                table.set(row, column, twin.get(row)[column]);
            }
            if (i % 10_000 == 9_999) {
                Table copy = new Table(3, 1);
                copy.add();
                Values.copy(table, copy);
                assertEquals(StateHash.of(table), StateHash.of(copy), "seed " + seed);
                table = copy;
                same(twin, table, seed);
            }
        }
        table.clear();
        assertEquals(StateHash.of(new Table(3, 0)), StateHash.of(table));
        assertEquals(0, table.add());
    }

    private static void same(Map<Integer, long[]> twin, Table table, long seed) {
        assertEquals(twin.size(), table.size(), "seed " + seed);
        for (int row = 0; row < table.end(); row++) {
            assertEquals(twin.containsKey(row), table.isLive(row), "seed " + seed);
            for (int column = 0; table.isLive(row) && column < 3; column++) {
                assertEquals(twin.get(row)[column], table.get(row, column), "seed " + seed);
            }
        }
    }

    @Test
    void theHashSeesEveryCellAndTheOrderOfFreeRows() {
        Table table = new Table(2, 4);
        for (int i = 0; i < 4; i++) {
            table.add();
        }
        long before = StateHash.of(table);
        table.set(3, 1, 1);
        assertNotEquals(before, StateHash.of(table));
        table.set(3, 1, 0);
        assertEquals(before, StateHash.of(table));
        Table other = new Table(2, 4);
        Values.copy(table, other);
        table.remove(0);
        table.remove(1);
        other.remove(1);
        other.remove(0);
        assertNotEquals(StateHash.of(table), StateHash.of(other));
        assertTrue(table.size() == other.size());
    }
}
