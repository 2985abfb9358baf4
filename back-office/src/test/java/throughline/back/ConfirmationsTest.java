package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OWN;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.message.ExceptionCode;
import throughline.message.ObligationStatus;
import throughline.message.Side;
import throughline.office.Outcome;

/** Only what a confirmation fits settles; the client's leg only as far as the client's money goes. */
class ConfirmationsTest {
    private BackFirm firm;

    @BeforeEach
    void firm() {
        firm = new BackFirm();
        firm.importReference();
        firm.cash(OWN, 100_000_000, "cash.csv:2");
        firm.cash(CLIENT, 1_000_000, "cash.csv:3");
        firm.openDay();
    }

    @Test
    void anUnknownInstructionPostsNothing() {
        Map<Integer, Long> before = firm.balances();
        assertEquals(Outcome.RECORDED, firm.confirm(99L, 10, 1000, BackFirm.FIRST_DAY, "R1"));
        refused(ExceptionCode.UNKNOWN_REFERENCE, before);
        assertEquals(Outcome.REPEATED, firm.confirm(99L, 10, 1000, BackFirm.FIRST_DAY, "R1"));
        assertEquals(1, firm.machine.exceptions().count());
    }

    @Test
    void moreThanIsOpenPostsNothing() {
        bought(OWN, 100, 5000);
        Map<Integer, Long> before = firm.balances();
        firm.confirm(1, 101, 500_000, "R1");
        refused(ExceptionCode.OVER_CONFIRMED, before);
        firm.confirm(1, 100, 500_001, "R2");
        refused(ExceptionCode.OVER_CONFIRMED, before);
        firm.confirm(1, 100, 499_999, "R3");
        refused(ExceptionCode.CONTRADICTION, before);
        firm.confirm(1, 100, 500_000, "R4");
        assertEquals(ObligationStatus.SETTLED, firm.machine.obligations().status(0));
        firm.confirm(1, 1, 1, "R5");
        assertEquals(4, firm.machine.exceptions().count());
        firm.decideAgain();
    }

    @Test
    void aReferenceCountsOnceAndOtherContentNever() {
        bought(OWN, 100, 5000);
        assertEquals(Outcome.RECORDED, firm.confirm(1, 40, 200_000, "R1"));
        long first = firm.reference;
        Map<Integer, Long> before = firm.balances();
        assertEquals(Outcome.REPEATED, firm.confirm(1, 40, 200_000, "R1"));
        assertEquals(first, firm.reference);
        assertEquals(Outcome.CONFLICT, firm.confirm(1, 60, 300_000, "R1"));
        assertEquals(first, firm.reference);
        refused(ExceptionCode.CONTRADICTION, before);
        assertEquals(Outcome.REPEATED, firm.confirm(1, 60, 300_000, "R1"));
        assertEquals(ObligationStatus.PARTIALLY_SETTLED, firm.machine.obligations().status(0));
    }

    /** The client owns 10,000.00, buys for 15,010.00 and 3,005.00, then sells for 6,000.00. */
    @Test
    void aClientLegWaitsForMoneyAndTheOldestGoesFirst() {
        bought(CLIENT, 300, 5000);
        firm.confirm(1, 300, 1_500_000, "R1");
        assertEquals(1_000_000, firm.machine.obligations().clientSettledMinor(0));
        assertEquals(null, firm.balances().get(2310));
        firm.trade(2, CLIENT, Side.BUY, 60, 5000);
        firm.closeDay();
        assertEquals(1, firm.machine.exceptions().count());
        assertTrue(firm.machine.exceptions().text(0).startsWith("L12: the firm pays"), "an alarm");
        assertEquals(100_000_000 - 500_000, firm.balances().get(1000));
        firm.confirm(2, 60, 300_000, "R2");
        assertEquals(0, firm.machine.obligations().clientSettledMinor(1));
        firm.trade(3, CLIENT, Side.SELL, 120, 5000);
        firm.closeDay();
        firm.confirm(3, 120, 600_000, "R3");
        long proceeds = firm.machine.obligations().clientMinor(2);
        assertEquals(600_000 - 120 - 13 - 3, proceeds);
        assertEquals(1_500_300, firm.machine.obligations().clientSettledMinor(0));
        assertEquals(proceeds - 500_300, firm.machine.obligations().clientSettledMinor(1));
        assertEquals(null, firm.balances().get(2310));
        firm.closeDay();
        firm.decideAgain();
    }

    private void bought(int account, long quantity, long cents) {
        firm.trade(1, account, Side.BUY, quantity, cents);
        firm.closeDay();
    }

    private void refused(ExceptionCode code, Map<Integer, Long> before) {
        assertEquals(code, firm.machine.exceptions().code(firm.machine.exceptions().count() - 1));
        assertEquals(before, firm.balances());
    }
}
