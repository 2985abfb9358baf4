package throughline.risk;

import java.nio.charset.StandardCharsets;
import throughline.message.AccessRefusedEncoder;
import throughline.message.JournalRecord;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/** Records who asked for what is not theirs, at most ten a second of each user. One thread. */
final class Refusals implements State {
    /** What it is called that a change of risk was asked for. */
    static final byte[] RISK = "a change of risk".getBytes(StandardCharsets.US_ASCII);
    /** What it is called that an override was asked for. */
    static final byte[] OVERRIDE = "an override".getBytes(StandardCharsets.US_ASCII);

    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MOST = 10;
    private static final int SECOND = 0;
    private static final int COUNT = 1;
    private static final int COLUMNS = 2;

    private final Table rows = new Table(COLUMNS, 256);
    private final AccessRefusedEncoder refused = new AccessRefusedEncoder();

    /** Decides on a draft of it; answers FORBIDDEN either way. */
    void command(JournalRecord draft, Step step) {
        if (isToRecord(draft.actor(), step)) {
            step.adopt(refused, draft, draft.orderId());
        }
    }

    /**
     * Refuses another command: the record says what was asked for.
     *
     * @param what printable ASCII
     */
    void refuse(JournalRecord draft, byte[] what, Step step) {
        if (isToRecord(draft.actor(), step)) {
            step.add(refused, draft.orderId()).putRequest(what, 0, what.length);
        }
    }

    private boolean isToRecord(int user, Step step) {
        boolean many = user >= 0 && user < rows.end() && rows.get(user, SECOND) == step.timeNs() / SECOND_NS
            && rows.get(user, COUNT) >= MOST;
        boolean records = !many && user >= 0;
        step.answer(Outcome.FORBIDDEN, records ? step.nextSeq() : 0);
        return records;
    }

    /** Counts one that was recorded. */
    void apply(JournalRecord record) {
        int user = record.actor();
        while (rows.end() <= user) {
            rows.add();
        }
        long second = record.timeNs() / SECOND_NS;
        boolean sameSecond = rows.get(user, SECOND) == second;
        rows.set(user, COUNT, sameSecond ? rows.get(user, COUNT) + 1 : 1);
        rows.set(user, SECOND, second);
    }

    @Override
    public void save(StateSink sink) {
        rows.save(sink);
    }

    @Override
    public void load(StateSource source) {
        rows.load(source);
    }
}
