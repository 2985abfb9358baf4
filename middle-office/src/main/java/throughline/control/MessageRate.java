package throughline.control;

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

    MessageRate(Buckets buckets) {
        this.buckets = buckets;
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
            if (verdict.isTold()) {
                tellTaken(order, verdict);
            }
            return true;
        }
        long rate = order.limitAt(emptiest, Metric.MESSAGE_RATE_RATE);
        long scope = order.scope(emptiest);
        return verdict.fail(RejectCode.MESSAGE_RATE, Metric.MESSAGE_RATE_RATE, Scope.kind(scope), scope, rate,
            rate + Money.E8);
    }

    /** Tells how much of each burst is taken with this message's token, whole ones, rounded up. */
    private void tellTaken(Order order, Verdict verdict) {
        for (int width : WIDTHS) {
            if (buckets.existsAt(order.limitRow(width))) {
                long burst = order.limitAt(width, Metric.MESSAGE_RATE_BURST);
                long left = Math.floorDiv(level(order, width) - Buckets.TOKEN, Buckets.TOKEN) * Money.E8;
                verdict.tellMet(RejectCode.MESSAGE_RATE, Metric.MESSAGE_RATE_BURST, order.scope(width), burst,
                    burst - left);
            }
        }
    }

    /** Whether a plain order finds a token in every bucket: what one held when it was touched last can only be more. */
    boolean passesPlainly(Order order) {
        return hasToken(order, order.stands.firm()) && hasToken(order, order.ofTrader)
            && hasToken(order, order.atSession);
    }

    private boolean hasToken(Order order, Stands.Place place) {
        long burst = place.burst;
        if (burst == Limits.UNLIMITED) {
            return true;
        }
        int row = row(place);
        return burst >= Buckets.TOKEN && (row == Table.NONE || buckets.heldAt(row) >= Buckets.TOKEN
            || buckets.level(place.scope, place.limits, order.timeNs) >= Buckets.TOKEN);
    }

    /** The row of what is counted at a place; {@link Table#NONE}: nothing ever was. */
    private int row(Stands.Place place) {
        if (Stands.isOld(place.bucketRow, buckets.end())) {
            place.bucketRow = Stands.noted(buckets.row(place.scope), buckets.end());
        }
        return Math.max(place.bucketRow, Table.NONE);
    }

    private long level(Order order, int width) {
        int limit = order.limitRow(width);
        return buckets.existsAt(limit) ? buckets.level(order.scope(width), limit, order.timeNs)
            - order.basket().count(order.scope(width)) * Buckets.TOKEN : Buckets.TOKEN;
    }
}
