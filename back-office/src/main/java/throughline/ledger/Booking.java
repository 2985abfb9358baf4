package throughline.ledger;

import java.util.Arrays;
import throughline.message.Capacity;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryBookedEncoder;
import throughline.message.EntryKind;
import throughline.message.JournalRecord;
import throughline.message.LedgerAccountOpenedEncoder;
import throughline.message.UnitKind;
import throughline.office.Step;

/**
 * The entries of one step in the making. Nothing is booked by it: it sees the ledger as it stands, lays what it posts
 * over that, and {@link #write} makes records of it. It can build no entry that does not balance per unit (L1), none of
 * a closed day (L8), none that reverses what may not be reversed (L5). An amount that does not fit throws
 * {@link ArithmeticException} before anything is written. Reused from step to step; one thread.
 */
public final class Booking {
    private static final int FIRST_POSTINGS = 64;
    private static final byte[] NO_TEXT = {};

    private final Ledger ledger;
    private final LedgerAccounts accounts;
    private final LedgerAccountOpenedEncoder opened = new LedgerAccountOpenedEncoder();
    private final EntryBookedEncoder booked = new EntryBookedEncoder();
    private final EntryBookedDecoder decoder = new EntryBookedDecoder();
    private final NewAccounts newAccounts = new NewAccounts();
    private int[] accountIds = new int[FIRST_POSTINGS];
    private int[] units = new int[FIRST_POSTINGS];
    private boolean[] securities = new boolean[FIRST_POSTINGS];
    private long[] amounts = new long[FIRST_POSTINGS];
    private long[] debits = new long[FIRST_POSTINGS];
    private long[] credits = new long[FIRST_POSTINGS];
    private long[] versions = new long[FIRST_POSTINGS];
    private int postings;
    private final Heading[] headings = new Heading[Step.MAX_SLICE];
    private int entries;
    private int traderId;
    private int accountingDate;

    /** What an entry says beside its postings. */
    private static final class Heading {
        private EntryKind kind;
        private long orderId;
        private long sourceId;
        private long reverses;
        private int tradeDate;
        private int valueDate;
        private int firstPosting;
        private int accountsBefore;
        private byte[] text;
    }

    /** A booking on a ledger, which it never changes. */
    public Booking(Ledger ledger) {
        this.ledger = ledger;
        accounts = ledger.accounts();
        Arrays.setAll(headings, i -> new Heading());
    }

    /** Forgets all that was made. */
    public Booking begin() {
        postings = 0;
        entries = 0;
        traderId = 0;
        accountingDate = ledger.openDate();
        newAccounts.clear();
        return this;
    }

    /** Says whose order all entries of this booking are of. */
    public Booking of(int trader) {
        traderId = trader;
        return this;
    }

    /**
     * Books all entries of this booking into a day reopened.
     *
     * @throws IllegalStateException when that day is closed (L8)
     */
    public Booking into(int date) {
        if (date != ledger.openDate() && (date == 0 || date != ledger.reopenedDate())) {
            throw new IllegalStateException("L8: day " + date + " is closed");
        }
        accountingDate = date;
        return this;
    }

    /**
     * Begins an entry, and ends the one before it.
     *
     * @param orderId the order it concerns; 0: none
     * @param sourceId the execution, instruction or opening line it books
     * @param tradeDate epoch days
     * @param valueDate epoch days
     * @param text printable ASCII for whoever reads the entry; not copied
     */
    public Booking entry(EntryKind kind, long orderId, long sourceId, int tradeDate, int valueDate, byte[] text) {
        requireBalance();
        if (entries == headings.length) {
            throw new IllegalStateException("more than " + headings.length + " entries in a step");
        }
        Heading heading = headings[entries++];
        heading.kind = kind;
        heading.orderId = orderId;
        heading.sourceId = sourceId;
        heading.reverses = 0;
        heading.tradeDate = tradeDate;
        heading.valueDate = valueDate;
        heading.firstPosting = postings;
        heading.accountsBefore = newAccounts.count();
        heading.text = text == null ? NO_TEXT : text;
        return this;
    }

    /**
     * Makes the entry that negates another one, posting by posting, and ends the one before it (L5).
     *
     * @param original an {@code EntryBooked}, with its own dates kept
     * @param text printable ASCII; not copied
     * @throws IllegalStateException when it is a reversal, was reversed before, or moves a book's inventory, whose lots
     *     only the correction of its trade may move back
     */
    public Booking reversal(JournalRecord original, byte[] text) {
        decoder.wrap(original.buffer(), original.body(), original.blockLength(), original.version());
        reversal(decoder.entryId(), original.orderId(), decoder.sourceId(), decoder.tradeDate(), decoder.valueDate(),
            text);
        for (EntryBookedDecoder.PostingsDecoder lines = decoder.postings(); lines.hasNext();) {
            lines.next();
            if (accounts.chart(lines.ledgerAccountId()) == Chart.INVENTORY.number()) {
                throw new IllegalStateException("entry " + decoder.entryId() + " moves inventory: correct its trade");
            }
            post(lines.ledgerAccountId(), lines.unit(), lines.unitKind() == UnitKind.SECURITY,
                Math.negateExact(lines.amount()));
        }
        return this;
    }

    /**
     * Begins the entry that negates another one, and ends the one before it; whoever calls posts the other's amounts
     * negated, each of them (L5).
     *
     * @param reverses the other entry
     * @throws IllegalStateException when it is a reversal, or was reversed before
     */
    public Booking reversal(
        long reverses, long orderId, long sourceId, int tradeDate, int valueDate, byte[] text) {
        ledger.requireReversible(reverses);
        entry(EntryKind.REVERSAL, orderId, sourceId, tradeDate, valueDate, text);
        headings[entries - 1].reverses = reverses;
        return this;
    }

    /**
     * Posts an amount: + debit, - credit; nothing for 0. Money takes the currency as unit, the stock record the
     * instrument.
     *
     * @param book trading account; 0: none
     * @param party client, CCP, bank or custodian; 0: none
     * @param instrument of a money account kept by instrument; 0: none
     */
    public Booking post(
        Chart chart, int unit, int book, int party, int instrument, Capacity capacity, long amount) {
        if (amount == 0) {
            return this;
        }
        int id = id(chart, unit, book, party, instrument, capacity);
        post(id == 0 ? newAccounts.add(accounts.count(), chart, unit, book, party, instrument, capacity) : id,
            unit, chart.unitKind() == UnitKind.SECURITY, amount);
        return this;
    }

    private int id(Chart chart, int unit, int book, int party, int instrument, Capacity capacity) {
        int id = accounts.find(chart, unit, book, party, instrument, capacity);
        return id == 0 ? newAccounts.find(accounts.count(), chart, unit, book, party, instrument, capacity) : id;
    }

    private void post(int id, int unit, boolean security, long amount) {
        if (postings == amounts.length) {
            grow();
        }
        int before = lastPosting(id);
        accountIds[postings] = id;
        units[postings] = unit;
        securities[postings] = security;
        amounts[postings] = amount;
        debits[postings] = Math.addExact(debitsAfter(before, id), Math.max(amount, 0));
        credits[postings] = Math.addExact(creditsAfter(before, id), Math.negateExact(Math.min(amount, 0)));
        versions[postings] = 1 + (before >= 0 ? versions[before] : id <= accounts.count() ? accounts.version(id) : 0);
        postings++;
    }

    private int lastPosting(int id) {
        int posting = postings - 1;
        while (posting >= 0 && accountIds[posting] != id) {
            posting--;
        }
        return posting;
    }

    private long debitsAfter(int posting, int id) {
        return posting >= 0 ? debits[posting] : id <= accounts.count() ? accounts.debits(id) : 0;
    }

    private long creditsAfter(int posting, int id) {
        return posting >= 0 ? credits[posting] : id <= accounts.count() ? accounts.credits(id) : 0;
    }

    private void grow() {
        int length = postings * 2;
        accountIds = Arrays.copyOf(accountIds, length);
        units = Arrays.copyOf(units, length);
        securities = Arrays.copyOf(securities, length);
        amounts = Arrays.copyOf(amounts, length);
        debits = Arrays.copyOf(debits, length);
        credits = Arrays.copyOf(credits, length);
        versions = Arrays.copyOf(versions, length);
    }

    /** Balance of an account, debits less credits, with what was posted so far in this booking. */
    public long balance(Chart chart, int unit, int book, int party, int instrument, Capacity capacity) {
        int id = id(chart, unit, book, party, instrument, capacity);
        if (id == 0) {
            return 0;
        }
        int posting = lastPosting(id);
        return debitsAfter(posting, id) - creditsAfter(posting, id);
    }

    private void requireBalance() {
        if (entries == 0) {
            return;
        }
        int first = headings[entries - 1].firstPosting;
        if (postings - first < 2) {
            throw new IllegalStateException("L1: an entry has two postings or more, not " + (postings - first));
        }
        for (int posting = first; posting < postings; posting++) {
            long sum = 0;
            for (int other = first; other < postings; other++) {
                if (units[other] == units[posting] && securities[other] == securities[posting]) {
                    sum = Math.addExact(sum, amounts[other]);
                }
            }
            if (sum != 0) {
                throw new IllegalStateException("L1: the postings in unit " + units[posting] + " sum to " + sum);
            }
        }
    }

    /** Entries made so far. */
    public int entries() {
        return entries;
    }

    /** Records that {@link #write} would add. */
    public int records() {
        return entries + newAccounts.count();
    }

    /** Takes back the entry begun last, with what was posted to it. */
    public void takeBack() {
        Heading heading = headings[--entries];
        postings = heading.firstPosting;
        newAccounts.keep(heading.accountsBefore);
    }

    /** Adds the records of all entries to a step, new accounts first. */
    public void write(Step step) {
        requireBalance();
        newAccounts.write(step, opened, accounts.count());
        for (int entry = 0; entry < entries; entry++) {
            Heading heading = headings[entry];
            int end = entry + 1 < entries ? headings[entry + 1].firstPosting : postings;
            step.add(booked, heading.orderId).entryId(ledger.entries() + entry + 1).sourceId(heading.sourceId)
                .reverses(heading.reverses).accountingDate(accountingDate).tradeDate(heading.tradeDate)
                .valueDate(heading.valueDate).bookingDate(ledger.openDate()).traderId(traderId)
                .kind(heading.kind);
            EntryBookedEncoder.PostingsEncoder group = booked.postingsCount(end - heading.firstPosting);
            for (int posting = heading.firstPosting; posting < end; posting++) {
                group.next().ledgerAccountId(accountIds[posting]).unit(units[posting]).amount(amounts[posting])
                    .debits(debits[posting]).credits(credits[posting]).version(versions[posting])
                    .unitKind(securities[posting] ? UnitKind.SECURITY : UnitKind.MONEY);
            }
            booked.putText(heading.text, 0, heading.text.length);
        }
    }
}
