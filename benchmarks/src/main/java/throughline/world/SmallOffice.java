package throughline.world;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import throughline.journal.MemoryJournal;
import throughline.message.JournalId;
import throughline.office.Commands;
import throughline.office.MemorySnapshots;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Replay;
import throughline.office.StateMachine;
import throughline.office.Stops;
import throughline.state.StateHash;

/**
 * One office of the small world: agent and desk over journals in memory, and what else lives in its process. It is
 * stopped by a {@link Stopped} out of any stop point, and started again from what was written. At each own record the
 * state's hash must be the same whoever comes by: the agent, the agent recovered, the desk.
 */
final class SmallOffice implements Stops {
    static final String AGENT = "agent";
    static final String RECOVERY = "recovery";
    static final String DESK = "desk";

    private static final long NO_HASH = 0;
    private static final int DESK_BATCH = 16;


    private final JournalId id;
    private final Supplier<StateMachine> machines;
    private final MemoryJournal journal;
    private final List<MemoryJournal> inputs;
    private final byte[] configuration;
    private final EpochNanoClock clock;
    private final SplittableRandom random;
    private final Coverage coverage;
    private final long epoch;
    private final MemorySnapshots snapshots = new MemorySnapshots();
    private final Long2LongHashMap hashes = new Long2LongHashMap(NO_HASH);
    private final List<Supplier<Agent>> partMakers = new ArrayList<>();
    private final List<Agent> parts = new ArrayList<>();
    private Commands commands = new Commands(1 << 16);
    private Replay recovery;
    private OfficeAgent agent;
    private Replay desk;
    private long snapshotSeq;
    private boolean armed;
    private int countdown;
    private Stops.Point wantedPoint;
    private int wantedTemplate;
    private String wantedPart = "";
    private int starts;
    private int comparesEvery = 1;

    SmallOffice(JournalId id, Supplier<StateMachine> machines, MemoryJournal journal, List<MemoryJournal> inputs,
        String configuration, EpochNanoClock clock, SplittableRandom random, Coverage coverage) {
        this.id = id;
        this.machines = machines;
        this.journal = journal;
        this.inputs = inputs;
        this.configuration = configuration.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        this.random = random;
        this.coverage = coverage;
        epoch = random.nextLong();
    }

    /** Compares the state's hash at every so many own records only, where states are large. */
    void compareEvery(int records) {
        comparesEvery = records;
    }

    /** What else lives in its process, made anew at each start. */
    void add(Supplier<Agent> part) {
        partMakers.add(part);
    }

    JournalId id() {
        return id;
    }

    MemoryJournal journal() {
        return journal;
    }

    Commands commands() {
        return commands;
    }

    boolean isUp() {
        return agent != null;
    }

    int starts() {
        return starts;
    }

    /** The state as the desk has it. */
    StateMachine deskState() {
        return desk.machine();
    }

    /** Seq of its last record. */
    long seq() {
        return agent.seq();
    }

    /** Starts it; it may be stopped in the middle of that too. */
    void start() {
        try {
            commands = new Commands(1 << 16);
            recovery = new Replay(machines.get(), journal, List.copyOf(inputs), this);
            recovery.load(snapshots);
            boolean more = true;
            while (more) {
                more = recovery.next();
            }
            agent = new OfficeAgent(recovery, journal.appender(), commands, clock, this, new OfficeStatus(), 1);
            recovery = null;
            agent.start(epoch, configuration);
            desk = new Replay(machines.get(), journal, List.copyOf(inputs), this::atDesk);
            desk.load(snapshots);
            snapshotSeq = desk.seq();
            partMakers.forEach(maker -> parts.add(maker.get()));
            starts++;
        } catch (Stopped e) {
            died();
        }
    }

    /** One duty cycle of the agent. */
    int work() {
        try {
            return agent.doWork();
        } catch (Stopped e) {
            died();
            return 1;
        }
    }

    /** One duty cycle of desk and other parts. */
    int workBeside() {
        int work = 0;
        try {
            for (int i = 0; i < DESK_BATCH && desk.next(); i++) {
                work++;
            }
            if (desk.seq() > snapshotSeq && random.nextInt(64) == 0) {
                snapshotSeq = desk.seq();
                desk.snapshot(snapshots);
            }
            for (Agent part : parts) {
                work += part.doWork();
            }
        } catch (Stopped e) {
            died();
        } catch (Exception e) {
            throw new AssertionError(id + ": a part failed", e);
        }
        return work;
    }

    /** Stops it dead where it stands. */
    void kill() {
        if (agent != null) {
            died();
        }
    }

    private void died() {
        agent = null;
        desk = null;
        recovery = null;
        parts.clear();
        journal.writerDied();
        armed = false;
    }

    /** Stops it at the n-th stop point from here. */
    void stopAfter(int points) {
        armed = true;
        countdown = points;
        wantedPoint = null;
    }

    /** Stops it at the n-th time that part passes that point with that kind of record. */
    void stopAt(String part, Stops.Point point, int templateId, int times) {
        armed = true;
        wantedPart = part;
        countdown = times;
        wantedPoint = point;
        wantedTemplate = templateId;
    }

    void disarm() {
        armed = false;
    }

    @Override
    public void at(Point point, int templateId) {
        if (point == Point.AFTER_APPLY) {
            compare();
        }
        pass(recovery == null ? AGENT : RECOVERY, point, templateId);
    }

    private void atDesk(Point point, int templateId) {
        if (point == Point.AFTER_APPLY) {
            compare(desk);
        }
        pass(DESK, point, templateId);
    }

    private void compare() {
        if (recovery != null) {
            compare(recovery);
        } else if (agent != null) {
            compare(agent.seq(), agent.machine(), "agent");
        }
    }

    private void compare(Replay replay) {
        if (replay != null) {
            compare(replay.seq(), replay.machine(), replay == desk ? "desk" : "recovered office");
        }
    }

    private void compare(long seq, StateMachine machine, String who) {
        if (seq % comparesEvery != 0) {
            return;
        }
        long hash = StateHash.of(machine);
        long known = hashes.get(seq);
        if (known == NO_HASH) {
            hashes.put(seq, hash);
        } else if (known != hash) {
            throw new AssertionError(id + ": the " + who + "'s state at seq " + seq + " is not what it was before");
        }
    }

    private void pass(String part, Point point, int templateId) {
        String name = Coverage.name(id, part, point, templateId);
        coverage.passed(name);
        boolean counts = armed && (wantedPoint == null
            || wantedPoint == point && wantedTemplate == templateId && wantedPart.equals(part));
        if (counts && --countdown <= 0) {
            coverage.stopped(name);
            throw new Stopped(name);
        }
    }
}
