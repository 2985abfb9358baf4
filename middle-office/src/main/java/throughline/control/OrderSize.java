package throughline.control;

import throughline.exposure.Charges;
import throughline.limit.RiskDay;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Rates;
import throughline.reference.Scope;

/**
 * How much one order may be: its quantity (control 4) and its value (control 5). A buy limit is valued at its limit, a
 * sell limit at the higher of limit and reference, a market order at the far end of the collar, and a stop order as the
 * limit order at its worst price that it will become. What it may cost a client in fees is found with its value. One
 * thread.
 */
final class OrderSize {
    private final Instruments instruments;
    private final PriceCollar collar;
    private final Rates rates;
    private final RiskDay day;
    private final Charges charges;

    OrderSize(Checks.Reading reading, PriceCollar collar) {
        instruments = reading.instruments();
        rates = reading.rates();
        day = reading.day();
        charges = reading.exposures().charges();
        this.collar = collar;
    }

    /** Control 4. */
    boolean quantityPasses(Order order, Verdict verdict) {
        return passes(order, verdict, RejectCode.MAX_ORDER_QTY, Metric.MAX_ORDER_QTY, order.total,
            order.quantityUnitE8);
    }

    private static boolean passes(
        Order order, Verdict verdict, RejectCode code, Metric metric, long met, long unit) {
        if (order.lacks(metric)) {
            return verdict.failMissing(code, metric);
        }
        verdict.testSize(order, code, metric, met, unit);
        return verdict.isClear();
    }

    /** Control 5; also values what it exempts, since a hold has a value. What cannot be valued is rejected. */
    boolean valuePasses(Order order, Verdict verdict) {
        if (!collar.hasRate(order, verdict)) {
            return false;
        }
        boolean needsReference = order.market || !order.buys;
        if (needsReference && !collar.hasReference(order, verdict)) {
            return false;
        }
        if (order.market && !collar.hasFar(order, verdict)) {
            return false;
        }
        int currency = order.currency();
        appraise(order, value(order, currency), currency);
        if (order.baseMinor == Money.OVERFLOW) {
            return verdict.fail(RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE, ScopeKind.FIRM, Scope.FIRM,
                order.limitAt(0, Metric.MAX_ORDER_VALUE), Money.OVERFLOW);
        }
        return order.reducing() || passes(order, verdict, RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE,
            order.baseMinor, day.moneyUnit());
    }

    /** Whether a plain order that has a reference is below what any limit of its size has a word for; values it. */
    boolean passesPlainly(Order order, Verdict verdict) {
        if (!collar.hasRate(order, verdict)) {
            return false;
        }
        int currency = order.currency();
        appraise(order, valueAt(order, order.priceE8, currency), currency);
        return Exact.saturatedProduct(order.total, order.quantityUnitE8) <= order.leastQuantity()
            && order.baseMinor != Money.OVERFLOW && Exact.saturatedProduct(order.baseMinor, day.moneyUnit())
                <= order.leastValue();
    }

    /** No test: what is left of an order that was only lowered keeps its worst price, and is valued at it. */
    boolean isAppraised(Order order, Verdict verdict) {
        int currency = order.currency();
        order.worstPriceE8 = order.heldWorstPriceE8();
        appraise(order, order.quantity <= 0 ? 0 : valueAt(order, order.worstPriceE8, currency), currency);
        return verdict.isClear();
    }

    /** Its fees are those of its executed part of today with it, as they are charged by order and date. */
    private void appraise(Order order, long valueMinor, int currency) {
        order.valueMinor = valueMinor;
        order.baseMinor = rates.toBase(valueMinor, currency, day.currency());
        order.feesMinor = order.clientId == 0 ? 0 : charges.expected(order.hold(), order.accountId,
            order.instrumentId, !order.buys, Math.max(0, order.quantity), valueMinor, order.businessDate);
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
        long priceE8 = order.buys ? limitE8 : Math.max(limitE8, order.referenceE8);
        return Money.valueRoundedUp(order.quantity, order.quantityScale, priceE8,
            order.ofInstrument.multiplier, currency);
    }
}
