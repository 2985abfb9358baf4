package throughline.exposure;

import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.limit.InScopes;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Value accepted over a short time, by client, trader, instrument and firm. One thread. */
public final class Windows implements State {
    Windows(Limits limits, RiskDay day) {
    }

    /** So much more was accepted; nothing is ever given back. */
    public void accepted(InScopes order, long baseMinor, long timeNs) {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
