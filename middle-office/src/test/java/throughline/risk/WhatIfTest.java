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
import throughline.state.StateHash;
import throughline.whatif.Shock;
import throughline.whatif.Touched;
import throughline.whatif.WhatIf;

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
        WhatIf whatIf = new WhatIf(rig.machine);
        WhatIf.Result result = orders.length == 1 ? whatIf.tryOut(orders[0], rig.front.timeNs)
            : whatIf.tryBasket(List.of(orders), rig.front.timeNs);
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
    void everyControlIsListedAlsoBehindTheFirstThatFails() {
        rig.askLimit(MiddleOfficeRig.RISK, PROP_SHARE, Metric.POSITION_LIMIT_LONG, 200 * E8, 0, "p");
        rig.askLimit(MiddleOfficeRig.RISK, Scope.FIRM, Metric.MAX_ORDER_QTY, 150 * E8, 0, "q");
        WhatIf.Result result = tryOut(order(Side.BUY, 201, 100));
        assertEquals(RejectCode.MAX_ORDER_QTY, result.ruling().code());
        assertFalse(touched(result.limits(), Metric.MAX_ORDER_QTY, Scope.FIRM).passes());
        Touched position = touched(result.limits(), Metric.POSITION_LIMIT_LONG, PROP_SHARE);
        assertFalse(position.passes());
        assertEquals(List.of(0L, 201 * E8), List.of(position.before(), position.after()));
        assertTrue(touched(result.limits(), Metric.DAILY_LOSS, Scope.FIRM).passes(), "the last of the controls");
    }

    @Test
    void sumsAreToldAsTheyStandAndWithTheOrder() {
        rig.accepts(rig.buy(PROP, SHARE, 70, "100.00"));
        List<Touched> all = tryOut(order(Side.BUY, 50, 100)).limits();
        for (Metric metric : List.of(Metric.CREDIT, Metric.WINDOW_VALUE_LIMIT, Metric.GROSS_EXPOSURE,
            Metric.NET_EXPOSURE)) {
            Touched one = touched(all, metric, Scope.FIRM);
            assertEquals(List.of(7_000_00L, 12_000_00L), List.of(one.before(), one.after()), metric.name());
        }
        Touched orders = touched(all, Metric.OPEN_ORDERS, Scope.FIRM);
        assertEquals(List.of(E8, 2 * E8), List.of(orders.before(), orders.after()));
    }

    @Test
    void aBasketThatFailsAsAWholeIsNoMembersFault() {
        rig.askLimit(MiddleOfficeRig.RISK, Scope.BASKET, Metric.MAX_ORDER_VALUE, 25_000 * E8, 0, "b");
        WhatIf.Result fits = tryOut(order(Side.BUY, 100, 100), order(Side.BUY, 150, 100));
        assertTrue(fits.ruling().accepts(), "at the limit");
        WhatIf.Result fails = tryOut(order(Side.BUY, 100, 100), order(Side.BUY, 151, 100));
        assertEquals(RejectCode.MAX_ORDER_VALUE, fails.ruling().code());
        assertEquals(List.of(Scope.BASKET, 25_000_00L, 25_100_00L),
            List.of(fails.ruling().scope(), fails.ruling().bound(), fails.ruling().observed()));
        assertEquals(-1, fails.member());
        Touched credit = touched(fails.limits(), Metric.CREDIT, Scope.FIRM);
        assertEquals(List.of(0L, 25_100_00L), List.of(credit.before(), credit.after()), "members are listed too");
        Touched quantity = touched(fails.limits(), Metric.MAX_ORDER_QTY, Scope.FIRM);
        assertEquals(151 * E8, quantity.after(), "the largest member's");
    }

    @Test
    void aShockOfOneInstrumentMovesItsIssuersPart() {
        bought(SHARE, 70);
        bought(MiddleOfficeRig.FRACTION, 40);
        long prop = Scope.of(ScopeKind.ACCOUNT, PROP);
        rig.askLimit(MiddleOfficeRig.RISK, prop, Metric.GROSS_EXPOSURE, 20_000 * E8, 0, "g");
        rig.askLimit(MiddleOfficeRig.RISK, prop, Metric.CONCENTRATION, 36 * E8, 0, "c");
        rig.askLimit(MiddleOfficeRig.RISK, prop, Metric.DAILY_LOSS, 500 * E8, 0, "l");

        List<Touched> one = shocked(-10 * E8, Scope.instrument(SHARE));
        assertNumbers(one, Metric.GROSS_EXPOSURE, prop, 9_000_00, 8_300_00, true);
        assertNumbers(one, Metric.CONCENTRATION, prop, 35 * E8, 63 * E8 / 2, true);
        assertNumbers(one, Metric.DAILY_LOSS, prop, 0, 700_00, false);
        List<Touched> other = shocked(50 * E8, Scope.instrument(MiddleOfficeRig.FRACTION));
        assertNumbers(other, Metric.GROSS_EXPOSURE, prop, 9_000_00, 10_000_00, true);
        assertNumbers(other, Metric.CONCENTRATION, prop, 35 * E8, 35 * E8, true);
        assertNumbers(other, Metric.DAILY_LOSS, prop, 0, -1_000_00, true);
        List<Touched> all = shocked(10 * E8, Scope.FIRM);
        assertNumbers(all, Metric.GROSS_EXPOSURE, prop, 9_000_00, 9_900_00, true);
        assertNumbers(all, Metric.NET_EXPOSURE, Scope.FIRM, 9_000_00, 9_900_00, true);
        assertNumbers(all, Metric.CONCENTRATION, prop, 35 * E8, 77 * E8 / 2, false);
        assertNumbers(all, Metric.DAILY_LOSS, Scope.FIRM, 0, -900_00, true);
    }

    @Test
    void aRiseHurtsWhoIsShort() {
        rig.front.trade(rig.sell(PROP, SHARE, 30, "100.00"), PROP, SHARE, Side.SELL, 30, 0, 100 * E8);
        rig.run();
        List<Touched> all = shocked(10 * E8, Scope.FIRM);
        assertNumbers(all, Metric.GROSS_EXPOSURE, Scope.FIRM, 3_000_00, 3_300_00, true);
        assertNumbers(all, Metric.NET_EXPOSURE, Scope.FIRM, 3_000_00, 3_300_00, true);
        assertNumbers(all, Metric.DAILY_LOSS, Scope.FIRM, 0, 300_00, true);
    }

    private void bought(int instrument, long quantity) {
        String price = instrument == SHARE ? "100.00" : "50";
        long scale = instrument == SHARE ? 1 : E8;
        rig.front.trade(rig.buy(PROP, instrument, quantity, price), PROP, instrument, Side.BUY, quantity * scale, 0,
            instrument == SHARE ? 100 * E8 : 50 * E8);
        rig.run();
    }

    private static void assertNumbers(List<Touched> all, Metric metric, long scope, long before, long after,
        boolean passes) {
        Touched one = touched(all, metric, scope);
        assertEquals(List.of(before, after), List.of(one.before(), one.after()), metric.name());
        assertEquals(passes, one.passes(), metric.name());
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
