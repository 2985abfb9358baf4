package throughline.control;

import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Rates;
import throughline.reference.Scope;
import throughline.reference.Ticks;
import throughline.state.Table;

/**
 * How far from the reference price an order may go (control 6), and how old that price may be. A market order has no
 * price of its own: its worst price is the last tick inside the far collar. A stop order is measured from its stop
 * price, at which it will become active. One thread.
 */
final class PriceCollar {
    /** How many 10^-8 milliseconds a nanosecond is. */
    private static final long NANOSECOND_IN_MS_E8 = 100;

    private static final int[] WIDTHS = Limits.widths(Metric.PRICE_COLLAR_FAR);

    private final Instruments instruments;
    private final Ticks ticks;
    private final Rates rates;
    private final RiskDay day;

    PriceCollar(Checks.Reading reading) {
        instruments = reading.instruments();
        ticks = new Ticks(reading.instruments(), reading.ticks());
        rates = reading.rates();
        day = reading.day();
    }

    /** Whether values can be told in the base currency: there is a rate, no older than the firm lets a price be. */
    boolean hasRate(Order order, Verdict verdict) {
        int currency = order.currency();
        if (currency == day.currency()) {
            return true;
        }
        long limit = order.limitAt(0, Metric.PRICE_COLLAR_AGE);
        if (limit == Limits.NONE) {
            return verdict.failMissing(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE);
        }
        int row = rates.row(currency);
        if (row == Table.NONE) {
            return verdict.fail(RejectCode.NO_REFERENCE_PRICE, ScopeKind.INSTRUMENT, order.instrumentScope());
        }
        long ageNs = Math.max(0, order.timeNs - rates.timeNs(row));
        boolean stale = limit == 0 ? rates.date(row) != order.businessDate
            : Exact.compareProducts(ageNs, NANOSECOND_IN_MS_E8, limit, 1) > 0;
        return !stale || verdict.fail(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE, ScopeKind.FIRM,
            Scope.FIRM, limit, Exact.saturatedProduct(ageNs, NANOSECOND_IN_MS_E8));
    }

    /** Whether there is a reference price, no older than any of its scopes allows; equal passes. */
    boolean hasReference(Order order, Verdict verdict) {
        if (order.lacks(Metric.PRICE_COLLAR_AGE)) {
            return verdict.failMissing(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE);
        }
        int id = order.instrumentId;
        if (instruments.priceE8(id) <= 0) {
            return verdict.fail(RejectCode.NO_REFERENCE_PRICE, ScopeKind.INSTRUMENT, order.instrumentScope());
        }
        long ageNs = Math.max(0, order.timeNs - instruments.priceTimeNs(id));
        for (int width : WIDTHS) {
            long limit = order.limitAt(width, Metric.PRICE_COLLAR_AGE);
            boolean stale = limit == 0
                ? instruments.priceDate(id) != order.businessDate
                : limit != Limits.NONE && Exact.compareProducts(ageNs, NANOSECOND_IN_MS_E8, limit, 1) > 0;
            if (stale) {
                verdict.offer(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE, order.scope(width), limit,
                    ageNs, NANOSECOND_IN_MS_E8);
            } else if (limit != Limits.NONE) {
                verdict.passed(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE, order.scope(width), limit,
                    ageNs, NANOSECOND_IN_MS_E8);
            }
        }
        return verdict.isClear();
    }

    /** Whether the far collar is set firm-wide, as it must be. */
    boolean hasFar(Order order, Verdict verdict) {
        return !order.lacks(Metric.PRICE_COLLAR_FAR)
            || verdict.failMissing(RejectCode.PRICE_COLLAR, Metric.PRICE_COLLAR_FAR);
    }

    /** The tightest far collar of the order's scopes, percent x 10^-8. */
    long farE8(Order order) {
        long tightest = Exact.MAX_PERCENT_E8;
        for (int width : WIDTHS) {
            long limit = order.limitAt(width, Metric.PRICE_COLLAR_FAR);
            tightest = limit == Limits.NONE ? tightest : Math.min(tightest, limit);
        }
        return tightest;
    }

    /** Control 6; finds the order's worst price. */
    boolean passes(Order order, Verdict verdict) {
        if (!hasReference(order, verdict) || !hasFar(order, verdict)) {
            return false;
        }
        if (order.lacks(Metric.PRICE_COLLAR_NEAR)) {
            return verdict.failMissing(RejectCode.PRICE_COLLAR, Metric.PRICE_COLLAR_NEAR);
        }
        if (order.market) {
            order.worstPriceE8 = lastTickInside(order);
            return order.worstPriceE8 > 0 && order.worstPriceE8 != Money.OVERFLOW ? tellWorst(order, verdict)
                : verdict.fail(RejectCode.PRICE_COLLAR, Metric.PRICE_COLLAR_FAR, ScopeKind.INSTRUMENT,
                    order.instrumentScope(), farE8(order), Limits.NONE);
        }
        order.worstPriceE8 = order.priceE8;
        return isInside(order, verdict, Metric.PRICE_COLLAR_FAR, order.buys)
            && isInside(order, verdict, Metric.PRICE_COLLAR_NEAR, !order.buys);
    }

    /** Tells how far the worst price found is from the reference; true. */
    private boolean tellWorst(Order order, Verdict verdict) {
        return !verdict.isTold() || verdict.tellMet(RejectCode.PRICE_COLLAR, Metric.PRICE_COLLAR_FAR,
            order.instrumentScope(), farE8(order),
            deviationE8(order.worstPriceE8, measuredFromE8(order), order.buys));
    }

    /** Whether a plain order, whose worst price is its own, is inside all of them, and the reference price young. */
    boolean passesPlainly(Order order) {
        Stands.OfInstrument instrument = order.ofInstrument;
        int id = order.instrumentId;
        long referenceE8 = order.referenceE8;
        boolean isYoung = (!instrument.isOfToday || instruments.priceDate(id) == order.businessDate)
            && isYoung(order, instrument.age);
        if (referenceE8 <= 0 || !isYoung) {
            return false;
        }
        order.worstPriceE8 = order.priceE8;
        if (order.priceE8 == referenceE8) {
            return true;
        }
        boolean above = order.priceE8 > referenceE8;
        long percentE8 = above == order.buys ? instrument.farE8 : instrument.nearE8;
        return percentE8 == Limits.UNLIMITED || !isBeyond(order.priceE8, referenceE8, percentE8, above);
    }

    private boolean isYoung(Order order, long limit) {
        return limit == Limits.UNLIMITED || Exact.compareProducts(
            Math.max(0, order.timeNs - instruments.priceTimeNs(order.instrumentId)), NANOSECOND_IN_MS_E8, limit, 1)
            <= 0;
    }

    /** Whether the order's price is not beyond the reference by more than a percent, above it or below it. */
    private boolean isInside(Order order, Verdict verdict, Metric metric, boolean above) {
        long referenceE8 = measuredFromE8(order);
        boolean within = above ? order.priceE8 <= referenceE8 : order.priceE8 >= referenceE8;
        if (within && !verdict.isTold()) {
            return verdict.isClear();
        }
        for (int width : WIDTHS) {
            long limit = order.limitAt(width, metric);
            if (limit == Limits.NONE || limit == Limits.OFF) {
                continue;
            }
            if (isBeyond(order.priceE8, referenceE8, limit, above)) {
                verdict.offer(RejectCode.PRICE_COLLAR, metric, order.scope(width), limit,
                    deviationE8(order.priceE8, referenceE8, above), 1);
            } else if (verdict.isTold()) {
                verdict.passed(RejectCode.PRICE_COLLAR, metric, order.scope(width), limit,
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

    /** How far beyond the reference a price is, percent x 10^-8, or 0; rounded away from it, and only to be shown. */
    private static long deviationE8(long priceE8, long referenceE8, boolean above) {
        long difference = Math.max(0, above ? priceE8 - referenceE8 : referenceE8 - priceE8);
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
