package throughline.restartbench;

import java.util.List;
import java.util.function.Supplier;
import org.agrona.collections.LongArrayList;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.journal.ChronicleJournal;
import throughline.journal.Journal;
import throughline.office.Commands;
import throughline.office.DataDirectory;
import throughline.office.Draft;
import throughline.office.FileSnapshots;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.StateMachine;
import throughline.office.Stops;

/** A real office's agent over its journal in files, working when it is called. For one thread. */
final class Seat implements AutoCloseable {
    private static final int RING_BYTES = 1 << 20;
    private static final int BATCH = 256;

    final Draft draft = new Draft();
    private final Supplier<? extends StateMachine> machines;
    private final DataDirectory data;
    private final byte[] configuration;
    private final EpochNanoClock clock;
    private final ChronicleJournal journal;
    private final Commands commands = new Commands(RING_BYTES);
    private final LongArrayList references = new LongArrayList();
    private List<Journal> inputs;
    private OfficeAgent agent;

    /** An office whose journal stands once {@link #start} was called. */
    Seat(Supplier<? extends StateMachine> machines, DataDirectory data, String configuration, EpochNanoClock clock) {
        this.machines = machines;
        this.data = data;
        this.configuration = configuration.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        this.clock = clock;
        journal = ChronicleJournal.open(data.journal(machines.get().journal()));
    }

    ChronicleJournal journal() {
        return journal;
    }

    /** Starts it on journals in the order of its inputs. */
    void start(ChronicleJournal... read) {
        inputs = List.of(read);
        start(new Replay(machines.get(), journal, inputs, Stops.NONE));
    }

    private void start(Replay replay) {
        agent = new OfficeAgent(replay, journal.appender(), commands, clock, Stops.NONE, new OfficeStatus(), BATCH);
        agent.start(1, configuration);
    }

    /** Ends it, replays its journal from the first record to a fresh machine, writes a snapshot and goes on. */
    void restart() {
        agent.onClose();
        agent = null;
        Replay replay = new Replay(machines.get(), journal, inputs, Stops.NONE);
        boolean more = true;
        while (more) {
            more = replay.next();
        }
        replay.snapshot(new FileSnapshots(data.snapshots(replay.machine().journal())));
        start(replay);
    }

    /** Puts what stands in the draft on the ring. */
    void offer(MessageEncoderFlyweight encoder) {
        if (!commands.offer(draft, 1)) {
            throw new IllegalStateException("no room for " + encoder.getClass().getSimpleName());
        }
    }

    /** One duty cycle; keeps what the answers name. */
    int work() {
        int work = agent.doWork();
        return work + commands.pollReplies(this::answered, Integer.MAX_VALUE);
    }

    private void answered(long correlation, Outcome outcome, long reference, long seq) {
        if (outcome != Outcome.RECORDED) {
            throw new IllegalStateException("a command was answered " + outcome);
        }
        references.addLong(reference);
    }

    /** Offers what stands in the draft and works until it is recorded. */
    void send(MessageEncoderFlyweight encoder) {
        references.clear();
        offer(encoder);
        while (references.isEmpty()) {
            work();
        }
    }

    /** What the answers named since {@link #forget}. */
    LongArrayList references() {
        return references;
    }

    void forget() {
        references.clear();
    }

    StateMachine machine() {
        return agent.machine();
    }

    /** Seq of its last record. */
    long seq() {
        return agent.seq();
    }

    @Override
    public void close() {
        agent.onClose();
        journal.close();
    }
}
