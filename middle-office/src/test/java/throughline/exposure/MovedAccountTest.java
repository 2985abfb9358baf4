package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.message.AccountKind;
import throughline.message.EndReason;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.reference.Scope;
import throughline.risk.MiddleMachine;

/** An account is another desk's, or of another kind, while its orders work: each hold is taken out where it counts. */
class MovedAccountTest {
    private static final int DESKS = 3;
    private static final long E8 = SumsRig.E8;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final SumsRig rig = new SumsRig();
    private final long[] executed = new long[DESKS + 1];

    private void move() {
        rig.front.account(SumsRig.CLIENT, "CL", random.nextInt(1, DESKS + 1),
            random.nextBoolean() ? AccountKind.CLIENT : AccountKind.PRINCIPAL, true);
        rig.read();
    }

    private int desk() {
        return rig.machine.accounts().deskId(SumsRig.CLIENT);
    }

    private void life(long order) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long quantity = random.nextLong(2, 50);
        rig.accepted(order, SumsRig.CLIENT, SumsRig.SHARE, side, quantity, quantity * 200, quantity);
        long left = quantity;
        while (left > 0 && random.nextInt(4) > 0) {
            if (random.nextBoolean()) {
                move();
            }
            if (random.nextInt(8) == 0) {
                SumsRig.carry(rig.exposures(), new MiddleMachine(64).exposures());
            }
            long now = random.nextLong(1, left + 1);
            left -= now;
            rig.front.trade(order, SumsRig.CLIENT, SumsRig.SHARE, side, now, left, 2 * E8);
            rig.read();
            executed[desk()] += side == Side.BUY ? now : -now;
        }
        if (left > 0) {
            rig.front.canceled(order, SumsRig.CLIENT, SumsRig.SHARE, EndReason.BY_REQUEST);
            rig.read();
        }
    }

    @Test
    void nothingWorksOnceAllHaveEnded() {
        rig.front.price(SumsRig.SHARE, 2 * E8, SumsRig.DATE);
        rig.read();
        Holdings holdings = rig.exposures().holdings();
        for (int order = 1; order <= 300; order++) {
            life(1_000_000 + order);
            String what = "seed " + seed + ", order " + order;
            for (int desk = 1; desk <= DESKS; desk++) {
                int row = holdings.row(Scope.of(ScopeKind.DESK, desk, SumsRig.SHARE));
                assertEquals(executed[desk] + " 0 0",
                    holdings.position(row) + " " + holdings.buys(row) + " " + holdings.sells(row), what);
                assertEquals(executed[desk] * 200, rig.exposures().gross().longs(Scope.of(ScopeKind.DESK, desk)),
                    what);
            }
            Cash cash = rig.exposures().cash();
            int money = cash.first(SumsRig.CLIENT);
            assertEquals(0, money < 0 ? 0 : cash.holds(money), what);
            assertEquals(0, rig.exposures().working().count(Scope.FIRM), what);
        }
    }
}
