package throughline.venue;

import java.util.List;
import java.util.function.Consumer;
import throughline.blotter.Blotter;
import throughline.blotter.Market;
import throughline.blotter.Orders;
import throughline.blotter.Settings;
import throughline.message.AccountStatedEncoder;
import throughline.message.ClockTickedEncoder;
import throughline.message.DayClosingDecoder;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.MarketPhaseSetEncoder;
import throughline.message.OfficeStartedEncoder;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderExpiredEncoder;
import throughline.message.PriceStatedEncoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.SessionClosingEncoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.SessionOpenedEncoder;
import throughline.office.Outcome;
import throughline.office.StateMachine;
import throughline.office.Step;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.TickTables;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * An office that has nothing but the exchange: what the middle would say comes as a command, and what people would ask
 * for is recorded as it stands. The records, their applying and the work are those of the real office.
 */
final class VenueMachine implements StateMachine, Blotter.Watch {
    static final int DATE = 20_000;

    final Settings settings = new Settings();
    final Instruments instruments = new Instruments();
    final Accounts accounts = new Accounts();
    final TickTables ticks = new TickTables();
    final Blotter blotter;
    final Orders orders;
    final Xsim xsim;
    private final Consumer<JournalRecord> told;
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final ReplaceRequestedEncoder replaceRequested = new ReplaceRequestedEncoder();
    private final ReplaceAcceptedDecoder replaceAccepted = new ReplaceAcceptedDecoder();
    private final InstrumentStatedDecoder stated = new InstrumentStatedDecoder();
    private final PriceStatedEncoder price = new PriceStatedEncoder();
    private final OrderCapturedEncoder captured = new OrderCapturedEncoder();
    private final OrderCanceledEncoder canceled = new OrderCanceledEncoder();
    private final OrderExpiredEncoder expired = new OrderExpiredEncoder();
    private final MarketPhaseSetEncoder phase = new MarketPhaseSetEncoder();
    private final ClockTickedEncoder ticked = new ClockTickedEncoder();

    /** Tells of each record once it is applied. */
    VenueMachine(int expectedOrders, Consumer<JournalRecord> told) {
        this.told = told;
        blotter = new Blotter(accounts, instruments, expectedOrders);
        orders = blotter.orders();
        xsim = new Xsim(new Market(settings, instruments, accounts, orders, expectedOrders, ticks));
        blotter.connect(xsim, this);
    }

    @Override
    public JournalId journal() {
        return JournalId.FRONT;
    }

    @Override
    public List<JournalId> inputs() {
        return List.of();
    }

    @Override
    public int rulesVersion() {
        return 1;
    }

    @Override
    public void input(JournalId from, JournalRecord record) {
        throw new IllegalStateException("it has no inputs");
    }

    @Override
    public void decide(JournalId from, JournalRecord record, Step step) {
        throw new IllegalStateException("it has no inputs");
    }

    @Override
    public void command(JournalRecord draft, Step step) {
        step.answer(Outcome.RECORDED, step.nextSeq());
        int row = orders.find(draft.orderId());
        switch (draft.templateId()) {
            case InstrumentStatedEncoder.TEMPLATE_ID -> step.adopt(new InstrumentStatedEncoder(), draft, 0);
            case AccountStatedEncoder.TEMPLATE_ID -> step.adopt(new AccountStatedEncoder(), draft, 0);
            case PriceStatedEncoder.TEMPLATE_ID -> step.adopt(price, draft, 0);
            case MarketPhaseSetEncoder.TEMPLATE_ID -> step.adopt(phase, draft, 0);
            case OrderCapturedEncoder.TEMPLATE_ID -> step.adopt(captured, draft, step.nextSeq());
            case OrderAcceptedDecoder.TEMPLATE_ID -> xsim.place(row, wrap(accepted, draft), DATE, step);
            case ReplaceAcceptedDecoder.TEMPLATE_ID -> {
                step.add(replaceRequested, draft.orderId()).clOrdId("").requestKey("");
                xsim.replace(row, wrap(replaceAccepted, draft), DATE, step);
            }
            case OrderCanceledEncoder.TEMPLATE_ID -> step.adopt(canceled, draft, draft.orderId())
                .cumQty(orders.cum(row)).canceledQty(orders.leaves(row));
            case OrderExpiredEncoder.TEMPLATE_ID -> step.adopt(expired, draft, draft.orderId())
                .cumQty(orders.cum(row)).expiredQty(orders.leaves(row));
            case SessionOpenedDecoder.TEMPLATE_ID -> {
                step.adopt(new SessionOpenedEncoder(), draft, 0);
                xsim.open(step);
            }
            case DayClosingDecoder.TEMPLATE_ID -> xsim.close(step);
            case SessionClosingEncoder.TEMPLATE_ID -> step.adopt(new SessionClosingEncoder(), draft, 0);
            default -> throw new IllegalStateException("template " + draft.templateId());
        }
    }

    static <D extends org.agrona.sbe.MessageDecoderFlyweight> D wrap(D decoder, JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return decoder;
    }

    @Override
    public void apply(JournalRecord record) {
        blotter.apply(record);
        switch (record.templateId()) {
            case OfficeStartedEncoder.TEMPLATE_ID -> settings.apply(record);
            case AccountStatedEncoder.TEMPLATE_ID -> accounts.state(record);
            case InstrumentStatedEncoder.TEMPLATE_ID -> {
                instruments.state(record);
                xsim.listed(wrap(stated, record).instrumentId());
            }
            case PriceStatedEncoder.TEMPLATE_ID -> {
                var decoder = wrap(new throughline.message.PriceStatedDecoder(), record);
                instruments.price(decoder.instrumentId(), decoder.priceE8(), decoder.kind(), DATE, record.timeNs());
            }
            case SessionOpenedEncoder.TEMPLATE_ID -> blotter.openDay(record.timeNs());
            default -> { }
        }
        xsim.apply(record);
        told.accept(record);
    }

    @Override
    public void tick(Step step) {
        step.add(ticked, 0).openOrders(orders.accepted()).openLeaves(orders.acceptedLeaves());
        xsim.tick(step);
    }

    @Override
    public long workSeq() {
        return xsim.workSeq();
    }

    @Override
    public void work(Step step) {
        xsim.work(step);
    }

    @Override
    public long deadlineNs() {
        return xsim.deadlineNs();
    }

    @Override
    public boolean endsDay(JournalRecord record) {
        return false;
    }

    @Override
    public void filled(int row) {
        // nobody halts anything here
    }

    @Override
    public void moved(int account, int instrument) {
        // nobody halts anything here
    }

    @Override
    public void concerned(long causeSeq, long orderId) {
        // nobody halts anything here
    }

    @Override
    public void save(StateSink sink) {
        settings.save(sink);
        instruments.save(sink);
        accounts.save(sink);
        blotter.save(sink);
        xsim.save(sink);
    }

    @Override
    public void load(StateSource source) {
        settings.load(source);
        instruments.load(source);
        accounts.load(source);
        blotter.load(source);
        xsim.load(source);
        xsim.rebuild();
    }
}
