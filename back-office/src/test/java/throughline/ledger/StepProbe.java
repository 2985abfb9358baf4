package throughline.ledger;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.ConsumedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Replay;
import throughline.office.StateMachine;
import throughline.office.Step;
import throughline.office.Stops;
import throughline.state.StateSink;
import throughline.state.StateSource;

/** Gives the records that a booking writes into a step of a real office, which applies nothing. */
final class StepProbe implements StateMachine {
    private final MemoryJournal journal = new MemoryJournal("back");
    private final Commands commands = new Commands(1 << 14);
    private final Draft draft = new Draft();
    private final OfficeAgent agent;
    private long clockNs = 1;
    private Booking booking;

    StepProbe() {
        agent = new OfficeAgent(new Replay(this, journal, List.of(), Stops.NONE), journal.appender(), commands,
            () -> clockNs++, Stops.NONE, new OfficeStatus(), 1);
        agent.start(1, new byte[0]);
    }

    List<byte[]> write(Booking toWrite) {
        booking = toWrite;
        draft.begin(new ConsumedEncoder(), 0, 0);
        commands.offer(draft, 0);
        agent.doWork();
        List<byte[]> documents = journal.documents();
        UnsafeBuffer document = new UnsafeBuffer(documents.get(documents.size() - 1));
        List<byte[]> records = new ArrayList<>();
        for (int frame = 0; frame < document.capacity();) {
            byte[] record = new byte[document.getInt(frame)];
            document.getBytes(frame + RecordCursor.FRAME_LENGTH, record);
            records.add(record);
            frame += RecordCursor.FRAME_LENGTH + record.length;
        }
        return records;
    }

    @Override
    public JournalId journal() {
        return JournalId.BACK;
    }

    @Override
    public List<JournalId> inputs() {
        return List.of();
    }

    @Override
    public int rulesVersion() {
        return 1;
    }

    @Override
    public void input(JournalId from, JournalRecord record) {
        throw new IllegalStateException("there are no inputs");
    }

    @Override
    public void apply(JournalRecord record) {
        clockNs++;
    }

    @Override
    public void decide(JournalId from, JournalRecord record, Step step) {
        throw new IllegalStateException("there are no inputs");
    }

    @Override
    public void command(JournalRecord record, Step step) {
        booking.write(step);
        step.answer(Outcome.RECORDED, 0);
    }

    @Override
    public void tick(Step step) {
        step.add(new ConsumedEncoder(), 0);
    }

    @Override
    public long workSeq() {
        return 0;
    }

    @Override
    public void work(Step step) {
        throw new IllegalStateException("there is no work");
    }

    @Override
    public long deadlineNs() {
        return NEVER;
    }

    @Override
    public boolean endsDay(JournalRecord record) {
        return false;
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(clockNs);
    }

    @Override
    public void load(StateSource source) {
        clockNs = source.getLong();
    }
}
