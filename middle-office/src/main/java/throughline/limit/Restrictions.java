package throughline.limit;

import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** The restricted list: which instruments, or whose, may not be traded on which side, when, by whom. One thread. */
public final class Restrictions implements State {
    public Restrictions() {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
