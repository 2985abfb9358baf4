package throughline.close;

import throughline.firm.ClosingWork;
import throughline.firm.FirmState;
import throughline.message.InstructionSentEncoder;
import throughline.message.ObligationStatedEncoder;
import throughline.message.ObligationStatus;
import throughline.message.Side;
import throughline.office.Step;
import throughline.settlement.Netting;
import throughline.settlement.Obligations;
import throughline.state.Table;

/** The close's instructions to the custodian: one for each obligation of the day, or for all that settle net. */
public final class Instructing implements ClosingWork {
    private static final int RECORDS_AN_INSTRUCTION = 2;

    private final FirmState firm;
    private final Obligations obligations;
    private final Netting netting;
    private final InstructionSentEncoder instructionSent = new InstructionSentEncoder();
    private final ObligationStatedEncoder obligationStated = new ObligationStatedEncoder();
    /** Obligations below it are instructed; no trade comes once risk has closed. */
    private int next;

    public Instructing(FirmState firm, Obligations obligations) {
        this.firm = firm;
        this.obligations = obligations;
        netting = new Netting(firm, obligations);
    }

    @Override
    public void begin() {
        next = 0;
        netting.begin();
    }

    @Override
    public boolean write(Step step) {
        int row = next;
        boolean fits = true;
        while (fits && row < obligations.count() && step.records() + RECORDS_AN_INSTRUCTION <= Step.MAX_SLICE) {
            if (obligations.status(row) == ObligationStatus.OPEN) {
                fits = instruct(step, row);
            }
            row++;
            next = step.records() == 0 ? row : next;
        }
        return step.records() > 0;
    }

    /** Instructs an obligation, alone or with those it settles with; false: that is for the next slice. */
    private boolean instruct(Step step, int row) {
        int members = netting.find(row);
        if (members == 0) {
            long id = step.nextSeq();
            begin(step, row, obligations.orderId(row)).instructionId(id).obligationId(obligations.id(row))
                .quantity(obligations.quantity(row)).amountMinor(obligations.amountMinor(row))
                .side(obligations.side(row)).membersCount(0);
            obligations.state(step, obligationStated, row).status(ObligationStatus.INSTRUCTED);
        } else if (members != Table.NONE) {
            if (step.records() + 1 + members > Step.MAX_SLICE) {
                return false;
            }
            instructNet(step, row, members);
        }
        return true;
    }

    private InstructionSentEncoder begin(Step step, int row, long orderId) {
        return step.add(instructionSent, orderId).accountId(obligations.accountId(row))
            .instrumentId(obligations.instrumentId(row)).custodianId(firm.custodian())
            .settlementDate(obligations.settlementDate(row)).currency(obligations.currency(row));
    }

    private void instructNet(Step step, int row, int members) {
        boolean receives = netting.receivedNet() >= 0;
        long id = step.nextSeq();
        InstructionSentEncoder.MembersEncoder group = begin(step, row, 0).instructionId(id)
            .quantity(Math.abs(netting.receivedNet()))
            .amountMinor(receives ? netting.paidNet() : -netting.paidNet()).side(receives ? Side.BUY : Side.SELL)
            .membersCount(members);
        for (int i = 0; i < members; i++) {
            group.next().obligationId(obligations.id(netting.member(i)));
        }
        for (int i = 0; i < members; i++) {
            int member = netting.member(i);
            ObligationStatus status = obligations.status(member);
            obligations.state(step, obligationStated, member)
                .status(status == ObligationStatus.OPEN ? ObligationStatus.INSTRUCTED : status);
        }
    }
}
