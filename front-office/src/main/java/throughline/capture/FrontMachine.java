package throughline.capture;

import java.util.List;
import java.util.function.Function;
import throughline.blotter.Blotter;
import throughline.blotter.Market;
import throughline.blotter.OrderScopes;
import throughline.blotter.Orders;
import throughline.blotter.Settings;
import throughline.blotter.Venue;
import throughline.message.ClockTickedEncoder;
import throughline.message.DayClosedDecoder;
import throughline.message.DayClosingDecoder;
import throughline.message.DayOpeningDecoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MassCancelRequestedDecoder;
import throughline.message.MassCanceledDecoder;
import throughline.message.OfficeStartedDecoder;
import throughline.message.OpeningStartedDecoder;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.PositionMoveStatedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.RateStatedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.ScopeClearedDecoder;
import throughline.message.ScopeClearingDecoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.SessionClosingDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.TradingStateSetDecoder;
import throughline.office.Requests;
import throughline.office.StateMachine;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Parties;
import throughline.reference.Rates;
import throughline.reference.Registers;
import throughline.reference.TickTables;
import throughline.reference.Users;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The front office's rules and memory: the authority for an order's state, executed and left. It captures what comes
 * in, asks nobody's leave to cancel, sends what risk accepted to its venue, and answers each of risk's decisions with
 * a record of its own. Reads may be made on the thread that feeds it. One thread.
 */
public final class FrontMachine implements StateMachine, Registers {
    /** Version of these rules. */
    public static final int RULES_VERSION = 1;

    private static final int FEW = 1 << 12;
    private static final List<JournalId> INPUTS = List.of(JournalId.MIDDLE, JournalId.BACK);

    private final Settings settings = new Settings();
    private final Statements statements = new Statements(settings);
    private final Halts halts;
    private final Refusals refusals = new Refusals();
    private final Blotter blotter;
    private final Orders orders;
    private final Requests requests;
    private final Venue venue;
    private final Session session;
    private final Replaces replaces;
    private final Intake intake;
    private final Clearing clearing;
    private final Placing placing;
    private final ClockTickedEncoder clockTicked = new ClockTickedEncoder();
    private final PriceStatedDecoder priceStated = new PriceStatedDecoder();
    private final RateStatedDecoder rateStated = new RateStatedDecoder();
    private final PositionStatedDecoder positionStated = new PositionStatedDecoder();
    private final PositionMoveStatedDecoder moveStated = new PositionMoveStatedDecoder();
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
        blotter = new Blotter(statements.accounts, statements.instruments, expectedOrders);
        orders = blotter.orders();
        OrderScopes scopes =
            new OrderScopes(orders, statements.accounts, statements.instruments, statements.users);
        halts = new Halts(scopes);
        requests = new Requests(expectedOrders);
        this.venue = venue.apply(new Market(settings, statements.instruments, statements.accounts, orders,
            expectedOrders, statements.ticks));
        session = new Session(orders, statements.opening(), this.venue);
        Entry entry = new Entry(statements.instruments, statements.accounts, statements.users, requests, refusals);
        replaces = new Replaces(session, orders, entry, halts, this.venue);
        intake = new Intake(session, entry, blotter, replaces, statements, settings);
        clearing = new Clearing(scopes, orders, blotter.positions(), intake.cancels);
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
            case OrderAcceptedDecoder.TEMPLATE_ID -> blotter.accepted(record);
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> blotter.replaceAccepted(record);
            default -> {
                // the others are stated as they are decided on, or are of no concern here
            }
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
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> replaces.accepted(record, step);
            case ReplaceRejectedDecoder.TEMPLATE_ID -> replaces.rejected(record, step);
            case TradingStateSetDecoder.TEMPLATE_ID -> clearing.decide(tradingState(record), step);
            case DayOpeningDecoder.TEMPLATE_ID -> session.decideDayOpening(record, step);
            case DayClosingDecoder.TEMPLATE_ID -> session.decideDayClosing(record, step);
            case DayClosedDecoder.TEMPLATE_ID -> session.decideDayClosed(record, step);
            default -> statements.decide(record, step);
        }
    }

    @Override
    public void command(JournalRecord draft, Step step) {
        intake.command(draft, step);
    }

    /** A mass cancel ends what had come before it, that too which still stands in the ring. */
    @Override
    public boolean coversWaiting(int templateId) {
        return templateId == MassCancelRequestedDecoder.TEMPLATE_ID;
    }

    @Override
    public void tick(Step step) {
        step.add(clockTicked, 0).openOrders(orders.accepted()).openLeaves(orders.acceptedLeaves());
        venue.tick(step);
    }

    @Override
    public void replayed() {
        orders.replayed();
        requests.replayed();
        venue.replayed();
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
        if (!blotter.apply(record)) {
            change(record);
        }
        venue.apply(record);
    }

    private void change(JournalRecord record) {
        intake.apply(record);
        switch (record.templateId()) {
            case OfficeStartedDecoder.TEMPLATE_ID -> settings.apply(record);
            case ScopeClearingDecoder.TEMPLATE_ID -> clearing.begun(record);
            case MassCancelRequestedDecoder.TEMPLATE_ID -> clearing.massBegun(record);
            case ScopeClearedDecoder.TEMPLATE_ID, MassCanceledDecoder.TEMPLATE_ID ->
                clearing.ended(record.causeSeq());
            case PriceStatedDecoder.TEMPLATE_ID -> applyPrice(record);
            case RateStatedDecoder.TEMPLATE_ID -> applyRate(record);
            case PositionStatedDecoder.TEMPLATE_ID -> applyPosition(record);
            case PositionMoveStatedDecoder.TEMPLATE_ID -> applyMove(record);
            case SessionOpenedDecoder.TEMPLATE_ID -> applyOpened(record);
            case SessionClosingDecoder.TEMPLATE_ID -> session.applyClosing(record);
            case SessionClosedDecoder.TEMPLATE_ID -> session.applyClosed();
            case OpeningStartedDecoder.TEMPLATE_ID -> session.applyOpeningStarted(record);
            default -> statements.apply(record, venue);
        }
    }

    private void applyPrice(JournalRecord record) {
        priceStated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        statements.opening().stated(record, Opening.PRICE, priceStated.instrumentId());
    }

    private void applyRate(JournalRecord record) {
        rateStated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        statements.opening().stated(record, Opening.RATE, statements.rates.row(rateStated.currency()) + 1);
    }

    private void applyPosition(JournalRecord record) {
        positionStated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        blotter.positions().state(positionStated.accountId(), positionStated.instrumentId(), positionStated.quantity());
        clearing.moved(positionStated.accountId(), positionStated.instrumentId());
    }

    private void applyMove(JournalRecord record) {
        moveStated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        blotter.positions().move(moveStated.accountId(), moveStated.instrumentId(), moveStated.quantity());
        clearing.moved(moveStated.accountId(), moveStated.instrumentId());
    }

    private void applyOpened(JournalRecord record) {
        session.applyOpened(record);
        blotter.openDay(record.timeNs());
        halts.openDay(orders);
        clearing.openDay();
        requests.clear();
    }

    @Override
    public boolean endsDay(JournalRecord record) {
        return record.templateId() == SessionClosedDecoder.TEMPLATE_ID;
    }

    /** The orders of the business date, and those that live on from earlier ones. */
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

    /** The work of ending many orders at once. */
    public Clearing clearing() {
        return clearing;
    }

    @Override
    public Instruments instruments() {
        return statements.instruments;
    }

    /** What currencies are worth in the base currency. */
    public Rates rates() {
        return statements.rates;
    }

    /** Their ticks by price. */
    public TickTables ticks() {
        return statements.ticks;
    }

    @Override
    public Accounts accounts() {
        return statements.accounts;
    }

    @Override
    public Users users() {
        return statements.users;
    }

    /** Where orders are executed. */
    public Venue venue() {
        return venue;
    }

    /** Who trades may be owed to and by, as the back office has them. */
    public Parties parties() {
        return statements.parties;
    }

    /** The configuration that decides. */
    public Settings settings() {
        return settings;
    }

    @Override
    public void save(StateSink sink) {
        settings.save(sink);
        statements.save(sink);
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
        statements.load(source);
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
