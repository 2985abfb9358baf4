package throughline.control;

import throughline.limit.Restrictions;
import throughline.message.RejectCode;
import throughline.reference.Instruments;
import throughline.reference.Scope;

/** Control 2: the instrument, or its issuer, is not on the list for this side on this date. One thread. */
final class RestrictedList {
    private final Restrictions restrictions;
    private final Instruments instruments;

    RestrictedList(Checks.Reading reading) {
        restrictions = reading.restrictions();
        instruments = reading.instruments();
    }

    boolean passes(Order order, Verdict verdict) {
        long scope = restrictions.find(order, order.instrumentId, order.side, order.businessDate, instruments);
        return scope == Scope.NONE || verdict.fail(RejectCode.RESTRICTED, scope);
    }
}
