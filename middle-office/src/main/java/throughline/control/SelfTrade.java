package throughline.control;

import throughline.exposure.Resting;

/** Control 17: a limit order that would cross an accepted one of its group, in mode aggressor. One thread. */
final class SelfTrade {
    private final Resting resting;

    SelfTrade(Resting resting) {
        this.resting = resting;
    }

    boolean passes(Order order, Verdict verdict) {
        return resting != null && verdict.isClear();
    }
}
