package throughline.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.exposure.SumsRig;
import throughline.message.Metric;
import throughline.message.Side;

/** Control 5 in other currencies, with numbers worked out by hand: rounded up, and again after the rate. */
final class OrderSizeTest {
    private final ControlRig rig = new ControlRig();

    private String asked(int instrument, long quantity) {
        rig.take(SumsRig.PROP, instrument, Side.BUY, quantity, 2);
        return rig.told(rig.verdict.isClear());
    }

    @Test
    void aValueIsComparedInTheBaseCurrency() {
        rig.firm(Metric.MAX_ORDER_VALUE, 660);
        assertEquals("ok", asked(SumsRig.EUROPEAN, 3));
        assertEquals(600, rig.order.valueMinor());
        assertEquals(660, rig.order.baseMinor());
        assertEquals("MAX_ORDER_VALUE MAX_ORDER_VALUE FIRM 660 < 880", asked(SumsRig.EUROPEAN, 4));
        assertEquals("ok", asked(SumsRig.JAPANESE, 492));
        assertEquals(984, rig.order.valueMinor());
        assertEquals(660, rig.order.baseMinor());
        assertEquals("MAX_ORDER_VALUE MAX_ORDER_VALUE FIRM 660 < 661", asked(SumsRig.JAPANESE, 493));
    }

    @Test
    void itIsRoundedUpAfterTheRate() {
        rig.state.front.rate(978, 33_333_333, SumsRig.DATE);
        rig.state.read();
        assertEquals("ok", asked(SumsRig.EUROPEAN, 1));
        assertEquals(200, rig.order.valueMinor());
        assertEquals(67, rig.order.baseMinor());
    }

    @Test
    void withoutARateOrWithOneOfAnotherDateThereIsNoValue() {
        rig.state.front.instrument(9, "GBP", SumsRig.E8, 1, 0, 1, 826);
        rig.state.front.price(9, 2 * SumsRig.E8, SumsRig.DATE);
        rig.state.front.rate(978, SumsRig.E8, SumsRig.DATE - 1);
        rig.state.read();
        assertEquals("NO_REFERENCE_PRICE NONE INSTRUMENT none", asked(9, 1));
        assertEquals("NO_REFERENCE_PRICE PRICE_COLLAR_AGE FIRM 0 < 0", asked(SumsRig.EUROPEAN, 1));
        rig.firm(Metric.PRICE_COLLAR_AGE, 5_000 * SumsRig.E8);
        rig.state.front.timeNs += 5_000_000_000L;
        assertEquals("ok", asked(SumsRig.EUROPEAN, 1));
        rig.state.front.timeNs += 1;
        assertEquals("NO_REFERENCE_PRICE PRICE_COLLAR_AGE FIRM 500000000000 < 500000000100",
            asked(SumsRig.EUROPEAN, 1));
        assertEquals("ok", asked(SumsRig.SHARE, 1));
    }

    @Test
    void whatDoesNotFitIsTooMuch() {
        assertEquals("MAX_ORDER_VALUE MAX_ORDER_VALUE FIRM 1000000000000 < " + Long.MAX_VALUE,
            asked(SumsRig.EUROPEAN, Long.MAX_VALUE / 200));
    }
}
