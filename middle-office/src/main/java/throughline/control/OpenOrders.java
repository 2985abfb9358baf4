package throughline.control;

import java.util.function.LongToIntFunction;
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
    private final LongToIntFunction rows;
    private final Holds holds;

    OpenOrders(Checks.Reading reading) {
        working = reading.exposures().working();
        rows = working::row;
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
        Stands stands = order.stands;
        return isFar(stands, order.ofInstrument) && isFar(stands, order.ofAccount) && isFar(stands, order.atSession)
            && isFar(stands, order.atFirm);
    }

    private boolean isFar(Stands stands, int place) {
        long most = stands.get(place, Stands.OPEN);
        return most == Limits.UNLIMITED || count(stands, place) < most;
    }

    private long count(Stands stands, int place) {
        return working.countAt(stands.row(place, Stands.WORKING_ROW, rows, working.end()));
    }

    /** An amended order is one still, and one more where who amends it has another session. */
    private long with(Order order, long scope) {
        boolean counts = order.hold() != Table.NONE && holds.isIn(order.hold(), scope);
        return working.count(scope) + order.basket().count(scope) + (counts ? 0 : 1);
    }
}
