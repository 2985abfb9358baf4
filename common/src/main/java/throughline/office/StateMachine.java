package throughline.office;

import java.util.List;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.state.State;

/**
 * An office's rules and memory: same inputs in the same order, same records out, bit for bit. Deciding never changes
 * the state; only {@link #input} and {@link #apply} do, and replay calls those two alone. No clock, I/O, thread,
 * randomness or hash-order iteration inside. Used by one thread at a time.
 */
public interface StateMachine extends State {
    /** No deadline. */
    long NEVER = Long.MAX_VALUE;

    /** The journal it writes. */
    JournalId journal();

    /** The journals it reads, in the order of a record header's consumed fields; at most two. */
    List<JournalId> inputs();

    /** Version of its rules: decisions of another version are not decided again. */
    int rulesVersion();

    /** Applies a record of another journal. */
    void input(JournalId from, JournalRecord record);

    /** Applies a record of its own journal. */
    void apply(JournalRecord record);

    /**
     * Replay has come to the journal's end, and deciding begins: what follows from the state and is needed for deciding
     * alone is made now, before anybody waits for it. Changes no state.
     */
    default void replayed() {
    }

    /** Decides on a record of another journal, which {@link #input} has applied. */
    void decide(JournalId from, JournalRecord record, Step step);

    /**
     * Decides on a command: writes the record the draft asks for, and what follows from it, or answers without a
     * record.
     *
     * @param draft the record asked for; of its header only actor and orderId are filled
     */
    void command(JournalRecord draft, Step step);

    /**
     * Whether a command of this kind, coming over the ring of urgent ones, is taken behind all that stands in the
     * ordinary ring when it is: because it covers that too.
     */
    default boolean coversWaiting(int templateId) {
        return false;
    }

    /** Decides on the passing of time; the first record is {@code ClockTicked}. */
    void tick(Step step);

    /** Seq of the own record that names work still left; 0: none. */
    long workSeq();

    /** Does a slice of the work that is left; always writes at least one record. */
    void work(Step step);

    /** Epoch nanoseconds at which it wants a tick; {@link #NEVER}: none. */
    long deadlineNs();

    /** Whether agent and desk compare their states' hashes after this own record. */
    boolean endsDay(JournalRecord record);
}
