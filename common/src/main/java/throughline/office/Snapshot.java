package throughline.office;

import java.util.List;
import throughline.journal.RecordCursor;
import throughline.state.State;

/**
 * A state written down as of an own record and the inputs it had read. It counts only if the records it names stand in
 * their journals with their CRCs, and its machine's rules and the layout of its state are this one's; anything else
 * about it is a hint.
 */
public final class Snapshot {
    /** Longs in a heading. */
    public static final int HEADING_LENGTH = 3 + 3 * 3;

    private static final int LAYOUT = HEADING_LENGTH - 1;

    private final long[] heading;
    private final Body body;

    /** The state behind a heading, where it is kept. */
    @FunctionalInterface
    public interface Body {
        /** Makes a state what was written down; called once, when it is whole. */
        void load(State state);

        /** Whether it is as it was written. */
        default boolean isWhole() {
            return true;
        }
    }

    /** A snapshot as it was found. */
    public Snapshot(long[] heading, Body body) {
        this.heading = heading.clone();
        this.body = body;
    }

    /**
     * What a snapshot is as of.
     *
     * @param layout hash of the state of a fresh machine: it changes with what a state consists of
     */
    static long[] heading(StateMachine machine, long layout, RecordCursor own, List<RecordCursor> inputs) {
        long[] heading = new long[HEADING_LENGTH];
        heading[0] = machine.journal().value();
        heading[1] = machine.rulesVersion();
        heading[LAYOUT] = layout;
        write(heading, 2, own);
        for (int input = 0; input < inputs.size(); input++) {
            write(heading, 5 + 3 * input, inputs.get(input));
        }
        return heading;
    }

    private static void write(long[] heading, int at, RecordCursor cursor) {
        heading[at] = cursor.seq();
        heading[at + 1] = cursor.crc();
        heading[at + 2] = cursor.position();
    }

    /** Seq of the own record it is as of. */
    public long seq() {
        return seq(heading);
    }

    /** Own seq a heading names. */
    public static long seq(long[] heading) {
        return heading[2];
    }

    /** Moves the cursors to the records it names, if they stand there and it is whole; cursors are as new if not. */
    boolean fits(StateMachine machine, long layout, RecordCursor own, List<RecordCursor> inputs) {
        if (heading[0] != machine.journal().value() || heading[1] != machine.rulesVersion()
            || heading[LAYOUT] != layout || heading[2] == 0) {
            return false;
        }
        boolean fits = moved(own, 2);
        for (int input = 0; fits && input < inputs.size(); input++) {
            fits = moved(inputs.get(input), 5 + 3 * input);
        }
        fits = fits && body.isWhole();
        if (!fits) {
            own.rewind();
            inputs.forEach(RecordCursor::rewind);
        }
        return fits;
    }

    private boolean moved(RecordCursor cursor, int at) {
        return cursor.moveTo(heading[at + 2], heading[at], heading[at + 1]);
    }

    void restore(StateMachine machine) {
        body.load(machine);
    }
}
