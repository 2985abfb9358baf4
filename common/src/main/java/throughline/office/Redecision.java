package throughline.office;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.ExpandableArrayBuffer;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.journal.RecordCursor;
import throughline.message.ClockTickedDecoder;
import throughline.message.ConsumedDecoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;
import throughline.state.StateHash;

/**
 * Decides an office's journal again from its inputs, step by step, in the order and with the times its records fix, and
 * compares each step's bytes. Inputs that led to no record must lead to none again. Steps of the office's start are
 * taken as they are: they are not decided. Single steps can be asked for: those before them are then applied as they
 * stand, from a snapshot on if one fits. Not thread-safe.
 */
public final class Redecision implements AutoCloseable {
    private static final int FIRST_FRAME = RecordCursor.FRAME_LENGTH;

    private final StateMachine machine;
    private final RecordCursor own;
    private final List<RecordCursor> inputs;
    private final Replay.Consumption consumption = new Replay.Consumption();
    private final Step step = new Step(consumption);
    private final ExpandableArrayBuffer document = new ExpandableArrayBuffer(1 << 16);
    private final JournalRecord first = new JournalRecord();
    private final JournalRecord draft = new JournalRecord();
    private int documentLength;
    private int firstLength;
    private String difference = "";
    private long decided;
    private long foreign;
    private int rulesVersion;
    private boolean ownRules;
    private boolean decides;

    /** A redecision from the first record, by a fresh machine. */
    public Redecision(StateMachine machine, Journal journal, List<Journal> inputJournals) {
        this.machine = machine;
        this.own = new RecordCursor(DataDirectory.name(machine.journal()), journal);
        this.inputs = IntStream.range(0, inputJournals.size())
            .mapToObj(i -> new RecordCursor(DataDirectory.name(machine.inputs().get(i)),
                inputJournals.get(i))).toList();
    }

    /**
     * Starts behind a snapshot instead of at the first record, before the first step. It is taken that what follows was
     * decided by this machine's rules until the office started by others.
     *
     * @return false: it does not fit the journals or stands within a step, and nothing was changed
     */
    public boolean load(Snapshot snapshot) {
        boolean fits = snapshot.fits(machine, StateHash.of(machine), own, inputs);
        if (!fits || !own.record().isLastOfStep()) {
            own.rewind();
            inputs.forEach(RecordCursor::rewind);
            return false;
        }
        snapshot.restore(machine);
        for (int input = 0; input < inputs.size(); input++) {
            consumption.read(input, inputs.get(input));
        }
        rulesVersion = machine.rulesVersion();
        ownRules = true;
        return true;
    }

    /**
     * Decides the next step again.
     *
     * @return false at the journal's end, or at the first difference: {@link #difference} is then not empty
     */
    public boolean next() {
        return next(0);
    }

    /**
     * Takes the next step: decides it again if it has a record of that seq or of a later one, else applies it as it
     * stands.
     *
     * @return as {@link #next()}
     */
    public boolean next(long fromSeq) {
        if (!difference.isEmpty() || !readStep()) {
            return false;
        }
        decides = own.seq() >= fromSeq;
        first.wrap(document, FIRST_FRAME, firstLength);
        boolean started = first.templateId() == OfficeStartedDecoder.TEMPLATE_ID;
        if (started) {
            OfficeStartedDecoder decoder = new OfficeStartedDecoder();
            decoder.wrap(first.buffer(), first.body(), first.blockLength(), first.version());
            rulesVersion = decoder.rulesVersion();
            ownRules = rulesVersion == machine.rulesVersion();
        }
        decides &= ownRules;
        boolean byRecord = decideInputs();
        if (difference.isEmpty() && !started && first.templateId() != ConsumedDecoder.TEMPLATE_ID && decides) {
            if (!byRecord) {
                decideOther();
            }
            compare();
            decided++;
        } else if (!ownRules) {
            foreign++;
        }
        applyStep();
        return difference.isEmpty();
    }

    private boolean readStep() {
        documentLength = 0;
        firstLength = 0;
        boolean whole = false;
        while (!whole && own.next()) {
            JournalRecord record = own.record();
            if (documentLength == 0) {
                firstLength = record.length();
            }
            document.putInt(documentLength, record.length());
            document.putBytes(documentLength + FIRST_FRAME, record.buffer(), 0, record.length());
            documentLength += FIRST_FRAME + record.length();
            whole = record.isLastOfStep();
        }
        return whole;
    }

    /** Applies the inputs the step names; true when the last of them is what the step decided on. */
    private boolean decideInputs() {
        boolean byRecord = false;
        for (int input = 0; input < inputs.size(); input++) {
            RecordCursor cursor = inputs.get(input);
            JournalId from = machine.inputs().get(input);
            while (cursor.seq() < first.consumed(input) && difference.isEmpty()) {
                if (!cursor.next()) {
                    throw new JournalDamaged("journal " + own.name() + ", seq " + first.seq() + " names seq "
                        + first.consumed(input) + " of journal " + cursor.name() + ", which is not there");
                }
                byRecord = decideInput(input, cursor, from);
            }
            if (cursor.crc() != first.consumedCrc(input)) {
                difference("names another record of journal " + cursor.name());
            }
        }
        return byRecord;
    }

    private boolean decideInput(int input, RecordCursor cursor, JournalId from) {
        machine.input(from, cursor.record());
        consumption.read(input, cursor);
        boolean trigger = first.causeJournal() == from.value() && first.causeSeq() == cursor.seq();
        long stampNs = trigger ? first.timeNs() : cursor.record().timeNs();
        step.begin(first.seq(), stampNs, 0, from.value(), cursor.seq());
        if (decides) {
            machine.decide(from, cursor.record(), step);
        }
        if (decides && !trigger && step.records() > 0) {
            difference("comes after seq " + cursor.seq() + " of journal " + cursor.name()
                + ", which led to no record and now leads to some");
        }
        return trigger;
    }

    private void decideOther() {
        if (first.causeJournal() == machine.journal().value()) {
            step.begin(first.seq(), first.timeNs(), 0, first.causeJournal(), first.causeSeq());
            if (machine.workSeq() != first.causeSeq()) {
                difference("is work of seq " + first.causeSeq() + ", yet the work left is of " + machine.workSeq());
                return;
            }
            machine.work(step);
            return;
        }
        step.beginChain(first.seq(), first.timeNs(), first.actor(), machine.journal());
        if (first.templateId() == ClockTickedDecoder.TEMPLATE_ID) {
            machine.tick(step);
        } else {
            machine.command(draft.wrap(document, FIRST_FRAME, firstLength), step);
        }
    }

    private void compare() {
        step.finish();
        boolean equal = step.length() == documentLength && Arrays.equals(step.document().byteArray(), 0,
            documentLength, document.byteArray(), 0, documentLength);
        if (difference.isEmpty() && !equal) {
            difference("is not what its inputs lead to: decided again it has " + step.length() + " bytes in "
                + step.records() + " records, on record are " + documentLength + " bytes");
        }
    }

    private void difference(String what) {
        difference = "journal " + own.name() + ", seq "
            + first.seq() + " (template " + first.templateId() + "): " + what;
    }

    private void applyStep() {
        for (int frame = 0; frame < documentLength;) {
            int length = document.getInt(frame);
            machine.apply(first.wrap(document, frame + FIRST_FRAME, length));
            frame += FIRST_FRAME + length;
        }
    }

    /** The first difference found; empty: none so far. */
    public String difference() {
        return difference;
    }

    /** Steps decided again so far. */
    public long decided() {
        return decided;
    }

    /** Steps of another rules version so far, which were only applied. */
    public long foreign() {
        return foreign;
    }

    /** Rules version by which the step taken last was decided on record; 0: the office never said. */
    public int rulesVersion() {
        return rulesVersion;
    }

    /** Seq it has come to. */
    public long seq() {
        return own.seq();
    }

    /** The machine, as of {@link #seq()}. */
    public StateMachine machine() {
        return machine;
    }

    @Override
    public void close() {
        own.close();
        inputs.forEach(RecordCursor::close);
    }
}
