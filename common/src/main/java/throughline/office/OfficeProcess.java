package throughline.office;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.journal.ChronicleJournal;
import throughline.journal.Forerunner;
import throughline.journal.Journal;
import throughline.journal.JournalInUse;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.OfficeStartedDecoder;

/**
 * An office as a process runs it: takes the writer's place of its journal, waits for the journals it reads, recovers,
 * and works on a thread of its own. A failed append makes it recover anew; any other failure keeps it down, named in
 * the log and in {@link #status()}, until someone starts the process again.
 */
public final class OfficeProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OfficeProcess.class);
    private static final int RING_CAPACITY = 1 << 22;
    private static final int BATCH = 64;
    private static final int MOST_FAILED_APPENDS = 5;
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long APPEND_RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long CALM_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int CLOSE_CHECK = 0x3FF;

    private final Supplier<? extends StateMachine> machines;
    private final DataDirectory data;
    private final Function<Path, Journal> journals;
    private final byte[] configuration;
    private final IdleStrategy idle;
    private final JournalId id;
    private final List<JournalId> inputIds;
    private final Stops stops = Stops.HaltAt.ofProperty();
    private final EpochNanoClock clock = new OffsetEpochNanoClock();
    private final Commands commands = new Commands(RING_CAPACITY);
    private final OfficeStatus status = new OfficeStatus();
    private final List<Journal> inputs = new ArrayList<>();
    private Journal journal;
    private volatile Journal.Appender appender;
    private AgentRunner runner;
    private Forerunner forerunner;
    private OfficeAgent agent;
    private StateMachine unused;
    private long epoch;
    private boolean startIsRecorded;
    private long nextTryNs = System.nanoTime();
    private int failedAppends;
    private long lastFailureNs = System.nanoTime();
    private volatile boolean closing;
    private volatile String waitingFor = "its journal";

    /**
     * An office that does nothing yet.
     *
     * @param machines gives a fresh state machine each time, all alike
     * @param configuration all that decides, as text; stands in each {@code OfficeStarted}
     * @param idle what its thread does while there is nothing to do
     */
    public OfficeProcess(Supplier<? extends StateMachine> machines, DataDirectory data, byte[] configuration,
        IdleStrategy idle) {
        this(machines, data, ChronicleJournal::open, configuration, idle);
    }

    /** As the other, with a journal that may fail on purpose. */
    OfficeProcess(Supplier<? extends StateMachine> machines, DataDirectory data, Function<Path, Journal> journals,
        byte[] configuration, IdleStrategy idle) {
        this.machines = machines;
        this.data = data;
        this.journals = journals;
        this.configuration = configuration.clone();
        this.idle = idle;
        unused = machines.get();
        id = unused.journal();
        inputIds = unused.inputs();
    }

    /**
     * Takes the writer's place, and lets the journal stand if this is its creation. The caller's thread.
     *
     * @throws JournalInUse when another process has it
     */
    public void open() {
        data.make();
        journal = journals.apply(data.journal(id));
        try {
            appender = journal.appender();
            epoch = readEpoch();
            if (epoch == 0) {
                create();
            }
        } catch (RuntimeException | InternalError e) {
            CloseHelper.quietCloseAll(appender, journal);
            throw e;
        }
    }

    /** The epoch of the journal's first record; 0: it has none. */
    private long readEpoch() {
        try (RecordCursor first = new RecordCursor(DataDirectory.name(id), journal)) {
            if (!first.next()) {
                return 0;
            }
            if (first.record().templateId() != OfficeStartedDecoder.TEMPLATE_ID) {
                throw new IllegalStateException("journal " + first.name() + " does not begin with OfficeStarted");
            }
            OfficeStartedDecoder started = new OfficeStartedDecoder();
            started.wrap(first.record().buffer(), first.record().body(), first.record().blockLength(),
                first.record().version());
            return started.epoch();
        }
    }

    /** Offices wait for one another's first record, so it is written before any input is read. */
    private void create() {
        epoch = new SecureRandom().nextLong() | 1;
        List<Journal> none = inputIds.stream().<Journal>map(input -> new MemoryJournal(input.name())).toList();
        Replay nothing = new Replay(machines.get(), journal, none, Stops.NONE);
        new OfficeAgent(nothing, appender, commands, clock, Stops.NONE, new OfficeStatus(), 1)
            .start(epoch, configuration);
        startIsRecorded = true;
        LOG.info("journal {} is made, epoch {}", data.journal(id), Long.toHexString(epoch));
    }

    /** Starts its thread; {@link #open()} has been called. */
    public void start() {
        runner = new AgentRunner(idle, OfficeProcess::report, null, new Duty());
        AgentRunner.startOnThread(runner, task -> {
            Thread thread = new Thread(task, DataDirectory.name(id) + "-office");
            thread.setDaemon(true);
            return thread;
        });
        forerunner = new Forerunner(DataDirectory.name(id) + "-room", () -> appender);
    }

    private static void report(Throwable failure) {
        LOG.debug("the office's thread ended", failure);
    }

    private final class Duty implements Agent {
        @Override
        public int doWork() {
            try {
                if (agent != null) {
                    return agent.doWork();
                }
                return System.nanoTime() - nextTryNs >= 0 ? prepare() : 0;
            } catch (AppendFailed e) {
                appendFailed(e);
                return 1;
            } catch (RuntimeException | Error e) {
                down(e);
                throw new AgentTerminationException(e);
            }
        }

        @Override
        public void onClose() {
            release();
        }

        @Override
        public String roleName() {
            return DataDirectory.name(id) + "-office";
        }
    }

    private int prepare() {
        nextTryNs = System.nanoTime() + RETRY_NS;
        while (inputs.size() < inputIds.size()) {
            JournalId next = inputIds.get(inputs.size());
            Journal standing = data.standing(next);
            if (standing == null) {
                waitingFor = "journal " + DataDirectory.name(next) + " to stand";
                return 0;
            }
            inputs.add(standing);
        }
        waitingFor = "recovery";
        if (journal == null) {
            journal = journals.apply(data.journal(id));
            appender = journal.appender();
        }
        StateMachine fresh = unused != null ? unused : machines.get();
        unused = null;
        Replay replay = new Replay(fresh, journal, inputs, stops);
        if (!recover(replay)) {
            replay.close();
            return 0;
        }
        agent = new OfficeAgent(replay, appender, commands, clock, stops, status, BATCH);
        if (startIsRecorded) {
            status.appended(agent.seq());
            status.running();
        } else {
            agent.start(epoch, configuration);
        }
        startIsRecorded = false;
        waitingFor = "";
        return 1;
    }

    /** Replays to the journal's end; false when it is being closed meanwhile. */
    private boolean recover(Replay replay) {
        long begun = System.nanoTime();
        long from = replay.load(new FileSnapshots(data.snapshots(id)));
        while (replay.next()) {
            if ((replay.seq() & CLOSE_CHECK) == 0 && closing) {
                return false;
            }
        }
        LOG.info("{} recovered to seq {}: snapshot of seq {}, {} records, {} ms", DataDirectory.name(id), replay.seq(),
            from, replay.seq() - from, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        return true;
    }

    private void appendFailed(AppendFailed failure) {
        long now = System.nanoTime();
        failedAppends = now - lastFailureNs > CALM_NS ? 1 : failedAppends + 1;
        lastFailureNs = now;
        LOG.error("{}: {}; failure {} in a row", DataDirectory.name(id), failure.getMessage(), failedAppends, failure);
        if (failedAppends >= MOST_FAILED_APPENDS) {
            down(failure);
            throw new AgentTerminationException(failure);
        }
        status.recovering();
        waitingFor = "recovery after " + failure.getMessage();
        release();
        nextTryNs = now + APPEND_RETRY_NS;
    }

    private void down(Throwable failure) {
        String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        LOG.error("{} is down and stays down: {}", DataDirectory.name(id), why, failure);
        status.down(why);
    }

    private void release() {
        if (agent != null) {
            agent.onClose();
        } else if (appender != null) {
            appender.close();
        }
        agent = null;
        appender = null;
        CloseHelper.quietCloseAll(inputs);
        inputs.clear();
        CloseHelper.quietClose(journal);
        journal = null;
    }

    /** A replay for the desk, with journals of its own to read; null while one of them does not stand yet. */
    public Follower follow(StateMachine machine) {
        List<JournalId> wanted = new ArrayList<>(List.of(id));
        wanted.addAll(inputIds);
        List<Journal> opened = new ArrayList<>();
        for (JournalId next : wanted) {
            Journal standing = data.standing(next);
            if (standing == null) {
                CloseHelper.quietCloseAll(opened);
                return null;
            }
            opened.add(standing);
        }
        Replay replay = new Replay(machine, opened.get(0), opened.subList(1, opened.size()), stops);
        return new Follower(replay, opened);
    }

    /** A replay, and the journals that are open for it alone. */
    public record Follower(Replay replay, List<Journal> journals) implements AutoCloseable {
        @Override
        public void close() {
            replay.close();
            CloseHelper.quietCloseAll(journals);
        }
    }

    /** The journal it writes. */
    public JournalId journal() {
        return id;
    }

    /** Where its files lie. */
    public DataDirectory data() {
        return data;
    }

    /** The way in for commands. */
    public Commands commands() {
        return commands;
    }

    /** Where this process is to be stopped dead, for whoever has stop points of its own; usually nowhere. */
    public Stops stops() {
        return stops;
    }

    /** What it says of itself; any thread. */
    public OfficeStatus status() {
        return status;
    }

    /** What it waits for before it runs; empty: nothing. Any thread. */
    public String waitingFor() {
        return waitingFor;
    }

    /** Ends its thread and gives the writer's place back. */
    @Override
    public void close() {
        closing = true;
        CloseHelper.close(forerunner);
        if (runner == null) {
            release();
        } else {
            runner.close();
        }
    }
}
