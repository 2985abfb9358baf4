package throughline.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import throughline.blotter.Orders;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.AccountDefinedEncoder;
import throughline.message.AccountKind;
import throughline.message.CancelRequestedEncoder;
import throughline.message.CostMethod;
import throughline.message.DayClosedEncoder;
import throughline.message.DayClosingEncoder;
import throughline.message.DayOpeningEncoder;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.MarketPhase;
import throughline.message.MarketPhaseSetEncoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderRejectedEncoder;
import throughline.message.PositionDefinedEncoder;
import throughline.message.PriceDefinedEncoder;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.RateStatedEncoder;
import throughline.message.RejectCode;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TickTableDefinedEncoder;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.message.TradingStateSetEncoder;
import throughline.message.UserDefinedEncoder;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.MemorySnapshots;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Outcome;
import throughline.office.Redecision;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.reference.Scope;
import throughline.venue.Xsim;

/**
 * A front office over journals in memory, the other two offices' journals written by hand. Accounts: 1 PROP, 2 CLIENT
 * of desk 1; 3 STREET; 4 OTHER of desk 2. Instruments: 1 ABC at 100.00, 2 XYZ at 50.00, tick 0.01. Users: 1 trader, 2
 * trader of desk 2, 3 risk.
 */
final class Bench {
    static final int DAY = 20_000;
    static final long E8 = 100_000_000L;
    static final int TRADER = 1;
    static final int STRANGER = 2;
    static final int RISK = 3;
    static final int PROP = 1;
    static final int CLIENT = 2;
    static final int STREET = 3;
    static final int OTHER = 4;
    static final int ABC = 1;
    static final int XYZ = 2;
    static final String NO_STREET = "street=off\nccp.party=7\n";
    static final String STREET_ON = "street=on\nstreet.account=STREET\nstreet.bps=100\nstreet.size=1000\nccp.party=7\n";

    final MemoryJournal front = new MemoryJournal("front");
    final MemoryJournal middle = new MemoryJournal("middle");
    final MemoryJournal back = new MemoryJournal("back");
    final MemorySnapshots snapshots = new MemorySnapshots();
    final Scribe risk = new Scribe(middle.appender());
    final Scribe books = new Scribe(back.appender());
    private final String configuration;
    private final int expectedOrders;
    final Commands commands;
    final Draft draft = new Draft();
    private final OrderCapturedEncoder order = new OrderCapturedEncoder();
    private final CancelRequestedEncoder cancel = new CancelRequestedEncoder();
    private final PriceStatedEncoder price = new PriceStatedEncoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final List<String> answers = new ArrayList<>();
    private long lastReference;
    private boolean heldBack;
    /** Whether risk accepts about half of the orders with a warning. */
    boolean warning;
    private OfficeAgent agent;
    private RecordCursor reader;
    long nowNs = 1_000_000_000_000L;

    Bench(String configuration) {
        this(configuration, 4_096);
    }

    Bench(String configuration, int expectedOrders) {
        this(configuration, expectedOrders, 1 << 20);
    }

    Bench(String configuration, int expectedOrders, int ringCapacity) {
        commands = new Commands(ringCapacity);
        this.configuration = configuration;
        this.expectedOrders = expectedOrders;
        reader = new RecordCursor("front", front);
        restart();
    }

    FrontMachine machine() {
        return new FrontMachine(Xsim::new, expectedOrders);
    }

    /** Takes a snapshot and starts anew from it. */
    void restartFromSnapshot() {
        try (Replay replay = replay()) {
            while (replay.next()) {
                continue;
            }
            replay.snapshot(snapshots);
        }
        restart();
    }

    /** Ends the office as its process would, and starts it anew from its journal and what snapshots there are. */
    void restart() {
        front.writerDied();
        Replay replay = replay();
        replay.load(snapshots);
        while (replay.next()) {
            continue;
        }
        agent = new OfficeAgent(replay, front.appender(), commands, () -> nowNs, Stops.NONE, new OfficeStatus(), 1);
        agent.start(1, configuration.getBytes(StandardCharsets.UTF_8));
    }

    Replay replay() {
        return new Replay(machine(), front, List.of(middle, back), Stops.NONE);
    }

    Redecision redecision() {
        return new Redecision(machine(), front, List.of(middle, back));
    }

    FrontMachine state() {
        return (FrontMachine) agent.machine();
    }

    /** The first day, up to the first order. */
    Bench opened() {
        instrument(ABC, "ABC", 0);
        instrument(XYZ, "XYZ", 0);
        account(PROP, "PROP", 1, AccountKind.PRINCIPAL);
        account(CLIENT, "CLIENT", 1, AccountKind.CLIENT);
        account(STREET, "STREET", 0, AccountKind.OUTSIDE);
        account(OTHER, "OTHER", 2, AccountKind.PRINCIPAL);
        user(TRADER, "trader", 1, true, false);
        user(STRANGER, "stranger", 2, true, false);
        user(RISK, "risk", 0, false, true);
        priceDefined(ABC, 100 * E8);
        priceDefined(XYZ, 50 * E8);
        position(PROP, ABC, 500);
        books.begin(new DayOpeningEncoder(), 0, nowNs).businessDate(DAY).count(11).hash(1);
        books.end();
        riskOpened(DAY);
        pump();
        records();
        answers();
        return this;
    }

    /** A tick table: 0.01 from 0 on, and another from a price on. */
    void tickTable(int table, long fromPriceE8, long tickE8) {
        books.begin(new TickTableDefinedEncoder(), 0, nowNs).tickTable(table).ticksCount(2)
            .next().fromPriceE8(0).tickE8(E8 / 100).next().fromPriceE8(fromPriceE8).tickE8(tickE8);
        books.end();
    }

    void instrument(int id, String symbol, int scale) {
        instrument(id, symbol, scale, "None");
    }

    void instrument(int id, String symbol, int scale, String sector) {
        books.begin(new InstrumentDefinedEncoder(), 0, nowNs).instrumentId(id).currency(840)
            .quantityScale((short) scale).standing(Standing.OPEN).tickE8(E8 / 100).lot(1).multiplier(1).symbol(symbol)
            .name(symbol + " Inc.").sector(sector).issuer(symbol);
        books.end();
    }

    void account(int id, String name, int desk, AccountKind kind) {
        books.begin(new AccountDefinedEncoder(), 0, nowNs).accountId(id).partyId(1).deskId(desk).selfTradeGroup(id)
            .kind(kind).standing(Standing.OPEN).costMethod(CostMethod.FIFO).shortSale((short) 1).accountName(name)
            .deskName("D" + desk);
        books.end();
    }

    void user(int id, String name, int desk, boolean trades, boolean judges) {
        UserDefinedEncoder encoder = books.begin(new UserDefinedEncoder(), 0, nowNs).userId(id).deskId(desk)
            .standing(Standing.OPEN);
        encoder.roles().clear().trader(trades).risk(judges);
        encoder.userName(name).requestKey("");
        books.end();
    }

    void priceDefined(int id, long priceE8) {
        books.begin(new PriceDefinedEncoder(), 0, nowNs).instrumentId(id).businessDate(DAY).priceE8(priceE8)
            .kind(PriceKind.LAST);
        books.end();
    }

    void position(int account, int instrument, long quantity) {
        books.begin(new PositionDefinedEncoder(), 0, nowNs).accountId(account).instrumentId(instrument)
            .quantity(quantity);
        books.end();
    }

    void riskOpened(int date) {
        risk.begin(new RiskDayOpenedEncoder(), 0, nowNs).businessDate(date);
        risk.end();
    }

    void closing(int date) {
        books.begin(new DayClosingEncoder(), 0, nowNs).businessDate(date).requestKey("");
        books.end();
        pump();
    }

    void closed(int date, int next) {
        books.begin(new DayClosedEncoder(), 0, nowNs).businessDate(date).nextDate(next);
        books.end();
        pump();
    }

    /** Captures an order; its answer comes by {@link #answers()}. Gives its id. */
    long send(String clOrdId, String account, String symbol, Side side, OrdType type, TimeInForce until, long quantity,
        long priceE8) {
        offer(TRADER, clOrdId, account, symbol, side, type, until, quantity, priceE8);
        pump();
        return lastReference;
    }

    void offer(int user, String clOrdId, String account, String symbol, Side side, OrdType type, TimeInForce until,
        long quantity, long priceE8) {
        draft.begin(order, user, 0).quantity(quantity).price(priceE8).bodyHash(quantity * 31 + priceE8).side(side)
            .ordType(type).timeInForce(until).quantityDecimals((short) 0).priceDecimals((short) 8).clOrdId(clOrdId)
            .accountName(account).symbol(symbol)
            .strategy("").decisionMaker("").session("").parentId("").locate("");
        commands.offer(draft, 1);
    }

    /** A limit order to sell one at 101.00, good for the day, with a strategy and a session; gives its id. */
    long marked(int user, String clOrdId, String account, String symbol, String strategy, String session) {
        draft.begin(order, user, 0).quantity(1).price(101 * E8).priceDecimals((short) 8).side(Side.SELL)
            .ordType(OrdType.LIMIT).timeInForce(TimeInForce.DAY).clOrdId(clOrdId).accountName(account).symbol(symbol)
            .strategy(strategy).decisionMaker("").session(session).parentId("").locate("");
        commands.offer(draft, 1);
        pump();
        return lastReference;
    }

    /** A limit order of PROP or CLIENT in ABC, good for the day. */
    long limit(String clOrdId, String account, Side side, long quantity, long priceE8) {
        return send(clOrdId, account, "ABC", side, OrdType.LIMIT, TimeInForce.DAY, quantity, priceE8);
    }

    void accept(long orderId) {
        acceptAt(orderId, 0);
        pump();
    }

    /** Accepts as it was captured; a market order at this worst price. */
    void acceptAt(long orderId, long worstPriceE8) {
        Orders orders = state().orders();
        int row = orders.find(orderId);
        boolean unpriced = orders.price(row) == 0;
        long quantity = orders.isSuspended(row) ? orders.cum(row) + orders.leaves(row) : orders.quantity(row);
        long stopPriceE8 = orders.isSuspended(row) ? orders.stopPriceE8(row) : orders.stopPrice(row);
        risk.begin(accepted, orderId, nowNs).quantity(quantity).priceE8(orders.price(row))
            .worstPriceE8(unpriced ? worstPriceE8 : orders.price(row)).stopPriceE8(stopPriceE8)
            .accountId(orders.account(row)).instrumentId(orders.instrument(row)).userId(orders.user(row))
            .businessDate(orders.businessDate(row)).side(orders.side(row)).ordType(orders.type(row))
            .timeInForce(orders.timeInForce(row))
            .warnedMetric(warns(orderId) ? Metric.CREDIT : Metric.NONE).warnedBound(200).warnedObserved(orderId)
            .overrideId(warns(orderId) && orderId % 3 == 0 ? orderId : 0)
            .strategy("").decisionMaker("").session("").parentId("").locate("")
            .warnedScope(warns(orderId) ? "client:CL-" + orderId % 5 : "");
        risk.end();
    }

    private boolean warns(long orderId) {
        return warning && orderId % 2 == 0;
    }

    void reject(long orderId) {
        risk.begin(new OrderRejectedEncoder(), orderId, nowNs).bound(5 * E8).observed(6 * E8)
            .accountId(PROP).instrumentId(ABC).scope(Scope.of(ScopeKind.ACCOUNT, PROP)).code(RejectCode.MAX_ORDER_QTY)
            .scopeKind(ScopeKind.ACCOUNT).metric(Metric.MAX_ORDER_QTY).scopeName("account:PROP");
        risk.end();
        pump();
    }

    void tradingState(long scope, String name, TradingState state) {
        risk.begin(new TradingStateSetEncoder(), 0, nowNs).scope(scope).state(state).requestedBy(RISK)
            .scopeName(name);
        risk.end();
    }

    void cancel(int user, long orderId, String key) {
        draft.begin(cancel, user, orderId).bodyHash(9).requestKey(key);
        commands.offerUrgent(draft, 1);
        pump();
    }

    void price(int user, int instrument, long priceE8, String key) {
        draft.begin(price, user, 0).instrumentId(instrument).priceE8(priceE8).bodyHash(priceE8).kind(PriceKind.LAST)
            .requestKey(key).source("test");
        commands.offer(draft, 1);
        pump();
    }

    void rate(int user, int currency, int quote, long rateE8, String key) {
        draft.begin(new RateStatedEncoder(), user, 0).currency(currency).quoteCurrency(quote).rateE8(rateE8)
            .bodyHash(rateE8).requestKey(key).source("test");
        commands.offer(draft, 1);
        pump();
    }

    /** While it is held back, nothing is taken: what is asked waits in its ring or journal. */
    void holdBack(boolean held) {
        heldBack = held;
    }

    void phase(int user, int instrument, MarketPhase phase, long until, String key) {
        draft.begin(new MarketPhaseSetEncoder(), user, 0).bodyHash(phase.value()).until(until)
            .instrumentId(instrument).phase(phase).requestKey(key).text("");
        commands.offer(draft, 1);
        pump();
    }

    void pump() {
        if (heldBack) {
            return;
        }
        while (agent.doWork() > 0) {
            nowNs += 1_000;
            commands.pollReplies(this::answered, 16);
        }
        commands.pollReplies(this::answered, 16);
    }

    /** What the last command was answered about. */
    long lastReference() {
        return lastReference;
    }

    private void answered(long correlation, Outcome outcome, long reference, long seq) {
        lastReference = reference;
        answers.add(outcome + " " + reference);
    }

    /** One duty cycle. */
    int once() {
        nowNs += 1_000;
        return agent.doWork();
    }

    void advance(long byNs) {
        nowNs += byNs;
    }

    /** What commands were answered since the last call. */
    List<String> answers() {
        List<String> all = List.copyOf(answers);
        answers.clear();
        return all;
    }

    /** The records written since the last call, ticks and marks of consumption left out. */
    List<String> records() {
        List<String> all = new ArrayList<>();
        while (reader.next()) {
            String text = Telling.of(reader.record());
            if (!text.isEmpty()) {
                all.add(text);
            }
        }
        return all;
    }
}
