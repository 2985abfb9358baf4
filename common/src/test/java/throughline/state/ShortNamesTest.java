package throughline.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Numbers of short names beside a map. */
final class ShortNamesTest {
    private static final String ALPHABET = "AB\u0000\u0080";

    @Test
    void agreesWithAMap() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        ShortNames names = new ShortNames();
        Map<String, Integer> map = new HashMap<>();
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        for (int i = 1; i < 100_000; i++) {
            String name = name(random);
            byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
            int offset = random.nextInt(8);
            buffer.setMemory(0, 64, (byte) random.nextInt());
            buffer.putBytes(offset, bytes);
            boolean takes = !name.isEmpty() && bytes.length <= ShortNames.LONGEST && !name.endsWith("\u0000");
            assertEquals(takes, ShortNames.takes(buffer, offset, bytes.length), "seed " + seed);
            if (takes) {
                assertEquals(map.getOrDefault(name, 0), names.find(buffer, offset, bytes.length), "seed " + seed);
                int number = random.nextInt(4) == 0 ? 0 : i;
                names.put(buffer, offset, bytes.length, number);
                map.put(name, number);
                assertEquals(number, names.find(buffer, offset, bytes.length), "seed " + seed);
            }
            if (random.nextInt(30_000) == 0) {
                names.clear();
                map.clear();
            }
        }
    }

    private static String name(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        for (int left = random.nextInt(ShortNames.LONGEST + 3); left > 0; left--) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }
}
