package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.ledger.Chart;
import throughline.message.Capacity;
import throughline.message.ExceptionCode;
import throughline.message.ObligationStatus;
import throughline.message.Side;
import throughline.office.Outcome;

/** Amounts at the edge: worth nothing, worth exactly their fees, too large for a balance. None stops the office. */
class OddAmountsTest {
    private static final long HUGE = 5_000_000_000_000_000_000L;

    private final BackFirm firm = BackFirm.open();

    private void trade(long order, int account, Side side, long quantity, long priceE8) {
        firm.middle.trade(new MiddleJournal.Fill(5000 + order, order, account, BackFirm.ACME, BackFirm.CCP, side,
            quantity, priceE8, firm.machine.businessDate()));
        firm.run();
    }

    /** 1.02 less 1.00 commission, 0.01 of section 31 and 0.01 of TAF. */
    @Test
    void aClientsSaleWorthExactlyItsFeesIsSweptLikeAnyOther() {
        trade(1, BackFirm.CLIENT, Side.SELL, 1, 102_000_000);
        assertEquals(0, firm.machine.obligations().clientMinor(0));
        firm.closeDay();
        assertEquals(Outcome.RECORDED, firm.confirm(1, 1, 102, "R1"));
        firm.closeDay();
        assertEquals(0, firm.balance(Chart.CLIENT_MONEY, Capacity.CLIENT));
        assertEquals(102, firm.balance(Chart.CASH, Capacity.OWN));
        firm.decideAgain();
    }

    /** 0.004 rounds to nothing: shares move, no money does, and the lots keep their cost. */
    @Test
    void aTradeWorthLessThanHalfACentLeavesTheLotsAsTheyAre() {
        trade(1, BackFirm.OWN, Side.BUY, 10, 5_000_000_000L);
        trade(2, BackFirm.OWN, Side.BUY, 1, 400_000);
        assertEquals(50_000, firm.machine.ledger().lots().value(BackFirm.OWN, BackFirm.ACME));
        trade(3, BackFirm.OWN, Side.SELL, 1, 400_000);
        assertEquals(45_000, firm.machine.ledger().lots().value(BackFirm.OWN, BackFirm.ACME));
        assertEquals(10, firm.machine.ledger().lots().held(BackFirm.OWN, BackFirm.ACME));
        firm.closeDay();
        firm.confirm(2, 1, 0, "R1");
        assertEquals(ObligationStatus.SETTLED, firm.machine.obligations().status(firm.obligation(2)));
        firm.decideAgain();
    }

    @Test
    void aConfirmationThatNoBalanceHoldsPostsNothing() {
        trade(1, BackFirm.OWN, Side.BUY, HUGE, 1);
        trade(2, BackFirm.AVERAGE, Side.BUY, HUGE, 1);
        firm.closeDay();
        assertEquals(0, firm.machine.exceptions().count());
        long minor = firm.machine.obligations().amountMinor(firm.obligation(1));
        assertEquals(Outcome.RECORDED, firm.confirm(1, HUGE, minor, "R1"));
        assertEquals(Outcome.RECORDED, firm.confirm(2, HUGE, minor, "R2"));
        assertEquals(1, firm.machine.exceptions().count());
        assertEquals(ExceptionCode.OVERFLOW, firm.machine.exceptions().code(0));
        assertEquals(0, firm.machine.obligations().settledQuantity(firm.obligation(2)));
        firm.closeDay();
        firm.decideAgain();
    }
}
