package throughline.back;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.back.BackFirm.AVERAGE;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OWN;
import static throughline.back.BackFirm.USD;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.journal.RecordCursor;
import throughline.message.AccrualKind;
import throughline.message.CashMovementKind;
import throughline.message.JournalRecord;
import throughline.message.Side;
import throughline.office.MemorySnapshots;
import throughline.office.Replay;
import throughline.office.Step;
import throughline.office.Stops;
import throughline.reference.Money;

/** A close that goes on in an office restored from a snapshot writes what the office wrote that never stopped. */
class RestartedCloseTest {
    private static final int INSTRUMENTS = 150;
    private static final int ACCRUALS = 120;
    private static final int DAYS = 4;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final TwoPeople two = new TwoPeople(firm -> {
        firm.cash(OWN, 1_000_000_00, "a");
        firm.cash(CLIENT, 100_00, "c");
        for (int id = 3; id <= INSTRUMENTS; id++) {
            firm.instrument(id, "I" + id, 0);
        }
    });
    private final BackFirm firm = two.firm;
    private long orders;

    @Test
    void everySliceOfACloseFollowsFromTheJournal() {
        System.out.println("seed " + seed);
        for (int i = 0; i < ACCRUALS; i++) {
            two.done(two.accrual(AccrualKind.INTEREST_OWED, 36_000_00 + i, 5_000_000, 360,
                firm.machine.businessDate(), TwoPeople.NO_DATE));
        }
        for (int day = 0; day < DAYS; day++) {
            day(day);
        }
        two.prove();
        int slices = slices();
        assertTrue(slices > 5 * DAYS, seed + ": " + slices);
    }

    private void day(int day) {
        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++) {
            firm.trade(++orders, random.nextBoolean() ? OWN : AVERAGE, instrument,
                random.nextBoolean() ? Side.BUY : Side.SELL, 1 + random.nextInt(99), 1 + random.nextInt(9_999));
        }
        firm.trade(++orders, CLIENT, Side.BUY, 1 + random.nextInt(9), 5_000);
        two.done(two.deal(TwoPeople.EUR, 1 + random.nextInt(9_999), USD, 1 + random.nextInt(9_999)));
        if (day > 0) {
            for (long order = orders - 2L * INSTRUMENTS; order < orders - INSTRUMENTS; order++) {
                settle(order);
            }
            two.done(two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 1 + random.nextInt(9_999)));
        }
        close();
    }

    private void settle(long order) {
        if (order > 0 && firm.instruction(order) != 0) {
            int row = firm.obligation(order);
            firm.confirm(order, firm.machine.obligations().quantity(row) - firm.machine.obligations()
                .settledQuantity(row), firm.machine.obligations().amountMinor(row) - firm.machine.obligations()
                .settledMinor(row), "R" + order + "." + firm.machine.businessDate());
        }
    }

    private void close() {
        int date = firm.machine.businessDate();
        firm.askClose(date);
        Map<Integer, Long> prices = new TreeMap<>();
        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++) {
            prices.put(instrument, (1 + random.nextInt(99)) * Money.E8);
        }
        firm.middle.riskDayClosed(date, prices, USD, Map.of(TwoPeople.EUR, Money.E8 + random.nextInt(9_999_999)));
        firm.run();
        assertEquals(BackFirm.CALENDAR.nextBusinessDate(date), firm.machine.businessDate(), "seed " + seed);
    }

    /** Restores an office before each slice of a close, and has it write that slice. */
    private int slices() {
        BackMachine applied = new BackMachine(BackFirm.CALENDAR);
        Replay replay = new Replay(applied, firm.journal, List.of(firm.middle.journal()), Stops.NONE);
        RecordCursor cursor = new RecordCursor("back", firm.journal);
        int slices = 0;
        while (replay.next()) {
            assertTrue(cursor.next());
            JournalRecord record = cursor.record();
            if (applied.workSeq() != 0 && record.isLastOfStep()) {
                MemorySnapshots snapshots = new MemorySnapshots();
                replay.snapshot(snapshots);
                BackMachine restored = new BackMachine(BackFirm.CALENDAR);
                new Replay(restored, firm.journal, List.of(firm.middle.journal()), Stops.NONE).load(snapshots);
                slices++;
                expect(restored, replay.seq());
            }
        }
        return slices;
    }

    private void expect(BackMachine restored, long seq) {
        Step step = Step.apart();
        step.beginApart(seq + 1, 1);
        restored.work(step);
        int end = step.endApart();
        List<byte[]> written = new ArrayList<>();
        for (int frame = 0; frame < end; frame += RecordCursor.FRAME_LENGTH + step.recordAt(frame).length()) {
            written.add(body(step.recordAt(frame)));
        }
        RecordCursor cursor = new RecordCursor("back", firm.journal);
        int at = 0;
        while (cursor.next() && at < written.size()) {
            if (cursor.record().seq() == seq + 1 + at) {
                assertArrayEquals(body(cursor.record()), written.get(at), "seed " + seed + ", seq " + (seq + 1 + at));
                at++;
            }
        }
        assertEquals(written.size(), at);
    }

    private static byte[] body(JournalRecord record) {
        byte[] body = new byte[record.length() - JournalRecord.PREFIX_LENGTH];
        record.buffer().getBytes(JournalRecord.PREFIX_LENGTH, body);
        return body;
    }
}
