package throughline.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import throughline.message.EndReason;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.RefuseReason;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.reference.Scope;
import throughline.risk.FrontScript.Asked;

/** A day made at random: orders of two accounts and what became of them, limits that change, a halt now and then. */
final class RehearsedDay {
    private static final long E8 = MiddleOfficeRig.E8;

    private static final class Working {
        private final long id;
        private final Asked asked;
        private long total;
        private long leaves;

        Working(long id, Asked asked) {
            this.id = id;
            this.asked = asked;
            total = asked.quantity();
            leaves = asked.quantity();
        }
    }

    final MiddleOfficeRig rig = MiddleOfficeRig.open();
    private final SplittableRandom random;
    private final List<Working> working = new ArrayList<>();

    RehearsedDay(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Lets that many things happen, and the office tick once more: then all it has read is named. */
    void live(int things) {
        for (int i = 0; i < things; i++) {
            rig.front.timeNs += 1 + random.nextInt(5_000_000);
            int kind = random.nextInt(100);
            if (kind < 45) {
                order();
            } else if (kind < 50) {
                basket();
            } else if (kind < 60) {
                amend();
            } else if (kind < 90) {
                goOn();
            } else if (kind < 94) {
                rig.front.price(MiddleOfficeRig.SHARE, (9_500 + random.nextInt(1_000)) * E8 / 100,
                    FrontScript.OPEN_DATE);
            } else if (kind < 97) {
                rig.askLimit(MiddleOfficeRig.RISK, Scope.of(ScopeKind.ACCOUNT,
                    MiddleOfficeRig.PROP), Metric.MAX_ORDER_QTY, (300 - i % 100) * E8, 0, "q" + i);
            } else if (kind < 98) {
                rig.askState(MiddleOfficeRig.RISK, Scope.pair(MiddleOfficeRig.CLIENT, MiddleOfficeRig.FRACTION),
                    TradingState.HALTED);
            } else {
                rig.front.position(MiddleOfficeRig.PROP, MiddleOfficeRig.SHARE, random.nextInt(-500, 500));
            }
            rig.run();
        }
        rig.front.timeNs += 2_000_000_000L;
        rig.run();
    }

    private Asked asked() {
        int account = random.nextInt(3) == 0 ? MiddleOfficeRig.CLIENT : MiddleOfficeRig.PROP;
        Side side = random.nextInt(2) == 0 ? Side.BUY : Side.SELL;
        boolean market = random.nextInt(6) == 0;
        return new Asked(MiddleOfficeRig.TRADER, account, MiddleOfficeRig.SHARE, side,
            market ? OrdType.MARKET : OrdType.LIMIT, TimeInForce.DAY, 1 + random.nextInt(400), 0,
            market ? 0 : 9_000 + random.nextInt(2_000), market ? 0 : 2, FrontScript.OPEN_DATE);
    }

    private void order() {
        Asked asked = asked();
        take(rig.ask(asked), asked);
    }

    private void take(long id, Asked asked) {
        if (rig.decision(id).startsWith("accepted")) {
            working.add(new Working(id, asked));
        } else {
            rig.front.declined(id, asked);
        }
    }

    private void basket() {
        List<Asked> members = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            members.add(asked());
        }
        long id = rig.front.basket(members);
        rig.run();
        for (int i = 0; i < members.size(); i++) {
            take(id + 1 + i, members.get(i));
        }
    }

    private void amend() {
        if (working.isEmpty()) {
            return;
        }
        Working one = working.get(random.nextInt(working.size()));
        long executed = one.total - one.leaves;
        long total = executed + 1 + random.nextInt(400);
        Asked wish = one.asked.amended(total, 0, one.asked.price(), one.asked.priceDecimals(), 0, 0);
        long request = rig.amend(one.id, wish, executed);
        if (rig.amendment(request).startsWith("accepted")) {
            one.total = total;
            one.leaves = total - executed;
            rig.front.replaced(one.id, request, wish, total, one.leaves);
        } else {
            rig.front.replaceRefused(one.id, request, wish, RefuseReason.BY_RISK);
        }
    }

    private void goOn() {
        if (working.isEmpty()) {
            return;
        }
        Working one = working.get(random.nextInt(working.size()));
        int account = one.asked.account();
        if (random.nextInt(4) == 0) {
            rig.front.canceled(one.id, account, MiddleOfficeRig.SHARE, EndReason.BY_REQUEST);
            working.remove(one);
            return;
        }
        long quantity = 1 + random.nextLong(one.leaves);
        one.leaves -= quantity;
        long execution = rig.front.trade(one.id, account, MiddleOfficeRig.SHARE, one.asked.side(), quantity, one.leaves,
            100 * E8);
        if (one.leaves == 0) {
            working.remove(one);
            if (random.nextInt(5) == 0) {
                rig.front.busted(execution, one.id, account, MiddleOfficeRig.SHARE, one.asked.side(), quantity,
                    100 * E8);
            }
        }
    }
}
