package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.limit.Limits;
import throughline.limit.RiskDay;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.reference.Money;
import throughline.reference.Scope;

/** Value accepted over a short time, with numbers worked out by hand. */
final class WindowsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long T = 1_000_000_000 * SECOND;
    private static final long TRADER = Scope.of(ScopeKind.TRADER, 4);
    private static final long CLIENT = Scope.of(ScopeKind.CLIENT, 3);
    private static final long SHARE = Scope.instrument(9);

    private final Limits limits = new Limits();
    private final RiskDay day = new RiskDay();
    private final Windows windows = new Windows(limits, day);
    private final Holds holds = new Holds(1);
    private final int order = holds.add(1, 1, 9, false, 10, 1);

    WindowsTest() {
        holds.stand(order, 4, 0, 3, 0, 0, 0, 0, false, false);
    }

    private void seconds(long scope, long seconds) {
        limits.set(scope, Metric.WINDOW_VALUE_SECONDS, seconds * Money.E8);
    }

    private void accepted(long value, long timeNs) {
        day.used(timeNs);
        windows.accepted(holds, order, value, timeNs);
    }

    @Test
    void theCurrentSlotAndTheTenBeforeItCount() {
        seconds(Scope.FIRM, 10);
        accepted(100, T + SECOND - 1);
        accepted(20, T + SECOND);
        accepted(3, T + 10 * SECOND);
        assertEquals(123, windows.sum(Scope.FIRM, T + 11 * SECOND - 1));
        assertEquals(23, windows.sum(Scope.FIRM, T + 11 * SECOND));
        assertEquals(3, windows.sum(Scope.FIRM, T + 12 * SECOND));
        assertEquals(3, windows.sum(Scope.FIRM, T + 20 * SECOND));
        assertEquals(0, windows.sum(Scope.FIRM, T + 21 * SECOND));
        assertEquals(123, windows.sum(CLIENT, T + 10 * SECOND));
        assertEquals(123, windows.sum(TRADER, T + 10 * SECOND));
        assertEquals(123, windows.sum(SHARE, T + 10 * SECOND));
        assertEquals(0, windows.sum(Scope.of(ScopeKind.ACCOUNT, 1), T + 10 * SECOND));
    }

    @Test
    void aSlotIsUsedAgainAfterEleven() {
        seconds(Scope.FIRM, 10);
        for (int second = 0; second < 50; second++) {
            accepted(1, T + second * SECOND);
        }
        assertEquals(11, windows.sum(Scope.FIRM, T + 49 * SECOND));
        accepted(5, T + 1_000 * SECOND);
        assertEquals(5, windows.sum(Scope.FIRM, T + 1_000 * SECOND));
        assertEquals(11, windows.peak(Scope.FIRM));
    }

    @Test
    void aRecordOfAnEarlierTimeCountsInItsOwnSlot() {
        seconds(Scope.FIRM, 10);
        accepted(1, T + 10 * SECOND);
        accepted(20, T);
        accepted(300, T - SECOND);
        assertEquals(21, windows.sum(Scope.FIRM, T + 10 * SECOND));
        assertEquals(1, windows.sum(Scope.FIRM, T + 11 * SECOND));
    }

    @Test
    void aScopesOwnSecondsGoBeforeTheFirms() {
        seconds(Scope.FIRM, 10);
        seconds(TRADER, 100);
        accepted(7, T);
        assertEquals(0, windows.sum(Scope.FIRM, T + 11 * SECOND));
        assertEquals(7, windows.sum(TRADER, T + 110 * SECOND - 1));
        assertEquals(0, windows.sum(TRADER, T + 110 * SECOND));
    }

    @Test
    void whenTheLengthChangesWhatCountsStillIsTheCurrentSlots() {
        seconds(Scope.FIRM, 10);
        accepted(100, T);
        accepted(20, T + 5 * SECOND);
        seconds(Scope.FIRM, 100);
        assertEquals(20, windows.sum(Scope.FIRM, T + 12 * SECOND));
        accepted(3, T + 12 * SECOND);
        assertEquals(23, windows.sum(Scope.FIRM, T + 119 * SECOND));
        assertEquals(0, windows.sum(Scope.FIRM, T + 120 * SECOND));
    }

    @Test
    void withoutSecondsTheLastAreKept() {
        seconds(Scope.FIRM, 10);
        accepted(1, T);
        limits.set(Scope.FIRM, Metric.WINDOW_VALUE_SECONDS, Limits.NONE);
        accepted(2, T + 10 * SECOND);
        assertEquals(2, windows.sum(Scope.FIRM, T + 11 * SECOND));
    }

    @Test
    void whatDoesNotFitIsMoreThanAnyLimitUntilItsSlotHasPassed() {
        seconds(Scope.FIRM, 10);
        accepted(Money.OVERFLOW - 1, T);
        accepted(5, T + SECOND);
        assertEquals(Money.OVERFLOW, windows.sum(Scope.FIRM, T + SECOND));
        assertEquals(5, windows.sum(Scope.FIRM, T + 11 * SECOND));
    }

    @Test
    void peaksBeginAnewWithTheDayAndAllIsSaved() {
        seconds(Scope.FIRM, 10);
        accepted(100, T);
        accepted(20, T + 5 * SECOND);
        day.used(T + 12 * SECOND);
        assertEquals(120, windows.peak(SHARE));
        windows.dayOpened();
        assertEquals(20, windows.peak(SHARE));
        Windows copy = new Windows(limits, day);
        copy.accepted(holds, order, 1, T);
        SumsRig.carry(windows, copy);
        copy.accepted(holds, order, 4, T + 13 * SECOND);
        assertEquals(24, copy.sum(CLIENT, T + 13 * SECOND));
    }
}
