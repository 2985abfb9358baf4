package throughline.control;

import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.limit.Scope;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Instruments;
import throughline.reference.Money;

/**
 * How far from the reference price an order may go (control 6), and how old that price may be. A market order has no
 * price of its own: its worst price is the last tick inside the far collar. A stop order is measured from its stop
 * price, at which it will become active. One thread.
 */
final class PriceCollar {
    /** How many 10^-8 milliseconds a nanosecond is. */
    private static final long NANOSECOND_IN_MS_E8 = 100;

    private final Instruments instruments;
    private final Ticks ticks;
    private final RiskDay day;

    PriceCollar(Instruments instruments, Ticks ticks, RiskDay day) {
        this.instruments = instruments;
        this.ticks = ticks;
        this.day = day;
    }

    /** Values are compared in the firm's currency; no rate to it is known, so another currency's order fails closed. */
    boolean isInFirmCurrency(Order order, Verdict verdict) {
        return instruments.currency(order.instrumentId) == day.currency()
            || verdict.fail(RejectCode.NO_REFERENCE_PRICE, ScopeKind.INSTRUMENT, order.instrumentScope());
    }

    /** Whether there is a reference price, no older than any of its scopes allows; equal passes. */
    boolean hasReference(Order order, Verdict verdict) {
        if (order.limitAt(0, Metric.PRICE_COLLAR_AGE) == Limits.NONE) {
            return verdict.failMissing(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE);
        }
        int id = order.instrumentId;
        if (instruments.priceE8(id) <= 0) {
            return verdict.fail(RejectCode.NO_REFERENCE_PRICE, ScopeKind.INSTRUMENT, order.instrumentScope());
        }
        long ageNs = Math.max(0, order.timeNs - instruments.priceTimeNs(id));
        for (int width = 0; width < Scope.COUNT; width++) {
            long limitE8 = order.limitAt(width, Metric.PRICE_COLLAR_AGE);
            boolean stale = limitE8 == 0
                ? instruments.priceDate(id) != order.businessDate
                : limitE8 != Limits.NONE && Exact.compareProducts(ageNs, NANOSECOND_IN_MS_E8, limitE8, 1) > 0;
            if (stale) {
                verdict.offer(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE, order.scope(width), limitE8,
                    ageNs, NANOSECOND_IN_MS_E8);
            }
        }
        return verdict.isClear();
    }

    /** Whether the far collar is set firm-wide, as it must be. */
    boolean hasFar(Order order, Verdict verdict) {
        return order.limitAt(0, Metric.PRICE_COLLAR_FAR) != Limits.NONE
            || verdict.failMissing(RejectCode.PRICE_COLLAR, Metric.PRICE_COLLAR_FAR);
    }

    /** The tightest far collar of the order's scopes, percent x 10^-8. */
    long farE8(Order order) {
        long tightest = Exact.MAX_PERCENT_E8;
        for (int width = 0; width < Scope.COUNT; width++) {
            long limitE8 = order.limitAt(width, Metric.PRICE_COLLAR_FAR);
            tightest = limitE8 == Limits.NONE ? tightest : Math.min(tightest, limitE8);
        }
        return tightest;
    }

    /** Control 6; finds the order's worst price. */
    boolean passes(Order order, Verdict verdict) {
        if (!hasReference(order, verdict) || !hasFar(order, verdict)) {
            return false;
        }
        if (order.limitAt(0, Metric.PRICE_COLLAR_NEAR) == Limits.NONE) {
            return verdict.failMissing(RejectCode.PRICE_COLLAR, Metric.PRICE_COLLAR_NEAR);
        }
        if (order.market) {
            order.worstPriceE8 = lastTickInside(order);
            return order.worstPriceE8 > 0 && order.worstPriceE8 != Money.OVERFLOW
                || verdict.fail(RejectCode.PRICE_COLLAR, Metric.PRICE_COLLAR_FAR, ScopeKind.INSTRUMENT,
                    order.instrumentScope(), farE8(order), Limits.NONE);
        }
        order.worstPriceE8 = order.priceE8;
        return isInside(order, verdict, Metric.PRICE_COLLAR_FAR, order.buys)
            && isInside(order, verdict, Metric.PRICE_COLLAR_NEAR, !order.buys);
    }

    /** Whether the order's price is not beyond the reference by more than a percent, above it or below it. */
    private boolean isInside(Order order, Verdict verdict, Metric metric, boolean above) {
        long referenceE8 = measuredFromE8(order);
        for (int width = 0; width < Scope.COUNT; width++) {
            long limitE8 = order.limitAt(width, metric);
            if (limitE8 != Limits.NONE && limitE8 != Limits.OFF
                && isBeyond(order.priceE8, referenceE8, limitE8, above)) {
                verdict.offer(RejectCode.PRICE_COLLAR, metric, order.scope(width), limitE8,
                    deviationE8(order.priceE8, referenceE8, above), 1);
            }
        }
        return verdict.isClear();
    }

    private static boolean isBeyond(long priceE8, long referenceE8, long percentE8, boolean above) {
        long hundred = Exact.HUNDRED_PERCENT_E8;
        return above
            ? Exact.compareProducts(priceE8, hundred, referenceE8, hundred + percentE8) > 0
            : Exact.compareProducts(priceE8, hundred, referenceE8, hundred - percentE8) < 0;
    }

    /** How far beyond the reference a price is, percent x 10^-8; rounded away from it, and only to be shown. */
    private static long deviationE8(long priceE8, long referenceE8, boolean above) {
        long difference = above ? priceE8 - referenceE8 : referenceE8 - priceE8;
        return Exact.ceiling(difference, Exact.HUNDRED_PERCENT_E8, referenceE8);
    }

    /** What distances are measured from: the reference price, or the stop price of an order that waits for it. */
    private long measuredFromE8(Order order) {
        long referenceE8 = instruments.priceE8(order.instrumentId);
        if (!order.armed) {
            return referenceE8;
        }
        boolean atLeast = order.market && order.buys;
        return atLeast ? Math.max(order.stopPriceE8, referenceE8) : order.stopPriceE8;
    }

    /** The worst price of an order without a limit; 0 or {@link Money#OVERFLOW} when there is none. */
    long lastTickInside(Order order) {
        long hundred = Exact.HUNDRED_PERCENT_E8;
        long referenceE8 = measuredFromE8(order);
        long farE8 = farE8(order);
        if (order.buys) {
            long bound = Exact.floor(referenceE8, hundred + farE8, hundred);
            return bound == Money.OVERFLOW ? bound : ticks.below(order.instrumentId, bound);
        }
        long bound = farE8 >= hundred ? 0 : Exact.ceiling(referenceE8, hundred - farE8, hundred);
        return bound == Money.OVERFLOW ? bound : ticks.above(order.instrumentId, bound);
    }
}
