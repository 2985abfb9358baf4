package throughline.limit;

import org.agrona.DirectBuffer;
import org.agrona.collections.Hashing;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * Who asked for a change of risk, when and why, by the seq of the request's record: kept as long as anything that
 * stands, waits, or is told of in a history came of it. Times are epoch nanoseconds. One thread.
 */
public final class Reasons implements State {
    private static final int SEQ = 0;
    private static final int BY = 1;
    private static final int TIME = 2;
    private static final int TEXT = 3;
    private static final int COLUMNS = 4;
    private static final int USUAL = 256;
    private static final int USUAL_BYTES = 1 << 14;

    private final Table rows = new Table(COLUMNS, USUAL);
    private final Long2LongHashMap rowBySeq = new Long2LongHashMap(USUAL, Hashing.DEFAULT_LOAD_FACTOR, Table.NONE);
    private Texts texts = new Texts(USUAL, USUAL_BYTES);

    /** Someone asked; the text may be empty. */
    public void asked(long seq, int by, long timeNs, DirectBuffer buffer, int offset, int length) {
        int row = rows.add();
        rows.set(row, SEQ, seq);
        rows.set(row, BY, by);
        rows.set(row, TIME, timeNs);
        rows.set(row, TEXT, length == 0 ? 0 : texts.intern(buffer, offset, length));
        rowBySeq.put(seq, row);
    }

    /** Row of a request; {@link Table#NONE}: not known, or nothing came of it. */
    public int row(long seq) {
        return (int) rowBySeq.get(seq);
    }

    /** User who asked. */
    public int by(int row) {
        return (int) rows.get(row, BY);
    }

    /** When. */
    public long timeNs(int row) {
        return rows.get(row, TIME);
    }

    /** Why; allocates. */
    public String text(int row) {
        int text = (int) rows.get(row, TEXT);
        return text == 0 ? "" : texts.text(text);
    }

    /** Why that was asked; empty: not known. Allocates. */
    public String textOf(long seq) {
        int row = row(seq);
        return row == Table.NONE ? "" : text(row);
    }

    /** How many are kept. */
    public int count() {
        return rows.size();
    }

    /** Forgets all but these, once a day. */
    public void keepOnly(LongHashSet seqs) {
        rows.keepOnly(row -> seqs.contains(rows.get(row, SEQ)));
        Texts kept = new Texts(USUAL, USUAL_BYTES);
        for (int row = 0; row < rows.end(); row++) {
            int text = (int) rows.get(row, TEXT);
            rows.set(row, TEXT, text == 0 ? 0 : kept.intern(texts, text));
        }
        texts = kept;
        index();
    }

    private void index() {
        rowBySeq.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowBySeq.put(rows.get(row, SEQ), row);
        }
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        texts.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        texts.load(source);
        index();
    }
}
