package throughline.control;

import java.util.stream.IntStream;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;

/**
 * Control 13: what would be held or short once all that works has executed, of the account, the desk and the firm. Only
 * the order's side is tested, and not where the order reduces. An overflow rejects, also where no limit is set. One
 * thread.
 */
final class PositionLimit {
    private static final int[] WIDTHS = Limits.widths(Metric.POSITION_LIMIT_LONG);
    private static final int[] LEVEL_AT =
        IntStream.range(0, Scope.COUNT).map(width -> level(Scope.kindAt(width))).toArray();

    private PositionLimit() {
    }

    static boolean passes(Order order, Verdict verdict) {
        Metric metric = order.buys ? Metric.POSITION_LIMIT_LONG : Metric.POSITION_LIMIT_SHORT;
        if (!order.reducing(Order.FIRM) && order.lacks(metric)) {
            return verdict.failMissing(RejectCode.POSITION_LIMIT, metric);
        }
        long account = projected(order, Order.ACCOUNT);
        long desk = projected(order, Order.DESK);
        long firm = projected(order, Order.FIRM);
        for (int width : WIDTHS) {
            int level = LEVEL_AT[width];
            if (!order.reducing(level)) {
                verdict.test(order, width, RejectCode.POSITION_LIMIT, metric,
                    level == Order.ACCOUNT ? account : level == Order.DESK ? desk : firm, order.quantityUnitE8);
            }
        }
        boolean overflows = account == Money.OVERFLOW || desk == Money.OVERFLOW || firm == Money.OVERFLOW;
        return overflows ? isWithin(order, verdict, metric) : verdict.isClear();
    }

    /** Whether what a plain order would come to is below what any of these limits has a word for. */
    static boolean passesPlainly(Order order) {
        long account = projected(order, Order.ACCOUNT);
        long desk = projected(order, Order.DESK);
        long firm = projected(order, Order.FIRM);
        long unit = order.quantityUnitE8;
        return account != Money.OVERFLOW && desk != Money.OVERFLOW && firm != Money.OVERFLOW
            && inUnits(Math.max(desk, 0), unit) <= most(order, order.ofAccount.desk)
            && inUnits(Math.max(account, 0), unit) <= Math.min(most(order, order.ofAccount), most(order, order.atPair))
            && inUnits(Math.max(firm, 0), unit) <= Math.min(most(order, order.stands.firm()),
                most(order, order.ofInstrument));
    }

    /** On the order's side. */
    private static long most(Order order, Stands.Place place) {
        return order.buys ? place.longs : place.shorts;
    }

    private static long inUnits(long quantity, long unit) {
        return Exact.saturatedProduct(quantity, unit);
    }

    /** Also where no limit is set; of several levels the narrowest is told. */
    private static boolean isWithin(Order order, Verdict verdict, Metric metric) {
        for (int level = Order.ACCOUNT; level <= Order.FIRM && verdict.code() != RejectCode.POSITION_LIMIT; level++) {
            if (!order.reducing(level) && projected(order, level) == Money.OVERFLOW) {
                long scope = overflowing(order, level);
                verdict.fail(RejectCode.POSITION_LIMIT, metric, Scope.kind(scope), scope, Limits.NONE, Money.OVERFLOW);
            }
        }
        return verdict.isClear();
    }

    private static long overflowing(Order order, int level) {
        return switch (level) {
            case Order.ACCOUNT -> Scope.pair(order.accountId, order.instrumentId);
            case Order.DESK -> Scope.of(ScopeKind.DESK, order.deskId);
            default -> order.instrumentScope();
        };
    }

    /** Whose position a scope's limit is about. */
    private static int level(ScopeKind kind) {
        return switch (kind) {
            case ACCOUNT, ACCOUNT_INSTRUMENT -> Order.ACCOUNT;
            case DESK -> Order.DESK;
            default -> Order.FIRM;
        };
    }

    /** P + B + q for a buy, -(P - S - q) for a sale; overflows when it, or what would work, does. */
    private static long projected(Order order, int level) {
        long position = order.buys ? order.position(level) : -order.position(level);
        long working = order.workings[level];
        if (working > Money.OVERFLOW - order.quantity) {
            return Money.OVERFLOW;
        }
        long all = working + order.quantity;
        return position > 0 && position > Money.OVERFLOW - all ? Money.OVERFLOW : position + all;
    }
}
