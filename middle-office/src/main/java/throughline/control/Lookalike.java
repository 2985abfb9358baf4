package throughline.control;

import throughline.exposure.Lookalikes;

/** Control 10b: an accepted new order just like it, less than so many milliseconds ago. One thread. */
final class Lookalike {
    private final Lookalikes lookalikes;

    Lookalike(Lookalikes lookalikes) {
        this.lookalikes = lookalikes;
    }

    boolean passes(Order order, Verdict verdict) {
        return lookalikes != null && verdict.isClear();
    }
}
