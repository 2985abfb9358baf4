package throughline.control;

import java.util.Arrays;
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
    /** A bit for each metric of which the firm must have a limit, for an order to pass. */
    private static final long WANTED = bits(Metric.MESSAGE_RATE_RATE, Metric.MESSAGE_RATE_BURST,
        Metric.MESSAGE_RATE_CEILING, Metric.SOFT_LIMIT_REFUSAL, Metric.SOFT_LIMIT_WARNING, Metric.MAX_ORDER_QTY,
        Metric.MAX_ORDER_VALUE, Metric.PRICE_COLLAR_AGE, Metric.PRICE_COLLAR_FAR, Metric.PRICE_COLLAR_NEAR,
        Metric.WINDOW_VALUE_LIMIT, Metric.WINDOW_VALUE_SECONDS, Metric.OPEN_ORDERS, Metric.CREDIT,
        Metric.POSITION_LIMIT_LONG, Metric.POSITION_LIMIT_SHORT, Metric.MARK_AGE, Metric.GROSS_EXPOSURE,
        Metric.NET_EXPOSURE, Metric.CONCENTRATION, Metric.DAILY_LOSS, Metric.DUPLICATE_ORDER);

    private final Admission admission;
    private final RepeatedExecution repetition;
    private final Lookalike lookalike;
    private final MessageRate rate;
    private final OrderSize size;
    private final PriceCollar collar;
    private final WindowValue window;
    private final OpenOrders openOrders;
    private final SelfTrade selfTrade;
    private final AtHand atHand;
    private final CreditLimit credit;
    private final ExposureLimit exposure;
    private final DailyLoss dailyLoss;
    private final Check[] sums;
    private final Limits limits;
    private final RiskDay day;
    private final Verdict unheard = new Verdict();
    /** Every control is asked, also once one has failed. */
    private boolean asksAll;
    private boolean mayOverride;
    /** What was read before it is needed; nothing is made of it. */
    private long readAhead;

    /** One control. */
    @FunctionalInterface
    interface Check {
        /** Whether the order passes; if not, the verdict says why. Changes no state, allocates nothing. */
        boolean passes(Order order, Verdict verdict);
    }

    /** The controls, each with its number in {@code CONTROLS.md}; that of an order's age, the first, has none. */
    public enum Control {
        AGE(""), KILL_SWITCH("19"), REPEATED_EXECUTION("9"), PERMISSION("1"), RESTRICTED_LIST("2"), VALIDITY("3"),
        LOOKALIKE("10b"), MESSAGE_RATE("7"), SOFT_LIMITS("22"), ORDER_QUANTITY("4"), ORDER_VALUE("5"),
        PRICE_COLLAR("6"), WINDOW_VALUE("8"), OPEN_ORDERS("15"), SELF_TRADE("17"), AT_HAND("12"), CREDIT("11"),
        POSITION("13"), EXPOSURE("14"), DAILY_LOSS("16"), BASKET("18");

        private final String number;

        Control(String number) {
            this.number = number;
        }

        /** Its number; empty: it has none. */
        public String number() {
            return number;
        }
    }

    /** Who wants to hear of every test, and not only of the first that fails. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A limit was tested.
         *
         * @param code what it rejects with
         * @param scope whose limit it is
         * @param limit the bound in the metric's unit; {@link Limits#NONE}: it is missing, which rejects
         * @param met what it would come to, in the metric's unit
         */
        void tested(RejectCode code, Metric metric, long scope, long limit, long met, boolean passes);

        /** The limit tested last of that metric and scope has passed, and is near enough to warn. */
        default void warned(Metric metric, long scope) {
            // of no concern to who counts tests
        }

        /** A control passed by what is no limit's use: as {@link #tested} has it, nothing met: there was nothing. */
        default void met(RejectCode code, Metric metric, long scope, long limit, long met) {
            // of no concern to who counts limits
        }

        /** All is asked from the first control on, of an order's scope or of {@link Scope#BASKET}: of its sums. */
        default void begins(long judged) {
            // of no concern to who looks at tests one by one
        }

        /**
         * A control was asked; its tests have been told.
         *
         * @param goesOn whether the next is asked: it has passed, or an override lets it
         */
        default void asked(Control control, boolean passes, boolean goesOn) {
            // of no concern to who looks at limits
        }
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

    /** What the controls read. */
    public record Reading(Instruments instruments, TickTables ticks, Accounts accounts, Users users, Rates rates,
        FeeTable fees, RiskDay day, Limits limits, TradingStates states, Restrictions restrictions,
        Exposures exposures) {
    }

    /** All that there are, over what they read. */
    public Checks(Reading reading) {
        limits = reading.limits();
        day = reading.day();
        Exposures exposures = reading.exposures();
        admission = new Admission(reading);
        repetition = new RepeatedExecution(exposures.repetitions());
        lookalike = new Lookalike(exposures.lookalikes());
        rate = new MessageRate(exposures.buckets());
        collar = new PriceCollar(reading);
        size = new OrderSize(reading, collar);
        window = new WindowValue(reading);
        openOrders = new OpenOrders(reading);
        selfTrade = new SelfTrade(reading);
        atHand = new AtHand(reading);
        credit = new CreditLimit(reading);
        exposure = new ExposureLimit(reading);
        dailyLoss = new DailyLoss(reading);
        sums = new Check[] {window::passes, credit::passes};                      // 8 and 11, of a basket
    }

    private static long bits(Metric... metrics) {
        return Arrays.stream(metrics).mapToLong(metric -> 1L << metric.value()).sum();
    }

    /** The sequence of a new order, and of an amendment that does more than lower. */
    private boolean passesAll(Order o, Verdict v) {
        return goesOn(Control.AGE, admission.isYoung(o, v), v)
            && goesOn(Control.KILL_SWITCH, admission.isLetThrough(o, v), v)
            && goesOn(Control.REPEATED_EXECUTION, repetition.passes(o, v), v)
            && goesOn(Control.PERMISSION, admission.isPermitted(o, v), v)
            && goesOn(Control.RESTRICTED_LIST, lacks(o, Needs.KNOWN) || admission.isUnrestricted(o, v), v)
            && goesOn(Control.VALIDITY, lacks(o, Needs.KNOWN) || admission.isValid(o, v), v)
            && goesOn(Control.LOOKALIKE, lacks(o, Needs.MEASURE) || lookalike.passes(o, v), v)
            && goesOn(Control.MESSAGE_RATE, rate.passes(o, v), v)
            && goesOn(Control.SOFT_LIMITS, hasSoftLimits(o, v), v)
            && goesOn(Control.ORDER_QUANTITY, lacks(o, Needs.MEASURE) || size.quantityPasses(o, v), v)
            && goesOn(Control.ORDER_VALUE, lacks(o, Needs.MEASURE) || size.valuePasses(o, v), v)
            && goesOn(Control.PRICE_COLLAR, lacks(o, Needs.MEASURE) || collar.passes(o, v), v)
            && goesOn(Control.WINDOW_VALUE, lacks(o, Needs.VALUE) || window.passes(o, v), v)
            && goesOn(Control.OPEN_ORDERS, lacks(o, Needs.MEASURE) || openOrders.passes(o, v), v)
            && goesOn(Control.SELF_TRADE, lacks(o, Needs.MEASURE) || selfTrade.passes(o, v), v)
            && goesOn(Control.AT_HAND, lacks(o, Needs.VALUE) || atHand.passes(o, v), v)
            && goesOn(Control.CREDIT, lacks(o, Needs.VALUE) || credit.passes(o, v), v)
            && goesOn(Control.POSITION, lacks(o, Needs.MEASURE) || PositionLimit.passes(o, v), v)
            && goesOn(Control.EXPOSURE, lacks(o, Needs.VALUE) || exposure.passes(o, v), v)
            && goesOn(Control.DAILY_LOSS, lacks(o, Needs.KNOWN) || dailyLoss.passes(o, v), v);
    }

    /** The sequence of an amendment that only lowers. */
    private boolean passesLess(Order o, Verdict v) {
        return goesOn(Control.AGE, admission.isYoung(o, v), v)
            && goesOn(Control.PERMISSION, admission.isPermitted(o, v), v)
            && goesOn(Control.VALIDITY, lacks(o, Needs.KNOWN) || admission.isValid(o, v), v)
            && goesOn(Control.MESSAGE_RATE, rate.passes(o, v), v)
            && goesOn(lacks(o, Needs.MEASURE) || size.isAppraised(o, v), v);
    }

    /**
     * Whether a plain order passes all of them, and nothing is to be said of any limit: what most orders do. Each
     * control is asked here too, but not for more than whether it is far from having a word; only that of exposures is
     * asked in full where it is near, as it is for each order of an instrument stated anew until it is marked. They are
     * asked in another order than else: what is seldom in a cache is read first and together.
     */
    boolean passesPlainly(Order o, Verdict v) {
        readAhead = window.readAhead(o);
        long more = exposure.more(o);
        return limits.hasAll(WANTED)                                              // 22, and no control lacks its limit
            && v.isQuiet(o)
            && lookalike.passesPlainly(o)                                         // 10b, far away as the next
            && openOrders.passesPlainly(o)                                        // 15
            && admission.passesPlainly(o)                                         // 19, 1, 2, 3; 9 is of strategies
            && rate.passesPlainly(o)                                              // 7
            && collar.passesPlainly(o)                                            // 6
            && size.passesPlainly(o, v)                                           // 4, 5
            && window.passesPlainly(o)                                            // 8
            && selfTrade.passes(o, v)                                             // 17
            && atHand.passes(o, v)                                                // 12
            && credit.passesPlainly(o)                                            // 11
            && PositionLimit.passesPlainly(o)                                     // 13
            && dailyLoss.passesPlainly(o)                                         // 16
            && (exposure.passesPlainly(o, more) || exposure.passes(o, v));        // 14, last: it may leave a word
    }

    /** As {@link #goesOn(boolean, Verdict)}, and tells of it. */
    private boolean goesOn(Control control, boolean passes, Verdict verdict) {
        boolean on = goesOn(passes, verdict);
        verdict.tellAsked(control, passes, on);
        return on;
    }

    /** Whether the next control is to be asked. */
    private boolean goesOn(boolean passes, Verdict verdict) {
        if (asksAll) {
            verdict.pass();
            return true;
        }
        return passes || verdict.mayGoOn(mayOverride);
    }

    /** Whether a control is left out, where all are asked, because the order cannot be measured by it. */
    private boolean lacks(Order order, Needs needs) {
        return asksAll && !has(order, needs);
    }

    /**
     * Asks them all in turn until one fails; of an amendment that only lowers, those that it meets.
     *
     * @param withOverride whether an override that stands may be used, so that a soft limit does not fail the order
     */
    public boolean pass(Order order, Verdict verdict, boolean withOverride) {
        verdict.clear();
        asksAll = false;
        mayOverride = withOverride;
        verdict.tellBegin(Scope.order(order.orderId));
        if (order.isPlain()) {
            if (passesPlainly(order, verdict)) {
                return true;
            }
            verdict.clear();
            verdict.crossings().clear();
            order.forgetValue();
        }
        return order.onlyLowers() ? passesLess(order, verdict) : passesAll(order, verdict);
    }

    /**
     * Asks every control, also once one has failed, so that whom the verdict tells hears of all; leaves out those for
     * which the order cannot be measured. The verdict is then that of {@link #pass}.
     */
    public boolean askAll(Order order, Verdict verdict) {
        verdict.clear();
        asksAll = true;
        boolean lowers = order.onlyLowers();
        if (lowers) {
            passesLess(order, verdict);
        } else {
            passesAll(order, verdict);
        }
        Sink told = verdict.tell(null);
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
        size.valuePasses(order, unheard);
        return isValued(order);
    }

    /**
     * Control 18: the sums of all that stand in the order's basket, each scope's own: against the limit of a basket's
     * value, then against those of value over a short time and of credit.
     */
    public boolean passTogether(Order order, Verdict verdict) {
        verdict.clear();
        verdict.tellBegin(Scope.BASKET);
        boolean passes = sumsPass(order, verdict);
        verdict.tellAsked(Control.BASKET, passes, passes);
        return passes;
    }

    private boolean sumsPass(Order order, Verdict verdict) {
        if (!valuesPass(order, verdict)) {
            return false;
        }
        for (Check sum : sums) {
            for (int member = 0; member < order.basket().count(); member++) {
                order.sumUp(member);
                sum.passes(order, verdict);
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
        boolean has = !order.lacks(Metric.SOFT_LIMIT_REFUSAL);
        return has && !order.lacks(Metric.SOFT_LIMIT_WARNING)
            || verdict.failMissing(RejectCode.SOFT_LIMIT, has ? Metric.SOFT_LIMIT_WARNING : Metric.SOFT_LIMIT_REFUSAL);
    }
}
