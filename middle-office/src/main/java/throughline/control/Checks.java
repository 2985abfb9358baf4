package throughline.control;

import java.util.List;
import throughline.limit.RiskDay;
import throughline.limit.TradingStates;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.TickTables;
import throughline.reference.Users;

/**
 * The controls of an order, in the order in which they are asked; the first failure is the verdict. A new control is
 * one line here, at its place: 19, 9, 1, 2, 3, 10b, 7, 4, 5, 6, 8, 15, 17, 12, 11, 13, 14, 16. One thread.
 */
public final class Checks {
    private final Check[] sequence;
    private final Check[] sequenceOfLess;

    /** One control. */
    @FunctionalInterface
    interface Check {
        /** Whether the order passes; if not, the verdict says why. Changes no state, allocates nothing. */
        boolean passes(Order order, Verdict verdict);
    }

    /** All that this build has, over what they read. */
    public Checks(Instruments instruments, TickTables tickTables, Accounts accounts, Users users, RiskDay day,
        TradingStates states) {
        Ticks ticks = new Ticks(instruments, tickTables);
        Admission admission = new Admission(instruments, ticks, accounts, users, day);
        KillSwitch killSwitch = new KillSwitch(states);
        PriceCollar collar = new PriceCollar(instruments, ticks, day);
        OrderSize size = new OrderSize(instruments, collar);
        List<Check> inOrder = List.of(
            admission::isYoung,
            killSwitch::passes,         // 19 kill switch
            admission::isPermitted,     // 1 permission
            admission::isValid,         // 3 validity
            size::quantityPasses,       // 4 order quantity
            size::valuePasses,          // 5 order value
            collar::passes,             // 6 price collar
            PositionLimit::passes);     // 13 position
        sequence = inOrder.toArray(Check[]::new);
        List<Check> ofLess = List.of(
            admission::isYoung,
            admission::isPermitted,     // 1 permission
            admission::isValid,         // 3 validity
            size::isAppraised);
        sequenceOfLess = ofLess.toArray(Check[]::new);
    }

    /** Asks them all in turn until one fails; of an amendment that only lowers, those that it meets. */
    public boolean pass(Order order, Verdict verdict) {
        verdict.clear();
        for (Check check : order.onlyLowers() ? sequenceOfLess : sequence) {
            if (!check.passes(order, verdict)) {
                return false;
            }
        }
        return true;
    }
}
