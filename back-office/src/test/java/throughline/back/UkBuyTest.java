package throughline.back;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.back.BackFirm.CLIENT;
import static throughline.back.BackFirm.OWN;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.message.AccountKind;
import throughline.message.ChargedSides;
import throughline.message.FeeDefinedEncoder;
import throughline.message.FeeKind;
import throughline.message.Side;
import throughline.office.Outcome;

/** The books' UK buy: stamp duty on what is bought, the levy on both sides of a large trade. */
class UkBuyTest {
    private static final int GBP = 826;
    private static final int UK = 3;

    private final BackFirm firm = new BackFirm();
    private final Map<Integer, Long> before;

    UkBuyTest() {
        firm.importReference();
        assertEquals(Outcome.RECORDED, firm.instrument(UK, "UK", 0, GBP));
        assertEquals(Outcome.RECORDED, firm.cash(CLIENT, GBP, 20_000_00, "cash.csv:2"));
        assertEquals(Outcome.RECORDED, firm.cash(OWN, GBP, 50_000_00, "cash.csv:3"));
        FeeDefinedEncoder commission = new FeeDefinedEncoder();
        firm.draft.begin(commission, 0, 0).kind(FeeKind.COMMISSION).accountKind(AccountKind.CLIENT).currency(GBP)
            .toDate(FeeDefinedEncoder.toDateNullValue()).maximumMinor(FeeDefinedEncoder.maximumMinorNullValue())
            .ratePerNotionalE8(100_000).tiersCount(0);
        assertEquals(Outcome.RECORDED, firm.send(commission));
        FeeDefinedEncoder duty = new FeeDefinedEncoder();
        firm.draft.begin(duty, 0, 0).kind(FeeKind.SDRT).accountKind(AccountKind.NULL_VAL).currency(GBP)
            .toDate(FeeDefinedEncoder.toDateNullValue()).maximumMinor(FeeDefinedEncoder.maximumMinorNullValue())
            .ratePerNotionalE8(500_000).sides(ChargedSides.BUYS).tiersCount(0);
        assertEquals(Outcome.RECORDED, firm.send(duty));
        FeeDefinedEncoder levy = new FeeDefinedEncoder();
        firm.draft.begin(levy, 0, 0).kind(FeeKind.PTM_LEVY).accountKind(AccountKind.NULL_VAL).currency(GBP)
            .toDate(FeeDefinedEncoder.toDateNullValue()).maximumMinor(FeeDefinedEncoder.maximumMinorNullValue())
            .perOrderMinor(150).aboveMinor(10_000_00).tiersCount(0);
        assertEquals(Outcome.RECORDED, firm.send(levy));
        firm.openDay();
        before = firm.balances();
    }

    private void moved(long... chartAndAmount) {
        Map<Integer, Long> moved = new TreeMap<>(firm.balances());
        before.forEach((chart, balance) -> moved.merge(chart, -balance, Long::sum));
        moved.values().removeIf(balance -> balance == 0);
        Map<Integer, Long> expected = new TreeMap<>();
        for (int i = 0; i < chartAndAmount.length; i += 2) {
            expected.put((int) chartAndAmount[i], chartAndAmount[i + 1]);
        }
        assertEquals(expected, moved);
    }

    @Test
    void aClientPaysThemAndTheSweepTakesThemOut() {
        firm.trade(1, CLIENT, UK, Side.BUY, 2_000, 600);
        moved(1300, 12_073_50, 2100, -12_000_00, 2430, -60_00, 2440, -1_50, 4200, -12_00, 20, 2_000, 50, -2_000);
        firm.closeDay();
        firm.closeDay();
        assertEquals(Outcome.RECORDED, firm.confirm(1, 2_000, 12_000_00, "C1"));
        moved(1010, -12_000_00, 2310, 12_073_50, 2430, -60_00, 2440, -1_50, 4200, -12_00, 20, 2_000, 70, -2_000);
        firm.closeDay();
        moved(1000, 73_50, 1010, -12_073_50, 2310, 12_073_50, 2430, -60_00, 2440, -1_50, 4200, -12_00, 20, 2_000, 70,
            -2_000);
        firm.decideAgain();
    }

    @Test
    void theFirmBearsThemAsTransactionTaxes() {
        firm.trade(1, OWN, UK, Side.BUY, 2_000, 600);
        moved(1200, 12_000_00, 2100, -12_000_00, 5300, 6_00, 2400, -6_00, 5360, 61_50, 2430, -60_00, 2440, -1_50, 10,
            2_000, 50, -2_000);
        firm.trade(2, OWN, UK, Side.SELL, 2_000, 600);
        assertEquals(63_00, firm.balances().get(5360));
        assertEquals(-3_00, firm.balances().get(2440));
    }

    @Test
    void aBustTakesTheTaxesBack() {
        firm.trade(1, CLIENT, UK, Side.BUY, 1_000, 600);
        firm.bust(firm.trade(1, CLIENT, UK, Side.BUY, 1_000, 600));
        moved(1300, 6_036_00, 2100, -6_000_00, 2430, -30_00, 4200, -6_00, 20, 1_000, 50, -1_000);
        firm.decideAgain();
    }
}
