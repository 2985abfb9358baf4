package throughline.bookbench;

import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.back.BackMachine;
import throughline.journal.ChronicleJournal;
import throughline.message.DayClosingEncoder;
import throughline.message.JournalId;
import throughline.office.Commands;
import throughline.office.DataDirectory;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.Stops;

/**
 * A real back office over journals in files, and the pen that writes the middle's journal for it. Its agent works when
 * it is called; all of it belongs to one thread, but the pen and the agent may each have one of their own.
 */
final class RigOffice implements AutoCloseable {
    private static final int RING_BYTES = 1 << 16;
    private static final int BATCH = 256;
    private static final int AT_ONCE = 1024;

    final ChronicleJournal journal;
    final ChronicleJournal middle;
    final MiddlePen pen;
    final BackMachine machine = new BackMachine();
    final OfficeAgent agent;
    final Flow flow;
    final Draft draft = new Draft();
    private final EpochNanoClock clock = new SystemEpochNanoClock();
    private final Commands commands = new Commands(RING_BYTES);
    private final int accounts;
    private final int instruments;
    private Outcome outcome;
    private long correlation;
    private int day;

    /** An office that knows nothing yet, over new journals in a data directory. */
    RigOffice(Path data, long seed, int accounts, int instruments) {
        DataDirectory directory = new DataDirectory(data);
        journal = ChronicleJournal.open(directory.journal(JournalId.BACK));
        middle = ChronicleJournal.open(directory.journal(JournalId.MIDDLE));
        pen = new MiddlePen(middle);
        agent = new OfficeAgent(new Replay(machine, journal, List.of(middle), Stops.NONE), journal.appender(),
            commands, clock, Stops.NONE, new OfficeStatus(), BATCH);
        agent.start(seed, new byte[0]);
        flow = new Flow(seed, accounts, instruments);
        this.accounts = accounts;
        this.instruments = instruments;
    }

    /**
     * Imports and opens the first day.
     *
     * @param holding of each account in each instrument; 0: no cash either
     */
    void begin(long holding) {
        Imports imports = new Imports(draft, this::send);
        imports.reference(accounts, instruments);
        if (holding > 0) {
            imports.cash(accounts);
            imports.holdings(accounts, instruments, holding);
        }
        imports.open();
    }

    /** Sends the draft and works until it is recorded. */
    void send(MessageEncoderFlyweight encoder) {
        outcome = null;
        if (!commands.offer(draft, ++correlation)) {
            throw new IllegalStateException("the ring is full");
        }
        while (outcome == null) {
            agent.doWork();
            commands.pollReplies((number, how, about, seq) -> outcome = how, 1);
        }
        if (outcome != Outcome.RECORDED) {
            throw new IllegalStateException(encoder.getClass().getSimpleName() + " was answered " + outcome);
        }
    }

    /** Clears so many trades and works until all are booked. */
    void trade(int count) {
        for (int done = 0; done < count; done += AT_ONCE) {
            for (int i = done; i < Math.min(count, done + AT_ONCE); i++) {
                pen.trade(flow.next(), machine.businessDate(), clock.nanoTime());
            }
            work();
        }
    }

    /** Works until nothing is left to do. */
    void work() {
        int idle = 0;
        while (idle < 2) {
            idle = agent.doWork() == 0 ? idle + 1 : 0;
        }
    }

    /**
     * Closes the open day, with a price for each instrument that differs from the last day's.
     *
     * @return nanoseconds from risk's close in the middle's journal to the day's seal in the back's
     */
    long closeDay() {
        int date = machine.businessDate();
        DayClosingEncoder closing = new DayClosingEncoder();
        draft.begin(closing, Imports.OPERATIONS, 0).businessDate(date).requestKey("");
        send(closing);
        long beganNs = System.nanoTime();
        pen.dayClosed(date, flow.closings(++day), clock.nanoTime());
        while (machine.businessDate() == date) {
            agent.doWork();
        }
        return System.nanoTime() - beganNs;
    }

    @Override
    public void close() {
        pen.close();
        agent.onClose();
        journal.close();
        middle.close();
    }
}
