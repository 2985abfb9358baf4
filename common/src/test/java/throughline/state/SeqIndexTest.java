package throughline.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeqIndexTest {

    @Test
    void agreesWithAMap() {
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        SeqIndex index = new SeqIndex(10_000);
        Map<Long, Integer> map = new TreeMap<>();
        long seq = 1_000_000;
        for (int i = 0; i < 200_000; i++) {
            seq += 1 + random.nextInt(random.nextInt(100) == 0 ? 20_000 : 5);
            int what = random.nextInt(10);
            long other = Math.max(1, seq - random.nextInt(300_000));
            if (what < 7) {
                index.put(seq, i);
                map.put(seq, i);
            } else if (what < 8) {
                index.remove(other);
                map.remove(other);
            } else if (i % 50_000 == 49_999) {
                index.clear();
                map.clear();
            } else if (what == 8) {
                index.put(other, i);
                map.put(other, i);
            }
            assertEquals(map.getOrDefault(other, Table.NONE), index.get(other), "seed " + seed + ", seq " + other);
        }
        map.forEach((known, row) -> assertEquals(row, index.get(known), "seed " + seed + ", seq " + known));
    }

    @Test
    void aPageIsUsedAgainOnceAllItsSeqsAreGone() {
        SeqIndex index = new SeqIndex(0);
        for (long seq = 1; seq <= 100_000; seq++) {
            index.put(seq, (int) seq);
            index.put(seq, (int) seq + 1);
            index.remove(seq - 10);
            index.remove(seq - 10);
            assertEquals(Table.NONE, index.get(seq - 10));
            assertEquals(seq < 10 ? Table.NONE : (int) seq - 8, index.get(seq - 9));
        }
    }

    @Test
    void knowsNothingBeforeAndBehind() {
        SeqIndex index = new SeqIndex(0);
        assertEquals(Table.NONE, index.get(7));
        index.put(1L << 33, 5);
        assertEquals(5, index.get(1L << 33));
        assertEquals(Table.NONE, index.get(1));
        assertEquals(Table.NONE, index.get(Long.MAX_VALUE));
        assertEquals(Table.NONE, index.get((1L << 33) + 1));
    }
}
