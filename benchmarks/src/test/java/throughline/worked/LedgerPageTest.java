package throughline.worked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every example of the page {@code back-office/LEDGER.md} through the three offices. An example is a block of
 * lines between two of three backticks, headed by {@code example: TITLE}; behind {@code ->} stands what must come of a
 * line, in any order. Each example has a firm of its own.
 */
class LedgerPageTest {
    private static final Path PAGE = Path.of("../back-office/LEDGER.md");
    private static final String FENCE = "```";
    private static final String HEAD = "example: ";
    private static final String ARROW = "->";

    private record Example(String title, List<String> lines) {
    }

    @TestFactory
    List<DynamicTest> everyExampleOfThePage() throws IOException {
        List<Example> examples = new ArrayList<>();
        Example open = null;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith(FENCE)) {
                open = null;
            } else if (line.startsWith(HEAD)) {
                open = new Example(line.substring(HEAD.length()), new ArrayList<>());
                examples.add(open);
            } else if (open != null && !line.isBlank()) {
                boolean goesOn = line.startsWith(" ");
                int last = open.lines.size() - 1;
                if (goesOn) {
                    open.lines.set(last, open.lines.get(last) + " " + line.strip());
                } else {
                    open.lines.add(line);
                }
            }
        }
        assertTrue(examples.size() >= 8, "only " + examples.size() + " examples were read");
        return examples.stream().map(example -> dynamicTest(example.title, () -> play(example))).toList();
    }

    private static void play(Example example) {
        PageLines page = new PageLines();
        int checked = 0;
        for (String line : example.lines) {
            int arrow = line.indexOf(ARROW);
            String came = page.play(arrow < 0 ? line : line.substring(0, arrow));
            if (arrow >= 0) {
                assertEquals(sorted(line.substring(arrow + ARROW.length())), sorted(came),
                    example.title + ": " + line);
                checked++;
            } else {
                assertEquals("nothing", came, example.title + ": " + line);
            }
        }
        assertTrue(checked > 0, "nothing is said to come of it");
    }

    private static String sorted(String list) {
        return String.join("; ", Arrays.stream(list.split(";")).map(String::strip).sorted().toList());
    }
}
