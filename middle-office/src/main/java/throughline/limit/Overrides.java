package throughline.limit;

import throughline.message.Side;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Leave for one order to go above soft limits, for a while: granted, used or run out. One thread. */
public final class Overrides implements State {
    public Overrides() {
    }

    /** The override an order may use at a time; 0: none. */
    public long find(int accountId, int instrumentId, Side side, long quantity, long timeNs) {
        return 0;
    }

    /** An order used it up; 0: none. */
    public void used(long overrideId) {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
