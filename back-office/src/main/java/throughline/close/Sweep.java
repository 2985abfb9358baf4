package throughline.close;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import throughline.firm.ClosingWork;
import throughline.firm.FirmState;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.Capacity;
import throughline.message.EntryKind;
import throughline.message.ExceptionCode;
import throughline.office.Step;
import throughline.settlement.Margins;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * Keeps clients' money equal to what clients are owed (L12): at day's end, per currency, what the segregated bank
 * account holds beyond the clients' free credits goes to the firm, and what it lacks comes from the firm, which is an
 * alarm. All that was ever swept must be what clients' settlements left over and what movements of money moved, both
 * kept as running sums. One thread.
 */
public final class Sweep implements ClosingWork, State {
    private static final int CURRENCIES = 1000;
    private static final String DOES_NOT_FIT = "a balance does not fit: clients' money waits for its sweep";
    private static final byte[] TO_FIRM = "sweep to the firm".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BY_FIRM = "sweep, paid by the firm".getBytes(StandardCharsets.US_ASCII);

    private final FirmState firm;
    private final Margins settled;
    private final Margins moved = new Margins();
    private final Margins swept = new Margins();
    private final long[] excess = new long[CURRENCIES];
    private int paidByFirm;

    /**
     * Nothing swept yet.
     *
     * @param settled what clients' settlements have left over
     */
    public Sweep(FirmState firm, Margins settled) {
        this.firm = firm;
        this.settled = settled;
    }

    /** Takes up what an entry of the sweep moved from clients' money to the firm's; below 0: the firm paid. */
    public void swept(int currency, long amountMinor) {
        swept.add(currency, amountMinor);
        paidByFirm += amountMinor < 0 ? 1 : 0;
    }

    /** Takes up what an entry that is no settlement posted to clients' money or to a client's free credit. */
    public void moved(int currency, long amountMinor) {
        moved.add(currency, amountMinor);
    }

    /** Sweeps of the open day that the firm paid. */
    int paidByFirm() {
        return paidByFirm;
    }

    /** A day ended. */
    void endDay() {
        paidByFirm = 0;
    }

    /**
     * Sweeps every currency that needs it.
     *
     * @throws IllegalStateException when L12 does not hold
     */
    @Override
    public boolean write(Step step) {
        addUp();
        firm.booking.begin();
        int date = firm.ledger.openDate();
        for (int currency = 0; currency < CURRENCIES; currency++) {
            if (excess[currency] != 0 && !fits(currency, date)) {
                excess[currency] = 0;
                if (firm.exceptions.raiseOnce(step, currency, ExceptionCode.OVERFLOW, DOES_NOT_FIT)) {
                    return true;
                }
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

    /** Adds the entry that a currency needs; false: a balance does not fit, and nothing was added. */
    private boolean fits(int currency, int date) {
        long amount = excess[currency];
        try {
            firm.booking.entry(EntryKind.SWEEP, 0, 0, date, date, amount > 0 ? TO_FIRM : BY_FIRM)
                .post(Chart.CASH, currency, 0, firm.bank(), 0, Capacity.OWN, amount)
                .post(Chart.CLIENT_MONEY, currency, 0, firm.bank(), 0, Capacity.CLIENT, -amount);
            return true;
        } catch (ArithmeticException e) {
            firm.booking.takeBack();
            return false;
        }
    }

    /** What is in excess now, held against what explains it and all that was swept before. */
    private void addUp() {
        Arrays.fill(excess, 0);
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
        for (int currency = 0; currency < CURRENCIES; currency++) {
            if (swept.of(currency) + excess[currency] != settled.of(currency) + moved.of(currency)) {
                throw new IllegalStateException("L12: in currency " + currency + " client settlements leave "
                    + settled.of(currency) + ", movements " + moved.of(currency) + ", swept were "
                    + swept.of(currency) + " and in excess are " + excess[currency]);
            }
        }
    }

    @Override
    public void save(StateSink sink) {
        moved.save(sink);
        swept.save(sink);
        sink.putLong(paidByFirm);
    }

    @Override
    public void load(StateSource source) {
        moved.load(source);
        swept.load(source);
        paidByFirm = (int) source.getLong();
    }
}
