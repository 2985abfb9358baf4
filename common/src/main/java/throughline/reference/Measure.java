package throughline.reference;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import throughline.message.Metric;
import throughline.message.RejectCode;

/**
 * What a metric counts, and so what one unit of its bound is: money x 10^-2 of the firm's base currency, all else
 * x 10^-8. Stateless, for any thread.
 */
public enum Measure {
    /** Nothing of the kind; a rejection without a metric still tells numbers x 10^-8. */
    NONE,
    /** Shares, contracts. */
    QUANTITY,
    /** Money of the base currency. */
    MONEY,
    /** Percent. */
    PERCENT,
    /** Milliseconds. */
    MILLISECONDS,
    /** Seconds. */
    SECONDS,
    /** Orders, messages; messages a second. */
    COUNT;

    /** Decimals of a bound in money. */
    public static final int MONEY_DECIMALS = 2;

    private static final int DECIMALS = 8;
    private static final Map<Metric, String> CONTROLS = controls();

    /** What a metric counts. */
    public static Measure of(Metric metric) {
        return switch (metric) {
            case MAX_ORDER_QTY, POSITION_LIMIT_LONG, POSITION_LIMIT_SHORT -> QUANTITY;
            case MAX_ORDER_VALUE, WINDOW_VALUE_LIMIT, CREDIT, GROSS_EXPOSURE, NET_EXPOSURE, DAILY_LOSS -> MONEY;
            case PRICE_COLLAR_FAR, PRICE_COLLAR_NEAR, CONCENTRATION, SOFT_LIMIT_WARNING, SOFT_LIMIT_REFUSAL -> PERCENT;
            case PRICE_COLLAR_AGE, DUPLICATE_ORDER, MARK_AGE -> MILLISECONDS;
            case WINDOW_VALUE_SECONDS -> SECONDS;
            case MESSAGE_RATE_RATE, MESSAGE_RATE_BURST, MESSAGE_RATE_CEILING, REPEATED_EXECUTION, OPEN_ORDERS -> COUNT;
            default -> NONE;
        };
    }

    /** The code of the control that a metric is of: its name, without the part that tells its numbers apart. */
    public static String control(Metric metric) {
        return CONTROLS.get(metric);
    }

    /** A metric as the outside writes it: the control, and behind a point its part, if it has several numbers. */
    public static String name(Metric metric) {
        String control = control(metric);
        return metric.name().equals(control) ? control
            : control + "." + metric.name().substring(control.length() + 1);
    }

    private static Map<Metric, String> controls() {
        Map<Metric, String> controls = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            controls.put(metric, metric.name());
            for (RejectCode code : RejectCode.values()) {
                if (metric.name().startsWith(code.name() + "_")) {
                    controls.put(metric, code.name());
                }
            }
        }
        return controls;
    }

    /** Decimals of a bound of it, and of what was observed. */
    public int decimals() {
        return this == MONEY ? MONEY_DECIMALS : DECIMALS;
    }

    /** A bound, or what was observed, in its shortest form; allocates. */
    public String text(long value) {
        return value == 0 ? "0" : BigDecimal.valueOf(value, decimals()).stripTrailingZeros().toPlainString();
    }
}
