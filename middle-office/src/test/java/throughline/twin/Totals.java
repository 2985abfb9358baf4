package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.reference.Scope;

/** What an order adds up to with all that stands, in the order of evaluation: 8, 15, 17, 12, 11, 13, 14 and 16. */
final class Totals {
    private static final BigDecimal E8 = BigDecimal.valueOf(100_000_000L);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Firm firm;
    private final Bounds bounds;
    private final Books books;
    private final Flow flow;
    private final Dues dues;
    /** By instrument, stamp of the first price or rate its holdings' marks have not taken up. */
    final Map<Integer, Long> waiting = new LinkedHashMap<>();

    Totals(Firm firm, Bounds bounds, Books books, Flow flow, Dues dues) {
        this.firm = firm;
        this.bounds = bounds;
        this.books = books;
        this.flow = flow;
        this.dues = dues;
    }

    private Answer missing(RejectCode code, Metric... metrics) {
        for (Metric metric : metrics) {
            if (bounds.at(Scope.FIRM, metric) == null) {
                return Answer.missing(code, metric);
            }
        }
        return null;
    }

    /** What an order's window gains by it: its value, or by how much more an amended one may cost. */
    BigDecimal increase(Judged o) {
        return o.own == null ? o.base : o.asked.kind() == Asked.Kind.RESTATED ? BigDecimal.ZERO
            : o.base.subtract(firm.toBase(o.own.valueHeld(), o.instrument.currency())).max(BigDecimal.ZERO);
    }

    static List<Long> windows(Judged o) {
        return o.scopes(ScopeKind.FIRM, ScopeKind.TRADER, ScopeKind.CLIENT, ScopeKind.INSTRUMENT);
    }

    /** 8. */
    Answer window(Judged o) {
        Answer missing = missing(RejectCode.WINDOW_VALUE, Metric.WINDOW_VALUE_LIMIT, Metric.WINDOW_VALUE_SECONDS);
        if (missing != null) {
            return missing;
        }
        Bounds.Test test = bounds.new Test(o, RejectCode.WINDOW_VALUE, Metric.WINDOW_VALUE_LIMIT);
        windows(o).forEach(scope -> test.at(scope, flow.window(scope, o.timeNs).add(increase(o))));
        return test.failure();
    }

    /** 15. */
    Answer openOrders(Judged o) {
        Answer missing = missing(RejectCode.OPEN_ORDERS, Metric.OPEN_ORDERS);
        if (missing != null) {
            return missing;
        }
        Bounds.Test test = bounds.new Test(o, RejectCode.OPEN_ORDERS, Metric.OPEN_ORDERS);
        o.scopes(ScopeKind.FIRM, ScopeKind.ACCOUNT, ScopeKind.SESSION, ScopeKind.INSTRUMENT).forEach(scope ->
            test.at(scope, BigDecimal.valueOf(books.count(scope, o.own) + 1L).multiply(E8)));
        return test.failure();
    }

    /** 17: a limit order that would trade with one of its group. */
    Answer selfTrade(Judged o) {
        boolean limits = o.asked.type() == OrdType.LIMIT || o.asked.type() == OrdType.STOP_LIMIT && o.triggered;
        if (!limits || o.account.mode() != SelfTradeMode.AGGRESSOR) {
            return null;
        }
        boolean buys = o.asked.buys();
        BigDecimal best = books.nearest(o.account.group(), o.instrument.id(), !buys, o.own);
        boolean crosses = best != null
            && (buys ? o.asked.price().compareTo(best) >= 0 : o.asked.price().compareTo(best) <= 0);
        return !crosses ? null : Answer.reject(RejectCode.SELF_TRADE, Metric.NONE,
            Scope.of(ScopeKind.GROUP, o.account.group()), Answer.e8(best), Answer.e8(o.asked.price()));
    }

    /** 12: of clients alone. */
    Answer atHand(Judged o) {
        if (!o.account.isClient()) {
            return null;
        }
        long account = Scope.of(ScopeKind.ACCOUNT, o.account.id());
        int decimals = Firm.decimals(o.instrument.currency());
        if (o.asked.buys()) {
            BigDecimal has = dues.atHand(o.account.id(), o.instrument.currency(), o.own);
            BigDecimal charged = o.own == null ? BigDecimal.ZERO : o.own.dayFees;
            BigDecimal needs = o.value.add(o.fees).subtract(charged);
            return needs.compareTo(has) <= 0 ? null : Answer.reject(RejectCode.INSUFFICIENT_CASH, Metric.NONE, account,
                Answer.e8(has.movePointLeft(decimals)), Answer.e8(needs.movePointLeft(decimals)));
        }
        BigDecimal has = books.position(account, o.instrument.id())
            .subtract(books.working(account, o.instrument.id(), false, o.own));
        String locate = o.own == null ? o.asked.locate() : o.own.first.locate();
        boolean borrows = o.asked.side() == Side.SELL_SHORT && !locate.isEmpty();
        return borrows || o.leaves.compareTo(has) <= 0 ? null : Answer.reject(RejectCode.INSUFFICIENT_POSITION,
            Metric.NONE, account, Answer.e8(has), Answer.e8(o.leaves));
    }

    static List<Long> credits(Judged o) {
        return o.scopes(ScopeKind.FIRM, ScopeKind.CLIENT, ScopeKind.SECTOR);
    }

    /** 11. */
    Answer credit(Judged o) {
        Answer missing = o.reducing ? null : missing(RejectCode.CREDIT, Metric.CREDIT);
        if (o.reducing || missing != null) {
            return missing;
        }
        Bounds.Test test = bounds.new Test(o, RejectCode.CREDIT, Metric.CREDIT);
        for (long scope : credits(o)) {
            if (bounds.at(scope, Metric.CREDIT) != null) {
                test.at(scope, dues.used(scope, o.own, o.instrument.currency(), o.value));
            }
        }
        return test.failure();
    }

    /** 21: opposite to the position, and with what works on its side no more than it. */
    boolean reduces(Judged o, long holder) {
        BigDecimal p = books.position(holder, o.instrument.id());
        boolean opposite = o.asked.buys() ? p.signum() < 0 : p.signum() > 0;
        return opposite && o.leaves.add(books.working(holder, o.instrument.id(), o.asked.buys(), o.own))
            .compareTo(p.abs()) <= 0;
    }

    /** The firm, desk and account that this order does not reduce. */
    private List<Long> holders(Judged o) {
        return o.scopes(ScopeKind.FIRM, ScopeKind.DESK, ScopeKind.ACCOUNT).stream()
            .filter(holder -> !reduces(o, holder)).toList();
    }

    /** 13: on the order's side. */
    Answer position(Judged o) {
        boolean buys = o.asked.buys();
        Metric metric = buys ? Metric.POSITION_LIMIT_LONG : Metric.POSITION_LIMIT_SHORT;
        List<Long> holders = holders(o);
        Answer missing = holders.contains(Scope.FIRM) ? missing(RejectCode.POSITION_LIMIT, metric) : null;
        if (missing != null) {
            return missing;
        }
        Bounds.Test test = bounds.new Test(o, RejectCode.POSITION_LIMIT, metric);
        o.scopes.forEach((kind, scope) -> {
            Long holder = switch (kind) {
                case FIRM, INSTRUMENT -> Scope.FIRM;
                case DESK, ACCOUNT -> scope;
                case ACCOUNT_INSTRUMENT -> o.scopes.get(ScopeKind.ACCOUNT);
                default -> null;
            };
            if (holder != null && holders.contains(holder)) {
                BigDecimal p = books.position(holder, o.instrument.id());
                test.at(scope, Judged.e8((buys ? p : p.negate())
                    .add(books.working(holder, o.instrument.id(), buys, o.own)).add(o.leaves)));
            }
        });
        return test.failure();
    }

    /** 14: what must exist does; then the first hard limit of its four that is broken, else the first soft one. */
    Answer exposure(Judged o) {
        List<Long> holders = holders(o);
        if (holders.isEmpty()) {
            return null;
        }
        Answer failed = missing(RejectCode.GROSS_EXPOSURE, Metric.MARK_AGE);
        if (failed == null && holders.contains(Scope.FIRM)) {
            failed = first(missing(RejectCode.GROSS_EXPOSURE, Metric.GROSS_EXPOSURE),
                missing(RejectCode.NET_EXPOSURE, Metric.NET_EXPOSURE),
                missing(RejectCode.CONCENTRATION, Metric.CONCENTRATION));
        }
        failed = failed != null ? failed : markAge(o);
        if (failed != null) {
            return failed;
        }
        Bounds.Test gross = exposure(o, holders, RejectCode.GROSS_EXPOSURE, Metric.GROSS_EXPOSURE);
        Bounds.Test net = exposure(o, holders, RejectCode.NET_EXPOSURE, Metric.NET_EXPOSURE);
        Bounds.Test part = concentration(o, holders);
        failed = first(gross.hard(), net.hard(), part.hard());
        return failed != null ? failed : first(gross.soft(), net.soft(), part.soft());
    }

    private static Answer first(Answer... failures) {
        return Stream.of(failures).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private Answer markAge(Judged o) {
        if (waiting.isEmpty()) {
            return null;
        }
        long ageE8 = (o.timeNs - waiting.values().stream().mapToLong(Long::longValue).min().orElseThrow()) * 100;
        long bound = bounds.at(Scope.FIRM, Metric.MARK_AGE);
        return ageE8 <= bound ? null
            : Answer.reject(RejectCode.GROSS_EXPOSURE, Metric.MARK_AGE, Scope.FIRM, bound, ageE8);
    }

    private Bounds.Test exposure(Judged o, List<Long> holders, RejectCode code, Metric metric) {
        Bounds.Test test = bounds.new Test(o, code, metric);
        for (long holder : holders) {
            if (bounds.at(holder, metric) != null) {
                Books.Worth worth = books.total(holder, o, null);
                test.at(holder, metric == Metric.GROSS_EXPOSURE ? worth.gross()
                    : o.asked.buys() ? worth.longs() : worth.shorts().negate());
            }
        }
        return test;
    }

    /** The issuer's gross in percent of the gross limit; of an instrument without issuer its own. */
    private Bounds.Test concentration(Judged o, List<Long> holders) {
        Bounds.Test test = bounds.new Test(o, RejectCode.CONCENTRATION, Metric.CONCENTRATION);
        for (long holder : holders) {
            Long gross = bounds.at(holder, Metric.GROSS_EXPOSURE);
            if (gross != null && bounds.at(holder, Metric.CONCENTRATION) != null) {
                String issuer = o.instrument.issuer();
                BigDecimal of = issuer.isEmpty() ? books.alone(holder, o) : books.total(holder, o, issuer).gross();
                test.at(holder, of.signum() == 0 ? BigDecimal.ZERO : gross == 0 ? MOST
                    : of.multiply(HUNDRED).multiply(E8).divide(BigDecimal.valueOf(gross), 0, RoundingMode.CEILING));
            }
        }
        return test;
    }

    static List<Long> losses(Judged o) {
        return o.scopes(ScopeKind.FIRM, ScopeKind.DESK, ScopeKind.ACCOUNT, ScopeKind.STRATEGY);
    }

    /** 16. */
    Answer dailyLoss(Judged o) {
        Answer missing = o.reducing ? null : missing(RejectCode.DAILY_LOSS, Metric.DAILY_LOSS);
        if (o.reducing || missing != null) {
            return missing;
        }
        Bounds.Test test = bounds.new Test(o, RejectCode.DAILY_LOSS, Metric.DAILY_LOSS);
        for (long scope : losses(o)) {
            if (bounds.at(scope, Metric.DAILY_LOSS) != null) {
                test.at(scope, books.profit(scope).negate());
            }
        }
        return test.failure();
    }

    /** Whether a scope has lost more than its bound and trades freely still. */
    boolean isToLatch(long scope) {
        Long bound = bounds.at(scope, Metric.DAILY_LOSS);
        return bound != null && books.profit(scope).negate().compareTo(BigDecimal.valueOf(bound)) > 0
            && bounds.state(scope) == TradingState.ACTIVE;
    }

    /** 18: a basket's sums against 5, 8 and 11, of what can be valued; null: they pass. 5 alone has soft limits. */
    Answer sums(List<Judged> members) {
        BigDecimal sum = BigDecimal.ZERO;
        Map<Long, BigDecimal> windows = new TreeMap<>();
        Map<Long, BigDecimal> credits = new TreeMap<>();
        for (Judged member : members) {
            sum = sum.add(member.base);
            windows(member).forEach(scope -> windows.merge(scope, member.base, BigDecimal::add));
            credits(member).forEach(scope -> credits.merge(scope, member.base, BigDecimal::add));
        }
        if (bounds.at(Scope.BASKET, Metric.MAX_ORDER_VALUE) == null) {
            return Answer.reject(RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE, Scope.BASKET, Answer.NONE,
                Answer.NONE);
        }
        if (members.isEmpty()) {
            return null;
        }
        Judged any = members.get(0);
        Bounds.Test value = bounds.new Test(any, RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE);
        value.at(Scope.BASKET, sum);
        Bounds.Test window = bounds.new Test(any, RejectCode.WINDOW_VALUE, Metric.WINDOW_VALUE_LIMIT);
        windows.forEach((scope, by) -> window.hardAt(scope, flow.window(scope, any.timeNs).add(by)));
        Bounds.Test credit = bounds.new Test(any, RejectCode.CREDIT, Metric.CREDIT);
        credits.forEach((scope, by) -> {
            if (bounds.at(scope, Metric.CREDIT) != null) {
                credit.hardAt(scope, dues.used(scope, null, firm.base, by));
            }
        });
        return first(value.failure(),
            missing(RejectCode.WINDOW_VALUE, Metric.WINDOW_VALUE_LIMIT, Metric.WINDOW_VALUE_SECONDS), window.hard(),
            missing(RejectCode.CREDIT, Metric.CREDIT), credit.hard());
    }
}
