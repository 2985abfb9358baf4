package throughline.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import throughline.message.RejectCode;

/** The random commands reach every code there is; a twin that agreed on a few would prove little. */
class RandomCodesTest {
    private static final int COMMANDS = 40_000;
    /** One world in a few does without the rarest code, DAILY_LOSS; so many in a row do not. */
    private static final int MOST_WORLDS = 12;

    /** Codes that never came up. */
    static List<String> unseen(Map<String, Integer> seen) {
        return Stream.of(RejectCode.values()).filter(code -> code.ordinal() > 0 && !code.name().startsWith("SBE")
            && code != RejectCode.NULL_VAL).map(Enum::name).filter(code -> !seen.containsKey(code)).toList();
    }

    @Test
    void everyCodeComesUp() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("RandomCodesTest -Dseed=" + seed);
        Map<String, Integer> seen = new TreeMap<>();
        for (int world = 0; world == 0 || world < MOST_WORLDS && !unseen(seen).isEmpty(); world++) {
            play(seed + world).forEach((code, times) -> seen.merge(code, times, Integer::sum));
            System.out.println("after world " + world + ": " + seen);
        }
        assertEquals(List.of(), unseen(seen), "-Dseed=" + seed + " " + seen);
    }

    private static Map<String, Integer> play(long seed) {
        Alone alone = new Alone(seed);
        alone.world.found(() -> { });
        for (int i = 0; i < COMMANDS; i++) {
            alone.world.step();
        }
        return alone.follower.seen;
    }
}
