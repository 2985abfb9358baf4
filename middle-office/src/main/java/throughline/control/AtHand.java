package throughline.control;

import throughline.exposure.Cash;

/** Control 12: a client pays with cash and sells what is there. One thread. */
final class AtHand {
    private final Cash cash;

    AtHand(Cash cash) {
        this.cash = cash;
    }

    boolean passes(Order order, Verdict verdict) {
        return cash != null && verdict.isClear();
    }
}
