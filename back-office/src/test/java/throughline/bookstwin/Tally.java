package throughline.bookstwin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;

/** How often each thing happened: what never happens proves nothing. */
final class Tally {
    private final Map<String, Integer> counts = new TreeMap<>();

    void met(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    void atLeast(int times, String... these) {
        for (String what : these) {
            assertTrue(counts.getOrDefault(what, 0) >= times, what + " fewer than " + times + " times: " + counts);
        }
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
