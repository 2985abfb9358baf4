package throughline.worked;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import throughline.journal.MemoryJournal;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.StateMachine;
import throughline.office.Stops;

/** An office at work over a journal in memory, and someone who asks it for things. */
final class OneOffice<M extends StateMachine> {
    final M machine;
    final MemoryJournal journal;
    private final Commands commands = new Commands(1 << 18);
    private final Draft draft = new Draft();
    private final OfficeAgent agent;
    private Outcome outcome;
    private long reference;
    private long correlation;

    OneOffice(M machine, MemoryJournal journal, List<MemoryJournal> inputs, String configuration,
        EpochNanoClock clock) {
        this.machine = machine;
        this.journal = journal;
        Replay replay = new Replay(machine, journal, List.copyOf(inputs), Stops.NONE);
        agent = new OfficeAgent(replay, journal.appender(), commands, clock, Stops.NONE, new OfficeStatus(), 64);
        agent.start(77, configuration.getBytes(StandardCharsets.UTF_8));
    }

    int work() {
        return agent.doWork();
    }

    /** Asks for something and works until it is answered; the reference is at {@link #reference()}. */
    Outcome ask(Consumer<Draft> request) {
        request.accept(draft);
        outcome = null;
        if (!commands.offer(draft, ++correlation)) {
            throw new AssertionError("the ring is full");
        }
        while (outcome == null) {
            agent.doWork();
            commands.pollReplies((number, how, about, seq) -> {
                outcome = how;
                reference = about;
            }, 16);
        }
        return outcome;
    }

    long reference() {
        return reference;
    }
}
