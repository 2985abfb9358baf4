package throughline.books;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * What one commit writes: the rows made of consecutive journal records, and the position behind them. Everything in it
 * is a journal fact; it adds nothing up but checks that each account's running balances go on from posting to posting.
 * Emptied and filled again. Not thread-safe.
 */
public final class Batch {
    /** A ledger account opened; the fields are those of {@code LedgerAccountOpened}, enums by their value. */
    public record Account(int ledgerAccountId, int chartNumber, int unit, int accountId, int partyId, int instrumentId,
                          int unitKind, int capacity, long seq, long timeNs) {
    }

    /** An entry's head; the fields are those of {@code EntryBooked}. Dates are epoch days; MIN_VALUE: none. */
    public record Entry(long entryId, long seq, long timeNs, int causeJournal, long causeSeq, long orderId, int actor,
                        long sourceId, long reverses, int accountingDate, int tradeDate, int valueDate, int kind,
                        String text, int bookingDate, int traderId) {
    }

    /** A line of an entry, from 1; amount: + debit, - credit; debits, credits, version: the account's after it. */
    public record Posting(long entryId, int line, int ledgerAccountId, int unit, int unitKind, long amount,
                          long debits, long credits, long version) {
    }

    /** What a batch does to an account's balance: from where, and to where. */
    public record Movement(int ledgerAccountId, long debitsBefore, long creditsBefore, long versionBefore,
                           long debits, long credits, long version) {
    }

    /** The chain's head at every 1,024th entry. */
    public record Block(long entryId, String head) {
    }

    /** A day closed, or closed again after a reopening, with the chain's head at it. */
    public record Day(int businessDate, long seq, long entries, String head, long timeNs, boolean resealed) {
    }

    /** A closing price, x 10^-8. */
    public record Price(int businessDate, int instrumentId, long priceE8) {
    }

    /** What one unit of a currency was worth in the base currency at a close, x 10^-8. */
    public record Rate(int businessDate, int currency, long rateE8, int baseCurrency) {
    }

    private final List<Account> accounts = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Posting> postings = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Day> days = new ArrayList<>();
    private final List<Price> prices = new ArrayList<>();
    private final List<Rate> rates = new ArrayList<>();
    private final Int2ObjectHashMap<Movement> movements = new Int2ObjectHashMap<>();
    private Position expected;
    private Position next;
    private long lastSeq;
    private long lastCrc;
    private long lastEpoch;
    private long lastPlace;

    /** Empties it. */
    void begin(Position behind) {
        accounts.clear();
        entries.clear();
        postings.clear();
        blocks.clear();
        days.clear();
        prices.clear();
        rates.clear();
        movements.clear();
        expected = behind;
        next = behind;
    }

    void add(Account account) {
        accounts.add(account);
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    /**
     * Adds a line.
     *
     * @throws BooksRefusedException when the account's running balances do not go on from its last line in this batch
     */
    void add(Posting posting) {
        Movement before = movements.get(posting.ledgerAccountId());
        long debitsBefore = posting.debits() - Math.max(posting.amount(), 0);
        long creditsBefore = posting.credits() + Math.min(posting.amount(), 0);
        long versionBefore = posting.version() - 1;
        if (before != null && (before.debits() != debitsBefore || before.credits() != creditsBefore
            || before.version() != versionBefore)) {
            throw new BooksRefusedException("entry " + posting.entryId() + ": the balance of ledger account "
                + posting.ledgerAccountId() + " does not go on from version " + before.version());
        }
        postings.add(posting);
        movements.put(posting.ledgerAccountId(), before == null
            ? new Movement(posting.ledgerAccountId(), debitsBefore, creditsBefore, versionBefore,
                posting.debits(), posting.credits(), posting.version())
            : new Movement(posting.ledgerAccountId(), before.debitsBefore(), before.creditsBefore(),
                before.versionBefore(), posting.debits(), posting.credits(), posting.version()));
    }

    void add(Block block) {
        blocks.add(block);
    }

    void add(Day day) {
        days.add(day);
    }

    void add(Price price) {
        prices.add(price);
    }

    void add(Rate rate) {
        rates.add(rate);
    }

    /** The record just taken, with rows or without. */
    void moveOn(long seq, long crc, long epoch, long place) {
        lastSeq = seq;
        lastCrc = crc;
        lastEpoch = epoch;
        lastPlace = place;
    }

    /** Ends it at the last record taken. */
    Position end(long chainEntries, String chainHead) {
        next = new Position(lastSeq, lastCrc, lastEpoch, lastPlace, chainEntries, chainHead);
        return next;
    }

    /** Accounts opened, in order. Each also begins a balance of zero. */
    public List<Account> accounts() {
        return Collections.unmodifiableList(accounts);
    }

    /** Entries in order. */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Lines in order of entry and line. */
    public List<Posting> postings() {
        return Collections.unmodifiableList(postings);
    }

    /** One movement for each account touched, in order of account. */
    public List<Movement> movements() {
        List<Movement> sorted = new ArrayList<>(movements.values());
        sorted.sort((a, b) -> Integer.compare(a.ledgerAccountId(), b.ledgerAccountId()));
        return sorted;
    }

    /** Blocks in order. */
    public List<Block> blocks() {
        return Collections.unmodifiableList(blocks);
    }

    /** Closing prices, in order of date and instrument. */
    public List<Price> prices() {
        return Collections.unmodifiableList(prices);
    }

    /** Closing rates, in order of date and currency; the base currency's is among them. */
    public List<Rate> rates() {
        return Collections.unmodifiableList(rates);
    }

    /** Days closed, in order. With one, the balances of each unit must sum to zero behind this batch. */
    public List<Day> days() {
        return Collections.unmodifiableList(days);
    }

    /** Where the books must stand before it; null: nothing booked yet. */
    public Position expected() {
        return expected;
    }

    /** Where the books stand behind it. */
    public Position next() {
        return next;
    }
}
