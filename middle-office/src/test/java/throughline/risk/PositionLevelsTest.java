package throughline.risk;

import static throughline.risk.MiddleOfficeRig.E8;
import static throughline.risk.MiddleOfficeRig.FRACTION;
import static throughline.risk.MiddleOfficeRig.OTHER_DESK;
import static throughline.risk.MiddleOfficeRig.PROP;
import static throughline.risk.MiddleOfficeRig.SHARE;

import org.junit.jupiter.api.Test;
import throughline.message.AccountKind;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Scope;

/** Control 13 and control 21 at each level: account, desk and firm by themselves. SHR is at 100.00. */
class PositionLevelsTest {
    private static final int SECOND = 10;
    private static final long DESK = Scope.of(ScopeKind.DESK, 1);

    private final MiddleOfficeRig rig = MiddleOfficeRig.open();

    PositionLevelsTest() {
        rig.front.account(SECOND, "SECOND", 1, AccountKind.PRINCIPAL, true);
        rig.run();
    }

    /** The desk holds 6 and 4 are to be bought: 10. An order of 1 by another of its accounts would be 11. */
    @Test
    void aDesksLimitIsAboutAllItsAccounts() {
        rig.tighten(DESK, Metric.POSITION_LIMIT_LONG, 10 * E8);
        rig.front.elsewhere(PROP, SHARE, Side.BUY, 6, 100 * E8);
        rig.accepts(rig.buy(PROP, SHARE, 3, "100.00"));
        rig.accepts(rig.buy(SECOND, SHARE, 1, "100.00"));
        rig.rejects(rig.buy(SECOND, SHARE, 1, "100.00"),
            "POSITION_LIMIT DESK:0:0 POSITION_LIMIT_LONG limit=10 met=11");
        rig.accepts(rig.ask(SECOND, SHARE, Side.SELL_SHORT, 100, "100.00"));
    }

    /** An instrument's limit is the firm's in it: -7 by one desk, and -3 more. */
    @Test
    void anInstrumentsLimitIsAboutTheFirm() {
        rig.tighten(Scope.instrument(SHARE), Metric.POSITION_LIMIT_SHORT, 10 * E8);
        rig.front.elsewhere(OTHER_DESK, SHARE, Side.SELL, 7, 100 * E8);
        rig.accepts(rig.ask(PROP, SHARE, Side.SELL_SHORT, 3, "100.00"));
        rig.rejects(rig.ask(SECOND, SHARE, Side.SELL_SHORT, 1, "100.00"),
            "POSITION_LIMIT INSTRUMENT:0:1 POSITION_LIMIT_SHORT limit=10 met=11");
    }

    /** What opens a short at the account reduces the desk's 10: the desk is not asked, the account is. */
    @Test
    void whatReducesTheDeskIsAskedAtTheAccountAlone() {
        rig.front.elsewhere(PROP, SHARE, Side.BUY, 10, 100 * E8);
        rig.run();
        rig.tighten(DESK, Metric.GROSS_EXPOSURE, E8);
        rig.accepts(rig.ask(SECOND, SHARE, Side.SELL_SHORT, 6, "100.00"));
        rig.rejects(rig.ask(SECOND, SHARE, Side.SELL_SHORT, 5, "100.00"),
            "GROSS_EXPOSURE DESK:0:0 GROSS_EXPOSURE limit=1 met=1000");
        rig.tighten(Scope.of(ScopeKind.ACCOUNT, SECOND), Metric.POSITION_LIMIT_SHORT, 6 * E8);
        rig.rejects(rig.ask(SECOND, SHARE, Side.SELL_SHORT, 1, "100.00"),
            "POSITION_LIMIT ACCOUNT:10:0 POSITION_LIMIT_SHORT limit=6 met=7");
    }

    /** The firm is flat and the account holds nothing, but the desk would hold more than a number does. */
    @Test
    void aDesksPositionThatOverflowsIsRejectedWithoutALimitOfItsOwn() {
        long quantity = rig.brim();
        rig.rejects(rig.buy(SECOND, FRACTION, quantity, "0.00000001"),
            "POSITION_LIMIT DESK:0:0 POSITION_LIMIT_LONG limit=none met=92233720368.54775807");
    }
}
