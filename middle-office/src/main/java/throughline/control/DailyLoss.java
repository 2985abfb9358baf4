package throughline.control;

import throughline.exposure.Profit;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.message.Metric;
import throughline.message.RejectCode;

/**
 * Control 16: what account, strategy, desk and firm have lost since the start of the date, after fees. An order that
 * reduces its account's position passes. A loss that cannot be told is more than any limit. One thread.
 */
final class DailyLoss {
    private static final int[] WIDTHS = Limits.widths(Metric.DAILY_LOSS);

    private final Profit profit;
    private final RiskDay day;

    DailyLoss(Checks.Reading reading) {
        profit = reading.exposures().profit();
        day = reading.day();
    }

    boolean passes(Order order, Verdict verdict) {
        if (order.reducing()) {
            return true;
        }
        if (order.lacks(Metric.DAILY_LOSS)) {
            return verdict.failMissing(RejectCode.DAILY_LOSS, Metric.DAILY_LOSS);
        }
        long unit = day.moneyUnit();
        for (int width : WIDTHS) {
            long clearance = order.clearanceAt(width, Metric.DAILY_LOSS);
            if (clearance != Limits.UNLIMITED) {
                verdict.test(order, width, clearance, RejectCode.DAILY_LOSS, Metric.DAILY_LOSS,
                    profit.lossMinor(order.scope(width)), unit);
            }
        }
        return verdict.isClear();
    }
}
