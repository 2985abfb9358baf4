package throughline.office;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.ClockTickedDecoder;
import throughline.message.JournalId;

/** Two offices whose clocks differ, as after a machine slept between their starts: neither may fall silent. */
final class SkewedClocksTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long SKEW_NS = 3_600 * SECOND_NS;

    private final MemoryJournal own = new MemoryJournal("front");
    private final MemoryJournal middle = new MemoryJournal("middle");
    private final OfficeStatus status = new OfficeStatus();
    private long nowNs = 10_000 * SECOND_NS;
    private long middleNs = nowNs + SKEW_NS;

    private OfficeAgent middle() {
        CountingMachine machine = new CountingMachine(JournalId.MIDDLE, List.of(), 0);
        OfficeAgent agent = new OfficeAgent(new Replay(machine, middle, List.of(), Stops.NONE), middle.appender(),
            new Commands(1 << 12), () -> middleNs, Stops.NONE, new OfficeStatus(), 4);
        agent.start(1, new byte[0]);
        return agent;
    }

    private OfficeAgent front() {
        Replay replay = new Replay(new CountingMachine(JournalId.MIDDLE), own, List.of(middle), Stops.NONE);
        while (replay.next()) {
            assertTrue(replay.seq() > 0);
        }
        OfficeAgent agent = new OfficeAgent(replay, own.appender(), new Commands(1 << 12), () -> nowNs, Stops.NONE,
            status, 4);
        agent.start(2, new byte[0]);
        return agent;
    }

    private void run(OfficeAgent follower, OfficeAgent front, int seconds) {
        for (int tenths = 0; tenths < 10 * seconds; tenths++) {
            nowNs += SECOND_NS / 10;
            middleNs += SECOND_NS / 10;
            follower.doWork();
            front.doWork();
        }
    }

    private int ticks() {
        int ticks = 0;
        try (RecordCursor cursor = new RecordCursor("front", own)) {
            while (cursor.next()) {
                ticks += cursor.record().templateId() == ClockTickedDecoder.TEMPLATE_ID ? 1 : 0;
            }
        }
        return ticks;
    }

    @Test
    void theOneBehindTicksEachSecondOfItsOwn() {
        OfficeAgent ahead = middle();
        OfficeAgent behind = front();
        run(ahead, behind, 20);
        assertTrue(ticks() >= 18, ticks() + " ticks in 20 s");
    }

    @Test
    void aClockSetBackBetweenTwoStartsSilencesNobody() {
        OfficeAgent other = middle();
        run(other, front(), 2);
        own.writerDied();
        nowNs -= SKEW_NS;
        int before = ticks();
        run(other, front(), 20);
        assertTrue(ticks() - before >= 18, ticks() - before + " ticks in 20 s");
    }

    @Test
    void anOfficeIsHeardOfByTheListenersClock() {
        OfficeAgent ahead = middle();
        OfficeAgent behind = front();
        run(ahead, behind, 5);
        assertTrue(Math.abs(nowNs - status.followerTimeNs()) <= 2 * SECOND_NS,
            "heard of " + (nowNs - status.followerTimeNs()) + " ns ago");
    }
}
