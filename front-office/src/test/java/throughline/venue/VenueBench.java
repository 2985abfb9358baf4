package throughline.venue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import throughline.capture.FlatJournal;
import throughline.journal.Journal;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.CostMethod;
import throughline.message.DayClosingEncoder;
import throughline.message.EndReason;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.MarketPhase;
import throughline.message.MarketPhaseSetEncoder;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCanceledEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderExpiredEncoder;
import throughline.message.PhaseReason;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.ReplaceAcceptedEncoder;
import throughline.message.SelfTradeMode;
import throughline.message.SessionClosingEncoder;
import throughline.message.SessionOpenedEncoder;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TimeInForce;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Replay;
import throughline.office.Stops;

/** The exchange alone at work, driven by drafts; what it does is told record by record. */
final class VenueBench {
    static final long E8 = 100_000_000L;
    static final String NO_STREET = "street=off\n";
    /** The street's account. */
    static final int STREET = 9;

    /** An order as it is entered; its price is the worst it may trade at. */
    record Entry(int account, int instrument, Side side, OrdType type, TimeInForce until, long quantity, long priceE8,
                 long stopPriceE8) {
    }

    final VenueMachine machine;
    private final OfficeAgent agent;
    private final Commands commands = new Commands(1 << 14);
    private final Draft draft = new Draft();
    private final OrderCapturedEncoder captured = new OrderCapturedEncoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderCanceledEncoder canceled = new OrderCanceledEncoder();
    private final ReplaceAcceptedEncoder replaceAccepted = new ReplaceAcceptedEncoder();
    private final PriceStatedEncoder price = new PriceStatedEncoder();
    private long nowNs = 1_000_000_000_000L;
    private int number;

    /** With accounts that are each its own group but 5 and 6, which are one; the number says the mode. */
    VenueBench(String configuration, int expectedOrders, Journal journal, Consumer<JournalRecord> told) {
        machine = new VenueMachine(expectedOrders, told);
        agent = new OfficeAgent(new Replay(machine, journal, List.of(), Stops.NONE), journal.appender(), commands,
            () -> nowNs, Stops.NONE, new OfficeStatus(), 1);
        agent.start(1, configuration.getBytes(StandardCharsets.UTF_8));
    }

    VenueBench(String configuration, Consumer<JournalRecord> told) {
        this(configuration, 4_096, new FlatJournal(0), told);
    }

    void instrument(int id, long tickE8, int bandBps, long priceE8) {
        draft.begin(new InstrumentStatedEncoder(), 0, 0).instrumentId(id).currency(840).standing(Standing.OPEN)
            .tickE8(tickE8).lot(1).multiplier(1).bandBps(bandBps).symbol("S" + id).name("").sector("").issuer("");
        give();
        price(id, priceE8, PriceKind.CLOSE);
    }

    void account(int id, int group, SelfTradeMode mode) {
        draft.begin(new AccountStatedEncoder(), 0, 0).accountId(id).partyId(1).deskId(1).selfTradeGroup(group)
            .kind(id == STREET ? AccountKind.OUTSIDE : AccountKind.PRINCIPAL).standing(Standing.OPEN)
            .costMethod(CostMethod.FIFO).selfTradeMode(mode).accountName(id == STREET ? "STREET" : "A" + id)
            .deskName("");
        give();
    }

    private void give() {
        commands.offer(draft, 0);
        pump();
    }

    /** Does all there is to do. */
    void pump() {
        while (agent.doWork() > 0 || commands.waiting() > 0) {
            continue;
        }
    }

    /** Enters an order that risk has accepted, as its account says; gives its id. */
    long enter(Entry order) {
        long id = capture(order);
        accept(id, order);
        pump();
        return id;
    }

    long capture(Entry order) {
        draft.begin(captured, 1, 0).quantity(order.quantity()).price(order.priceE8()).priceDecimals((short) 8)
            .businessDate(VenueMachine.DATE).accountId(order.account()).instrumentId(order.instrument())
            .side(order.side()).ordType(order.type()).timeInForce(order.until()).clOrdId("o" + ++number)
            .accountName("A").symbol("S").strategy("").decisionMaker("").session("").parentId("").locate("");
        commands.offer(draft, 0);
        int before = machine.orders.end();
        while (machine.orders.end() == before) {
            once();
        }
        return machine.orders.id(machine.orders.end() - 1);
    }

    /** Puts the acceptance on the ring. */
    void accept(long id, Entry order) {
        draft.begin(accepted, 0, id).quantity(order.quantity()).priceE8(order.priceE8()).worstPriceE8(order.priceE8())
            .accountId(order.account()).instrumentId(order.instrument()).userId(1).businessDate(VenueMachine.DATE)
            .side(order.side()).ordType(order.type()).timeInForce(order.until()).stopPriceE8(order.stopPriceE8())
            .selfTradeGroup(machine.accounts.selfTradeGroup(order.account()))
            .selfTradeMode(machine.accounts.selfTradeMode(order.account()))
            .strategy("").decisionMaker("").session("").parentId("").locate("").warnedScope("");
        commands.offer(draft, 0);
    }

    /** One duty cycle. */
    int once() {
        return agent.doWork();
    }

    void cancel(long id) {
        int row = machine.orders.find(id);
        draft.begin(canceled, 1, id).accountId(machine.orders.account(row)).instrumentId(machine.orders.instrument(row))
            .reason(EndReason.BY_REQUEST);
        give();
    }

    void replace(long id, long quantity, long priceE8, long stopPriceE8) {
        int row = machine.orders.find(id);
        draft.begin(replaceAccepted, 1, id).quantity(quantity).priceE8(priceE8).worstPriceE8(priceE8)
            .stopPriceE8(stopPriceE8).accountId(machine.orders.account(row))
            .instrumentId(machine.orders.instrument(row)).side(machine.orders.side(row))
            .warnedScope("");
        give();
    }

    void price(int instrument, long priceE8, PriceKind kind) {
        draft.begin(price, 0, 0).instrumentId(instrument).businessDate(VenueMachine.DATE).priceE8(priceE8).kind(kind)
            .requestKey("").source("");
        give();
    }

    /** A person sets a phase; 0: all instruments. */
    void phase(int instrument, MarketPhase phase, long until) {
        draft.begin(new MarketPhaseSetEncoder(), 2, 0).instrumentId(instrument).phase(phase).until(until)
            .reason(PhaseReason.REQUEST).requestKey("").text("");
        give();
    }

    void open() {
        draft.begin(new SessionOpenedEncoder(), 0, 0).businessDate(VenueMachine.DATE);
        give();
    }

    /** The back office asks for the close: a closing call begins, if there is one. */
    void askToClose() {
        draft.begin(new DayClosingEncoder(), 0, 0).businessDate(VenueMachine.DATE).requestKey("");
        give();
    }

    /** The session closes, and every order left ends. */
    void close() {
        draft.begin(new SessionClosingEncoder(), 0, 0).businessDate(VenueMachine.DATE);
        give();
        while (machine.orders.firstOpen() >= 0) {
            int row = machine.orders.firstOpen();
            draft.begin(new OrderExpiredEncoder(), 0, machine.orders.id(row)).accountId(machine.orders.account(row))
                .instrumentId(machine.orders.instrument(row));
            give();
        }
    }

    long nowNs() {
        return nowNs;
    }

    void advance(long byNs) {
        nowNs += byNs;
        pump();
    }
}
