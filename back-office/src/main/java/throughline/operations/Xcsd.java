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
import throughline.settlement.NetSets;
import throughline.settlement.Obligations;
import throughline.state.Table;

/**
 * The sample firm's custodian, simulated by a file of rules: what it would say of each instruction by now, once its
 * settlement date is the open business date or past. It says what follows from the state alone, under references that
 * follow from the instruction, so saying it twice is harmless. A net instruction it settles whole: where it would
 * settle a part of another, all of it is late. Immutable.
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
     * @param settles whether it confirms; else it is a status, failing
     * @param date effective, epoch days
     * @param reason ISO 15022 code of a failing one
     */
    public record Message(long instructionId, boolean settles, long quantity, long amountMinor, int date,
        String reason, String reference) {
        /** Writes it as a command. */
        public void write(Draft draft) {
            if (settles) {
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
            if (obligations.instructionId(row) != 0 && obligations.status(row) != ObligationStatus.SETTLED) {
                int set = obligations.nets().find(obligations.instructionId(row));
                if (set == Table.NONE && obligations.settlementDate(row) <= state.businessDate()) {
                    say(state, row, messages);
                } else if (set != Table.NONE && obligations.nets().member(set, 0) == obligations.id(row)
                    && obligations.nets().settlementDate(set) <= state.businessDate()) {
                    sayNet(state, row, set, messages);
                }
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
        CustodianRule rule = rule(state, row);
        long quantity = obligations.quantity(row);
        long amountMinor = obligations.amountMinor(row);
        long part = rule.outcome() != ReferenceRows.Outcome.PARTIAL ? 0
            : Math.min(Money.product(quantity, rule.percent(), 100, false), quantity - 1);
        long partMinor = part == 0 ? 0 : Money.product(amountMinor, part, quantity, false);
        int due = obligations.settlementDate(row);
        int restDue = restDue(rule, obligations.currency(row), due);
        boolean restIsDue = rule.outcome() != ReferenceRows.Outcome.FAILS && restDue <= state.businessDate();
        long instruction = obligations.instructionId(row);
        if (part > 0 && (restIsDue || obligations.settledQuantity(row) == 0)) {
            messages.add(new Message(instruction, true, part, partMinor, due, "",
                "XCSD-" + instruction + "-PART"));
        }
        if (restIsDue) {
            messages.add(new Message(instruction, true, quantity - part, amountMinor - partMinor, restDue, "",
                "XCSD-" + instruction + "-REST"));
        } else if (obligations.failedQuantity(row) == 0) {
            messages.add(failing(instruction, due, rule));
        }
    }

    private static Message failing(long instruction, int due, CustodianRule rule) {
        return new Message(instruction, false, 0, 0, due, rule.reason(), "XCSD-" + instruction + "-FAIL");
    }

    private CustodianRule rule(BackMachine state, int row) {
        return rows.custodianRule(state.accounts().name(state.obligations().accountId(row)),
            state.instruments().symbol(state.obligations().instrumentId(row)));
    }

    private int restDue(CustodianRule rule, int currency, int due) {
        return rule.outcome() == ReferenceRows.Outcome.SETTLES ? due
            : calendar.settlementDaysAfter(currency, due, rule.days());
    }

    private void sayNet(BackMachine state, int first, int set, List<Message> messages) {
        Obligations obligations = state.obligations();
        NetSets nets = obligations.nets();
        CustodianRule rule = rule(state, first);
        long instruction = obligations.instructionId(first);
        int due = nets.settlementDate(set);
        int wholeDue = restDue(rule, obligations.currency(first), due);
        if (rule.outcome() != ReferenceRows.Outcome.FAILS && wholeDue <= state.businessDate()) {
            messages.add(new Message(instruction, true, nets.quantity(set), nets.amountMinor(set), wholeDue, "",
                "XCSD-" + instruction + "-NET"));
        } else if (!isFailing(obligations, set)) {
            messages.add(failing(instruction, due, rule));
        }
    }

    /** Whether every obligation of a net set stands among the fails. */
    private static boolean isFailing(Obligations obligations, int set) {
        boolean failing = true;
        for (int i = 0; i < obligations.nets().members(set); i++) {
            failing &= obligations.failedQuantity(obligations.byId(obligations.nets().member(set, i))) > 0;
        }
        return failing;
    }
}
