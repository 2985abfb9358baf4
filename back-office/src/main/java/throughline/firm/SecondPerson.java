package throughline.firm;

import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import throughline.message.ApprovalDecidedDecoder;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.Decision;
import throughline.message.JournalRecord;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.state.Table;

/**
 * Decides on proposals and on what a second person says to them: another of the operations staff, never the one who
 * asked. What cannot be done is refused at the asking; what can no longer be done at the approval is refused there, and
 * stays undecided. Reads the state and changes none of it. One thread.
 */
public final class SecondPerson {
    /** One person alone must not fill the memory that all proposals are kept in. */
    private static final int MOST_WAITING = 1_000;

    private final FirmState firm;
    private final Int2ObjectHashMap<Deed> deeds = new Int2ObjectHashMap<>();
    private final ApprovalDecidedDecoder asked = new ApprovalDecidedDecoder();
    private final ApprovalDecidedEncoder decided = new ApprovalDecidedEncoder();
    private final JournalRecord proposal = new JournalRecord();

    /** Decides on these deeds. */
    public SecondPerson(FirmState firm, List<Deed> deeds) {
        this.firm = firm;
        deeds.forEach(deed -> this.deeds.put(deed.encoder().sbeTemplateId(), deed));
    }

    /** Whether a record is a proposal of one of the deeds. */
    public boolean knows(int templateId) {
        return deeds.containsKey(templateId);
    }

    /** Someone proposes a deed. */
    public void propose(JournalRecord draft, Step step) {
        Deed deed = deeds.get(draft.templateId());
        deed.read(draft);
        if (firm.requests.answersRepeat(step, draft.buffer(), deed.keyAt(), deed.keyLength(), deed.bodyHash())
            || !mayAct(step)) {
            return;
        }
        Refusal refusal = firm.approvals.undecidedOf(step.actor()) < MOST_WAITING
            ? prepare(deed) : Refusal.TOO_MANY_WAIT;
        if (refusal != Refusal.NONE) {
            refusal.answer(step);
            return;
        }
        step.answer(Outcome.AWAITS_APPROVAL, step.nextSeq());
        step.adopt(deed.encoder(), draft, 0);
    }

    private boolean mayAct(Step step) {
        if (!firm.mayOperate(step.actor()) || step.actor() == 0) {
            step.answer(Outcome.FORBIDDEN, 0);
            return false;
        }
        if (!firm.isOpen()) {
            step.answer(Outcome.NOT_READY, 0);
            return false;
        }
        return true;
    }

    private static Refusal prepare(Deed deed) {
        try {
            return deed.prepare();
        } catch (ArithmeticException e) {
            return Refusal.OVERFLOW;
        }
    }

    /** A second person decides. */
    public void decide(JournalRecord draft, Step step) {
        asked.wrap(draft.buffer(), draft.body(), draft.blockLength(), draft.version());
        Decision decision = asked.decision();
        int keyAt = asked.limit() + ApprovalDecidedDecoder.requestKeyHeaderLength();
        int row = firm.approvals.find(asked.approvalId());
        if (firm.requests.answersRepeat(step, draft.buffer(), keyAt, asked.requestKeyLength(), asked.bodyHash())
            || !mayAct(step)) {
            return;
        }
        if (row == Table.NONE) {
            step.answer(Outcome.NOT_FOUND, Refusal.UNKNOWN_REFERENCE.ordinal());
        } else if (firm.approvals.decision(row) != null) {
            boolean same = firm.approvals.decision(row) == decision && firm.approvals.decidedBy(row) == step.actor();
            step.answer(same ? Outcome.REPEATED : Outcome.CONFLICT, firm.approvals.decidedSeq(row));
        } else if (firm.approvals.askedBy(row) == step.actor()) {
            step.answer(Outcome.FORBIDDEN, 0);
        } else {
            decide(draft, row, decision, step);
        }
    }

    private void decide(JournalRecord draft, int row, Decision decision, Step step) {
        Deed deed = deeds.get(firm.approvals.templateId(row));
        deed.read(firm.approvals.proposal(row, proposal));
        Refusal refusal = decision == Decision.REJECT ? Refusal.NONE : prepare(deed);
        if (refusal != Refusal.NONE) {
            refusal.answer(step);
            return;
        }
        step.answer(Outcome.RECORDED, step.nextSeq());
        step.adopt(decided, draft, 0);
        if (decision == Decision.APPROVE) {
            deed.write(firm.approvals.id(row), step);
        }
    }

    /** Takes up a proposal, and that its request is known. */
    public void applyProposal(JournalRecord record) {
        Deed deed = deeds.get(record.templateId());
        deed.read(record);
        firm.requests.add(record.actor(), record.buffer(), deed.keyAt(), deed.keyLength(), deed.bodyHash(),
            record.seq());
        firm.approvals.applyProposal(record);
    }

    /** Takes up what a second person decided. */
    public void applyDecision(JournalRecord record) {
        asked.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long hash = asked.bodyHash();
        int keyAt = asked.limit() + ApprovalDecidedDecoder.requestKeyHeaderLength();
        firm.requests.add(record.actor(), record.buffer(), keyAt, asked.requestKeyLength(), hash, record.seq());
        firm.approvals.applyDecision(record);
    }
}
