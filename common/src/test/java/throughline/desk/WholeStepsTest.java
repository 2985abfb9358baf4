package throughline.desk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.PriceStatedEncoder;
import throughline.office.Commands;
import throughline.office.CountingMachine;
import throughline.office.DataDirectory;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeProcess;
import throughline.office.OfficeStatus;
import throughline.office.Replay;
import throughline.office.Stops;

/** What is read of a desk is the state behind a whole step, never within one. */
final class WholeStepsTest {
    @TempDir
    private Path directory;

    private long nowNs = 1_000_000_000L;

    /** Prices, each settled by a tick's step of two records. */
    private Set<Long> write(DataDirectory data) {
        Set<Long> ends = new HashSet<>(Set.of(0L));
        data.make();
        try (Journal journal = ChronicleJournal.open(data.journal(JournalId.FRONT))) {
            Commands commands = new Commands(1 << 16);
            Replay nothing = new Replay(new CountingMachine(), journal, List.of(), Stops.NONE);
            OfficeAgent agent = new OfficeAgent(nothing, journal.appender(), commands, () -> nowNs, Stops.NONE,
                new OfficeStatus(), 1);
            agent.start(1, new byte[0]);
            Draft draft = new Draft();
            for (int i = 0; i < 600; i++) {
                draft.begin(new PriceStatedEncoder(), 3, 0).priceE8(1).requestKey("").source("");
                assertTrue(commands.offer(draft, 0));
                agent.doWork();
                nowNs += 40_000_000L;
                agent.doWork();
            }
            agent.onClose();
            try (RecordCursor cursor = new RecordCursor("front", journal)) {
                while (cursor.next()) {
                    if (cursor.record().isLastOfStep()) {
                        ends.add(cursor.seq());
                    }
                }
            }
        }
        return ends;
    }

    @Test
    void aBatchEndsWithAStep() {
        DataDirectory data = new DataDirectory(directory);
        Set<Long> ends = write(data);
        assertTrue(ends.size() > 1_000);
        OfficeProcess office = new OfficeProcess(CountingMachine::new, data, new byte[0], new NoOpIdleStrategy());
        Desk<CountingMachine> desk = new Desk<>(office, CountingMachine::new, new CountingOffice.Rules(),
            new Overload(office.status(), false, 0, () -> nowNs), 1_000_000);
        int work = 1;
        while (work > 0) {
            work = desk.doWork();
            assertTrue(ends.contains(desk.seq()), "stands within a step, at seq " + desk.seq());
        }
        assertTrue(desk.seq() > 1_500, "came to seq " + desk.seq());
        desk.onClose();
    }
}
