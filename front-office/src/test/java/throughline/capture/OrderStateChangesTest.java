package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** FIX 4.4's "Order State Changes", A to L: each scenario of the table beside this test, or why it cannot be here. */
class OrderStateChangesTest {
    private static final String NOT_HERE = "not here";

    private record Scenario(String name, List<String> lines) {
        boolean applies() {
            return !lines.get(0).strip().startsWith(NOT_HERE);
        }
    }

    private static List<Scenario> scenarios() {
        String text;
        try (InputStream table = OrderStateChangesTest.class.getResourceAsStream("order-state-changes.txt")) {
            text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        List<Scenario> all = new ArrayList<>();
        for (String part : text.split("\n\n")) {
            List<String> lines = part.lines().toList();
            if (lines.get(0).matches("[A-L]\\.\\d\\.[a-z] .*")) {
                all.add(new Scenario(lines.get(0), lines.subList(1, lines.size())));
            }
        }
        return all;
    }

    @TestFactory
    Stream<DynamicTest> goesThrough() {
        return scenarios().stream().filter(Scenario::applies)
            .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> play(scenario)));
    }

    private static void play(Scenario scenario) {
        ScriptedOrder order = new ScriptedOrder();
        List<String> shown = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (String line : scenario.lines()) {
            String[] parts = line.strip().split(" {2,}");
            wanted.add(parts[0] + " -> " + parts[1]);
            shown.add(parts[0] + " -> " + order.play(parts[0]));
        }
        assertEquals(wanted, shown, scenario.name());
    }

    @Test
    void everyGroupIsThereAndWhatIsNotHereSaysWhy() {
        TreeSet<Character> groups = new TreeSet<>();
        int applied = 0;
        for (Scenario scenario : scenarios()) {
            groups.add(scenario.name().charAt(0));
            applied += scenario.applies() ? 1 : 0;
            assertEquals(true, scenario.applies() || scenario.lines().get(0).contains(": "), scenario.name());
        }
        assertEquals("[A, B, C, D, E, F, G, H, I, J, K, L]", groups.toString());
        assertEquals(true, applied >= 35, "only " + applied + " scenarios are played");
    }
}
