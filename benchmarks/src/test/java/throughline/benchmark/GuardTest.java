package throughline.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guard can fail, and does not when it need not. */
final class GuardTest {
    private static final String FILE = """
        # figures
        key,command,better,committed,noise
        cost_ratio,path,less,1.50,0.2
        speed_ratio,peers --quick,more,2.00,0.25
        order_bytes,path,less,0,0
        """;

    private final List<String> ran = new ArrayList<>();

    private List<String> judge(Deque<Map<String, String>> path, Deque<Map<String, String>> peers) {
        return new Guard(GuardFile.of(FILE).lines()).judge(command -> {
            ran.add(command);
            Deque<Map<String, String>> runs = command.equals("path") ? path : peers;
            Map<String, String> seen = runs.size() > 1 ? runs.pop() : runs.peek();
            return seen.entrySet().stream().collect(
                Collectors.toMap(Map.Entry::getKey, figure -> new BigDecimal(figure.getValue())));
        });
    }

    private static Deque<Map<String, String>> runs(Map<String, String> each) {
        return new ArrayDeque<>(List.of(each));
    }

    private static Deque<Map<String, String>> runs(Map<String, String> first, Map<String, String> second,
        Map<String, String> third) {
        return new ArrayDeque<>(List.of(first, second, third));
    }

    private static Map<String, String> path(String cost, String bytes) {
        return Map.of("cost_ratio", cost, "order_bytes", bytes);
    }

    private static Deque<Map<String, String>> fast() {
        return runs(Map.of("speed_ratio", "2.10"));
    }

    @Test
    void holdsWithinTheNoiseAndMeasuresOnce() {
        assertEquals(List.of(), judge(runs(path("1.80", "0")), runs(Map.of("speed_ratio", "1.60"))));
        assertEquals(List.of("path", "peers --quick"), ran);
    }

    @Test
    void failsWhereARatioIsWorseThanItsNoiseThreeTimes() {
        List<String> complaints = judge(runs(path("1.90", "0"), path("1.85", "0"), path("2.40", "0")), fast());
        assertEquals(List.of("cost_ratio: committed 1.50, allowed ≤ 1.8, seen 1.85 (best of 3 tries; bench path)"),
            complaints);
        assertEquals(List.of("path", "peers --quick", "path", "path"), ran);
    }

    @Test
    void failsWhereMoreWouldBeBetter() {
        List<String> complaints = judge(runs(path("1.50", "0")), runs(Map.of("speed_ratio", "1.59")));
        assertEquals(List.of("speed_ratio: committed 2.00, allowed ≥ 1.6, seen 1.59 (best of 3 tries; bench peers"
            + " --quick)"), complaints);
    }

    @Test
    void failsWhereBytesRiseAboveZero() {
        List<String> complaints = judge(runs(path("1.50", "1")), fast());
        assertEquals(1, complaints.size());
        assertTrue(complaints.get(0).startsWith("order_bytes: committed 0, allowed ≤ 0, seen 1 "), complaints.get(0));
    }

    @Test
    void failsWhereAFigureIsMissing() {
        List<String> complaints = judge(runs(Map.of("cost_ratio", "1.50")), fast());
        assertEquals(1, complaints.size());
        assertTrue(complaints.get(0).startsWith("order_bytes: committed 0, allowed ≤ 0, seen nothing"),
            complaints.get(0));
    }

    @Test
    void theBestOfThreeTriesCounts() {
        assertEquals(List.of(), judge(runs(path("3.00", "0"), path("2.90", "0"), path("1.55", "0")), fast()));
    }

    @Test
    void committingChangesTheFiguresAndNothingElse() {
        String written = GuardFile.of(FILE).with(Map.of("cost_ratio", new BigDecimal("1.20")));
        assertEquals(FILE.replace("1.50", "1.20"), written);
    }

    @Test
    void theCommittedFileIsWhole() throws IOException {
        List<Guard.Line> lines = GuardFile.committed().lines();
        assertFalse(lines.isEmpty());
        for (String command : lines.stream().map(Guard.Line::command).distinct().toList()) {
            String[] words = Stream.concat(Stream.of(command.split(" ")), Stream.of("--help")).toArray(String[]::new);
            assertEquals(0, Bench.execute(words), command + " is no benchmark");
        }
        for (Guard.Line line : lines) {
            assertFalse(line.key().endsWith("_ns") || line.key().endsWith("_ms") || line.key().endsWith("_seconds"),
                line.key() + " is a time");
            boolean bytes = line.key().contains("bytes");
            assertEquals(bytes, line.committed().signum() == 0, line.key() + ": bytes must stay 0, ratios are not");
            assertTrue(bytes == (line.noise().signum() == 0) && line.noise().compareTo(BigDecimal.ONE) < 0,
                line.key() + ": noise " + line.noise());
        }
    }

    @Test
    void aBrokenLineIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> GuardFile.of("a,b,less,1\n"));
        assertThrows(IllegalArgumentException.class, () -> GuardFile.of("a,b,lesser,1,0\n"));
    }
}
