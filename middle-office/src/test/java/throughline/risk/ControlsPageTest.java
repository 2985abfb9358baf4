package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import throughline.message.Metric;

/**
 * Plays every example of the page {@code CONTROLS.md} through the real middle office. An example is a block of lines
 * between two of three backticks, headed by {@code example: TITLE} or {@code example without METRIC: TITLE}. A line
 * with {@code ->} says what must come of it, and what a line without one asks for must be accepted or done. Each
 * example has a firm of its own, see {@link PageFirm}.
 */
class ControlsPageTest {
    private static final Path PAGE = Path.of("CONTROLS.md");
    private static final String FENCE = "```";
    private static final String ARROW = "->";
    private static final String WITHOUT = "without ";
    /** What may come of a line that says nothing of it. */
    private static final Pattern WITHOUT_WORD = Pattern.compile("|by (one|two)|accepted[^;]*(; accepted[^;]*)*");

    private record Example(String title, Metric without, List<String> lines) {
    }

    @TestFactory
    List<DynamicTest> everyExampleOfThePage() throws IOException {
        List<Example> examples = examples();
        assertTrue(examples.size() > 50, "only " + examples.size() + " examples were read");
        return examples.stream().map(example -> dynamicTest(example.title, () -> play(example))).toList();
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Example open = null;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith(FENCE)) {
                open = null;
            } else if (line.startsWith("example")) {
                String head = line.substring(0, line.indexOf(':'));
                Metric without = head.contains(WITHOUT)
                    ? Metric.valueOf(head.substring(head.indexOf(WITHOUT) + WITHOUT.length()).replace('.', '_'))
                    : Metric.NONE;
                open = new Example(line.substring(line.indexOf(':') + 1).strip(), without, new ArrayList<>());
                examples.add(open);
            } else if (open != null && !line.isBlank()) {
                open.lines.add(line);
            }
        }
        return examples;
    }

    private static void play(Example example) {
        PageFirm firm = new PageFirm(example.without);
        int checked = 0;
        for (String line : example.lines) {
            int arrow = line.indexOf(ARROW);
            String came = firm.play(arrow < 0 ? line : line.substring(0, arrow));
            if (arrow >= 0) {
                assertEquals(line.substring(arrow + ARROW.length()).strip(), came, example.title + ": " + line);
                checked++;
            } else {
                assertTrue(WITHOUT_WORD.matcher(came).matches(), example.title + ": " + line + " -> " + came);
            }
        }
        assertTrue(checked > 0, "nothing is said to come of it");
    }
}
