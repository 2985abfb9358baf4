package throughline.office;

import java.util.List;
import java.util.stream.IntStream;
import throughline.journal.Journal;
import throughline.journal.JournalDamaged;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.state.StateHash;

/**
 * Brings a state machine to where its office's journal stands: before each own record the inputs up to the seqs that
 * record names, then the record itself. It never decides. Recovery uses it up to the journal's end and hands over; the
 * desk follows with it for as long as it lives. Not thread-safe.
 */
public final class Replay implements AutoCloseable {
    private final StateMachine machine;
    private final long layout;
    private final Stops stops;
    private final RecordCursor own;
    private final JournalId[] inputIds;
    private final RecordCursor[] inputs;
    private final Consumption consumption = new Consumption();
    private long lastTimeNs;

    /**
     * A replay from the first record, unless {@link #load} finds a good snapshot.
     *
     * @param machine a fresh one
     * @param journal its own
     * @param inputJournals in the order of {@link StateMachine#inputs()}
     */
    public Replay(StateMachine machine, Journal journal, List<Journal> inputJournals, Stops stops) {
        this.machine = machine;
        this.layout = StateHash.of(machine);
        this.stops = stops;
        this.own = new RecordCursor(DataDirectory.name(machine.journal()), journal);
        List<JournalId> ids = machine.inputs();
        if (ids.size() != inputJournals.size()) {
            throw new IllegalArgumentException("the machine reads " + ids);
        }
        this.inputIds = ids.toArray(JournalId[]::new);
        this.inputs = IntStream.range(0, inputIds.length)
            .mapToObj(i -> new RecordCursor(DataDirectory.name(inputIds[i]), inputJournals.get(i)))
            .toArray(RecordCursor[]::new);
    }

    /**
     * Starts from the newest snapshot that fits the journals, if there is one.
     *
     * @return the seq it starts behind; 0: from the first record
     */
    public long load(SnapshotStore store) {
        for (Snapshot snapshot : store.newestFirst()) {
            if (snapshot.fits(machine, layout, own, List.of(inputs))) {
                snapshot.restore(machine);
                for (int input = 0; input < inputs.length; input++) {
                    consumption.set(input, inputs[input].seq(), inputs[input].crc());
                }
                lastTimeNs = own.seq() == 0 ? 0 : own.record().timeNs();
                return own.seq();
            }
        }
        return 0;
    }

    /**
     * Applies the next own record, if there is one by now.
     *
     * @throws JournalDamaged when a named input is not there with its CRC
     */
    public boolean next() {
        if (!own.next()) {
            return false;
        }
        JournalRecord record = own.record();
        if (!consumption.isNamedBy(record)) {
            for (int input = 0; input < inputs.length; input++) {
                advance(input, record);
            }
        }
        stops.at(Stops.Point.BEFORE_APPLY, record.templateId());
        machine.apply(record);
        lastTimeNs = record.timeNs();
        stops.at(Stops.Point.AFTER_APPLY, record.templateId());
        return true;
    }

    private void advance(int input, JournalRecord record) {
        RecordCursor cursor = inputs[input];
        long wanted = record.consumed(input);
        while (cursor.seq() < wanted) {
            if (!cursor.next()) {
                throw new JournalDamaged("journal " + own.name() + ", seq " + record.seq() + ": journal "
                    + cursor.name() + " has no seq " + wanted + " yet it names it");
            }
            machine.input(inputIds[input], cursor.record());
            consumption.read(input, cursor);
        }
        if (cursor.seq() != wanted || cursor.crc() != record.consumedCrc(input)) {
            throw new JournalDamaged("journal " + own.name() + ", seq " + record.seq() + ": seq " + wanted
                + " of journal " + cursor.name() + " is not the record it names");
        }
    }

    /** The record last applied. */
    public JournalRecord record() {
        return own.record();
    }

    /** Seq of the own record last applied; 0: none. */
    public long seq() {
        return own.seq();
    }

    /** Stamp of the own record last applied, epoch nanoseconds. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** The machine it feeds. */
    public StateMachine machine() {
        return machine;
    }

    /** Writes a snapshot of the state as it stands. */
    public void snapshot(SnapshotStore store) {
        stops.at(Stops.Point.BEFORE_SNAPSHOT, 0);
        store.write(Snapshot.heading(machine, layout, own, List.of(inputs)), machine);
        stops.at(Stops.Point.AFTER_SNAPSHOT, 0);
    }

    RecordCursor input(int input) {
        return inputs[input];
    }

    Consumption consumption() {
        return consumption;
    }

    @Override
    public void close() {
        own.close();
        for (RecordCursor input : inputs) {
            input.close();
        }
    }

    /** How far an office has read its inputs: what each of its records names. */
    static final class Consumption {
        private static final long FIRST = 0xFFFF_FFFFL;

        private final long[] seqs = new long[2];
        private long crcs;

        long seq(int input) {
            return seqs[input];
        }

        /** The CRC of the first input's record in the lower half, of the second's in the upper. */
        long crcs() {
            return crcs;
        }

        /** Whether a record names just what has been read: as those do that no input led to. */
        boolean isNamedBy(JournalRecord record) {
            return record.consumed(0) == seqs[0] && record.consumed(1) == seqs[1] && record.consumedCrcs() == crcs;
        }

        /** The cursor's last record has been read. */
        void read(int input, RecordCursor cursor) {
            set(input, cursor.seq(), cursor.crc());
        }

        void set(int input, long seq, long crc) {
            seqs[input] = seq;
            crcs = input == 0 ? crcs & ~FIRST | crc : crcs & FIRST | crc << Integer.SIZE;
        }
    }
}
