package throughline.close;

import java.nio.charset.StandardCharsets;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntArrayList;
import throughline.firm.ClosingWork;
import throughline.firm.FirmState;
import throughline.ledger.Booking;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.Capacity;
import throughline.message.EntryKind;
import throughline.message.ExceptionCode;
import throughline.office.Step;

/**
 * The close's revaluation of currencies, by difference to target: for each book that has an FX position, the
 * revaluation in the base currency becomes the negative of what its positions are worth together, rounded once. A book
 * with a position in a currency that has no rate keeps the revaluation it has. One thread.
 */
public final class Revaluation implements ClosingWork, EntrySlices.Rows {
    private static final byte[] TEXT = "revaluation of currencies".getBytes(StandardCharsets.US_ASCII);

    private final FirmState firm;
    private final ClosingPrices prices;
    private final Worth worth = new Worth();
    private final IntArrayList books = new IntArrayList();
    private final Int2ObjectHashMap<IntArrayList> positionsByBook = new Int2ObjectHashMap<>();
    private final EntrySlices slices;
    private boolean found;

    public Revaluation(FirmState firm, ClosingPrices prices) {
        this.firm = firm;
        this.prices = prices;
        slices = new EntrySlices(firm.booking, this);
    }

    @Override
    public void begin() {
        found = false;
    }

    @Override
    public boolean write(Step step) {
        if (!found) {
            findBooks();
        }
        return slices.write(step);
    }

    @Override
    public int end() {
        return books.size();
    }

    /** Books with an FX position, in order of their first one. */
    private void findBooks() {
        LedgerAccounts accounts = firm.ledger.accounts();
        books.clear();
        positionsByBook.clear();
        for (int id = 1; id <= accounts.count(); id++) {
            if (accounts.chart(id) == Chart.FX_POSITION.number()) {
                IntArrayList positions = positionsByBook.get(accounts.book(id));
                if (positions == null) {
                    positions = new IntArrayList();
                    positionsByBook.put(accounts.book(id), positions);
                    books.addInt(accounts.book(id));
                }
                positions.addInt(id);
            }
        }
        slices.begin();
        found = true;
    }

    @Override
    public void book(Booking booking, int row) {
        int book = books.getInt(row);
        if (!isPriced(book)) {
            return;
        }
        int base = prices.baseCurrency();
        LedgerAccounts accounts = firm.ledger.accounts();
        long had = accounts.balance(accounts.find(Chart.FX_REVALUATION, base, book, 0, 0, Capacity.OWN));
        long by = Math.subtractExact(target(book), had);
        if (by != 0) {
            int date = firm.ledger.openDate();
            booking.entry(EntryKind.REVALUATION, 0, 0, date, date, TEXT)
                .post(Chart.FX_REVALUATION, base, book, 0, 0, Capacity.OWN, by)
                .post(Chart.FX_RESULT, base, book, 0, 0, Capacity.OWN, Math.negateExact(by));
        }
    }

    private boolean isPriced(int book) {
        IntArrayList positions = positionsByBook.get(book);
        LedgerAccounts accounts = firm.ledger.accounts();
        for (int i = 0; i < positions.size(); i++) {
            int id = positions.getInt(i);
            if (accounts.balance(id) != 0 && prices.rateE8(accounts.unit(id)) == 0) {
                return false;
            }
        }
        return prices.baseCurrency() != 0;
    }

    private long target(int book) {
        IntArrayList positions = positionsByBook.get(book);
        LedgerAccounts accounts = firm.ledger.accounts();
        worth.begin(prices.baseCurrency());
        for (int i = 0; i < positions.size(); i++) {
            int id = positions.getInt(i);
            worth.add(accounts.balance(id), accounts.unit(id), prices.rateE8(accounts.unit(id)));
        }
        return Math.negateExact(worth.rounded());
    }

    @Override
    public boolean raise(Step step, int row) {
        int book = books.getInt(row);
        return firm.exceptions.raiseOnce(step, positionsByBook.get(book).getInt(0), ExceptionCode.OVERFLOW,
            "the revaluation of currencies of " + firm.accounts.name(book) + " does not fit");
    }
}
