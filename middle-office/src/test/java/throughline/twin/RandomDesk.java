package throughline.twin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.reference.Measure;
import throughline.reference.Scope;

/** A risk desk that sets limits tight and takes them back, restricts, halts and lets pass, at random. */
final class RandomDesk {
    /** How an office is asked for what two people want. Bounds are in the metric's unit. */
    interface Office {
        void limit(long scope, Metric metric, long value);

        void state(long scope, TradingState state);

        void restrict(Bounds.Restriction restriction);

        void lift(long restrictionId);

        void override(Bounds.Override override);
    }

    private record Set(long scope, Metric metric) {
        boolean isWide() {
            return scope == Scope.FIRM || scope == Scope.BASKET;
        }
    }

    private static final long E8 = 100_000_000L;
    private static final Metric[] SELDOM_MET = {Metric.DUPLICATE_ORDER, Metric.CONCENTRATION, Metric.DAILY_LOSS,
        Metric.SOFT_LIMIT_REFUSAL, Metric.SOFT_LIMIT_WARNING, Metric.CREDIT};
    private static final int MOST_CHANGED = 16;
    private static final int MOST_STATES = 2;

    private final RandomFront front;
    private final Office office;

    RandomDesk(RandomFront front, Office office) {
        this.front = front;
        this.office = office;
    }

    /** Limits that let most pass. */
    static long wide(Metric metric) {
        return switch (metric) {
            case MAX_ORDER_QTY -> 100_000 * E8;
            case MAX_ORDER_VALUE -> 1_000_000_000L;
            case PRICE_COLLAR_FAR -> 10 * E8;
            case PRICE_COLLAR_NEAR, SOFT_LIMIT_WARNING, SOFT_LIMIT_REFUSAL -> Bounds.OFF;
            case PRICE_COLLAR_AGE, DUPLICATE_ORDER -> 0;
            case POSITION_LIMIT_LONG, POSITION_LIMIT_SHORT -> 1_000_000 * E8;
            case MESSAGE_RATE_RATE, MESSAGE_RATE_BURST, MESSAGE_RATE_CEILING -> 100_000 * E8;
            case WINDOW_VALUE_LIMIT -> 100_000_000_000L;
            case WINDOW_VALUE_SECONDS -> 2 * E8;
            case REPEATED_EXECUTION, OPEN_ORDERS -> 100_000 * E8;
            case CONCENTRATION -> 100 * E8;
            case GROSS_EXPOSURE -> 10_000_000_000L;
            case MARK_AGE -> 60_000 * E8;
            default -> 1_000_000_000_000L;
        };
    }

    /** A bound that some orders meet and others do not. */
    private long tight(Metric metric) {
        boolean tighter = front.oneIn(3);
        long by = 1 + front.random.nextInt(20);
        return switch (metric) {
            case MAX_ORDER_QTY -> 100 * by * E8;
            case MAX_ORDER_VALUE -> 200_000 * by + front.random.nextInt(100);
            case PRICE_COLLAR_FAR -> E8 / 2 * by;
            case PRICE_COLLAR_NEAR -> tighter ? Bounds.OFF : E8 / 4 * by;
            case PRICE_COLLAR_AGE -> tighter ? 0 : 1_000 * by * E8;
            case POSITION_LIMIT_LONG, POSITION_LIMIT_SHORT -> 60 * by * by * E8;
            case MESSAGE_RATE_RATE -> 4 * by * E8;
            case MESSAGE_RATE_BURST -> (1 + by / 2) * E8;
            case MESSAGE_RATE_CEILING -> by / 4 * E8;
            case WINDOW_VALUE_LIMIT -> 2_000_000 * by;
            case WINDOW_VALUE_SECONDS -> by * E8;
            case REPEATED_EXECUTION -> by / 8 * E8;
            case DUPLICATE_ORDER -> 1_000 * by * E8;
            case CREDIT -> 100_000_000L * by * by;
            case GROSS_EXPOSURE -> 20_000_000L * by * by;
            case NET_EXPOSURE -> 10_000_000L * by * by;
            case CONCENTRATION -> by * E8 / 4;
            case OPEN_ORDERS -> 2 * by * E8;
            case DAILY_LOSS -> 40_000L * by * by * by;
            case SOFT_LIMIT_WARNING -> 2 * by * E8;
            case SOFT_LIMIT_REFUSAL -> 3 * by * E8;
            default -> 10 * by * E8;
        };
    }

    /** Every limit there must be, wide. */
    void found() {
        for (Metric metric : Metric.values()) {
            if (Measure.of(metric) != Measure.NONE) {
                office.limit(Scope.FIRM, metric, wide(metric));
            }
        }
        office.limit(Scope.BASKET, Metric.MAX_ORDER_VALUE, wide(Metric.MAX_ORDER_VALUE));
    }

    void step() {
        int kind = front.random.nextInt(20);
        if (kind < 12) {
            limit();
        } else if (kind < 16) {
            state();
        } else if (kind < 18) {
            restriction();
        } else {
            override();
        }
    }

    private void limit() {
        List<Set> changed = changed();
        boolean wide = !changed.isEmpty() && changed.get(0).isWide() && !front.oneIn(3);
        if (wide || changed.size() > front.random.nextInt(MOST_CHANGED)) {
            restore(changed.get(wide ? 0 : front.random.nextInt(changed.size())));
            return;
        }
        Metric metric = front.oneIn(3) ? SELDOM_MET[front.random.nextInt(SELDOM_MET.length)]
            : Metric.get((short) (1 + front.random.nextInt(Metric.MARK_AGE.value())));
        long scope = scope();
        for (int i = 0; i < 20 && !Limits.isAllowedAt(Scope.kind(scope), metric); i++) {
            scope = scope();
        }
        if (!Limits.isAllowedAt(Scope.kind(scope), metric)) {
            return;
        }
        boolean missing = mustExist(scope, metric) && front.oneIn(12);
        office.limit(scope, metric, missing ? Answer.NONE : tight(metric));
        pairUp(scope, metric);
    }

    /** A bucket takes both of its limits. */
    private void pairUp(long scope, Metric metric) {
        boolean rate = metric == Metric.MESSAGE_RATE_RATE;
        if (scope != Scope.FIRM && (rate || metric == Metric.MESSAGE_RATE_BURST)) {
            Metric other = rate ? Metric.MESSAGE_RATE_BURST : Metric.MESSAGE_RATE_RATE;
            office.limit(scope, other, tight(other));
        }
    }

    /** What stands otherwise than it was founded, the firm-wide first; what was widened lapses with the day. */
    private List<Set> changed() {
        List<Set> changed = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Long bound = front.twin.bounds.at(Scope.FIRM, metric);
            if (Measure.of(metric) != Measure.NONE && (bound == null || bound != wide(metric))) {
                changed.add(new Set(Scope.FIRM, metric));
            }
        }
        Long basket = front.twin.bounds.at(Scope.BASKET, Metric.MAX_ORDER_VALUE);
        if (basket == null || basket != wide(Metric.MAX_ORDER_VALUE)) {
            changed.add(0, new Set(Scope.BASKET, Metric.MAX_ORDER_VALUE));
        }
        front.twin.bounds.limits.forEach((scope, bounds) -> bounds.keySet().stream()
            .filter(metric -> !mustExist(scope, metric)).forEach(metric -> changed.add(new Set(scope, metric))));
        return changed;
    }

    private static boolean mustExist(long scope, Metric metric) {
        return scope == Scope.FIRM || scope == Scope.BASKET && metric == Metric.MAX_ORDER_VALUE;
    }

    private void restore(Set set) {
        office.limit(set.scope, set.metric, mustExist(set.scope, set.metric) ? wide(set.metric) : Answer.NONE);
    }

    /** Any scope there is. */
    private long scope() {
        int account = 1 + front.random.nextInt(10);
        int instrument = 1 + front.random.nextInt(front.oneIn(3) ? 18 : 5);
        return switch (front.random.nextInt(13)) {
            case 0 -> Scope.of(ScopeKind.DESK, 1 + front.random.nextInt(3));
            case 1 -> Scope.of(ScopeKind.TRADER, 1 + front.random.nextInt(RandomFront.TRADERS));
            case 2, 3 -> Scope.of(ScopeKind.ACCOUNT, account);
            case 4 -> Scope.of(ScopeKind.CLIENT, 6 + front.random.nextInt(5));
            case 5 -> known(ScopeKind.STRATEGY, "strategy" + front.random.nextInt(5));
            case 6 -> known(ScopeKind.SESSION, front.oneIn(2) ? "session" + front.random.nextInt(4)
                : "trader" + (1 + front.random.nextInt(RandomFront.TRADERS)));
            case 7 -> sector(instrument);
            case 8 -> Scope.of(ScopeKind.GROUP, front.twin.firm.accounts.get(account).group());
            case 9 -> Scope.instrument(instrument);
            case 10 -> Scope.pair(account, instrument);
            case 11 -> front.oneIn(3) ? Scope.BASKET : Scope.instrument(instrument);
            default -> Scope.FIRM;
        };
    }

    private long known(ScopeKind kind, String name) {
        Integer id = (kind == ScopeKind.STRATEGY ? front.twin.firm.strategies : front.twin.firm.sessions).get(name);
        return id == null ? Scope.FIRM : Scope.of(kind, id);
    }

    private long sector(int instrument) {
        int id = front.twin.firm.instruments.get(instrument).sectorId();
        return id == 0 ? Scope.FIRM : Scope.of(ScopeKind.SECTOR, id);
    }

    /** Two people let a scope trade again, mostly with a wider loss. */
    private void release(long scope) {
        Set loss = new Set(scope, Metric.DAILY_LOSS);
        if (!front.oneIn(4) && changed().contains(loss)) {
            restore(loss);
        }
        if (front.twin.bounds.state(scope) == TradingState.HALTED) {
            office.state(scope, TradingState.REDUCE_ONLY);
        }
        if (front.twin.bounds.state(scope) == TradingState.REDUCE_ONLY && !front.oneIn(8)) {
            office.state(scope, TradingState.ACTIVE);
        }
    }

    /** Some scopes are stopped, never many at once; those the office stopped are enabled the sooner. */
    private void state() {
        List<Long> stopped = front.twin.bounds.states.entrySet().stream()
            .filter(e -> e.getValue() != TradingState.ACTIVE).map(Map.Entry::getKey).filter(this::isStanding)
            .sorted().toList();
        if (stopped.size() > front.random.nextInt(MOST_STATES)) {
            release(stopped.get(0));
            release(stopped.get(front.random.nextInt(stopped.size())));
            return;
        }
        Hold held = front.held();
        long scope = scope();
        scope = scope == Scope.BASKET || held != null && front.oneIn(5)
            ? held == null ? Scope.FIRM : Scope.order(held.first.orderId()) : scope;
        if (scope != Scope.FIRM || front.oneIn(10)) {
            office.state(scope, front.oneIn(2) ? TradingState.HALTED : TradingState.REDUCE_ONLY);
        }
    }

    /** Whether there is still something of that scope: an order may have ended. */
    private boolean isStanding(long scope) {
        return Scope.kind(scope) != ScopeKind.ORDER || front.twin.books.holds.containsKey(Scope.orderId(scope));
    }

    private void restriction() {
        List<Long> standing = new ArrayList<>(front.twin.bounds.restrictions.keySet());
        if (standing.size() > 2) {
            office.lift(standing.get(front.random.nextInt(standing.size())));
            return;
        }
        int instrument = 1 + front.random.nextInt(5);
        String issuer = front.oneIn(2) ? "" : front.twin.firm.instruments.get(instrument).issuer();
        long scope = switch (front.random.nextInt(4)) {
            case 0 -> Scope.FIRM;
            case 1 -> Scope.of(ScopeKind.DESK, 1 + front.random.nextInt(3));
            default -> Scope.of(ScopeKind.CLIENT, 6 + front.random.nextInt(5));
        };
        Side side = front.oneIn(3) ? null : front.oneIn(2) ? Side.BUY : Side.SELL;
        int from = front.date - front.pick(-1, 0, 0, 1);
        office.restrict(new Bounds.Restriction(scope, issuer.isEmpty() ? instrument : 0, issuer, from,
            from + front.pick(0, 1, 5), side));
    }

    private void override() {
        Asked met = front.twin.lastSoft;
        // a basket's sum may meet a soft limit before an account or instrument that is none, or a quantity too fine, is
        boolean aims = met != null && !front.oneIn(3) && met.account() != 0 && met.instrument() != 0
            && met.total().stripTrailingZeros().scale() <= RandomFront.scale(met.instrument());
        int instrument = aims ? met.instrument() : 1 + front.random.nextInt(5);
        Side side = aims ? met.side() : front.oneIn(2) ? Side.BUY : Side.SELL;
        long quantity = RandomFront.lot(instrument) * (10 + front.random.nextInt(400));
        BigDecimal most = BigDecimal.valueOf(quantity, RandomFront.scale(instrument));
        office.override(new Bounds.Override(0, aims ? met.account() : 1 + front.random.nextInt(10), instrument, side,
            aims ? met.total() : most, Math.max(front.script.timeNs, front.twin.lastTimeNs)
                + 1_000_000_000L + front.random.nextLong(60_000_000_000L)));
    }
}
