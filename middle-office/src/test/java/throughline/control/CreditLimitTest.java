package throughline.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.exposure.SumsRig;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Scope;

/** Control 11, with numbers worked out by hand. */
final class CreditLimitTest {
    private final ControlRig rig = new ControlRig();
    private final CreditLimit control = new CreditLimit(rig.reading);

    /** The client has 15.00 unsettled, traded for 5.00 and holds 20.00: 40.00. */
    CreditLimitTest() {
        rig.firm(Metric.CREDIT, 10_000);
        rig.state.front.unsettled(SumsRig.CLIENT, SumsRig.SHARE, 840, 1_000, 500, 0, 0);
        rig.state.front.trade(7, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 1, 0, 5 * SumsRig.E8);
        rig.state.read();
        rig.state.accepted(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 10, 2_000, 0);
    }

    private String asked(int account, int instrument, Side side, long quantity) {
        rig.take(account, instrument, side, quantity, 2);
        return rig.ask(control::passes);
    }

    @Test
    void atTheLimitPassesAndOneAboveDoesNot() {
        assertEquals("ok", asked(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 30));
        assertEquals("CREDIT CREDIT FIRM 10000 < 10200", asked(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 31));
        assertEquals("CREDIT CREDIT FIRM 10000 < 10200", asked(SumsRig.PROP, SumsRig.SHARE, Side.BUY, 31));
    }

    @Test
    void clientsAndSectorsHaveTheirOwn() {
        rig.state.limit(SumsRig.client(), Metric.CREDIT, 6_000);
        assertEquals("ok", asked(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 10));
        assertEquals("CREDIT CREDIT CLIENT 6000 < 6200", asked(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 11));
        assertEquals("ok", asked(SumsRig.PROP, SumsRig.SHARE, Side.BUY, 11));
        int sector = rig.reading.instruments().sectorId(SumsRig.SHARE);
        rig.state.limit(Scope.of(ScopeKind.SECTOR, sector), Metric.CREDIT, 5_000);
        assertEquals("CREDIT CREDIT SECTOR 5000 < 6200", asked(SumsRig.PROP, SumsRig.SHARE, Side.BUY, 11));
    }

    @Test
    void anotherCurrencysSumIsRoundedUpWithTheOrderInIt() {
        rig.state.accepted(102, SumsRig.PROP, SumsRig.EUROPEAN, Side.BUY, 1, 1, 0);
        rig.firm(Metric.CREDIT, 4_000 + 222);
        assertEquals("ok", asked(SumsRig.PROP, SumsRig.EUROPEAN, Side.BUY, 1));
        rig.firm(Metric.CREDIT, 4_000 + 221);
        assertEquals("CREDIT CREDIT FIRM 4221 < 4222", asked(SumsRig.PROP, SumsRig.EUROPEAN, Side.BUY, 1));
    }

    @Test
    void whatReducesItsAccountsPositionSkipsIt() {
        rig.state.front.position(SumsRig.CLIENT, SumsRig.SHARE, 100);
        rig.state.read();
        rig.firm(Metric.CREDIT, 1);
        assertEquals("ok", asked(SumsRig.CLIENT, SumsRig.SHARE, Side.SELL, 100));
        assertEquals("CREDIT CREDIT FIRM 1 < 24200", asked(SumsRig.CLIENT, SumsRig.SHARE, Side.SELL, 101));
        rig.firm(Metric.CREDIT, Limits.NONE);
        assertEquals("CREDIT CREDIT FIRM none", asked(SumsRig.CLIENT, SumsRig.SHARE, Side.SELL, 101));
    }

    @Test
    void anAmendmentsOwnHoldIsTakenOut() {
        rig.amend(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 40, 2);
        assertEquals("ok", rig.ask(control::passes));
        rig.amend(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 41, 2);
        assertEquals("CREDIT CREDIT FIRM 10000 < 10200", rig.ask(control::passes));
    }

    @Test
    void earlierMembersOfItsBasketCount() {
        rig.state.limit(SumsRig.client(), Metric.CREDIT, 8_000);
        rig.take(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 10, 2).standInBasket();
        rig.take(SumsRig.PROP, SumsRig.SHARE, Side.SELL, 9, 2).standInBasket();
        assertEquals("ok", asked(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 10));
        assertEquals("CREDIT CREDIT CLIENT 8000 < 8200", asked(SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 11));
    }
}
