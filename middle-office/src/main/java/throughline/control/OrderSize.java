package throughline.control;

import throughline.limit.Limits;
import throughline.limit.Scope;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Instruments;
import throughline.reference.Money;

/**
 * How much one order may be: its quantity (control 4) and its value (control 5). A buy limit is valued at its limit, a
 * sell limit at the higher of limit and reference, a market order at the far end of the collar, and a stop order as the
 * limit order at its worst price that it will become. One thread.
 */
final class OrderSize {
    private final Instruments instruments;
    private final PriceCollar collar;

    OrderSize(Instruments instruments, PriceCollar collar) {
        this.instruments = instruments;
        this.collar = collar;
    }

    /** Control 4. */
    boolean quantityPasses(Order order, Verdict verdict) {
        return passes(order, verdict, RejectCode.MAX_ORDER_QTY, Metric.MAX_ORDER_QTY, order.total,
            order.quantityUnitE8);
    }

    private static boolean passes(
        Order order, Verdict verdict, RejectCode code, Metric metric, long met, long unitE8) {
        if (order.limitAt(0, metric) == Limits.NONE) {
            return verdict.failMissing(code, metric);
        }
        for (int width = 0; width < Scope.COUNT; width++) {
            long limitE8 = order.limitAt(width, metric);
            if (limitE8 != Limits.NONE && Exact.compareProducts(met, unitE8, limitE8, 1) > 0) {
                verdict.offer(code, metric, order.scope(width), limitE8, met, unitE8);
            }
        }
        return verdict.isClear();
    }

    /** Control 5; also values what it exempts, since a hold has a value. What cannot be valued is rejected. */
    boolean valuePasses(Order order, Verdict verdict) {
        if (!collar.isInFirmCurrency(order, verdict)) {
            return false;
        }
        boolean needsReference = order.market || !order.buys;
        if (needsReference && !collar.hasReference(order, verdict)) {
            return false;
        }
        if (order.market && !collar.hasFar(order, verdict)) {
            return false;
        }
        int currency = instruments.currency(order.instrumentId);
        long unitE8 = Money.powerOfTen(8 - Money.scale(currency));
        order.valueMinor = value(order, currency);
        if (order.valueMinor == Money.OVERFLOW) {
            return verdict.fail(RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE, ScopeKind.FIRM, Scope.FIRM,
                order.limitAt(0, Metric.MAX_ORDER_VALUE), Long.MAX_VALUE);
        }
        return order.reducing() || passes(order, verdict, RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE,
            order.valueMinor, unitE8);
    }

    /** No test: what is left of an order that was only lowered keeps its worst price, and is valued at it. */
    boolean isAppraised(Order order, Verdict verdict) {
        order.worstPriceE8 = order.heldWorstPriceE8();
        order.valueMinor = order.quantity <= 0 ? 0
            : valueAt(order, order.worstPriceE8, instruments.currency(order.instrumentId));
        return verdict.isClear();
    }

    private long value(Order order, int currency) {
        int id = order.instrumentId;
        long referenceE8 = instruments.priceE8(id);
        if (order.market && !order.armed) {
            return Exact.valueAbove(order.quantity, order.quantityScale, referenceE8, collar.farE8(order),
                instruments.multiplier(id), currency);
        }
        long limitE8 = order.market ? collar.lastTickInside(order) : order.priceE8;
        return valueAt(order, limitE8, currency);
    }

    private long valueAt(Order order, long limitE8, int currency) {
        int id = order.instrumentId;
        long priceE8 = order.buys ? limitE8 : Math.max(limitE8, instruments.priceE8(id));
        return Money.valueRoundedUp(
            order.quantity, order.quantityScale, priceE8, instruments.multiplier(id), currency);
    }
}
