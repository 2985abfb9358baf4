package throughline.control;

import java.util.function.LongToIntFunction;
import throughline.exposure.Buckets;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.state.Table;

/**
 * Control 7: a token for each new order and amendment in every bucket of its firm, trader and session. Nothing is taken
 * here, but by the record of the decision. One thread.
 */
final class MessageRate {
    private static final Metric[] PARTS =
        {Metric.MESSAGE_RATE_RATE, Metric.MESSAGE_RATE_BURST, Metric.MESSAGE_RATE_CEILING};

    private static final int[] WIDTHS = Limits.widths(Metric.MESSAGE_RATE_RATE);

    private final Buckets buckets;
    private final LongToIntFunction rows;

    MessageRate(Buckets buckets) {
        this.buckets = buckets;
        rows = buckets::row;
    }

    /** An order that lives on into another day was sent by nobody. */
    boolean passes(Order order, Verdict verdict) {
        if (order.restated) {
            return true;
        }
        for (Metric part : PARTS) {
            if (order.lacks(part)) {
                return verdict.failMissing(RejectCode.MESSAGE_RATE, part);
            }
        }
        int emptiest = Scope.COUNT;
        long fewest = Buckets.TOKEN;
        for (int width : WIDTHS) {
            long level = level(order, width);
            if (level < fewest) {
                emptiest = width;
                fewest = level;
            }
        }
        if (emptiest == Scope.COUNT) {
            return true;
        }
        long rate = order.limitAt(emptiest, Metric.MESSAGE_RATE_RATE);
        long scope = order.scope(emptiest);
        return verdict.fail(RejectCode.MESSAGE_RATE, Metric.MESSAGE_RATE_RATE, Scope.kind(scope), scope, rate,
            rate + Money.E8);
    }

    /** Whether a plain order finds a token in every bucket: what one held when it was touched last can only be more. */
    boolean passesPlainly(Order order) {
        return hasToken(order, order.atFirm) && hasToken(order, order.ofTrader) && hasToken(order, order.atSession);
    }

    private boolean hasToken(Order order, int place) {
        Stands stands = order.stands;
        long burst = stands.get(place, Stands.BURST);
        if (burst == Limits.UNLIMITED) {
            return true;
        }
        int row = stands.row(place, Stands.BUCKET_ROW, rows, buckets.end());
        return burst >= Buckets.TOKEN && (row == Table.NONE || buckets.heldAt(row) >= Buckets.TOKEN
            || buckets.level(stands.scope(place), stands.limits(place), order.timeNs) >= Buckets.TOKEN);
    }

    private long level(Order order, int width) {
        int limit = order.limitRow(width);
        return buckets.existsAt(limit) ? buckets.level(order.scope(width), limit, order.timeNs)
            - order.basket().count(order.scope(width)) * Buckets.TOKEN : Buckets.TOKEN;
    }
}
