package throughline.twin;

import java.math.BigDecimal;
import throughline.message.JournalRecord;
import throughline.message.OrdType;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.Side;
import throughline.message.TimeInForce;

/** An order as asked for, amended or restated: what the front's record says. Quantities and prices in units. */
record Asked(Kind kind, long orderId, long seq, long timeNs, int user, int account, int instrument, Side side,
    OrdType type, TimeInForce timeInForce, BigDecimal total, BigDecimal cum, BigDecimal price, BigDecimal stop,
    int date, long basket, String strategy, String decisionMaker, String session, String locate) {
    /** What risk is to judge. */
    enum Kind {
        NEW, AMENDMENT, RESTATED
    }

    static Asked captured(JournalRecord record) {
        OrderCapturedDecoder d = new OrderCapturedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        d.skipClOrdId();
        d.skipAccountName();
        d.skipSymbol();
        String strategy = d.strategy();
        String maker = d.decisionMaker();
        String session = d.session();
        d.skipParentId();
        return new Asked(Kind.NEW, record.orderId(), record.seq(), record.timeNs(), record.actor(), d.accountId(),
            d.instrumentId(), d.side(), d.ordType(), d.timeInForce(),
            BigDecimal.valueOf(d.quantity(), d.quantityDecimals()), BigDecimal.ZERO,
            BigDecimal.valueOf(d.price(), d.priceDecimals()), BigDecimal.valueOf(d.stopPrice(), d.stopPriceDecimals()),
            d.businessDate(), d.basketId(), strategy, maker, session, d.locate());
    }

    static Asked replaced(JournalRecord record, int scale) {
        ReplaceRequestedDecoder d = new ReplaceRequestedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return new Asked(Kind.AMENDMENT, record.orderId(), record.seq(), record.timeNs(), record.actor(),
            d.accountId(), d.instrumentId(), d.side(), d.ordType(), d.timeInForce(),
            BigDecimal.valueOf(d.quantity(), d.quantityDecimals()), BigDecimal.valueOf(d.cumQty(), scale),
            BigDecimal.valueOf(d.price(), d.priceDecimals()), BigDecimal.valueOf(d.stopPrice(), d.stopPriceDecimals()),
            d.businessDate(), 0, "", "", "", "");
    }

    static Asked restated(JournalRecord record, int scale) {
        OrderRestatedDecoder d = new OrderRestatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        String strategy = d.strategy();
        String maker = d.decisionMaker();
        String session = d.session();
        d.skipParentId();
        return new Asked(Kind.RESTATED, record.orderId(), record.seq(), record.timeNs(), d.userId(), d.accountId(),
            d.instrumentId(), d.side(), d.ordType(), d.timeInForce(), BigDecimal.valueOf(d.quantity(), scale),
            BigDecimal.valueOf(d.quantity() - d.leavesQty(), scale), BigDecimal.valueOf(d.priceE8(), 8),
            BigDecimal.valueOf(d.stopPriceE8(), 8), d.businessDate(), 0, strategy, maker, session, d.locate());
    }

    boolean isNew() {
        return kind == Kind.NEW;
    }

    boolean buys() {
        return side == Side.BUY;
    }

    /** Whether it is to trade at any price, once at the book. */
    boolean isMarket() {
        return type == OrdType.MARKET || type == OrdType.STOP;
    }

    boolean isStop() {
        return type == OrdType.STOP || type == OrdType.STOP_LIMIT;
    }
}
