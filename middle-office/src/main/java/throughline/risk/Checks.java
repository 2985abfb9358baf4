package throughline.risk;

import java.util.List;

/**
 * The controls of an order, in the order in which they are asked; the first failure is the verdict. A new control is
 * one line here, at its place: 19, 9, 1, 2, 3, 10b, 7, 4, 5, 6, 8, 15, 17, 12, 11, 13, 14, 16. One thread.
 */
final class Checks {
    private final Check[] sequence;

    /** One control. */
    @FunctionalInterface
    interface Check {
        /** Whether the order passes; if not, the verdict says why. Changes no state, allocates nothing. */
        boolean passes(Order order, Verdict verdict);
    }

    Checks(TradingStates tradingStates, Admission admission, OrderSize size, PriceCollar collar,
        Holdings holdings) {
        List<Check> inOrder = List.of(
            admission::isYoung,
            tradingStates::passes,      // 19 kill switch
            admission::isPermitted,     // 1 permission
            admission::isValid,         // 3 validity
            size::quantityPasses,       // 4 order quantity
            size::valuePasses,          // 5 order value
            collar::passes,             // 6 price collar
            holdings::positionPasses);  // 13 position
        sequence = inOrder.toArray(Check[]::new);
    }

    /** Asks them all in turn until one fails. */
    boolean pass(Order order, Verdict verdict) {
        verdict.clear();
        for (Check check : sequence) {
            if (!check.passes(order, verdict)) {
                return false;
            }
        }
        return true;
    }
}
