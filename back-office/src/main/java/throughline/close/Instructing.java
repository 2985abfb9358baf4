package throughline.close;

import throughline.firm.ClosingWork;
import throughline.firm.FirmState;
import throughline.message.InstructionSentEncoder;
import throughline.message.ObligationStatedEncoder;
import throughline.message.ObligationStatus;
import throughline.office.Step;
import throughline.settlement.Obligations;

/** The close's instructions: one to the custodian for each obligation of the day. One thread. */
public final class Instructing implements ClosingWork {
    private static final int RECORDS_AN_INSTRUCTION = 2;

    private final FirmState firm;
    private final Obligations obligations;
    private final InstructionSentEncoder instructionSent = new InstructionSentEncoder();
    private final ObligationStatedEncoder obligationStated = new ObligationStatedEncoder();
    /** Obligations below it are instructed; no trade comes once risk has closed. */
    private int next;

    public Instructing(FirmState firm, Obligations obligations) {
        this.firm = firm;
        this.obligations = obligations;
    }

    @Override
    public void begin() {
        next = 0;
    }

    @Override
    public boolean write(Step step) {
        int row = next;
        while (row < obligations.count() && step.records() + RECORDS_AN_INSTRUCTION <= Step.MAX_SLICE) {
            if (obligations.status(row) == ObligationStatus.OPEN) {
                instruct(step, row);
            }
            row++;
            next = step.records() == 0 ? row : next;
        }
        return step.records() > 0;
    }

    private void instruct(Step step, int row) {
        long id = step.nextSeq();
        step.add(instructionSent, obligations.orderId(row)).instructionId(id).obligationId(obligations.id(row))
            .quantity(obligations.quantity(row)).amountMinor(obligations.amountMinor(row))
            .accountId(obligations.accountId(row)).instrumentId(obligations.instrumentId(row))
            .custodianId(firm.custodian()).settlementDate(obligations.settlementDate(row))
            .currency(obligations.currency(row)).side(obligations.side(row));
        obligations.state(step, obligationStated, row).status(ObligationStatus.INSTRUCTED);
    }
}
