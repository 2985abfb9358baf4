package throughline.review;

import java.util.ArrayList;
import java.util.List;
import throughline.control.Checks;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Scope;

/**
 * What is heard of one order while it is judged, alone or in a basket. It counts what was asked last: all is asked anew
 * when an override may be used, or its basket has passed. Of the other members it is heard only which one failed. One
 * thread.
 */
final class Heard implements Checks.Sink {
    private final long scope;
    private final List<Check> together = new ArrayList<>();
    private final List<Check> alone = new ArrayList<>();
    private final List<Check.Test> tests = new ArrayList<>();
    private List<Check> listening;
    private long judged;
    private long failed;

    Heard(long orderId) {
        scope = Scope.order(orderId);
    }

    /** Forgets all: another judgement of the order begins. */
    void clear() {
        together.clear();
        alone.clear();
        tests.clear();
        listening = null;
        failed = Scope.NONE;
    }

    @Override
    public void begins(long whose) {
        judged = whose;
        listening = whose == scope ? alone : whose == Scope.BASKET ? together : null;
        tests.clear();
        if (listening != null) {
            listening.clear();
        }
    }

    @Override
    public void tested(RejectCode code, Metric metric, long where, long limit, long met, boolean passes) {
        add(new Check.Test(code, metric, where, limit, met, passes ? Check.Result.PASSED : Check.Result.FAILED));
    }

    @Override
    public void met(RejectCode code, Metric metric, long where, long limit, long met) {
        add(new Check.Test(code, metric, where, limit, met, Check.Result.PASSED));
    }

    /** A basket's sums are tested once for each member. */
    private void add(Check.Test test) {
        if (listening == alone || listening == together && !tests.contains(test)) {
            tests.add(test);
        }
    }

    @Override
    public void warned(Metric metric, long where) {
        for (int i = tests.size() - 1; i >= 0; i--) {
            Check.Test test = tests.get(i);
            if (test.metric() == metric && test.scope() == where && test.code() != RejectCode.SOFT_LIMIT) {
                tests.set(i, test.with(Check.Result.WARNED));
                return;
            }
        }
    }

    @Override
    public void asked(Checks.Control control, boolean passes, boolean goesOn) {
        if (!goesOn) {
            failed = judged;
        }
        if (listening == null) {
            return;
        }
        if (goesOn && !passes) {
            tests.replaceAll(test -> test.result() == Check.Result.FAILED ? test.with(Check.Result.OVERRIDDEN) : test);
        }
        Check.Result worst = goesOn ? Check.Result.PASSED : Check.Result.FAILED;
        for (Check.Test test : tests) {
            worst = test.result().compareTo(worst) > 0 ? test.result() : worst;
        }
        listening.add(new Check(control, worst, List.copyOf(tests)));
        tests.clear();
    }

    /** The controls in the order in which they were asked, those of its basket's sums first. */
    List<Check> checks() {
        List<Check> all = new ArrayList<>(together);
        all.addAll(alone);
        return all;
    }

    /** Whether it was judged in a basket. */
    boolean isOfBasket() {
        return !together.isEmpty();
    }

    /** The other member of its basket that failed; 0: none did. */
    long failedMember() {
        return failed == scope || failed == Scope.BASKET || failed == Scope.NONE ? 0 : Scope.orderId(failed);
    }
}
