package throughline.control;

import throughline.exposure.Exposures;
import throughline.limit.Limits;
import throughline.limit.Restrictions;
import throughline.limit.RiskDay;
import throughline.limit.TradingStates;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Accounts;
import throughline.reference.FeeTable;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Rates;
import throughline.reference.Scope;
import throughline.reference.TickTables;
import throughline.reference.Users;

/**
 * The controls of an order, in the order in which they are asked; the first failure is the verdict. A new control is
 * one line here, at its place: 19, 9, 1, 2, 3, 10b, 7, 4, 5, 6, 8, 15, 17, 12, 11, 13, 14, 16. One thread.
 */
public final class Checks {
    private static final Metric[] SOFT = {Metric.SOFT_LIMIT_REFUSAL, Metric.SOFT_LIMIT_WARNING};

    private final Placed[] sequence;
    private final Placed[] sequenceOfLess;
    private final Placed[] sums;
    private final Placed value;
    private final Limits limits;
    private final RiskDay day;
    private final Admission admission;
    private final Verdict unheard = new Verdict();

    /** One control. */
    @FunctionalInterface
    interface Check {
        /** Whether the order passes; if not, the verdict says why. Changes no state, allocates nothing. */
        boolean passes(Order order, Verdict verdict);
    }

    /** What must be known of an order for a control to be asked whatever the others say. */
    enum Needs {
        /** Nothing: every order can be asked. */
        NOTHING,
        /** Its account and instrument are known. */
        KNOWN,
        /** It says what it is for and at which prices. */
        MEASURE,
        /** It has a value. */
        VALUE
    }

    /** One control at its place. */
    private record Placed(Check check, Needs needs) {
    }

    /** What the controls read. */
    public record Reading(Instruments instruments, TickTables ticks, Accounts accounts, Users users, Rates rates,
        FeeTable fees, RiskDay day, Limits limits, TradingStates states, Restrictions restrictions,
        Exposures exposures) {
    }

    /** All that there are, over what they read. */
    public Checks(Reading reading) {
        limits = reading.limits();
        day = reading.day();
        admission = new Admission(reading);
        Exposures exposures = reading.exposures();
        PriceCollar collar = new PriceCollar(reading);
        OrderSize size = new OrderSize(reading, collar);
        MessageRate rate = new MessageRate(exposures.buckets());
        WindowValue window = new WindowValue(reading);
        CreditLimit credit = new CreditLimit(reading);
        value = new Placed(size::valuePasses, Needs.MEASURE);
        sequence = inOrder(
            new Placed(admission::isYoung, Needs.NOTHING),
            new Placed(admission::isLetThrough, Needs.NOTHING),                             // 19 kill switch
            new Placed(new RepeatedExecution(exposures.repetitions())::passes, Needs.NOTHING), // 9 repeated execution
            new Placed(admission::isPermitted, Needs.NOTHING),                              // 1 permission
            new Placed(new RestrictedList(reading)::passes, Needs.KNOWN),                   // 2 restricted list
            new Placed(admission::isValid, Needs.KNOWN),                                    // 3 validity
            new Placed(new Lookalike(exposures.lookalikes())::passes, Needs.MEASURE),       // 10b lookalike
            new Placed(rate::passes, Needs.NOTHING),                                        // 7 message rate
            new Placed(Checks::hasSoftLimits, Needs.NOTHING),                               // 22 soft limits, from here
            new Placed(size::quantityPasses, Needs.MEASURE),                                // 4 order quantity
            value,                                                                          // 5 order value
            new Placed(collar::passes, Needs.MEASURE),                                      // 6 price collar
            new Placed(window::passes, Needs.VALUE),                                        // 8 value over a short time
            new Placed(new OpenOrders(reading)::passes, Needs.MEASURE),                     // 15 open orders
            new Placed(new SelfTrade(reading)::passes, Needs.MEASURE),                      // 17 self-trade prevention
            new Placed(new AtHand(reading)::passes, Needs.VALUE),                           // 12 cash and securities
            new Placed(credit::passes, Needs.VALUE),                                        // 11 credit
            new Placed(PositionLimit::passes, Needs.MEASURE),                               // 13 position
            new Placed(new ExposureLimit(reading)::passes, Needs.VALUE),                    // 14 gross, net
            new Placed(new DailyLoss(reading)::passes, Needs.KNOWN));                       // 16 daily loss
        sequenceOfLess = inOrder(
            new Placed(admission::isYoung, Needs.NOTHING),
            new Placed(admission::isPermitted, Needs.NOTHING),                              // 1 permission
            new Placed(admission::isValid, Needs.KNOWN),                                    // 3 validity
            new Placed(rate::passes, Needs.NOTHING),                                        // 7 message rate
            new Placed(size::isAppraised, Needs.MEASURE));
        sums = inOrder(
            new Placed(window::passes, Needs.VALUE),                                        // 8 value over a short time
            new Placed(credit::passes, Needs.VALUE));                                       // 11 credit
    }

    private static Placed[] inOrder(Placed... controls) {
        return controls;
    }

    /**
     * Asks them all in turn until one fails; of an amendment that only lowers, those that it meets.
     *
     * @param mayOverride whether an override that stands may be used, so that a soft limit does not fail the order
     */
    public boolean pass(Order order, Verdict verdict, boolean mayOverride) {
        verdict.clear();
        for (Placed control : order.onlyLowers() ? sequenceOfLess : sequence) {
            control.check.passes(order, verdict);
            if (!verdict.mayGoOn(mayOverride)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Asks every control, also once one has failed, so that whom the verdict tells hears of all; leaves out those for
     * which the order cannot be measured. The verdict is then that of {@link #pass}.
     */
    public boolean askAll(Order order, Verdict verdict) {
        verdict.clear();
        for (Placed control : order.onlyLowers() ? sequenceOfLess : sequence) {
            if (has(order, control.needs)) {
                control.check.passes(order, verdict);
                verdict.pass();
            }
        }
        Verdict.Sink told = verdict.tell(null);
        boolean passes = pass(order, verdict, false);
        verdict.tell(told);
        return passes;
    }

    private boolean has(Order order, Needs needs) {
        return switch (needs) {
            case NOTHING -> true;
            case KNOWN -> admission.isKnown(order);
            case MEASURE -> admission.isKnown(order) && admission.isMeasurable(order);
            case VALUE -> admission.isKnown(order) && admission.isMeasurable(order) && isValued(order);
        };
    }

    private static boolean isValued(Order order) {
        return order.baseMinor > 0 && order.baseMinor != Money.OVERFLOW;
    }

    /** Finds a basket's member's value alone; one that has none cannot be summed, and will fail by itself. */
    public boolean value(Order order) {
        if (!admission.isMeasurable(order)) {
            return false;
        }
        unheard.clear();
        value.check.passes(order, unheard);
        return isValued(order);
    }

    /**
     * Control 18: the sums of all that stand in the order's basket, each scope's own: against the limit of a basket's
     * value, then against those of value over a short time and of credit.
     */
    public boolean passTogether(Order order, Verdict verdict) {
        verdict.clear();
        if (!valuesPass(order, verdict)) {
            return false;
        }
        for (Placed sum : sums) {
            for (int member = 0; member < order.basket().count(); member++) {
                order.sumUp(member);
                sum.check.passes(order, verdict);
                if (!verdict.isClear() && verdict.bound() == Limits.NONE) {
                    return false;
                }
            }
            if (!verdict.isClear()) {
                return false;
            }
        }
        return true;
    }

    private boolean valuesPass(Order order, Verdict verdict) {
        int row = limits.row(Scope.BASKET);
        long most = limits.value(row, Metric.MAX_ORDER_VALUE);
        if (most == Limits.NONE) {
            return verdict.fail(RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE, ScopeKind.BASKET, Scope.BASKET,
                Limits.NONE, Limits.NONE);
        }
        verdict.testSum(RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE, Scope.BASKET, most,
            order.basket().baseMinor(Scope.FIRM), day.moneyUnit(),
            limits.percent(limits.row(Scope.FIRM), row, Metric.SOFT_LIMIT_REFUSAL));
        return verdict.isClear();
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
