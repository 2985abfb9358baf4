package throughline.venue;

import throughline.blotter.Market;
import throughline.blotter.Orders;
import throughline.message.EndReason;
import throughline.message.OrderCanceledEncoder;
import throughline.message.Side;
import throughline.message.TradeExecutedEncoder;
import throughline.office.Step;
import throughline.state.Texts;

/**
 * Writes what becomes of orders at the venue: the sides of a match, one after another, and the end of what may not go
 * on. An order's executed and left are given, as a step may execute it more than once. One thread; allocates nothing.
 */
final class Trades {
    private static final byte[] NOTHING = {};

    private final Market market;
    private final Orders orders;
    private final TradeExecutedEncoder trade = new TradeExecutedEncoder();
    private final OrderCanceledEncoder canceled = new OrderCanceledEncoder();
    private Step step;
    private int tradeDate;
    private long match;
    private long quantity;
    private long priceE8;

    Trades(Market market) {
        this.market = market;
        this.orders = market.orders();
    }

    /** From here on into this step, on this business date. */
    void begin(Step into, int date) {
        step = into;
        tradeDate = date;
    }

    /** Begins a match: its two sides follow. */
    void match(long ofQuantity, long atPriceE8) {
        match = step.nextSeq();
        quantity = ofQuantity;
        priceE8 = atPriceE8;
    }

    /** The side of an order that has executed and left so much with it. */
    void side(int row, long cum, long leaves, boolean aggressor) {
        record(orders.id(row), orders.instrument(row)).cumQty(cum).leavesQty(leaves).accountId(orders.account(row))
            .userId(orders.user(row)).side(orders.side(row)).aggressor((short) (aggressor ? 1 : 0))
            .capacity(orders.capacity(row));
        Texts texts = orders.texts();
        int strategy = orders.strategy(row);
        int maker = orders.decisionMaker(row);
        trade.putStrategy(texts.bytes(), texts.start(strategy), texts.length(strategy))
            .putDecisionMaker(texts.bytes(), texts.start(maker), texts.length(maker));
    }

    /** The side of the street. */
    void street(int account, int instrument, boolean buys) {
        record(0, instrument).cumQty(quantity).accountId(account).side(buys ? Side.BUY : Side.SELL);
        trade.putStrategy(NOTHING, 0, 0).putDecisionMaker(NOTHING, 0, 0);
    }

    private TradeExecutedEncoder record(long orderId, int instrument) {
        return step.add(trade, orderId).matchId(match).quantity(quantity).priceE8(priceE8).instrumentId(instrument)
            .contraPartyId(market.settings().ccpParty()).tradeDate(tradeDate);
    }

    /** The end of an order that has executed and left so much by then. */
    void cancel(int row, long cum, long leaves, EndReason reason) {
        step.add(canceled, orders.id(row)).accountId(orders.account(row)).instrumentId(orders.instrument(row))
            .cumQty(cum).canceledQty(leaves).reason(reason);
    }
}
