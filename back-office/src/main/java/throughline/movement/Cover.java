package throughline.movement;

import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.ledger.Booking;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.Capacity;

/**
 * Whether there is enough of what a booking in the making takes away: free credit, securities in the depot, settled
 * securities of a client. Reads the booking, posted so far, and books nothing.
 */
final class Cover {
    /** The front takes up to a quarter of a long at somebody's word; with what works it must still add up. */
    private static final long MOST_HELD = Long.MAX_VALUE / 8;

    private final FirmState firm;
    private final Booking booking;

    Cover(FirmState firm) {
        this.firm = firm;
        booking = firm.booking;
    }

    /**
     * A client's free credit must not become a debit.
     *
     * @param reservedMinor what of the credit must stay
     */
    Refusal credit(int account, int currency, long reservedMinor) {
        long balance = booking.balance(Chart.CLIENT_CREDIT, currency, account, firm.accounts.partyId(account), 0,
            Capacity.CLIENT);
        return Math.addExact(balance, reservedMinor) > 0 ? Refusal.SHORT_OF_MONEY : Refusal.NONE;
    }

    /** No more may leave a depot than lies in it. */
    Refusal depot(int instrument, Capacity capacity) {
        long balance = booking.balance(Chart.DEPOT, instrument, 0, firm.custodian(), 0, capacity);
        return balance > 0 ? Refusal.SHORT_OF_SECURITIES : Refusal.NONE;
    }

    /** No more of a client's may leave than has arrived and was not sold. */
    Refusal client(int account, int instrument) {
        long settled = booking.balance(Chart.CLIENT, instrument, account, firm.accounts.partyId(account), 0,
            Capacity.CLIENT) + ofAllParties(Chart.STREET_RECEIVE, instrument, account, Capacity.CLIENT)
            + ofAllParties(Chart.FAIL_TO_RECEIVE, instrument, account, Capacity.CLIENT);
        return settled < 0 ? Refusal.SHORT_OF_SECURITIES : depot(instrument, Capacity.CLIENT);
    }

    /** A book lends what it holds or has borrowed; what is borrowed against a short sale is not there to lend. */
    Refusal lent(int book, int instrument) {
        long left = booking.balance(Chart.INVENTORY, instrument, book, 0, 0, Capacity.OWN)
            + ofAllParties(Chart.BORROWED, instrument, book, Capacity.OWN)
            + ofAllParties(Chart.LENT, instrument, book, Capacity.OWN);
        return left < 0 ? Refusal.SHORT_OF_SECURITIES : depot(instrument, Capacity.OWN);
    }

    /** No more may come in than all offices can add up of what the accounts hold of an instrument. */
    Refusal comesIn(int instrument, long quantity) {
        LedgerAccounts accounts = firm.ledger.accounts();
        long left = MOST_HELD - quantity;
        for (int id = 1; id <= accounts.count() && left >= 0; id++) {
            int chart = accounts.chart(id);
            if (accounts.unit(id) == instrument
                && (chart == Chart.INVENTORY.number() || chart == Chart.CLIENT.number())) {
                left -= Math.min(MOST_HELD + 1, Math.abs(accounts.balance(id)));
            }
        }
        return left < 0 ? Refusal.OVERFLOW : Refusal.NONE;
    }

    private long ofAllParties(Chart chart, int instrument, int account, Capacity capacity) {
        long sum = 0;
        for (int party = 1; party < firm.parties.end(); party++) {
            sum = Math.addExact(sum, booking.balance(chart, instrument, account, party, 0, capacity));
        }
        return sum;
    }
}
