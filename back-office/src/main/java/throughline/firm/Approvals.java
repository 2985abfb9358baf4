package throughline.firm;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.message.ApprovalDecidedDecoder;
import throughline.message.Decision;
import throughline.message.JournalRecord;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * What was proposed and waits for a second person, or was decided, in order of its asking. A proposal is kept whole, as
 * the record it stands in. One thread.
 */
public final class Approvals implements State {
    private static final int ID = 0;
    private static final int TEMPLATE = 1;
    private static final int ASKED_BY = 2;
    private static final int TIME = 3;
    private static final int DECISION = 4;
    private static final int DECIDED_BY = 5;
    private static final int DECIDED_SEQ = 6;
    private static final int FROM = 7;
    private static final int LENGTH = 8;
    private static final int DECIDED_NS = 9;
    private static final int COMMENT = 10;
    private static final int COLUMNS = 11;

    private final Table rows = new Table(COLUMNS, 64);
    private final Long2LongHashMap rowById = new Long2LongHashMap(Table.NONE);
    private final ApprovalDecidedDecoder decided = new ApprovalDecidedDecoder();
    private final Texts comments = new Texts(64, 1 << 12);
    private byte[] proposals = new byte[1 << 12];
    private int used;

    /** Takes up a proposal; its seq is the approval's id. */
    public void applyProposal(JournalRecord record) {
        int row = rows.add();
        rows.set(row, ID, record.seq());
        rows.set(row, TEMPLATE, record.templateId());
        rows.set(row, ASKED_BY, record.actor());
        rows.set(row, TIME, record.timeNs());
        rows.set(row, FROM, used);
        rows.set(row, LENGTH, record.length());
        if (used + record.length() > proposals.length) {
            proposals = Arrays.copyOf(proposals, 2 * (used + record.length()));
        }
        record.buffer().getBytes(0, proposals, used, record.length());
        used += record.length();
        rowById.put(record.seq(), row);
    }

    /** Takes up an {@code ApprovalDecided}. */
    public void applyDecision(JournalRecord record) {
        decided.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = (int) rowById.get(decided.approvalId());
        rows.set(row, DECISION, decided.decisionRaw());
        rows.set(row, DECIDED_BY, record.actor());
        rows.set(row, DECIDED_SEQ, record.seq());
        rows.set(row, DECIDED_NS, record.timeNs());
        decided.skipRequestKey();
        rows.set(row, COMMENT, comments.intern(record.buffer(),
            decided.limit() + ApprovalDecidedDecoder.commentHeaderLength(), decided.commentLength()));
    }

    /** Row of an approval; {@link Table#NONE}: there is none. */
    public int find(long id) {
        return (int) rowById.get(id);
    }

    /** The proposal of a row, as a view for a moment. */
    public JournalRecord proposal(int row, JournalRecord view) {
        return view.wrap(new UnsafeBuffer(proposals), (int) rows.get(row, FROM), (int) rows.get(row, LENGTH));
    }

    /** The proposal of an id, as a view for a moment; null: there is none of that template. */
    public JournalRecord proposal(long id, int templateId, JournalRecord view) {
        int row = find(id);
        return row == Table.NONE || templateId(row) != templateId ? null : proposal(row, view);
    }

    /** How many there are; their rows run from 0. */
    public int count() {
        return rows.end();
    }

    /** Seq of the proposal. */
    public long id(int row) {
        return rows.get(row, ID);
    }

    /** Template of the proposal. */
    public int templateId(int row) {
        return (int) rows.get(row, TEMPLATE);
    }

    /** Who asked. */
    public int askedBy(int row) {
        return (int) rows.get(row, ASKED_BY);
    }

    /** Epoch nanoseconds of the asking. */
    public long timeNs(int row) {
        return rows.get(row, TIME);
    }

    /** What was decided; null: nothing yet. */
    public Decision decision(int row) {
        return rows.get(row, DECISION) == 0 ? null : Decision.get((short) rows.get(row, DECISION));
    }

    /** Who decided; 0: nobody yet. */
    public int decidedBy(int row) {
        return (int) rows.get(row, DECIDED_BY);
    }

    /** Seq of the decision; 0: none yet. */
    public long decidedSeq(int row) {
        return rows.get(row, DECIDED_SEQ);
    }

    /** Epoch nanoseconds of the decision; 0: none yet. */
    public long decidedNs(int row) {
        return rows.get(row, DECIDED_NS);
    }

    /** What whoever decided says; empty: nothing, or nobody has yet; allocates. */
    public String comment(int row) {
        int text = (int) rows.get(row, COMMENT);
        return text == 0 ? "" : comments.text(text);
    }

    /** How many proposals of one person are undecided. */
    int undecidedOf(int askedBy) {
        int count = 0;
        for (int row = 0; row < rows.end(); row++) {
            count += decision(row) == null && askedBy(row) == askedBy ? 1 : 0;
        }
        return count;
    }

    /** How many proposals up to a seq are undecided. */
    public int undecidedUpTo(long seq) {
        int count = 0;
        for (int row = 0; row < rows.end() && id(row) <= seq; row++) {
            count += decision(row) == null ? 1 : 0;
        }
        return count;
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        comments.save(sink);
        sink.putLong(used);
        sink.putBytes(proposals, 0, used);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        comments.load(source);
        used = (int) source.getLong();
        proposals = new byte[Math.max(1 << 12, 2 * used)];
        source.getBytes(proposals, 0, used);
        rowById.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowById.put(id(row), row);
        }
    }
}
