package throughline.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.exposure.SumsRig;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Scope;

/** Control 15, with numbers worked out by hand. */
final class OpenOrdersTest {
    private static final long E8 = SumsRig.E8;

    private final ControlRig rig = new ControlRig();
    private final OpenOrders control = new OpenOrders(rig.reading);

    OpenOrdersTest() {
        rig.firm(Metric.OPEN_ORDERS, 3 * E8);
        rig.state.accepted(101, SumsRig.PROP, SumsRig.SHARE, Side.BUY, 1, 1, 0);
        rig.state.accepted(102, SumsRig.CLIENT, SumsRig.EUROPEAN, Side.BUY, 1, 1, 0);
    }

    private String asked(int account, int instrument) {
        rig.take(account, instrument, Side.BUY, 1, 2);
        return rig.ask(control::passes);
    }

    @Test
    void atTheLimitPassesAndOneAboveDoesNot() {
        assertEquals("ok", asked(SumsRig.PROP, SumsRig.SHARE));
        rig.state.accepted(103, SumsRig.CLIENT, SumsRig.EUROPEAN, Side.BUY, 1, 1, 0);
        assertEquals("OPEN_ORDERS OPEN_ORDERS FIRM 300000000 < 400000000", asked(SumsRig.PROP, SumsRig.SHARE));
        rig.firm(Metric.OPEN_ORDERS, Limits.NONE);
        assertEquals("OPEN_ORDERS OPEN_ORDERS FIRM none", asked(SumsRig.PROP, SumsRig.SHARE));
    }

    @Test
    void accountsInstrumentsAndSessionsHaveTheirOwn() {
        rig.state.limit(Scope.of(ScopeKind.ACCOUNT, SumsRig.PROP), Metric.OPEN_ORDERS, E8);
        assertEquals("OPEN_ORDERS OPEN_ORDERS ACCOUNT 100000000 < 200000000", asked(SumsRig.PROP, SumsRig.EUROPEAN));
        assertEquals("ok", asked(SumsRig.CLIENT, SumsRig.EUROPEAN));
        rig.state.limit(Scope.instrument(SumsRig.EUROPEAN), Metric.OPEN_ORDERS, E8);
        assertEquals("OPEN_ORDERS OPEN_ORDERS INSTRUMENT 100000000 < 200000000",
            asked(SumsRig.CLIENT, SumsRig.EUROPEAN));
        rig.take(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 1, 2);
        rig.state.limit(Scope.of(ScopeKind.SESSION, rig.order.sessionId), Metric.OPEN_ORDERS, 0);
        assertEquals("OPEN_ORDERS OPEN_ORDERS SESSION 0 < 100000000", asked(SumsRig.CLIENT, SumsRig.SHARE));
    }

    @Test
    void anAmendedOrderIsStillOne() {
        rig.firm(Metric.OPEN_ORDERS, 2 * E8);
        rig.amend(101, SumsRig.PROP, SumsRig.SHARE, Side.BUY, 5, 2);
        assertEquals("ok", rig.ask(control::passes));
        rig.firm(Metric.OPEN_ORDERS, E8);
        assertEquals("OPEN_ORDERS OPEN_ORDERS FIRM 100000000 < 200000000", rig.ask(control::passes));
    }

    @Test
    void earlierMembersOfItsBasketCount() {
        rig.take(SumsRig.PROP, SumsRig.SHARE, Side.BUY, 1, 2).standInBasket();
        assertEquals("OPEN_ORDERS OPEN_ORDERS FIRM 300000000 < 400000000", asked(SumsRig.PROP, SumsRig.SHARE));
    }
}
