package throughline.exposure;

import throughline.limit.Limits;
import throughline.message.OrderAcceptedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** New orders accepted a moment ago, while the check was on. One thread. */
public final class Lookalikes implements State {
    Lookalikes(Limits limits) {
    }

    /** A new order was accepted. */
    public void accepted(OrderAcceptedDecoder order, long timeNs) {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
