package throughline.capture;

import static throughline.capture.Bench.E8;

import java.util.List;
import throughline.blotter.Orders;
import throughline.message.BasketCapturedEncoder;
import throughline.message.EndReason;
import throughline.message.MassCancelRequestedEncoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.RejectCode;
import throughline.message.ReplaceAcceptedEncoder;
import throughline.message.ReplaceRejectedEncoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradeBustedEncoder;
import throughline.message.TradeCorrectedEncoder;
import throughline.message.TradeReportedEncoder;

/** Asks a bench's front office for more than a new order or its cancel, and answers amendments as risk would. */
final class Asking {
    static final long AS_IS = ReplaceRequestedDecoder.quantityNullValue();

    private final Bench bench;
    private final ReplaceRequestedEncoder replace = new ReplaceRequestedEncoder();
    private final OrderCapturedEncoder order = new OrderCapturedEncoder();

    Asking(Bench bench) {
        this.bench = bench;
    }

    /** Asks for an amendment; {@link #AS_IS} leaves a number as it is. */
    void replace(int user, long orderId, long quantity, long priceE8, String name, String key) {
        replace(user, orderId, quantity, priceE8, AS_IS, name, key);
    }

    void replace(int user, long orderId, long quantity, long priceE8, long stopE8, String name, String key) {
        bench.draft.begin(replace, user, orderId).quantity(quantity).price(priceE8).stopPrice(stopE8)
            .quantityDecimals((short) 0).priceDecimals((short) 8).stopPriceDecimals((short) 8)
            .bodyHash(quantity * 31 + priceE8).clOrdId(name).requestKey(key);
        bench.commands.offer(bench.draft, 1);
        bench.pump();
    }

    /** Risk accepts the amendment last asked for. */
    void acceptReplace(long orderId, long quantity, long priceE8) {
        Orders orders = bench.state().orders();
        int row = orders.find(orderId);
        acceptReplace(orderId, orders.replaceSeq(row), quantity, priceE8, orders.stopPriceE8(row));
        bench.pump();
    }

    void acceptReplace(long orderId, long requestSeq, long quantity, long priceE8, long stopE8) {
        Orders orders = bench.state().orders();
        int row = orders.find(orderId);
        bench.risk.begin(new ReplaceAcceptedEncoder(), orderId, bench.nowNs).requestSeq(requestSeq)
            .quantity(quantity).priceE8(priceE8).worstPriceE8(priceE8).stopPriceE8(stopE8)
            .accountId(orders.account(row)).instrumentId(orders.instrument(row)).side(orders.side(row))
            .warnedScope("");
        bench.risk.end();
    }

    /** Risk rejects the amendment last asked for. */
    void rejectReplace(long orderId) {
        Orders orders = bench.state().orders();
        rejectReplace(orderId, orders.replaceSeq(orders.find(orderId)));
        bench.pump();
    }

    void rejectReplace(long orderId, long requestSeq) {
        bench.risk.begin(new ReplaceRejectedEncoder(), orderId, bench.nowNs).requestSeq(requestSeq)
            .accountId(Bench.PROP).instrumentId(Bench.ABC).bound(5 * E8).observed(6 * E8)
            .code(RejectCode.MAX_ORDER_QTY).scopeKind(ScopeKind.ACCOUNT).metric(Metric.MAX_ORDER_QTY)
            .scopeName("account:PROP");
        bench.risk.end();
    }

    /** A stop order of an account in ABC; price 0: it becomes a market order. */
    long stop(String clOrdId, String account, Side side, TimeInForce until, long quantity, long priceE8, long stopE8) {
        bench.draft.begin(order, Bench.TRADER, 0).quantity(quantity).price(priceE8).stopPrice(stopE8)
            .stopPriceDecimals((short) 8).priceDecimals((short) 8).bodyHash(quantity).side(side)
            .ordType(priceE8 == 0 ? OrdType.STOP : OrdType.STOP_LIMIT).timeInForce(until).clOrdId(clOrdId)
            .accountName(account).symbol("ABC").strategy("trend").decisionMaker("algo").session("s").parentId("p")
            .locate("l");
        bench.commands.offer(bench.draft, 1);
        bench.pump();
        return bench.lastReference();
    }

    void offerMassCancel(int user, String account, String symbol, int ofUser, Side side, EndReason reason,
        String key) {
        bench.draft.begin(new MassCancelRequestedEncoder(), user, 0).bodyHash(account.hashCode()).userId(ofUser)
            .side(side).dayOnly((short) (reason == EndReason.DISCONNECTED ? 1 : 0)).reason(reason).requestKey(key)
            .accountName(account).symbol(symbol);
        bench.commands.offerUrgent(bench.draft, 1);
    }

    /** Asks to end all orders of an account (empty: any) and symbol (empty: any). */
    void massCancel(int user, String account, String symbol, String key) {
        offerMassCancel(user, account, symbol, 0, Side.NULL_VAL, EndReason.BY_REQUEST, key);
        bench.pump();
    }

    /** A basket of limit buys of PROP in ABC, one for each name; gives its id. */
    long basket(String key, List<String> names) {
        BasketCapturedEncoder basket = bench.draft.begin(new BasketCapturedEncoder(), Bench.TRADER, 0)
            .bodyHash(names.hashCode());
        BasketCapturedEncoder.OrdersEncoder members = basket.ordersCount(names.size());
        for (String name : names) {
            members.next().quantity(10).price(99 * E8).stopPrice(0).bodyHash(name.hashCode()).side(Side.BUY)
                .ordType(OrdType.LIMIT).timeInForce(TimeInForce.DAY).quantityDecimals((short) 0)
                .priceDecimals((short) 8).stopPriceDecimals((short) 0)
                .capacity(throughline.message.OrderCapacity.NONE).clOrdId(name).accountName("PROP").symbol("ABC")
                .strategy("list").decisionMaker("").session("").parentId("").locate("");
        }
        basket.requestKey(key);
        bench.commands.offer(bench.draft, 1);
        bench.pump();
        return bench.lastReference();
    }

    void report(int user, String account, String symbol, Side side, long quantity, long priceE8, int party,
        String key) {
        bench.draft.begin(new TradeReportedEncoder(), user, 0).quantity(quantity).price(priceE8)
            .bodyHash(quantity).contraPartyId(party).side(side).priceDecimals((short) 8).requestKey(key)
            .accountName(account).symbol(symbol).source("voice").strategy("block").decisionMaker("");
        bench.commands.offer(bench.draft, 1);
        bench.pump();
    }

    void bust(int user, long executionId, String key) {
        bench.draft.begin(new TradeBustedEncoder(), user, 0).executionId(executionId).bodyHash(7).requestKey(key)
            .reason("error").strategy("").decisionMaker("");
        bench.commands.offer(bench.draft, 1);
        bench.pump();
    }

    void correct(int user, long executionId, long quantity, long priceE8, String key) {
        bench.draft.begin(new TradeCorrectedEncoder(), user, 0).executionId(executionId).quantity(quantity)
            .priceE8(priceE8).bodyHash(quantity + priceE8).requestKey(key).reason("error").strategy("")
            .decisionMaker("");
        bench.commands.offer(bench.draft, 1);
        bench.pump();
    }
}
