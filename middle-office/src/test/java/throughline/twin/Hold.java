package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** An accepted order that has not ended, and the amendment that waits for the front. Money in minor units. */
final class Hold {
    final Asked first;
    final int user;
    final int session;
    final int strategy;
    final long acceptedSeq;
    Asked asked;
    BigDecimal total;
    BigDecimal cum = BigDecimal.ZERO;
    BigDecimal leaves;
    boolean triggered;
    boolean declined;
    BigDecimal worst;
    BigDecimal dayQuantity = BigDecimal.ZERO;
    BigDecimal dayMoney = BigDecimal.ZERO;
    BigDecimal dayFees = BigDecimal.ZERO;
    Asked newAsked;
    BigDecimal newWorst;
    private BigDecimal judged;
    private BigDecimal value;
    private BigDecimal fees;
    private BigDecimal newJudged;
    private BigDecimal newValue;
    private BigDecimal newFees;

    Hold(Asked asked, int session, int strategy, long acceptedSeq) {
        this.first = asked;
        this.user = asked.user();
        this.session = session;
        this.strategy = strategy;
        this.acceptedSeq = acceptedSeq;
        this.asked = asked;
        this.total = asked.total();
        this.leaves = asked.total();
    }

    /** It was judged, or judged anew, for what is left. */
    void judge(Asked by, BigDecimal worstPrice, BigDecimal valueMinor, BigDecimal feesMinor) {
        asked = by;
        worst = worstPrice;
        judged = leaves;
        value = valueMinor;
        fees = feesMinor;
    }

    /** An amendment was accepted; the larger of old and new counts from here. */
    void amend(Asked by, BigDecimal worstPrice, BigDecimal left, BigDecimal valueMinor, BigDecimal feesMinor) {
        newAsked = by;
        newWorst = worstPrice;
        newJudged = left;
        newValue = valueMinor;
        newFees = feesMinor;
    }

    /** The front made it. */
    void amended() {
        leaves = newLeaves();
        total = newAsked.total().max(cum);
        asked = newAsked;
        worst = newWorst;
        judged = newJudged;
        value = newValue;
        fees = newFees;
        newAsked = null;
    }

    void refused() {
        newAsked = null;
    }

    boolean isAmending() {
        return newAsked != null;
    }

    boolean buys() {
        return first.buys();
    }

    boolean isArmed() {
        return first.isStop() && !triggered;
    }

    BigDecimal newLeaves() {
        return newAsked.total().subtract(cum).max(BigDecimal.ZERO);
    }

    /** What may still execute. */
    BigDecimal held() {
        return isAmending() ? leaves.max(newLeaves()) : leaves;
    }

    /** What that may cost or bring, rounded up. */
    BigDecimal valueHeld() {
        BigDecimal old = part(value, leaves, judged);
        return isAmending() ? old.max(part(newValue, newLeaves(), newJudged)) : old;
    }

    /** Fees still expected: in all, without those charged on the date. */
    BigDecimal feesHeld() {
        BigDecimal most = isAmending() ? fees.max(newFees) : fees;
        return most.subtract(dayFees).max(BigDecimal.ZERO);
    }

    private static BigDecimal part(BigDecimal whole, BigDecimal left, BigDecimal of) {
        return of.signum() == 0 || left.compareTo(of) == 0 ? whole
            : whole.multiply(left).divide(of, 0, RoundingMode.CEILING);
    }

    /** The price at which it may trade with another: the worse of old and new. */
    BigDecimal worstHeld() {
        return !isAmending() ? worst : buys() ? worst.max(newWorst) : worst.min(newWorst);
    }
}
