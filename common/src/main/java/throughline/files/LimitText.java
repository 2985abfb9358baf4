package throughline.files;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.files.ReferenceRows.Limit;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Bounds;
import throughline.reference.Decimals;
import throughline.reference.Measure;

/** Scopes and metrics as people write them: {@code account:PROP-EQ/instrument:AAPL}, {@code PRICE_COLLAR.FAR}. */
final class LimitText {
    private static final String BETWEEN = "/instrument:";
    private static final String PAIR = "account:NAME/instrument:SYMBOL";
    private static final String OFF = "off";
    private static final Map<String, Metric> METRICS = metrics();
    /** Kinds of scope, the widest first; one order has no limit of its own. */
    private static final Map<ScopeKind, String> SHAPES = shapes();

    private LimitText() {
    }

    private static Map<String, Metric> metrics() {
        final Map<String, Metric> metrics = new LinkedHashMap<>();
        Arrays.stream(Metric.values()).filter(metric -> Measure.of(metric) != Measure.NONE)
            .forEach(metric -> metrics.put(Measure.name(metric), metric));
        return metrics;
    }

    private static Map<ScopeKind, String> shapes() {
        final Map<ScopeKind, String> shapes = new EnumMap<>(ScopeKind.class);
        for (final ScopeKind kind : ScopeKind.values()) {
            final String word = kind.name().toLowerCase(Locale.ROOT);
            switch (kind) {
                case FIRM, BASKET -> shapes.put(kind, word);
                case INSTRUMENT -> shapes.put(kind, word + ":SYMBOL");
                case ACCOUNT_INSTRUMENT -> shapes.put(kind, PAIR);
                case NONE, ORDER, NULL_VAL, SBE_UNKNOWN -> { }
                default -> shapes.put(kind, word + ":NAME");
            }
        }
        return shapes;
    }

    /**
     * A row of limits.
     *
     * @param names the names there are, by the kind of scope they are of; a kind that is not there takes any name
     */
    static Limit read(final Row row, final Map<ScopeKind, Set<String>> names) {
        final String scope = row.raw("scope");
        final ScopeKind kind = kind(row, scope, names);
        final Metric metric = METRICS.get(row.raw("metric"));
        if (metric == null) {
            row.problem("metric", "'" + row.raw("metric") + "' is none of " + String.join(", ",
                METRICS.keySet().stream().sorted().toList()));
        } else if (kind != null && !Bounds.isAllowedAt(kind, metric)) {
            row.problem("scope", "'" + scope + "' has no " + row.raw("metric") + ": that is for " + shapes(metric));
        }
        return new Limit(scope, metric, value(row, metric));
    }

    private static String shapes(final Metric metric) {
        return SHAPES.keySet().stream().filter(kind -> Bounds.isAllowedAt(kind, metric)).map(SHAPES::get)
            .collect(Collectors.joining(", "));
    }

    /** Kind of a scope; null, and a problem, where it is none or names nothing. */
    private static ScopeKind kind(final Row row, final String scope, final Map<ScopeKind, Set<String>> names) {
        final int between = scope.indexOf(BETWEEN);
        final ScopeKind first = shape(between < 0 ? scope : scope.substring(0, between));
        final boolean whole = between < 0 || first == ScopeKind.ACCOUNT;
        if (first == null || !whole || scope.endsWith(":") || scope.contains(":/")) {
            row.problem("scope", "'" + scope + "' is none of " + String.join(", ", SHAPES.values()));
            return null;
        }
        final boolean known = isKnown(row, first, between < 0 ? scope : scope.substring(0, between), names);
        final boolean both = between < 0
            || isKnown(row, ScopeKind.INSTRUMENT, scope.substring(between + 1), names);
        return !known || !both ? null : between < 0 ? first : ScopeKind.ACCOUNT_INSTRUMENT;
    }

    private static ScopeKind shape(final String part) {
        final int colon = part.indexOf(':');
        final String word = colon < 0 ? part : part.substring(0, colon + 1);
        return SHAPES.keySet().stream().filter(kind -> kind != ScopeKind.ACCOUNT_INSTRUMENT
            && (colon < 0 ? SHAPES.get(kind).equals(word) : SHAPES.get(kind).startsWith(word)))
            .findFirst().orElse(null);
    }

    private static boolean isKnown(final Row row, final ScopeKind kind, final String part,
            final Map<ScopeKind, Set<String>> names) {
        final String name = part.substring(part.indexOf(':') + 1);
        final boolean bare = kind == ScopeKind.FIRM || kind == ScopeKind.BASKET;
        if (bare || names.containsKey(kind) && names.get(kind).contains(name)) {
            return true;
        }
        if (names.containsKey(kind)) {
            row.problem("scope", "'" + name + "' is no " + kind.name().toLowerCase(Locale.ROOT) + " of these files");
            return false;
        }
        final boolean good = name.length() <= Row.NAME_MAX && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!good) {
            row.problem("scope", "'" + name + "' is no name of 1 to " + Row.NAME_MAX + " printable ASCII characters");
        }
        return good;
    }

    private static long value(final Row row, final Metric metric) {
        if (metric == null) {
            return 0;
        }
        if (Bounds.mayBeOff(metric) && OFF.equals(row.raw("value"))) {
            return Limit.OFF;
        }
        final int decimals = Measure.of(metric).decimals();
        final long value = row.decimal("value", decimals, Bounds.least(metric));
        if (value > Bounds.most(metric)) {
            row.problem("value", "'" + row.raw("value") + "' is more than "
                + Decimals.text(Bounds.most(metric), decimals));
        } else if (value >= Bounds.least(metric) && !Bounds.isInRange(metric, value)) {
            row.problem("value", "'" + row.raw("value") + "' is not a whole number");
        }
        return value;
    }
}
