package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.message.EndReason;
import throughline.message.FeeKind;
import throughline.message.Side;
import throughline.message.TradeBustedEncoder;
import throughline.reference.Money;
import throughline.state.Table;

/** What a client has to pay with, with numbers worked out by hand. */
final class CashTest {
    private static final long E8 = SumsRig.E8;
    private static final int CLIENT = SumsRig.CLIENT;

    private final SumsRig rig = new SumsRig();
    private final Cash cash = rig.exposures().cash();
    private final Holds holds = rig.exposures().holds();

    /** Cash of 100.00, of which 7.00 are still to be paid, and a commission of one percent. */
    CashTest() {
        rig.fee(FeeKind.COMMISSION, E8 / 100, 0, false);
        rig.front.cash(CLIENT, 840, 10_000);
        rig.front.unsettled(CLIENT, SumsRig.SHARE, 840, 999, 888, 1_000, 300);
        rig.read();
    }

    private void trade(long order, int account, Side side, long quantity, long leaves, long priceE8) {
        rig.front.trade(order, account, SumsRig.SHARE, side, quantity, leaves, priceE8);
        rig.read();
    }

    private long atHand() {
        return cash.atHand(cash.first(CLIENT));
    }

    @Test
    void aBuysHoldAndFeesCountUntilItsExecutionsDo() {
        assertEquals(9_300, atHand());
        int hold = rig.accepted(101, CLIENT, SumsRig.SHARE, Side.BUY, 10, 2_000, 20);
        assertEquals(7_280, atHand());
        trade(101, CLIENT, Side.BUY, 4, 6, 150_000_000);
        int row = cash.first(CLIENT);
        assertEquals(840, cash.currency(row));
        assertEquals(10_000, cash.cash(row));
        assertEquals(1_600, cash.bought(row));
        assertEquals(300, cash.sold(row));
        assertEquals(1_200, cash.holds(row));
        assertEquals(6 + 14, cash.fees(row));
        assertEquals(7_480, atHand());
        assertEquals(7_480 + 1_200 + 14 - 80, cash.atHandWithout(CLIENT, 840, holds, hold, 80));
        assertEquals(-5, cash.atHandWithout(CLIENT, 978, holds, Table.NONE, 5));
        assertEquals(Table.NONE, cash.next(row));
    }

    @Test
    void aSalesHoldCostsItsFeesAloneAndItsExecutionPays() {
        rig.accepted(102, CLIENT, SumsRig.SHARE, Side.SELL, 5, 1_000, 10);
        assertEquals(9_290, atHand());
        trade(102, CLIENT, Side.SELL, 5, 0, 2 * E8);
        assertEquals(9_300 + 1_000 - 10, atHand());
    }

    @Test
    void aBustGivesBackThePriceAndNotTheFees() {
        trade(101, CLIENT, Side.BUY, 4, 0, 150_000_000);
        assertEquals(9_300 - 600 - 6, atHand());
        rig.front.write(new TradeBustedEncoder(), 1, 101, e -> e.quantity(4).priceE8(150_000_000).side(Side.BUY)
            .accountId(CLIENT).instrumentId(SumsRig.SHARE).requestKey("").reason("").strategy("").decisionMaker(""));
        rig.read();
        assertEquals(9_300 - 6, atHand());
        assertEquals(1_000, cash.bought(cash.first(CLIENT)));
    }

    @Test
    void aNewDayCountsWhatIsStatedAloneAndAllFeesAreExpectedAgain() {
        rig.accepted(101, CLIENT, SumsRig.SHARE, Side.BUY, 10, 2_000, 20);
        trade(101, CLIENT, Side.BUY, 4, 6, 150_000_000);
        rig.front.cash(CLIENT, 840, 9_000);
        rig.front.unsettled(CLIENT, SumsRig.SHARE, 840, 0, 0, 606, 0);
        rig.read();
        rig.dayOpened(SumsRig.DATE + 1);
        assertEquals(9_000 - 606 - 1_200 - 20, atHand());
        rig.front.canceled(101, CLIENT, SumsRig.SHARE, EndReason.BY_REQUEST);
        rig.read();
        assertEquals(8_394, atHand());
    }

    @Test
    void ownAccountsHaveNoneAndEachCurrencyIsForItself() {
        trade(1, SumsRig.PROP, Side.BUY, 4, 0, E8);
        rig.accepted(101, SumsRig.PROP, SumsRig.SHARE, Side.BUY, 10, 2_000, 20);
        assertEquals(Table.NONE, cash.first(SumsRig.PROP));
        rig.accepted(102, CLIENT, SumsRig.JAPANESE, Side.BUY, 10, 2_000, 20);
        assertEquals(9_300, atHand());
        int yen = cash.next(cash.first(CLIENT));
        assertEquals(392, cash.currency(yen));
        assertEquals(-2_020, cash.atHand(yen));
    }

    @Test
    void whatDoesNotFitCountsAsMoreThanThereIsAndCanBeUndone() {
        rig.accepted(101, CLIENT, SumsRig.SHARE, Side.BUY, 10, Money.OVERFLOW, Money.OVERFLOW);
        assertEquals(-Money.OVERFLOW, atHand());
        rig.front.canceled(101, CLIENT, SumsRig.SHARE, EndReason.BY_REQUEST);
        rig.read();
        assertEquals(9_300, atHand());
    }

    @Test
    void allIsSaved() {
        rig.accepted(101, CLIENT, SumsRig.SHARE, Side.BUY, 10, 2_000, 20);
        trade(102, CLIENT, Side.SELL, 5, 0, 2 * E8);
        SumsRig other = new SumsRig();
        Cash copy = other.exposures().cash();
        other.front.cash(CLIENT, 978, 4);
        other.read();
        SumsRig.carry(cash, copy);
        other.front.unsettled(CLIENT, SumsRig.SHARE, 840, 0, 0, 0, 0);
        other.read();
        assertEquals(10_000 - 2_020 + 1_000 - 10, copy.atHand(copy.first(CLIENT)));
    }
}
