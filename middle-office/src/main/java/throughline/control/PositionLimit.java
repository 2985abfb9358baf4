package throughline.control;

import throughline.limit.Limits;
import throughline.limit.Scope;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;

/**
 * Control 13: what would be held or short once all that works has executed, of the account and of the firm. Only the
 * order's side is tested, and not where the order reduces. An overflow rejects, also where no limit is set. One thread.
 */
final class PositionLimit {
    private PositionLimit() {
    }

    static boolean passes(Order order, Verdict verdict) {
        Metric metric = order.buys ? Metric.POSITION_LIMIT_LONG : Metric.POSITION_LIMIT_SHORT;
        if (!order.reducingForFirm() && order.limitAt(0, metric) == Limits.NONE) {
            return verdict.failMissing(RejectCode.POSITION_LIMIT, metric);
        }
        long firmMet = projected(order, order.firmPosition, order.firmWorking);
        long accountMet = projected(order, order.accountPosition, order.accountWorking);
        for (int width = 0; width < Scope.COUNT; width++) {
            boolean firm = Scope.accountId(order.scope(width)) == 0;
            boolean exempt = firm ? order.reducingForFirm() : order.reducing();
            if (!exempt) {
                test(order, verdict, width, metric, firm ? firmMet : accountMet);
            }
        }
        boolean overflows = verdict.isClear() && !order.reducing() && accountMet == Long.MAX_VALUE;
        return overflows ? verdict.fail(RejectCode.POSITION_LIMIT, metric, ScopeKind.ACCOUNT_INSTRUMENT,
            Scope.key(order.accountId, order.instrumentId), Limits.NONE, accountMet) : verdict.isClear();
    }

    private static void test(Order order, Verdict verdict, int width, Metric metric, long met) {
        long limitE8 = order.limitAt(width, metric);
        boolean broken = met == Long.MAX_VALUE
            || Exact.compareProducts(met, order.quantityUnitE8, limitE8, 1) > 0;
        if (limitE8 != Limits.NONE && broken) {
            verdict.offer(RejectCode.POSITION_LIMIT, metric, order.scope(width), limitE8, met, order.quantityUnitE8);
        }
    }

    /** P + B + q for a buy, -(P - S - q) for a sale; the largest long when it, or what would work, overflows. */
    private static long projected(Order order, long held, long working) {
        long position = order.buys ? held : -held;
        if (working > Long.MAX_VALUE - order.quantity) {
            return Long.MAX_VALUE;
        }
        long all = working + order.quantity;
        return position > 0 && position > Long.MAX_VALUE - all ? Long.MAX_VALUE : position + all;
    }
}
