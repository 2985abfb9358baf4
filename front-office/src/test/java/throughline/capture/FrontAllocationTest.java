package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static throughline.capture.Bench.E8;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import throughline.blotter.Orders;
import throughline.message.AccountDefinedEncoder;
import throughline.message.AccountKind;
import throughline.message.CancelRequestedEncoder;
import throughline.message.DayOpeningEncoder;
import throughline.message.InstrumentDefinedEncoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderRejectedEncoder;
import throughline.message.PriceDefinedEncoder;
import throughline.message.RejectCode;
import throughline.message.ReplaceAcceptedEncoder;
import throughline.message.ReplaceRejectedEncoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.message.TradingStateSetEncoder;
import throughline.message.UserDefinedEncoder;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.OfficeAgent;
import throughline.office.OfficeStatus;
import throughline.office.Replay;
import throughline.office.Stops;
import throughline.reference.Scope;
import throughline.venue.Xsim;

/** From the ring to the execution nothing is allocated once the tables are large enough; with small ones it must be. */
class FrontAllocationTest {
    private static final int OPERATIONS = 100_000;
    private static final int ROUNDS = 12;
    private static final int SLICES = 10;
    private static final int WARM_UP = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final byte[] ACCOUNT = "PROP".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SYMBOL = "ABC".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = {};
    private static final byte[] SCOPE = "account:PROP".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key = "k0000000000".getBytes(StandardCharsets.US_ASCII);
    private final Commands commands = new Commands(1 << 16);
    private final Draft draft = new Draft();
    private final OrderCapturedEncoder order = new OrderCapturedEncoder();
    private final CancelRequestedEncoder cancel = new CancelRequestedEncoder();
    private final ReplaceRequestedEncoder replace = new ReplaceRequestedEncoder();
    private final ReplaceAcceptedEncoder replaceAccepted = new ReplaceAcceptedEncoder();
    private final ReplaceRejectedEncoder replaceRejected = new ReplaceRejectedEncoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderRejectedEncoder rejected = new OrderRejectedEncoder();
    private final SplittableRandom random = new SplittableRandom(7);
    private final long[] recent = new long[512];
    private Scribe risk;
    private OfficeAgent agent;
    private FrontMachine machine;
    private long nowNs = 1_000_000_000_000L;
    private long executions;
    private long amendments;
    private int number;

    private void office(int expectedOrders) {
        FlatJournal middle = new FlatJournal(96 << 20);
        FlatJournal back = new FlatJournal(1 << 20);
        FlatJournal front = new FlatJournal(0);
        machine = new FrontMachine(Xsim::new, expectedOrders);
        risk = new Scribe(middle.appender());
        Scribe books = new Scribe(back.appender());
        agent = new OfficeAgent(new Replay(machine, front, List.of(middle, back), Stops.NONE), front.appender(),
            commands, () -> nowNs, Stops.NONE, new OfficeStatus(), 16);
        agent.start(1, Bench.STREET_ON.getBytes(StandardCharsets.UTF_8));
        define(books);
        while (agent.doWork() > 0) {
            nowNs++;
        }
        number = 0;
    }

    private void define(Scribe books) {
        books.begin(new InstrumentDefinedEncoder(), 0, 1).instrumentId(1).currency(840).tickE8(E8 / 100).lot(1)
            .multiplier(1).symbol("ABC").name("").sector("").issuer("");
        books.end();
        books.begin(new AccountDefinedEncoder(), 0, 1).accountId(1).deskId(1).kind(AccountKind.PRINCIPAL)
            .accountName("PROP").deskName("");
        books.end();
        books.begin(new AccountDefinedEncoder(), 0, 1).accountId(2).kind(AccountKind.OUTSIDE).accountName("STREET")
            .deskName("");
        books.end();
        UserDefinedEncoder user = books.begin(new UserDefinedEncoder(), 0, 1).userId(1).deskId(1);
        user.roles().clear().trader(true);
        user.userName("trader").requestKey("");
        books.end();
        books.begin(new PriceDefinedEncoder(), 0, 1).instrumentId(1).businessDate(1).priceE8(100 * E8);
        books.end();
        books.begin(new DayOpeningEncoder(), 0, 1).businessDate(1);
        books.end();
        risk.begin(new RiskDayOpenedEncoder(), 0, 1).businessDate(1);
        risk.end();
        halted(Scope.of(ScopeKind.STRATEGY, 1), "strategy:other");
        halted(Scope.of(ScopeKind.SESSION, 1), "session:other");
        halted(Scope.of(ScopeKind.SECTOR, 1), "sector:other");
        halted(Scope.of(ScopeKind.ACCOUNT, 2), "account:STREET");
    }

    /** None of the orders stands in it, yet each is held against it. */
    private void halted(long scope, String name) {
        risk.begin(new TradingStateSetEncoder(), 0, 1).scope(scope).state(TradingState.HALTED).scopeName(name);
        risk.end();
    }

    private void run(int operations) {
        for (int i = 0; i < operations; i++) {
            nowNs += 20_000;
            int kind = random.nextInt(10);
            if (kind < 7) {
                order(++number);
            } else if (kind < 8 && number > 0) {
                order(1 + random.nextInt(number));
            } else if (kind < 9) {
                replace(recent[random.nextInt(recent.length)]);
            } else {
                cancel(recent[random.nextInt(recent.length)]);
            }
        }
    }

    private void name(int of) {
        int left = of;
        for (int at = key.length - 1; at > 0; at--) {
            key[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private void order(int of) {
        boolean market = random.nextInt(8) == 0;
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long price = market ? 0 : 100 * E8 + (random.nextInt(40) - 20) * E8 / 100;
        TimeInForce until = random.nextInt(6) == 0 ? TimeInForce.IOC : TimeInForce.DAY;
        long quantity = 1 + random.nextInt(300);
        name(of);
        draft.begin(order, 1, 0).quantity(quantity).price(price).bodyHash(of).side(side)
            .ordType(market ? OrdType.MARKET : OrdType.LIMIT).timeInForce(until).priceDecimals((short) 8);
        order.putClOrdId(key, 0, key.length).putAccountName(ACCOUNT, 0, ACCOUNT.length)
            .putSymbol(SYMBOL, 0, SYMBOL.length)
            .putStrategy(NONE, 0, 0).putDecisionMaker(NONE, 0, 0).putSession(NONE, 0, 0).putParentId(NONE, 0, 0)
            .putLocate(NONE, 0, 0);
        commands.offer(draft, 0);
        int pending = machine.orders().pending();
        agent.doWork();
        if (machine.orders().pending() == pending) {
            return;
        }
        long id = lastCaptured();
        recent[number % recent.length] = id;
        Metric warned = random.nextInt(6) == 0 ? Metric.MAX_ORDER_QTY : Metric.NONE;
        if (random.nextInt(12) == 0) {
            risk.begin(rejected, id, nowNs).accountId(1).instrumentId(1).code(RejectCode.BAD_LOT)
                .putScopeName(SCOPE, 0, SCOPE.length);
        } else {
            risk.begin(accepted, id, nowNs).quantity(quantity).priceE8(price)
                .worstPriceE8(market ? side == Side.BUY ? 110 * E8 : 90 * E8 : price).accountId(1).instrumentId(1)
                .userId(1).businessDate(1).side(side).ordType(market ? OrdType.MARKET : OrdType.LIMIT)
                .timeInForce(until).warnedMetric(warned).warnedBound(quantity).warnedObserved(quantity)
                .putStrategy(NONE, 0, 0).putDecisionMaker(NONE, 0, 0).putSession(NONE, 0, 0).putParentId(NONE, 0, 0)
                .putLocate(NONE, 0, 0).putWarnedScope(SCOPE, 0, warned == Metric.NONE ? 0 : SCOPE.length);
        }
        risk.end();
        agent.doWork();
    }

    private long lastCaptured() {
        Orders orders = machine.orders();
        return orders.id(orders.end() - 1);
    }

    private void cancel(long orderId) {
        name(++number);
        draft.begin(cancel, 1, orderId).bodyHash(orderId).putRequestKey(key, 0, key.length);
        commands.offerUrgent(draft, 0);
        agent.doWork();
    }

    /** Asks for another quantity and price; risk lets it be, or at times does not. */
    private void replace(long orderId) {
        name(++number);
        long quantity = 1 + random.nextInt(300);
        long price = 100 * E8 + (random.nextInt(40) - 20) * E8 / 100;
        draft.begin(replace, 1, orderId).quantity(quantity).price(price).priceDecimals((short) 8)
            .stopPrice(ReplaceRequestedEncoder.stopPriceNullValue()).bodyHash(number).putClOrdId(NONE, 0, 0)
            .putRequestKey(key, 0, key.length);
        commands.offer(draft, 0);
        agent.doWork();
        int row = machine.orders().find(orderId);
        if (row == Orders.NONE || !machine.orders().isReplacePending(row)) {
            return;
        }
        long request = machine.orders().replaceSeq(row);
        if (random.nextInt(12) == 0) {
            risk.begin(replaceRejected, orderId, nowNs).requestSeq(request).accountId(1).instrumentId(1)
                .code(RejectCode.MAX_ORDER_QTY).putScopeName(SCOPE, 0, SCOPE.length);
        } else {
            risk.begin(replaceAccepted, orderId, nowNs).requestSeq(request).quantity(quantity).priceE8(price)
                .worstPriceE8(price).accountId(1).instrumentId(1).side(machine.orders().side(row))
                .putWarnedScope(NONE, 0, 0);
        }
        risk.end();
        agent.doWork();
        amendments++;
    }

    private long measured(int operations) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(operations);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /**
     * The virtual machine itself adds some dozen bytes to one round in five while it still compiles anew, and a table
     * may grow in one; what an operation allocates shows in each.
     */
    private long bestOfRounds(int operations) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && best > 0; round++) {
            best = Math.min(best, measured(operations));
        }
        return best;
    }

    @Test
    void allocatesNothing() {
        office(640_000); // also for rounds that are done again, of which the virtual machine takes a dozen now and then
        run(WARM_UP);
        measured(0);
        executions = machine.blotter().executions().size();
        long bytes = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            bytes += bestOfRounds(OPERATIONS / SLICES);
        }
        assertEquals(0, bytes, "bytes allocated over " + OPERATIONS + " operations");
        assertTrue(machine.blotter().executions().size() - executions > 20_000, "too few executions: "
            + (machine.blotter().executions().size() - executions));
        assertTrue(amendments > 1_000, "too few amendments: " + amendments);
        assertTrue(machine.orders().end() > 120_000, "too few orders: " + machine.orders().end());
    }

    @Test
    void theMeasureSeesTablesGrow() {
        office(1 << 10);
        run(1_000);
        long bytes = measured(OPERATIONS);
        assertTrue(bytes > 1 << 20, "tables for a thousand orders must grow, yet " + bytes + " bytes were seen");
    }
}
