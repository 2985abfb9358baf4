package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Scope;

/** An instrument of a large id is first heard of by what is held of it, or by an order that a replay finds accepted. */
class ManyInstrumentsTest {
    private static final int STATED = 1_500;
    private static final int ORDERED = 5_000;
    private static final long E8 = SumsRig.E8;

    private final SumsRig rig = new SumsRig();

    private void instrument(int id) {
        rig.front.instrument(id, "S" + id, E8 / 100, 1, 0, 1, 840);
        rig.front.price(id, 2 * E8, SumsRig.DATE);
    }

    @Test
    void whatIsHeldCountsWithoutAnOrderJudgedBefore() {
        instrument(STATED);
        instrument(ORDERED);
        rig.front.position(SumsRig.PROP, STATED, 10);
        rig.read();
        rig.accepted(1_000_001, SumsRig.PROP, ORDERED, Side.BUY, 3, 600, 0);
        Exposures exposures = rig.exposures();
        int row = exposures.holdings().row(Scope.pair(SumsRig.PROP, STATED));
        assertEquals(10, exposures.holdings().position(row));
        assertEquals(2_600, exposures.gross().gross(Scope.of(ScopeKind.ACCOUNT, SumsRig.PROP)));
        assertEquals(2_600, exposures.gross().gross(Scope.FIRM));
    }
}
