package throughline.operations;

import java.util.List;
import throughline.back.BackMachine;
import throughline.files.ReferenceRows.CustodianRule;
import throughline.files.ReferenceRows;
import throughline.firm.Calendar;
import throughline.message.ConfirmationReceivedEncoder;
import throughline.message.ObligationStatus;
import throughline.message.SettlementStatus;
import throughline.message.StatusAdvisedEncoder;
import throughline.office.Draft;
import throughline.reference.Money;
import throughline.settlement.Obligations;

/**
 * The sample firm's custodian, simulated by a file of rules: what it would say of each instruction by now, once its
 * settlement date is the open business date or past. It says what follows from the state alone, under references that
 * follow from the instruction, so saying it twice is harmless. Immutable.
 */
public final class Xcsd {
    private final ReferenceRows rows;
    private final Calendar calendar;

    /** A custodian by the rules of a firm's files. */
    public Xcsd(ReferenceRows rows, Calendar calendar) {
        this.rows = rows;
        this.calendar = calendar;
    }

    /**
     * One message of the custodian's.
     *
     * @param quantity confirmed; 0: a status, failing
     * @param date effective, epoch days
     * @param reason ISO 15022 code of a failing one
     */
    public record Message(long instructionId, long quantity, long amountMinor, int date, String reason,
        String reference) {
        /** Writes it as a command. */
        public void write(Draft draft) {
            if (quantity > 0) {
                draft.begin(new ConfirmationReceivedEncoder(), 0, 0).instructionId(instructionId).quantity(quantity)
                    .amountMinor(amountMinor).effectiveDate(date).reference(reference);
            } else {
                draft.begin(new StatusAdvisedEncoder(), 0, 0).instructionId(instructionId)
                    .status(SettlementStatus.FAILING).reason(reason).reference(reference);
            }
        }
    }

    /**
     * Adds what it says by now.
     *
     * @param after id of the obligation behind which to begin; 0: at the first
     * @param most messages wanted; it may give one more
     * @return id of the obligation behind which to go on; 0: all were looked at
     */
    public long say(BackMachine state, long after, int most, List<Message> messages) {
        Obligations obligations = state.obligations();
        int row = obligations.after(after);
        while (row < obligations.count() && messages.size() < most) {
            if (obligations.instructionId(row) != 0 && obligations.status(row) != ObligationStatus.SETTLED
                && obligations.settlementDate(row) <= state.businessDate()) {
                say(state, row, messages);
            }
            row++;
        }
        return row < obligations.count() ? obligations.id(row - 1) : 0;
    }

    /**
     * What it says follows from the instruction and the rule alone, quantities, amounts, dates and references: so a
     * message that is said again, or overtaken by another, is never a contradiction.
     */
    private void say(BackMachine state, int row, List<Message> messages) {
        Obligations obligations = state.obligations();
        CustodianRule rule = rows.custodianRule(state.accounts().name(obligations.accountId(row)),
            state.instruments().symbol(obligations.instrumentId(row)));
        long quantity = obligations.quantity(row);
        long amountMinor = obligations.amountMinor(row);
        long part = rule.outcome() != ReferenceRows.Outcome.PARTIAL ? 0
            : Math.min(Money.product(quantity, rule.percent(), 100, false), quantity - 1);
        long partMinor = part == 0 ? 0 : Money.product(amountMinor, part, quantity, false);
        int due = obligations.settlementDate(row);
        int restDue = rule.outcome() == ReferenceRows.Outcome.SETTLES ? due
            : calendar.settlementDaysAfter(obligations.currency(row), due, rule.days());
        boolean restIsDue = rule.outcome() != ReferenceRows.Outcome.FAILS && restDue <= state.businessDate();
        long instruction = obligations.instructionId(row);
        if (part > 0 && (restIsDue || obligations.settledQuantity(row) == 0)) {
            messages.add(new Message(instruction, part, partMinor, due, "", "XCSD-" + instruction + "-PART"));
        }
        if (restIsDue) {
            messages.add(new Message(instruction, quantity - part, amountMinor - partMinor, restDue, "",
                "XCSD-" + instruction + "-REST"));
        } else if (obligations.failedQuantity(row) == 0) {
            messages.add(new Message(instruction, 0, 0, due, rule.reason(), "XCSD-" + instruction + "-FAIL"));
        }
    }
}
