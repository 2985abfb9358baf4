package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.back.BackFirm.ACME;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OWN;

import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.message.ExceptionCode;
import throughline.message.Side;
import throughline.office.Outcome;
import throughline.settlement.Obligations;
import throughline.state.StateSink;

/** Sixty days of equal trade: what a day leaves behind is gone some days later. */
class ManyDaysTest {
    private static final int DAYS = 60;
    private static final int ORDERS = 30;
    /** The day an order is settled, and the five after which it leaves. */
    private static final int MOST_DAYS_KEPT = 6;
    /** A row of the list of days and of the sign-offs, in bytes, with some room. */
    private static final int A_DAY = 256;

    private final BackFirm firm = new BackFirm();

    /** Counts what is saved. */
    private static final class Size implements StateSink {
        private long bytes;

        @Override
        public void putLong(long value) {
            bytes += Long.BYTES;
        }

        @Override
        public void putBytes(byte[] value, int offset, int length) {
            bytes += length;
        }
    }

    @Test
    void stateAndWorkStayFlat() {
        firm.importReference();
        firm.cash(OWN, 1_000_000_000, "a");
        firm.cash(CLIENT, 1_000_000_000, "b");
        firm.openDay();
        long early = 0;
        long steps = 0;
        long order = 0;
        for (int day = 1; day <= DAYS; day++) {
            for (int i = 0; i < ORDERS; i++) {
                firm.trade(++order, i % 2 == 0 ? OWN : CLIENT, day % 2 == 0 ? Side.SELL : Side.BUY, 10, 5000);
            }
            long before = firm.agent.seq();
            firm.closeDay(Map.of(ACME, 5000L));
            long records = firm.agent.seq() - before;
            for (long settled = order - ORDERS + 1; settled <= order; settled++) {
                firm.confirm(settled, 10, 50_000, "C");
            }
            if (day == DAYS / 2) {
                early = size();
                steps = records;
            }
            assertTrue(firm.machine.obligations().count() <= (MOST_DAYS_KEPT + 1) * ORDERS,
                "day " + day + ": " + firm.machine.obligations().count() + " obligations");
        }
        assertTrue(size() - early <= (long) A_DAY * DAYS / 2, early + " bytes grew to " + size());
        firm.closeDay(Map.of(ACME, 5000L));
        assertTrue(steps > 2 * ORDERS, steps + " records of a close");
        assertEquals(0, firm.machine.exceptions().count());
        firm.decideAgain();
    }

    private long size() {
        Size size = new Size();
        firm.machine.save(size);
        return size.bytes;
    }

    /** Settled on the second day: known up to the close of the fifth business day after it, then not. */
    @Test
    void whatSettledLeavesAfterFiveBusinessDays() {
        firm.importReference();
        firm.cash(OWN, 1_000_000_000, "a");
        firm.openDay();
        firm.trade(1, OWN, Side.BUY, 10, 5000);
        firm.trade(2, OWN, Side.BUY, 10, 5000);
        firm.closeDay();
        long first = firm.instruction(1);
        long waits = firm.instruction(2);
        int date = firm.machine.businessDate();
        assertEquals(Outcome.RECORDED, firm.confirm(first, 10, 50_000, date, "C1"));
        Obligations obligations = firm.machine.obligations();
        for (int close = 0; close <= 5; close++) {
            assertEquals(2, obligations.count());
            assertEquals(Outcome.REPEATED, firm.confirm(first, 10, 50_000, date, "C1"));
            firm.closeDay();
        }
        assertEquals(1, obligations.count());
        assertEquals(-1, obligations.byInstruction(first));
        assertEquals(0, obligations.byInstruction(waits));
        assertEquals(0, firm.machine.exceptions().count());
        firm.confirm(first, 10, 50_000, date, "C1");
        assertEquals(ExceptionCode.UNKNOWN_REFERENCE, firm.machine.exceptions().code(0));
        assertEquals(Outcome.RECORDED, firm.confirm(waits, 10, 50_000, firm.machine.businessDate(), "C2"));
        assertEquals(null, firm.balances().get(2100));
        firm.decideAgain();
    }
}
