package throughline.movement;

import java.nio.charset.StandardCharsets;
import org.agrona.collections.Long2LongHashMap;
import throughline.firm.ClosingWork;
import throughline.firm.FirmState;
import throughline.ledger.Booking;
import throughline.ledger.Chart;
import throughline.message.AccrualDefinedDecoder;
import throughline.message.AccrualKind;
import throughline.message.Capacity;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryKind;
import throughline.message.ExceptionCode;
import throughline.message.JournalRecord;
import throughline.office.Step;
import throughline.reference.Money;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Interest and fees that grow day by day. Each close books for each the difference between what has grown by its date
 * and what is booked: one that was ended earlier, or never was, is so taken back. Money is in minor units. One thread.
 */
public final class Accruals implements State, ClosingWork {
    /** Last day of an accrual that nobody has ended. */
    static final int NO_END = Integer.MAX_VALUE;

    private static final int ID = 0;
    private static final int KIND = 1;
    private static final int BOOK = 2;
    private static final int PARTY = 3;
    private static final int CURRENCY = 4;
    private static final int PRINCIPAL = 5;
    private static final int RATE = 6;
    private static final int BASIS = 7;
    private static final int FROM = 8;
    private static final int TO = 9;
    private static final int ACCRUED = 10;
    private static final int PAID = 11;
    private static final int COLUMNS = 12;
    /** An entry and at most two new accounts. */
    private static final int RECORDS_AN_ENTRY = 3;
    /** Longest time that a sum is foreseen for. */
    private static final int MOST_DAYS = 36_525;
    private static final long MOST_MINOR = 1_000_000_000_000_000L;
    private static final long MOST_RATE_E8 = 100 * Money.E8;
    private static final String DOES_NOT_FIT = "a balance does not fit: what has accrued waits";
    private static final byte[] ACCRUED_OWED = "accrued, owed".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ACCRUED_EARNED = "accrued, earned".getBytes(StandardCharsets.US_ASCII);

    private final FirmState firm;
    private final Table rows = new Table(COLUMNS, 64);
    private final Long2LongHashMap rowById = new Long2LongHashMap(Table.NONE);
    private final AccrualDefinedDecoder defined = new AccrualDefinedDecoder();

    Accruals(FirmState firm) {
        this.firm = firm;
    }

    /** Whether the kind is owed to others; earned if not. */
    static boolean isOwed(AccrualKind kind) {
        return kind == AccrualKind.BORROW_FEE || kind == AccrualKind.INTEREST_OWED;
    }

    /**
     * Asserts that what grows stays far from what a balance can hold.
     *
     * @throws ArithmeticException when it does not
     */
    static void requireFits(long principalMinor, long rateE8, int dayBasis) {
        if (rateE8 > MOST_RATE_E8 || grown(principalMinor, rateE8, MOST_DAYS, dayBasis) > MOST_MINOR) {
            throw new ArithmeticException("the accrual");
        }
    }

    private static long grown(long principalMinor, long rateE8, long days, long dayBasis) {
        return Money.product(principalMinor, Math.multiplyExact(rateE8, days), dayBasis * Money.E8, false);
    }

    /** Takes up an {@code AccrualDefined}: a new one, or the new last day of one. */
    void define(JournalRecord record) {
        defined.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = find(defined.accrualId());
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, ID, defined.accrualId());
            rowById.put(defined.accrualId(), row);
        }
        rows.set(row, KIND, defined.kindRaw());
        rows.set(row, BOOK, defined.accountId());
        rows.set(row, PARTY, defined.partyId());
        rows.set(row, CURRENCY, defined.currency());
        rows.set(row, PRINCIPAL, defined.principalMinor());
        rows.set(row, RATE, defined.rateE8());
        rows.set(row, BASIS, defined.dayBasis());
        rows.set(row, FROM, defined.fromDate());
        rows.set(row, TO, defined.toDate() == AccrualDefinedDecoder.toDateNullValue() ? NO_END : defined.toDate());
    }

    /** Takes up the rest of an entry of kind {@code ACCRUAL}. */
    void booked(EntryBookedDecoder entry) {
        int row = find(entry.sourceId());
        for (EntryBookedDecoder.PostingsDecoder line = entry.postings(); line.hasNext();) {
            line.next();
            int chart = firm.ledger.accounts().chart(line.ledgerAccountId());
            if (chart == Chart.INTEREST_PAYABLE.number()) {
                rows.increase(row, ACCRUED, Math.negateExact(line.amount()));
            } else if (chart == Chart.CLAIMS_RECEIVABLE.number()) {
                rows.increase(row, ACCRUED, line.amount());
            }
        }
    }

    /** Takes up a payment; below 0: its reversal. */
    void paid(long id, long amountMinor) {
        rows.increase(find(id), PAID, amountMinor);
    }

    @Override
    public boolean write(Step step) {
        int date = firm.ledger.openDate();
        Booking booking = firm.booking.begin();
        for (int row = 0; row < rows.end() && booking.entries() < Step.MAX_SLICE / RECORDS_AN_ENTRY; row++) {
            long difference = target(row, date) - accruedMinor(row);
            boolean fits = difference == 0 || fits(booking, row, date, difference);
            if (!fits && booking.entries() > 0) {
                break;
            }
            if (!fits && firm.exceptions.raiseOnce(step, id(row), ExceptionCode.OVERFLOW, DOES_NOT_FIT)) {
                return true;
            }
        }
        if (booking.entries() == 0) {
            return false;
        }
        booking.write(step);
        return true;
    }

    /** Adds the entry that an accrual needs; false: an amount does not fit, and nothing was added. */
    private boolean fits(Booking booking, int row, int date, long difference) {
        try {
            book(booking, row, date, difference);
            return true;
        } catch (ArithmeticException e) {
            booking.takeBack();
            return false;
        }
    }

    private void book(Booking booking, int row, int date, long difference) {
        boolean owed = isOwed(kind(row));
        booking.entry(EntryKind.ACCRUAL, 0, id(row), date, date, owed ? ACCRUED_OWED : ACCRUED_EARNED)
            .post(owed ? Chart.INTEREST_EXPENSE : Chart.CLAIMS_RECEIVABLE, currency(row), book(row), 0, 0,
                Capacity.OWN, difference)
            .post(owed ? Chart.INTEREST_PAYABLE : Chart.INTEREST_INCOME, currency(row), book(row), 0, 0,
                Capacity.OWN, -difference);
    }

    /** What has grown by a date. */
    private long target(int row, int date) {
        long days = Math.max(0, Math.min(date, rows.get(row, TO)) - fromDate(row) + 1);
        return grown(principalMinor(row), rateE8(row), Math.min(days, MOST_DAYS), rows.get(row, BASIS));
    }

    /** Row of an accrual; {@link Table#NONE}: there is none. */
    public int find(long id) {
        return (int) rowById.get(id);
    }

    /** How many there are; their rows run from 0. */
    public int count() {
        return rows.end();
    }

    /** Seq of the proposal it came from. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** What grows. */
    public AccrualKind kind(int row) {
        return AccrualKind.get((short) rows.get(row, KIND));
    }

    /** Trading account that bears or earns it. */
    public int book(int row) {
        return (int) rows.get(row, BOOK);
    }

    /** Whom it is owed to or by; 0: not said. */
    public int party(int row) {
        return (int) rows.get(row, PARTY);
    }

    /** ISO 4217 number. */
    public int currency(int row) {
        return (int) rows.get(row, CURRENCY);
    }

    /** What it grows on. */
    public long principalMinor(int row) {
        return rows.get(row, PRINCIPAL);
    }

    /** A year's, x 10^-8. */
    public long rateE8(int row) {
        return rows.get(row, RATE);
    }

    /** Days of its year. */
    public int dayBasis(int row) {
        return (int) rows.get(row, BASIS);
    }

    /** First day that counts, epoch days. */
    public int fromDate(int row) {
        return (int) rows.get(row, FROM);
    }

    /** Last day that counts, epoch days. */
    public int toDate(int row) {
        return (int) rows.get(row, TO);
    }

    /** Whether it was given a last day. */
    public boolean hasEnd(int row) {
        return toDate(row) != NO_END;
    }

    /** What is booked of it so far. */
    public long accruedMinor(int row) {
        return rows.get(row, ACCRUED);
    }

    /** What was paid of that. */
    public long paidMinor(int row) {
        return rows.get(row, PAID);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        rowById.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowById.put(id(row), row);
        }
    }
}
