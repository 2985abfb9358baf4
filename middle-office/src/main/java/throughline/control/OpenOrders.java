package throughline.control;

import throughline.exposure.Holds;
import throughline.exposure.Working;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Money;
import throughline.state.Table;

/** Control 15: working orders of a session, an account, an instrument and the firm, this one included. One thread. */
final class OpenOrders {
    private static final int[] WIDTHS = Limits.widths(Metric.OPEN_ORDERS);

    private final Working working;
    private final Holds holds;

    OpenOrders(Checks.Reading reading) {
        working = reading.exposures().working();
        holds = reading.exposures().holds();
    }

    boolean passes(Order order, Verdict verdict) {
        if (order.lacks(Metric.OPEN_ORDERS)) {
            return verdict.failMissing(RejectCode.OPEN_ORDERS, Metric.OPEN_ORDERS);
        }
        for (int width : WIDTHS) {
            long clearance = order.clearanceAt(width, Metric.OPEN_ORDERS);
            if (clearance != Limits.UNLIMITED) {
                verdict.test(order, width, clearance, RejectCode.OPEN_ORDERS, Metric.OPEN_ORDERS,
                    with(order, order.scope(width)), Money.E8);
            }
        }
        return verdict.isClear();
    }

    /** Whether one order more is below what any of these limits has a word for. */
    boolean passesPlainly(Order order) {
        return isFar(order.ofInstrument) && isFar(order.ofAccount) && isFar(order.atSession)
            && isFar(order.stands.firm());
    }

    private boolean isFar(Stands.Place place) {
        return place.open == Limits.UNLIMITED || working.countAt(row(place)) < place.open;
    }

    /** The row of what is counted at a place; {@link Table#NONE}: nothing ever was. */
    private int row(Stands.Place place) {
        if (Stands.isOld(place.workingRow, working.end())) {
            place.workingRow = Stands.noted(working.row(place.scope), working.end());
        }
        return Math.max(place.workingRow, Table.NONE);
    }

    /** An amended order is one still, and one more where who amends it has another session. */
    private long with(Order order, long scope) {
        boolean counts = order.hold() != Table.NONE && holds.isIn(order.hold(), scope);
        return working.count(scope) + order.basket().count(scope) + (counts ? 0 : 1);
    }
}
