package throughline.riskdesk;

import throughline.exposure.Buckets;
import throughline.exposure.Exposures;
import throughline.exposure.Gross;
import throughline.exposure.Repetitions;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;

/**
 * How much of a limit that adds up is used, at one scope: in all, by what works, and at most on this date. In the
 * metric's unit. Reads the state, on the desk's thread; stateless.
 */
final class Usage {
    /** It cannot be told: there is no price, or no rate, or the metric adds nothing up. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final long NS_PER_MS = 1_000_000;

    private Usage() {
    }

    /** Whether a metric adds something up, the position in an instrument apart. */
    static boolean isOf(Metric metric) {
        return switch (metric) {
            case WINDOW_VALUE_LIMIT, CREDIT, GROSS_EXPOSURE, NET_EXPOSURE, CONCENTRATION, OPEN_ORDERS, DAILY_LOSS,
                MARK_AGE, REPEATED_EXECUTION, MESSAGE_RATE_BURST -> true;
            default -> false;
        };
    }

    /** All that is used, working orders among it. */
    static long total(MiddleMachine state, long scope, Metric metric) {
        Exposures exposures = state.exposures();
        return switch (metric) {
            case WINDOW_VALUE_LIMIT -> money(state, exposures.windows().sum(scope, state.day().lastTimeNs()));
            case CREDIT -> money(state, exposures.credit().used(scope));
            case GROSS_EXPOSURE -> broken(state, scope) ? UNKNOWN : money(state, exposures.gross().gross(scope));
            case NET_EXPOSURE -> broken(state, scope) ? UNKNOWN : money(state,
                Math.max(exposures.gross().longs(scope), -exposures.gross().shorts(scope)));
            case CONCENTRATION -> broken(state, scope) ? UNKNOWN : concentration(state, scope);
            case OPEN_ORDERS -> exposures.working().count(scope) * Money.E8;
            case DAILY_LOSS -> money(state, exposures.profit().lossMinor(scope));
            case MARK_AGE -> markAge(state);
            case REPEATED_EXECUTION -> repetitions(state, scope);
            case MESSAGE_RATE_BURST -> messages(state, scope);
            default -> UNKNOWN;
        };
    }

    /** Orders counted against a strategy; the firm's bound is each strategy's: the most that any has. */
    private static long repetitions(MiddleMachine state, long scope) {
        Repetitions repetitions = state.exposures().repetitions();
        long most = 0;
        if (Scope.kind(scope) == ScopeKind.STRATEGY) {
            most = repetitions.count(Scope.id(scope));
        } else {
            for (int id = 1; id < state.names().next(ScopeKind.STRATEGY); id++) {
                most = Math.max(most, repetitions.count(id));
            }
        }
        return Math.max(0, most) * Money.E8;
    }

    /** Tokens that a bucket lacks to be full, at most those of its burst and its ceiling together. */
    private static long messages(MiddleMachine state, long scope) {
        Buckets buckets = state.exposures().buckets();
        if (!buckets.exists(scope)) {
            return UNKNOWN;
        }
        long burst = state.limits().value(scope, Metric.MESSAGE_RATE_BURST);
        long level = buckets.level(scope, state.day().lastTimeNs());
        return burst - Math.floorDiv(level, Buckets.TOKEN / Money.E8);
    }

    private static boolean broken(MiddleMachine state, long scope) {
        return state.exposures().gross().isBroken(scope);
    }

    /** What of it is used by working orders, where that can be told apart. */
    static long working(MiddleMachine state, long scope, Metric metric) {
        return switch (metric) {
            case CREDIT -> money(state, state.exposures().credit().held(scope));
            case OPEN_ORDERS -> total(state, scope, metric);
            default -> 0;
        };
    }

    /** Most that was used on this date. */
    static long peak(MiddleMachine state, long scope, Metric metric) {
        Exposures exposures = state.exposures();
        return switch (metric) {
            case WINDOW_VALUE_LIMIT -> money(state, exposures.windows().peak(scope));
            case CREDIT -> money(state, exposures.credit().peak(scope));
            case GROSS_EXPOSURE -> money(state, exposures.gross().peakGross(scope));
            case NET_EXPOSURE -> money(state,
                Math.max(exposures.gross().peakLongs(scope), -exposures.gross().peakShorts(scope)));
            case OPEN_ORDERS -> exposures.working().peak(scope) * Money.E8;
            case DAILY_LOSS -> money(state, -exposures.profit().worst(scope));
            default -> UNKNOWN;
        };
    }

    /** Minor units of the base currency as a bound in money has them. */
    static long money(MiddleMachine state, long baseMinor) {
        long unit = state.day().moneyUnit();
        boolean fits = baseMinor != Money.OVERFLOW && Math.abs(baseMinor) <= Long.MAX_VALUE / unit;
        return fits ? baseMinor * unit : UNKNOWN;
    }

    /** Gross of the issuer with most of it, in percent of the scope's limit of gross. */
    private static long concentration(MiddleMachine state, long scope) {
        long bound = state.limits().value(scope, Metric.GROSS_EXPOSURE);
        if (bound == Limits.NONE || bound == 0) {
            return UNKNOWN;
        }
        Gross gross = state.exposures().gross();
        long most = 0;
        for (int row = 0; row < gross.issuersEnd(); row++) {
            if (gross.issuerHolder(row) == scope) {
                most = Math.max(most, gross.issuer(scope, gross.issuerId(row)));
            }
        }
        long used = money(state, most);
        return used == UNKNOWN ? UNKNOWN
            : Exact.ceiling(used, 100 * Money.E8, bound);
    }

    /** How long the oldest price waits for the last holding to take it up. */
    private static long markAge(MiddleMachine state) {
        long oldestNs = state.exposures().holdings().marks().oldestNs();
        return oldestNs == 0 ? 0 : (state.day().lastTimeNs() - oldestNs) / NS_PER_MS * Money.E8;
    }

    /** Whether a scope is of a holder's holding in an instrument, and of which there is one. */
    static boolean isHolding(long scope) {
        ScopeKind kind = Scope.kind(scope);
        return Scope.instrumentId(scope) != 0
            && (kind == ScopeKind.ACCOUNT_INSTRUMENT || kind == ScopeKind.DESK || kind == ScopeKind.FIRM);
    }
}
