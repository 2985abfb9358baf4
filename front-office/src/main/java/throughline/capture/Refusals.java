package throughline.capture;

import java.nio.charset.StandardCharsets;
import throughline.message.AccessRefusedEncoder;
import throughline.message.JournalRecord;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/** What was refused to whom: on record, at most ten a second for each user. One thread. */
final class Refusals implements State {
    private static final int MOST_A_SECOND = 10;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int SECOND = 0;
    private static final int COUNT = 1;
    private static final int COLUMNS = 2;

    private final Table byUser = new Table(COLUMNS, 256);
    private final AccessRefusedEncoder refused = new AccessRefusedEncoder();

    /** What the edge refused, as it asks to be recorded. */
    void command(JournalRecord draft, Step step) {
        if (isFull(step)) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else {
            step.answer(Outcome.FORBIDDEN, step.nextSeq());
            step.adopt(refused, draft, draft.orderId());
        }
    }

    /** Refuses a command. */
    void refuse(String request, long orderId, Step step) {
        if (isFull(step)) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else {
            byte[] text = request.getBytes(StandardCharsets.US_ASCII);
            step.answer(Outcome.FORBIDDEN, step.nextSeq());
            step.add(refused, orderId).putRequest(text, 0, text.length);
        }
    }

    private boolean isFull(Step step) {
        int user = step.actor();
        return user < byUser.end() && byUser.get(user, SECOND) == step.timeNs() / SECOND_NS
            && byUser.get(user, COUNT) >= MOST_A_SECOND;
    }

    void apply(JournalRecord record) {
        int user = record.actor();
        while (byUser.end() <= user) {
            byUser.add();
        }
        long second = record.timeNs() / SECOND_NS;
        if (byUser.get(user, SECOND) != second) {
            byUser.set(user, SECOND, second);
            byUser.set(user, COUNT, 0);
        }
        byUser.increase(user, COUNT, 1);
    }

    @Override
    public void save(StateSink sink) {
        byUser.save(sink);
    }

    @Override
    public void load(StateSource source) {
        byUser.load(source);
    }
}
