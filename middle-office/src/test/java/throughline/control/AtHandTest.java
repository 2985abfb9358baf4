package throughline.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.exposure.SumsRig;
import throughline.message.FeeKind;
import throughline.message.Side;

/** Control 12, with numbers worked out by hand: 100.00 dollars and 50 shares, and a commission of one percent. */
final class AtHandTest {
    private static final long E8 = SumsRig.E8;
    private static final int CLIENT = SumsRig.CLIENT;

    private final ControlRig rig = new ControlRig();
    private final AtHand control = new AtHand(rig.reading);

    AtHandTest() {
        rig.state.fee(FeeKind.COMMISSION, E8 / 100, 0, false);
        rig.state.front.cash(CLIENT, 840, 10_100);
        rig.state.front.cash(CLIENT, 392, 1_000);
        rig.state.front.position(CLIENT, SumsRig.SHARE, 50);
        rig.state.read();
    }

    private String asked(int instrument, Side side, long quantity) {
        rig.take(CLIENT, instrument, side, quantity, 2);
        return rig.ask(control::passes);
    }

    @Test
    void aBuyIsPaidWithItsFeesInItsInstrumentsCurrency() {
        assertEquals("ok", asked(SumsRig.SHARE, Side.BUY, 50));
        assertEquals(100, rig.order.feesMinor());
        assertEquals("INSUFFICIENT_CASH NONE ACCOUNT 10100000000 < 10302000000", asked(SumsRig.SHARE, Side.BUY, 51));
        assertEquals("ok", asked(SumsRig.JAPANESE, Side.BUY, 495));
        assertEquals("INSUFFICIENT_CASH NONE ACCOUNT 100000000000 < 100200000000",
            asked(SumsRig.JAPANESE, Side.BUY, 496));
        assertEquals("INSUFFICIENT_CASH NONE ACCOUNT 0 < 202000000", asked(SumsRig.EUROPEAN, Side.BUY, 1));
        rig.take(SumsRig.PROP, SumsRig.EUROPEAN, Side.BUY, 1_000, 2);
        assertEquals("ok", rig.ask(control::passes));
        assertEquals(0, rig.order.feesMinor());
    }

    @Test
    void whatIsHeldIsSpentAndMayBeMoreThanThereIs() {
        rig.state.accepted(101, CLIENT, SumsRig.SHARE, Side.BUY, 40, 8_000, 80);
        assertEquals("ok", asked(SumsRig.SHARE, Side.BUY, 10));
        rig.state.front.cash(CLIENT, 840, 8_000);
        rig.state.read();
        assertEquals("INSUFFICIENT_CASH NONE ACCOUNT -80000000 < 202000000", asked(SumsRig.SHARE, Side.BUY, 1));
    }

    @Test
    void anAmendmentsOwnHoldIsTakenOutAndItsFeesOfTheDayAreChargedAlready() {
        rig.state.accepted(101, CLIENT, SumsRig.SHARE, Side.BUY, 40, 8_000, 80);
        rig.amend(101, CLIENT, SumsRig.SHARE, Side.BUY, 50, 2);
        assertEquals("ok", rig.ask(control::passes));
        rig.amend(101, CLIENT, SumsRig.SHARE, Side.BUY, 51, 2);
        assertEquals("INSUFFICIENT_CASH NONE ACCOUNT 10100000000 < 10302000000", rig.ask(control::passes));
        rig.state.front.trade(101, CLIENT, SumsRig.SHARE, Side.BUY, 10, 30, 2 * E8);
        rig.state.read();
        rig.amend(101, CLIENT, SumsRig.SHARE, Side.BUY, 40, 2);
        assertEquals(20 + 80, rig.order.feesMinor());
        assertEquals("ok", rig.ask(control::passes));
        rig.state.front.cash(CLIENT, 840, 10_099);
        rig.state.read();
        assertEquals("INSUFFICIENT_CASH NONE ACCOUNT 8079000000 < 8080000000", rig.ask(control::passes));
    }

    @Test
    void anAmendmentThatLowersFindsItsFeesToo() {
        rig.state.accepted(101, CLIENT, SumsRig.SHARE, Side.BUY, 40, 8_000, 80);
        rig.amend(101, CLIENT, SumsRig.SHARE, Side.BUY, 0, 2);
        rig.order.feesMinor = 7;
        rig.size.isAppraised(rig.order, rig.verdict);
        assertEquals(0, rig.order.feesMinor());
        rig.state.front.trade(101, CLIENT, SumsRig.SHARE, Side.BUY, 10, 30, 2 * E8);
        rig.state.read();
        rig.amend(101, CLIENT, SumsRig.SHARE, Side.BUY, 5, 1);
        rig.size.isAppraised(rig.order, rig.verdict);
        assertEquals(500, rig.order.valueMinor());
        assertEquals(25, rig.order.feesMinor());
    }

    @Test
    void onlyWhatIsThereIsSoldUnlessItIsBorrowed() {
        assertEquals("ok", asked(SumsRig.SHARE, Side.SELL, 50));
        assertEquals("INSUFFICIENT_POSITION NONE ACCOUNT 5000000000 < 5100000000",
            asked(SumsRig.SHARE, Side.SELL, 51));
        rig.state.accepted(101, CLIENT, SumsRig.SHARE, Side.SELL, 20, 4_000, 40);
        assertEquals("ok", asked(SumsRig.SHARE, Side.SELL, 30));
        assertEquals("INSUFFICIENT_POSITION NONE ACCOUNT 3000000000 < 3100000000",
            asked(SumsRig.SHARE, Side.SELL, 31));
        assertEquals("ok", asked(SumsRig.SHARE, Side.SELL_SHORT, 31));
        rig.order.located = false;
        assertEquals("INSUFFICIENT_POSITION NONE ACCOUNT 3000000000 < 3100000000", rig.ask(control::passes));
        rig.take(CLIENT, SumsRig.SHARE, Side.SELL_SHORT, 30, 2);
        rig.order.located = false;
        assertEquals("ok", rig.ask(control::passes));
        rig.amend(101, CLIENT, SumsRig.SHARE, Side.SELL, 50, 2);
        assertEquals("ok", rig.ask(control::passes));
        rig.take(SumsRig.PROP, SumsRig.SHARE, Side.SELL, 1, 2);
        assertEquals("ok", rig.ask(control::passes));
    }

    @Test
    void earlierMembersOfItsBasketCount() {
        rig.take(CLIENT, SumsRig.SHARE, Side.BUY, 20, 2).standInBasket();
        rig.take(CLIENT, SumsRig.JAPANESE, Side.BUY, 20, 2).standInBasket();
        rig.take(CLIENT, SumsRig.SHARE, Side.SELL, 10, 2).standInBasket();
        assertEquals("INSUFFICIENT_POSITION NONE ACCOUNT 4000000000 < 4100000000",
            asked(SumsRig.SHARE, Side.SELL, 41));
        assertEquals("ok", asked(SumsRig.SHARE, Side.BUY, 29));
        assertEquals("INSUFFICIENT_CASH NONE ACCOUNT 6040000000 < 6060000000", asked(SumsRig.SHARE, Side.BUY, 30));
    }

    @Test
    void whatDoesNotFitIsNeverAtHand() {
        rig.state.front.cash(CLIENT, 840, Long.MAX_VALUE);
        rig.state.fee(FeeKind.EXCHANGE, Long.MAX_VALUE / 4, 0, false);
        rig.state.read();
        assertEquals("INSUFFICIENT_CASH NONE ACCOUNT " + Long.MAX_VALUE + " < " + Long.MAX_VALUE,
            asked(SumsRig.SHARE, Side.BUY, 1_000_000_000));
    }
}
