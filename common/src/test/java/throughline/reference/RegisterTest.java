package throughline.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Ids by name beside a map, where things are named anew, by short names and by long. */
final class RegisterTest {
    private static final int IDS = 200;

    @Test
    void findsWhatIsNamedAnewByItsLastNameAlone() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Register register = new Parties();
        Map<String, Integer> byName = new HashMap<>();
        String[] names = new String[IDS + 1];
        register.reach(IDS);
        for (int i = 0; i < 20_000; i++) {
            String asked = name(random);
            byte[] bytes = asked.getBytes(StandardCharsets.US_ASCII);
            UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            int known = byName.getOrDefault(asked, 0);
            assertEquals(known, register.find(buffer, 0, bytes.length), "seed " + seed + " " + asked);
            assertEquals(known, register.find(asked), "seed " + seed + " " + asked);
            int id = 1 + random.nextInt(IDS);
            register.call(id, register.texts.intern(buffer, 0, bytes.length));
            byName.remove(names[id], id);
            names[id] = asked;
            byName.put(asked, id);
        }
    }

    private static String name(SplittableRandom random) {
        return "N" + random.nextInt(300) + "-".repeat(random.nextInt(20));
    }
}
