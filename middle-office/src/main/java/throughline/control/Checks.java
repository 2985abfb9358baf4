package throughline.control;

import java.util.List;
import throughline.exposure.Exposures;
import throughline.limit.Limits;
import throughline.limit.Restrictions;
import throughline.limit.RiskDay;
import throughline.limit.TradingStates;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Accounts;
import throughline.reference.FeeTable;
import throughline.reference.Instruments;
import throughline.reference.Rates;
import throughline.reference.TickTables;
import throughline.reference.Users;

/**
 * The controls of an order, in the order in which they are asked; the first failure is the verdict. A new control is
 * one line here, at its place: 19, 9, 1, 2, 3, 10b, 7, 4, 5, 6, 8, 15, 17, 12, 11, 13, 14, 16. One thread.
 */
public final class Checks {
    private static final Metric[] SOFT = {Metric.SOFT_LIMIT_REFUSAL, Metric.SOFT_LIMIT_WARNING};

    private final Check[] sequence;
    private final Check[] sequenceOfLess;

    /** One control. */
    @FunctionalInterface
    interface Check {
        /** Whether the order passes; if not, the verdict says why. Changes no state, allocates nothing. */
        boolean passes(Order order, Verdict verdict);
    }

    /** What the controls read. */
    public record Reading(Instruments instruments, TickTables ticks, Accounts accounts, Users users, Rates rates,
        FeeTable fees, RiskDay day, Limits limits, TradingStates states, Restrictions restrictions,
        Exposures exposures) {
    }

    /** All that there are, over what they read. */
    public Checks(Reading reading) {
        Admission admission = new Admission(reading);
        KillSwitch killSwitch = new KillSwitch(reading.states());
        PriceCollar collar = new PriceCollar(reading);
        OrderSize size = new OrderSize(reading, collar);
        List<Check> inOrder = List.of(
            admission::isYoung,
            killSwitch::passes,                                             // 19 kill switch
            new RepeatedExecution(reading.exposures().repetitions())::passes,   // 9 repeated execution
            admission::isPermitted,                                         // 1 permission
            new RestrictedList(reading.restrictions())::passes,             // 2 restricted list
            admission::isValid,                                             // 3 validity
            new Lookalike(reading.exposures().lookalikes())::passes,        // 10b lookalike
            new MessageRate(reading.exposures().buckets())::passes,         // 7 message rate
            Checks::hasSoftLimits,                                          // 22 soft limits, beside each from here
            size::quantityPasses,                                           // 4 order quantity
            size::valuePasses,                                              // 5 order value
            collar::passes,                                                 // 6 price collar
            new WindowValue(reading.exposures().windows())::passes,         // 8 value over a short time
            new OpenOrders(reading.exposures().working())::passes,          // 15 open orders
            new SelfTrade(reading.exposures().resting())::passes,           // 17 self-trade prevention
            new AtHand(reading.exposures().cash())::passes,                 // 12 cash and securities at hand
            new CreditLimit(reading.exposures().credit())::passes,          // 11 credit
            PositionLimit::passes,                                          // 13 position
            new ExposureLimit(reading)::passes,                             // 14 gross, net, concentration
            new DailyLoss(reading)::passes);           // 16 daily loss
        sequence = inOrder.toArray(Check[]::new);
        List<Check> ofLess = List.of(
            admission::isYoung,
            admission::isPermitted,                                         // 1 permission
            admission::isValid,                                             // 3 validity
            new MessageRate(reading.exposures().buckets())::passes,         // 7 message rate
            size::isAppraised);
        sequenceOfLess = ofLess.toArray(Check[]::new);
    }

    /**
     * Asks them all in turn until one fails; of an amendment that only lowers, those that it meets.
     *
     * @param mayOverride whether an override that stands may be used, so that a soft limit does not fail the order
     */
    public boolean pass(Order order, Verdict verdict, boolean mayOverride) {
        verdict.clear();
        for (Check check : order.onlyLowers() ? sequenceOfLess : sequence) {
            check.passes(order, verdict);
            if (!verdict.mayGoOn(mayOverride)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an order that failed so had taken its token: the controls asked before the message rate take none. */
    public static boolean tookToken(RejectCode code) {
        return switch (code) {
            case NONE, ORDER_TOO_OLD, HALTED, REDUCE_ONLY, REPEATED_EXECUTION, NOT_PERMITTED, UNKNOWN_ACCOUNT,
                UNKNOWN_INSTRUMENT, RESTRICTED, BAD_TICK, BAD_LOT, BAD_ORDER, DUPLICATE_ORDER, MESSAGE_RATE -> false;
            default -> true;
        };
    }

    private static boolean hasSoftLimits(Order order, Verdict verdict) {
        for (Metric metric : SOFT) {
            if (order.limitAt(0, metric) == Limits.NONE) {
                return verdict.failMissing(RejectCode.SOFT_LIMIT, metric);
            }
        }
        return true;
    }
}
