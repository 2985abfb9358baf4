package throughline.control;

import throughline.limit.Restrictions;

/** Control 2: the instrument, or its issuer, is not on the list for this side on this date. One thread. */
final class RestrictedList {
    private final Restrictions restrictions;

    RestrictedList(Restrictions restrictions) {
        this.restrictions = restrictions;
    }

    boolean passes(Order order, Verdict verdict) {
        return restrictions != null && verdict.isClear();
    }
}
