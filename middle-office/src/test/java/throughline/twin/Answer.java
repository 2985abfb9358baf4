package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.reference.Scope;

/** A decision, accepted or rejected, in the numbers of the records. */
record Answer(RejectCode code, Metric metric, long scope, long bound, long observed, boolean tokenTaken,
    Accepted accepted) {
    /** No bound is set, or nothing was measured. */
    static final long NONE = Long.MIN_VALUE;

    /** What an acceptance says beside the order itself. */
    record Accepted(BigDecimal leaves, BigDecimal price, BigDecimal worst, BigDecimal value, BigDecimal base,
        BigDecimal fees, boolean reducing, long overrideId, Metric warned, long warnedScope, long warnedBound,
        long warnedObserved) {
    }

    static Answer reject(RejectCode code, Metric metric, long scope, long bound, long observed) {
        return new Answer(code, metric, scope, bound, observed, false, null);
    }

    /** Without anything measured. */
    static Answer reject(RejectCode code, long scope) {
        return reject(code, Metric.NONE, scope, NONE, NONE);
    }

    /** The firm-wide limit that must exist does not. */
    static Answer missing(RejectCode code, Metric metric) {
        return reject(code, metric, Scope.FIRM, NONE, NONE);
    }

    static Answer accept(Accepted accepted) {
        return new Answer(RejectCode.NONE, Metric.NONE, Scope.NONE, NONE, NONE, true, accepted);
    }

    /** As a member of a basket whose sibling was rejected. */
    Answer sibling() {
        return reject(code, Scope.BASKET);
    }

    Answer taken() {
        return new Answer(code, metric, scope, bound, observed, true, accepted);
    }

    boolean isAccepted() {
        return accepted != null;
    }

    /** A number of a record: cut to the largest. */
    static long number(BigDecimal value) {
        BigDecimal whole = value.setScale(0, RoundingMode.UP);
        return whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : whole.longValueExact();
    }

    static long e8(BigDecimal value) {
        return number(value.movePointRight(8));
    }

    /** As both sides of the comparison write it. */
    String text(int scale, Firm firm) {
        if (!isAccepted()) {
            return code + " " + metric + " " + Scope.kind(scope) + ":" + (scope & (1L << 56) - 1) + " bound=" + bound
                + " observed=" + observed + " token=" + (tokenTaken ? 1 : 0);
        }
        Accepted a = accepted;
        return "accepted leaves=" + number(a.leaves.movePointRight(scale)) + " price=" + e8(a.price) + " worst="
            + e8(a.worst) + " value=" + number(a.value) + " base=" + number(a.base) + " fees=" + number(a.fees)
            + " reducing=" + (a.reducing ? 1 : 0) + " override=" + a.overrideId + " warned=" + a.warned
            + (a.warned == Metric.NONE ? "" : " " + firm.text(a.warnedScope) + " " + a.warnedBound + " "
                + a.warnedObserved);
    }
}
