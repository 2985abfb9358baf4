package throughline.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import throughline.control.Checks;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;

/**
 * Counts for each of some limits in how many judgements it was tested and in how many it was broken, and keeps the test
 * that came nearest to it, or went furthest beyond. A basket is one judgement. One thread.
 */
final class Tally implements Checks.Sink {
    private final List<Proposal> limits;
    private final boolean[] seen;
    private final boolean[] broken;
    private final long[] tested;
    private final long[] bound;
    private final long[] peak;
    private final long[] peakLimit;
    private final long[] peakNs;
    private long timeNs;

    Tally(List<Proposal> limits) {
        this.limits = limits;
        int count = limits.size();
        seen = new boolean[count];
        broken = new boolean[count];
        tested = new long[count];
        bound = new long[count];
        peak = new long[count];
        peakLimit = new long[count];
        peakNs = new long[count];
        Arrays.fill(peak, Limits.NONE);
        Arrays.fill(peakLimit, Limits.NONE);
    }

    /** A judgement begins, at a time. */
    void begin(long atNs) {
        timeNs = atNs;
        Arrays.fill(seen, false);
        Arrays.fill(broken, false);
    }

    @Override
    public void tested(RejectCode code, Metric metric, long scope, long limit, long met, boolean passes) {
        for (int i = 0; i < seen.length; i++) {
            Proposal one = limits.get(i);
            if (one.metric() == Metric.SOFT_LIMIT_REFUSAL || one.metric() == Metric.SOFT_LIMIT_WARNING) {
                testedSoftly(i, code, scope, limit, met);
            } else if (metric == one.testedAs() && code != RejectCode.SOFT_LIMIT && isOf(one, scope)) {
                seen[i] = true;
                broken[i] |= !passes;
                meet(i, limit, met);
            }
        }
    }

    /** A firm-wide bound of these two is each strategy's and each account's own. */
    private static boolean isOf(Proposal one, long scope) {
        boolean ofEach = one.metric() == Metric.REPEATED_EXECUTION || one.metric() == Metric.DUPLICATE_ORDER;
        return one.scope() == scope || ofEach && Scope.kind(one.scope()) == ScopeKind.FIRM;
    }

    /** Soft limits are percents of the hard ones of their scope, the firm's of all. */
    private void testedSoftly(int i, RejectCode code, long scope, long limit, long met) {
        Proposal one = limits.get(i);
        if (one.scope() != scope && Scope.kind(one.scope()) != ScopeKind.FIRM || limit == Limits.NONE) {
            return;
        }
        seen[i] = true;
        if (code == RejectCode.SOFT_LIMIT) {
            broken[i] |= one.metric() == Metric.SOFT_LIMIT_REFUSAL;
        } else if (limit > 0 && met > 0 && met != Money.OVERFLOW) {
            long percentE8 = Exact.ceiling(met, Exact.HUNDRED_PERCENT_E8, limit);
            meet(i, one.value(), percentE8);
            broken[i] |= one.metric() == Metric.SOFT_LIMIT_WARNING && one.value() >= 0 && percentE8 >= one.value();
        }
    }

    private void meet(int i, long limit, long met) {
        if (limit < 0 || met == Limits.NONE || limits.get(i).metric() == Metric.DUPLICATE_ORDER) {
            return;
        }
        boolean further = peak[i] == Limits.NONE || (limit == peakLimit[i] ? met > peak[i]
            : Exact.compareProducts(Math.max(met, 0), peakLimit[i], Math.max(peak[i], 0), limit) > 0);
        if (further) {
            peak[i] = met;
            peakLimit[i] = limit;
            peakNs[i] = timeNs;
        }
    }

    /** An order was rejected so: counts also where the control tells of failures alone, and only by its decision. */
    void rejected(Ruling ruling) {
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i] && limits.get(i).testedAs() == ruling.metric() && isOf(limits.get(i), ruling.scope())
                && ruling.code() != RejectCode.SOFT_LIMIT) {
                seen[i] = true;
                broken[i] = true;
                meet(i, ruling.bound(), ruling.observed());
            }
        }
    }

    /** The judgement is over. */
    void end() {
        for (int i = 0; i < seen.length; i++) {
            tested[i] += seen[i] ? 1 : 0;
            bound[i] += broken[i] ? 1 : 0;
        }
    }

    /** What was counted so far, limit by limit. */
    List<Numbers> numbers() {
        List<Numbers> numbers = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            numbers.add(new Numbers(tested[i], bound[i], peak[i], peakLimit[i], peakNs[i]));
        }
        return List.copyOf(numbers);
    }
}
