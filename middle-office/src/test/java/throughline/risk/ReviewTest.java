package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import throughline.control.Checks.Control;
import throughline.journal.Journal;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.limit.Limits;
import throughline.message.Decision;
import throughline.message.EndReason;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderDecoder;
import throughline.message.Metric;
import throughline.message.OfficeStartedDecoder;
import throughline.message.OfficeStartedEncoder;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OverrideRequestedEncoder;
import throughline.message.RecordCrc;
import throughline.message.RecordHeaderEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.office.MemorySnapshots;
import throughline.office.Replay;
import throughline.office.SnapshotStore;
import throughline.office.Stops;
import throughline.reference.Measure;
import throughline.reference.Scope;
import throughline.review.Check;
import throughline.review.Judged;
import throughline.review.Reviewed;
import throughline.risk.FrontScript.Asked;

/** Why an order was accepted or rejected, control by control, with numbers worked out by hand. */
class ReviewTest {
    private static final long E8 = MiddleOfficeRig.E8;
    private static final int PROP = MiddleOfficeRig.PROP;
    private static final int CLIENT = MiddleOfficeRig.CLIENT;
    private static final int SHARE = MiddleOfficeRig.SHARE;
    private static final int DATE = MiddleOfficeRig.DATE;
    private static final long OF_PROP = Scope.of(ScopeKind.ACCOUNT, PROP);
    private static final List<Control> ALL = Arrays.stream(Control.values())
        .filter(control -> control != Control.BASKET).toList();

    private final MiddleOfficeRig rig = MiddleOfficeRig.open();
    private SnapshotStore snapshots = new MemorySnapshots();

    private List<Judged> review(long order) {
        List<Judged> judged = Reviewed.of(order, rig.middle, rig.front.journal(), snapshots);
        judged.forEach(one -> assertEquals("", Reviewed.fault(one)));
        return judged;
    }

    private static List<Control> asked(Judged one) {
        return one.checks().stream().map(Check::control).toList();
    }

    /** The tests of a control as {@code METRIC SCOPE limit observed result}. */
    private static List<String> told(Judged one, Control control) {
        return one.checks().stream().filter(check -> check.control() == control)
            .flatMap(check -> check.tests().stream()).map(ReviewTest::told).toList();
    }

    private static String told(Check.Test test) {
        return (test.metric() == Metric.NONE ? test.code().name() : test.metric().name()) + " "
            + Scope.kind(test.scope()) + " " + text(test.metric(), test.limit()) + " "
            + text(test.metric(), test.observed()) + " " + test.result();
    }

    private static String text(Metric metric, long value) {
        return value == Limits.NONE ? "none" : Measure.of(metric).text(value);
    }

    private static Check last(Judged one) {
        return one.checks().get(one.checks().size() - 1);
    }

    @Test
    void anAcceptedOrderPassedEveryControl() {
        rig.tighten(Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 200 * E8);
        long order = rig.buy(PROP, SHARE, 70, "100.00");
        rig.buy(PROP, SHARE, 1, "100.00");
        List<Judged> judged = review(order);
        assertEquals(1, judged.size());
        Judged one = judged.get(0);
        assertTrue(one.ruling().accepts());
        assertEquals(ALL, asked(one));
        assertTrue(one.checks().stream().allMatch(check -> check.result() == Check.Result.PASSED));
        assertEquals(List.of("ORDER_TOO_OLD ORDER 10000 0 PASSED"), told(one, Control.AGE));
        assertEquals(List.of(), told(one, Control.KILL_SWITCH));
        assertEquals(List.of("BAD_TICK INSTRUMENT 0.01 100 PASSED", "BAD_LOT INSTRUMENT 1 70 PASSED"),
            told(one, Control.VALIDITY));
        assertEquals(List.of("MAX_ORDER_QTY FIRM 1000000 70 PASSED"), told(one, Control.ORDER_QUANTITY));
        assertEquals(List.of("MAX_ORDER_VALUE FIRM 250000000 7000 PASSED"), told(one, Control.ORDER_VALUE));
        assertEquals(List.of("POSITION_LIMIT_LONG FIRM 10000000 70 PASSED",
            "POSITION_LIMIT_LONG ACCOUNT_INSTRUMENT 200 70 PASSED"), told(one, Control.POSITION));
        assertEquals(List.of("MESSAGE_RATE_BURST FIRM 1000000000 1 PASSED"), told(one, Control.MESSAGE_RATE));
    }

    @Test
    void aRejectedOneEndsWithTheControlThatFailed() {
        rig.tighten(OF_PROP, Metric.MAX_ORDER_QTY, 50 * E8);
        long order = rig.buy(PROP, SHARE, 70, "100.00");
        rig.rejects(order, "MAX_ORDER_QTY ACCOUNT:1:0 MAX_ORDER_QTY limit=50 met=70");
        Judged one = review(order).get(0);
        assertEquals(ALL.subList(0, ALL.indexOf(Control.ORDER_QUANTITY) + 1), asked(one));
        assertEquals(List.of("MAX_ORDER_QTY FIRM 1000000 70 PASSED", "MAX_ORDER_QTY ACCOUNT 50 70 FAILED"),
            told(one, Control.ORDER_QUANTITY));
    }

    @Test
    void aMarketOrderIsToldByItsWorstPrice() {
        Judged one = review(rig.buy(PROP, SHARE, 10, "")).get(0);
        assertEquals(List.of("PRICE_COLLAR_FAR INSTRUMENT 10 10 PASSED"),
            told(one, Control.PRICE_COLLAR).stream().filter(test -> test.startsWith("PRICE_COLLAR_FAR")).toList());
    }

    @Test
    void aClientsCashIsToldToo() {
        Judged one = review(rig.buy(CLIENT, SHARE, 10, "100.00")).get(0);
        assertEquals(List.of("INSUFFICIENT_CASH ACCOUNT 10000000000 1000 PASSED"), told(one, Control.AT_HAND));
        Judged short10 = review(rig.sell(CLIENT, SHARE, 10, "100.00")).get(0);
        assertEquals(List.of("INSUFFICIENT_POSITION ACCOUNT 0 10 FAILED"), told(short10, Control.AT_HAND));
    }

    @Test
    void anAmendmentIsAJudgementOfItsOwn() {
        Asked asked = new Asked(MiddleOfficeRig.TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 50, 0,
            10_000, 2, DATE);
        long order = rig.ask(asked);
        long more = rig.amend(order, asked.amended(80, 0, 10_000, 2, 0, 0), 0);
        rig.front.replaced(order, more, asked, 80, 80);
        long less = rig.amend(order, asked.amended(60, 0, 10_000, 2, 0, 0), 0);
        rig.front.replaced(order, less, asked, 60, 60);
        rig.front.canceled(order, PROP, SHARE, EndReason.BY_REQUEST);
        long late = rig.amend(order, asked.amended(70, 0, 10_000, 2, 0, 0), 0);
        List<Judged> judged = review(order);
        assertEquals(List.of(0L, more, less, late), judged.stream().map(Judged::requestSeq).toList());
        assertEquals(List.of("MAX_ORDER_QTY FIRM 1000000 80 PASSED"), told(judged.get(1), Control.ORDER_QUANTITY));
        assertEquals(ALL, asked(judged.get(1)));
        assertEquals(List.of(Control.AGE, Control.PERMISSION, Control.VALIDITY, Control.MESSAGE_RATE),
            asked(judged.get(2)));
        assertEquals("BAD_ORDER ORDER none none FAILED", told(last(judged.get(3)).tests().get(0)));
    }

    @Test
    void aBasketIsCheckedAsAWholeAndMemberByMember() {
        Asked asked = new Asked(MiddleOfficeRig.TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 50, 0,
            10_000, 2, DATE);
        Asked large = new Asked(MiddleOfficeRig.TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 120, 0,
            10_000, 2, DATE);
        rig.tighten(Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 200 * E8);
        long basket = rig.front.basket(List.of(asked, asked));
        rig.run();
        Judged second = review(basket + 2).get(0);
        assertEquals(Control.BASKET, second.checks().get(0).control());
        assertEquals(ALL, asked(second).subList(1, second.checks().size()));
        assertTrue(told(second, Control.BASKET).contains("MAX_ORDER_VALUE BASKET 10000000000 10000 PASSED"),
            told(second, Control.BASKET).toString());
        assertTrue(told(second, Control.POSITION).contains("POSITION_LIMIT_LONG ACCOUNT_INSTRUMENT 200 100 PASSED"),
            "the first member counts: " + told(second, Control.POSITION));

        long rejected = rig.front.basket(List.of(asked, large, asked));
        rig.run();
        Judged first = review(rejected + 1).get(0);
        assertEquals(rejected + 2, first.failedMember());
        assertEquals(List.of("POSITION_LIMIT BASKET none none FAILED"), last(first).tests().stream()
            .map(ReviewTest::told).toList());
        assertEquals(ALL.size() + 2, first.checks().size(), "it had passed by itself");
        Judged failing = review(rejected + 2).get(0);
        assertEquals(0, failing.failedMember());
        assertTrue(told(failing, Control.POSITION).contains("POSITION_LIMIT_LONG ACCOUNT_INSTRUMENT 200 270 FAILED"));
        assertEquals(List.of(Control.BASKET, Control.BASKET), asked(review(rejected + 3).get(0)), "not asked any more");

        rig.tighten(Scope.BASKET, Metric.MAX_ORDER_VALUE, 9_999 * E8);
        long tooMuch = rig.front.basket(List.of(asked, asked));
        rig.run();
        Judged summed = review(tooMuch + 1).get(0);
        assertEquals(List.of(Control.BASKET), asked(summed));
        assertEquals(List.of("MAX_ORDER_VALUE BASKET 9999 10000 FAILED"), told(summed, Control.BASKET));
    }

    @Test
    void aSoftLimitWarnsRefusesAndYieldsToAnOverride() {
        rig.tighten(Scope.FIRM, Metric.SOFT_LIMIT_WARNING, 50 * E8);
        rig.tighten(Scope.FIRM, Metric.SOFT_LIMIT_REFUSAL, 80 * E8);
        rig.tighten(OF_PROP, Metric.MAX_ORDER_QTY, 10 * E8);
        Judged warned = review(rig.buy(PROP, SHARE, 5, "100.00")).get(0);
        assertEquals(List.of("MAX_ORDER_QTY FIRM 1000000 5 PASSED", "MAX_ORDER_QTY ACCOUNT 10 5 WARNED"),
            told(warned, Control.ORDER_QUANTITY));
        assertEquals(Check.Result.WARNED, warned.checks().get(ALL.indexOf(Control.ORDER_QUANTITY)).result());
        Judged refused = review(rig.buy(PROP, SHARE, 9, "100.00")).get(0);
        assertEquals(List.of("MAX_ORDER_QTY ACCOUNT 10 9 WARNED", "MAX_ORDER_QTY ACCOUNT 8 9 FAILED"),
            told(refused, Control.ORDER_QUANTITY).subList(1, 3));
        rig.send(rig.draft(new OverrideRequestedEncoder(), MiddleOfficeRig.TRADER).accountId(PROP).instrumentId(SHARE)
            .quantity(10).until(rig.front.timeNs + 1_000_000_000L).side(Side.BUY).requestKey("").reason("large"));
        rig.decide(MiddleOfficeRig.RISK, rig.reference(), Decision.APPROVE);
        long order = rig.buy(PROP, SHARE, 9, "100.00");
        rig.accepts(order);
        Judged overridden = review(order).get(0);
        assertTrue(overridden.overrideId() > 0);
        assertEquals(ALL, asked(overridden));
        assertEquals(Check.Result.OVERRIDDEN, overridden.checks().get(ALL.indexOf(Control.ORDER_QUANTITY)).result());
        assertEquals("MAX_ORDER_QTY ACCOUNT 8 9 OVERRIDDEN", told(overridden, Control.ORDER_QUANTITY).get(2));
    }

    @Test
    void anOrderOfAnEarlierDayAndEachOfItsOpenings() {
        Asked asked = new Asked(MiddleOfficeRig.TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.GTC, 60, 0,
            10_000, 2, DATE);
        long day = rig.buy(PROP, SHARE, 5, "100.00");
        long order = rig.ask(asked);
        rig.front.canceled(day, PROP, SHARE, EndReason.BY_REQUEST);
        rig.front.closed(DATE);
        rig.run();
        rig.front.opened(DATE + 1);
        rig.front.price(SHARE, 100 * E8, DATE + 1);
        rig.run();
        rig.front.restated(order, new Asked(MiddleOfficeRig.TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT,
            TimeInForce.GTC, 60, 0, 10_000, 2, DATE + 1), 60, 60, false);
        rig.run();
        assertEquals(ALL, asked(review(day).get(0)));
        List<Judged> judged = review(order);
        assertEquals(2, judged.size());
        assertEquals(ALL, asked(judged.get(1)));
        assertEquals(List.of(), told(judged.get(1), Control.MESSAGE_RATE), "nobody sent it");
        assertTrue(judged.get(1).causeSeq() > order);
    }

    @Test
    void itBeginsWithTheNewestSnapshotBeforeTheOrder() {
        RehearsedDay lived = new RehearsedDay(3);
        lived.live(400);
        long early = lived.rig.buy(PROP, SHARE, 1, "100.00");
        SnapshotStore kept = new MemorySnapshots();
        Replay replay = new Replay(new MiddleMachine(), lived.rig.middle, List.of(lived.rig.front.journal()),
            Stops.NONE);
        while (replay.next()) {
            // to the end
        }
        replay.snapshot(kept);
        lived.live(400);
        long late = lived.rig.buy(PROP, SHARE, 1, "100.00");
        Journal middle = lived.rig.middle;
        Journal front = lived.rig.front.journal();
        for (long order : new long[] {early, late}) {
            List<Judged> whole = Reviewed.of(order, middle, front, new MemorySnapshots());
            assertEquals("", Reviewed.fault(whole.get(0)));
            assertEquals(whole, Reviewed.of(order, middle, front, kept));
        }
        int whole = Reviewed.pauses(late, middle, front, new MemorySnapshots());
        assertTrue(Reviewed.pauses(late, middle, front, kept) < whole, "less is read of " + whole);
        assertEquals(Reviewed.pauses(early, middle, front, new MemorySnapshots()),
            Reviewed.pauses(early, middle, front, kept), "a snapshot behind the order is of no use");
    }

    @Test
    void whatTheJournalSaysOtherwiseIsSaidAndNoCheckIsListed() {
        long order = rig.buy(PROP, SHARE, 70, "100.00");
        long after = rig.buy(PROP, SHARE, 71, "100.00");
        MemoryJournal forged = changed(OrderAcceptedDecoder.TEMPLATE_ID, 70,
            (document, body) -> new OrderAcceptedEncoder().wrap(document, body).valueMinor(1));
        Judged one = Reviewed.of(order, forged, rig.front.journal(), snapshots).get(0);
        assertFalse(one.isDecidedAgain());
        assertTrue(one.whyNot().contains("is not what its inputs lead to"), one.whyNot());
        assertEquals(List.of(), one.checks());
        assertEquals(1, Reviewed.of(after, forged, rig.front.journal(), snapshots).size());
    }

    @Test
    void whatOtherRulesDecidedIsNotDecidedAgain() {
        long order = rig.buy(PROP, SHARE, 70, "100.00");
        MemoryJournal older = changed(OfficeStartedDecoder.TEMPLATE_ID, 0,
            (document, body) -> new OfficeStartedEncoder().wrap(document, body).rulesVersion(1));
        Judged one = Reviewed.of(order, older, rig.front.journal(), snapshots).get(0);
        assertEquals("decided by version 1 of the rules; this build decides by version "
            + rig.machine.rulesVersion(), one.whyNot());
        assertEquals(1, one.rulesVersion());
        assertEquals(List.of(), one.checks());
    }

    /** What of a record is another in a forged journal, at its block. */
    private interface Change {
        void at(UnsafeBuffer document, int body);
    }

    /** The middle journal with one record changed: the first of a kind, of that many shares if it is an order's. */
    private MemoryJournal changed(int templateId, long quantity, Change change) {
        MemoryJournal journal = new MemoryJournal("middle");
        Journal.Appender appender = journal.appender();
        for (byte[] bytes : rig.middle.documents()) {
            UnsafeBuffer document = new UnsafeBuffer(bytes.clone());
            for (int frame = 0; frame < bytes.length;) {
                int length = document.getInt(frame);
                int start = frame + RecordCursor.FRAME_LENGTH;
                JournalRecord record = new JournalRecord().wrap(document, start, length);
                if (record.templateId() == templateId && (quantity == 0 || accepted(record) == quantity)) {
                    change.at(document, start + record.body());
                    document.putInt(start + MessageHeaderDecoder.ENCODED_LENGTH
                        + RecordHeaderEncoder.crcEncodingOffset(), (int) RecordCrc.of(document, start, length));
                }
                frame = start + length;
            }
            appender.append(document, 0, bytes.length);
        }
        return journal;
    }

    private static long accepted(JournalRecord record) {
        return new OrderAcceptedDecoder().wrap(record.buffer(), record.body(), record.blockLength(), record.version())
            .quantity();
    }
}
