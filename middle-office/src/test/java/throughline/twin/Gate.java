package throughline.twin;

import java.math.BigDecimal;
import java.util.List;
import throughline.message.AccountKind;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Scope;

/** The controls that ask whether an order may be at all, in the order of evaluation: age, 19, 9, 1, 2, 3, 10b and 7. */
final class Gate {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final long OLDEST_NS = 10_000_000_000L;
    private static final long E8 = 100_000_000L;

    private final Firm firm;
    private final Bounds bounds;
    private final Flow flow;

    Gate(Firm firm, Bounds bounds, Flow flow) {
        this.firm = firm;
        this.bounds = bounds;
        this.flow = flow;
    }

    /** Not judged within ten seconds; an order that lives on into a date is never too old. */
    Answer age(Judged o, long stampNs) {
        long ageNs = stampNs - o.asked.timeNs();
        return o.asked.kind() == Asked.Kind.RESTATED || ageNs <= OLDEST_NS ? null
            : Answer.reject(RejectCode.ORDER_TOO_OLD, Metric.NONE, Scope.order(o.asked.orderId()), OLDEST_NS * 100,
                ageNs * 100);
    }

    /** 19: halted before reduce-only, of the widest scope that says so. */
    Answer tradingState(Judged o) {
        for (TradingState state : new TradingState[] {TradingState.HALTED, TradingState.REDUCE_ONLY}) {
            for (long scope : o.scopes.values()) {
                if (bounds.state(scope) == state) {
                    return stopped(o, state, scope);
                }
            }
            long order = Scope.order(o.asked.orderId());
            if (bounds.state(order) == state) {
                return stopped(o, state, order);
            }
        }
        return null;
    }

    private static Answer stopped(Judged o, TradingState state, long scope) {
        return state == TradingState.HALTED ? Answer.reject(RejectCode.HALTED, scope)
            : o.reducing ? null : Answer.reject(RejectCode.REDUCE_ONLY, scope);
    }

    boolean isAutomatic(Asked o) {
        return !o.strategy().isEmpty() && (o.decisionMaker().isEmpty() || !firm.isPerson(o.decisionMaker()));
    }

    /** 9: automatic new orders after an own execution. */
    Answer repeatedExecution(Judged o) {
        if (!o.asked.isNew() || !isAutomatic(o.asked)) {
            return null;
        }
        if (bounds.at(Scope.FIRM, Metric.REPEATED_EXECUTION) == null) {
            return Answer.missing(RejectCode.REPEATED_EXECUTION, Metric.REPEATED_EXECUTION);
        }
        Flow.Repeats repeats = flow.repeats(o.strategy);
        if (!repeats.executed) {
            return null;
        }
        Bounds.Test test = bounds.new Test(o, RejectCode.REPEATED_EXECUTION, Metric.REPEATED_EXECUTION);
        for (long scope : o.scopes(ScopeKind.FIRM, ScopeKind.STRATEGY)) {
            test.hardAt(scope, BigDecimal.valueOf((repeats.count + 1) * E8));
        }
        return test.failure();
    }

    /** 1. */
    Answer permission(Judged o) {
        if (o.account == null) {
            return Answer.reject(RejectCode.UNKNOWN_ACCOUNT, Scope.of(ScopeKind.ACCOUNT, o.asked.account()));
        }
        if (o.instrument == null) {
            return Answer.reject(RejectCode.UNKNOWN_INSTRUMENT, Scope.instrument(o.asked.instrument()));
        }
        if (!firm.isOpen || o.asked.date() != firm.openDate) {
            return Answer.reject(RejectCode.NOT_PERMITTED, Scope.FIRM);
        }
        Firm.User user = firm.users.get(o.asked.user());
        if (user == null || !user.trader() || !user.open() || user.desk() != 0 && user.desk() != o.account.desk()) {
            return Answer.reject(RejectCode.NOT_PERMITTED, Scope.of(ScopeKind.TRADER, o.asked.user()));
        }
        boolean mayNotShort = o.asked.side() == Side.SELL_SHORT && !o.account.sellsShort();
        if (!o.account.open() || o.account.kind() == AccountKind.OUTSIDE || mayNotShort) {
            return Answer.reject(RejectCode.NOT_PERMITTED, Scope.of(ScopeKind.ACCOUNT, o.account.id()));
        }
        return o.instrument.open() ? null
            : Answer.reject(RejectCode.NOT_PERMITTED, Scope.instrument(o.instrument.id()));
    }

    /** 2: the widest scope whose list has it. */
    Answer restricted(Judged o) {
        for (long scope : o.scopes(ScopeKind.FIRM, ScopeKind.DESK, ScopeKind.CLIENT)) {
            if (bounds.isRestricted(scope, o.instrument, o.asked.side(), o.asked.date())) {
                return Answer.reject(RejectCode.RESTRICTED, scope);
            }
        }
        return null;
    }

    /** Whether a quantity can be written in the instrument's scale. */
    static boolean fits(BigDecimal quantity, int scale) {
        return quantity.stripTrailingZeros().scale() <= scale && !isTooMuch(quantity, scale);
    }

    private static boolean isTooMuch(BigDecimal quantity, int scale) {
        return quantity.movePointRight(scale).compareTo(MOST) > 0;
    }

    /** 3. */
    Answer validity(Judged o) {
        long scope = Scope.instrument(o.instrument.id());
        Asked a = o.asked;
        boolean stops = o.isArmed() ? a.stop().signum() > 0 : o.triggered || a.stop().signum() == 0;
        boolean lasts = a.type() != OrdType.MARKET || a.timeInForce() != TimeInForce.GTC;
        boolean priced = a.isMarket() == (a.price().signum() == 0) && a.price().signum() >= 0;
        if (!lasts || !stops || !priced || a.total().signum() <= 0 || isTooMuch(a.total(), o.instrument.scale())) {
            return Answer.reject(RejectCode.BAD_ORDER, scope);
        }
        for (BigDecimal price : List.of(a.price(), o.triggered ? BigDecimal.ZERO : a.stop())) {
            if (price.remainder(o.instrument.tick()).signum() != 0) {
                return Answer.reject(RejectCode.BAD_TICK, Metric.NONE, scope, Answer.e8(o.instrument.tick()),
                    Answer.e8(price));
            }
        }
        return a.total().remainder(o.instrument.lot()).signum() == 0 ? null : Answer.reject(RejectCode.BAD_LOT,
            Metric.NONE, scope, Answer.e8(o.instrument.lot()), Answer.e8(a.total()));
    }

    /** For how long, in 10^-8 ms, equal orders are lookalikes: the larger of firm and account; null: not known. */
    Long lookalikeMs(int account) {
        Long firmWide = bounds.at(Scope.FIRM, Metric.DUPLICATE_ORDER);
        Long own = bounds.at(Scope.of(ScopeKind.ACCOUNT, account), Metric.DUPLICATE_ORDER);
        return firmWide == null || own == null ? firmWide : (Long) Math.max(firmWide, own);
    }

    /** 10b: fails while the youngest equal one is younger than T. */
    Answer lookalike(Judged o) {
        if (!o.asked.isNew()) {
            return null;
        }
        Long t = lookalikeMs(o.account.id());
        if (t == null) {
            return Answer.missing(RejectCode.DUPLICATE_ORDER, Metric.DUPLICATE_ORDER);
        }
        Long stampNs = t == 0 ? null : flow.lookalike(o.asked);
        long scope = t.equals(bounds.at(Scope.FIRM, Metric.DUPLICATE_ORDER)) ? Scope.FIRM
            : Scope.of(ScopeKind.ACCOUNT, o.account.id());
        return stampNs == null || (o.timeNs - stampNs) * 100 >= t ? null : Answer.reject(
            RejectCode.DUPLICATE_ORDER, Metric.DUPLICATE_ORDER, scope, t, (o.timeNs - stampNs) * 100);
    }

    /** 22: the firm's two percents must exist, be they off, before any limit is met that they stand beside. */
    Answer softLimits() {
        for (Metric metric : new Metric[] {Metric.SOFT_LIMIT_REFUSAL, Metric.SOFT_LIMIT_WARNING}) {
            if (bounds.at(Scope.FIRM, metric) == null) {
                return Answer.missing(RejectCode.SOFT_LIMIT, metric);
            }
        }
        return null;
    }

    /** 7: every bucket must hold a token; one restated asks for none. */
    Answer messageRate(Judged o) {
        if (o.asked.kind() == Asked.Kind.RESTATED) {
            return null;
        }
        for (Metric metric : new Metric[] {Metric.MESSAGE_RATE_RATE, Metric.MESSAGE_RATE_BURST,
            Metric.MESSAGE_RATE_CEILING}) {
            if (bounds.at(Scope.FIRM, metric) == null) {
                return Answer.missing(RejectCode.MESSAGE_RATE, metric);
            }
        }
        long emptiest = Scope.NONE;
        BigDecimal least = null;
        for (long scope : flow.buckets(o.asked.user(), o.session)) {
            BigDecimal level = flow.level(scope, o.timeNs);
            if (Flow.isEmpty(level) && (least == null || level.compareTo(least) < 0)) {
                emptiest = scope;
                least = level;
            }
        }
        if (least == null) {
            o.tokenPassed = true;
            return null;
        }
        long rate = bounds.at(emptiest, Metric.MESSAGE_RATE_RATE);
        return Answer.reject(RejectCode.MESSAGE_RATE, Metric.MESSAGE_RATE_RATE, emptiest, rate, rate + E8);
    }
}
