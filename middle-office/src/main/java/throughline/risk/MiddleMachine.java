package throughline.risk;

import java.util.List;
import throughline.control.Checks;
import throughline.exposure.Exposures;
import throughline.limit.Alerts;
import throughline.limit.Approvals;
import throughline.limit.Breaches;
import throughline.limit.LimitChanges;
import throughline.limit.Limits;
import throughline.limit.Names;
import throughline.limit.Overrides;
import throughline.limit.Reasons;
import throughline.limit.Restrictions;
import throughline.limit.RiskDay;
import throughline.limit.TradingStates;
import throughline.limit.Versions;
import throughline.message.AccessRefusedDecoder;
import throughline.message.ApprovalDecidedDecoder;
import throughline.message.BreachAcknowledgedDecoder;
import throughline.message.ClockTickedDecoder;
import throughline.message.ClockTickedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.LimitChangeRequestedDecoder;
import throughline.message.LimitSetDecoder;
import throughline.message.LimitsImportedDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.OverrideRequestedDecoder;
import throughline.message.PositionMoveStatedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.RestrictionRequestedDecoder;
import throughline.message.RiskDayClosedDecoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.TradingStateRequestedDecoder;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.StateMachine;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.FeeTable;
import throughline.reference.Instruments;
import throughline.reference.Parties;
import throughline.reference.Rates;
import throughline.reference.Registers;
import throughline.reference.TickTables;
import throughline.reference.Users;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The middle office: judges each order the front has captured, hands each execution on to the books, and keeps limits,
 * holds, positions and trading states. What is decided is in {@link Judge}, {@link Clearing}, {@link Days},
 * {@link Marking} and {@link Governance}, what is remembered in the parts it lists, and how records change them in
 * {@link FrontRecords} and {@link OwnRecords}. One thread at a time.
 */
public final class MiddleMachine implements StateMachine, Registers {
    private static final int RULES_VERSION = 4;
    private static final int USUAL_HOLDS = 1 << 16;
    private static final int FEWEST_HOLDINGS = 64;

    private final RiskDay day = new RiskDay();
    private final TickTables ticks = new TickTables();
    private final Instruments instruments = new Instruments();
    private final Accounts accounts = new Accounts();
    private final Users users = new Users();
    private final Limits limits = new Limits();
    private final LimitChanges limitChanges = new LimitChanges();
    private final Versions versions = new Versions();
    private final Reasons reasons = new Reasons();
    private final Parties parties = new Parties();
    private final Rates rates = new Rates();
    private final OfficialCloses officialCloses = new OfficialCloses();
    private final FeeTable fees = new FeeTable();
    private final Names names = new Names();
    private final Restrictions restrictions = new Restrictions();
    private final Overrides overrides = new Overrides();
    private final Alerts alerts = new Alerts();
    private final Exposures exposures;
    private final TradingStates tradingStates = new TradingStates();
    private final Approvals approvals = new Approvals();
    private final Breaches breaches = new Breaches();
    private final Baskets baskets = new Baskets();
    private final Requests requests = new Requests(256);
    private final Refusals refusals = new Refusals();
    private final List<State> parts;

    private final FrontRecords frontRecords;
    private final OwnRecords ownRecords;
    private final Judge judge;
    private final Clearing clearing = new Clearing();
    private final Days days;
    private final Marking marking;
    private final Governance governance;
    private final ClockTickedEncoder clockTicked = new ClockTickedEncoder();

    /** A middle office of which nothing is known yet, with room for a busy firm's holds without growing. */
    public MiddleMachine() {
        this(USUAL_HOLDS);
    }

    /**
     * A middle office of which nothing is known yet.
     *
     * @param expectedHolds how many orders may work at once without its memory growing
     */
    public MiddleMachine(int expectedHolds) {
        exposures = new Exposures(expectedHolds, Math.max(FEWEST_HOLDINGS, expectedHolds / 4), instruments, accounts,
            rates, fees, limits, names, day);
        parts = List.of(day, ticks, instruments, accounts, users, parties, rates, fees, names, limits, limitChanges,
            versions, reasons, restrictions, overrides, alerts, exposures, tradingStates, approvals, breaches, baskets,
            requests, refusals, officialCloses);
        frontRecords = new FrontRecords(this);
        ownRecords = new OwnRecords(this, requests, refusals);
        judge = new Judge(this);
        marking = new Marking(this);
        days = new Days(this, marking);
        governance = new Governance(this, requests, refusals);
    }

    @Override
    public JournalId journal() {
        return JournalId.MIDDLE;
    }

    @Override
    public List<JournalId> inputs() {
        return List.of(JournalId.FRONT);
    }

    @Override
    public int rulesVersion() {
        return RULES_VERSION;
    }

    @Override
    public void input(JournalId from, JournalRecord record) {
        day.used(record.timeNs());
        frontRecords.apply(record);
    }

    @Override
    public void apply(JournalRecord record) {
        day.used(record.timeNs());
        ownRecords.apply(record);
    }

    @Override
    public void decide(JournalId from, JournalRecord record, Step step) {
        switch (record.templateId()) {
            case OrderCapturedDecoder.TEMPLATE_ID -> judge.judge(record, step);
            case ReplaceRequestedDecoder.TEMPLATE_ID -> judge.judgeAmendment(record, step);
            case OrderRestatedDecoder.TEMPLATE_ID -> judge.judgeAnew(record, step);
            case TradeExecutedDecoder.TEMPLATE_ID -> {
                clearing.executed(record, step);
                marking.executed(record, step);
            }
            case TradeBustedDecoder.TEMPLATE_ID -> {
                clearing.busted(record, step);
                marking.busted(record, step);
            }
            case TradeCorrectedDecoder.TEMPLATE_ID -> {
                clearing.corrected(record, step);
                marking.corrected(record, step);
            }
            case PositionStatedDecoder.TEMPLATE_ID -> days.comparePosition(record, step);
            case PositionMoveStatedDecoder.TEMPLATE_ID -> days.positionMoved(record, step);
            case SessionOpenedDecoder.TEMPLATE_ID -> days.open(step);
            case SessionClosedDecoder.TEMPLATE_ID -> days.close(record, step);
            case ClockTickedDecoder.TEMPLATE_ID -> days.compareHolds(record, step);
            default -> {
                // the other records of the front ask for no decision
            }
        }
    }

    @Override
    public void command(JournalRecord draft, Step step) {
        switch (draft.templateId()) {
            case LimitSetDecoder.TEMPLATE_ID -> governance.limits().importLimit(draft, step);
            case LimitsImportedDecoder.TEMPLATE_ID -> governance.limits().endImport(draft, step);
            case LimitChangeRequestedDecoder.TEMPLATE_ID -> governance.limits().change(draft, step);
            case TradingStateRequestedDecoder.TEMPLATE_ID -> governance.states().change(draft, step);
            case RestrictionRequestedDecoder.TEMPLATE_ID -> governance.restrictions().change(draft, step);
            case OverrideRequestedDecoder.TEMPLATE_ID -> governance.overrides().ask(draft, step);
            case BreachAcknowledgedDecoder.TEMPLATE_ID -> governance.acknowledge(draft, step);
            case ApprovalDecidedDecoder.TEMPLATE_ID -> governance.decideApproval(draft, step);
            case AccessRefusedDecoder.TEMPLATE_ID -> refusals.command(draft, step);
            default -> step.answer(Outcome.WRONG_STATE, 0);
        }
    }

    @Override
    public void tick(Step step) {
        step.add(clockTicked, 0);
        governance.limits().lapseUntil(step.timeNs(), step);
    }

    @Override
    public long workSeq() {
        return day.workSeq() != 0 ? day.workSeq() : marking.workSeq();
    }

    @Override
    public void work(Step step) {
        if (day.workSeq() != 0) {
            governance.limits().changeAt(day.workWhen(), step);
        } else {
            marking.work(step);
        }
    }

    @Override
    public long deadlineNs() {
        return limitChanges.nextTimeNs();
    }

    @Override
    public boolean endsDay(JournalRecord record) {
        return record.templateId() == RiskDayClosedDecoder.TEMPLATE_ID;
    }

    /** Where the business day stands. */
    public RiskDay day() {
        return day;
    }

    @Override
    public Instruments instruments() {
        return instruments;
    }

    /** Their ticks by price. */
    public TickTables ticks() {
        return ticks;
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public Users users() {
        return users;
    }

    /** Limits that stand. */
    public Limits limits() {
        return limits;
    }

    /** What time will do to them. */
    public LimitChanges limitChanges() {
        return limitChanges;
    }

    /** How limits came to be what they are. */
    public Versions versions() {
        return versions;
    }

    /** Why people asked for what they asked for. */
    public Reasons reasons() {
        return reasons;
    }

    /** Whom the firm has to do with. */
    public Parties parties() {
        return parties;
    }

    /** What currencies are worth in the base currency. */
    public Rates rates() {
        return rates;
    }

    /** What executions are charged. */
    public FeeTable fees() {
        return fees;
    }

    /** Strategies and sessions. */
    public Names names() {
        return names;
    }

    /** What may not be traded. */
    public Restrictions restrictions() {
        return restrictions;
    }

    /** Leave to go above soft limits. */
    public Overrides overrides() {
        return overrides;
    }

    /** Limits that are near to be reached. */
    public Alerts alerts() {
        return alerts;
    }

    /** All that controls count. */
    public Exposures exposures() {
        return exposures;
    }

    /** What a hold may still cost or bring, in the base currency. */
    long baseMinor(int hold) {
        int instrument = exposures.holds().instrumentId(hold);
        return rates.toBase(exposures.holds().valueMinor(hold), instruments.currency(instrument), day.currency());
    }

    /** What controls read. */
    public Checks.Reading reading() {
        return new Checks.Reading(instruments, ticks, accounts, users, rates, fees, day, limits, tradingStates,
            restrictions, exposures);
    }

    /** Tells every test of a limit from here, while an order is judged; null: nobody. Not part of the state. */
    public void tell(Checks.Sink sink) {
        judge.tell(sink);
    }

    /** Who trades freely and who does not. */
    public TradingStates tradingStates() {
        return tradingStates;
    }

    /** What waits for a second person. */
    public Approvals approvals() {
        return approvals;
    }

    /** The day's rejections by a limit. */
    public Breaches breaches() {
        return breaches;
    }

    /** The closing prices that people stated. */
    OfficialCloses officialCloses() {
        return officialCloses;
    }

    /** Members of a basket that wait for the last. */
    Baskets baskets() {
        return baskets;
    }

    @Override
    public void save(StateSink sink) {
        for (State part : parts) {
            part.save(sink);
        }
    }

    @Override
    public void load(StateSource source) {
        for (State part : parts) {
            part.load(source);
        }
    }
}
