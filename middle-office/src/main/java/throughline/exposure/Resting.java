package throughline.exposure;

import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** The worst price each working order may trade at, by group, instrument and side. One thread. */
public final class Resting implements State, Exposures.Counted {
    Resting(int expectedHolds) {
    }

    @Override
    public void count(Holds holds, int hold, int sign) {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
