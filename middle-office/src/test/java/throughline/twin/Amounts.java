package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Scope;

/** How much one order is, and at what price: controls 4, 5 and 6. Money in minor units, prices in units. */
final class Amounts {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final long FIRM = Scope.FIRM;

    private final Firm firm;
    private final Bounds bounds;

    Amounts(Firm firm, Bounds bounds) {
        this.firm = firm;
        this.bounds = bounds;
    }

    /** 4: the total, executed or not. */
    Answer quantity(Judged o) {
        return everywhere(o, RejectCode.MAX_ORDER_QTY, Metric.MAX_ORDER_QTY, Judged.e8(o.asked.total()));
    }

    private Answer everywhere(Judged o, RejectCode code, Metric metric, BigDecimal observed) {
        if (bounds.at(FIRM, metric) == null) {
            return Answer.missing(code, metric);
        }
        Bounds.Test test = bounds.new Test(o, code, metric);
        o.scopes.values().forEach(scope -> test.at(scope, observed));
        return test.failure();
    }

    /** 5. */
    Answer value(Judged o) {
        Answer failed = worth(o);
        return failed != null || o.reducing ? failed
            : everywhere(o, RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE, o.base);
    }

    /** Values an order; the failure says why it cannot be. */
    Answer worth(Judged o) {
        Answer unpriced = rate(o);
        if (unpriced == null && (o.asked.isMarket() || !o.asked.buys())) {
            unpriced = reference(o);
        }
        if (unpriced == null && o.asked.isMarket() && bounds.at(FIRM, Metric.PRICE_COLLAR_FAR) == null) {
            unpriced = Answer.missing(RejectCode.PRICE_COLLAR, Metric.PRICE_COLLAR_FAR);
        }
        if (unpriced != null) {
            return unpriced;
        }
        o.value = Firm.minor(o.instrument, o.leaves, valuedAt(o), RoundingMode.UP);
        o.base = firm.toBase(o.value, o.instrument.currency());
        if (o.value.max(o.base).compareTo(MOST) >= 0) {
            Long bound = bounds.at(FIRM, Metric.MAX_ORDER_VALUE);
            return Answer.reject(RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE, FIRM,
                bound == null ? Answer.NONE : bound, Long.MAX_VALUE);
        }
        return null;
    }

    private BigDecimal valuedAt(Judged o) {
        BigDecimal reference = firm.price(o.instrument.id());
        if (o.asked.isMarket() && !o.isArmed()) {
            return reference.multiply(HUNDRED.add(far(o))).divide(HUNDRED);
        }
        BigDecimal price = o.asked.isMarket() ? worst(o) : o.asked.price();
        return o.asked.buys() ? price : price.max(reference);
    }

    /** The least of the far collars, in percent. */
    private BigDecimal far(Judged o) {
        long least = bounds.at(FIRM, Metric.PRICE_COLLAR_FAR);
        Long own = bounds.at(Scope.instrument(o.instrument.id()), Metric.PRICE_COLLAR_FAR);
        return BigDecimal.valueOf(own == null ? least : Math.min(own, least), 8);
    }

    /** From where the collar is measured. */
    private BigDecimal from(Judged o) {
        BigDecimal reference = firm.price(o.instrument.id());
        boolean risen = o.asked.type() == OrdType.STOP && o.asked.buys();
        return !o.isArmed() ? reference : risen ? o.asked.stop().max(reference) : o.asked.stop();
    }

    /** No execution may be worse: its limit, or the last tick inside the collar. */
    BigDecimal worst(Judged o) {
        if (!o.asked.isMarket()) {
            return o.asked.price();
        }
        boolean buys = o.asked.buys();
        BigDecimal edge = from(o).multiply(buys ? HUNDRED.add(far(o)) : HUNDRED.subtract(far(o))).divide(HUNDRED);
        BigDecimal ticks = edge.divide(o.instrument.tick(), 0, buys ? RoundingMode.FLOOR : RoundingMode.CEILING);
        return (buys ? ticks : ticks.max(BigDecimal.ONE)).multiply(o.instrument.tick());
    }

    /** Its currency's rate must be there, and no older than the firm's prices may be. */
    private Answer rate(Judged o) {
        int currency = o.instrument.currency();
        if (currency == firm.base) {
            return null;
        }
        Long bound = bounds.at(FIRM, Metric.PRICE_COLLAR_AGE);
        if (bound == null) {
            return Answer.missing(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE);
        }
        Firm.Quote rate = firm.rates.get(currency);
        if (rate == null || rate.price().signum() == 0) {
            return Answer.reject(RejectCode.NO_REFERENCE_PRICE, Scope.instrument(o.instrument.id()));
        }
        return isStale(o, rate, bound) ? Answer.reject(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE, FIRM,
            bound, age(o, rate)) : null;
    }

    private static boolean isStale(Judged o, Firm.Quote quote, long bound) {
        return bound == 0 ? quote.date() != o.asked.date() : age(o, quote) > bound;
    }

    private static long age(Judged o, Firm.Quote quote) {
        return (o.timeNs - quote.timeNs()) * 100;
    }

    private Answer reference(Judged o) {
        if (bounds.at(FIRM, Metric.PRICE_COLLAR_AGE) == null) {
            return Answer.missing(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE);
        }
        Firm.Quote price = firm.prices.get(o.instrument.id());
        if (price == null || price.price().signum() == 0) {
            return Answer.reject(RejectCode.NO_REFERENCE_PRICE, Scope.instrument(o.instrument.id()));
        }
        Answer worst = null;
        for (long scope : o.scopes(ScopeKind.FIRM, ScopeKind.INSTRUMENT)) {
            Long bound = bounds.at(scope, Metric.PRICE_COLLAR_AGE);
            if (bound != null && isStale(o, price, bound) && (worst == null || bound < worst.bound())) {
                worst = Answer.reject(RejectCode.NO_REFERENCE_PRICE, Metric.PRICE_COLLAR_AGE, scope, bound,
                    age(o, price));
            }
        }
        return worst;
    }

    /** 6. */
    Answer collar(Judged o) {
        Answer stale = reference(o);
        if (stale != null) {
            return stale;
        }
        for (Metric metric : new Metric[] {Metric.PRICE_COLLAR_FAR, Metric.PRICE_COLLAR_NEAR}) {
            if (bounds.at(FIRM, metric) == null) {
                return Answer.missing(RejectCode.PRICE_COLLAR, metric);
            }
        }
        if (o.asked.isMarket()) {
            return worst(o).signum() > 0 ? null : Answer.reject(RejectCode.PRICE_COLLAR, Metric.PRICE_COLLAR_FAR,
                Scope.instrument(o.instrument.id()), Answer.e8(far(o)), Answer.NONE);
        }
        Answer far = beyond(o, Metric.PRICE_COLLAR_FAR, o.asked.buys());
        return far != null ? far : beyond(o, Metric.PRICE_COLLAR_NEAR, !o.asked.buys());
    }

    private Answer beyond(Judged o, Metric metric, boolean above) {
        BigDecimal reference = from(o);
        BigDecimal by = o.asked.price().subtract(reference);
        BigDecimal difference = (above ? by : by.negate()).multiply(HUNDRED);
        Answer worst = null;
        for (long scope : o.scopes(ScopeKind.FIRM, ScopeKind.INSTRUMENT)) {
            Long bound = bounds.at(scope, metric);
            if (bound != null && bound != Bounds.OFF
                && difference.compareTo(reference.multiply(BigDecimal.valueOf(bound, 8))) > 0
                && (worst == null || bound < worst.bound())) {
                worst = Answer.reject(RejectCode.PRICE_COLLAR, metric, scope, bound,
                    Answer.e8(difference.divide(reference, 8, RoundingMode.UP)));
            }
        }
        return worst;
    }
}
