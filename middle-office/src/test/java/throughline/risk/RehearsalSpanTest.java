package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.RecordCursor;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.office.FileSnapshots;
import throughline.office.MemorySnapshots;
import throughline.office.Replay;
import throughline.office.SnapshotStore;
import throughline.office.Stops;
import throughline.reference.Scope;
import throughline.rehearsal.Proposal;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Span;
import throughline.rehearsal.Tried;
import throughline.risk.FrontScript.Asked;

/** Where a rehearsal begins and ends, from what it starts, and that it can be ended before. */
class RehearsalSpanTest {
    private static final long E8 = MiddleOfficeRig.E8;
    private static final int PROP = MiddleOfficeRig.PROP;
    private static final int SHARE = MiddleOfficeRig.SHARE;
    private static final long OF_PROP = Scope.of(ScopeKind.ACCOUNT, PROP);

    private MiddleOfficeRig rig = MiddleOfficeRig.open();

    private static List<String> told(Rehearsal rehearsal) {
        return RehearsalTest.told(rehearsal);
    }

    private long lastSeq() {
        long seq = 0;
        try (RecordCursor cursor = new RecordCursor("middle", rig.middle)) {
            while (cursor.next()) {
                seq = cursor.seq();
            }
        }
        return seq;
    }

    @Test
    void aSpanMayBeOfTimesOrDatesAndEndsWhereItSays() {
        long first = rig.buy(PROP, SHARE, 30, "100.00");
        rig.front.timeNs += 1_000_000;
        long startNs = rig.front.timeNs;
        long second = rig.buy(PROP, SHARE, 30, "100.00");
        rig.front.timeNs += 1_000_000;
        long third = rig.buy(PROP, SHARE, 30, "100.00");
        Proposal none = new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 1);
        assertEquals(List.of(second + " NONE > MAX_ORDER_QTY"), told(between(none, Span.Kind.TIME, startNs, startNs)));
        assertEquals(3, between(none, Span.Kind.DATE, FrontScript.OPEN_DATE,
            FrontScript.OPEN_DATE).differences().size());
        assertEquals(0, between(none, Span.Kind.DATE, FrontScript.OPEN_DATE + 1, FrontScript.OPEN_DATE + 1)
            .progress().counts().judged());
        assertTrue(first < second && second < third);
    }

    private Rehearsal between(Proposal proposal, Span.Kind kind, long start, long end) {
        return Tried.run(rig.middle, rig.front.journal(), new MemorySnapshots(),
            new Span(new Span.Moment(kind, start), new Span.Moment(kind, end)), List.of(proposal));
    }

    @Test
    void aSpanMayGoOverTwoDates() {
        Proposal smaller = new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 20 * E8);
        long first = rig.buy(PROP, SHARE, 30, "100.00");
        rig.front.trade(first, PROP, SHARE, Side.BUY, 30, 0, 100 * E8);
        rig.front.closed(FrontScript.OPEN_DATE);
        rig.run();
        int next = FrontScript.OPEN_DATE + 1;
        rig.front.opened(next);
        rig.front.position(PROP, SHARE, 30);
        rig.front.price(SHARE, 100 * E8, next);
        rig.run();
        Asked asked = new Asked(MiddleOfficeRig.TRADER, PROP, SHARE, Side.BUY, OrdType.LIMIT, TimeInForce.DAY, 40, 0,
            10_000, 2, next);
        long second = rig.ask(asked);
        rig.accepts(second);

        assertEquals(List.of(first + " NONE > MAX_ORDER_QTY", second + " NONE > MAX_ORDER_QTY *"),
            told(between(smaller, Span.Kind.DATE, FrontScript.OPEN_DATE, next)));
        assertEquals(List.of(first + " NONE > MAX_ORDER_QTY"),
            told(between(smaller, Span.Kind.DATE, FrontScript.OPEN_DATE, FrontScript.OPEN_DATE)));
        assertEquals(List.of(second + " NONE > MAX_ORDER_QTY"),
            told(between(smaller, Span.Kind.DATE, next, next)));
        assertEquals(List.of(0L, 0L, 0L), Tried.holding(rig.middle, rig.front.journal(),
            Tried.span(1, Long.MAX_VALUE), List.of(smaller), Scope.pair(PROP, SHARE)),
            "stated by the books without what is left out");
    }

    @Test
    void aRunningOneIsCanceledAtItsNextLook() {
        RehearsedDay lived = new RehearsedDay(1);
        rig = lived.rig;
        lived.live(400);
        Proposal smaller = new Proposal(OF_PROP, Metric.MAX_ORDER_QTY, 20 * E8);
        Rehearsal canceled = Tried.canceled(rig.middle, rig.front.journal(), Tried.span(1, Long.MAX_VALUE),
            List.of(smaller));
        assertEquals(Rehearsal.Status.CANCELED, canceled.status());
        assertTrue(canceled.progress().seq() < lastSeq(), canceled.progress().seq() + " of " + lastSeq());
        assertTrue(canceled.progress().counts().judged() > 0, "what was found until then stays");
    }

    @Test
    void itBeginsWithTheNewestSnapshotOnFileBeforeItsSpan(@TempDir Path directory) {
        RehearsedDay lived = new RehearsedDay(2);
        rig = lived.rig;
        SnapshotStore files = new FileSnapshots(directory);
        List<Long> seqs = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            lived.live(400);
            Replay replay = new Replay(new MiddleMachine(), rig.middle, List.of(rig.front.journal()), Stops.NONE);
            while (replay.next()) {
                // until the journal's end
            }
            replay.snapshot(files);
            seqs.add(replay.seq());
        }
        lived.live(100);
        int whole = pauses(new MemorySnapshots(), 1);
        int fromFirst = pauses(files, seqs.get(0) + 1);
        int fromSecond = pauses(files, seqs.get(1) + 1);
        assertTrue(whole > fromFirst && fromFirst > fromSecond, whole + " " + fromFirst + " " + fromSecond);
        assertEquals(whole, pauses(files, seqs.get(0)), "a span that begins before them needs all");
    }

    private int pauses(SnapshotStore snapshots, long start) {
        return Tried.pauses(rig.middle, rig.front.journal(), snapshots, Tried.span(start, Long.MAX_VALUE));
    }
}
