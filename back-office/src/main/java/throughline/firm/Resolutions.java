package throughline.firm;

import throughline.message.ExceptionResolvedDecoder;
import throughline.message.ExceptionResolvedEncoder;
import throughline.message.JournalRecord;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.state.Table;

/** Takes what operations staff say they have seen to of what could not be booked. It books nothing. One thread. */
public final class Resolutions {
    private final FirmState firm;
    private final ExceptionResolvedDecoder asked = new ExceptionResolvedDecoder();
    private final ExceptionResolvedEncoder resolved = new ExceptionResolvedEncoder();

    /** Of a firm's exceptions. */
    public Resolutions(FirmState firm) {
        this.firm = firm;
    }

    /** Someone resolves an exception. */
    public void resolve(JournalRecord draft, Step step) {
        asked.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        int row = firm.exceptions.find(asked.exceptionSeq());
        if (firm.requests.answersRepeat(step, draft.buffer(), keyAt(), asked.requestKeyLength(), asked.bodyHash())) {
            return;
        }
        if (!firm.mayOperate(step.actor()) || step.actor() == 0) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else if (row == Table.NONE) {
            Refusal.UNKNOWN_REFERENCE.answer(step);
        } else if (firm.exceptions.isResolved(row)) {
            Refusal.ALREADY_DONE.answer(step);
        } else {
            step.answer(Outcome.RECORDED, step.nextSeq());
            step.adopt(resolved, draft, 0);
        }
    }

    private int keyAt() {
        return asked.limit() + ExceptionResolvedDecoder.requestKeyHeaderLength();
    }

    /** Takes up an {@code ExceptionResolved}. */
    public void apply(JournalRecord record) {
        asked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = firm.exceptions.find(asked.exceptionSeq());
        long hash = asked.bodyHash();
        firm.requests.add(record.actor(), record.buffer(), keyAt(), asked.requestKeyLength(), hash, record.seq());
        asked.skipRequestKey();
        int commentAt = asked.limit() + ExceptionResolvedDecoder.commentHeaderLength();
        firm.exceptions.resolved(row, record, commentAt, asked.commentLength());
    }
}
