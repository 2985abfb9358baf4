package throughline.exposure;

import throughline.limit.RiskDay;
import throughline.reference.Instruments;
import throughline.reference.Rates;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Realised and unrealised since the start of the date, by account, strategy, desk and firm. One thread. */
public final class Profit implements State {
    Profit(Instruments instruments, Rates rates, RiskDay day) {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
