package throughline.exposure;

import throughline.limit.RiskDay;
import throughline.reference.Instruments;
import throughline.reference.Rates;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Gross and net exposure at marks, by account, desk and firm, and gross by their issuers. One thread. */
public final class Gross implements State {
    Gross(Instruments instruments, Rates rates, RiskDay day) {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
