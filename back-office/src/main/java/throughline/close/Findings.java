package throughline.close;

import throughline.firm.FirmState;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.ledger.Lots;
import throughline.message.ObligationStatus;
import throughline.settlement.Obligations;

/** Counts, at a day's seal, what asks for somebody's eye and does not forbid its sign-off. One thread. */
final class Findings {
    private final FirmState firm;
    private final Obligations obligations;
    private final ClosingPrices prices;
    private final Sweep sweep;

    Findings(FirmState firm, Obligations obligations, ClosingPrices prices, Sweep sweep) {
        this.firm = firm;
        this.obligations = obligations;
        this.prices = prices;
        this.sweep = sweep;
    }

    /** Says it of the day that ends now. */
    void tell(DayList list) {
        list.found(DayList.Count.FAILS, fails());
        list.found(DayList.Count.SWEEPS_PAID, sweep.paidByFirm());
        int suspense = 0;
        int unpriced = unpriced();
        LedgerAccounts accounts = firm.ledger.accounts();
        for (int id = 1; id <= accounts.count(); id++) {
            boolean stands = accounts.balance(id) != 0;
            suspense += stands && accounts.chart(id) == Chart.SUSPENSE.number() ? 1 : 0;
            unpriced += stands && accounts.chart(id) == Chart.FX_POSITION.number()
                && prices.rateE8(accounts.unit(id)) == 0 ? 1 : 0;
        }
        list.found(DayList.Count.SUSPENSE, suspense);
        list.found(DayList.Count.UNPRICED, unpriced);
    }

    private int fails() {
        int fails = 0;
        for (int row = 0; row < obligations.count(); row++) {
            fails += obligations.failedQuantity(row) > 0 && obligations.status(row) != ObligationStatus.SETTLED ? 1 : 0;
        }
        return fails;
    }

    private int unpriced() {
        Lots lots = firm.ledger.lots();
        int unpriced = 0;
        for (int row = 0; row < lots.positions(); row++) {
            unpriced += lots.held(row) != 0 && prices.priceE8(lots.instrument(row)) == 0 ? 1 : 0;
        }
        return unpriced;
    }
}
