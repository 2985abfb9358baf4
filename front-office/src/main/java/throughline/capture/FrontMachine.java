package throughline.capture;

import java.util.List;
import java.util.function.Function;
import throughline.blotter.Blotter;
import throughline.blotter.Market;
import throughline.blotter.Orders;
import throughline.blotter.Settings;
import throughline.blotter.Venue;
import throughline.message.AccessRefusedDecoder;
import throughline.message.AccountDefinedDecoder;
import throughline.message.AccountStatedDecoder;
import throughline.message.CancelRequestedDecoder;
import throughline.message.ClockTickedEncoder;
import throughline.message.DayClosedDecoder;
import throughline.message.DayClosingDecoder;
import throughline.message.DayOpeningDecoder;
import throughline.message.InstrumentDefinedDecoder;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;
import throughline.message.OpeningStartedDecoder;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.PositionDefinedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.PriceDefinedDecoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.ScopeClearedDecoder;
import throughline.message.ScopeClearingDecoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.SessionClosingDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.TickTableDefinedDecoder;
import throughline.message.TickTableStatedDecoder;
import throughline.message.TradingStateSetDecoder;
import throughline.message.UserDefinedDecoder;
import throughline.message.UserStatedDecoder;
import throughline.office.Outcome;
import throughline.office.Requests;
import throughline.office.StateMachine;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.TickTables;
import throughline.reference.Users;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The front office's rules and memory: the authority for an order's state, executed and left. It captures what comes
 * in, asks nobody's leave to cancel, sends what risk accepted to its venue, and answers each of risk's decisions with
 * a record of its own. Reads may be made on the thread that feeds it. One thread.
 */
public final class FrontMachine implements StateMachine {
    /** Version of these rules. */
    public static final int RULES_VERSION = 1;

    private static final int FEW = 1 << 12;
    private static final List<JournalId> INPUTS = List.of(JournalId.MIDDLE, JournalId.BACK);

    private final Settings settings = new Settings();
    private final TickTables ticks = new TickTables();
    private final Instruments instruments = new Instruments();
    private final Accounts accounts = new Accounts();
    private final Users users = new Users();
    private final Halts halts = new Halts();
    private final Refusals refusals = new Refusals();
    private final Opening opening = new Opening(ticks, instruments, accounts, users);
    private final Statements statements = new Statements();
    private final Blotter blotter;
    private final Orders orders;
    private final Requests requests;
    private final Venue venue;
    private final Session session;
    private final Capture capture;
    private final Cancels cancels;
    private final Prices prices;
    private final Clearing clearing;
    private final Placing placing;
    private final ClockTickedEncoder clockTicked = new ClockTickedEncoder();
    private final TickTableStatedDecoder tickTableStated = new TickTableStatedDecoder();
    private final InstrumentStatedDecoder instrumentStated = new InstrumentStatedDecoder();
    private final AccountStatedDecoder accountStated = new AccountStatedDecoder();
    private final UserStatedDecoder userStated = new UserStatedDecoder();
    private final PriceStatedDecoder priceStated = new PriceStatedDecoder();
    private final PositionStatedDecoder positionStated = new PositionStatedDecoder();
    private final TradingStateSetDecoder tradingStateSet = new TradingStateSetDecoder();

    /** A front office with room for a few thousand orders without growing. */
    public FrontMachine(Function<Market, Venue> venue) {
        this(venue, FEW);
    }

    /**
     * An empty front office.
     *
     * @param venue makes the venue over what it may see
     * @param expectedOrders how many orders a day it takes without growing
     */
    public FrontMachine(Function<Market, Venue> venue, int expectedOrders) {
        blotter = new Blotter(instruments, expectedOrders);
        orders = blotter.orders();
        requests = new Requests(expectedOrders);
        Market market = new Market(settings, instruments, accounts, orders, expectedOrders, ticks);
        this.venue = venue.apply(market);
        session = new Session(orders, opening, this.venue);
        capture = new Capture(session, orders, market, users, refusals);
        cancels = new Cancels(orders, accounts, users, requests, refusals);
        prices = new Prices(session, instruments, users, requests, refusals);
        clearing = new Clearing(orders, blotter.positions(), cancels);
        placing = new Placing(session, orders, halts, this.venue);
        blotter.connect(this.venue, clearing);
    }

    @Override
    public JournalId journal() {
        return JournalId.FRONT;
    }

    @Override
    public List<JournalId> inputs() {
        return INPUTS;
    }

    @Override
    public int rulesVersion() {
        return RULES_VERSION;
    }

    @Override
    public void input(JournalId from, JournalRecord record) {
        switch (record.templateId()) {
            case RiskDayOpenedDecoder.TEMPLATE_ID -> session.riskOpened(record);
            case TradingStateSetDecoder.TEMPLATE_ID -> halts.set(tradingState(record));
            case DayClosingDecoder.TEMPLATE_ID -> session.closingAsked(record);
            default -> { }
        }
    }

    private TradingStateSetDecoder tradingState(JournalRecord record) {
        return tradingStateSet.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
    }

    @Override
    public void decide(JournalId from, JournalRecord record, Step step) {
        switch (record.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> placing.accepted(record, step);
            case OrderRejectedDecoder.TEMPLATE_ID -> placing.rejected(record, step);
            case TradingStateSetDecoder.TEMPLATE_ID -> clearing.decide(tradingState(record), step);
            case TickTableDefinedDecoder.TEMPLATE_ID -> statements.tickTable(record, step);
            case InstrumentDefinedDecoder.TEMPLATE_ID -> statements.instrument(record, step);
            case AccountDefinedDecoder.TEMPLATE_ID -> statements.account(record, step);
            case UserDefinedDecoder.TEMPLATE_ID -> statements.user(record, step);
            case PriceDefinedDecoder.TEMPLATE_ID -> statements.price(record, step);
            case PositionDefinedDecoder.TEMPLATE_ID -> statements.position(record, step);
            case DayOpeningDecoder.TEMPLATE_ID -> session.decideDayOpening(record, step);
            case DayClosingDecoder.TEMPLATE_ID -> session.decideDayClosing(record, step);
            case DayClosedDecoder.TEMPLATE_ID -> session.decideDayClosed(record, step);
            default -> { }
        }
    }

    @Override
    public void command(JournalRecord draft, Step step) {
        switch (draft.templateId()) {
            case OrderCapturedDecoder.TEMPLATE_ID -> capture.command(draft, step);
            case CancelRequestedDecoder.TEMPLATE_ID -> cancels.command(draft, step);
            case PriceStatedDecoder.TEMPLATE_ID -> prices.command(draft, step);
            case AccessRefusedDecoder.TEMPLATE_ID -> refusals.command(draft, step);
            default -> step.answer(Outcome.WRONG_STATE, 0);
        }
    }

    @Override
    public void tick(Step step) {
        step.add(clockTicked, 0).openOrders(orders.working()).openLeaves(orders.workingLeaves());
        venue.tick(step);
    }

    @Override
    public long workSeq() {
        long first = clearing.workSeq() != 0 ? clearing.workSeq() : venue.workSeq();
        return first != 0 ? first : session.workSeq();
    }

    @Override
    public void work(Step step) {
        if (clearing.workSeq() != 0) {
            clearing.work(step);
        } else if (venue.workSeq() != 0) {
            venue.work(step);
        } else {
            session.work(step);
        }
    }

    @Override
    public long deadlineNs() {
        return venue.deadlineNs();
    }

    @Override
    public void apply(JournalRecord record) {
        change(record);
        venue.apply(record);
    }

    private void change(JournalRecord record) {
        if (blotter.apply(record) && record.templateId() != CancelRequestedDecoder.TEMPLATE_ID) {
            return;
        }
        switch (record.templateId()) {
            case CancelRequestedDecoder.TEMPLATE_ID -> cancels.apply(record);
            case ScopeClearingDecoder.TEMPLATE_ID -> clearing.begun(record);
            case ScopeClearedDecoder.TEMPLATE_ID -> clearing.ended(record.causeSeq());
            default -> applyDay(record);
        }
    }

    private void applyDay(JournalRecord record) {
        switch (record.templateId()) {
            case OfficeStartedDecoder.TEMPLATE_ID -> settings.apply(record);
            case AccessRefusedDecoder.TEMPLATE_ID -> refusals.apply(record);
            case TickTableStatedDecoder.TEMPLATE_ID -> applyTicks(record);
            case InstrumentStatedDecoder.TEMPLATE_ID -> applyInstrument(record);
            case AccountStatedDecoder.TEMPLATE_ID -> applyAccount(record);
            case UserStatedDecoder.TEMPLATE_ID -> applyUser(record);
            case PriceStatedDecoder.TEMPLATE_ID -> applyPrice(record);
            case PositionStatedDecoder.TEMPLATE_ID -> applyPosition(record);
            case SessionOpenedDecoder.TEMPLATE_ID -> applyOpened(record);
            case SessionClosingDecoder.TEMPLATE_ID -> session.applyClosing(record);
            case SessionClosedDecoder.TEMPLATE_ID -> session.applyClosed();
            case OpeningStartedDecoder.TEMPLATE_ID -> session.applyOpeningStarted(record);
            default -> { }
        }
    }

    private void applyTicks(JournalRecord record) {
        tickTableStated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        ticks.state(record);
        opening.stated(record, Opening.TICK_TABLE, tickTableStated.tickTable());
    }

    private void applyInstrument(JournalRecord record) {
        instrumentStated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        instruments.state(record);
        venue.listed(instrumentStated.instrumentId());
        opening.stated(record, Opening.INSTRUMENT, instrumentStated.instrumentId());
    }

    private void applyAccount(JournalRecord record) {
        accountStated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        accounts.state(record);
        opening.stated(record, Opening.ACCOUNT, accountStated.accountId());
    }

    private void applyUser(JournalRecord record) {
        userStated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        users.state(record);
        opening.stated(record, Opening.USER, userStated.userId());
    }

    private void applyPrice(JournalRecord record) {
        priceStated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        prices.apply(record);
        opening.stated(record, Opening.PRICE, priceStated.instrumentId());
    }

    private void applyPosition(JournalRecord record) {
        positionStated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        blotter.positions().state(positionStated.accountId(), positionStated.instrumentId(), positionStated.quantity());
    }

    private void applyOpened(JournalRecord record) {
        session.applyOpened(record);
        blotter.openDay();
        requests.clear();
    }

    @Override
    public boolean endsDay(JournalRecord record) {
        return record.templateId() == SessionClosedDecoder.TEMPLATE_ID;
    }

    /** The orders of the business date. */
    public Orders orders() {
        return orders;
    }

    /** What became of them: executions, positions, reasons. */
    public Blotter blotter() {
        return blotter;
    }

    /** The business date and whether orders are taken. */
    public Session session() {
        return session;
    }

    /** What is traded, with reference prices. */
    public Instruments instruments() {
        return instruments;
    }

    /** Their ticks by price. */
    public TickTables ticks() {
        return ticks;
    }

    /** Whose orders there are. */
    public Accounts accounts() {
        return accounts;
    }

    /** People and their rights. */
    public Users users() {
        return users;
    }

    /** The configuration that decides. */
    public Settings settings() {
        return settings;
    }

    @Override
    public void save(StateSink sink) {
        settings.save(sink);
        ticks.save(sink);
        instruments.save(sink);
        accounts.save(sink);
        users.save(sink);
        halts.save(sink);
        refusals.save(sink);
        session.save(sink);
        blotter.save(sink);
        requests.save(sink);
        clearing.save(sink);
        venue.save(sink);
    }

    @Override
    public void load(StateSource source) {
        settings.load(source);
        ticks.load(source);
        instruments.load(source);
        accounts.load(source);
        users.load(source);
        halts.load(source);
        refusals.load(source);
        session.load(source);
        blotter.load(source);
        requests.load(source);
        clearing.load(source);
        venue.load(source);
        venue.rebuild();
    }
}
