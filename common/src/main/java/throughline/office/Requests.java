package throughline.office;

import org.agrona.DirectBuffer;
import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * The commands an office has recorded, by actor and key, so that a repeat is harmless, over restarts too. A key is
 * unique per actor and business date: {@link #clear} at each new one.
 */
public final class Requests implements State {
    private static final int ACTOR = 0;
    private static final int KEY = 1;
    private static final int BODY_HASH = 2;
    private static final int SEQ = 3;
    private static final int COLUMNS = 4;
    private static final int NO_ROW = Table.NONE;

    private final Texts keys;
    private final Table rows;
    private Long2LongHashMap rowByKey;

    /** Empty, with room for some without growing. */
    public Requests(int expected) {
        keys = new Texts(expected, expected * 24);
        rows = new Table(COLUMNS, expected);
        rowByKey = new Long2LongHashMap(2 * expected, Hashing.DEFAULT_LOAD_FACTOR, NO_ROW);
    }

    /**
     * Looks a request up.
     *
     * @return its row for {@link #seq} and {@link #bodyHash}; {@link Table#NONE}: it was not made before, or has no key
     */
    public int find(int actor, DirectBuffer key, int offset, int length) {
        int text = length == 0 ? 0 : keys.find(key, offset, length);
        return text == 0 ? NO_ROW : (int) rowByKey.get(compound(actor, text));
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

    private static long compound(int actor, long text) {
        return (long) actor << 32 | text;
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
        int row = rows.add();
        rows.set(row, ACTOR, actor);
        rows.set(row, KEY, keys.intern(key, offset, length));
        rows.set(row, BODY_HASH, bodyHash);
        rows.set(row, SEQ, seq);
        index(row);
    }

    private void index(int row) {
        rowByKey.put(compound((int) rows.get(row, ACTOR), rows.get(row, KEY)), row);
    }

    /** Forgets all: a new business date. */
    public void clear() {
        keys.clear();
        rows.clear();
        rowByKey.clear();
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
        if (2 * rows.end() > rowByKey.capacity()) {
            rowByKey = new Long2LongHashMap(2 * rows.end(), Hashing.DEFAULT_LOAD_FACTOR, NO_ROW);
        }
        rowByKey.clear();
        for (int row = 0; row < rows.end(); row++) {
            if (rows.isLive(row)) {
                index(row);
            }
        }
    }
}
