package throughline.blotter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.state.StateHash;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Narrow and wide extras, and rows of pairs, beside maps, over loads. */
final class ExtrasTest {
    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void extrasAreWhatWasSetOverLoadsToo() {
        Extras extras = new Extras(8);
        Map<Integer, long[]> wanted = new HashMap<>();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            int what = random.nextInt(10);
            if (rows.size() < 4 || what == 0) {
                int row = extras.add();
                wanted.put(row, new long[Extras.SYMBOL + 1]);
                rows.add(row);
            } else if (what == 1) {
                int at = random.nextInt(rows.size());
                Collections.swap(rows, at, rows.size() - 1);
                int row = rows.remove(rows.size() - 1);
                extras.remove(row);
                wanted.remove(row);
            } else {
                set(extras, wanted, rows.get(random.nextInt(rows.size())));
            }
            if (i % 1_000 == 0) {
                extras = loaded(extras);
            }
            int row = rows.get(random.nextInt(rows.size()));
            for (int column = 0; column <= Extras.SYMBOL; column++) {
                assertEquals(wanted.get(row)[column], extras.get(row, column));
            }
        }
    }

    private void set(Extras extras, Map<Integer, long[]> wanted, int row) {
        int column = random.nextBoolean() ? Extras.REPLACE_SEQ : random.nextInt(Extras.SYMBOL + 1);
        long value = random.nextInt(3) == 0 ? 0 : random.nextLong();
        extras.set(row, column, value);
        wanted.get(row)[column] = value;
    }

    private static Extras loaded(Extras extras) {
        ArrayDeque<Long> longs = new ArrayDeque<>();
        extras.save(new StateSink() {
            @Override
            public void putLong(long value) {
                longs.add(value);
            }

            @Override
            public void putBytes(byte[] source, int offset, int length) {
                throw new AssertionError("extras are longs");
            }
        });
        Extras loaded = new Extras(8);
        loaded.load(new StateSource() {
            @Override
            public long getLong() {
                return longs.remove();
            }

            @Override
            public void getBytes(byte[] target, int offset, int length) {
                throw new AssertionError("extras are longs");
            }
        });
        assertEquals(0, longs.size());
        assertEquals(StateHash.of(extras), StateHash.of(loaded));
        return loaded;
    }
}
