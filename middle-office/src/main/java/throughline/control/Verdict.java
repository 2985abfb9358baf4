package throughline.control;

import throughline.limit.Limits;
import throughline.limit.Scope;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;

/**
 * Why an order is rejected: code, metric, scope, limit and what was observed. Of several failing scopes it keeps the
 * one with the least head-room, on a tie the first offered, which is the widest. Reused; allocates nothing. One thread.
 */
public final class Verdict {
    private RejectCode code;
    private Metric metric;
    private ScopeKind kind;
    private long scope;
    private long limitE8;
    private long observed;
    private long factor;

    /** No failure so far. */
    void clear() {
        code = RejectCode.NONE;
        metric = Metric.NONE;
        kind = ScopeKind.NONE;
        scope = Scope.FIRM;
        limitE8 = Limits.NONE;
        observed = Limits.NONE;
        factor = 1;
    }

    boolean isClear() {
        return code == RejectCode.NONE;
    }

    /** Fails without a measure; false, so that a control can return it. */
    boolean fail(RejectCode why, ScopeKind scopeKind, long scopeKey) {
        return fail(why, Metric.NONE, scopeKind, scopeKey, Limits.NONE, Limits.NONE);
    }

    /** Fails because a firm-wide limit is missing. */
    boolean failMissing(RejectCode why, Metric which) {
        return fail(why, which, ScopeKind.FIRM, Scope.FIRM, Limits.NONE, Limits.NONE);
    }

    /** Fails with what was bound and met, x 10^-8. */
    boolean fail(RejectCode why, Metric which, ScopeKind scopeKind, long scopeKey, long boundE8, long metE8) {
        code = why;
        metric = which;
        kind = scopeKind;
        scope = scopeKey;
        limitE8 = boundE8;
        observed = metE8;
        factor = 1;
        return false;
    }

    /**
     * A scope's limit is broken; kept if it has less head-room than what was kept before.
     *
     * @param met above the bound, in a unit of which {@code unitE8} tells how many 10^-8 it is
     */
    void offer(RejectCode why, Metric which, long scopeKey, long boundE8, long met, long unitE8) {
        boolean less = isClear()
            || Exact.compareProducts(boundE8 - limitE8, 1, met - observed, unitE8) < 0;
        if (less) {
            fail(why, which, Scope.kind(scopeKey), scopeKey, boundE8, met);
            factor = unitE8;
        }
    }

    /** Why it is rejected; {@link RejectCode#NONE}: it is not. */
    public RejectCode code() {
        return code;
    }

    /** Which limit was broken; {@link Metric#NONE}: nothing to measure. */
    public Metric metric() {
        return metric;
    }

    /** Kind of the limit's scope. */
    public ScopeKind kind() {
        return kind;
    }

    /** Account of the limit's scope; 0: any. */
    public int accountId() {
        return Scope.accountId(scope);
    }

    /** Instrument of the limit's scope; 0: any. */
    public int instrumentId() {
        return Scope.instrumentId(scope);
    }

    /** The bound, x 10^-8; {@link Limits#NONE}: none. */
    public long limitE8() {
        return limitE8;
    }

    /** What was met, x 10^-8; the largest long when it is more. */
    public long observedE8() {
        return observed == Limits.NONE ? observed : Exact.saturatedProduct(observed, factor);
    }
}
