package throughline.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import throughline.message.RejectCode;

/** The random commands reach every code there is; a twin that agreed on a few would prove little. */
class RandomCodesTest {
    private static final int COMMANDS = 40_000;

    /** Codes that never came up. */
    static List<String> unseen(Map<String, Integer> seen) {
        return Stream.of(RejectCode.values()).filter(code -> code.ordinal() > 0 && !code.name().startsWith("SBE")
            && code != RejectCode.NULL_VAL).map(Enum::name).filter(code -> !seen.containsKey(code)).toList();
    }

    @Test
    void everyCodeComesUp() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("RandomCodesTest -Dseed=" + seed);
        Alone alone = new Alone(seed);
        alone.world.found(() -> { });
        for (int i = 0; i < COMMANDS; i++) {
            alone.world.step();
        }
        System.out.println(alone.follower.seen);
        assertEquals(List.of(), unseen(alone.follower.seen), "-Dseed=" + seed + " " + alone.follower.seen);
    }
}
