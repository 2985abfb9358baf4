package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OWN;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.ledger.Chart;
import throughline.message.Capacity;
import throughline.message.ObligationStatus;
import throughline.message.Side;
import throughline.office.Outcome;

/** The two worked examples of the books, to the cent, driven through the office's machine. */
class WorkedExampleTest {
    @Test
    void ownAccountFifoSettled() {
        BackFirm firm = ownAccount(OWN);
        assertEquals(Outcome.RECORDED, firm.confirm(3, 1200, 6_600_000, "C4"));
        assertEquals(balances(1000, 99_000_000, 1200, 1_560_000, 5300, 810, 5310, 160, 2400, -810, 2410, -136, 2420,
            -24, 3000, -100_000_000, 4100, -560_000, 10, 300, 70, -300), firm.balances());
        assertEquals(ObligationStatus.SETTLED, firm.machine.obligations().status(firm.obligation(3)));
        firm.decideAgain();
    }

    @Test
    void ownAccountFifoFails() {
        BackFirm firm = ownAccount(OWN);
        assertEquals(Outcome.RECORDED, firm.fails(3, "F4"));
        assertEquals(balances(1000, 92_400_000, 1130, 6_600_000, 1200, 1_560_000, 5300, 810, 5310, 160, 2400, -810,
            2410, -136, 2420, -24, 3000, -100_000_000, 4100, -560_000, 10, 300, 61, 1200, 70, -1500), firm.balances());
        firm.confirm(3, 1200, 6_600_000, "C4");
        assertEquals(99_000_000, firm.balances().get(1000));
        assertEquals(null, firm.balances().get(1130));
        firm.decideAgain();
    }

    @Test
    void ownAccountAverageCost() {
        BackFirm firm = ownAccount(BackFirm.AVERAGE);
        assertEquals(-520_000, firm.balances().get(4100));
        assertEquals(1_520_000, firm.balances().get(1200));
        assertEquals(1, firm.machine.ledger().lots().count(BackFirm.AVERAGE, BackFirm.ACME));
    }

    /** Rows 2, 5 and 8 by either method; a close at the same price posts nothing. */
    @Test
    void ownAccountMarked() {
        marked(OWN, 1_560_000, -560_000, 60_000, -60_000);
        marked(BackFirm.AVERAGE, 1_520_000, -520_000, 100_000, -100_000);
    }

    private static void marked(int account, long cost, long realised, long adjustment, long unrealised) {
        BackFirm firm = new BackFirm();
        firm.importReference();
        firm.cash(account, 100_000_000, "cash.csv:2");
        firm.openDay();
        firm.trade(1, account, Side.BUY, 1000, 5000);
        firm.closeDay(Map.of(BackFirm.ACME, 5100L));
        assertEquals(100_000, firm.balances().get(1210));
        assertEquals(-100_000, firm.balances().get(4110));
        firm.confirm(1, 1000, 5_000_000, "C1");
        firm.trade(2, account, Side.BUY, 500, 5200);
        firm.closeDay(Map.of(BackFirm.ACME, 5300L));
        assertEquals(350_000, firm.balances().get(1210));
        firm.confirm(2, 300, 1_560_000, "C2");
        firm.fails(2, "F2");
        firm.trade(3, account, Side.SELL, 1200, 5500);
        firm.closeDay(Map.of(BackFirm.ACME, 5400L));
        firm.confirm(2, 200, 1_040_000, "C3");
        firm.confirm(3, 1200, 6_600_000, "C4");
        Map<Integer, Long> after = balances(1000, 99_000_000, 1200, cost, 1210, adjustment, 5300, 810, 5310, 160, 2400,
            -810, 2410, -136, 2420, -24, 3000, -100_000_000, 4100, realised, 4110, unrealised, 10, 300, 70, -300);
        assertEquals(after, firm.balances());
        assertEquals(100_620_970, after.entrySet().stream().filter(one -> one.getKey() >= 1000)
            .mapToLong(one -> Math.max(one.getValue(), 0)).sum());
        long entries = firm.machine.ledger().entries();
        firm.closeDay(Map.of(BackFirm.ACME, 5400L));
        firm.closeDay();
        assertEquals(entries, firm.machine.ledger().entries());
        assertEquals(1, firm.machine.days().found(4, throughline.close.DayList.Count.UNPRICED));
        firm.decideAgain();
    }

    @Test
    void aShortIsMarkedAndCovered() {
        BackFirm firm = BackFirm.open();
        firm.trade(1, OWN, Side.SELL_SHORT, 100, 5500);
        firm.closeDay(Map.of(BackFirm.ACME, 5400L));
        assertEquals(-550_000, firm.balances().get(2200));
        assertEquals(10_000, firm.balances().get(1210));
        assertEquals(-10_000, firm.balances().get(4110));
        firm.trade(2, OWN, Side.BUY, 100, 5400);
        assertEquals(-10_000, firm.balances().get(4100));
        firm.closeDay();
        assertEquals(null, firm.balances().get(2200));
        assertEquals(null, firm.balances().get(1210));
        assertEquals(null, firm.balances().get(4110));
        firm.decideAgain();
    }

    /** Rows 1 to 9; marks are no part of it. */
    private static BackFirm ownAccount(int account) {
        BackFirm firm = new BackFirm();
        firm.importReference();
        firm.cash(account, 100_000_000, "cash.csv:2");
        firm.openDay();
        firm.trade(1, account, Side.BUY, 1000, 5000);
        assertEquals(balances(1000, 100_000_000, 1200, 5_000_000, 2100, -5_000_000, 5300, 300, 2400, -300, 3000,
            -100_000_000, 10, 1000, 50, -1000), firm.balances());
        firm.closeDay();
        assertEquals(BackFirm.day("2026-06-02"), firm.machine.obligations().settlementDate(firm.obligation(1)));
        firm.confirm(1, 1000, 5_000_000, "C1");
        firm.trade(2, account, Side.BUY, 500, 5200);
        assertEquals(450, firm.balances().get(5300));
        firm.closeDay();
        firm.confirm(2, 300, 1_560_000, "C2");
        firm.fails(2, "F2");
        assertEquals(-1_040_000, firm.balances().get(2120));
        assertEquals(-200, firm.balances().get(60));
        firm.trade(3, account, Side.SELL, 1200, 5500);
        firm.closeDay();
        firm.confirm(2, 200, 1_040_000, "C3");
        assertEquals(null, firm.balances().get(2120));
        return firm;
    }

    @Test
    void clientAccount() {
        BackFirm firm = new BackFirm();
        firm.importReference();
        firm.cash(CLIENT, 6_000_000, "cash.csv:3");
        firm.openDay();
        firm.trade(1, CLIENT, Side.BUY, 1000, 5000);
        assertEquals(balances(1010, 6_000_000, 2310, -6_000_000, 1300, 5_001_000, 2100, -5_000_000, 4200, -1000, 20,
            1000, 50, -1000), firm.balances());
        firm.closeDay();
        assertEquals(0, firm.balances().getOrDefault(1000, 0L));
        firm.confirm(1, 1000, 5_000_000, "C1");
        assertEquals(balances(1010, 1_000_000, 2310, -999_000, 4200, -1000, 20, 1000, 70, -1000), firm.balances());
        firm.trade(2, CLIENT, Side.SELL, 400, 5500);
        firm.closeDay();
        assertEquals(balances(1000, 1000, 1010, 999_000, 2310, -999_000, 4200, -1400, 2410, -46, 2420, -8, 2100,
            2_200_000, 2300, -2_199_546, 20, 600, 51, 400, 70, -1000), firm.balances());
        firm.confirm(2, 400, 2_200_000, "C2");
        firm.closeDay();
        assertEquals(balances(1000, 1454, 1010, 3_198_546, 2310, -3_198_546, 2410, -46, 2420, -8, 4200, -1400, 20, 600,
            70, -600), firm.balances());
        assertEquals(-600, firm.balance(Chart.DEPOT, Capacity.CLIENT));
        assertEquals(0, firm.machine.exceptions().count());
        firm.decideAgain();
    }

    private static Map<Integer, Long> balances(long... chartAndAmount) {
        Map<Integer, Long> balances = new TreeMap<>();
        for (int i = 0; i < chartAndAmount.length; i += 2) {
            balances.put((int) chartAndAmount[i], chartAndAmount[i + 1]);
        }
        return balances;
    }
}
