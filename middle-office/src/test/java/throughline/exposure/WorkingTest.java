package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.message.EndReason;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Scope;

/** How many orders work. */
final class WorkingTest {
    private final SumsRig rig = new SumsRig();
    private final Working working = rig.exposures().working();

    @Test
    void anOrderCountsOnceUntilItEnds() {
        long session = Scope.of(ScopeKind.SESSION, rig.machine.names().sessionOf(SumsRig.TRADER));
        rig.accepted(101, SumsRig.PROP, SumsRig.SHARE, Side.BUY, 10, 1_000, 0);
        rig.accepted(102, SumsRig.PROP, SumsRig.EUROPEAN, Side.SELL, 10, 1_000, 0);
        rig.accepted(103, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 10, 1_000, 0);
        rig.amended(103, 9, 20, 20, 2_000, 0);
        rig.front.trade(101, SumsRig.PROP, SumsRig.SHARE, Side.BUY, 4, 6, SumsRig.E8);
        rig.read();
        assertEquals(3, working.count(Scope.FIRM));
        assertEquals(3, working.count(session));
        assertEquals(2, working.count(Scope.of(ScopeKind.ACCOUNT, SumsRig.PROP)));
        assertEquals(1, working.count(Scope.of(ScopeKind.ACCOUNT, SumsRig.CLIENT)));
        assertEquals(2, working.count(Scope.instrument(SumsRig.SHARE)));
        assertEquals(0, working.count(Scope.instrument(SumsRig.JAPANESE)));
        rig.front.trade(101, SumsRig.PROP, SumsRig.SHARE, Side.BUY, 6, 0, SumsRig.E8);
        rig.front.canceled(102, SumsRig.PROP, SumsRig.EUROPEAN, EndReason.BY_REQUEST);
        rig.read();
        assertEquals(1, working.count(Scope.FIRM));
        assertEquals(0, working.count(Scope.of(ScopeKind.ACCOUNT, SumsRig.PROP)));
        assertEquals(3, working.peak(Scope.FIRM));
        rig.dayOpened(SumsRig.DATE + 1);
        assertEquals(1, working.peak(Scope.FIRM));
        Working copy = new Working();
        SumsRig.carry(working, copy);
        assertEquals(1, copy.count(session));
    }
}
