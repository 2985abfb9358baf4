package throughline.office;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.MessageHandler;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.ConsumedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OfficeStartedEncoder;
import throughline.state.StateHash;

/**
 * An office at work: one thread, in steps. A step takes one input (a record of another journal, a command, the clock's
 * tick, or work that is left), applies it if it is a record, decides without changing the state, appends all records of
 * the decision as one document, then applies them. Between two records of which different journals are named it writes
 * {@code Consumed}, so that the order of everything is on record. Allocates nothing in steady state.
 */
public final class OfficeAgent implements Agent {
    /** Longest silence of a running office. */
    public static final long HEARTBEAT_NS = 1_000_000_000L;

    private static final int NOTHING_MOVED = -1;

    private final StateMachine machine;
    private final JournalId[] inputIds;
    private final RecordCursor[] inputs;
    private final Replay.Consumption consumption;
    private final Journal.Appender appender;
    private final Commands commands;
    private final EpochNanoClock clock;
    private final Stops stops;
    private final OfficeStatus status;
    private final int batch;
    private final Step step;
    private final ConsumedEncoder consumed = new ConsumedEncoder();
    private final OfficeStartedEncoder officeStarted = new OfficeStartedEncoder();
    private final JournalRecord draft = new JournalRecord();
    private final MessageHandler onCommand = this::onCommand;
    private final MessageHandler onUrgent = this::onUrgent;
    private long seq;
    private long lastTimeNs;
    private long lastTickNs;
    private long lastInputTimeNs;
    private long followerSeq;
    private int moved = NOTHING_MOVED;
    private int firstInput;

    /**
     * Takes over where a replay has come to the end of the journal.
     *
     * @param replay at the journal's end; its cursors go on here
     * @param appender the journal's one writer
     * @param batch most inputs of one kind taken in one duty cycle; 1 in the small world
     */
    public OfficeAgent(Replay replay, Journal.Appender appender, Commands commands, EpochNanoClock clock, Stops stops,
        OfficeStatus status, int batch) {
        machine = replay.machine();
        inputIds = machine.inputs().toArray(JournalId[]::new);
        inputs = new RecordCursor[inputIds.length];
        for (int input = 0; input < inputs.length; input++) {
            inputs[input] = replay.input(input);
        }
        consumption = replay.consumption();
        this.appender = appender;
        this.commands = commands;
        this.clock = clock;
        this.stops = stops;
        this.status = status;
        this.batch = batch;
        step = new Step(consumption, this::stamp);
        seq = replay.seq();
        lastTimeNs = replay.lastTimeNs();
        lastTickNs = Math.min(lastTimeNs, clock.nanoTime());
        machine.replayed();
    }

    /**
     * Writes that the office has started: the journal's first record, and one at each later start.
     *
     * @param epoch the journal's random id, given at its creation
     * @param configuration all that decides, as text
     */
    public void start(long epoch, byte[] configuration) {
        step.begin(seq + 1, Step.WHEN_ASKED, 0, JournalId.NONE.value(), 0);
        step.add(officeStarted, 0).epoch(epoch).rulesVersion(machine.rulesVersion()).journal(machine.journal())
            .putConfiguration(configuration, 0, configuration.length);
        appendAndApply();
        status.running();
    }

    @Override
    public String roleName() {
        return DataDirectory.name(machine.journal()) + "-office";
    }

    @Override
    public int doWork() {
        int work = 0;
        work += takeUrgent();
        work += takeInputs();
        if (machine.workSeq() != 0) {
            step.begin(seq + 1, Step.WHEN_ASKED, 0, machine.journal().value(), machine.workSeq());
            machine.work(step);
            if (step.records() == 0) {
                throw new IllegalStateException("work of seq " + machine.workSeq() + " wrote nothing");
            }
            appendAndApply();
            work++;
        }
        if (commands.hasRoomForReplies(2 * batch)) {
            work += commands.take(onCommand, batch);
        }
        long now = clock.nanoTime();
        if (now - lastTickNs >= HEARTBEAT_NS || now >= machine.deadlineNs()) {
            tick();
            // by this clock, not by the stamp: that may be far ahead when another office's clock is
            lastTickNs = now;
            work++;
        }
        return work;
    }

    private int takeUrgent() {
        int taken = 0;
        while (taken < batch && commands.hasRoomForReplies(1) && commands.takeUrgent(onUrgent, 1) > 0) {
            taken++;
        }
        return taken;
    }

    private int takeInputs() {
        int work = 0;
        for (int turn = 0; turn < inputs.length; turn++) {
            int input = (firstInput + turn) % inputs.length;
            int taken = 0;
            while (taken < batch && inputs[input].next()) {
                takeInput(input);
                taken++;
            }
            if (input == 0 && taken > 0) {
                status.followed(followerSeq, clock.nanoTime());
            }
            work += taken;
        }
        if (inputs.length > 0) {
            firstInput = (firstInput + 1) % inputs.length;
        }
        return work;
    }

    private void takeInput(int input) {
        if (moved != NOTHING_MOVED && moved != input) {
            step.begin(seq + 1, Step.WHEN_ASKED, 0, JournalId.NONE.value(), 0);
            step.add(consumed, 0);
            appendAndApply();
        }
        RecordCursor cursor = inputs[input];
        JournalRecord record = cursor.record();
        JournalId from = inputIds[input];
        stopAt(Stops.Point.BEFORE_APPLY, record);
        machine.input(from, record);
        consumption.read(input, cursor);
        moved = input;
        if (input == 0) {
            followerSeq = record.consumed(0);
        }
        lastInputTimeNs = Math.max(lastInputTimeNs, record.timeNs());
        step.begin(seq + 1, Step.WHEN_ASKED, 0, from.value(), cursor.seq());
        machine.decide(from, record, step);
        if (step.records() > 0) {
            appendAndApply();
        }
    }

    private void onUrgent(int type, DirectBuffer buffer, int index, int length) {
        draft.wrap(buffer, index + Long.BYTES, length - Long.BYTES);
        if (machine.coversWaiting(draft.templateId())) {
            commands.takeWaiting(onCommand);
        }
        onCommand(type, buffer, index, length);
    }

    private void onCommand(int type, DirectBuffer buffer, int index, int length) {
        long correlation = Commands.correlation(buffer, index);
        draft.wrap(buffer, index + Long.BYTES, length - Long.BYTES);
        int templateId = draft.templateId();
        step.beginChain(seq + 1, Step.WHEN_ASKED, draft.actor(), machine.journal());
        machine.command(draft, step);
        if (step.records() > 0) {
            appendAndApply();
        }
        if (step.outcome() == null) {
            throw new IllegalStateException("command " + templateId + " got no answer");
        }
        stops.at(Stops.Point.BEFORE_ANSWER, templateId);
        if (correlation != 0) {
            commands.reply(correlation, step.outcome(), step.reference(), seq);
        }
        stops.at(Stops.Point.AFTER_ANSWER, templateId);
    }

    private void tick() {
        step.beginChain(seq + 1, Step.WHEN_ASKED, 0, machine.journal());
        machine.tick(step);
        if (step.records() == 0) {
            throw new IllegalStateException("a tick wrote nothing");
        }
        appendAndApply();
    }

    private long stamp() {
        return Math.max(Math.max(clock.nanoTime(), lastTimeNs), lastInputTimeNs);
    }

    private void appendAndApply() {
        step.finish();
        JournalRecord first = step.recordAt(0);
        stopAt(Stops.Point.BEFORE_APPEND, first);
        append();
        stopAt(Stops.Point.AFTER_APPEND, first);
        lastTimeNs = step.timeNs();
        moved = NOTHING_MOVED;
        int frame = apply(first);
        while (frame < step.length()) {
            frame += apply(step.recordAt(frame));
        }
        status.appended(seq);
    }

    /** Applies an own record; gives the length of its frame. */
    private int apply(JournalRecord record) {
        stopAt(Stops.Point.BEFORE_APPLY, record);
        machine.apply(record);
        seq = record.seq();
        stopAt(Stops.Point.AFTER_APPLY, record);
        if (machine.endsDay(record)) {
            status.dayEnded(seq, StateHash.of(machine));
        }
        return RecordCursor.FRAME_LENGTH + record.length();
    }

    private void stopAt(Stops.Point point, JournalRecord record) {
        if (stops != Stops.NONE) {
            stops.at(point, record.templateId());
        }
    }

    private void append() {
        try {
            appender.append(step.document(), 0, step.length());
        } catch (RuntimeException | InternalError e) {
            throw new AppendFailed(e);
        }
    }

    /** The machine it runs. */
    public StateMachine machine() {
        return machine;
    }

    /** Seq of its last record. */
    public long seq() {
        return seq;
    }

    @Override
    public void onClose() {
        appender.close();
        for (RecordCursor input : inputs) {
            input.close();
        }
    }
}
