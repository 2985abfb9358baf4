package throughline.office;

import org.agrona.DirectBuffer;
import throughline.state.Names;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * The commands an office has recorded, by actor and key, so that a repeat is harmless, over restarts too. A key is
 * unique per actor and business date: {@link #clear} at each new one.
 */
public final class Requests implements State {
    private static final int BODY_HASH = 0;
    private static final int SEQ = 1;
    private static final int COLUMNS = 2;
    private static final int NO_ROW = Table.NONE;

    private final Names keys;
    /** In the order of the keys' numbers, the first at row 0. */
    private final Table rows;

    /** Empty, with room for some without growing. */
    public Requests(int expected) {
        keys = new Names(expected, expected * 24);
        rows = new Table(COLUMNS, expected);
    }

    /** What is needed for deciding alone: to find requests by their keys. */
    public void replayed() {
        keys.makeFindable();
    }

    /**
     * Looks a request up.
     *
     * @return its row for {@link #seq} and {@link #bodyHash}; {@link Table#NONE}: it was not made before, or has no key
     */
    public int find(int actor, DirectBuffer key, int offset, int length) {
        return length == 0 ? NO_ROW : keys.find(actor, key, offset, length) - 1;
    }

    /**
     * Answers a command that was asked before under its key: repeated, or a conflict where its body was another. The
     * reference is the seq of the record it led to then.
     *
     * @return false, and nothing is answered, when it was not asked before or has no key
     */
    public boolean answersRepeat(Step step, DirectBuffer key, int offset, int length, long bodyHash) {
        int row = find(step.actor(), key, offset, length);
        return row != NO_ROW && answer(row, step, bodyHash, seq(row));
    }

    /** As {@link #answersRepeat(Step, DirectBuffer, int, int, long)}, with what the request was about as reference. */
    public boolean answersRepeat(Step step, DirectBuffer key, int offset, int length, long bodyHash, long about) {
        int row = find(step.actor(), key, offset, length);
        return row != NO_ROW && answer(row, step, bodyHash, about);
    }

    private boolean answer(int row, Step step, long bodyHash, long about) {
        step.answer(bodyHash(row) == bodyHash ? Outcome.REPEATED : Outcome.CONFLICT, about);
        return true;
    }

    /** Seq of the record it led to. */
    public long seq(int row) {
        return rows.get(row, SEQ);
    }

    /** Hash of its body. */
    public long bodyHash(int row) {
        return rows.get(row, BODY_HASH);
    }

    /** Remembers a request; one without a key is not. */
    public void add(int actor, DirectBuffer key, int offset, int length, long bodyHash, long seq) {
        if (length == 0) {
            return;
        }
        keys.add(actor, key, offset, length);
        int row = rows.add();
        rows.set(row, BODY_HASH, bodyHash);
        rows.set(row, SEQ, seq);
    }

    /** Forgets all: a new business date. */
    public void clear() {
        keys.clear();
        rows.clear();
    }

    @Override
    public void save(StateSink sink) {
        keys.save(sink);
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        keys.load(source);
        rows.load(source);
    }
}
