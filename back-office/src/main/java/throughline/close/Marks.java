package throughline.close;

import java.nio.charset.StandardCharsets;
import throughline.firm.ClosingWork;
import throughline.firm.FirmState;
import throughline.ledger.Booking;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.ledger.Lots;
import throughline.message.Capacity;
import throughline.message.EntryKind;
import throughline.message.ExceptionCode;
import throughline.office.Step;
import throughline.reference.Money;

/**
 * The close's marks, by difference to target: the fair-value adjustment of each book and instrument becomes what the
 * position is worth at the closing price, rounded once, less its cost; a repeat with the same prices posts nothing. A
 * position without a price keeps the mark it has. One thread.
 */
public final class Marks implements ClosingWork, EntrySlices.Rows {
    private static final byte[] TEXT = "mark to closing price".getBytes(StandardCharsets.US_ASCII);

    private final FirmState firm;
    private final ClosingPrices prices;
    private final Lots lots;
    /** Positions behind it stand at their targets: no trade comes once risk has closed. */
    private final EntrySlices slices;

    public Marks(FirmState firm, ClosingPrices prices) {
        this.firm = firm;
        this.prices = prices;
        lots = firm.ledger.lots();
        slices = new EntrySlices(firm.booking, this);
    }

    @Override
    public void begin() {
        slices.begin();
    }

    @Override
    public boolean write(Step step) {
        return slices.write(step);
    }

    @Override
    public int end() {
        return lots.positions();
    }

    @Override
    public void book(Booking booking, int row) {
        int book = lots.book(row);
        int instrument = lots.instrument(row);
        if (lots.held(row) != 0 && prices.priceE8(instrument) == 0) {
            return;
        }
        int currency = firm.instruments.currency(instrument);
        long by = Math.subtractExact(target(row, currency), balance(currency, book, instrument));
        if (by != 0) {
            int date = firm.ledger.openDate();
            booking.entry(EntryKind.MARK, 0, 0, date, date, TEXT)
                .post(Chart.FAIR_VALUE, currency, book, 0, instrument, Capacity.OWN, by)
                .post(Chart.UNREALISED_RESULT, currency, book, 0, 0, Capacity.OWN, Math.negateExact(by));
        }
    }

    private long balance(int currency, int book, int instrument) {
        LedgerAccounts accounts = firm.ledger.accounts();
        return accounts.balance(accounts.find(Chart.FAIR_VALUE, currency, book, 0, instrument, Capacity.OWN));
    }

    /** Worth less cost of what is held long, proceeds less worth of what is short. */
    private long target(int row, int currency) {
        long held = lots.held(row);
        if (held == 0) {
            return 0;
        }
        int instrument = lots.instrument(row);
        long worth = Money.valueHalfUp(Math.absExact(held), firm.instruments.quantityScale(instrument),
            prices.priceE8(instrument), firm.instruments.multiplier(instrument), currency);
        if (worth == Money.OVERFLOW) {
            throw new ArithmeticException("what a position is worth");
        }
        long gain = Math.subtractExact(worth, lots.value(row));
        return held > 0 ? gain : Math.negateExact(gain);
    }

    @Override
    public boolean raise(Step step, int row) {
        LedgerAccounts accounts = firm.ledger.accounts();
        int stock = accounts.find(Chart.INVENTORY, lots.instrument(row), lots.book(row), 0, 0, Capacity.OWN);
        return firm.exceptions.raiseOnce(step, stock, ExceptionCode.OVERFLOW, "the mark of "
            + firm.accounts.name(lots.book(row)) + " in " + firm.instruments.symbol(lots.instrument(row))
            + " does not fit");
    }
}
