package throughline.desk;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.agrona.concurrent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.message.JournalRecord;
import throughline.message.UserDefinedDecoder;
import throughline.message.UserStatedDecoder;
import throughline.office.Commands;
import throughline.office.DataDirectory;
import throughline.office.Draft;
import throughline.office.FileSnapshots;
import throughline.office.OfficeProcess;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.StateMachine;
import throughline.reference.Registers;
import throughline.state.StateHash;

/**
 * An office's read side: a second instance of its state machine, fed by apply only, on a thread of its own. All reads
 * of the state run there; it answers commands once it has applied what they led to, writes the snapshots, and compares
 * its state with the agent's at each day's end. {@link #submit}, {@link #read} and what is told of it: any thread.
 *
 * @param <M> the office's state machine
 */
public final class Desk<M extends StateMachine> implements Agent {
    /** How long a command may go without an answer. */
    public static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int BATCH = 256;
    private static final long PEOPLE_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final ThreadLocal<Draft> DRAFT = ThreadLocal.withInitial(Draft::new);

    private final OfficeProcess office;
    private final Rules<M> rules;
    private final Overload overload;
    private final M state;
    private final Commands commands;
    private final SnapshotWriter snapshots;
    private final List<Listener<M>> listeners = new ArrayList<>();
    private final AtomicLong correlations = new AtomicLong();
    private final WaitingRoom.Readers<M> readers = new WaitingRoom.Readers<>();
    private final WaitingRoom<M> waiting;
    private final Commands.ReplyHandler onReply;
    private OfficeProcess.Follower follower;
    private long nextTryNs = System.nanoTime();
    private long peopleNs = nextTryNs;
    private boolean peopleMayDiffer = true;
    private OfficeStatus.DayHash ownDayHash;
    private volatile long seq;
    private volatile boolean caughtUp;
    private volatile boolean differs;
    private volatile String notReady = "the desk is starting";
    private volatile String failure = "";
    private volatile Map<String, Person> people = Map.of();

    /** What an office tells its desk. Called on the desk's thread. */
    public interface Rules<M> {
        /** What the state knows of the firm. */
        Registers registers(M state);

        /** Why the office is not ready, as the state has it; empty: it is. */
        String notReady(M state);

        /** Whether the office that reads this one's journal must keep up for ordinary commands to be taken. */
        boolean isFollowed();
    }

    /**
     * How a command was answered.
     *
     * @param reference as {@link Outcome} tells
     * @param seq the office's last record then, which the desk has applied
     */
    public record Reply(Outcome outcome, long reference, long seq) {
        /**
         * HTTP status of what was done: the one given when this request did it, 200 when an earlier one had, 202 when a
         * second person is waited for.
         *
         * @throws Problem when it was not done
         */
        public int status(int whenRecorded) {
            Problem problem = Problem.of(outcome);
            if (problem != null) {
                throw problem;
            }
            return outcome == Outcome.REPEATED ? 200 : outcome == Outcome.AWAITS_APPROVAL ? 202 : whenRecorded;
        }
    }

    /** Makes an answer of the state. */
    @FunctionalInterface
    public interface Look<M, T> {
        /**
         * Called on the desk's thread once the desk has applied the reply's seq; if it gives null, again after each
         * batch with a record of the order it waits for, or caused by the own record it waits for, and a last time when
         * patience ends.
         *
         * @param last whether null now means that it is not known
         */
        T at(M state, Reply reply, boolean last);
    }

    /** Is told of each own record once the desk has applied it, but not of those before it has caught up. */
    @FunctionalInterface
    public interface Listener<M> {
        /** The record was applied; on the desk's thread. */
        void applied(M state, JournalRecord record);
    }

    Desk(OfficeProcess office, Supplier<M> machines, Rules<M> rules, Overload overload, long snapshotEvery) {
        this.office = office;
        this.rules = rules;
        this.overload = overload;
        state = machines.get();
        commands = office.commands();
        snapshots = new SnapshotWriter(new FileSnapshots(office.data().snapshots(office.journal())), snapshotEvery);
        waiting = new WaitingRoom<>(state);
        onReply = (correlation, outcome, reference, at) ->
            waiting.replied(correlation, new Reply(outcome, reference, at));
    }

    /** Adds a listener, before the desk starts. */
    public void listen(Listener<M> listener) {
        listeners.add(listener);
    }

    /** A draft for the calling thread, good until it asks for the next. */
    public static Draft draft() {
        return DRAFT.get();
    }

    /**
     * Puts a command on the ring and answers once the desk has applied what it led to.
     *
     * @param urgent never refused for load, lag or disk
     * @return what the look gives; fails with a {@link Problem}: 503 nothing was done, 504 not known within 2 s
     */
    public <T> Future<T> submit(Draft draft, boolean urgent, Look<M, T> look) {
        return submit(draft, urgent, look, Reply::reference);
    }

    /**
     * As {@link #submit(Draft, boolean, Look)}, waiting for other records than those of the reply's reference.
     *
     * @param awaited gives the order, or the seq of the own record, whose records the look waits for
     */
    public <T> Future<T> submit(Draft draft, boolean urgent, Look<M, T> look, ToLongFunction<Reply> awaited) {
        Problem refusal = urgent ? overload.urgentRefusal() : overload.refusal();
        if (refusal == null && !urgent && !failure.isEmpty()) {
            refusal = Problem.unavailable("DESK_DOWN", "The desk is down: " + failure);
        }
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        WaitingRoom.Asker<M, T> asker =
            waiting.enter(correlations.incrementAndGet(), System.nanoTime() + PATIENCE_NS, look, awaited);
        boolean taken = urgent ? commands.offerUrgent(draft, asker.correlation())
            : commands.offer(draft, asker.correlation());
        if (!taken) {
            asker.refused();
            return Future.failedFuture(Problem.unavailable("BUSY", "The office has more commands than it can take."));
        }
        return asker.future();
    }

    /** As {@link #submit(Draft, boolean, Look)}, for the reply alone. */
    public Future<Reply> submit(Draft draft, boolean urgent) {
        return submit(draft, urgent, (machine, reply, last) -> reply);
    }

    /** Puts a command on the ring whose answer nobody waits for; false when it was not taken. */
    boolean tell(Draft draft) {
        return overload.refusal() == null && commands.offer(draft, 0);
    }

    /** Reads the state on the desk's thread. Short: everyone waits meanwhile. */
    public <T> Future<T> read(Function<M, T> reader) {
        return readers.ask(reader);
    }

    @Override
    public int doWork() {
        if (follower == null && !failure.isEmpty()) {
            int work = waiting.drain() + commands.pollReplies(onReply, BATCH);
            waiting.failAll(Problem.unknown());
            return work + runReads();
        }
        int work = 0;
        try {
            work = follower == null ? begin() : follow();
        } catch (RuntimeException | Error e) {
            LOG.error("the {} is down and stays down: {}", roleName(), e.getMessage(), e);
            failure = e.getMessage() == null ? e.toString() : e.getMessage();
            closeFollower();
        }
        return work + runReads();
    }

    private int begin() {
        if (System.nanoTime() - nextTryNs < 0) {
            return 0;
        }
        nextTryNs = System.nanoTime() + PEOPLE_EVERY_NS;
        follower = office.follow(state);
        if (follower == null) {
            return 0;
        }
        snapshots.from(follower.replay().load(snapshots));
        return 1;
    }

    private int follow() {
        int work = waiting.drain() + applyBatch();
        work += commands.pollReplies(onReply, BATCH);
        work += waiting.settle(seq, System.nanoTime());
        if (caughtUp && peopleMayDiffer && System.nanoTime() - peopleNs >= 0) {
            peopleNs = System.nanoTime() + PEOPLE_EVERY_NS;
            peopleMayDiffer = false;
            refreshPeople();
        }
        compareDayHashes();
        return work;
    }

    /** Ends with a step: nothing is read within one. */
    private int applyBatch() {
        Replay replay = follower.replay();
        int applied = 0;
        boolean whole = true;
        boolean peopleDiffer = false;
        while ((applied < BATCH || !whole) && replay.next()) {
            applied++;
            JournalRecord record = replay.record();
            whole = record.isLastOfStep();
            seq = record.seq();
            peopleDiffer |= record.templateId() == UserDefinedDecoder.TEMPLATE_ID
                || record.templateId() == UserStatedDecoder.TEMPLATE_ID;
            if (caughtUp) {
                tellOf(record);
            }
            if (state.endsDay(record)) {
                ownDayHash = new OfficeStatus.DayHash(seq, StateHash.of(state));
            } else if (whole && caughtUp) {
                snapshots.writeIfDue(replay);
            }
        }
        if (applied < BATCH && !caughtUp) {
            seq = replay.seq(); // a snapshot of the journal's end leaves no record to apply
            caughtUp = true;
            LOG.info("the {} has caught up at seq {}", roleName(), seq);
            applied++;
        }
        if (applied > 0) {
            peopleMayDiffer = true;
            String why = rules.notReady(state);
            if (caughtUp && (peopleDiffer || why.isEmpty() && !notReady.isEmpty())) {
                refreshPeople();
            }
            notReady = why;
        }
        return applied;
    }

    private void tellOf(JournalRecord record) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).applied(state, record);
        }
        waiting.touched(record.orderId());
        if (record.causeJournal() == office.journal().value()) {
            waiting.touched(record.causeSeq());
        }
    }

    private void refreshPeople() {
        people = Person.all(rules.registers(state).users());
    }

    private void compareDayHashes() {
        OfficeStatus.DayHash theirs = office.status().dayHash();
        if (ownDayHash == null || theirs == null || theirs.seq() < ownDayHash.seq()) {
            return;
        }
        if (theirs.seq() == ownDayHash.seq() && theirs.hash() != ownDayHash.hash()) {
            differs = true;
            throw new IllegalStateException("state of desk and agent differ at seq " + theirs.seq()
                + ": determinism is broken");
        }
        ownDayHash = null;
        snapshots.write(follower.replay());
    }

    private int runReads() {
        boolean readable = failure.isEmpty() && caughtUp;
        return readers.serve(readable ? state : null, this::unreadable);
    }

    private Problem unreadable() {
        return Problem.unavailable(caughtUp ? "DESK_DOWN" : "NOT_READY", whyNotReady());
    }

    /** A person of that name, as of a moment ago; null: not known. */
    Person person(String name) {
        return people.get(name);
    }

    /** Seq of the last own record applied. */
    public long seq() {
        return seq;
    }

    /** Why nobody is let in: the desk does not stand or the office has not opened; empty: they are. */
    String whyClosed() {
        return failure.isEmpty() && caughtUp ? notReady : whyNotReady();
    }

    /** Whether desk and agent came to different states. */
    boolean differs() {
        return differs;
    }

    /** Why the office cannot be used, agent, desk and state together; empty: it can. */
    public String whyNotReady() {
        OfficeStatus status = office.status();
        if (status.phase() == OfficeStatus.Phase.DOWN) {
            return "the office is down: " + status.failure();
        }
        if (!failure.isEmpty()) {
            return "the desk is down: " + failure;
        }
        if (status.phase() != OfficeStatus.Phase.RUNNING) {
            return "waiting for " + office.waitingFor();
        }
        return caughtUp ? notReady : "the desk is recovering, at seq " + seq + " of " + status.seq();
    }

    /** Whether it is still on its way to where its journal stood, and not down. */
    public boolean isRecovering() {
        return !caughtUp && failure.isEmpty();
    }

    /** The office behind it. */
    OfficeProcess office() {
        return office;
    }

    @Override
    public String roleName() {
        return DataDirectory.name(office.journal()) + "-desk";
    }

    @Override
    public void onClose() {
        if (follower != null && failure.isEmpty()) {
            takeLeave();
        }
        snapshots.close();
        closeFollower();
        waiting.failAll(Problem.unknown());
    }

    /** Applies what the agent wrote last, answers for it, and writes a last snapshot. */
    private void takeLeave() {
        try {
            while (applyBatch() >= BATCH) {
                waiting.drain();
            }
            waiting.drain();
            commands.pollReplies(onReply, Integer.MAX_VALUE);
            waiting.settle(seq, System.nanoTime());
            snapshots.write(follower.replay());
        } catch (RuntimeException e) {
            LOG.error("the {} could not write its last snapshot; recovery takes an older one", roleName(), e);
        }
    }

    private void closeFollower() {
        if (follower != null) {
            follower.close();
            follower = null;
        }
    }
}
