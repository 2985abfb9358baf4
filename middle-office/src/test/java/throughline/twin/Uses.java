package throughline.twin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.message.Metric;

/** How far limits of sums are used, in steps of 0, 80 and 100 percent, as orders judged saw them last. */
final class Uses {
    private static final BigDecimal FOUR_FIFTHS = new BigDecimal("0.8");

    /** A limit; instrument 0: it does not count by instrument. */
    record Limit(long scope, Metric metric, int instrument) {
    }

    /** Its level, the bound and what was observed; net short below 0. */
    record Use(int level, long bound, long observed) {
    }

    private final Map<Limit, Use> standing = new LinkedHashMap<>();
    private final Map<Limit, Use> noted = new LinkedHashMap<>();
    private final List<String> due = new ArrayList<>();

    private static boolean isWatched(Metric metric) {
        return switch (metric) {
            case WINDOW_VALUE_LIMIT, CREDIT, GROSS_EXPOSURE, NET_EXPOSURE, CONCENTRATION, OPEN_ORDERS, DAILY_LOSS,
                POSITION_LIMIT_LONG, POSITION_LIMIT_SHORT -> true;
            default -> false;
        };
    }

    private static boolean isByInstrument(Metric metric) {
        return metric == Metric.CONCENTRATION || metric == Metric.POSITION_LIMIT_LONG
            || metric == Metric.POSITION_LIMIT_SHORT;
    }

    private static int level(BigDecimal observed, BigDecimal bound) {
        return observed.signum() <= 0 || observed.compareTo(bound.multiply(FOUR_FIFTHS)) < 0 ? 0
            : observed.compareTo(bound) < 0 ? 80 : 100;
    }

    private int standing(Limit limit) {
        return standing.containsKey(limit) ? standing.get(limit).level : 0;
    }

    /** An order would use so much; where it is net on one side, the other side takes nothing back. */
    void note(Judged order, long scope, Metric metric, long bound, BigDecimal observed) {
        if (!isWatched(metric)) {
            return;
        }
        Limit limit = new Limit(scope, metric, isByInstrument(metric) ? order.instrument.id() : 0);
        boolean isShort = metric == Metric.NET_EXPOSURE && !order.asked.buys();
        Use before = noted.getOrDefault(limit, standing.get(limit));
        int level = level(observed, BigDecimal.valueOf(bound));
        boolean otherSide = metric == Metric.NET_EXPOSURE && before != null && before.observed != 0
            && isShort != before.observed < 0;
        boolean isNews = noted.containsKey(limit) || level != standing(limit);
        if (isNews && (level != 0 || !otherSide)) {
            long number = Answer.number(observed);
            noted.put(limit, new Use(level, bound, isShort ? -number : number));
        }
    }

    /** A limit is no more: it stands at no level, nor does concentration without its gross limit. */
    void removed(long scope, Metric metric) {
        standing.keySet().removeIf(limit -> limit.scope == scope && (limit.metric == metric
            || limit.metric == Metric.CONCENTRATION && metric == Metric.GROSS_EXPOSURE));
    }

    /** A step's judgements begin. */
    void begin() {
        noted.clear();
    }

    /** They are over; what all of them accepted saw is due to be told. */
    void end(boolean accepted) {
        noted.forEach((limit, use) -> {
            if (accepted && use.level != standing(limit)) {
                due.add(limit + " " + use);
                standing.put(limit, use);
            }
        });
    }

    /** The office told it; whether it was due. */
    boolean told(Limit limit, Use use) {
        return due.remove(limit + " " + use);
    }

    /** What the office has not told. */
    List<String> due() {
        return due;
    }
}
