package throughline.settlement;

import throughline.firm.FirmState;
import throughline.message.ConfirmationReceivedDecoder;
import throughline.message.ConfirmationReceivedEncoder;
import throughline.message.ExceptionCode;
import throughline.message.JournalRecord;
import throughline.message.ObligationStatus;
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
 * is open, a reference that came before with other content, an instruction that a net one took the place of, a part of
 * a net one) becomes an exception and posts nothing. One thread.
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
        } else if (row != Table.NONE) {
            settle(step, row, orderId);
        } else if (!isRaised(step, confirmation.instructionId())) {
            settleNet(step, obligations.nets().find(confirmation.instructionId()));
        }
    }

    /** Whether an instruction for no one obligation is no net one that stands; says so in an exception. */
    private boolean isRaised(Step step, long instruction) {
        long standing = obligations.nets().supersededBy(instruction);
        if (standing != 0) {
            firm.exceptions.raise(step, 0, instruction, ExceptionCode.CONTRADICTION,
                "the net instruction " + standing + " took its place");
        } else if (!obligations.nets().knows(instruction)) {
            firm.exceptions.raise(step, 0, instruction, ExceptionCode.UNKNOWN_REFERENCE, "no such instruction");
        }
        return standing != 0 || !obligations.nets().knows(instruction);
    }

    /** A net set settles whole or not at all. */
    private void settleNet(Step step, int set) {
        long quantity = confirmation.quantity();
        long amount = confirmation.amountMinor();
        boolean isOpen = isOpen(set);
        long openQuantity = isOpen ? obligations.nets().quantity(set) : 0;
        long openAmount = isOpen ? obligations.nets().amountMinor(set) : 0;
        String said = "open are net " + openQuantity + " against " + openAmount + " minor units, confirmed " + quantity
            + " against " + amount;
        if (!isOpen || quantity > openQuantity) {
            raise(step, 0, ExceptionCode.OVER_CONFIRMED, said);
        } else if (quantity == openQuantity && amount != openAmount || quantity < 0) {
            raise(step, 0, ExceptionCode.CONTRADICTION, "the amount does not fit the quantity: " + said);
        } else if (quantity < openQuantity) {
            raise(step, 0, ExceptionCode.UNSUPPORTED, "a net instruction settles whole, not in parts: " + said);
        } else {
            try {
                settling.confirmNet(step, set, confirmation.effectiveDate());
            } catch (ArithmeticException e) {
                raise(step, 0, ExceptionCode.OVERFLOW, "a balance does not fit");
            }
        }
    }

    private boolean isOpen(int set) {
        int first = obligations.byId(obligations.nets().member(set, 0));
        return first != Table.NONE && obligations.status(first) != ObligationStatus.SETTLED;
    }

    private void settle(Step step, int row, long orderId) {
        long quantity = confirmation.quantity();
        long amount = confirmation.amountMinor();
        long openQuantity = obligations.openQuantity(row);
        long openAmount = obligations.openMinor(row);
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
        } else if (row != Table.NONE && status == SettlementStatus.FAILING) {
            fail(step, row, orderId);
        } else if (row == Table.NONE && !isRaised(step, advice.instructionId())
            && status == SettlementStatus.FAILING && isOpen(obligations.nets().find(advice.instructionId()))) {
            fail(step, Table.NONE, 0);
        }
    }

    /** Moves an obligation to the fails; no row: those of the net instruction. */
    private void fail(Step step, int row, long orderId) {
        try {
            if (row == Table.NONE) {
                settling.failNet(step, obligations.nets().find(advice.instructionId()), firm.ledger.openDate());
            } else {
                settling.fail(step, row, firm.ledger.openDate());
            }
        } catch (ArithmeticException e) {
            firm.exceptions.raise(step, orderId, advice.instructionId(), ExceptionCode.OVERFLOW,
                "a balance does not fit");
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
        if (!counts) {
            return;
        }
        int row = obligations.byInstruction(advice.instructionId());
        int set = obligations.nets().find(advice.instructionId());
        if (row != Table.NONE) {
            advised(row);
        } else if (set != Table.NONE) {
            for (int i = 0; i < obligations.nets().members(set); i++) {
                advised(obligations.byId(obligations.nets().member(set, i)));
            }
        }
    }

    private void advised(int row) {
        int at = advice.limit() + StatusAdvisedDecoder.reasonHeaderLength();
        if (row != Table.NONE) {
            obligations.advised(row, advice.status(), advice.buffer(), at, advice.reasonLength());
        }
    }

    /** A day ended: forgets the messages of instructions that left. */
    public void endDay() {
        keys.endDay(instruction -> obligations.byInstruction(instruction) != Table.NONE
            || obligations.nets().knows(instruction));
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
