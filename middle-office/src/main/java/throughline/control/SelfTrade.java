package throughline.control;

import throughline.exposure.Resting;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Scope;

/**
 * Control 17: in mode aggressor a limit order does not meet an order of its own group, accepted and not ended, on the
 * other side; equal prices meet. The other modes are the venue's alone. One thread.
 */
final class SelfTrade {
    private final Resting resting;

    SelfTrade(Checks.Reading reading) {
        resting = reading.exposures().resting();
    }

    boolean passes(Order order, Verdict verdict) {
        boolean meets = order.group != 0 && !order.market && !order.armed
            && order.ofAccount.isAggressor;
        if (!meets) {
            return true;
        }
        long nearest = nearestE8(order);
        boolean crosses = nearest != Resting.NONE
            && (order.buys ? order.priceE8 >= nearest : order.priceE8 <= nearest);
        long scope = Scope.of(ScopeKind.GROUP, order.group);
        if (crosses) {
            return verdict.fail(RejectCode.SELF_TRADE, Metric.NONE, ScopeKind.GROUP, scope, nearest, order.priceE8);
        }
        return nearest == Resting.NONE
            || verdict.tellMet(RejectCode.SELF_TRADE, Metric.NONE, scope, nearest, order.priceE8);
    }

    /** Of the orders that work and of the earlier members of its basket. */
    private long nearestE8(Order order) {
        long works = order.buys ? resting.lowestSellE8(order.group, order.instrumentId)
            : resting.highestBuyE8(order.group, order.instrumentId);
        long earlier = order.basket().nearestE8(Scope.of(ScopeKind.GROUP, order.group), order.instrumentId,
            !order.buys);
        if (works == Resting.NONE || earlier == Resting.NONE) {
            return works == Resting.NONE ? earlier : works;
        }
        return order.buys ? Math.min(works, earlier) : Math.max(works, earlier);
    }
}
