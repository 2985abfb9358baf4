package throughline.control;

import throughline.exposure.Lookalikes;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Exact;

/**
 * Control 10b: no accepted new order of the same account, instrument, side, quantity, price and type a moment ago. The
 * firm's time is each account's; the longer of both holds, and 0 is off. Members of a basket are not compared with each
 * other. One thread.
 */
final class Lookalike {
    /** How many 10^-8 milliseconds a nanosecond is. */
    private static final long NANOSECOND_IN_MS_E8 = 100;
    private static final int ACCOUNT = ScopeKind.ACCOUNT.value() - 1;

    private final Lookalikes lookalikes;

    Lookalike(Lookalikes lookalikes) {
        this.lookalikes = lookalikes;
    }

    /** Whether none is young enough to be taken for a plain order. */
    boolean passesPlainly(Order order) {
        long longest = order.ofAccount.lookalike;
        long youngest = longest == 0 ? Lookalikes.NONE : youngest(order, longest);
        return youngest == Lookalikes.NONE || ageE8(order, youngest) >= longest;
    }

    private long youngest(Order order, long longest) {
        return lookalikes.youngest(order.accountId, order.instrumentId, order.side().value(), order.type.value(),
            order.total, order.priceE8, order.timeNs, longest / NANOSECOND_IN_MS_E8 + 1);
    }

    private static long ageE8(Order order, long youngest) {
        return Exact.saturatedProduct(Math.max(0, order.timeNs - youngest), NANOSECOND_IN_MS_E8);
    }

    boolean passes(Order order, Verdict verdict) {
        if (!order.isNew()) {
            return true;
        }
        long firm = order.limitAt(0, Metric.DUPLICATE_ORDER);
        if (firm == Limits.NONE) {
            return verdict.failMissing(RejectCode.DUPLICATE_ORDER, Metric.DUPLICATE_ORDER);
        }
        int width = order.limitAt(ACCOUNT, Metric.DUPLICATE_ORDER) > firm ? ACCOUNT : 0;
        long longest = order.limitAt(width, Metric.DUPLICATE_ORDER);
        long youngest = longest == 0 ? Lookalikes.NONE : youngest(order, longest);
        if (longest == 0) {
            return true;
        }
        long scope = order.scope(width);
        long age = youngest == Lookalikes.NONE ? Limits.NONE : ageE8(order, youngest);
        if (youngest == Lookalikes.NONE || age >= longest) {
            return verdict.tellMet(RejectCode.DUPLICATE_ORDER, Metric.DUPLICATE_ORDER, scope, longest, age);
        }
        return verdict.fail(RejectCode.DUPLICATE_ORDER, Metric.DUPLICATE_ORDER,
            width == 0 ? ScopeKind.FIRM : ScopeKind.ACCOUNT, scope, longest, age);
    }
}
