package throughline.exposure;

import throughline.limit.RiskDay;
import throughline.reference.Accounts;
import throughline.reference.FeeTable;
import throughline.reference.Instruments;
import throughline.message.JournalRecord;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Client accounts: ledger cash, unsettled purchases and sales, holds and fees, by currency. One thread. */
public final class Cash implements State, Exposures.Counted {
    Cash(Accounts accounts, Instruments instruments, FeeTable fees, RiskDay day) {
    }

    @Override
    public void count(Holds holds, int hold, int sign) {
    }

    /** The front states a client account's ledger cash. */
    public void state(JournalRecord record) {
    }

    /** The front states what an account has not settled of earlier dates. */
    public void unsettled(JournalRecord record) {
    }

    /** Bought (above 0) or sold, at a price and for fees; a bust is the opposite of what it undoes. */
    public void executed(int accountId, int instrumentId, long by, long priceE8, long feesMinor) {
    }

    @Override
    public void save(StateSink sink) {
    }

    @Override
    public void load(StateSource source) {
    }
}
