package throughline.control;

import java.util.function.LongToIntFunction;
import throughline.exposure.Profit;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Exact;

/**
 * Control 16: what account, strategy, desk and firm have lost since the start of the date, after fees. An order that
 * reduces its account's position passes. A loss that cannot be told is more than any limit. One thread.
 */
final class DailyLoss {
    private static final int[] WIDTHS = Limits.widths(Metric.DAILY_LOSS);

    private final Profit profit;
    private final LongToIntFunction rows;
    private final RiskDay day;

    DailyLoss(Checks.Reading reading) {
        profit = reading.exposures().profit();
        rows = profit::row;
        day = reading.day();
    }

    /** Whether what was lost is below what any of these limits has a word for. */
    boolean passesPlainly(Order order) {
        Stands stands = order.stands;
        return order.reducing() || isFar(stands, order.ofAccount) && isFar(stands, order.atDesk)
            && isFar(stands, order.atFirm) && isFar(stands, order.atStrategy);
    }

    private boolean isFar(Stands stands, int place) {
        long most = stands.get(place, Stands.LOSS);
        return most == Limits.UNLIMITED || Exact.saturatedProduct(Math.max(0,
            profit.lossAt(stands.row(place, Stands.PROFIT_ROW, rows, profit.end()))), day.moneyUnit()) <= most;
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
