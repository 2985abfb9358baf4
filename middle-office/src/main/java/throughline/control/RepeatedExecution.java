package throughline.control;

import throughline.exposure.Repetitions;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Money;

/**
 * Control 9: how many orders a strategy may enter by itself after an own execution before a person acts. The firm's
 * bound is each strategy's. Amendments are not counted. One thread.
 */
final class RepeatedExecution {
    private static final int[] WIDTHS = Limits.widths(Metric.REPEATED_EXECUTION);

    private final Repetitions repetitions;

    RepeatedExecution(Repetitions repetitions) {
        this.repetitions = repetitions;
    }

    boolean passes(Order order, Verdict verdict) {
        if (!order.isNew() || !order.automatic) {
            return true;
        }
        if (order.lacks(Metric.REPEATED_EXECUTION)) {
            return verdict.failMissing(RejectCode.REPEATED_EXECUTION, Metric.REPEATED_EXECUTION);
        }
        long counted = order.basket().repetitions(order.strategyScope(),
            repetitions.count(order.strategyId));
        for (int width : WIDTHS) {
            long most = order.limitAt(width, Metric.REPEATED_EXECUTION);
            if (counted != Repetitions.NOT_COUNTED && most != Limits.NONE) {
                verdict.compare(RejectCode.REPEATED_EXECUTION, Metric.REPEATED_EXECUTION, order.scope(width), most,
                    counted + 1, Money.E8);
            }
        }
        return verdict.isClear();
    }
}
