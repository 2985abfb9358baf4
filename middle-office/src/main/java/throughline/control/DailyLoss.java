package throughline.control;

import throughline.exposure.Profit;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Exact;
import throughline.state.Table;

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

    /** Whether what was lost is below what any of these limits has a word for. */
    boolean passesPlainly(Order order) {
        return order.reducing() || isFar(order.ofAccount) && isFar(order.ofAccount.desk)
            && isFar(order.stands.firm()) && isFar(order.atStrategy);
    }

    private boolean isFar(Stands.Place place) {
        return place.loss == Limits.UNLIMITED
            || Exact.saturatedProduct(Math.max(0, profit.lossAt(row(place))), day.moneyUnit()) <= place.loss;
    }

    /** The row of what is counted at a place; {@link Table#NONE}: nothing ever was. */
    private int row(Stands.Place place) {
        if (Stands.isOld(place.profitRow, profit.end())) {
            place.profitRow = Stands.noted(profit.row(place.scope), profit.end());
        }
        return Math.max(place.profitRow, Table.NONE);
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
