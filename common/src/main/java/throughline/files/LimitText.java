package throughline.files;

import java.util.Map;
import java.util.Set;
import throughline.files.ReferenceRows.Limit;
import throughline.message.Metric;
import throughline.message.ScopeKind;

/** Scopes and metrics as people write them: {@code account:PROP-EQ/instrument:AAPL}, {@code PRICE_COLLAR.FAR}. */
final class LimitText {
    private static final int DECIMALS = 8;
    private static final String ACCOUNT = "account:";
    private static final String INSTRUMENT = "instrument:";
    private static final String OFF = "off";
    private static final Map<String, Metric> METRICS = Map.of(
        "MAX_ORDER_QTY", Metric.MAX_ORDER_QTY,
        "MAX_ORDER_VALUE", Metric.MAX_ORDER_VALUE,
        "PRICE_COLLAR.FAR", Metric.PRICE_COLLAR_FAR,
        "PRICE_COLLAR.NEAR", Metric.PRICE_COLLAR_NEAR,
        "PRICE_COLLAR.AGE", Metric.PRICE_COLLAR_AGE,
        "POSITION_LIMIT.LONG", Metric.POSITION_LIMIT_LONG,
        "POSITION_LIMIT.SHORT", Metric.POSITION_LIMIT_SHORT);

    private LimitText() {
    }

    static Limit read(final Row row, final Set<String> accounts, final Set<String> symbols) {
        final String scope = row.raw("scope");
        final int slash = scope.indexOf('/');
        final boolean both = slash > 0;
        final String first = both ? scope.substring(0, slash) : scope;
        final String last = both ? scope.substring(slash + 1) : scope;
        final String account = first.startsWith(ACCOUNT) ? first.substring(ACCOUNT.length()) : "";
        final String symbol = last.startsWith(INSTRUMENT) ? last.substring(INSTRUMENT.length()) : "";
        final ScopeKind kind = kind(scope, both, account, symbol);
        if (kind == null) {
            row.problem("scope", "'" + scope
                + "' is none of firm, account:NAME, instrument:SYMBOL, account:NAME/instrument:SYMBOL");
        } else if (!account.isEmpty() && !accounts.contains(account)) {
            row.problem("scope", "'" + account + "' is not in accounts.csv");
        } else if (!symbol.isEmpty() && !symbols.contains(symbol)) {
            row.problem("scope", "'" + symbol + "' is not in instruments.csv");
        }
        final Metric metric = METRICS.get(row.raw("metric"));
        if (metric == null) {
            row.problem("metric", "'" + row.raw("metric") + "' is none of " + String.join(", ",
                METRICS.keySet().stream().sorted().toList()));
        } else if (!account.isEmpty() && row.raw("metric").startsWith("PRICE_COLLAR")) {
            row.problem("scope", "of a price collar is firm or instrument:SYMBOL");
        }
        return new Limit(kind, account, symbol, metric, value(row, metric));
    }

    private static ScopeKind kind(final String scope, final boolean both, final String account, final String symbol) {
        if ("firm".equals(scope)) {
            return ScopeKind.FIRM;
        }
        if (both) {
            return account.isEmpty() || symbol.isEmpty() ? null : ScopeKind.ACCOUNT_INSTRUMENT;
        }
        return !account.isEmpty() ? ScopeKind.ACCOUNT : !symbol.isEmpty() ? ScopeKind.INSTRUMENT : null;
    }

    private static long value(final Row row, final Metric metric) {
        if (metric == Metric.PRICE_COLLAR_NEAR && OFF.equals(row.raw("value"))) {
            return Limit.OFF;
        }
        return row.decimal("value", DECIMALS, 0);
    }
}
