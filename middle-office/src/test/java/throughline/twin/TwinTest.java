package throughline.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.journal.MemoryJournal;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.BasketCapturedEncoder;
import throughline.message.CancelRequestedEncoder;
import throughline.message.FeeKind;
import throughline.message.FeeStatedEncoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TimeInForce;
import throughline.message.TradeExecutedEncoder;
import throughline.message.TradingState;
import throughline.reference.Measure;
import throughline.reference.Scope;
import throughline.risk.FrontScript;

/** The twin by itself on examples worked by hand, at each limit and one above: who watches the twin. */
class TwinTest {
    private static final long E8 = 100_000_000L;
    private static final int PROP = 1;
    private static final int CLIENT = 2;
    private static final int SHARE = 1;
    private static final int EUROPEAN = 3;
    private static final long SECOND = 1_000_000_000L;
    private static final long STRATEGY = Scope.of(ScopeKind.STRATEGY, 1);

    private final MemoryJournal journal = new MemoryJournal("front");
    private final FrontScript script = new FrontScript(journal);
    private final Follower follower = new Follower(journal, null);
    private final Twin twin = follower.twin;
    private String strategy = "";
    private String locate = "";
    private long lastId;

    @BeforeEach
    void found() {
        script.instrument(SHARE, "SHR", E8 / 100, 1, 0, 1, 840);
        script.instrument(EUROPEAN, "EUR", E8 / 100, 1, 0, 1, 978);
        account(PROP, AccountKind.PRINCIPAL, 1);
        account(CLIENT, AccountKind.CLIENT, 2);
        script.user(1, "trader", 0, true, false);
        script.cash(CLIENT, 840, 100_000_000);
        script.rate(978, 108_123_456, FrontScript.OPEN_DATE);
        script.price(SHARE, 100 * E8, FrontScript.OPEN_DATE);
        script.price(EUROPEAN, 100 * E8, FrontScript.OPEN_DATE);
        script.opened(FrontScript.OPEN_DATE);
        run();
        for (Metric metric : Metric.values()) {
            if (Measure.of(metric) != Measure.NONE) {
                limit(Scope.FIRM, metric, RandomDesk.wide(metric));
            }
        }
        limit(Scope.BASKET, Metric.MAX_ORDER_VALUE, 1_000_000_00);
        script.timeNs -= script.timeNs % SECOND;
        script.timeNs += SECOND;
    }

    private void account(int id, AccountKind kind, int party) {
        script.write(new AccountStatedEncoder(), 0, 0, e -> e.accountId(id).partyId(party).deskId(1).selfTradeGroup(7)
            .kind(kind).standing(Standing.OPEN).shortSale((short) 1).selfTradeMode(SelfTradeMode.AGGRESSOR)
            .accountName("A" + id).deskName("D"));
    }

    private void limit(long scope, Metric metric, long value) {
        twin.bounds.set(scope, metric, value);
    }

    private void run() {
        follower.alone(script.timeNs);
    }

    private void capture(int account, int instrument, Side side, long quantity, long cents, long basket) {
        lastId = script.write(new OrderCapturedEncoder(), 1, journal.documents().size() + 1L, e -> e
            .quantity(quantity).price(cents).businessDate(FrontScript.OPEN_DATE).accountId(account)
            .instrumentId(instrument).side(side)
            .ordType(cents == 0 ? OrdType.MARKET : OrdType.LIMIT).timeInForce(TimeInForce.DAY)
            .priceDecimals((short) 2).basketId(basket).clOrdId("").accountName("").symbol("").strategy(strategy)
            .decisionMaker("").session("").parentId("").locate(locate));
    }

    private void order(int account, int instrument, Side side, long quantity, long cents) {
        capture(account, instrument, side, quantity, cents, 0);
        run();
    }

    private void accepts(int account, Side side, long quantity, long cents) {
        order(account, SHARE, side, quantity, cents);
        assertTrue(follower.last.isAccepted(), follower.last::toString);
    }

    private void rejects(int account, Side side, long quantity, long cents, RejectCode code, Metric metric, long scope,
        long bound, long observed) {
        order(account, SHARE, side, quantity, cents);
        rejected(code, metric, scope, bound, observed);
    }

    private void rejected(RejectCode code, Metric metric, long scope, long bound, long observed) {
        Answer a = follower.last;
        assertEquals(Answer.reject(code, metric, scope, bound, observed), new Answer(a.code(), a.metric(), a.scope(),
            a.bound(), a.observed(), false, a.accepted()));
    }

    private void trade(long orderId, int account, Side side, long quantity, long leaves, long cents) {
        script.write(new TradeExecutedEncoder(), 0, orderId, e -> e.quantity(quantity).priceE8(cents * E8 / 100)
            .leavesQty(leaves).accountId(account).instrumentId(SHARE).tradeDate(FrontScript.OPEN_DATE).side(side)
            .strategy(strategy).decisionMaker(""));
        run();
    }

    private void amend(long orderId, int account, Side side, long total, long cents, long cum) {
        script.write(new ReplaceRequestedEncoder(), 1, orderId, e -> e.quantity(total).price(cents)
            .priceDecimals((short) 2).cumQty(cum).businessDate(FrontScript.OPEN_DATE).accountId(account)
            .instrumentId(SHARE).userId(1).side(side).ordType(OrdType.LIMIT).timeInForce(TimeInForce.DAY).clOrdId("")
            .requestKey(""));
        run();
    }

    private static long account(int id) {
        return Scope.of(ScopeKind.ACCOUNT, id);
    }

    @Test
    void quantityAndValueAtTheLimitPass() {
        limit(Scope.pair(PROP, SHARE), Metric.MAX_ORDER_QTY, 500 * E8);
        limit(account(PROP), Metric.MAX_ORDER_VALUE, 50_000_00);
        accepts(PROP, Side.BUY, 500, 100_00);
        rejects(PROP, Side.BUY, 501, 1_00 * 95, RejectCode.MAX_ORDER_QTY, Metric.MAX_ORDER_QTY,
            Scope.pair(PROP, SHARE), 500 * E8, 501 * E8);
        rejects(PROP, Side.BUY, 500, 100_01, RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE, account(PROP),
            50_000_00, 50_005_00);
    }

    @Test
    void everyFirmWideLimitMustExist() {
        for (Metric metric : List.of(Metric.MAX_ORDER_QTY, Metric.MAX_ORDER_VALUE, Metric.PRICE_COLLAR_FAR,
            Metric.PRICE_COLLAR_NEAR, Metric.PRICE_COLLAR_AGE, Metric.POSITION_LIMIT_LONG, Metric.MESSAGE_RATE_RATE,
            Metric.MESSAGE_RATE_BURST, Metric.MESSAGE_RATE_CEILING, Metric.WINDOW_VALUE_LIMIT,
            Metric.WINDOW_VALUE_SECONDS, Metric.DUPLICATE_ORDER, Metric.CREDIT, Metric.GROSS_EXPOSURE,
            Metric.NET_EXPOSURE, Metric.CONCENTRATION, Metric.OPEN_ORDERS, Metric.DAILY_LOSS, Metric.MARK_AGE,
            Metric.REPEATED_EXECUTION)) {
            strategy = metric == Metric.REPEATED_EXECUTION ? "s" : "";
            limit(Scope.FIRM, metric, Answer.NONE);
            order(PROP, SHARE, Side.BUY, 1, 100_00);
            assertEquals(metric, follower.last.metric());
            assertEquals(Scope.FIRM, follower.last.scope());
            assertEquals(Answer.NONE, follower.last.bound());
            limit(Scope.FIRM, metric, RandomDesk.wide(metric));
        }
        accepts(PROP, Side.BUY, 1, 100_00);
    }

    @Test
    void foreignValuesAreRoundedUpTwice() {
        order(PROP, EUROPEAN, Side.BUY, 1, 100_01);
        assertEquals(new BigDecimal("10001"), follower.last.accepted().value());
        assertEquals(new BigDecimal("10814"), follower.last.accepted().base());
    }

    @Test
    void tokensComeBackWithTimeAndCancelsBorrowThem() {
        limit(Scope.FIRM, Metric.MESSAGE_RATE_RATE, 2 * E8);
        limit(Scope.FIRM, Metric.MESSAGE_RATE_BURST, 3 * E8);
        limit(Scope.FIRM, Metric.MESSAGE_RATE_CEILING, 1 * E8);
        for (int i = 0; i < 3; i++) {
            accepts(PROP, Side.BUY, 1, 100_00);
        }
        script.timeNs += SECOND / 2 - 1;
        rejects(PROP, Side.BUY, 1, 100_00, RejectCode.MESSAGE_RATE, Metric.MESSAGE_RATE_RATE, Scope.FIRM, 2 * E8,
            3 * E8);
        script.timeNs += 1;
        accepts(PROP, Side.BUY, 1, 100_00);
        for (int i = 0; i < 5; i++) {
            script.write(new CancelRequestedEncoder(), 1, lastId, e -> e.requestKey(""));
        }
        run();
        script.timeNs += SECOND - 1;
        rejects(PROP, Side.BUY, 1, 100_00, RejectCode.MESSAGE_RATE, Metric.MESSAGE_RATE_RATE, Scope.FIRM, 2 * E8,
            3 * E8);
        script.timeNs += 1;
        accepts(PROP, Side.BUY, 1, 100_00);
    }

    @Test
    void aWindowIsTheCurrentSlotAndTenBefore() {
        limit(Scope.FIRM, Metric.WINDOW_VALUE_LIMIT, 1_000_00);
        limit(Scope.FIRM, Metric.WINDOW_VALUE_SECONDS, 10 * E8);
        accepts(PROP, Side.BUY, 6, 100_00);
        script.timeNs += 10 * SECOND;
        accepts(PROP, Side.BUY, 4, 100_00);
        rejects(PROP, Side.BUY, 1, 95_00, RejectCode.WINDOW_VALUE, Metric.WINDOW_VALUE_LIMIT, Scope.FIRM, 1_000_00,
            1_095_00);
        amend(lastId - 1, PROP, Side.BUY, 5, 100_00, 0);
        rejected(RejectCode.WINDOW_VALUE, Metric.WINDOW_VALUE_LIMIT, Scope.FIRM, 1_000_00, 1_100_00);
        script.timeNs += SECOND;
        accepts(PROP, Side.BUY, 6, 100_00);
    }

    @Test
    void theOrderAfterTheKthDisablesTheStrategy() {
        limit(Scope.FIRM, Metric.REPEATED_EXECUTION, E8);
        strategy = "s";
        accepts(PROP, Side.BUY, 1, 100_00);
        accepts(PROP, Side.BUY, 1, 100_00);
        trade(lastId, PROP, Side.BUY, 1, 0, 100_00);
        accepts(PROP, Side.BUY, 1, 100_00);
        rejects(PROP, Side.BUY, 1, 100_00, RejectCode.REPEATED_EXECUTION, Metric.REPEATED_EXECUTION, Scope.FIRM, E8,
            2 * E8);
        rejects(PROP, Side.BUY, 1, 100_00, RejectCode.HALTED, Metric.NONE, STRATEGY, Answer.NONE, Answer.NONE);
        follower.own.state(STRATEGY, TradingState.REDUCE_ONLY);
        follower.own.state(STRATEGY, TradingState.ACTIVE);
        accepts(PROP, Side.BUY, 1, 100_00);
        accepts(PROP, Side.BUY, 1, 100_00);
    }

    @Test
    void anEqualOrderIsALookalikeForAWhile() {
        limit(account(PROP), Metric.DUPLICATE_ORDER, 1_000 * E8);
        accepts(PROP, Side.BUY, 1, 100_00);
        script.timeNs += SECOND - 1;
        accepts(PROP, Side.BUY, 2, 100_00);
        rejects(PROP, Side.BUY, 1, 100_00, RejectCode.DUPLICATE_ORDER, Metric.DUPLICATE_ORDER, account(PROP),
            1_000 * E8, 99_999_999_900L);
        script.timeNs += 1;
        accepts(PROP, Side.BUY, 1, 100_00);
    }

    @Test
    void openOrdersCountAnAmendedOneOnce() {
        limit(account(PROP), Metric.OPEN_ORDERS, 2 * E8);
        accepts(PROP, Side.BUY, 1, 100_00);
        accepts(PROP, Side.BUY, 1, 100_00);
        amend(lastId, PROP, Side.BUY, 9, 100_00, 0);
        assertTrue(follower.last.isAccepted());
        rejects(PROP, Side.BUY, 1, 100_00, RejectCode.OPEN_ORDERS, Metric.OPEN_ORDERS, account(PROP), 2 * E8, 3 * E8);
    }

    @Test
    void equalPricesOfAGroupCross() {
        accepts(PROP, Side.BUY, 1, 100_00);
        locate = "found";
        rejects(CLIENT, Side.SELL_SHORT, 1, 100_00, RejectCode.SELF_TRADE, Metric.NONE, Scope.of(ScopeKind.GROUP, 7),
            100 * E8, 100 * E8);
        accepts(CLIENT, Side.SELL_SHORT, 1, 100_01);
    }

    @Test
    void clientsBuyWithWhatIsAtHandFeesIncluded() {
        script.write(new FeeStatedEncoder(), 0, 0, e -> e.toDate(FeeStatedEncoder.toDateNullValue())
            .ratePerNotionalE8(E8 / 100).maximumMinor(FeeStatedEncoder.maximumMinorNullValue())
            .kind(FeeKind.COMMISSION).accountKind(AccountKind.CLIENT).tiersCount(0));
        script.cash(CLIENT, 840, 1_010_00);
        accepts(CLIENT, Side.BUY, 5, 100_00);
        rejects(CLIENT, Side.BUY, 5, 100_01, RejectCode.INSUFFICIENT_CASH, Metric.NONE, account(CLIENT), 505 * E8,
            505_05 * E8 / 100);
        accepts(CLIENT, Side.BUY, 5, 100_00);
        assertEquals(BigDecimal.ZERO, twin.dues.atHand(CLIENT, 840, null));
        rejects(CLIENT, Side.SELL, 1, 101_00, RejectCode.INSUFFICIENT_POSITION, Metric.NONE, account(CLIENT), 0, E8);
    }

    @Test
    void creditAddsExecutedUnsettledAndHeld() {
        long client = Scope.of(ScopeKind.CLIENT, 2);
        limit(client, Metric.CREDIT, 1_000_00);
        script.unsettled(CLIENT, SHARE, 840, 150_00, 50_00, 0, 0);
        accepts(CLIENT, Side.BUY, 4, 100_00);
        trade(lastId, CLIENT, Side.BUY, 2, 2, 90_00);
        assertEquals(new BigDecimal("58000"), twin.dues.used(client, null, 840, BigDecimal.ZERO));
        accepts(CLIENT, Side.BUY, 4, 100_00);
        rejects(CLIENT, Side.BUY, 1, 100_00, RejectCode.CREDIT, Metric.CREDIT, client, 1_000_00, 1_080_00);
    }

    @Test
    void positionsTestTheOrdersSideAlone() {
        limit(Scope.pair(PROP, SHARE), Metric.POSITION_LIMIT_LONG, 100 * E8);
        limit(Scope.instrument(SHARE), Metric.POSITION_LIMIT_SHORT, 30 * E8);
        script.position(PROP, SHARE, 40);
        run();
        twin.bounds.states.clear();
        accepts(PROP, Side.BUY, 60, 95_00);
        rejects(PROP, Side.BUY, 1, 95_00, RejectCode.POSITION_LIMIT, Metric.POSITION_LIMIT_LONG,
            Scope.pair(PROP, SHARE), 100 * E8, 101 * E8);
        amend(lastId - 1, PROP, Side.BUY, 61, 95_00, 0);
        rejected(RejectCode.POSITION_LIMIT, Metric.POSITION_LIMIT_LONG, Scope.pair(PROP, SHARE), 100 * E8, 101 * E8);
        accepts(PROP, Side.SELL, 70, 100_00);
        rejects(PROP, Side.SELL, 1, 100_00, RejectCode.POSITION_LIMIT, Metric.POSITION_LIMIT_SHORT,
            Scope.instrument(SHARE), 30 * E8, 31 * E8);
    }

    @Test
    void exposureIsAtMarksOnTheWorseSide() {
        limit(account(PROP), Metric.GROSS_EXPOSURE, 10_000_00);
        limit(account(PROP), Metric.NET_EXPOSURE, 6_000_00);
        limit(account(PROP), Metric.CONCENTRATION, 80 * E8);
        accepts(PROP, Side.BUY, 60, 95_00);
        rejects(PROP, Side.BUY, 1, 95_00, RejectCode.NET_EXPOSURE, Metric.NET_EXPOSURE, account(PROP), 6_000_00,
            6_100_00);
        limit(account(PROP), Metric.NET_EXPOSURE, 100_000_00);
        accepts(PROP, Side.BUY, 20, 95_00);
        rejects(PROP, Side.BUY, 1, 95_00, RejectCode.CONCENTRATION, Metric.CONCENTRATION, account(PROP), 80 * E8,
            81 * E8);
        limit(account(PROP), Metric.CONCENTRATION, 200 * E8);
        accepts(PROP, Side.SELL, 100, 101_00);
        rejects(PROP, Side.SELL, 1, 101_00, RejectCode.GROSS_EXPOSURE, Metric.GROSS_EXPOSURE, account(PROP),
            10_000_00, 10_100_00);
    }

    @Test
    void aLossAboveTheBoundLatches() {
        limit(account(PROP), Metric.DAILY_LOSS, 100_00);
        accepts(PROP, Side.BUY, 10, 100_00);
        trade(lastId, PROP, Side.BUY, 10, 0, 100_00);
        script.price(SHARE, 90 * E8, FrontScript.OPEN_DATE);
        run();
        assertEquals(new BigDecimal("-10000"), twin.books.profit(account(PROP)));
        accepts(PROP, Side.BUY, 1, 90_00);
        script.price(SHARE, 8_999 * E8 / 100, FrontScript.OPEN_DATE);
        run();
        rejects(PROP, Side.BUY, 1, 90_00, RejectCode.REDUCE_ONLY, Metric.NONE, account(PROP), Answer.NONE,
            Answer.NONE);
        accepts(PROP, Side.SELL, 10, 91_00);
        twin.bounds.states.clear();
        rejects(PROP, Side.BUY, 1, 90_00, RejectCode.DAILY_LOSS, Metric.DAILY_LOSS, account(PROP), 100_00, 100_10);
    }

    @Test
    void softLimitsWarnAndRefuseUnlessOverridden() {
        limit(account(PROP), Metric.MAX_ORDER_QTY, 100 * E8);
        limit(account(PROP), Metric.SOFT_LIMIT_WARNING, 50 * E8);
        limit(account(PROP), Metric.SOFT_LIMIT_REFUSAL, 80 * E8);
        accepts(PROP, Side.BUY, 49, 100_00);
        assertEquals(Metric.NONE, follower.last.accepted().warned());
        accepts(PROP, Side.BUY, 80, 100_00);
        assertEquals(80 * E8, follower.last.accepted().warnedObserved());
        rejects(PROP, Side.BUY, 81, 100_00, RejectCode.SOFT_LIMIT, Metric.MAX_ORDER_QTY, account(PROP), 80 * E8,
            81 * E8);
        twin.bounds.overrides.put(5L, new Bounds.Override(5, PROP, SHARE, Side.BUY, new BigDecimal("101"),
            script.timeNs + 1));
        rejects(PROP, Side.BUY, 101, 100_00, RejectCode.MAX_ORDER_QTY, Metric.MAX_ORDER_QTY, account(PROP), 100 * E8,
            101 * E8);
        accepts(PROP, Side.BUY, 81, 100_00);
        assertEquals(5, follower.last.accepted().overrideId());
        rejects(PROP, Side.BUY, 81, 100_00, RejectCode.SOFT_LIMIT, Metric.MAX_ORDER_QTY, account(PROP), 80 * E8,
            81 * E8);
    }

    private void basket(long... quantities) {
        long id = script.write(new BasketCapturedEncoder(), 1, 0, e -> {
            BasketCapturedEncoder.OrdersEncoder group = e.ordersCount(quantities.length);
            for (int i = 0; i < quantities.length; i++) {
                group.next().clOrdId("").accountName("").symbol("").strategy("").decisionMaker("").session("")
                    .parentId("").locate("");
            }
            e.requestKey("");
        });
        for (long quantity : quantities) {
            capture(PROP, SHARE, Side.BUY, quantity, 100_00, id);
        }
        run();
    }

    @Test
    void aBasketIsAllOrNone() {
        limit(Scope.BASKET, Metric.MAX_ORDER_VALUE, 1_000_00);
        limit(account(PROP), Metric.OPEN_ORDERS, 2 * E8);
        basket(5, 6);
        rejected(RejectCode.MAX_ORDER_VALUE, Metric.MAX_ORDER_VALUE, Scope.BASKET, 1_000_00, 1_100_00);
        basket(2, 2, 2);
        rejected(RejectCode.OPEN_ORDERS, Metric.OPEN_ORDERS, account(PROP), 2 * E8, 3 * E8);
        basket(5, 5);
        assertEquals(2, twin.books.holds.size(), "only the last basket's orders are held");
    }

    @Test
    void theRestrictedListKnowsSideDateAndIssuer() {
        int date = FrontScript.OPEN_DATE;
        twin.bounds.restrictions.put(1L, new Bounds.Restriction(Scope.of(ScopeKind.DESK, 1), 0, "SHR Inc", date - 1,
            date, Side.SELL));
        accepts(PROP, Side.BUY, 1, 100_00);
        rejects(PROP, Side.SELL_SHORT, 1, 100_00, RejectCode.RESTRICTED, Metric.NONE, Scope.of(ScopeKind.DESK, 1),
            Answer.NONE, Answer.NONE);
        twin.bounds.restrictions.put(1L, new Bounds.Restriction(Scope.FIRM, SHARE, "", date + 1, date + 2, null));
        accepts(PROP, Side.BUY, 1, 100_00);
    }
}
