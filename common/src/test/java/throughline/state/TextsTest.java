package throughline.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Texts by number beside a naive twin. */
final class TextsTest {
    private static int intern(Texts texts, String text) {
        byte[] bytes = ("##" + text).getBytes(StandardCharsets.UTF_8);
        return texts.intern(new UnsafeBuffer(bytes), 2, bytes.length - 2);
    }

    @Test
    void theSameTextHasTheSameNumberFromOneOn() {
        Texts texts = new Texts(0, 0);
        assertEquals(0, texts.find("a"));
        assertEquals(1, intern(texts, "a"));
        assertEquals(2, intern(texts, ""));
        assertEquals(3, intern(texts, "größe"));
        assertEquals(1, intern(texts, "a"));
        assertEquals(2, texts.find(""));
        assertEquals("größe", texts.text(3));
        assertEquals(7, texts.length(3));
        assertEquals(3, texts.count());
        texts.clear();
        assertEquals(0, texts.find("a"));
        assertEquals(1, intern(texts, "b"));
    }

    @Test
    void manyAreFoundWhenTheStoreHasGrownAndWhenItIsLoaded() {
        Texts texts = new Texts(4, 16);
        for (int i = 1; i <= 100_000; i++) {
            assertEquals(i, intern(texts, "T1-" + (10_000_000 + i)));
        }
        Texts copy = loaded(texts);
        for (int i = 1; i <= 100_000; i++) {
            assertEquals(i, texts.find("T1-" + (10_000_000 + i)));
            assertEquals(i, copy.find("T1-" + (10_000_000 + i)));
        }
        assertEquals(0, copy.find("T1-9999999"));
        assertEquals(100_001, intern(copy, "T1-9999999"));
        assertEquals(StateHash.of(texts), StateHash.of(loaded(texts)));
    }

    private static Texts loaded(Texts texts) {
        Texts copy = new Texts(4, 16);
        Values.copy(texts, copy);
        return copy;
    }

    @Test
    void likeItsTwinAlsoWhenSavedLoadedAndGoneOnWith() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Texts texts = new Texts(4, 16);
        Map<String, Integer> numbers = new HashMap<>();
        List<String> byNumber = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            String text = "k" + random.nextInt(10_000) + "x".repeat(random.nextInt(20));
            Integer known = numbers.get(text);
            assertEquals(known == null ? 0 : known, texts.find(text), "seed " + seed);
            if (known == null) {
                byNumber.add(text);
                numbers.put(text, byNumber.size());
            }
            assertEquals(numbers.get(text), intern(texts, text), "seed " + seed);
            if (i % 8_000 == 7_999) {
                Texts copy = new Texts(2, 3);
                intern(copy, "left over");
                Values.copy(texts, copy);
                assertEquals(StateHash.of(texts), StateHash.of(copy), "seed " + seed);
                texts = copy;
            }
        }
        for (int number = 1; number <= byNumber.size(); number++) {
            assertEquals(byNumber.get(number - 1), texts.text(number), "seed " + seed);
        }
        assertEquals(0, texts.find("left over"));
    }

    @Test
    void theHashSeesEveryByteAndTheOrder() {
        Texts one = new Texts(4, 16);
        Texts other = new Texts(64, 256);
        intern(one, "ab");
        intern(one, "c");
        intern(other, "a");
        intern(other, "bc");
        assertNotEquals(StateHash.of(one), StateHash.of(other));
        Texts same = new Texts(1_000, 1);
        intern(same, "ab");
        intern(same, "c");
        assertEquals(StateHash.of(one), StateHash.of(same));
        byte[] bytes = "throughline".getBytes(StandardCharsets.UTF_8);
        long hash = StateHash.of(bytes, 0, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            assertNotEquals(hash, StateHash.of(bytes, 0, bytes.length));
            bytes[i] ^= 1;
        }
        assertNotEquals(StateHash.of(new byte[7], 0, 7), StateHash.of(new byte[8], 0, 8));
    }
}
