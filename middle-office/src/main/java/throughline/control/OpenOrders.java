package throughline.control;

import throughline.exposure.Working;

/** Control 15: working orders of a session, an account, an instrument and the firm, this one included. One thread. */
final class OpenOrders {
    private final Working working;

    OpenOrders(Working working) {
        this.working = working;
    }

    boolean passes(Order order, Verdict verdict) {
        return working != null && verdict.isClear();
    }
}
