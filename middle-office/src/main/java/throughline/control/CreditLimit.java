package throughline.control;

import throughline.exposure.Credit;
import throughline.exposure.Holds;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Exact;
import throughline.reference.Scope;

/**
 * Control 11: executed and unsettled amounts, holds and this order, of client, firm and sector. An order that reduces
 * its account's position skips it. One thread.
 */
final class CreditLimit {
    private final Credit credit;
    private final Holds holds;
    private final RiskDay day;

    CreditLimit(Checks.Reading reading) {
        credit = reading.exposures().credit();
        holds = reading.exposures().holds();
        day = reading.day();
    }

    boolean passes(Order order, Verdict verdict) {
        if (order.reducing()) {
            return true;
        }
        if (order.limitAt(0, Metric.CREDIT) == Limits.NONE) {
            return verdict.failMissing(RejectCode.CREDIT, Metric.CREDIT);
        }
        for (int width = 0; width < Scope.COUNT; width++) {
            if (order.limitAt(width, Metric.CREDIT) != Limits.NONE) {
                long scope = order.scope(width);
                long used = credit.usedWith(scope, holds, order.hold(), order.currency(), order.valueMinor);
                verdict.test(order, width, RejectCode.CREDIT, Metric.CREDIT,
                    Exact.saturatedSum(used, order.basket().baseMinor(scope)), day.moneyUnit());
            }
        }
        return verdict.isClear();
    }
}
