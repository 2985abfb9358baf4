package throughline.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.message.Capacity;
import throughline.message.EntryBookedDecoder;
import throughline.message.EntryBookedEncoder;
import throughline.message.EntryKind;
import throughline.message.JournalRecord;
import throughline.message.LedgerAccountOpenedDecoder;

/** Each invariant, broken on purpose. */
class LedgerTest {
    private static final int USD = 840;

    private final StepProbe probe = new StepProbe();
    private Ledger ledger;
    private Booking booking;

    @BeforeEach
    void ledger() {
        ledger = new Ledger(book -> false);
        ledger.openDay(100);
        booking = new Booking(ledger);
    }

    @Test
    void nothingUnbalancedCanBeBuilt() {
        entry().post(Chart.CASH, USD, 0, 1, 0, Capacity.OWN, 100)
            .post(Chart.CAPITAL, USD, 0, 0, 0, Capacity.OWN, -99);
        assertStartsWith("L1", assertThrows(IllegalStateException.class, () -> probe.write(booking)));
        entry().post(Chart.CASH, USD, 0, 1, 0, Capacity.OWN, 100)
            .post(Chart.INVENTORY, USD, 1, 0, 0, Capacity.OWN, -100);
        assertStartsWith("L1", assertThrows(IllegalStateException.class, () -> probe.write(booking)));
        entry();
        assertStartsWith("L1", assertThrows(IllegalStateException.class, () -> entry2()));
    }

    private void entry2() {
        booking.entry(EntryKind.OPENING, 0, 1, 100, 100, null);
    }

    @Test
    void anUnbalancedRecordIsRefused() {
        balanced();
        List<byte[]> records = probe.write(booking);
        byte[] entry = records.get(records.size() - 1);
        UnsafeBuffer buffer = new UnsafeBuffer(entry);
        int at = firstPosting(entry);
        buffer.putLong(at + EntryBookedDecoder.PostingsDecoder.amountEncodingOffset(), 101);
        buffer.putLong(at + EntryBookedDecoder.PostingsDecoder.debitsEncodingOffset(), 101);
        assertStartsWith("L1, L2", assertThrows(IllegalStateException.class, () -> apply(records)));
    }

    @Test
    void aRunningBalanceThatDoesNotFollowIsRefused() {
        balanced();
        List<byte[]> records = probe.write(booking);
        byte[] entry = records.get(records.size() - 1);
        int at = firstPosting(entry);
        new UnsafeBuffer(entry).putLong(at + EntryBookedDecoder.PostingsDecoder.versionEncodingOffset(), 2);
        assertStartsWith("L3", assertThrows(IllegalStateException.class, () -> apply(records)));
    }

    @Test
    void aClosedDayTakesNothing() {
        balanced();
        List<byte[]> records = probe.write(booking);
        ledger.openDay(101);
        assertStartsWith("L8", assertThrows(IllegalStateException.class, () -> apply(records)));
        balanced();
        List<byte[]> anew = probe.write(booking);
        assertEquals(101, decode(anew.get(anew.size() - 1)).accountingDate());
        assertEquals(99, decode(anew.get(anew.size() - 1)).tradeDate());
    }

    @Test
    void anEntryIsReversedOnceAndAReversalNever() {
        balanced();
        List<byte[]> records = probe.write(booking);
        apply(records);
        JournalRecord original = record(records.get(records.size() - 1));
        booking.begin().reversal(original, null);
        List<byte[]> reversal = probe.write(booking);
        assertEquals(1, decode(reversal.get(0)).reverses());
        apply(reversal);
        assertEquals(0, ledger.accounts().balance(1));
        assertEquals(2, ledger.accounts().version(1));
        assertStartsWith("L5", assertThrows(IllegalStateException.class,
            () -> booking.begin().reversal(original, null)));
        assertStartsWith("L5", assertThrows(IllegalStateException.class,
            () -> booking.begin().reversal(record(reversal.get(0)), null)));
        ledger.prove();
    }

    @Test
    void anEntryOutOfOrderIsRefused() {
        balanced();
        List<byte[]> records = probe.write(booking);
        apply(records);
        assertThrows(IllegalArgumentException.class, () -> ledger.book(record(records.get(records.size() - 1))));
    }

    @Test
    void severalEntriesOfAStepFollowOneAnother() {
        balanced();
        booking.entry(EntryKind.OPENING, 0, 2, 99, 99, null).post(Chart.CASH, USD, 0, 1, 0, Capacity.OWN, -40)
            .post(Chart.CAPITAL, USD, 0, 0, 0, Capacity.OWN, 40);
        assertEquals(60, booking.balance(Chart.CASH, USD, 0, 1, 0, Capacity.OWN));
        assertEquals(0, ledger.accounts().count());
        apply(probe.write(booking));
        assertEquals(100, ledger.accounts().debits(1));
        assertEquals(40, ledger.accounts().credits(1));
        assertEquals(2, ledger.accounts().version(1));
        assertEquals(2, ledger.accounts().count());
    }

    @Test
    void whatDoesNotFitIsSaidBeforeAnythingIsWritten() {
        entry().post(Chart.CASH, USD, 0, 1, 0, Capacity.OWN, Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> booking.post(Chart.CASH, USD, 0, 1, 0, Capacity.OWN, 1));
    }

    private Booking entry() {
        return booking.begin().entry(EntryKind.OPENING, 0, 1, 99, 99, null);
    }

    private void balanced() {
        entry().post(Chart.CASH, USD, 0, 1, 0, Capacity.OWN, 100)
            .post(Chart.CAPITAL, USD, 0, 0, 0, Capacity.OWN, -100);
    }

    private void apply(List<byte[]> records) {
        for (byte[] bytes : new ArrayList<>(records)) {
            JournalRecord record = record(bytes);
            if (record.templateId() == LedgerAccountOpenedDecoder.TEMPLATE_ID) {
                ledger.open(record);
            } else {
                assertEquals(EntryBookedEncoder.TEMPLATE_ID, record.templateId());
                ledger.book(record);
            }
        }
    }

    private static JournalRecord record(byte[] bytes) {
        return new JournalRecord().wrap(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static EntryBookedDecoder decode(byte[] bytes) {
        JournalRecord record = record(bytes);
        return new EntryBookedDecoder().wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    /** Where the first posting's block begins. */
    private static int firstPosting(byte[] entry) {
        EntryBookedDecoder decoder = decode(entry);
        decoder.postings().next();
        return decoder.limit() - EntryBookedDecoder.PostingsDecoder.sbeBlockLength();
    }

    private static void assertStartsWith(String start, Exception e) {
        assertTrue(e.getMessage().startsWith(start), e.getMessage());
    }
}
