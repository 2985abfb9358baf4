package throughline.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.exposure.SumsRig;
import throughline.journal.RecordCursor;
import throughline.limit.Limits;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.BasketCapturedEncoder;
import throughline.message.JournalRecord;
import throughline.message.LimitAlertedDecoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.SelfTradeMode;
import throughline.message.Side;
import throughline.message.Standing;
import throughline.message.TimeInForce;
import throughline.message.TradeExecutedEncoder;
import throughline.message.TradingStateSetDecoder;
import throughline.reference.Measure;
import throughline.reference.Scope;

/** Traders at a rig: orders with their texts, and what the office said of each, in words. */
final class Desk {
    final MiddleOfficeRig rig;
    String strategy = "";
    String maker = "";
    String session = "";

    Desk(MiddleOfficeRig rig) {
        this.rig = rig;
    }

    /** An office with wide limits but for one that is missing firm-wide. */
    static Desk without(Metric metric) {
        MiddleOfficeRig rig = MiddleOfficeRig.staffed();
        rig.importWide(metric);
        rig.front.price(MiddleOfficeRig.SHARE, 100 * MiddleOfficeRig.E8, MiddleOfficeRig.DATE);
        rig.run();
        return new Desk(rig);
    }

    /** One scope's bound from here, x 10^-8. */
    void limit(long scope, Metric metric, long valueE8) {
        rig.askLimit(MiddleOfficeRig.RISK, scope, metric, valueE8, 0, "");
    }

    void buy(long quantity, String price, String expected) {
        expect(expected, ask(Side.BUY, quantity, price));
    }

    void sell(long quantity, String price, String expected) {
        expect(expected, ask(Side.SELL, quantity, price));
    }

    void expect(String expected, long orderId) {
        assertEquals(expected, told(orderId));
    }

    long ask(Side side, long quantity, String price) {
        return ask(MiddleOfficeRig.TRADER, MiddleOfficeRig.PROP, side, quantity, price);
    }

    long ask(int user, int account, Side side, long quantity, String price) {
        long id = capture(user, account, side, quantity, price, 0);
        rig.run();
        return id;
    }

    private long capture(int user, int account, Side side, long quantity, String price, long basket) {
        long priceE8 = price.isEmpty() ? 0 : FrontScript.e8(Long.parseLong(price.replace(".", "")), 2);
        return rig.front.write(new OrderCapturedEncoder(), user, rig.front.seq() + 1, e -> e.quantity(quantity)
            .price(priceE8).priceDecimals((short) 8).businessDate(MiddleOfficeRig.DATE).accountId(account)
            .instrumentId(MiddleOfficeRig.SHARE).side(side)
            .ordType(price.isEmpty() ? OrdType.MARKET : OrdType.LIMIT).timeInForce(TimeInForce.DAY).basketId(basket)
            .clOrdId("c").accountName("a").symbol("s").strategy(strategy).decisionMaker(maker).session(session)
            .parentId("").locate(""));
    }

    /** A basket of purchases (above 0) and sales, each at 100.00; gives its first order's id. */
    long basket(int account, long... quantities) {
        long id = rig.front.write(new BasketCapturedEncoder(), MiddleOfficeRig.TRADER, 0, e -> {
            BasketCapturedEncoder.OrdersEncoder group = e.businessDate(MiddleOfficeRig.DATE)
                .ordersCount(quantities.length);
            for (long ignored : quantities) {
                group.next().clOrdId("").accountName("").symbol("").strategy("").decisionMaker("").session("")
                    .parentId("").locate("");
            }
            e.requestKey("");
        });
        for (long quantity : quantities) {
            capture(MiddleOfficeRig.TRADER, account, quantity > 0 ? Side.BUY : Side.SELL, Math.abs(quantity),
                "100.00", id);
        }
        rig.run();
        return id + 1;
    }

    /** Asks for another total and price of a purchase; gives the request's seq. */
    long amend(long orderId, Side side, long total, String price) {
        FrontScript.Asked asked = new FrontScript.Asked(MiddleOfficeRig.TRADER, MiddleOfficeRig.PROP,
            MiddleOfficeRig.SHARE, side, OrdType.LIMIT, TimeInForce.DAY, total, 0,
            Long.parseLong(price.replace(".", "")), 2, MiddleOfficeRig.DATE);
        return rig.amend(orderId, asked, 0);
    }

    /** An order of the strategy named executes in part. */
    void executes(long orderId, long quantity, long leaves) {
        rig.front.write(new TradeExecutedEncoder(), 0, orderId, e -> e.matchId(rig.front.seq() + 1)
            .quantity(quantity).priceE8(100 * MiddleOfficeRig.E8).cumQty(quantity).leavesQty(leaves)
            .accountId(MiddleOfficeRig.PROP).instrumentId(MiddleOfficeRig.SHARE).tradeDate(MiddleOfficeRig.DATE)
            .userId(MiddleOfficeRig.TRADER).side(Side.BUY).strategy(strategy).decisionMaker(maker));
        rig.run();
    }

    /** An account of desk 1 with a group and a mode. */
    void group(int account, String name, int group, SelfTradeMode mode) {
        rig.front.write(new AccountStatedEncoder(), 0, 0, e -> e.accountId(account).partyId(1).deskId(1)
            .selfTradeGroup(group).selfTradeMode(mode).kind(AccountKind.PRINCIPAL).standing(Standing.OPEN)
            .shortSale((short) 1).accountName(name).deskName("D1"));
        rig.run();
    }

    /** Applies a record to the state as if the office had written it. */
    <E extends MessageEncoderFlyweight> long applies(E encoder, Consumer<E> fields) {
        FrontScript paper = new FrontScript();
        paper.timeNs = rig.front.timeNs;
        paper.write(encoder, 0, 0, fields);
        RecordCursor cursor = new RecordCursor("paper", paper.journal());
        cursor.next();
        rig.machine.apply(cursor.record());
        return cursor.record().seq();
    }

    /** What the office last said of an order, or of the request to amend one. */
    String told(long seq) {
        String found = "none";
        RecordCursor cursor = new RecordCursor("middle", rig.middle);
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            boolean about = record.orderId() == seq || record.causeSeq() == seq;
            found = about ? told(record, found) : found;
        }
        return found;
    }

    private static String told(JournalRecord record, String otherwise) {
        switch (record.templateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID, ReplaceAcceptedDecoder.TEMPLATE_ID -> {
                return "accepted";
            }
            case OrderRejectedDecoder.TEMPLATE_ID -> {
                OrderRejectedDecoder r = new OrderRejectedDecoder();
                r.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                return r.code() + " " + part(r.metric()) + r.scopeName() + " limit=" + text(r.metric(), r.bound())
                    + " met=" + text(r.metric(), r.observed());
            }
            case ReplaceRejectedDecoder.TEMPLATE_ID -> {
                ReplaceRejectedDecoder r = new ReplaceRejectedDecoder();
                r.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                return r.code() + " " + part(r.metric()) + r.scopeName() + " limit=" + text(r.metric(), r.bound())
                    + " met=" + text(r.metric(), r.observed());
            }
            default -> {
                return otherwise;
            }
        }
    }

    private static String part(Metric metric) {
        return metric == Metric.NONE ? "" : metric + " ";
    }

    private static String text(Metric metric, long value) {
        return value == Limits.NONE ? "none" : Measure.of(metric).text(value);
    }

    /** Whether an order's rejection took a token. */
    boolean tookToken(long orderId) {
        boolean taken = false;
        RecordCursor cursor = new RecordCursor("middle", rig.middle);
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (record.orderId() == orderId && record.templateId() == OrderRejectedDecoder.TEMPLATE_ID) {
                OrderRejectedDecoder r = new OrderRejectedDecoder();
                r.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                taken = r.tokenTaken() != 0;
            }
        }
        return taken;
    }

    /** What an acceptance says besides: warning and override; empty: nothing. */
    String beside(long orderId) {
        String found = "none";
        RecordCursor cursor = new RecordCursor("middle", rig.middle);
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (record.orderId() == orderId && record.templateId() == OrderAcceptedDecoder.TEMPLATE_ID) {
                OrderAcceptedDecoder a = new OrderAcceptedDecoder();
                a.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                a.skipStrategy();
                a.skipDecisionMaker();
                a.skipSession();
                a.skipParentId();
                a.skipLocate();
                String warning = a.warnedMetric() == Metric.NONE ? "" : a.warnedMetric() + " " + a.warnedScope()
                    + " limit=" + text(a.warnedMetric(), a.warnedBound()) + " met="
                    + text(a.warnedMetric(), a.warnedObserved());
                found = warning + (a.overrideId() == 0 ? "" : " override=" + a.overrideId());
            }
        }
        return found;
    }

    /** Trading states and alerts the office has written, in order. */
    List<String> acts() {
        List<String> acts = new ArrayList<>();
        RecordCursor cursor = new RecordCursor("middle", rig.middle);
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            if (record.templateId() == TradingStateSetDecoder.TEMPLATE_ID) {
                TradingStateSetDecoder s = new TradingStateSetDecoder();
                s.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                acts.add(s.scopeName() + " " + s.oldState() + "->" + s.state() + " " + s.reason());
            } else if (record.templateId() == LimitAlertedDecoder.TEMPLATE_ID) {
                LimitAlertedDecoder a = new LimitAlertedDecoder();
                a.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
                acts.add(a.metric() + " " + Scope.kind(a.scope()) + " " + a.instrumentId() + " " + a.level() + " % "
                    + text(a.metric(), a.observed()) + "/" + text(a.metric(), a.bound()));
            }
        }
        return acts;
    }

    /** Writes the office's state down and reads it into another, which must be the same. */
    MiddleMachine copied() {
        return SumsRig.carry(rig.machine, new MiddleMachine());
    }
}
