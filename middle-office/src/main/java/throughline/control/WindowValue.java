package throughline.control;

import throughline.exposure.Holds;
import throughline.exposure.Windows;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Exact;
import throughline.reference.Rates;
import throughline.state.Table;

/**
 * Control 8: value accepted over a short time, of client, trader, instrument and firm, this order included. An
 * amendment adds by how much it is worth more than what was held; an order that lives on from another date adds
 * nothing. One thread.
 */
final class WindowValue {
    private static final int[] WIDTHS = Limits.widths(Metric.WINDOW_VALUE_LIMIT);

    private final Windows windows;
    private final Holds holds;
    private final Rates rates;
    private final RiskDay day;

    WindowValue(Checks.Reading reading) {
        windows = reading.exposures().windows();
        holds = reading.exposures().holds();
        rates = reading.rates();
        day = reading.day();
    }

    boolean passes(Order order, Verdict verdict) {
        if (order.lacks(Metric.WINDOW_VALUE_LIMIT)) {
            return verdict.failMissing(RejectCode.WINDOW_VALUE, Metric.WINDOW_VALUE_LIMIT);
        }
        if (order.lacks(Metric.WINDOW_VALUE_SECONDS)) {
            return verdict.failMissing(RejectCode.WINDOW_VALUE, Metric.WINDOW_VALUE_SECONDS);
        }
        long more = increase(order);
        for (int width : WIDTHS) {
            long clearance = order.clearanceAt(width, Metric.WINDOW_VALUE_LIMIT);
            if (clearance != Limits.UNLIMITED) {
                long scope = order.scope(width);
                long before = Exact.saturatedSum(windows.sum(scope, order.timeNs), order.basket().baseMinor(scope));
                verdict.test(order, width, clearance, RejectCode.WINDOW_VALUE, Metric.WINDOW_VALUE_LIMIT,
                    Exact.saturatedSum(before, more), day.moneyUnit());
            }
        }
        return verdict.isClear();
    }

    /** Whether a plain order's value is below what any of these limits has a word for. */
    boolean passesPlainly(Order order) {
        return isFar(order, order.ofInstrument) && isFar(order, order.ofAccount.client) && isFar(order, order.ofTrader)
            && isFar(order, order.stands.firm());
    }

    private boolean isFar(Order order, Stands.Place place) {
        long most = place.window;
        return most == Limits.UNLIMITED || Exact.saturatedProduct(
            Exact.saturatedSum(before(order, place), order.baseMinor), day.moneyUnit()) <= most;
    }

    /** Reads what is counted in its instrument, so that it is waited for together with what else is far away. */
    long readAhead(Order order) {
        return before(order, order.ofInstrument);
    }

    private long before(Order order, Stands.Place place) {
        return windows.sumAt(row(place), order.timeNs);
    }

    /** The row of what is counted at a place; {@link Table#NONE}: nothing ever was. */
    private int row(Stands.Place place) {
        if (Stands.isOld(place.windowRow, windows.end())) {
            place.windowRow = Stands.noted(windows.row(place.scope), windows.end());
        }
        return Math.max(place.windowRow, Table.NONE);
    }

    private long increase(Order order) {
        if (order.hold() == Table.NONE) {
            return order.baseMinor;
        }
        long held = rates.toBase(holds.valueMinor(order.hold()), order.currency(), day.currency());
        return order.amends() ? Math.max(0, order.baseMinor - held) : 0;
    }
}
