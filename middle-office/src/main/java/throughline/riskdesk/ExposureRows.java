package throughline.riskdesk;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.exposure.Holdings;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Measure;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;
import throughline.state.Table;

/**
 * What is used of limits, row by row: both sides of each holding, then each limit that adds something up, then what is
 * in use where none is set. Reads the state, on the desk's thread; stateless.
 */
final class ExposureRows {
    private static final int SIDES = 2;
    private static final long LIMITS = 1L << 52;
    private static final long OTHERS = 2L << 52;
    private static final int KIND_SHIFT = 44;
    private static final int METRIC_BITS = 5;
    private static final int METRIC_MASK = (1 << METRIC_BITS) - 1;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final List<Metric> ADDED_UP = ScopeText.METRICS.stream().filter(Usage::isOf).toList();
    private static final List<Source> SOURCES = List.of(
        new Source(state -> state.exposures().profit().end(), (state, id) -> state.exposures().profit().holder(id)),
        new Source(state -> state.parties().end(), (state, id) -> Scope.of(ScopeKind.CLIENT, id)),
        new Source(state -> state.users().end(), (state, id) -> Scope.of(ScopeKind.TRADER, id)),
        new Source(state -> state.names().next(ScopeKind.SESSION), (state, id) -> Scope.of(ScopeKind.SESSION, id)),
        new Source(state -> state.instruments().end(), (state, id) -> Scope.instrument(id)));

    /** Where scopes come from, numbered from 0 or 1 to below an end. */
    private record Source(End end, Named named) {
    }

    private interface End {
        int of(MiddleMachine state);
    }

    private interface Named {
        long scope(MiddleMachine state, int id);
    }

    private ExposureRows() {
    }

    /** The first row behind an id that a person may see; null: there is none. */
    static Listing.Row next(MiddleMachine state, Person person, long after) {
        Listing.Row row = after < LIMITS ? ofHoldings(state, person, after) : null;
        row = row == null && after < OTHERS ? ofLimits(state, person, Math.max(after, LIMITS - 1)) : row;
        return row == null ? ofOthers(state, person, Math.max(after, OTHERS - 1)) : row;
    }

    private static Listing.Row ofHoldings(MiddleMachine state, Person person, long after) {
        Holdings holdings = state.exposures().holdings();
        for (long id = after + 1; id < (long) holdings.end() * SIDES; id++) {
            int row = (int) (id / SIDES);
            boolean any = holdings.position(row) != 0 || holdings.buys(row) != 0 || holdings.sells(row) != 0;
            if (any && Usage.isHolding(holdings.key(row)) && sees(state, person, holdings.key(row))) {
                return new Listing.Row(id, holding(state, row, id % SIDES == 0));
            }
        }
        return null;
    }

    private static Listing.Row ofLimits(MiddleMachine state, Person person, long after) {
        Limits limits = state.limits();
        for (long id = after - LIMITS + 1; id >> METRIC_BITS < limits.end(); id++) {
            long scope = limits.key((int) (id >> METRIC_BITS));
            int number = (int) (id & METRIC_MASK);
            Metric metric = number < ADDED_UP.size() ? ADDED_UP.get(number) : Metric.NONE;
            if (metric != Metric.NONE && limits.value(scope, metric) != Limits.NONE && sees(state, person, scope)) {
                return new Listing.Row(LIMITS + id, item(state, scope, metric));
            }
        }
        return null;
    }

    private static Listing.Row ofOthers(MiddleMachine state, Person person, long after) {
        long id = after - OTHERS + 1;
        for (int kind = (int) (id >> KIND_SHIFT); kind < SOURCES.size(); kind++) {
            Source source = SOURCES.get(kind);
            long end = (long) source.end.of(state) << METRIC_BITS;
            long first = kind == id >> KIND_SHIFT ? id & (1L << KIND_SHIFT) - 1 : 0;
            for (long at = first; at < end; at++) {
                int number = (int) (at & METRIC_MASK);
                long scope = source.named.scope(state, (int) (at >> METRIC_BITS));
                Metric metric = number < ADDED_UP.size() ? ADDED_UP.get(number) : Metric.NONE;
                if (metric != Metric.NONE && isUsed(state, scope, metric) && sees(state, person, scope)) {
                    return new Listing.Row(OTHERS + ((long) kind << KIND_SHIFT) + at, item(state, scope, metric));
                }
            }
        }
        return null;
    }

    private static boolean isUsed(MiddleMachine state, long scope, Metric metric) {
        if (!Limits.isAllowedAt(Scope.kind(scope), metric) || state.limits().value(scope, metric) != Limits.NONE) {
            return false;
        }
        long total = Usage.total(state, scope, metric);
        return total != 0 && total != Usage.UNKNOWN;
    }

    /** Whether a person may see what a scope uses: one of a desk what is of that desk, and what all share. */
    static boolean sees(MiddleMachine state, Person person, long scope) {
        int id = Scope.id(scope);
        return person.deskId() == 0 || switch (Scope.kind(scope)) {
            case FIRM, INSTRUMENT, SECTOR -> true;
            case DESK -> id == person.deskId();
            case TRADER -> id == person.id();
            case ACCOUNT, ACCOUNT_INSTRUMENT ->
                state.accounts().isKnown(id) && person.mayUseDesk(state.accounts().deskId(id));
            default -> false;
        };
    }

    /** One side of a holding. */
    static JsonObject holding(MiddleMachine state, int row, boolean isLong) {
        Holdings holdings = state.exposures().holdings();
        long key = holdings.key(row);
        int scale = state.instruments().quantityScale(Scope.instrumentId(key));
        BigDecimal position = BigDecimal.valueOf(holdings.position(row), scale);
        BigDecimal working = BigDecimal.valueOf(isLong ? holdings.buys(row) : holdings.sells(row), scale);
        Metric metric = isLong ? Metric.POSITION_LIMIT_LONG : Metric.POSITION_LIMIT_SHORT;
        return measured(new JsonObject().put("scope", ScopeText.of(state, key)), metric,
            isLong ? position : position.negate(), working, tightest(state.limits(), key, metric));
    }

    /** Of the limits that test this holding: its own, its holder's, and for the firm's the instrument's. */
    private static long tightest(Limits limits, long key, Metric metric) {
        boolean firms = Scope.kind(key) == ScopeKind.FIRM;
        long narrow = limits.value(firms ? Scope.instrument(Scope.instrumentId(key)) : key, metric);
        long wide = limits.value(Scope.holder(key), metric);
        return narrow == Limits.NONE ? wide : wide == Limits.NONE ? narrow : Math.min(narrow, wide);
    }

    /** What is used of one limit. */
    static JsonObject item(MiddleMachine state, long scope, Metric metric) {
        JsonObject item = new JsonObject().put("scope", ScopeText.of(state, scope));
        long total = Usage.total(state, scope, metric);
        long bound = state.limits().value(scope, metric);
        if (total == Usage.UNKNOWN) {
            return item.put("metric", ScopeText.of(metric)).put("limit", ScopeText.value(metric, bound));
        }
        long works = Usage.working(state, scope, metric);
        BigDecimal projected = amount(metric, total);
        BigDecimal working = amount(metric, works == Usage.UNKNOWN ? 0 : works);
        measured(item, metric, projected.subtract(working), working, bound);
        long peak = Usage.peak(state, scope, metric);
        return peak == Usage.UNKNOWN ? item : item.put("peak", Measure.of(metric).text(peak));
    }

    private static BigDecimal amount(Metric metric, long value) {
        return BigDecimal.valueOf(value, Measure.of(metric).decimals());
    }

    private static JsonObject measured(JsonObject item, Metric metric, BigDecimal used, BigDecimal working,
        long bound) {
        BigDecimal projected = used.add(working);
        item.put("metric", ScopeText.of(metric)).put("used", text(used)).put("working", text(working))
            .put("projected", text(projected)).put("limit", ScopeText.value(metric, bound));
        if (bound != Limits.NONE) {
            BigDecimal limit = amount(metric, bound);
            item.put("headRoom", text(limit.subtract(projected)));
            if (limit.signum() > 0) {
                item.put("utilisation", text(projected.max(BigDecimal.ZERO).multiply(HUNDRED)
                    .divide(limit, 2, RoundingMode.UP)));
            }
        }
        return item;
    }

    private static String text(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Both sides of a holding, or what is used of each limit of another scope. */
    static List<JsonObject> of(MiddleMachine state, long scope) {
        if (Usage.isHolding(scope)) {
            int row = state.exposures().holdings().row(scope);
            return row == Table.NONE ? List.of() : List.of(holding(state, row, true), holding(state, row, false));
        }
        return ADDED_UP.stream().filter(metric -> state.limits().value(scope, metric) != Limits.NONE)
            .map(metric -> item(state, scope, metric)).toList();
    }
}
