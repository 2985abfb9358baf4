package throughline.benchmark;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Holds figures of this run against those committed. Each is a ratio to something measured beside it, or bytes that
 * must stay 0; none is a time. What is worse than its noise explains is measured again, since the machine may be
 * somebody else's too: the best of three tries counts. A figure that is not there fails.
 */
final class Guard {
    static final int TRIES = 3;

    private final List<Line> lines;
    private final Map<String, BigDecimal> best = new LinkedHashMap<>();

    /**
     * A figure that is guarded.
     *
     * @param command the benchmark that measures it, with its options
     * @param committed what it was when it was last stated
     * @param noise by which share of it a figure may be worse and mean nothing
     */
    record Line(String key, String command, Better better, BigDecimal committed, BigDecimal noise) {
        BigDecimal allowed() {
            return better.worst(committed, noise).stripTrailingZeros();
        }
    }

    Guard(List<Line> lines) {
        this.lines = lines;
    }

    /**
     * Measures and judges.
     *
     * @param measure runs a benchmark and gives its figures by key
     * @return what is worse than it may be, or missing; none: all holds
     */
    List<String> judge(Function<String, Map<String, BigDecimal>> measure) {
        for (int attempt = 0; attempt < TRIES && !broken().isEmpty(); attempt++) {
            for (String command : broken().stream().map(Line::command).distinct().toList()) {
                take(measure.apply(command));
            }
        }
        return broken().stream().map(this::complaint).toList();
    }

    private void take(Map<String, BigDecimal> figures) {
        for (Line line : lines) {
            BigDecimal seen = figures.get(line.key());
            if (seen != null) {
                best.merge(line.key(), seen, line.better()::of);
            }
        }
    }

    private List<Line> broken() {
        List<Line> broken = new ArrayList<>();
        for (Line line : lines) {
            BigDecimal seen = best.get(line.key());
            if (seen == null || !line.better().holds(seen, line.allowed())) {
                broken.add(line);
            }
        }
        return broken;
    }

    private String complaint(Line line) {
        BigDecimal seen = best.get(line.key());
        return line.key() + ": committed " + line.committed().toPlainString() + ", allowed " + line.better().sign + " "
            + line.allowed().toPlainString() + ", seen " + (seen == null ? "nothing" : seen.toPlainString())
            + " (best of " + TRIES + " tries; bench " + line.command() + ")";
    }

    /** The best that was seen of each. */
    Map<String, BigDecimal> best() {
        return best;
    }
}
