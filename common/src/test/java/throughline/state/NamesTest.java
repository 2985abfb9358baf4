package throughline.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Names of owners beside a naive twin. */
final class NamesTest {
    private static int add(Names names, int owner, String name) {
        byte[] bytes = ("##" + name).getBytes(StandardCharsets.UTF_8);
        return names.add(owner, new UnsafeBuffer(bytes), 2, bytes.length - 2);
    }

    @Test
    void theSameNameOfTwoOwnersIsTwoNames() {
        Names names = new Names(0, 0);
        assertEquals(1, add(names, 1, "a"));
        assertEquals(2, add(names, 2, "a"));
        assertEquals(3, add(names, 1, ""));
        assertEquals(1, names.find(1, "a"));
        assertEquals(2, names.find(2, "a"));
        assertEquals(0, names.find(3, "a"));
        assertEquals(3, names.find(1, ""));
        assertEquals("a a ", names.text(1) + " " + names.text(2) + " " + names.text(3));
        assertEquals(0, names.length(0));
        names.clear();
        assertEquals(0, names.find(1, "a"));
        assertEquals(1, add(names, 1, "b"));
        assertEquals(1, names.find(1, "b"));
    }

    @Test
    void theyAreFoundWheneverTheFirstIsLookedFor() {
        SplittableRandom random = new SplittableRandom(6);
        for (int askedFirst : new int[] {0, 1, 1_000, 70_000}) {
            Names names = new Names(4, 16);
            Map<String, Integer> twin = new HashMap<>();
            for (int i = 1; i <= 70_000; i++) {
                int owner = random.nextInt(-2, 3);
                String name = "T" + (10_000_000 + i / 3);
                if (!twin.containsKey(owner + name)) {
                    twin.put(owner + name, add(names, owner, name));
                }
                if (i == askedFirst) {
                    names.makeFindable();
                }
            }
            Names copy = new Names(4, 16);
            Values.copy(names, copy);
            assertEquals(StateHash.of(names), StateHash.of(copy));
            same(twin, names);
            same(twin, copy);
            Names taken = new Names(4, 16);
            for (int name = 1; name <= names.count(); name++) {
                assertEquals(name, taken.add(names, name));
            }
            same(twin, taken);
        }
    }

    private static void same(Map<String, Integer> twin, Names names) {
        assertEquals(twin.size(), names.count());
        twin.forEach((known, number) -> {
            int at = known.indexOf('T');
            assertEquals(number, names.find(Integer.parseInt(known.substring(0, at)), known.substring(at)));
        });
        assertEquals(0, names.find(1, "T9999999"));
    }
}
