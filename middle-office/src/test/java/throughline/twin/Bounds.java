package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.reference.Scope;

/** Limits, soft limits, trading states, restrictions and overrides, as the office's records set them. */
final class Bounds {
    /** Set to off, which is not the same as none. */
    static final long OFF = -1;

    /** Nobody in a scope may trade an instrument, or an issuer's, on a side for some days. Side null: any. */
    record Restriction(long scope, int instrument, String issuer, int from, int to, Side side) {
    }

    /** One order may go above soft limits. */
    record Override(long id, int account, int instrument, Side side, BigDecimal most, long untilNs) {
    }

    final Map<Long, Map<Metric, Long>> limits = new TreeMap<>();
    final Map<Long, TradingState> states = new HashMap<>();
    final Map<Long, Restriction> restrictions = new TreeMap<>();
    final Map<Long, Override> overrides = new TreeMap<>();

    void set(long scope, Metric metric, long value) {
        if (value == Answer.NONE) {
            limits.getOrDefault(scope, new EnumMap<>(Metric.class)).remove(metric);
        } else {
            limits.computeIfAbsent(scope, s -> new EnumMap<>(Metric.class)).put(metric, value);
        }
    }

    /** A scope's own bound; null: none. */
    Long at(long scope, Metric metric) {
        Map<Metric, Long> of = limits.get(scope);
        return of == null ? null : of.get(metric);
    }

    TradingState state(long scope) {
        return states.getOrDefault(scope, TradingState.ACTIVE);
    }

    /** The lower percent of the firm's and the scope's own; null: none. */
    private Long percent(long scope, Metric metric) {
        Long least = null;
        for (Long percent : new Long[] {at(Scope.FIRM, metric), at(scope, metric)}) {
            if (percent != null && percent != OFF && (least == null || percent < least)) {
                least = percent;
            }
        }
        return least;
    }

    /** One numeric upper bound at each of several scopes; told the widest first. */
    final class Test {
        private final Judged order;
        private final RejectCode code;
        private final Metric metric;
        private Answer hard;
        private Answer soft;

        Test(Judged order, RejectCode code, Metric metric) {
            this.order = order;
            this.code = code;
            this.metric = metric;
        }

        /** What was observed, in the bound's unit, where a bound is set. */
        void at(long scope, BigDecimal observed) {
            Long bound = Bounds.this.at(scope, metric);
            if (bound != null && bound != OFF) {
                against(scope, bound, observed);
            }
        }

        /** As {@link #at}, where no soft limit stands beside. */
        void hardAt(long scope, BigDecimal observed) {
            Long bound = Bounds.this.at(scope, metric);
            if (bound != null && bound != OFF && observed.compareTo(BigDecimal.valueOf(bound)) > 0) {
                hard = less(hard, Answer.reject(code, metric, scope, bound, Answer.number(observed)));
            }
        }

        private void against(long scope, long bound, BigDecimal observed) {
            hardAt(scope, observed);
            BigDecimal limit = BigDecimal.valueOf(bound);
            if (observed.compareTo(limit) > 0 || observed.signum() <= 0) {
                return;
            }
            Long refusal = percent(scope, Metric.SOFT_LIMIT_REFUSAL);
            Long warning = percent(scope, Metric.SOFT_LIMIT_WARNING);
            if (refusal != null && part(limit, refusal).compareTo(observed) < 0) {
                long least = part(limit, refusal).setScale(0, RoundingMode.FLOOR).longValueExact();
                soft = less(soft,
                    Answer.reject(RejectCode.SOFT_LIMIT, metric, scope, least, Answer.number(observed)));
            }
            if (warning != null && part(limit, warning).compareTo(observed) <= 0) {
                order.warn(metric, scope, bound, Answer.number(observed));
            }
        }

        private static BigDecimal part(BigDecimal bound, long percentE8) {
            return bound.multiply(BigDecimal.valueOf(percentE8, 10));
        }

        /** The one with the least head-room; the widest was told first and stays on a tie. */
        private static Answer less(Answer one, Answer other) {
            return one == null || room(other).compareTo(room(one)) < 0 ? other : one;
        }

        private static BigDecimal room(Answer answer) {
            return BigDecimal.valueOf(answer.bound()).subtract(BigDecimal.valueOf(answer.observed()));
        }

        /** The hard limit that is broken; null: none is. */
        Answer hard() {
            return hard;
        }

        /** The soft limit that is broken and not overridden; null: none is. */
        Answer soft() {
            return soft == null || order.overridden() ? null : soft;
        }

        /** The failure; null: it passes. A soft one needs an override, if that may help at all. */
        Answer failure() {
            return hard != null ? hard : soft();
        }
    }

    /** The override an order may use; 0: none. */
    long override(int account, int instrument, Side side, BigDecimal total, long timeNs) {
        for (Override o : overrides.values()) {
            if (o.account == account && o.instrument == instrument && o.side == side
                && total.compareTo(o.most) <= 0 && o.untilNs > timeNs) {
                return o.id;
            }
        }
        return 0;
    }

    /** Whether a restriction of a scope forbids an instrument's side on a date. */
    boolean isRestricted(long scope, Firm.Instrument instrument, Side side, int date) {
        for (Restriction r : restrictions.values()) {
            boolean what = r.instrument != 0 ? r.instrument == instrument.id()
                : !r.issuer.isEmpty() && r.issuer.equals(instrument.issuer());
            boolean how = r.side == null || r.side == side || r.side == Side.SELL && side == Side.SELL_SHORT;
            if (r.scope == scope && what && how && r.from <= date && date <= r.to) {
                return true;
            }
        }
        return false;
    }
}
