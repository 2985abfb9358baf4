package throughline.ledger;

import java.util.function.IntPredicate;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.message.Capacity;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryKind;
import throughline.message.JournalRecord;
import throughline.message.UnitKind;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The ledger as of an own record: accounts with their running balances, lots, the entries' hash chain. It takes up
 * entries and asserts of each that it balances (L1), that its running balances follow the ones before (L3), that its
 * day is open (L8), that it reverses what may be reversed (L5), that each unit's balances sum to zero (L2, L10) and
 * that lots and accounts agree. A record that does not fit throws, and the office stays down and names it. One thread.
 */
public final class Ledger implements State {
    private final LedgerAccounts accounts = new LedgerAccounts();
    private final Lots lots = new Lots();
    private final EntryChain chain = new EntryChain();
    private final UnitTotals totals = new UnitTotals();
    private final Table reversals = new Table(1, 64);
    private final LongHashSet notReversible = new LongHashSet();
    private final EntryBookedDecoder entry = new EntryBookedDecoder();
    private final IntPredicate keepsAverageCost;
    private int openDate;
    private int reopenedDate;

    /**
     * An empty ledger.
     *
     * @param keepsAverageCost whether a book's sales relieve average cost; FIFO if not
     */
    public Ledger(IntPredicate keepsAverageCost) {
        this.keepsAverageCost = keepsAverageCost;
    }

    /** The accounts, with their balances. */
    public LedgerAccounts accounts() {
        return accounts;
    }

    /** What the firm's own books hold. */
    public Lots lots() {
        return lots;
    }

    /** The hash chain over all entries. */
    public EntryChain chain() {
        return chain;
    }

    /** Entries booked so far. */
    public long entries() {
        return chain.entries();
    }

    /** The one day that may be posted into, epoch days. */
    public int openDate() {
        return openDate;
    }

    /** Opens a day; those before it are closed. */
    public void openDay(int date) {
        if (date != openDate) {
            lots.endDay();
        }
        openDate = date;
    }

    /** The closed day that takes manual entries again, epoch days; 0: none. */
    public int reopenedDate() {
        return reopenedDate;
    }

    /** Opens a closed day again; 0: closes it again. */
    public void reopen(int date) {
        reopenedDate = date;
    }

    /** Takes up a {@code LedgerAccountOpened}. */
    public void open(JournalRecord record) {
        accounts.open(record);
    }

    /** Takes up an {@code EntryBooked}. */
    public void book(JournalRecord record) {
        entry.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        requireOpenDay();
        if (entry.reverses() != 0) {
            requireReversible(entry.reverses());
            addReversal(entry.reverses());
            addReversal(entry.entryId());
        }
        chain.append(record);
        postAll();
        requireZero();
        if (entry.kind() == EntryKind.REVERSAL) {
            moveLotsBack();
        } else {
            moveLots();
        }
    }

    private void requireOpenDay() {
        int date = entry.accountingDate();
        boolean open = date == openDate || date != 0 && date == reopenedDate;
        if (!open || entry.bookingDate() != openDate) {
            throw new IllegalStateException("L8: entry " + entry.entryId() + " is of day " + entry.accountingDate()
                + ", open is " + openDate);
        }
    }

    /** Asserts that an entry stands and neither was reversed nor is a reversal. */
    void requireReversible(long entryId) {
        if (entryId <= 0 || entryId > entries() || notReversible.contains(entryId)) {
            throw new IllegalStateException("L5: entry " + entryId + " is not there, was reversed, or is a reversal");
        }
    }

    private void addReversal(long entryId) {
        reversals.set(reversals.add(), 0, entryId);
        notReversible.add(entryId);
    }

    private void postAll() {
        for (EntryBookedDecoder.PostingsDecoder line = entry.postings(); line.hasNext();) {
            line.next();
            int id = line.ledgerAccountId();
            long amount = line.amount();
            boolean fits = id > 0 && id <= accounts.count() && accounts.unit(id) == line.unit()
                && Chart.unitKind(accounts.chart(id)) == line.unitKind()
                && line.debits() == Math.addExact(accounts.debits(id), Math.max(amount, 0))
                && line.credits() == Math.addExact(accounts.credits(id), Math.negateExact(Math.min(amount, 0)))
                && line.version() == accounts.version(id) + 1;
            if (!fits) {
                throw new IllegalStateException("L3: a posting of entry " + entry.entryId()
                    + " does not follow the last one of ledger account " + id);
            }
            accounts.posted(id, line.debits(), line.credits());
            totals.add(line.unitKind(), line.unit(), amount);
        }
    }

    private EntryBookedDecoder.PostingsDecoder lines() {
        entry.sbeRewind();
        return entry.postings();
    }

    private void requireZero() {
        for (EntryBookedDecoder.PostingsDecoder line = lines(); line.hasNext();) {
            line.next();
            if (!totals.isZero(line.unitKind(), line.unit())) {
                throw new IllegalStateException((line.unitKind() == UnitKind.MONEY ? "L1, L2: " : "L1, L10: ")
                    + "after entry " + entry.entryId() + " the balances of unit " + line.unit() + " sum to "
                    + totals.of(line.unitKind(), line.unit()));
            }
        }
    }

    /**
     * The lots of an opening, a trade or a movement follow from its postings: inventory moved, against cost or the
     * street. What is worth less than half a minor unit moves no money, so its entry names no currency.
     */
    private void moveLots() {
        EntryKind kind = entry.kind();
        if (kind != EntryKind.TRADE && kind != EntryKind.OPENING && kind != EntryKind.SECURITY_MOVEMENT) {
            return;
        }
        Chart against = kind == EntryKind.TRADE ? Chart.STREET_CONTROL : Chart.SECURITIES_OWNED;
        long quantity = 0;
        long value = 0;
        int book = 0;
        int instrument = 0;
        int currency = 0;
        for (EntryBookedDecoder.PostingsDecoder line = lines(); line.hasNext();) {
            line.next();
            int id = line.ledgerAccountId();
            currency = line.unitKind() == UnitKind.MONEY ? line.unit() : currency;
            if (accounts.chart(id) == Chart.INVENTORY.number()) {
                quantity += line.amount();
                book = accounts.book(id);
                instrument = line.unit();
            } else if (accounts.chart(id) == against.number()) {
                value += Math.abs(line.amount());
            }
        }
        if (quantity == 0) {
            return;
        }
        long before = lots.value(book, instrument);
        lots.trade(entry.entryId(), book, instrument, keepsAverageCost.test(book), quantity, value);
        if (currency != 0) {
            requireLots(book, instrument, currency);
        } else if (lots.value(book, instrument) != before) {
            throw new IllegalStateException("entry " + entry.entryId() + " moves lots' value and no money");
        }
    }

    /** A reversal that moves inventory takes its trade out of the lots, as if it had never been. */
    private void moveLotsBack() {
        int book = 0;
        int instrument = 0;
        int currency = 0;
        for (EntryBookedDecoder.PostingsDecoder line = lines(); line.hasNext();) {
            line.next();
            int id = line.ledgerAccountId();
            currency = line.unitKind() == UnitKind.MONEY ? line.unit() : currency;
            if (accounts.chart(id) == Chart.INVENTORY.number()) {
                book = accounts.book(id);
                instrument = line.unit();
            }
        }
        if (instrument == 0) {
            return;
        }
        lots.reverse(entry.reverses(), keepsAverageCost.test(book));
        if (currency != 0) {
            requireLots(book, instrument, currency);
        }
    }

    private void requireLots(int book, int instrument, int currency) {
        boolean isShort = lots.held(book, instrument) < 0;
        long owned = owed(Chart.SECURITIES_OWNED, book, instrument, currency);
        long sold = -owed(Chart.SOLD_NOT_PURCHASED, book, instrument, currency);
        long value = lots.value(book, instrument);
        if (owned != (isShort ? 0 : value) || sold != (isShort ? value : 0)) {
            throw new IllegalStateException("the lots of book " + book + " in instrument " + instrument + " are worth "
                + value + ", its accounts say " + owned + " and " + sold);
        }
    }

    private long owed(Chart chart, int book, int instrument, int currency) {
        return accounts.balance(accounts.find(chart, currency, book, 0, instrument, Capacity.OWN));
    }

    /**
     * Adds up all balances anew.
     *
     * @throws IllegalStateException when a unit's do not sum to zero (L2, L10)
     */
    public void prove() {
        totals.clear();
        for (int id = 1; id <= accounts.count(); id++) {
            totals.add(Chart.unitKind(accounts.chart(id)), accounts.unit(id), accounts.balance(id));
        }
        String unequal = totals.firstUnequal();
        if (!unequal.isEmpty()) {
            throw new IllegalStateException(unequal);
        }
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(openDate);
        sink.putLong(reopenedDate);
        accounts.save(sink);
        lots.save(sink);
        reversals.save(sink);
        UnsafeBuffer head = new UnsafeBuffer(new byte[EntryChain.HEAD_LENGTH]);
        chain.copyHead(head, 0);
        sink.putLong(chain.entries());
        sink.putBytes(head.byteArray(), 0, EntryChain.HEAD_LENGTH);
    }

    @Override
    public void load(StateSource source) {
        openDate = (int) source.getLong();
        reopenedDate = (int) source.getLong();
        accounts.load(source);
        lots.load(source);
        reversals.load(source);
        notReversible.clear();
        for (int row = 0; row < reversals.end(); row++) {
            notReversible.add(reversals.get(row, 0));
        }
        long count = source.getLong();
        byte[] head = new byte[EntryChain.HEAD_LENGTH];
        source.getBytes(head, 0, head.length);
        chain.restore(count, new UnsafeBuffer(head), 0);
        prove();
    }
}
