package throughline.linebench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.Forerunner;
import throughline.journal.Journal;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.StateMachine;
import throughline.office.Stops;

/** One office of the line: a real agent over journals, which works when it is called. One thread. */
final class LineOffice implements AutoCloseable {
    private static final int RING_BYTES = 1 << 20;
    private static final int BATCH = 64;
    private static final EpochNanoClock CLOCK = new OffsetEpochNanoClock();

    final Draft draft = new Draft();
    final Commands commands = new Commands(RING_BYTES);
    final OfficeAgent agent;
    private final Journal.Appender appender;
    private Forerunner forerunner;
    private long correlation;
    private Outcome outcome;

    /** Starts it over a new journal, whose inputs need not stand yet; the caller closes them all after it. */
    LineOffice(StateMachine machine, Journal journal, List<Journal> inputs, String configuration) {
        appender = journal.appender();
        agent = new OfficeAgent(new Replay(machine, journal, inputs, Stops.NONE), appender, commands, CLOCK, Stops.NONE,
            new OfficeStatus(), BATCH);
        agent.start(1, configuration.getBytes(StandardCharsets.UTF_8));
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
            throw new IllegalStateException(encoder + " was answered " + outcome);
        }
    }

    /** Makes room for what is to be appended next. */
    void makeRoom() {
        appender.makeRoom();
    }

    /** From now on a thread makes room for its journal, as in an office's process. */
    void makeRoomAhead() {
        forerunner = new Forerunner(agent.roleName() + "-room", () -> appender);
    }

    @Override
    public void close() {
        CloseHelper.close(forerunner);
        agent.onClose();
    }
}
