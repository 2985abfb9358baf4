package throughline.control;

import throughline.limit.Alerts;
import throughline.limit.Crossings;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;

/**
 * Why an order is rejected: code, metric, scope, limit and what was observed. Of several failing scopes of a control it
 * keeps the one with the least head-room, on a tie the first offered, which is the widest. Beside it what control 22
 * says: a soft limit that is broken, and the warning to accept with; and which limits the order brings to another level
 * of use. Reused; allocates nothing. One thread.
 */
public final class Verdict {
    private final Crossings crossings;
    private RejectCode code;
    private Metric metric;
    private ScopeKind kind;
    private long scope;
    private long bound;
    private long observed;
    private long factor;
    private boolean isSoft;
    private Metric warnedMetric;
    private long warnedScope;
    private long warnedBound;
    private long warnedObserved;
    private Checks.Sink sink;
    /** Nobody is told of tests, and no limit is near: what a clearance lets pass is no news at any scope. */
    private boolean calm;

    /** None so far; levels of use are not watched. */
    public Verdict() {
        this(new Alerts());
    }

    /** None so far, with levels of use against those that stand. */
    public Verdict(Alerts alerts) {
        crossings = new Crossings(alerts);
        clear();
    }

    /** No failure and no warning so far. */
    void clear() {
        pass();
        if (warnedMetric != Metric.NONE) {
            warnedMetric = Metric.NONE;
            warnedScope = Scope.NONE;
            warnedBound = Limits.NONE;
            warnedObserved = Limits.NONE;
        }
        calm = sink == null && crossings.areNone();
    }

    /** No failure so far. */
    void pass() {
        if (code == RejectCode.NONE) {
            return;
        }
        fail(RejectCode.NONE, Metric.NONE, ScopeKind.NONE, Scope.NONE, Limits.NONE, Limits.NONE);
    }

    /** Tells every test from here; null: none. Gives who was told until here. */
    public Checks.Sink tell(Checks.Sink who) {
        Checks.Sink before = sink;
        sink = who;
        calm = false;
        return before;
    }

    /** Whether the control that was asked last has not failed. */
    boolean isClear() {
        return code == RejectCode.NONE;
    }

    /**
     * What stands once a control has been asked: a soft limit alone does not fail an order that has an override.
     *
     * @return whether the next control is to be asked
     */
    boolean mayGoOn(boolean overridden) {
        if (isSoft && overridden) {
            pass();
        }
        return isClear();
    }

    /** Fails without a measure; false, so that a control can return it. */
    boolean fail(RejectCode why, ScopeKind scopeKind, long where) {
        return fail(why, Metric.NONE, scopeKind, where, Limits.NONE, Limits.NONE);
    }

    /** Fails without a measure at a scope. */
    boolean fail(RejectCode why, long where) {
        return fail(why, Scope.kind(where), where);
    }

    /** Fails because a firm-wide limit is missing. */
    boolean failMissing(RejectCode why, Metric which) {
        return fail(why, which, ScopeKind.FIRM, Scope.FIRM, Limits.NONE, Limits.NONE);
    }

    /** Fails with what was bound and met, in the metric's unit. */
    boolean fail(RejectCode why, Metric which, ScopeKind scopeKind, long where, long limit, long met) {
        code = why;
        metric = which;
        kind = scopeKind;
        scope = where;
        bound = limit;
        observed = met;
        factor = 1;
        isSoft = false;
        if (why != RejectCode.NONE) {
            told(why, which, where, limit, met, 1, false);
        }
        return false;
    }

    /** Whether what a clearance lets pass is no news at any scope. */
    boolean isCalm() {
        return calm;
    }

    /** Whether what a clearance lets pass is no news at any scope of an order. */
    boolean isQuiet(Order order) {
        boolean quiet = calm || sink == null;
        for (int width = 0; !calm && quiet && width < Scope.COUNT; width++) {
            quiet = crossings.isQuiet(order.scope(width));
        }
        return quiet;
    }

    /** Whether somebody wants to hear of every test. */
    boolean isTold() {
        return sink != null;
    }

    /** Tells that a judgement begins, of an order's scope, or of {@link Scope#BASKET}: of the sums of one. */
    void tellBegin(long judged) {
        if (sink != null) {
            sink.begins(judged);
        }
    }

    /** Tells that a control was asked, and whether the next one will be. */
    void tellAsked(Checks.Control control, boolean passes, boolean goesOn) {
        if (sink != null) {
            sink.asked(control, passes, goesOn);
        }
    }

    /** Tells what a control passes by that is no limit's use; true, so that a control can return it. */
    boolean tellMet(RejectCode why, Metric which, long where, long limit, long met) {
        if (sink != null) {
            sink.met(why, which, where, limit, met);
        }
        return true;
    }

    /** A limit was tested otherwise, and passed. */
    void passed(RejectCode why, Metric which, long where, long limit, long met, long unit) {
        told(why, which, where, limit, met, unit, true);
    }

    private void told(RejectCode why, Metric which, long where, long limit, long met, long unit, boolean passes) {
        if (sink != null) {
            sink.tested(why, which, where, limit, inUnits(met, unit), passes);
        }
    }

    /**
     * Tests what an order would come to at one of its scopes: above the limit fails, above a soft limit wants an
     * override, near it warns. No limit set there: nothing to test.
     *
     * @param met what it would come to; {@link Money#OVERFLOW}: more than any limit
     * @param unit how many of the metric's units one of it is
     */
    void test(Order order, int width, RejectCode why, Metric which, long met, long unit) {
        test(order, width, order.clearanceAt(width, which), why, which, met, unit);
    }

    /** As {@link #test(Order, int, RejectCode, Metric, long, long)}, of an order whose clearance there is known. */
    void test(Order order, int width, long clearance, RejectCode why, Metric which, long met, long unit) {
        if (inUnits(met, unit) > clearance || !calm && !isQuiet(order, width)) {
            testAloud(order, width, why, which, met, unit);
        }
    }

    private boolean isQuiet(Order order, int width) {
        return calm || sink == null && crossings.isQuiet(order.scope(width));
    }

    /** Whether nothing is to be said of so much, in the unit of the order's clearance at a scope. */
    boolean isQuiet(Order order, int width, Metric which, long units) {
        return units <= order.clearanceAt(width, which) && isQuiet(order, width);
    }

    /** As {@link #test}, whether or not there may be something to say. */
    void testAloud(Order order, int width, RejectCode why, Metric which, long met, long unit) {
        long limit = order.limitAt(width, which);
        order.findClearance(width, which);
        if (limit == Limits.NONE) {
            return;
        }
        if (compare(why, which, order.scope(width), limit, met, unit)) {
            if (met > 0) {
                testSoftly(order, width, which, limit, inUnits(met, unit));
            }
            calm = false;
            crossings.note(order.scope(width), which, order.instrumentId, limit, inUnits(met, unit), order.buys);
        }
    }

    /**
     * Tests an order's own size, the same at each of its scopes; its use of a limit is no level to watch.
     *
     * @param met above 0; {@link Money#OVERFLOW}: more than any limit
     */
    void testSize(Order order, RejectCode why, Metric which, long met, long unit) {
        boolean quiet = inUnits(met, unit) <= order.clearance(which) && sink == null;
        for (int width = 0; !quiet && width < Scope.COUNT; width++) {
            testAloud(order, width, why, which, met, unit);
        }
    }

    /** Tells of such a test, and leaves the verdict as it is. */
    void tellOf(Order order, int width, RejectCode why, Metric which, long met, long unit) {
        long limit = order.limitAt(width, which);
        told(why, which, order.scope(width), limit, met, unit, !breaks(limit, met, unit));
    }

    private static boolean breaks(long limit, long met, long unit) {
        return met == Money.OVERFLOW || met > 0 && Exact.compareProducts(met, unit, limit, 1) > 0;
    }

    /**
     * Compares with a bound that no soft limit goes with; above it fails, if the scope has less head-room than another.
     *
     * @param met in a unit of which {@code unit} tells how many of the metric's it is; {@link Money#OVERFLOW}: more
     *     than any limit
     * @return whether it is not above
     */
    boolean compare(RejectCode why, Metric which, long where, long limit, long met, long unit) {
        boolean breaks = breaks(limit, met, unit);
        told(why, which, where, limit, met, unit, !breaks);
        if (breaks) {
            keep(why, which, where, limit, met, unit);
        }
        return !breaks;
    }

    /** A basket's sum comes to that: as {@link #test}, where no order is to ask for the limits. */
    void testSum(RejectCode why, Metric which, long where, long limit, long met, long unit, long refusal) {
        boolean passes = compare(why, which, where, limit, met, unit);
        if (passes && refusal != Limits.OFF && isBeyond(inUnits(met, unit), limit, refusal)) {
            offerSoft(where, which, Exact.floor(limit, refusal, Exact.HUNDRED_PERCENT_E8), inUnits(met, unit));
        }
    }

    private void testSoftly(Order order, int width, Metric which, long limit, long met) {
        long refusal = order.percentAt(width, Metric.SOFT_LIMIT_REFUSAL);
        if (refusal != Limits.OFF && isBeyond(met, limit, refusal) && (isClear() || isSoft)) {
            offerSoft(order.scope(width), which, Exact.floor(limit, refusal, Exact.HUNDRED_PERCENT_E8), met);
        }
        long warning = order.percentAt(width, Metric.SOFT_LIMIT_WARNING);
        boolean warns = warning != Limits.OFF
            && Exact.compareProducts(met, Exact.HUNDRED_PERCENT_E8, limit, warning) >= 0;
        if (warns && sink != null) {
            sink.warned(which, order.scope(width));
        }
        boolean worse = warnedMetric == Metric.NONE
            || Exact.compareProducts(met, warnedBound, warnedObserved, limit) > 0;
        if (warns && worse) {
            warnedMetric = which;
            warnedScope = order.scope(width);
            warnedBound = limit;
            warnedObserved = met;
        }
    }

    private static boolean isBeyond(long met, long limit, long percentE8) {
        return Exact.compareProducts(met, Exact.HUNDRED_PERCENT_E8, limit, percentE8) > 0;
    }

    private void offerSoft(long where, Metric which, long softLimit, long met) {
        boolean less = isClear()
            || metric == which && Exact.compareProducts(softLimit - bound, 1, met - observed, 1) < 0;
        if (less) {
            fail(RejectCode.SOFT_LIMIT, which, Scope.kind(where), where, softLimit, met);
            isSoft = true;
        } else {
            told(RejectCode.SOFT_LIMIT, which, where, softLimit, met, 1, false);
        }
    }

    /**
     * A scope's limit is broken; kept if it has less head-room than what was kept before, on a tie if it is wider. A
     * hard limit goes before a soft one, and of a control's several metrics the first that failed stays.
     *
     * @param met in a unit of which {@code unit} tells how many of the metric's it is
     */
    void offer(RejectCode why, Metric which, long where, long limit, long met, long unit) {
        told(why, which, where, limit, met, unit, false);
        keep(why, which, where, limit, met, unit);
    }

    private void keep(RejectCode why, Metric which, long where, long limit, long met, long unit) {
        boolean first = isClear() || isSoft;
        int headRoom = first ? -1 : Exact.compareProducts(limit - bound, 1, met - observed, unit);
        boolean isWider = Scope.kind(where).value() < kind.value();
        if (first || metric == which && (headRoom < 0 || headRoom == 0 && isWider)) {
            code = why;
            metric = which;
            kind = Scope.kind(where);
            scope = where;
            bound = limit;
            observed = met;
            factor = unit;
            isSoft = false;
        }
    }

    private static long inUnits(long met, long unit) {
        if (met == Limits.NONE) {
            return met;
        }
        return met < 0 ? -Exact.saturatedProduct(-met, unit) : Exact.saturatedProduct(met, unit);
    }

    /** Limits that the orders judged since they were cleared bring to another level of use. */
    public Crossings crossings() {
        return crossings;
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

    /** The limit's scope; {@link Scope#NONE}: what it names is not known. */
    public long scope() {
        return scope;
    }

    /** The bound, in the metric's unit; {@link Limits#NONE}: none. */
    public long bound() {
        return bound;
    }

    /** What was met, in the metric's unit; the largest long when it is more. */
    public long observed() {
        return inUnits(observed, factor);
    }

    /** The limit that is nearest to be reached, if near enough to warn; {@link Metric#NONE}: none is. */
    public Metric warnedMetric() {
        return warnedMetric;
    }

    /** Its scope. */
    public long warnedScope() {
        return warnedScope;
    }

    /** Its bound, in the metric's unit. */
    public long warnedBound() {
        return warnedBound;
    }

    /** What it would come to, in the metric's unit. */
    public long warnedObserved() {
        return warnedObserved;
    }
}
