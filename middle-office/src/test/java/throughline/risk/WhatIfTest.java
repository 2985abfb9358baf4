package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.limit.Limits;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.office.Draft;
import throughline.reference.Scope;
import throughline.rehearsal.Shock;
import throughline.rehearsal.Touched;
import throughline.rehearsal.WhatIf;
import throughline.state.StateHash;

/** Orders and shocks that are none: what they would do to each limit, with numbers worked out by hand. */
class WhatIfTest {
    private static final long E8 = MiddleOfficeRig.E8;
    private static final int PROP = MiddleOfficeRig.PROP;
    private static final int SHARE = MiddleOfficeRig.SHARE;
    private static final long PROP_SHARE = Scope.pair(PROP, SHARE);

    private final MiddleOfficeRig rig = MiddleOfficeRig.open();

    private static JournalRecord order(Side side, long quantity, long price) {
        Draft draft = new Draft();
        draft.begin(new OrderCapturedEncoder(), MiddleOfficeRig.TRADER, 0).accountId(PROP).instrumentId(SHARE)
            .businessDate(MiddleOfficeRig.DATE).side(side).ordType(OrdType.LIMIT).timeInForce(TimeInForce.DAY)
            .quantity(quantity).price(price).clOrdId("").accountName("").symbol("").strategy("").decisionMaker("")
            .session("").parentId("").locate("");
        return new JournalRecord().wrap(draft.buffer(), 0, draft.length());
    }

    private WhatIf.Result tryOut(JournalRecord... orders) {
        long hash = StateHash.of(rig.machine);
        WhatIf.Result result = new WhatIf(rig.machine).tryOut(List.of(orders), rig.front.timeNs);
        assertEquals(hash, StateHash.of(rig.machine), "it changes nothing");
        return result;
    }

    private static Touched touched(List<Touched> all, Metric metric, long scope) {
        return all.stream().filter(one -> one.metric() == metric && one.scope() == scope).findFirst().orElseThrow();
    }

    @Test
    void anOrderTellsBeforeAndAfterOfEachLimit() {
        rig.askLimit(MiddleOfficeRig.RISK, PROP_SHARE, Metric.POSITION_LIMIT_LONG, 200 * E8, 0, "p");
        rig.accepts(rig.buy(PROP, SHARE, 70, "100.00"));
        WhatIf.Result result = tryOut(order(Side.BUY, 50, 100));

        assertTrue(result.ruling().accepts());
        assertEquals(-1, result.member());
        Touched position = touched(result.limits(), Metric.POSITION_LIMIT_LONG, PROP_SHARE);
        assertEquals(List.of(200 * E8, 70 * E8, 120 * E8),
            List.of(position.bound(), position.before(), position.after()));
        assertEquals(SHARE, position.instrumentId());
        Touched quantity = touched(result.limits(), Metric.MAX_ORDER_QTY, Scope.FIRM);
        assertEquals(List.of(Limits.NONE, 50 * E8), List.of(quantity.before(), quantity.after()));
        Touched gross = touched(result.limits(), Metric.GROSS_EXPOSURE, Scope.FIRM);
        assertEquals(List.of(7_000_00L, 12_000_00L), List.of(gross.before(), gross.after()));
        assertTrue(position.bindsBefore(quantity), "60 % before 0.005 %");
        assertFalse(quantity.bindsBefore(position));
    }

    @Test
    void anOrderThatWouldBeRejectedSaysWhy() {
        rig.askLimit(MiddleOfficeRig.RISK, PROP_SHARE, Metric.POSITION_LIMIT_LONG, 200 * E8, 0, "p");
        WhatIf.Result result = tryOut(order(Side.BUY, 201, 100));
        assertEquals(RejectCode.POSITION_LIMIT, result.ruling().code());
        assertEquals(201 * E8, result.ruling().observed());
        assertFalse(touched(result.limits(), Metric.POSITION_LIMIT_LONG, PROP_SHARE).passes());
        assertEquals(0, result.member());
    }

    @Test
    void aBasketsMembersCountForThoseAfterThem() {
        rig.askLimit(MiddleOfficeRig.RISK, PROP_SHARE, Metric.POSITION_LIMIT_LONG, 200 * E8, 0, "p");
        WhatIf.Result fits = tryOut(order(Side.BUY, 100, 100), order(Side.BUY, 100, 100));
        assertTrue(fits.ruling().accepts());
        Touched position = touched(fits.limits(), Metric.POSITION_LIMIT_LONG, PROP_SHARE);
        assertEquals(List.of(0L, 200 * E8), List.of(position.before(), position.after()));
        WhatIf.Result fails = tryOut(order(Side.BUY, 100, 100), order(Side.BUY, 101, 100));
        assertEquals(RejectCode.POSITION_LIMIT, fails.ruling().code());
        assertEquals(1, fails.member());
        assertTrue(tryOut(order(Side.BUY, 200, 100)).ruling().accepts(), "nothing is left of a basket tried before");
    }

    @Test
    void aShockMovesMarksAndNothingElse() {
        long bought = rig.buy(PROP, SHARE, 70, "100.00");
        rig.front.trade(bought, PROP, SHARE, Side.BUY, 70, 0, 100 * E8);
        rig.run();
        long sold = rig.sell(PROP, SHARE, 10, "100.00");
        rig.accepts(sold);
        long hash = StateHash.of(rig.machine);

        List<Touched> fallen = shocked(-10 * E8, Scope.FIRM);
        Touched gross = touched(fallen, Metric.GROSS_EXPOSURE, Scope.FIRM);
        assertEquals(List.of(7_000_00L, 6_300_00L), List.of(gross.before(), gross.after()));
        Touched net = touched(fallen, Metric.NET_EXPOSURE, Scope.FIRM);
        assertEquals(List.of(7_000_00L, 6_300_00L), List.of(net.before(), net.after()));
        Touched loss = touched(fallen, Metric.DAILY_LOSS, Scope.FIRM);
        assertEquals(List.of(0L, 700_00L), List.of(loss.before(), loss.after()));
        assertEquals(7_000_00L, touched(shocked(-10 * E8, Scope.instrument(MiddleOfficeRig.FRACTION)),
            Metric.GROSS_EXPOSURE, Scope.FIRM).after(), "another instrument's");
        int sector = rig.machine.instruments().sectorId(SHARE);
        assertEquals(7_700_00L, touched(shocked(10 * E8, Scope.of(ScopeKind.SECTOR, sector)), Metric.GROSS_EXPOSURE,
            Scope.FIRM).after());
        assertEquals(hash, StateHash.of(rig.machine), "it changes nothing");
    }

    private List<Touched> shocked(long percentE8, long scope) {
        Shock shock = new Shock(percentE8, scope);
        while (!shock.walk(rig.machine)) {
            // until all holdings were met
        }
        assertEquals(0, shock.unknown());
        return new ArrayList<>(shock.limits(rig.machine));
    }
}
