package throughline.exposure;

import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Orders each strategy entered after an own execution since a person last acted. One thread. */
public final class Repetitions implements State {
    Repetitions() {
    }

    /** An order of a strategy executed; 0: it is of none. */
    public void executed(int strategyId) {
    }

    /** An order of a strategy was accepted. */
    public void entered(int strategyId, boolean automatic) {
    }

    /** A person enabled a strategy again. */
    public void enabled(int strategyId) {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
