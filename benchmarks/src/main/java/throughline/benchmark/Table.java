package throughline.benchmark;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The figures of one run as people read them and as programs do. */
final class Table {
    private static final String NONE = "—";
    private static final Set<String> KEYS =
        Arrays.stream(Goal.values()).map(goal -> goal.key).collect(Collectors.toSet());

    private final Map<String, BigDecimal> figures;
    private final Map<String, String> facts;
    private final List<String> failed;

    /**
     * A table.
     *
     * @param figures what was measured, by key
     * @param failed the benchmarks that gave none, or not all
     */
    Table(Map<String, BigDecimal> figures, Setting setting, List<String> failed) {
        this.figures = figures;
        this.facts = setting.facts();
        this.failed = failed;
    }

    /** One row for each goal, under it where and when, how each figure is made, and all else that was measured. */
    String markdown() {
        StringBuilder text = new StringBuilder("| what | figure | goal | must | met |\n|---|---:|---:|---:|---|\n");
        for (Goal goal : Goal.values()) {
            BigDecimal figure = figures.get(goal.key);
            text.append("| ").append(goal.what).append(" | ").append(figure == null ? NONE : with(figure, goal.unit))
                .append(" | ").append(goal.goal == null ? NONE : goal.better.sign + " " + with(goal.goal, goal.unit))
                .append(" | ").append(goal.better.sign).append(' ').append(with(goal.must, goal.unit))
                .append(" | ").append(figure == null ? NONE : goal.reached(figure)).append(" |\n");
        }
        text.append('\n');
        facts.forEach((name, words) -> text.append("* ").append(name).append(": ").append(words).append('\n'));
        if (!failed.isEmpty()) {
            text.append("* failed: ").append(String.join(", ", failed)).append('\n');
        }
        text.append("\n× is a ratio, of figures measured in the same run. How each is made:\n\n");
        for (Goal goal : Goal.values()) {
            text.append("* ").append(goal.what).append(" (`").append(goal.key).append("`): ").append(goal.how)
                .append('\n');
        }
        return text.append(others()).toString();
    }

    private String others() {
        String list = figures.entrySet().stream().filter(figure -> !KEYS.contains(figure.getKey()))
            .map(figure -> figure.getKey() + " " + figure.getValue().toPlainString())
            .collect(Collectors.joining(", "));
        return list.isEmpty() ? "" : "\nMeasured beside: " + list + "\n";
    }

    private static String with(BigDecimal figure, String unit) {
        return figure.toPlainString() + " " + unit;
    }

    /** One object: each figure as a plain number by its key, and all else that is to be known under {@code run}. */
    String json() {
        String numbers = figures.entrySet().stream()
            .map(figure -> quoted(figure.getKey()) + ":" + figure.getValue().toPlainString() + ",")
            .collect(Collectors.joining());
        String texts = facts.entrySet().stream().map(fact -> quoted(fact.getKey()) + ":" + quoted(fact.getValue()))
            .collect(Collectors.joining(","));
        String names = failed.stream().map(Table::quoted).collect(Collectors.joining(","));
        return "{" + numbers + "\"run\":{" + texts + ",\"failed\":[" + names + "]}}";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c < ' ' ? ' ' : c);
        }
        return quoted.append('"').toString();
    }
}
