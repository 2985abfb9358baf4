package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.message.EndReason;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradeBustedEncoder;
import throughline.message.TradeCorrectedEncoder;
import throughline.reference.Exact;
import throughline.reference.Money;
import throughline.reference.Scope;
import throughline.state.Table;

/** Executed and unsettled amounts and holds, with numbers worked out by hand. */
final class CreditTest {
    private static final long E8 = SumsRig.E8;
    private static final long CLIENT = SumsRig.client();

    private final SumsRig rig = new SumsRig();
    private final Credit credit = rig.exposures().credit();
    private final Holds holds = rig.exposures().holds();

    private long sector() {
        return Scope.of(ScopeKind.SECTOR, rig.machine.instruments().sectorId(SumsRig.SHARE));
    }

    private void trade(long order, int account, int instrument, Side side, long quantity, long priceE8) {
        rig.front.trade(order, account, instrument, side, quantity, 0, priceE8);
        rig.read();
    }

    private void busted(int account, int instrument, Side side, long quantity, long priceE8) {
        rig.front.write(new TradeBustedEncoder(), 1, 500, e -> e.quantity(quantity).priceE8(priceE8).side(side)
            .accountId(account).instrumentId(instrument).requestKey("").reason("").strategy("").decisionMaker(""));
        rig.read();
    }

    @Test
    void buysAndSellsOfAllAccountsButTheStreetsAddUp() {
        trade(1, SumsRig.PROP, SumsRig.SHARE, Side.BUY, 10, 3 * E8);
        trade(2, SumsRig.CLIENT, SumsRig.SHARE, Side.SELL, 100, 2 * E8);
        trade(2, SumsRig.STREET, SumsRig.SHARE, Side.BUY, 100, 2 * E8);
        assertEquals(23_000, credit.used(Scope.FIRM));
        assertEquals(23_000, credit.used(sector()));
        assertEquals(20_000, credit.used(CLIENT));
        assertEquals(0, credit.held(CLIENT));
    }

    @Test
    void aHoldCountsUntilItsOrderEndsAndItsExecutionAtItsPrice() {
        int hold = rig.accepted(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 3, 1_000, 0);
        assertEquals(1_000, credit.held(CLIENT));
        rig.front.trade(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 1, 2, 3 * E8);
        rig.read();
        assertEquals(667, credit.held(CLIENT));
        assertEquals(967, credit.used(CLIENT));
        rig.amended(101, 7, 5, 5, 2_000, 0);
        assertEquals(2_000, credit.held(CLIENT));
        assertEquals(300 + 50, usedWith(CLIENT, hold, 840, 50));
        assertEquals(2_300 + 50, usedWith(CLIENT, Table.NONE, 840, 50));
        rig.front.canceled(101, SumsRig.CLIENT, SumsRig.SHARE, EndReason.BY_REQUEST);
        rig.read();
        assertEquals(0, credit.held(CLIENT));
        assertEquals(300, credit.used(CLIENT));
        assertEquals(2_300, credit.peak(CLIENT));
    }

    /** Used with so much more in a currency, a hold of it taken out. */
    private long usedWith(long scope, int hold, int currency, long more) {
        long by = more - (hold == Table.NONE ? 0 : holds.valueMinor(hold));
        long used = credit.row(scope, currency) == Table.NONE ? credit.with(Table.NONE, currency, by) : 0;
        for (int row = credit.first(scope); row != Table.NONE; row = credit.next(row)) {
            used = Exact.saturatedSum(used, credit.with(row, credit.currency(row),
                credit.currency(row) == currency ? by : 0));
        }
        return used;
    }

    @Test
    void eachCurrencysSumIsRoundedUpOnce() {
        rig.accepted(101, SumsRig.CLIENT, SumsRig.EUROPEAN, Side.BUY, 1, 1, 0);
        rig.accepted(102, SumsRig.CLIENT, SumsRig.EUROPEAN, Side.SELL, 1, 2, 0);
        rig.accepted(103, SumsRig.CLIENT, SumsRig.JAPANESE, Side.BUY, 1, 100, 0);
        rig.accepted(104, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 1, 5, 0);
        assertEquals(4 + 67 + 5, credit.held(CLIENT));
        assertEquals(76, credit.used(CLIENT));
        assertEquals(5 + 67 + 5, usedWith(CLIENT, Table.NONE, 978, 1));
        assertEquals(2 + 67 + 5, usedWith(CLIENT, holds.row(102), 978, 0));
        assertEquals(2, usedWith(Scope.of(ScopeKind.CLIENT, 77), Table.NONE, 978, 1));
    }

    @Test
    void withoutARateNothingCanBeTold() {
        rig.front.instrument(9, "GBP", E8, 1, 0, 1, 826);
        rig.read();
        rig.accepted(100, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 1, 5, 0);
        rig.accepted(101, SumsRig.CLIENT, 9, Side.BUY, 1, 10, 0);
        assertEquals(Money.OVERFLOW, credit.used(CLIENT));
        assertEquals(Money.OVERFLOW, credit.held(CLIENT));
        assertEquals(Money.OVERFLOW, usedWith(CLIENT, Table.NONE, 840, 1));
        assertEquals(5, credit.peak(CLIENT));
        rig.front.rate(826, 2 * E8, SumsRig.DATE);
        rig.read();
        assertEquals(25, credit.used(CLIENT));
    }

    @Test
    void aStatementReplacesTheOneBeforeOfItsAccountAndInstrument() {
        rig.front.unsettled(SumsRig.CLIENT, SumsRig.SHARE, 840, 1_000, 200, 1, 2);
        rig.front.unsettled(SumsRig.CLIENT, SumsRig.EUROPEAN, 978, 100, 0, 1, 2);
        rig.front.unsettled(SumsRig.PROP, SumsRig.SHARE, 840, 50, 0, 0, 0);
        rig.front.unsettled(SumsRig.STREET, SumsRig.SHARE, 840, 9_999, 0, 0, 0);
        rig.read();
        assertEquals(1_310, credit.used(CLIENT));
        assertEquals(1_360, credit.used(Scope.FIRM));
        rig.front.unsettled(SumsRig.CLIENT, SumsRig.SHARE, 840, 30, 4, 0, 0);
        rig.read();
        assertEquals(144, credit.used(CLIENT));
        assertEquals(194, credit.used(Scope.FIRM));
    }

    @Test
    void aBustTakesOutWhatItsTradeAddedWhicheverTheSide() {
        trade(500, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 100, 2 * E8);
        trade(500, SumsRig.CLIENT, SumsRig.SHARE, Side.SELL, 10, 3 * E8);
        busted(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 100, 2 * E8);
        assertEquals(3_000, credit.used(CLIENT));
        rig.front.write(new TradeCorrectedEncoder(), 1, 500, e -> e.oldQuantity(10).oldPriceE8(3 * E8).quantity(5)
            .priceE8(4 * E8).side(Side.SELL).accountId(SumsRig.CLIENT).instrumentId(SumsRig.SHARE).requestKey("")
            .reason("").strategy("").decisionMaker(""));
        rig.read();
        assertEquals(2_000, credit.used(CLIENT));
        busted(SumsRig.CLIENT, SumsRig.SHARE, Side.SELL, 5, 4 * E8);
        assertEquals(0, credit.used(CLIENT));
    }

    @Test
    void aTradeTooLargeForANumberRejectsUntilItIsBusted() {
        trade(500, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 1, 2 * E8);
        trade(500, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, Long.MAX_VALUE / 2, 1_000 * E8);
        trade(500, SumsRig.CLIENT, SumsRig.SHARE, Side.SELL, Long.MAX_VALUE / 2, 1_000 * E8);
        assertEquals(Money.OVERFLOW, credit.used(CLIENT));
        busted(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, Long.MAX_VALUE / 2, 1_000 * E8);
        assertEquals(Money.OVERFLOW, credit.used(CLIENT));
        busted(SumsRig.CLIENT, SumsRig.SHARE, Side.SELL, Long.MAX_VALUE / 2, 1_000 * E8);
        assertEquals(200, credit.used(CLIENT));
    }

    @Test
    void aNewDayTakesTodaysFromWhatIsUnsettledAndAllIsSaved() {
        trade(1, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 10, 3 * E8);
        rig.accepted(101, SumsRig.CLIENT, SumsRig.EUROPEAN, Side.BUY, 3, 1_000, 0);
        rig.front.unsettled(SumsRig.CLIENT, SumsRig.SHARE, 840, 3_000, 0, 0, 0);
        rig.read();
        assertEquals(7_100, credit.used(CLIENT));
        rig.dayOpened(SumsRig.DATE + 1);
        assertEquals(4_100, credit.used(CLIENT));
        assertEquals(4_100, credit.peak(CLIENT));
        SumsRig other = new SumsRig();
        Credit copy = other.exposures().credit();
        other.accepted(7, SumsRig.CLIENT, SumsRig.JAPANESE, Side.BUY, 3, 1_000, 0);
        SumsRig.carry(credit, copy);
        other.front.unsettled(SumsRig.CLIENT, SumsRig.SHARE, 840, 0, 1, 0, 0);
        other.read();
        assertEquals(1_101, copy.used(CLIENT));
        assertEquals(4_100, copy.peak(CLIENT));
    }
}
