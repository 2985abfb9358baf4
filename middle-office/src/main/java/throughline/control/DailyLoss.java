package throughline.control;

import throughline.exposure.Profit;

/** Control 16: what account, strategy, desk and firm have lost since the start of the date. One thread. */
final class DailyLoss {
    private final Profit profit;

    DailyLoss(Profit profit) {
        this.profit = profit;
    }

    boolean passes(Order order, Verdict verdict) {
        return profit != null && verdict.isClear();
    }
}
