package throughline.books;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.Long2LongHashMap;
import throughline.ledger.EntryChain;
import throughline.message.DayClosedDecoder;
import throughline.message.DayProvedDecoder;
import throughline.message.DayResealedDecoder;
import throughline.message.EntryBookedDecoder;
import throughline.message.JournalRecord;
import throughline.message.LedgerAccountOpenedDecoder;
import throughline.message.OfficeStartedDecoder;

/**
 * Makes rows of records of the back journal, one after another from the first, and keeps the chain of their entries.
 * It holds each entry to balance per unit (L1) and each closed day to carry the chain's head. Not thread-safe.
 */
final class BatchBuilder {
    /** Entries from one block's head to the next. */
    static final int BLOCK_ENTRIES = 1024;

    private static final int UNIT_BITS = 32;
    private static final long ONE_E8 = 100_000_000L;
    private static final long NO_SUM = Long.MIN_VALUE;

    private final LedgerAccountOpenedDecoder account = new LedgerAccountOpenedDecoder();
    private final EntryBookedDecoder entry = new EntryBookedDecoder();
    private final DayClosedDecoder day = new DayClosedDecoder();
    private final DayResealedDecoder again = new DayResealedDecoder();
    private final DayProvedDecoder proved = new DayProvedDecoder();
    private final OfficeStartedDecoder started = new OfficeStartedDecoder();
    private final EntryChain chain = new EntryChain();
    private final Long2LongHashMap unitSums = new Long2LongHashMap(NO_SUM);
    private final Batch batch;
    private long epoch;

    BatchBuilder(Batch batch) {
        this.batch = batch;
    }

    /** Goes on behind a position; null: from the first record. */
    void startBehind(Position position) {
        epoch = position == null ? 0 : position.epoch();
        if (position == null) {
            chain.restore(0, EntryChain.NO_HEAD);
        } else {
            chain.restore(position.entries(), position.head());
        }
        batch.begin(position);
    }

    /**
     * Takes the record behind the last one.
     *
     * @param place of its document in the journal
     * @throws BooksRefusedException when it does not fit; the batch is then of no use
     */
    void take(JournalRecord record, long place) {
        if (record.seq() == 1) {
            epoch = epochOf(record);
        }
        switch (record.templateId()) {
            case LedgerAccountOpenedDecoder.TEMPLATE_ID -> addAccount(record);
            case EntryBookedDecoder.TEMPLATE_ID -> addEntry(record);
            case DayClosedDecoder.TEMPLATE_ID -> addDay(record);
            case DayResealedDecoder.TEMPLATE_ID -> addDayAgain(record);
            case DayProvedDecoder.TEMPLATE_ID -> addValues(record);
            default -> { }
        }
        batch.moveOn(record.seq(), record.crc(), epoch, place);
    }

    /** Ends the batch at the last record taken. */
    Position end() {
        return batch.end(chain.entries(), chain.head());
    }

    /** Epoch that a journal's first record gives it. */
    static long epochOf(JournalRecord first) {
        if (first.templateId() != OfficeStartedDecoder.TEMPLATE_ID) {
            throw new BooksRefusedException("the back journal does not begin with OfficeStarted");
        }
        return new OfficeStartedDecoder()
            .wrap(first.buffer(), first.body(), first.blockLength(), first.version()).epoch();
    }

    private void addAccount(JournalRecord record) {
        account.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        batch.add(new Batch.Account(account.ledgerAccountId(), account.chartNumber(), account.unit(),
            account.accountId(), account.partyId(), account.instrumentId(), account.unitKindRaw(),
            account.capacityRaw(), record.seq(), record.timeNs()));
    }

    private void addEntry(JournalRecord record) {
        entry.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        try {
            chain.append(record);
        } catch (IllegalArgumentException e) {
            throw new BooksRefusedException("seq " + record.seq() + ": " + e.getMessage(), e);
        }
        long entryId = entry.entryId();
        EntryBookedDecoder.PostingsDecoder lines = entry.postings();
        unitSums.clear();
        int line = 0;
        while (lines.hasNext()) {
            lines.next();
            addToUnit(entryId, (long) lines.unitKindRaw() << UNIT_BITS | lines.unit(), lines.amount());
            batch.add(new Batch.Posting(entryId, ++line, lines.ledgerAccountId(), lines.unit(), lines.unitKindRaw(),
                lines.amount(), lines.debits(), lines.credits(), lines.version()));
        }
        unitSums.forEachLong((unit, sum) -> {
            if (sum != 0) {
                throw new BooksRefusedException("entry " + entryId + " does not balance: its postings in unit "
                    + (int) unit + " sum to " + sum);
            }
        });
        batch.add(new Batch.Entry(entryId, record.seq(), record.timeNs(), record.causeJournal(), record.causeSeq(),
            record.orderId(), record.actor(), entry.sourceId(), entry.reverses(), entry.accountingDate(),
            entry.tradeDate(), entry.valueDate(), entry.kindRaw(), entry.text(), entry.bookingDate(),
            entry.traderId()));
        if (entryId % BLOCK_ENTRIES == 0) {
            batch.add(new Batch.Block(entryId, chain.head()));
        }
    }

    private void addToUnit(long entryId, long unit, long amount) {
        long sum = unitSums.get(unit);
        try {
            unitSums.put(unit, Math.addExact(sum == NO_SUM ? 0 : sum, amount));
        } catch (ArithmeticException e) {
            throw new BooksRefusedException("entry " + entryId + " overflows in unit " + (int) unit, e);
        }
    }

    private void addDay(JournalRecord record) {
        day.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        addDay(record, day.businessDate(), day.entries(), DayClosedDecoder.headEncodingOffset(), false);
    }

    private void addDayAgain(JournalRecord record) {
        again.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        addDay(record, again.businessDate(), again.entries(), DayResealedDecoder.headEncodingOffset(), true);
    }

    private void addDay(JournalRecord record, int date, long entries, int headOffset, boolean resealed) {
        if (entries != chain.entries() || !chain.headEquals(record.buffer(), record.body() + headOffset)) {
            throw new BooksRefusedException("seq " + record.seq() + ": " + (resealed ? "DayResealed" : "DayClosed")
                + " seals " + entries + " entries under another head than the chain's " + chain.head() + " over "
                + chain.entries());
        }
        batch.add(new Batch.Day(date, record.seq(), chain.entries(), chain.head(), record.timeNs(), resealed));
    }

    private void addValues(JournalRecord record) {
        proved.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int date = proved.businessDate();
        int base = proved.baseCurrency();
        Map<Integer, Long> prices = new TreeMap<>();
        for (DayProvedDecoder.ClosingsDecoder closing = proved.closings(); closing.hasNext();) {
            closing.next();
            prices.put(closing.instrumentId(), closing.priceE8());
        }
        Map<Integer, Long> rates = new TreeMap<>();
        for (DayProvedDecoder.RatesDecoder rate = proved.rates(); rate.hasNext();) {
            rate.next();
            rates.put(rate.currency(), rate.rateE8());
        }
        if (base != 0) {
            rates.put(base, ONE_E8);
        }
        prices.forEach((instrument, priceE8) -> batch.add(new Batch.Price(date, instrument, priceE8)));
        rates.forEach((currency, rateE8) -> batch.add(new Batch.Rate(date, currency, rateE8, base)));
    }
}
