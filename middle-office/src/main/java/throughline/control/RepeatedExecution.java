package throughline.control;

import throughline.exposure.Repetitions;

/** Control 9: how many orders a strategy may enter after an own execution before a person acts. One thread. */
final class RepeatedExecution {
    private final Repetitions repetitions;

    RepeatedExecution(Repetitions repetitions) {
        this.repetitions = repetitions;
    }

    boolean passes(Order order, Verdict verdict) {
        return repetitions != null && verdict.isClear();
    }
}
