package throughline.close;

import throughline.firm.FirmState;
import throughline.firm.Refusal;
import throughline.message.DaySignedOffDecoder;
import throughline.message.DaySignedOffEncoder;
import throughline.message.JournalRecord;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * Who answers for which closed day, when and with what comment, by the rows of the list of days. A sign-off lapses when
 * its day is reopened. One thread.
 */
public final class SignOffs implements State {
    private static final int SEQ = 0;
    private static final int BY = 1;
    private static final int TIME = 2;
    private static final int COMMENT = 3;
    private static final int COLUMNS = 4;

    private final FirmState firm;
    private final DayList list;
    private final Checklist checklist;
    private final Table rows = new Table(COLUMNS, 256);
    private final Texts comments = new Texts(256, 1 << 12);
    private final DaySignedOffDecoder asked = new DaySignedOffDecoder();
    private final DaySignedOffEncoder signedOff = new DaySignedOffEncoder();

    SignOffs(FirmState firm, DayList list) {
        this.firm = firm;
        this.list = list;
        checklist = new Checklist(firm, list, this);
    }

    /** What is to be in order before a sign-off. */
    public Checklist checklist() {
        return checklist;
    }

    /** Somebody of the operations staff answers for a day. */
    public void signOff(JournalRecord draft, Step step) {
        asked.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        long hash = asked.bodyHash();
        int keyAt = asked.limit() + DaySignedOffDecoder.requestKeyHeaderLength();
        int row = list.find(asked.businessDate());
        if (!firm.mayOperate(step.actor()) || step.actor() == 0) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else if (!firm.isOpen()) {
            step.answer(Outcome.NOT_READY, 0);
        } else if (firm.requests.answersRepeat(step, draft.buffer(), keyAt, asked.requestKeyLength(), hash)) {
            return;
        } else if (row == Table.NONE) {
            step.answer(Outcome.NOT_FOUND, Refusal.UNKNOWN_REFERENCE.ordinal());
        } else if (isSignedOff(row)) {
            Refusal.ALREADY_DONE.answer(step);
        } else if (checklist.blocking(row) > 0) {
            Refusal.NOT_IN_ORDER.answer(step);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(signedOff, draft, 0).warnings(checklist.warnings(row));
        }
    }

    public void apply(JournalRecord record) {
        asked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = list.find(asked.businessDate());
        long hash = asked.bodyHash();
        int keyAt = asked.limit() + DaySignedOffDecoder.requestKeyHeaderLength();
        firm.requests.add(record.actor(), record.buffer(), keyAt, asked.requestKeyLength(), hash, record.seq());
        asked.skipRequestKey();
        int length = asked.commentLength();
        int at = asked.limit() + DaySignedOffDecoder.commentHeaderLength();
        while (rows.end() <= row) {
            rows.add();
        }
        rows.set(row, SEQ, record.seq());
        rows.set(row, BY, record.actor());
        rows.set(row, TIME, record.timeNs());
        rows.set(row, COMMENT, length == 0 ? 0 : comments.intern(record.buffer(), at, length));
    }

    /** Its day was reopened. */
    void lapse(int row) {
        if (row < rows.end()) {
            rows.set(row, SEQ, 0);
        }
    }

    /** Whether somebody answers for a day as it is sealed now. */
    public boolean isSignedOff(int row) {
        return row < rows.end() && rows.get(row, SEQ) != 0;
    }

    /** User who signed a day off; 0: nobody. */
    public int by(int row) {
        return isSignedOff(row) ? (int) rows.get(row, BY) : 0;
    }

    /** Epoch nanoseconds of a day's sign-off; 0: none. */
    public long timeNs(int row) {
        return isSignedOff(row) ? rows.get(row, TIME) : 0;
    }

    /** What was said with it; empty: nothing. Allocates. */
    public String comment(int row) {
        int text = isSignedOff(row) ? (int) rows.get(row, COMMENT) : 0;
        return text == 0 ? "" : comments.text(text);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
        comments.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
        comments.load(source);
    }
}
