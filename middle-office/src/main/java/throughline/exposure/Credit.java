package throughline.exposure;

import throughline.limit.RiskDay;
import throughline.reference.Instruments;
import throughline.reference.Rates;
import throughline.message.JournalRecord;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Executed and unsettled amounts and holds, by client, firm and sector and by currency. One thread. */
public final class Credit implements State, Exposures.Counted {
    Credit(Instruments instruments, Rates rates, RiskDay day) {
    }

    @Override
    public void count(Holds holds, int hold, int sign) {
    }

    /** The front states what an account has not settled of earlier dates. */
    public void state(JournalRecord record) {
    }

    /** Bought (above 0) or sold, at a price. */
    public void executed(int accountId, int clientId, int instrumentId, long by, long priceE8) {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
