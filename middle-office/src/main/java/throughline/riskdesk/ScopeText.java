package throughline.riskdesk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import throughline.desk.Decimal;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.limit.Limits;
import throughline.reference.Measure;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;

/**
 * Scopes, metrics and values as the outside writes them: {@code firm}, {@code account:NAME/instrument:SYMBOL},
 * {@code PRICE_COLLAR.FAR}, {@code none}, {@code off}. Reads names on the desk's thread; stateless.
 */
final class ScopeText {
    /** Every metric there is. */
    static final List<Metric> METRICS = Arrays.stream(Metric.values())
        .filter(metric -> metric.value() > Metric.NONE.value() && metric.value() < Metric.SBE_UNKNOWN.value())
        .toList();

    static final String NONE = "none";
    static final String OFF = "off";

    private static final String SHAPES = "firm, desk:NAME, trader:NAME, account:NAME, client:NAME, strategy:NAME, "
        + "session:NAME, sector:NAME, group:NAME, basket, order:ID, instrument:SYMBOL, "
        + "account:NAME/instrument:SYMBOL";
    private static final int MOST_NAME = 64;

    private ScopeText() {
    }

    /**
     * Reads a scope. A strategy or session that is not known yet has the id 0: the office gives it one.
     *
     * @throws Problem 400 when it is no scope, 404 when it names what the firm does not know
     */
    static long parse(MiddleMachine state, String text) {
        if (text.equals("firm")) {
            return Scope.FIRM;
        }
        if (text.equals("basket")) {
            return Scope.BASKET;
        }
        int colon = text.indexOf(':');
        int slash = text.indexOf("/instrument:", Math.max(colon, 0));
        String kind = colon < 0 ? "" : text.substring(0, colon);
        String name = colon < 0 ? "" : text.substring(colon + 1, slash < 0 ? text.length() : slash);
        if (name.isEmpty() || name.length() > MOST_NAME || slash >= 0 && !kind.equals("account")) {
            throw Problem.badInput("", "'" + text + "' is none of " + SHAPES);
        }
        if (slash >= 0) {
            int instrument = state.instruments().find(text.substring(slash + "/instrument:".length()));
            return Scope.pair(known(state.accounts().find(name), text), known(instrument, text));
        }
        return switch (kind) {
            case "desk" -> Scope.of(ScopeKind.DESK, known(desk(state, name), text));
            case "trader" -> Scope.of(ScopeKind.TRADER, known(state.users().find(name), text));
            case "account" -> Scope.of(ScopeKind.ACCOUNT, known(state.accounts().find(name), text));
            case "client" -> Scope.of(ScopeKind.CLIENT, known(state.parties().find(name), text));
            case "strategy" -> named(state, ScopeKind.STRATEGY, name);
            case "session" -> named(state, ScopeKind.SESSION, name);
            case "sector" -> Scope.of(ScopeKind.SECTOR, known(state.instruments().sector(name), text));
            case "group" -> Scope.of(ScopeKind.GROUP, known(state.accounts().findGroup(name), text));
            case "instrument" -> Scope.instrument(known(state.instruments().find(name), text));
            case "order" -> Scope.order(order(name, text));
            default -> throw Problem.badInput("", "'" + text + "' is none of " + SHAPES);
        };
    }

    /** A name that no order could ever bear is none: a limit of it would bind nothing. */
    private static long named(MiddleMachine state, ScopeKind kind, String name) {
        if (name.isBlank() || name.length() > Request.MAX_NAME || !name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw Problem.badInput("", "a " + kind.name().toLowerCase(Locale.ROOT) + " is called by 1 to "
                + Request.MAX_NAME + " printable ASCII characters");
        }
        return Scope.of(kind, state.names().find(kind, name));
    }

    private static int desk(MiddleMachine state, String name) {
        for (int id = 1; id < state.accounts().end(); id++) {
            if (state.accounts().isKnown(id) && state.accounts().desk(id).equals(name)) {
                return state.accounts().deskId(id);
            }
        }
        return 0;
    }

    private static long order(String name, String text) {
        if (!name.chars().allMatch(c -> c >= '0' && c <= '9') || name.length() > 16) {
            throw Problem.badInput("", "'" + text + "' is none of " + SHAPES);
        }
        return Long.parseLong(name);
    }

    private static int known(int id, String text) {
        if (id == 0) {
            throw Problem.notFound("The firm knows nothing of '" + text + "'.");
        }
        return id;
    }

    /** A scope as text. */
    static String of(MiddleMachine state, long scope) {
        int id = Scope.id(scope);
        String instrument = Scope.instrumentId(scope) == 0 ? ""
            : "instrument:" + state.instruments().symbol(Scope.instrumentId(scope));
        String holder = switch (Scope.kind(scope)) {
            case FIRM -> instrument.isEmpty() ? "firm" : "";
            case BASKET -> "basket";
            case ORDER -> "order:" + Scope.orderId(scope);
            case DESK -> "desk:" + state.accounts().desk(state.accounts().firstOfDesk(id));
            case TRADER -> "trader:" + state.users().name(id);
            case ACCOUNT, ACCOUNT_INSTRUMENT -> "account:" + state.accounts().name(id);
            case CLIENT -> "client:" + state.parties().name(id);
            case STRATEGY -> "strategy:" + state.names().name(ScopeKind.STRATEGY, id);
            case SESSION -> "session:" + state.names().name(ScopeKind.SESSION, id);
            case SECTOR -> "sector:" + state.instruments().textOf(id);
            case GROUP -> "group:" + state.accounts().groupName(id);
            default -> "";
        };
        return holder.isEmpty() || instrument.isEmpty() ? holder + instrument : holder + "/" + instrument;
    }

    /**
     * Reads a metric.
     *
     * @throws Problem 404 when there is none of that name
     */
    static Metric metric(String text) {
        return METRICS.stream().filter(metric -> of(metric).equals(text)).findFirst().orElseThrow(() ->
            Problem.notFound("There is no metric '" + text + "'; there are "
                + String.join(", ", METRICS.stream().map(ScopeText::of).toList()) + "."));
    }

    /** A metric as text. */
    static String of(Metric metric) {
        return Measure.name(metric);
    }

    /** Kinds of scopes at which a metric may be limited, as the outside writes them. */
    static String allowed(Metric metric) {
        List<String> kinds = new ArrayList<>();
        for (ScopeKind kind : ScopeKind.values()) {
            boolean is = kind.value() > ScopeKind.NONE.value() && kind.value() <= ScopeKind.BASKET.value();
            if (is && Limits.isAllowedAt(kind, metric)) {
                kinds.add(kind == ScopeKind.ACCOUNT_INSTRUMENT ? "account/instrument"
                    : kind.name().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(", ", kinds);
    }

    /** A scope as text; one of a name that is not known yet as it was asked for. */
    static String of(MiddleMachine state, long scope, String asked) {
        return Scope.id(scope) == 0 && isNamed(scope) ? asked : of(state, scope);
    }

    /** Whether a scope is of a kind that requests may name for the first time. */
    private static boolean isNamed(long scope) {
        return Scope.kind(scope) == ScopeKind.STRATEGY || Scope.kind(scope) == ScopeKind.SESSION;
    }

    /** What a bound of a metric must be, for people. */
    static String range(Metric metric) {
        String range = switch (Measure.of(metric)) {
            case PERCENT -> "a percentage, 0 or above";
            case COUNT -> "a whole number from 0 to 1000000000";
            case SECONDS -> "a whole number from 1 to 86400";
            case MILLISECONDS -> metric == Metric.DUPLICATE_ORDER ? "from 0 to 60000" : "0 or above";
            default -> "0 or above";
        };
        return "must be " + range + (Limits.mayBeOff(metric) ? ", or \"off\"" : "");
    }

    /**
     * A bound in its metric's unit.
     *
     * @throws Problem 400 when it cannot be written in that unit
     */
    static long bound(Metric metric, Decimal value) {
        int decimals = Measure.of(metric).decimals();
        if (!value.fits(decimals)) {
            throw Problem.badInput("/value", "is too large, or has more than " + decimals + " decimals");
        }
        return value.scaled(decimals).longValueExact();
    }

    /** A limit's bound, or what was observed, as text. */
    static String value(Metric metric, long value) {
        return value == Limits.NONE ? NONE : value == Limits.OFF && Limits.mayBeOff(metric) ? OFF
            : Measure.of(metric).text(value);
    }
}
