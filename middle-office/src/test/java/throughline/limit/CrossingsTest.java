package throughline.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import throughline.message.JournalRecord;
import throughline.message.LimitAlertedEncoder;
import throughline.message.MessageHeaderEncoder;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Scope;

/** Levels of use that change, and those that do not. */
class CrossingsTest {
    private static final long DESK = Scope.of(ScopeKind.DESK, 1);

    private final Alerts alerts = new Alerts();
    private final Crossings crossings = new Crossings(alerts);

    private void note(Metric metric, int instrument, long met, boolean buys) {
        crossings.note(DESK, metric, instrument, 1_000, met, buys);
    }

    /** Takes up what is news, as its records would; says it in words. */
    private String told() {
        StringBuilder told = new StringBuilder();
        for (int at = 0; at < crossings.count(); at++) {
            if (crossings.isNews(at)) {
                told.append(crossings.metric(at)).append(' ').append(crossings.instrumentId(at)).append(' ')
                    .append(crossings.level(at)).append(' ').append(crossings.observed(at)).append(';');
                apply(at);
            }
        }
        crossings.clear();
        return told.toString();
    }

    private void apply(int at) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        LimitAlertedEncoder encoder = new LimitAlertedEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).scope(crossings.scope(at))
            .metric(crossings.metric(at)).instrumentId(crossings.instrumentId(at)).bound(crossings.bound(at))
            .observed(crossings.observed(at)).level((short) crossings.level(at)).scopeName("");
        int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        alerts.apply(new JournalRecord().wrap(buffer, 0, length));
    }

    @Test
    void levelsBeginAtEightyAndAtAHundredPercentExactly() {
        assertEquals(Alerts.NONE, Alerts.levelOf(799, 1_000));
        assertEquals(Alerts.NEAR, Alerts.levelOf(800, 1_000));
        assertEquals(Alerts.NEAR, Alerts.levelOf(999, 1_000));
        assertEquals(Alerts.REACHED, Alerts.levelOf(1_000, 1_000));
        assertEquals(Alerts.NONE, Alerts.levelOf(0, 0));
        assertEquals(Alerts.REACHED, Alerts.levelOf(1, 0));
        assertEquals(Alerts.NEAR, Alerts.levelOf(Long.MAX_VALUE / 100 * 81, Long.MAX_VALUE));
    }

    @Test
    void aLevelIsToldOnceUntilItChanges() {
        note(Metric.CREDIT, 5, 799, true);
        assertEquals("", told());
        note(Metric.CREDIT, 5, 800, true);
        assertEquals("CREDIT 0 80 800;", told());
        note(Metric.CREDIT, 6, 900, false);
        assertEquals("", told());
        note(Metric.CREDIT, 6, 1_000, true);
        assertEquals("CREDIT 0 100 1000;", told());
        note(Metric.CREDIT, 6, 10, true);
        assertEquals("CREDIT 0 0 10;", told());
        assertEquals(true, alerts.isEmpty());
    }

    @Test
    void positionsAndConcentrationsHaveALevelPerInstrumentAndOrderSizesHaveNone() {
        note(Metric.POSITION_LIMIT_LONG, 5, 800, true);
        note(Metric.CONCENTRATION, 5, 800, true);
        note(Metric.MAX_ORDER_QTY, 5, 1_000, true);
        assertEquals("POSITION_LIMIT_LONG 5 80 800;CONCENTRATION 5 80 800;", told());
        note(Metric.POSITION_LIMIT_LONG, 6, 1, true);
        note(Metric.CONCENTRATION, 6, 1, true);
        assertEquals("", told());
    }

    @Test
    void theOtherSidesNetExposureDoesNotTakeALevelBack() {
        note(Metric.NET_EXPOSURE, 5, 800, false);
        assertEquals("NET_EXPOSURE 0 80 -800;", told());
        note(Metric.NET_EXPOSURE, 5, -700, true);
        assertEquals("", told());
        note(Metric.NET_EXPOSURE, 5, 700, false);
        assertEquals("NET_EXPOSURE 0 0 -700;", told());
    }

    @Test
    void ofSeveralOrdersTheLastIsTold() {
        note(Metric.CREDIT, 5, 800, true);
        note(Metric.CREDIT, 5, 1_000, true);
        assertEquals("CREDIT 0 100 1000;", told());
        note(Metric.CREDIT, 5, 10, true);
        note(Metric.CREDIT, 5, 1_000, true);
        assertEquals("", told());
        for (int instrument = 1; instrument <= 1_000; instrument++) {
            note(Metric.POSITION_LIMIT_SHORT, instrument, 900, false);
        }
        assertEquals(1_000, crossings.count());
    }
}
