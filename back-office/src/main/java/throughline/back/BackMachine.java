package throughline.back;

import java.util.ArrayList;
import java.util.List;
import throughline.close.DayList;
import throughline.close.Days;
import throughline.close.SignOffs;
import throughline.close.Sweep;
import throughline.firm.Approvals;
import throughline.firm.Calendar;
import throughline.firm.Deed;
import throughline.firm.Exceptions;
import throughline.firm.FirmState;
import throughline.firm.People;
import throughline.firm.Resolutions;
import throughline.firm.SecondPerson;
import throughline.firm.StrataCalendar;
import throughline.ledger.Ledger;
import throughline.message.AccessRefusedDecoder;
import throughline.message.AccountDefinedDecoder;
import throughline.message.AccountKind;
import throughline.message.AccrualDefinedDecoder;
import throughline.message.ApprovalDecidedDecoder;
import throughline.message.CashDefinedDecoder;
import throughline.message.CashImportedDecoder;
import throughline.message.ClockTickedEncoder;
import throughline.message.ConfirmationReceivedDecoder;
import throughline.message.DayClosedDecoder;
import throughline.message.DayClosingDecoder;
import throughline.message.DayOpeningDecoder;
import throughline.message.DayProvedDecoder;
import throughline.message.DayReopenedDecoder;
import throughline.message.DayResealedDecoder;
import throughline.message.DaySignedOffDecoder;
import throughline.message.EntryBookedDecoder;
import throughline.message.ExceptionRaisedDecoder;
import throughline.message.ExceptionResolvedDecoder;
import throughline.message.FeeDefinedDecoder;
import throughline.message.HoldingImportedDecoder;
import throughline.message.InstructionSentDecoder;
import throughline.message.InstrumentDefinedDecoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.LedgerAccountOpenedDecoder;
import throughline.message.ObligationStatedDecoder;
import throughline.message.OrderRebilledDecoder;
import throughline.message.PartyDefinedDecoder;
import throughline.message.PositionDefinedDecoder;
import throughline.message.PriceDefinedDecoder;
import throughline.message.RebillingBegunDecoder;
import throughline.message.RebillingEndedDecoder;
import throughline.message.RiskDayClosedDecoder;
import throughline.message.StatusAdvisedDecoder;
import throughline.message.TickTableDefinedDecoder;
import throughline.message.TradeClearedDecoder;
import throughline.message.UnsettledDefinedDecoder;
import throughline.message.UserDefinedDecoder;
import throughline.movement.Movements;
import throughline.office.Outcome;
import throughline.office.StateMachine;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.FeeTable;
import throughline.reference.Instruments;
import throughline.reference.Parties;
import throughline.reference.Registers;
import throughline.reference.TickTables;
import throughline.reference.Users;
import throughline.settlement.AccountMoney;
import throughline.settlement.ClientLegs;
import throughline.settlement.Confirmations;
import throughline.settlement.Obligations;
import throughline.settlement.Settling;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;
import throughline.trade.Fees;
import throughline.trade.Rebilling;
import throughline.trade.TradeList;
import throughline.trade.Trades;

/**
 * The back office's rules and memory: reference data, the ledger, and the way from a cleared trade to a settled one. It
 * only says who takes which record; the work is its parts'. One thread.
 */
public final class BackMachine implements StateMachine, Registers {
    private static final int RULES_VERSION = 1;

    private final FirmState firm;
    private final FeeTable feeTable = new FeeTable();
    private final Fees fees = new Fees(feeTable);
    private final AccountMoney money = new AccountMoney();
    private final Obligations obligations;
    private final TradeList tradeList = new TradeList();
    private final Trades trades;
    private final Sweep sweep;
    private final EntryEffects effects;
    private final Confirmations confirmations;
    private final Movements movements;
    private final Days days;
    private final ReferenceImport reference;
    private final People people;
    private final Rebilling rebilling;
    private final SecondPerson secondPerson;
    private final Resolutions resolutions;
    private final ClockTickedEncoder clockTicked = new ClockTickedEncoder();
    /** In the order in which they are saved. */
    private final List<State> parts;
    private int imported;

    /** Strata's holidays, read once for all machines. */
    private static final class Holidays {
        private static final Calendar STRATA = new StrataCalendar();
    }

    /** A firm of which nothing is known yet, by Strata's holidays. */
    public BackMachine() {
        this(Holidays.STRATA);
    }

    /** A firm of which nothing is known yet. */
    public BackMachine(Calendar calendar) {
        firm = new FirmState(calendar);
        obligations = new Obligations(money, account -> firm.accounts.kind(account) == AccountKind.CLIENT);
        trades = new Trades(firm, fees, obligations, tradeList);
        sweep = new Sweep(firm, obligations.margins());
        effects = new EntryEffects(firm, fees, obligations, tradeList, sweep, money);
        Settling settling = new Settling(firm, obligations, money);
        confirmations = new Confirmations(firm, obligations, settling);
        movements = new Movements(firm, obligations, money, () -> workSeq() != 0);
        days = new Days(firm, obligations, money, sweep,
            List.of(new ClientLegs(firm, obligations, settling), movements.closingWork()));
        reference = new ReferenceImport(firm, feeTable, money);
        people = new People(firm);
        rebilling = new Rebilling(firm, fees, money, () -> workSeq() != 0);
        List<Deed> deeds = new ArrayList<>(movements.deeds());
        deeds.addAll(rebilling.deeds());
        deeds.add(days.reopening());
        secondPerson = new SecondPerson(firm, deeds);
        resolutions = new Resolutions(firm);
        parts = List.of(firm, fees, obligations, money, trades, sweep, confirmations, movements, days, reference,
            people, rebilling);
    }

    @Override
    public JournalId journal() {
        return JournalId.BACK;
    }

    @Override
    public List<JournalId> inputs() {
        return List.of(JournalId.MIDDLE);
    }

    @Override
    public int rulesVersion() {
        return RULES_VERSION;
    }

    @Override
    public void input(JournalId from, JournalRecord record) {
        if (record.templateId() == TradeClearedDecoder.TEMPLATE_ID) {
            trades.input(record);
        }
    }

    @Override
    public void decide(JournalId from, JournalRecord record, Step step) {
        if (record.templateId() == TradeClearedDecoder.TEMPLATE_ID) {
            trades.decide(record, step);
        } else if (record.templateId() == RiskDayClosedDecoder.TEMPLATE_ID) {
            days.decideRiskClosed(record, step);
        }
    }

    @Override
    public void command(JournalRecord draft, Step step) {
        switch (draft.templateId()) {
            case PartyDefinedDecoder.TEMPLATE_ID, InstrumentDefinedDecoder.TEMPLATE_ID,
                AccountDefinedDecoder.TEMPLATE_ID, FeeDefinedDecoder.TEMPLATE_ID, PriceDefinedDecoder.TEMPLATE_ID,
                CashImportedDecoder.TEMPLATE_ID, HoldingImportedDecoder.TEMPLATE_ID,
                TickTableDefinedDecoder.TEMPLATE_ID -> reference.command(draft, step);
            case UserDefinedDecoder.TEMPLATE_ID -> people.define(draft, step);
            case AccessRefusedDecoder.TEMPLATE_ID -> people.refuse(draft, step);
            case DayOpeningDecoder.TEMPLATE_ID -> days.open(draft, step, imported);
            case DayClosingDecoder.TEMPLATE_ID -> days.close(draft, step);
            case DayResealedDecoder.TEMPLATE_ID -> days.closeAgain(draft, step);
            case DaySignedOffDecoder.TEMPLATE_ID -> days.signOffs().signOff(draft, step);
            case ConfirmationReceivedDecoder.TEMPLATE_ID -> confirmations.confirm(draft, step);
            case StatusAdvisedDecoder.TEMPLATE_ID -> confirmations.advise(draft, step);
            case ApprovalDecidedDecoder.TEMPLATE_ID -> secondPerson.decide(draft, step);
            case OrderRebilledDecoder.TEMPLATE_ID, RebillingEndedDecoder.TEMPLATE_ID ->
                rebilling.command(draft, step);
            case ExceptionResolvedDecoder.TEMPLATE_ID -> resolutions.resolve(draft, step);
            default -> propose(draft, step);
        }
    }


    private void propose(JournalRecord draft, Step step) {
        if (secondPerson.knows(draft.templateId())) {
            secondPerson.propose(draft, step);
        } else {
            step.answer(Outcome.WRONG_STATE, 0);
        }
    }

    @Override
    public void apply(JournalRecord record) {
        if (secondPerson.knows(record.templateId())) {
            secondPerson.applyProposal(record);
            return;
        }
        switch (record.templateId()) {
            case PartyDefinedDecoder.TEMPLATE_ID, InstrumentDefinedDecoder.TEMPLATE_ID,
                AccountDefinedDecoder.TEMPLATE_ID, FeeDefinedDecoder.TEMPLATE_ID, PriceDefinedDecoder.TEMPLATE_ID,
                CashImportedDecoder.TEMPLATE_ID, HoldingImportedDecoder.TEMPLATE_ID,
                TickTableDefinedDecoder.TEMPLATE_ID -> {
                reference.apply(record);
                imported++;
            }
            case UserDefinedDecoder.TEMPLATE_ID -> {
                people.apply(record);
                imported += firm.isOpen() ? 0 : 1;
            }
            case AccessRefusedDecoder.TEMPLATE_ID -> people.applyRefusal(record);
            case LedgerAccountOpenedDecoder.TEMPLATE_ID -> firm.ledger.open(record);
            case EntryBookedDecoder.TEMPLATE_ID -> {
                firm.ledger.book(record);
                effects.apply(record);
                movements.apply(record);
            }
            case ObligationStatedDecoder.TEMPLATE_ID -> obligations.apply(record);
            case UnsettledDefinedDecoder.TEMPLATE_ID, CashDefinedDecoder.TEMPLATE_ID -> money.apply(record);
            case InstructionSentDecoder.TEMPLATE_ID -> obligations.instructed(record);
            case ConfirmationReceivedDecoder.TEMPLATE_ID -> confirmations.applyConfirmation(record);
            case StatusAdvisedDecoder.TEMPLATE_ID -> confirmations.applyAdvice(record);
            case AccrualDefinedDecoder.TEMPLATE_ID -> movements.define(record);
            case ExceptionRaisedDecoder.TEMPLATE_ID -> firm.exceptions.apply(record);
            case ApprovalDecidedDecoder.TEMPLATE_ID -> secondPerson.applyDecision(record);
            case RebillingBegunDecoder.TEMPLATE_ID, OrderRebilledDecoder.TEMPLATE_ID,
                RebillingEndedDecoder.TEMPLATE_ID -> rebilling.apply(record);
            case ExceptionResolvedDecoder.TEMPLATE_ID -> resolutions.apply(record);
            default -> applyDay(record);
        }
    }

    private void applyDay(JournalRecord record) {
        switch (record.templateId()) {
            case DayOpeningDecoder.TEMPLATE_ID -> days.applyOpening(record);
            case DayClosingDecoder.TEMPLATE_ID -> days.applyClosing(record);
            case DayProvedDecoder.TEMPLATE_ID -> days.applyProved(record);
            case PositionDefinedDecoder.TEMPLATE_ID -> days.applyPosition(record);
            case DayClosedDecoder.TEMPLATE_ID -> {
                days.applyClosed(record);
                tradeList.endDay();
                fees.endDay();
                obligations.endDay();
                confirmations.endDay();
            }
            case DaySignedOffDecoder.TEMPLATE_ID -> days.signOffs().apply(record);
            case DayReopenedDecoder.TEMPLATE_ID -> days.applyReopened(record);
            case DayResealedDecoder.TEMPLATE_ID -> days.applyResealed(record);
            default -> { }
        }
    }

    @Override
    public void tick(Step step) {
        step.add(clockTicked, 0);
    }

    @Override
    public long workSeq() {
        return days.workSeq();
    }

    @Override
    public void work(Step step) {
        days.work(step);
    }

    @Override
    public long deadlineNs() {
        return NEVER;
    }

    @Override
    public boolean endsDay(JournalRecord record) {
        return record.templateId() == DayClosedDecoder.TEMPLATE_ID;
    }

    /** Whether the import is whole and a business day open. */
    public boolean isOpen() {
        return firm.isOpen();
    }

    /** The open business date, epoch days; 0: none yet. */
    public int businessDate() {
        return firm.isOpen() ? firm.ledger.openDate() : 0;
    }

    /** The business days so far. */
    public DayList days() {
        return days.list();
    }

    /** Who answers for which day, and what is to be in order before. */
    public SignOffs signOffs() {
        return days.signOffs();
    }

    /** The ledger, with its accounts and lots. */
    public Ledger ledger() {
        return firm.ledger;
    }

    /** What is owed to and by the CCPs, with instructions. */
    public Obligations obligations() {
        return obligations;
    }

    /** The open day's trades. */
    public TradeList trades() {
        return tradeList;
    }

    /** What waits for a second person, or was decided by one. */
    public Approvals approvals() {
        return firm.approvals;
    }

    /** What is charged by which dates. */
    public FeeTable fees() {
        return feeTable;
    }

    /** What was charged again, and is. */
    public Rebilling rebilling() {
        return rebilling;
    }

    /** What people have moved, and what grows day by day. */
    public Movements movements() {
        return movements;
    }

    /** What could not be booked. */
    public Exceptions exceptions() {
        return firm.exceptions;
    }

    @Override
    public Instruments instruments() {
        return firm.instruments;
    }

    /** Their ticks by price. */
    public TickTables ticks() {
        return firm.ticks;
    }

    @Override
    public Accounts accounts() {
        return firm.accounts;
    }

    /** Whom the firm has to do with. */
    public Parties parties() {
        return firm.parties;
    }

    @Override
    public Users users() {
        return firm.users;
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(imported);
        parts.forEach(part -> part.save(sink));
    }

    @Override
    public void load(StateSource source) {
        imported = (int) source.getLong();
        parts.forEach(part -> part.load(source));
    }
}
