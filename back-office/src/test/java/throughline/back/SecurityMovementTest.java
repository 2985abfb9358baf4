package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.back.BackFirm.ACME;
import static throughline.back.BackFirm.AVERAGE;
import static throughline.back.BackFirm.CCP;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OWN;
import static throughline.back.BackFirm.STREET;
import static throughline.back.BackFirm.USD;
import static throughline.back.TwoPeople.map;

import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.firm.Refusal;
import throughline.message.PositionMovedDecoder;
import throughline.message.SecurityMovementKind;
import throughline.message.Side;

/** What two people let securities do, with lots, collateral and fees, and what they are refused. */
class SecurityMovementTest {
    private final TwoPeople two = new TwoPeople(firm -> {
        firm.cash(OWN, 100_000_00, "a");
        firm.cash(AVERAGE, 100_000_00, "b");
        firm.holding(OWN, ACME, 100, 4_000_00, "c");
        firm.holding(AVERAGE, ACME, 100, 4_000_00, "d");
        firm.holding(CLIENT, ACME, 50, 0, "e");
    });
    private final BackFirm firm = two.firm;

    private long owned(int book) {
        return firm.machine.ledger().lots().value(book, ACME);
    }

    @Test
    void ownSecuritiesComeAsCapitalAndGoAtTheirCost() {
        two.done(two.security(SecurityMovementKind.RECEIVED, OWN, 100, 6_000_00));
        two.done(two.security(SecurityMovementKind.RECEIVED, AVERAGE, 100, 6_000_00));
        assertEquals(map(1000, 200_000_00, 1200, 20_000_00, 3000, -220_000_00), two.balances(USD));
        two.done(two.security(SecurityMovementKind.DELIVERED, OWN, 150, 0));
        assertEquals(3_000_00, owned(OWN));
        two.done(two.security(SecurityMovementKind.DELIVERED, AVERAGE, 150, 0));
        assertEquals(2_500_00, owned(AVERAGE));
        assertEquals(map(1000, 200_000_00, 1200, 5_500_00, 3000, -220_000_00, 3200, 14_500_00), two.balances(USD));
        assertEquals(Map.of(10, 100L, 20, 50L, 70, -150L), stock());
        two.refused(Refusal.SHORT_OF_SECURITIES, two.security(SecurityMovementKind.DELIVERED, OWN, 51, 0));
        two.refused(Refusal.CONTRADICTION, two.security(SecurityMovementKind.DELIVERED, OWN, 50, 1));
        two.refused(Refusal.CONTRADICTION, two.security(SecurityMovementKind.RECEIVED, STREET, 1, 0));
        two.refused(Refusal.CONTRADICTION, two.security(SecurityMovementKind.RECEIVED, OWN, 0, 0));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.security(SecurityMovementKind.RECEIVED, 77, 1, 0));
        two.refused(Refusal.NOT_REVERSIBLE, two.reversal(firm.machine.ledger().entries()));
        assertEquals(4, two.told(PositionMovedDecoder.TEMPLATE_ID).size());
        two.prove();
    }

    private Map<Integer, Long> stock() {
        Map<Integer, Long> stock = firm.balances();
        stock.keySet().removeIf(chart -> chart >= 1000);
        return stock;
    }

    @Test
    void aShortBookNeitherReceivesNorDelivers() {
        firm.trade(1, OWN, Side.SELL_SHORT, 130, 5000);
        two.refused(Refusal.SHORT_OF_SECURITIES, two.security(SecurityMovementKind.RECEIVED, OWN, 10, 500_00));
        two.refused(Refusal.SHORT_OF_SECURITIES, two.security(SecurityMovementKind.DELIVERED, OWN, 10, 0));
        two.prove();
    }

    /** A trade that is busted once a part of it was delivered: lots and accounts are as if it had never been. */
    @Test
    void aBustBehindADelivery() {
        MiddleJournal.Fill fill = firm.trade(1, OWN, Side.BUY, 100, 7000);
        two.done(two.security(SecurityMovementKind.DELIVERED, OWN, 120, 0));
        assertEquals(5_600_00, owned(OWN));
        firm.bust(fill);
        assertEquals(0, firm.machine.exceptions().count());
        assertEquals(-20, firm.machine.ledger().lots().held(OWN, ACME));
        firm.closeDay();
        two.prove();
    }

    @Test
    void aClientsSecuritiesOnlyAsFarAsTheyHaveArrived() {
        two.done(two.security(SecurityMovementKind.RECEIVED, CLIENT, 30, 0));
        assertEquals(80, firm.balances().get(20));
        firm.trade(1, CLIENT, Side.BUY, 10, 5000);
        two.refused(Refusal.SHORT_OF_SECURITIES, two.security(SecurityMovementKind.DELIVERED, CLIENT, 81, 0));
        two.refused(Refusal.CONTRADICTION, two.security(SecurityMovementKind.RECEIVED, CLIENT, 1, 1));
        long received = firm.machine.ledger().entries() - 1;
        long out = two.done(two.security(SecurityMovementKind.DELIVERED, CLIENT, 80, 0));
        assertEquals(10, firm.balances().get(20));
        two.refused(Refusal.SHORT_OF_SECURITIES, two.reversal(received));
        two.done(two.reversal(two.entryOf(out)));
        two.done(two.reversal(received));
        assertEquals(60, firm.balances().get(20));
        assertEquals(4, two.told(PositionMovedDecoder.TEMPLATE_ID).size());
        two.prove();
    }

    /** 2 % of 3,600.00 by a year of 360 days is 0.20 a day; the day of the return no longer counts. */
    @Test
    void aBorrowingCostsItsFeeUntilItIsReturned() {
        int from = firm.machine.businessDate();
        long id = two.done(two.security(SecurityMovementKind.BORROWED, OWN, CCP, 60, 3_600_00, 2_000_000, 0, from));
        assertEquals(3_600_00, two.balances(USD).get(1140));
        assertEquals(196_400_00, two.balances(USD).get(1000));
        assertEquals(Map.of(10, 200L, 20, 50L, 30, 60L, 70, -310L), stock());
        int last = from;
        while (firm.machine.businessDate() < from + 30) {
            last = firm.machine.businessDate();
            firm.closeDay();
        }
        assertEquals(-20L * (last - from + 1), two.balances(USD).get(2480));
        two.refused(Refusal.CONTRADICTION, two.security(SecurityMovementKind.LOAN_RETURNED, 0, 0, 0, 0, 0, id, last));
        two.refused(Refusal.CONTRADICTION,
            two.security(SecurityMovementKind.BORROW_RETURNED, 0, 0, 59, 0, 0, id, last));
        two.refused(Refusal.CONTRADICTION,
            two.security(SecurityMovementKind.BORROW_RETURNED, 0, 0, 0, 0, 0, id, from - 1));
        long back = two.done(two.security(SecurityMovementKind.BORROW_RETURNED, 0, 0, 60, 3_600_00, 0, id, from + 20));
        two.refused(Refusal.ALREADY_DONE,
            two.security(SecurityMovementKind.BORROW_RETURNED, 0, 0, 0, 0, 0, id, last));
        two.refused(Refusal.NOT_REVERSIBLE, two.reversal(two.entryOf(id)));
        assertEquals(null, two.balances(USD).get(1140));
        assertEquals(Map.of(10, 200L, 20, 50L, 70, -250L), stock());
        firm.closeDay();
        assertEquals(-4_00, two.balances(USD).get(2480));
        assertEquals(4_00, two.balances(USD).get(5350));
        two.prove();

        two.done(two.reversal(two.entryOf(back)));
        last = firm.machine.businessDate();
        firm.closeDay();
        assertEquals(-20L * (last - from + 1), two.balances(USD).get(2480));
        two.done(two.reversal(two.entryOf(id)));
        firm.closeDay();
        assertEquals(null, two.balances(USD).get(2480));
        assertEquals(null, two.balances(USD).get(1140));
        two.prove();
    }

    @Test
    void aLoanEarnsItsFee() {
        int from = firm.machine.businessDate();
        two.refused(Refusal.SHORT_OF_SECURITIES,
            two.security(SecurityMovementKind.LENT, OWN, CCP, 101, 0, 0, 0, from));
        two.refused(Refusal.CONTRADICTION, two.security(SecurityMovementKind.LENT, OWN, CCP, 1, 0, 1, 0, from));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.security(SecurityMovementKind.LENT, OWN, 0, 1, 0, 0, 0, from));
        long id = two.done(two.security(SecurityMovementKind.LENT, OWN, CCP, 100, 7_200_00, 1_000_000, 0, from));
        assertEquals(-7_200_00, two.balances(USD).get(2140));
        assertEquals(Map.of(10, 200L, 20, 50L, 40, -100L, 70, -150L), stock());
        two.refused(Refusal.SHORT_OF_SECURITIES, two.security(SecurityMovementKind.LENT, OWN, CCP, 1, 0, 0, 0, from));
        firm.closeDay();
        assertEquals(20, two.balances(USD).get(1400));
        assertEquals(-20, two.balances(USD).get(4400));
        two.done(two.security(SecurityMovementKind.LOAN_RETURNED, 0, 0, 0, 0, 0, id, firm.machine.businessDate()));
        assertEquals(null, two.balances(USD).get(2140));
        assertEquals(Map.of(10, 200L, 20, 50L, 70, -250L), stock());
        firm.closeDay();
        firm.closeDay();
        assertEquals(20, two.balances(USD).get(1400));
        two.prove();
    }

    /** What is borrowed is there to lend, but for what was sold short against it. */
    @Test
    void whatIsBorrowedForAShortSaleIsNotLent() {
        int date = firm.machine.businessDate();
        firm.trade(1, OWN, Side.SELL_SHORT, 130, 5000);
        two.done(two.security(SecurityMovementKind.BORROWED, OWN, CCP, 50, 100, 0, 0, date));
        two.refused(Refusal.SHORT_OF_SECURITIES,
            two.security(SecurityMovementKind.LENT, OWN, CCP, 21, 100, 0, 0, date));
        two.done(two.security(SecurityMovementKind.LENT, OWN, CCP, 20, 100, 0, 0, date));
        two.prove();
    }

    @Test
    void whatIsLentCannotBeReturnedToItsLender() {
        int date = firm.machine.businessDate();
        long id = two.done(two.security(SecurityMovementKind.BORROWED, OWN, CCP, 60, 100, 0, 0, date));
        two.done(two.security(SecurityMovementKind.LENT, OWN, CCP, 160, 100, 0, 0, date));
        two.done(two.security(SecurityMovementKind.DELIVERED, AVERAGE, 80, 0));
        two.refused(Refusal.SHORT_OF_SECURITIES,
            two.security(SecurityMovementKind.BORROW_RETURNED, 0, 0, 0, 0, 0, id, date));
        two.refused(Refusal.SHORT_OF_SECURITIES, two.security(SecurityMovementKind.DELIVERED, OWN, 21, 0));
        two.prove();
    }
}
