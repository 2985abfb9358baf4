package throughline.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Beside a map. */
class PairRowsTest {
    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void pairsLeadToTheirRowsHoweverFarApartTheyAre() {
        PairRows pairs = new PairRows();
        Map<Long, Integer> wanted = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            int account = id();
            int instrument = id();
            long pair = (long) account << Integer.SIZE | instrument;
            assertEquals(wanted.getOrDefault(pair, Table.NONE), pairs.get(account, instrument));
            assertEquals(Table.NONE, pairs.get(-account - 1, instrument));
            assertEquals(Table.NONE, pairs.get(account, -instrument - 1));
            if (random.nextBoolean()) {
                pairs.put(account, instrument, i);
                wanted.put(pair, i);
            }
            if (random.nextInt(30_000) == 0) {
                pairs.clear();
                wanted.clear();
            }
        }
    }

    private int id() {
        return random.nextInt(1 + random.nextInt(1 + random.nextInt(2_000)));
    }
}
