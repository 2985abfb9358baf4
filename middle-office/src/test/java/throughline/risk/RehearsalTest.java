package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.journal.RecordCursor;
import throughline.limit.Limits;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.office.MemorySnapshots;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.reference.Scope;
import throughline.rehearsal.Difference;
import throughline.rehearsal.Numbers;
import throughline.rehearsal.Proposal;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Span;
import throughline.rehearsal.Tried;
import throughline.risk.FrontScript.Asked;
import throughline.state.StateHash;

/** Other limits against a day that was: what differs, order by order, with numbers worked out by hand. */
class RehearsalTest {
    private static final long E8 = MiddleOfficeRig.E8;
    private static final int PROP = MiddleOfficeRig.PROP;
    private static final int CLIENT = MiddleOfficeRig.CLIENT;
    private static final int SHARE = MiddleOfficeRig.SHARE;
    private static final long OF_PROP = Scope.of(ScopeKind.ACCOUNT, PROP);
    private static final long PROP_SHARE = Scope.pair(PROP, SHARE);
    private static final int DAYS = Integer.getInteger("days", 8);

    private MiddleOfficeRig rig = MiddleOfficeRig.open();
    private long from = lastSeq() + 1;

    private long lastSeq() {
        long seq = 0;
        try (RecordCursor cursor = new RecordCursor("middle", rig.middle)) {
            while (cursor.next()) {
                seq = cursor.seq();
            }
        }
        return seq;
    }

    private Rehearsal rehearse(Proposal... proposals) {
        Rehearsal rehearsal = Tried.run(rig.middle, rig.front.journal(), new MemorySnapshots(), span(),
            List.of(proposals));
        assertEquals("", rehearsal.failure());
        assertEquals(Rehearsal.Status.DONE, rehearsal.status());
        assertEquals(0, rehearsal.progress().counts().contradicted());
        return rehearsal;
    }

    private Span span() {
        return Tried.span(from, Long.MAX_VALUE);
    }

    private List<Long> holdingOf(Proposal... proposals) {
        return Tried.holding(rig.middle, rig.front.journal(), span(), List.of(proposals), PROP_SHARE);
    }

    /** Each difference as {@code order then > now}, with a star where it is by rule. */
    static List<String> told(Rehearsal rehearsal) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < rehearsal.differences().size(); i++) {
            Difference one = rehearsal.differences().get(i);
            told.add(one.orderId() + " " + one.then().code() + " > " + one.now().code() + (one.byRule() ? " *" : ""));
        }
        return told;
    }

    @Test
    void aTighterLimitRejectsExactlyTheOrdersAboveIt() {
        rig.accepts(rig.buy(PROP, SHARE, 10, "100.00"));
        rig.accepts(rig.buy(PROP, SHARE, 20, "100.00"));
        long first = rig.buy(PROP, SHARE, 21, "100.00");
        rig.accepts(rig.buy(CLIENT, SHARE, 1_000, "100.00"));
        long second = rig.buy(PROP, SHARE, 30, "100.00");

        Rehearsal rehearsal = rehearse(new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 20 * E8));

        assertEquals(List.of(first + " NONE > MAX_ORDER_QTY", second + " NONE > MAX_ORDER_QTY *"), told(rehearsal));
        Difference one = rehearsal.differences().get(0);
        assertEquals(OF_PROP, one.now().scope());
        assertEquals(20 * E8, one.now().bound());
        assertEquals(21 * E8, one.now().observed());
        assertEquals(5, rehearsal.progress().counts().judged());
        assertEquals(2, rehearsal.progress().counts().nowRejected());
        Numbers after = rehearsal.progress().after().get(0);
        assertEquals(4, after.tested());
        assertEquals(2, after.bound());
        assertEquals(30 * E8, after.peak());
        assertEquals(20 * E8, after.peakLimit());
        Numbers before = rehearsal.progress().before().get(0);
        assertEquals(0, before.tested(), "no such limit stood");
        assertEquals(Limits.NONE, (long) rehearsal.progress().standing().get(0));
    }

    @Test
    void whatARejectedOrderExecutedIsTakenOut() {
        setLimit(PROP_SHARE, Metric.POSITION_LIMIT_LONG, 200 * E8);
        from = lastSeq() + 1;
        long large = rig.buy(PROP, SHARE, 150, "100.00");
        rig.front.trade(large, PROP, SHARE, Side.BUY, 150, 0, 100 * E8);
        long later = rig.buy(PROP, SHARE, 90, "100.00");
        rig.rejects(later, "POSITION_LIMIT ACCOUNT_INSTRUMENT:1:1 POSITION_LIMIT_LONG limit=200 met=240");
        Proposal smaller = new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 100 * E8);

        assertEquals(List.of(large + " NONE > MAX_ORDER_QTY", later + " POSITION_LIMIT > NONE *"),
            told(rehearse(smaller)));
        assertEquals(List.of(0L, 0L, 0L), holdingOf(smaller));
    }

    @Test
    void aBustOfAnExecutionTakenOutAndAStatedPositionAgree() {
        long large = rig.buy(PROP, SHARE, 150, "100.00");
        rig.front.trade(large, PROP, SHARE, Side.BUY, 100, 50, 100 * E8);
        long execution = rig.front.trade(large, PROP, SHARE, Side.BUY, 50, 0, 100 * E8);
        rig.front.busted(execution, large, PROP, SHARE, Side.BUY, 50, 100 * E8);
        long small = rig.buy(PROP, SHARE, 7, "100.00");
        rig.front.trade(small, PROP, SHARE, Side.BUY, 7, 0, 100 * E8);
        rig.front.position(PROP, SHARE, 107);
        rig.buy(PROP, SHARE, 5, "100.00");

        assertEquals(List.of(7L, 5L, 0L), holdingOf(new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 100 * E8)));
    }

    @Test
    void aLooserLimitIsListedAndNothingIsInvented() {
        setLimit(OF_PROP, Metric.MAX_ORDER_QTY, 20 * E8);
        setLimit(PROP_SHARE, Metric.POSITION_LIMIT_LONG, 40 * E8);
        from = lastSeq() + 1;
        long above = rig.buy(PROP, SHARE, 30, "100.00");
        rig.accepts(rig.buy(PROP, SHARE, 20, "100.00"));
        rig.accepts(rig.buy(PROP, SHARE, 20, "100.00"));
        long third = rig.buy(PROP, SHARE, 21, "100.00");
        Proposal wider = new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 50 * E8);
        Rehearsal rehearsal = rehearse(wider);

        assertEquals(List.of(above + " MAX_ORDER_QTY > NONE", third + " MAX_ORDER_QTY > POSITION_LIMIT *"),
            told(rehearsal));
        assertEquals(1, rehearsal.progress().counts().nowAccepted());
        assertEquals(1, rehearsal.progress().counts().otherReason());
        assertEquals(List.of(0L, 40L, 0L), holdingOf(wider));
        assertEquals(2, rehearsal.progress().before().get(0).bound());
        assertEquals(0, rehearsal.progress().after().get(0).bound());
        assertEquals(30 * E8, rehearsal.progress().after().get(0).peak());
    }

    @Test
    void aFirmWideLimitTakenAwayRejectsAll() {
        long order = rig.buy(PROP, SHARE, 30, "100.00");
        Rehearsal rehearsal = rehearse(new Proposal(Scope.FIRM, Metric.MAX_ORDER_QTY, Limits.NONE));
        assertEquals(List.of(order + " NONE > MAX_ORDER_QTY"), told(rehearsal));
        assertEquals(1, rehearsal.progress().after().get(0).bound());
        assertEquals(1, rehearsal.progress().before().get(0).tested());
    }

    @Test
    void anAmendmentThatWouldHaveBeenRejectedLeavesTheOldNumbers() {
        Asked asked = asked(50);
        long order = rig.ask(asked);
        Asked more = asked.amended(150, 0, 10_000, 2, 0, 0);
        long request = rig.amend(order, more, 0);
        rig.front.replaced(order, request, more, 150, 150);
        rig.front.trade(order, PROP, SHARE, Side.BUY, 30, 120, 100 * E8);
        rig.run();
        Proposal smaller = new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 100 * E8);
        Rehearsal rehearsal = rehearse(smaller);

        assertEquals(List.of(order + " NONE > MAX_ORDER_QTY"), told(rehearsal));
        assertEquals(request, rehearsal.differences().get(0).requestSeq());
        assertEquals(List.of(30L, 20L, 0L), holdingOf(smaller), "20 of 50 still work");
    }

    @Test
    void anOverExecutedOldHoldIsNeverBelowNothing() {
        Asked asked = asked(50);
        long order = rig.ask(asked);
        Asked more = asked.amended(150, 0, 10_000, 2, 0, 0);
        long request = rig.amend(order, more, 0);
        rig.front.replaced(order, request, more, 150, 150);
        rig.front.trade(order, PROP, SHARE, Side.BUY, 100, 50, 100 * E8);
        rig.run();
        Proposal smaller = new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 100 * E8);

        assertEquals(List.of(100L, 0L, 0L), holdingOf(smaller));
        rig.front.trade(order, PROP, SHARE, Side.BUY, 50, 0, 100 * E8);
        rig.run();
        assertEquals(List.of(150L, 0L, 0L), holdingOf(smaller));
    }

    @Test
    void aBasketFallsAsAWholeAndItsMembersAreOneDifference() {
        long basket = rig.front.basket(List.of(asked(10), asked(30)));
        rig.run();
        rig.accepts(basket + 1);
        rig.front.trade(basket + 1, PROP, SHARE, Side.BUY, 10, 0, 100 * E8);
        Proposal smaller = new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 20 * E8);
        rig.run();
        Rehearsal rehearsal = rehearse(smaller);

        assertEquals(List.of(basket + 1 + " NONE > MAX_ORDER_QTY", basket + 2 + " NONE > MAX_ORDER_QTY"),
            told(rehearsal));
        assertEquals(List.of(0L, 0L, 0L), holdingOf(smaller));
        assertEquals(1, rehearsal.progress().after().get(0).tested(), "a basket is one judgement");
    }

    @Test
    void anOrderThatLivesOnAndWouldBeRejectedIsHeldNoMore() {
        Asked asked = asked(50);
        long order = rig.ask(asked);
        rig.run();
        from = lastSeq() + 1;
        rig.front.restated(order, asked, 50, 50, false);
        rig.run();
        Proposal smaller = new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 20 * E8);
        assertEquals(List.of(order + " NONE > MAX_ORDER_QTY"), told(rehearse(smaller)));
        assertEquals(List.of(0L, 0L, 0L), holdingOf(smaller));
    }

    @Test
    void limitsSetInTheSpanDoNotReplaceTheProposedOnes() {
        rig.accepts(rig.buy(PROP, SHARE, 15, "100.00"));
        setLimit(OF_PROP, Metric.MAX_ORDER_QTY, 10 * E8);
        long rejected = rig.buy(PROP, SHARE, 15, "100.00");
        Rehearsal rehearsal = rehearse(new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 30 * E8));
        assertEquals(List.of(rejected + " MAX_ORDER_QTY > NONE"), told(rehearsal));
        assertEquals(10 * E8, (long) rehearsal.progress().standing().get(0));
    }

    /** 100 bought at 100.00 are worth 1,000 less at 90.00. */
    private void lose() {
        long bought = rig.buy(PROP, SHARE, 100, "100.00");
        rig.front.trade(bought, PROP, SHARE, Side.BUY, 100, 0, 100 * E8);
        rig.run();
        rig.front.price(SHARE, 90 * E8, FrontScript.OPEN_DATE);
        rig.run();
        assertEquals(1_000_00, rig.machine.exposures().profit().lossMinor(OF_PROP));
    }

    @Test
    void aTighterLossWouldHaveLatched() {
        lose();
        long buy = rig.buy(PROP, SHARE, 10, "90.00");
        rig.accepts(buy);
        long reducing = rig.sell(PROP, SHARE, 10, "90.00");
        rig.accepts(reducing);
        assertEquals(List.of(buy + " NONE > REDUCE_ONLY"),
            told(rehearse(new Proposal(OF_PROP, Metric.DAILY_LOSS, 999_99))));
        assertEquals(List.of(), told(rehearse(new Proposal(OF_PROP, Metric.DAILY_LOSS, 1_000_00))), "at it passes");
    }

    @Test
    void aLooserLossWouldNotHave() {
        rig.askLimit(MiddleOfficeRig.RISK, OF_PROP, Metric.DAILY_LOSS, 999 * E8, 0, "loss");
        assertEquals(999_00, rig.machine.limits().value(OF_PROP, Metric.DAILY_LOSS));
        from = lastSeq() + 1;
        lose();
        long buy = rig.buy(PROP, SHARE, 10, "90.00");
        assertTrue(rig.decision(buy).startsWith("REDUCE_ONLY"), rig.decision(buy));
        assertEquals(List.of(buy + " REDUCE_ONLY > NONE"),
            told(rehearse(new Proposal(OF_PROP, Metric.DAILY_LOSS, 1_000_00))));
        assertEquals(List.of(), told(rehearse(new Proposal(OF_PROP, Metric.DAILY_LOSS, 999_00))));
    }

    @Test
    void theLimitsThatStoodDifferInNothing() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("RehearsalTest -Dseed=" + seed);
        for (int day = 0; day < DAYS; day++) {
            RehearsedDay lived = new RehearsedDay(seed + day);
            rig = lived.rig;
            if (day % 2 == 1) {
                rig.askLimit(MiddleOfficeRig.RISK, OF_PROP, Metric.DAILY_LOSS, 9_000 * E8, 0, "loss");
            }
            lived.live(150);
            MemorySnapshots snapshots = new MemorySnapshots();
            Replay middleOfDay = new Replay(new MiddleMachine(), rig.middle, List.of(rig.front.journal()), Stops.NONE);
            while (middleOfDay.next()) {
                // until the journal's end
            }
            middleOfDay.snapshot(snapshots);
            long half = lastSeq();
            lived.live(150);
            Proposal loss = new Proposal(OF_PROP, Metric.DAILY_LOSS,
                rig.machine.limits().value(OF_PROP, Metric.DAILY_LOSS));
            List<Proposal> same = List.of(loss, same(Metric.MAX_ORDER_VALUE), same(Metric.MAX_ORDER_QTY),
                same(Metric.POSITION_LIMIT_LONG), same(Metric.PRICE_COLLAR_FAR));
            for (long start : new long[] {1 + half / 2, half, half + 1, half + 20}) {
                Span span = Tried.span(start, Long.MAX_VALUE);
                Rehearsal rehearsal = Tried.run(rig.middle, rig.front.journal(), snapshots, span, same);
                assertEquals("", rehearsal.failure(), "-Dseed=" + seed);
                assertEquals(List.of(), told(rehearsal), "-Dseed=" + seed);
                assertEquals(0, rehearsal.progress().counts().contradicted(), "-Dseed=" + seed);
                assertTrue(rehearsal.progress().counts().judged() > 40, "-Dseed=" + seed);
                assertEquals(rehearsal.progress().before(), rehearsal.progress().after(), "-Dseed=" + seed);
                long[] states = Tried.states(rig.middle, rig.front.journal(), span, same);
                assertEquals(StateHash.of(rig.machine), states[0], "-Dseed=" + seed);
                assertEquals(StateHash.of(rig.machine), states[1], "-Dseed=" + seed);
            }
        }
    }

    private Proposal same(Metric metric) {
        return new Proposal(Scope.FIRM, metric, rig.machine.limits().value(Scope.FIRM, metric));
    }

    /** On random days: what differs by another limit than the tightened one is marked as by rule. */
    @Test
    void aTighterLimitHoldsOnAnyDay() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("RehearsalTest -Dseed=" + seed);
        long nowRejected = 0;
        for (int day = 0; day < DAYS; day++) {
            RehearsedDay lived = new RehearsedDay(seed + day);
            rig = lived.rig;
            lived.live(300);
            from = 1;
            Rehearsal rehearsal = rehearse(new Proposal(Scope.FIRM, Metric.MAX_ORDER_QTY, 200 * E8));
            nowRejected += rehearsal.progress().counts().nowRejected();
            assertTrue(rehearsal.progress().after().get(0).bound() > 0, "-Dseed=" + seed);
            for (int i = 0; i < rehearsal.differences().size(); i++) {
                Difference one = rehearsal.differences().get(i);
                boolean byQuantity = one.now().code() == RejectCode.MAX_ORDER_QTY;
                assertTrue(byQuantity || one.byRule() || one.now().bound() == Limits.NONE,
                    one + " -Dseed=" + seed);
                assertFalse(byQuantity && one.now().observed() != Limits.NONE && one.now().bound() > 200 * E8,
                    one + " -Dseed=" + seed);
            }
        }
        assertTrue(nowRejected > 10 * DAYS, nowRejected + " on " + DAYS + " days, -Dseed=" + seed);
    }

    private Asked asked(long quantity) {
        return new Asked(MiddleOfficeRig.TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.GTC, quantity, 0,
            10_000, 2, FrontScript.OPEN_DATE);
    }

    private void setLimit(long scope, Metric metric, long valueE8) {
        rig.askLimit(MiddleOfficeRig.RISK, scope, metric, valueE8, 0, "set " + scope + metric);
        assertEquals(valueE8, rig.machine.limits().value(scope, metric));
    }
}
