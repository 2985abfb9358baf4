package throughline.files;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import throughline.files.ReferenceRows.Limit;
import throughline.message.Metric;
import throughline.reference.Measure;

/** Scopes and metrics as people write them: {@code account:PROP-EQ/instrument:AAPL}, {@code PRICE_COLLAR.FAR}. */
final class LimitText {
    private static final String BETWEEN = "/instrument:";
    private static final String OFF = "off";
    private static final Set<String> WITH_PARTS = Set.of("PRICE_COLLAR", "POSITION_LIMIT", "MESSAGE_RATE",
        "WINDOW_VALUE", "SOFT_LIMIT");
    private static final Map<String, Metric> METRICS = metrics();
    private static final Set<Metric> MAY_BE_OFF = Set.of(Metric.PRICE_COLLAR_NEAR, Metric.SOFT_LIMIT_WARNING,
        Metric.SOFT_LIMIT_REFUSAL);
    private static final String SHAPES = "firm, desk:NAME, trader:NAME, account:NAME, client:NAME, strategy:NAME, "
        + "session:NAME, sector:NAME, group:NUMBER, basket, instrument:SYMBOL, account:NAME/instrument:SYMBOL";

    private LimitText() {
    }

    private static Map<String, Metric> metrics() {
        final Map<String, Metric> metrics = new LinkedHashMap<>();
        Arrays.stream(Metric.values()).filter(metric -> Measure.of(metric) != Measure.NONE)
            .forEach(metric -> metrics.put(name(metric), metric));
        return metrics;
    }

    private static String name(final Metric metric) {
        for (final String control : WITH_PARTS) {
            if (metric.name().startsWith(control + "_")) {
                return control + "." + metric.name().substring(control.length() + 1);
            }
        }
        return metric.name();
    }

    /**
     * A row of limits.
     *
     * @param names the names there are, by the kind of scope they are of
     */
    static Limit read(final Row row, final Map<String, Set<String>> names) {
        final String scope = row.raw("scope");
        final int between = scope.indexOf(BETWEEN);
        final String first = between < 0 ? scope : scope.substring(0, between);
        checkName(row, scope, first, names, between >= 0);
        if (between >= 0) {
            checkName(row, scope, scope.substring(between + 1), names, false);
        }
        final Metric metric = METRICS.get(row.raw("metric"));
        if (metric == null) {
            row.problem("metric", "'" + row.raw("metric") + "' is none of " + String.join(", ",
                METRICS.keySet().stream().sorted().toList()));
        }
        return new Limit(scope, metric, value(row, metric));
    }

    private static void checkName(final Row row, final String scope, final String part,
            final Map<String, Set<String>> names, final boolean isFirst) {
        final int colon = part.indexOf(':');
        final String kind = colon < 0 ? part : part.substring(0, colon);
        final String name = part.substring(colon + 1);
        final boolean bare = "firm".equals(kind) || "basket".equals(kind);
        final boolean free = Set.of("strategy", "session", "trader").contains(kind);
        final boolean named = names.containsKey(kind) || free;
        if (bare != colon < 0 || !bare && (!named || name.isEmpty()) || isFirst && !"account".equals(kind)) {
            row.problem("scope", "'" + scope + "' is none of " + SHAPES);
        } else if (!bare && !free && !names.get(kind).contains(name)) {
            row.problem("scope", "'" + name + "' is no " + kind + " of these files");
        }
    }

    private static long value(final Row row, final Metric metric) {
        if (metric != null && MAY_BE_OFF.contains(metric) && OFF.equals(row.raw("value"))) {
            return Limit.OFF;
        }
        return row.decimal("value", metric == null ? Measure.QUANTITY.decimals() : Measure.of(metric).decimals(), 0);
    }
}
