package throughline.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.exposure.SumsRig;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Scope;

/** Control 8, with numbers worked out by hand. */
final class WindowValueTest {
    private static final long E8 = SumsRig.E8;

    private final ControlRig rig = new ControlRig();
    private final WindowValue control = new WindowValue(rig.reading);

    WindowValueTest() {
        rig.firm(Metric.WINDOW_VALUE_LIMIT, 10_000);
        rig.firm(Metric.WINDOW_VALUE_SECONDS, 10 * E8);
        rig.state.accepted(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 20, 4_000, 0);
    }

    private String asked(long quantity) {
        rig.take(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, quantity, 2);
        return rig.ask(control::passes);
    }

    @Test
    void atTheLimitPassesAndOneAboveDoesNot() {
        assertEquals("ok", asked(30));
        assertEquals("WINDOW_VALUE WINDOW_VALUE_LIMIT FIRM 10000 < 10200", asked(31));
        rig.state.front.timeNs += 11_000_000_000L;
        assertEquals("ok", asked(50));
    }

    @Test
    void eachScopeIsTestedAndTheLeastHeadRoomIsTold() {
        long trader = Scope.of(ScopeKind.TRADER, SumsRig.TRADER);
        rig.state.limit(trader, Metric.WINDOW_VALUE_LIMIT, 6_000);
        assertEquals("ok", asked(10));
        assertEquals("WINDOW_VALUE WINDOW_VALUE_LIMIT TRADER 6000 < 6200", asked(11));
        rig.state.limit(SumsRig.client(), Metric.WINDOW_VALUE_LIMIT, 6_100);
        rig.state.limit(Scope.instrument(SumsRig.SHARE), Metric.WINDOW_VALUE_LIMIT, 5_900);
        assertEquals("WINDOW_VALUE WINDOW_VALUE_LIMIT INSTRUMENT 5900 < 6200", asked(11));
    }

    @Test
    void withoutTheFirmsLimitOrSecondsAllIsRejected() {
        rig.firm(Metric.WINDOW_VALUE_SECONDS, Limits.NONE);
        assertEquals("WINDOW_VALUE WINDOW_VALUE_SECONDS FIRM none", asked(1));
        rig.firm(Metric.WINDOW_VALUE_LIMIT, Limits.NONE);
        assertEquals("WINDOW_VALUE WINDOW_VALUE_LIMIT FIRM none", asked(1));
    }

    @Test
    void anAmendmentAddsItsIncreaseAlone() {
        rig.amend(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 50, 2);
        assertEquals("ok", rig.ask(control::passes));
        rig.amend(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 51, 2);
        assertEquals("WINDOW_VALUE WINDOW_VALUE_LIMIT FIRM 10000 < 10200", rig.ask(control::passes));
        rig.firm(Metric.WINDOW_VALUE_LIMIT, 4_000);
        rig.amend(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 5, 2);
        assertEquals("ok", rig.ask(control::passes));
    }

    @Test
    void earlierMembersOfItsBasketCount() {
        rig.take(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 10, 2).standInBasket();
        rig.take(SumsRig.PROP, SumsRig.EUROPEAN, Side.SELL, 5, 2).standInBasket();
        assertEquals("ok", asked(14));
        assertEquals("WINDOW_VALUE WINDOW_VALUE_LIMIT FIRM 10000 < 10100", asked(15));
    }
}
