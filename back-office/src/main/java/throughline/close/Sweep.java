package throughline.close;

import java.nio.charset.StandardCharsets;
import throughline.firm.FirmState;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.AccountKind;
import throughline.message.Capacity;
import throughline.message.EntryKind;
import throughline.message.ExceptionCode;
import throughline.office.Step;
import throughline.settlement.Obligations;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * Keeps clients' money equal to what clients are owed (L12): at day's end, per currency, what the segregated bank
 * account holds beyond the clients' free credits goes to the firm, and what it lacks comes from the firm, which is an
 * alarm. One thread.
 */
public final class Sweep implements State {
    private static final int CURRENCIES = 1000;
    private static final byte[] TO_FIRM = "sweep to the firm".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BY_FIRM = "sweep, paid by the firm".getBytes(StandardCharsets.US_ASCII);

    private final FirmState firm;
    private final Obligations obligations;
    private final long[] swept = new long[CURRENCIES];
    private final long[] moved = new long[CURRENCIES];
    private final long[] excess = new long[CURRENCIES];
    private final long[] settledMargin = new long[CURRENCIES];

    public Sweep(FirmState firm, Obligations obligations) {
        this.firm = firm;
        this.obligations = obligations;
    }

    /** Takes up what an entry moved from clients' money to the firm's. */
    public void swept(int currency, long amountMinor) {
        swept[currency] = Math.addExact(swept[currency], amountMinor);
    }

    /** Takes up what an entry that is no settlement posted to clients' money or to a client's free credit. */
    public void moved(int currency, long amountMinor) {
        moved[currency] = Math.addExact(moved[currency], amountMinor);
    }

    /**
     * Sweeps every currency that needs it.
     *
     * @return whether it wrote anything
     * @throws IllegalStateException when L12 does not hold
     */
    public boolean write(Step step) {
        addUp();
        firm.booking.begin();
        int date = firm.ledger.openDate();
        for (int currency = 0; currency < CURRENCIES; currency++) {
            long amount = excess[currency];
            if (amount != 0) {
                firm.booking.entry(EntryKind.SWEEP, 0, 0, date, date, amount > 0 ? TO_FIRM : BY_FIRM)
                    .post(Chart.CASH, currency, 0, firm.bank(), 0, Capacity.OWN, amount)
                    .post(Chart.CLIENT_MONEY, currency, 0, firm.bank(), 0, Capacity.CLIENT, -amount);
            }
        }
        if (firm.booking.entries() == 0) {
            return false;
        }
        firm.booking.write(step);
        for (int currency = 0; currency < CURRENCIES; currency++) {
            if (excess[currency] < 0) {
                firm.exceptions.raise(step, 0, currency, ExceptionCode.NONE, "L12: the firm pays "
                    + -excess[currency] + " minor units of currency " + currency + " into clients' money");
            }
        }
        return true;
    }

    /** What is in excess now, held against what client settlements have left over by all that was swept before. */
    private void addUp() {
        java.util.Arrays.fill(excess, 0);
        java.util.Arrays.fill(settledMargin, 0);
        LedgerAccounts accounts = firm.ledger.accounts();
        for (int id = 1; id <= accounts.count(); id++) {
            int chart = accounts.chart(id);
            if (chart == Chart.CLIENT_CREDIT.number() && accounts.balance(id) > 0) {
                throw new IllegalStateException("L12: the free credit of account " + accounts.book(id) + " is a debit");
            }
            if (chart == Chart.CLIENT_CREDIT.number() || chart == Chart.CLIENT_MONEY.number()) {
                excess[accounts.unit(id)] = Math.addExact(excess[accounts.unit(id)], accounts.balance(id));
            }
        }
        for (int row = 0; row < obligations.count(); row++) {
            if (firm.accounts.kind(obligations.accountId(row)) == AccountKind.CLIENT) {
                long margin = obligations.clientSettledMinor(row) - obligations.settledMinor(row);
                settledMargin[obligations.currency(row)] += obligations.isPurchase(row) ? margin : -margin;
            }
        }
        for (int currency = 0; currency < CURRENCIES; currency++) {
            if (swept[currency] + excess[currency] != settledMargin[currency] + moved[currency]) {
                throw new IllegalStateException("L12: in currency " + currency + " client settlements leave "
                    + settledMargin[currency] + ", others " + moved[currency] + ", swept were " + swept[currency]
                    + " and in excess are " + excess[currency]);
            }
        }
    }

    @Override
    public void save(StateSink sink) {
        for (int currency = 0; currency < CURRENCIES; currency++) {
            sink.putLong(swept[currency]);
            sink.putLong(moved[currency]);
        }
    }

    @Override
    public void load(StateSource source) {
        for (int currency = 0; currency < CURRENCIES; currency++) {
            swept[currency] = source.getLong();
            moved[currency] = source.getLong();
        }
    }
}
