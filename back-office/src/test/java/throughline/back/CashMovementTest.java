package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.back.BackFirm.CCP;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OPS;
import static throughline.back.BackFirm.OWN;
import static throughline.back.BackFirm.STREET;
import static throughline.back.BackFirm.USD;
import static throughline.back.TwoPeople.EUR;
import static throughline.back.TwoPeople.SECOND;
import static throughline.back.TwoPeople.map;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.firm.Refusal;
import throughline.message.AccrualKind;
import throughline.message.CashMovementKind;
import throughline.message.Decision;
import throughline.message.Side;
import throughline.office.Outcome;

/** What two people let money do, to the cent, and what they are refused. */
class CashMovementTest {
    private final TwoPeople two = new TwoPeople(firm -> firm.cash(OWN, 100_000_00, "a"));
    private final BackFirm firm = two.firm;

    @Test
    void aClientsMoneyComesAndGoesAndTheOthersHearOfIt() {
        MoneyReader reader = new MoneyReader(firm);
        two.done(two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 500_00));
        assertEquals(map(1000, 100_000_00, 1010, 500_00, 2310, -500_00, 3000, -100_000_00), two.balances(USD));
        two.refused(Refusal.SHORT_OF_MONEY, two.cash(CashMovementKind.WITHDRAWAL, CLIENT, USD, 500_01));
        long early = two.proposed(two.cash(CashMovementKind.WITHDRAWAL, CLIENT, USD, 400_00));
        two.done(two.cash(CashMovementKind.WITHDRAWAL, CLIENT, USD, 200_00));
        two.refusedApproval(Refusal.SHORT_OF_MONEY, early);
        assertEquals(Outcome.RECORDED, two.decide(SECOND, early, Decision.REJECT));
        assertEquals(Outcome.CONFLICT, two.decide(SECOND, early, Decision.APPROVE));
        reader.read();
        assertEquals(List.of("3 USD 50000", "3 USD 30000"), reader.told());
        two.refused(Refusal.CONTRADICTION, two.cash(CashMovementKind.DEPOSIT, OWN, USD, 1));
        two.refused(Refusal.CONTRADICTION, two.cash(CashMovementKind.DEPOSIT, STREET, USD, 1));
        two.refused(Refusal.CONTRADICTION, two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 0));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.cash(CashMovementKind.DEPOSIT, 99, USD, 1));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.cash(CashMovementKind.DEPOSIT, CLIENT, 1, 1));
        two.done(two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, Long.MAX_VALUE - 500_00));
        two.refused(Refusal.OVERFLOW, two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 1_000_00));
        two.prove();
    }

    @Test
    void noOneDoesItAlone() {
        long id = two.proposed(two.cash(CashMovementKind.CAPITAL_IN, OWN, USD, 1_00, "once"));
        assertEquals(Outcome.FORBIDDEN, two.decide(OPS, id, Decision.APPROVE));
        assertEquals(Outcome.FORBIDDEN, two.decide(BackFirm.TRADER, id, Decision.APPROVE));
        assertEquals(Outcome.REPEATED, firm.send(two.cash(CashMovementKind.CAPITAL_IN, OWN, USD, 1_00, "once")));
        assertEquals(id, firm.reference);
        assertEquals(Outcome.CONFLICT, firm.send(two.cash(CashMovementKind.CAPITAL_IN, OWN, USD, 2_00, "once")));
        assertEquals(1, firm.machine.approvals().count());
        two.prove();
        two.approve(id);
        assertEquals(Outcome.REPEATED, two.decide(SECOND, id, Decision.APPROVE));
        assertEquals(100_001_00, two.balances(USD).get(1000));
        two.prove();
    }

    @Test
    void capitalChargesAndFees() {
        two.done(two.cash(CashMovementKind.CAPITAL_IN, OWN, USD, 1_000_00));
        two.done(two.cash(CashMovementKind.CAPITAL_OUT, OWN, USD, 300_00));
        two.done(two.cash(CashMovementKind.BANK_CHARGE, 0, USD, 12_34));
        assertEquals(map(1000, 100_687_66, 3000, -101_000_00, 3200, 300_00, 5400, 12_34), two.balances(USD));
        two.refused(Refusal.CONTRADICTION, two.cash(CashMovementKind.CAPITAL_IN, CLIENT, USD, 1));
        firm.trade(1, OWN, Side.BUY, 1000, 5000);
        assertEquals(-3_00, two.balances(USD).get(2400));
        two.refused(Refusal.CONTRADICTION, two.fees(2400, 0, CCP, 3_01));
        two.refused(Refusal.CONTRADICTION, two.fees(2400, 0, 0, 1));
        two.refused(Refusal.CONTRADICTION, two.fees(2310, 0, CCP, 1));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.fees(2400, 0, 99, 1));
        two.done(two.fees(2400, 0, CCP, 2_00));
        assertEquals(-1_00, two.balances(USD).get(2400));
        assertEquals(100_685_66, two.balances(USD).get(1000));
        two.prove();
    }

    /** The worked example: buy EUR 1,000 for USD 1,100. */
    @Test
    void aDealAndItsSettlementAndBackAgain() {
        long deal = two.done(two.deal(EUR, 1_000_00, USD, 1_100_00));
        assertEquals(map(1900, -1_000_00, 2100, 1_000_00), two.balances(EUR));
        assertEquals(map(1000, 100_000_00, 1900, 1_100_00, 2100, -1_100_00, 3000, -100_000_00), two.balances(USD));
        two.refused(Refusal.CONTRADICTION, two.settles(CashMovementKind.FX_SETTLED, deal, EUR, 999_00));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.settles(CashMovementKind.FX_SETTLED, 3, EUR, 0));
        long settled = two.done(two.settles(CashMovementKind.FX_SETTLED, deal, EUR, 1_000_00));
        assertEquals(map(1000, 1_000_00, 1900, -1_000_00), two.balances(EUR));
        assertEquals(map(1000, 98_900_00, 1900, 1_100_00, 3000, -100_000_00), two.balances(USD));
        two.refused(Refusal.ALREADY_DONE, two.settles(CashMovementKind.FX_SETTLED, deal, EUR, 0));
        two.refused(Refusal.CONTRADICTION, two.settles(CashMovementKind.FX_SETTLED, settled, EUR, 0));
        assertEquals(settled, firm.machine.movements().booked().endedBy(deal));

        two.refused(Refusal.NOT_REVERSIBLE, two.reversal(two.entryOf(deal)));
        two.done(two.reversal(two.entryOf(settled)));
        assertEquals(map(1900, -1_000_00, 2100, 1_000_00), two.balances(EUR));
        two.refused(Refusal.NOT_REVERSIBLE, two.reversal(two.entryOf(settled)));
        two.done(two.reversal(two.entryOf(deal)));
        assertEquals(map(), two.balances(EUR));
        assertEquals(map(1000, 100_000_00, 3000, -100_000_00), two.balances(USD));
        two.refused(Refusal.ALREADY_DONE, two.settles(CashMovementKind.FX_SETTLED, deal, EUR, 0));
        two.refused(Refusal.NOT_REVERSIBLE, two.reversal(firm.machine.ledger().entries()));
        two.refused(Refusal.CONTRADICTION, two.deal(USD, 1, USD, 1));
        two.refused(Refusal.CONTRADICTION, two.deal(EUR, 1, USD, 0));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.deal(EUR, 1, 2, 1));
        two.prove();
    }

    /** 3 % of 90,000.00 by a year of 360 days is 7.50 a day. */
    @Test
    void interestGrowsToItsEndAndIsPaid() {
        int from = firm.machine.businessDate();
        long id = two.done(two.accrual(AccrualKind.INTEREST_OWED, 90_000_00, 3_000_000, 360, from, from + 3));
        long earned = two.done(two.accrual(AccrualKind.INTEREST_EARNED, 36_500_00, 1_000_000, 365, from - 9,
            TwoPeople.NO_DATE));
        firm.closeDay();
        assertEquals(-7_50, two.balances(USD).get(2480));
        assertEquals(10_00, two.balances(USD).get(1400));
        for (int day = 0; day < 4; day++) {
            firm.closeDay();
        }
        assertEquals(-30_00, two.balances(USD).get(2480));
        assertEquals(30_00, two.balances(USD).get(5350));
        assertEquals(-14_00, two.balances(USD).get(4400));
        two.refused(Refusal.CONTRADICTION, two.settles(CashMovementKind.ACCRUAL_SETTLED, id, USD, 30_01));
        two.refused(Refusal.UNKNOWN_REFERENCE, two.settles(CashMovementKind.ACCRUAL_SETTLED, 1, USD, 1));
        long paid = two.done(two.settles(CashMovementKind.ACCRUAL_SETTLED, id, USD, 30_00));
        two.refused(Refusal.ALREADY_DONE, two.settles(CashMovementKind.ACCRUAL_SETTLED, id, USD, 1));
        two.done(two.settles(CashMovementKind.ACCRUAL_SETTLED, earned, USD, 4_00));
        assertEquals(99_974_00, two.balances(USD).get(1000));
        assertEquals(10_00, two.balances(USD).get(1400));
        assertEquals(null, two.balances(USD).get(2480));
        two.done(two.reversal(two.entryOf(paid)));
        two.done(two.settles(CashMovementKind.ACCRUAL_SETTLED, id, USD, 30_00));
        two.prove();
    }

    /** Interest without an end is given one, also a day of the past: what grew since is taken back. */
    @Test
    void interestIsEnded() {
        int from = firm.machine.businessDate();
        long id = two.done(two.accrual(AccrualKind.INTEREST_OWED, 90_000_00, 3_000_000, 360, from, TwoPeople.NO_DATE));
        firm.closeDay();
        firm.closeDay();
        assertEquals(-15_00, two.balances(USD).get(2480));
        two.refused(Refusal.CONTRADICTION,
            two.accrual(id, AccrualKind.INTEREST_OWED, 90_000_01, 3_000_000, 360, from, from));
        two.refused(Refusal.CONTRADICTION,
            two.accrual(id, AccrualKind.INTEREST_OWED, 90_000_00, 3_000_000, 360, from, TwoPeople.NO_DATE));
        two.refused(Refusal.CONTRADICTION,
            two.accrual(id, AccrualKind.INTEREST_OWED, 90_000_00, 3_000_000, 360, from, from - 2));
        two.refused(Refusal.UNKNOWN_REFERENCE,
            two.accrual(id + 1, AccrualKind.INTEREST_OWED, 90_000_00, 3_000_000, 360, from, from));
        two.done(two.accrual(id, AccrualKind.INTEREST_OWED, 90_000_00, 3_000_000, 360, from, from));
        assertEquals(1, firm.machine.movements().accruals().count());
        firm.closeDay();
        firm.closeDay();
        assertEquals(-7_50, two.balances(USD).get(2480));
        assertEquals(7_50, two.balances(USD).get(5350));
        two.done(two.accrual(id, AccrualKind.INTEREST_OWED, 90_000_00, 3_000_000, 360, from, from - 1));
        firm.closeDay();
        assertEquals(null, two.balances(USD).get(2480));
        two.prove();
    }

    /** A client's purchase has settled with the firm's money: what the client brings then is for it. */
    @Test
    void whatALegWaitsForIsNotWithdrawn() {
        firm.trade(1, CLIENT, Side.BUY, 100, 5000);
        firm.closeDay();
        assertEquals(Outcome.RECORDED, firm.confirm(1, 100, 5_000_00, "C1"));
        two.done(two.cash(CashMovementKind.DEPOSIT, CLIENT, USD, 5_101_00));
        two.refused(Refusal.SHORT_OF_MONEY, two.cash(CashMovementKind.WITHDRAWAL, CLIENT, USD, 100_01));
        two.done(two.cash(CashMovementKind.WITHDRAWAL, CLIENT, USD, 100_00));
        firm.closeDay();
        assertEquals(null, two.balances(USD).get(2310));
        assertEquals(null, two.balances(USD).get(1300));
        two.prove();
    }

    @Test
    void anAccrualMustMakeSense() {
        int from = firm.machine.businessDate();
        two.refused(Refusal.CONTRADICTION, two.accrual(AccrualKind.INTEREST_OWED, 1, 1, 364, from, from));
        two.refused(Refusal.CONTRADICTION, two.accrual(AccrualKind.INTEREST_OWED, 1, 1, 365, from, from - 1));
        two.refused(Refusal.CONTRADICTION, two.accrual(AccrualKind.INTEREST_OWED, 0, 1, 365, from, from));
        two.refused(Refusal.OVERFLOW, two.accrual(AccrualKind.INTEREST_OWED, Long.MAX_VALUE, 1_000_000, 365, from,
            from));
        two.refused(Refusal.OVERFLOW, two.accrual(AccrualKind.INTEREST_OWED, 1, Long.MAX_VALUE, 365, from, from));
    }

    /** 256 accruals are more than a slice of the close. */
    @Test
    void manyAccrualsGoInSlices() {
        int from = firm.machine.businessDate();
        for (int i = 1; i <= 256; i++) {
            two.done(two.accrual(AccrualKind.INTEREST_OWED, 36_000_00L * i, 1_000_000, 360, from, from));
        }
        firm.closeDay();
        assertEquals(-1_00L * 256 * 257 / 2, two.balances(USD).get(2480));
        two.prove();
    }
}
