package throughline.settlement;

import throughline.firm.FirmState;
import throughline.message.ConfirmationReceivedDecoder;
import throughline.message.ConfirmationReceivedEncoder;
import throughline.message.ExceptionCode;
import throughline.message.JournalRecord;
import throughline.message.SettlementStatus;
import throughline.message.StatusAdvisedDecoder;
import throughline.message.StatusAdvisedEncoder;
import throughline.office.Outcome;
import throughline.office.Step;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.state.Table;

/**
 * Takes what the custodian says. Only a confirmation settles; one that does not fit (an unknown instruction, more than
 * is open, a reference that came before with other content) becomes an exception and posts nothing. One thread.
 */
public final class Confirmations implements State {
    private final FirmState firm;
    private final Obligations obligations;
    private final Settling settling;
    private final MessageKeys keys = new MessageKeys();
    private final ConfirmationReceivedDecoder confirmation = new ConfirmationReceivedDecoder();
    private final ConfirmationReceivedEncoder confirmed = new ConfirmationReceivedEncoder();
    private final StatusAdvisedDecoder advice = new StatusAdvisedDecoder();
    private final StatusAdvisedEncoder advised = new StatusAdvisedEncoder();

    public Confirmations(FirmState firm, Obligations obligations, Settling settling) {
        this.firm = firm;
        this.obligations = obligations;
        this.settling = settling;
    }

    private boolean refused(Step step) {
        if (!firm.mayOperate(step.actor())) {
            step.answer(Outcome.FORBIDDEN, 0);
            return true;
        }
        if (!firm.isOpen()) {
            step.answer(Outcome.NOT_READY, 0);
            return true;
        }
        if (keys.recorded() != 0) {
            step.answer(Outcome.REPEATED, keys.recorded());
            return true;
        }
        return false;
    }

    public void confirm(JournalRecord draft, Step step) {
        keys.of(decodeConfirmation(draft));
        if (refused(step)) {
            return;
        }
        int row = obligations.byInstruction(confirmation.instructionId());
        long orderId = row == Table.NONE ? 0 : obligations.orderId(row);
        boolean contradicts = keys.contradicts();
        step.answer(contradicts ? Outcome.CONFLICT : Outcome.RECORDED, contradicts ? keys.first() : step.nextSeq());
        step.adopt(confirmed, draft, orderId);
        if (contradicts) {
            raise(step, orderId, ExceptionCode.CONTRADICTION, "the reference came before with other content");
        } else if (row == Table.NONE) {
            raise(step, 0, ExceptionCode.UNKNOWN_REFERENCE, "no such instruction");
        } else {
            settle(step, row, orderId);
        }
    }

    private void settle(Step step, int row, long orderId) {
        long quantity = confirmation.quantity();
        long amount = confirmation.amountMinor();
        long openQuantity = obligations.quantity(row) - obligations.settledQuantity(row);
        long openAmount = obligations.amountMinor(row) - obligations.settledMinor(row);
        if (quantity > openQuantity || amount > openAmount) {
            raise(step, orderId, ExceptionCode.OVER_CONFIRMED, "open are " + openQuantity + " against " + openAmount
                + " minor units, confirmed " + quantity + " against " + amount);
        } else if (quantity <= 0 || amount < 0 || quantity == openQuantity && amount != openAmount) {
            raise(step, orderId, ExceptionCode.CONTRADICTION, "the amount does not fit the quantity: open are "
                + openQuantity + " against " + openAmount + " minor units, confirmed " + quantity + " against "
                + amount);
        } else {
            try {
                settling.confirm(step, row, quantity, amount, confirmation.effectiveDate());
            } catch (ArithmeticException e) {
                raise(step, orderId, ExceptionCode.OVERFLOW, "a balance does not fit");
            }
        }
    }

    private void raise(Step step, long orderId, ExceptionCode code, String text) {
        firm.exceptions.raise(step, orderId, confirmation.instructionId(), code, text);
    }

    public void advise(JournalRecord draft, Step step) {
        keys.of(decodeAdvice(draft));
        if (refused(step)) {
            return;
        }
        int row = obligations.byInstruction(advice.instructionId());
        SettlementStatus status = advice.status();
        long orderId = row == Table.NONE ? 0 : obligations.orderId(row);
        boolean contradicts = keys.contradicts();
        step.answer(contradicts ? Outcome.CONFLICT : Outcome.RECORDED, contradicts ? keys.first() : step.nextSeq());
        step.adopt(advised, draft, orderId);
        if (contradicts) {
            firm.exceptions.raise(step, orderId, advice.instructionId(), ExceptionCode.CONTRADICTION,
                "the reference came before with other content");
        } else if (row == Table.NONE) {
            firm.exceptions.raise(step, 0, advice.instructionId(), ExceptionCode.UNKNOWN_REFERENCE,
                "no such instruction");
        } else if (status == SettlementStatus.FAILING) {
            try {
                settling.fail(step, row, firm.ledger.openDate());
            } catch (ArithmeticException e) {
                firm.exceptions.raise(step, orderId, advice.instructionId(), ExceptionCode.OVERFLOW,
                    "a balance does not fit");
            }
        }
    }

    public void applyConfirmation(JournalRecord record) {
        keys.of(decodeConfirmation(record));
        keys.add(record.seq());
    }

    public void applyAdvice(JournalRecord record) {
        keys.of(decodeAdvice(record));
        boolean counts = !keys.contradicts();
        keys.add(record.seq());
        int row = obligations.byInstruction(advice.instructionId());
        if (counts && row != Table.NONE) {
            int at = advice.limit() + StatusAdvisedDecoder.reasonHeaderLength();
            obligations.advised(row, advice.status(), advice.buffer(), at, advice.reasonLength());
        }
    }

    /** A day ended: forgets the messages of instructions that left. */
    public void endDay() {
        keys.endDay(instruction -> obligations.byInstruction(instruction) != Table.NONE);
    }

    private ConfirmationReceivedDecoder decodeConfirmation(JournalRecord record) {
        return confirmation.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    private StatusAdvisedDecoder decodeAdvice(JournalRecord record) {
        return advice.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    @Override
    public void save(StateSink sink) {
        keys.save(sink);
    }

    @Override
    public void load(StateSource source) {
        keys.load(source);
    }
}
