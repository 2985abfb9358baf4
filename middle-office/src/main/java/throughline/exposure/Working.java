package throughline.exposure;

import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** How many orders work, by session, account, instrument and in all. One thread. */
public final class Working implements State, Exposures.Counted {
    Working() {
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
