package throughline.capture;

import java.math.BigDecimal;
import throughline.message.CancelRequestedDecoder;
import throughline.message.ClockTickedDecoder;
import throughline.message.ConsumedDecoder;
import throughline.message.JournalRecord;
import throughline.message.MarketPhaseSetDecoder;
import throughline.message.OfficeStartedDecoder;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderPlacedDecoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.ScopeClearedDecoder;
import throughline.message.ScopeClearingDecoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.SessionClosingDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.OpeningStartedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeReportedDecoder;
import throughline.message.BasketCapturedDecoder;
import throughline.message.MassCanceledDecoder;
import throughline.message.MassCancelRequestedDecoder;
import throughline.message.OrderTriggeredDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.RateStatedDecoder;
import throughline.message.ReplaceRefusedDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.ReplaceRequestedDecoder;

/** Tells a front record in one line, so that tests compare whole lists of them. */
final class Telling {
    private Telling() {
    }

    static String of(JournalRecord r) {
        return switch (r.templateId()) {
            case OfficeStartedDecoder.TEMPLATE_ID, ClockTickedDecoder.TEMPLATE_ID, ConsumedDecoder.TEMPLATE_ID -> "";
            case OrderCapturedDecoder.TEMPLATE_ID -> captured(r);
            case OrderPlacedDecoder.TEMPLATE_ID -> placed(r);
            case TradeExecutedDecoder.TEMPLATE_ID -> executed(r);
            case OrderCanceledDecoder.TEMPLATE_ID -> canceled(r);
            case OrderExpiredDecoder.TEMPLATE_ID -> expired(r);
            case OrderDeclinedDecoder.TEMPLATE_ID -> declined(r);
            case CancelRequestedDecoder.TEMPLATE_ID -> "cancel requested " + r.orderId() + " by " + r.actor();
            case ScopeClearingDecoder.TEMPLATE_ID -> "clearing " + at(new ScopeClearingDecoder(), r).scopeName();
            case ScopeClearedDecoder.TEMPLATE_ID -> cleared(r);
            case SessionOpenedDecoder.TEMPLATE_ID -> "opened " + at(new SessionOpenedDecoder(), r).businessDate();
            case SessionClosingDecoder.TEMPLATE_ID -> "closing";
            case SessionClosedDecoder.TEMPLATE_ID -> "closed " + at(new SessionClosedDecoder(), r).businessDate();
            case OpeningStartedDecoder.TEMPLATE_ID -> "opening " + at(new OpeningStartedDecoder(), r).businessDate();
            case PriceStatedDecoder.TEMPLATE_ID -> priced(r);
            case RateStatedDecoder.TEMPLATE_ID -> rated(r);
            case MarketPhaseSetDecoder.TEMPLATE_ID -> phase(r);
            case ReplaceRequestedDecoder.TEMPLATE_ID -> replaceRequested(r);
            case OrderReplacedDecoder.TEMPLATE_ID -> replaced(r);
            case ReplaceRefusedDecoder.TEMPLATE_ID -> "replace refused " + r.orderId() + " "
                + at(new ReplaceRefusedDecoder(), r).reason() + " " + at(new ReplaceRefusedDecoder(), r).code();
            case OrderRestatedDecoder.TEMPLATE_ID -> restated(r);
            case OrderTriggeredDecoder.TEMPLATE_ID -> "triggered " + r.orderId();
            case MassCancelRequestedDecoder.TEMPLATE_ID -> "mass cancel " + r.seq() + " by " + r.actor();
            case MassCanceledDecoder.TEMPLATE_ID -> "mass canceled "
                + at(new MassCanceledDecoder(), r).requestSeq() + " " + at(new MassCanceledDecoder(), r).canceled();
            case BasketCapturedDecoder.TEMPLATE_ID -> "basket " + r.seq() + " of "
                + at(new BasketCapturedDecoder(), r).orders().count();
            case TradeReportedDecoder.TEMPLATE_ID -> "reported " + r.orderId();
            case TradeBustedDecoder.TEMPLATE_ID -> busted(r);
            case TradeCorrectedDecoder.TEMPLATE_ID -> corrected(r);
            default -> "template " + r.templateId();
        };
    }

    private static <D extends org.agrona.sbe.MessageDecoderFlyweight> D at(D decoder, JournalRecord r) {
        decoder.wrap(r.buffer(), r.body(), r.blockLength(), r.version());
        return decoder;
    }

    private static String money(long priceE8) {
        return BigDecimal.valueOf(priceE8, 8).stripTrailingZeros().toPlainString();
    }

    private static String captured(JournalRecord r) {
        OrderCapturedDecoder d = at(new OrderCapturedDecoder(), r);
        return "captured " + r.orderId() + " account " + d.accountId() + " instrument " + d.instrumentId() + " on "
            + d.businessDate() + " by " + r.actor() + " " + d.clOrdId();
    }

    private static String placed(JournalRecord r) {
        OrderPlacedDecoder d = at(new OrderPlacedDecoder(), r);
        return "placed " + r.orderId() + " " + d.side() + " " + d.quantity() + "@" + money(d.workingPriceE8())
            + (d.leavesQty() == d.quantity() ? "" : " leaves " + d.leavesQty()) + (d.parked() == 0 ? "" : " parked");
    }

    private static String replaceRequested(JournalRecord r) {
        ReplaceRequestedDecoder d = at(new ReplaceRequestedDecoder(), r);
        return "replace requested " + r.orderId() + " " + BigDecimal.valueOf(d.quantity(), d.quantityDecimals())
            + "@" + BigDecimal.valueOf(d.price(), d.priceDecimals()).stripTrailingZeros().toPlainString()
            + " cum " + d.cumQty() + " by " + r.actor();
    }

    private static String replaced(JournalRecord r) {
        OrderReplacedDecoder d = at(new OrderReplacedDecoder(), r);
        return "replaced " + r.orderId() + " " + d.quantity() + "@" + money(d.workingPriceE8()) + " cum " + d.cumQty()
            + " leaves " + d.leavesQty() + (d.keepsPriority() == 1 ? " keeps" : "") + " " + d.clOrdId();
    }

    private static String restated(JournalRecord r) {
        OrderRestatedDecoder d = at(new OrderRestatedDecoder(), r);
        return "restated " + r.orderId() + " " + d.ordType() + " " + d.side() + " " + d.quantity() + "@"
            + money(d.priceE8()) + " cum " + d.cumQty() + " leaves " + d.leavesQty() + " on " + d.businessDate();
    }

    private static String busted(JournalRecord r) {
        TradeBustedDecoder d = at(new TradeBustedDecoder(), r);
        return "busted " + d.executionId() + " order " + r.orderId() + " account " + d.accountId() + " " + d.side()
            + " " + d.quantity() + "@" + money(d.priceE8()) + " cum " + d.cumQty();
    }

    private static String corrected(JournalRecord r) {
        TradeCorrectedDecoder d = at(new TradeCorrectedDecoder(), r);
        return "corrected " + d.executionId() + " order " + r.orderId() + " account " + d.accountId() + " "
            + d.oldQuantity() + "@" + money(d.oldPriceE8()) + " to " + d.quantity() + "@" + money(d.priceE8())
            + " cum " + d.cumQty();
    }

    private static String executed(JournalRecord r) {
        TradeExecutedDecoder d = at(new TradeExecutedDecoder(), r);
        return "executed " + r.orderId() + " account " + d.accountId() + " " + d.side() + " " + d.quantity() + "@"
            + money(d.priceE8()) + " cum " + d.cumQty() + " leaves " + d.leavesQty()
            + (d.matchId() == r.seq() ? " first" : " second") + (d.aggressor() == 1 ? " aggressor" : "")
            + " ccp " + d.contraPartyId() + " user " + d.userId() + " on " + d.tradeDate();
    }

    private static String canceled(JournalRecord r) {
        OrderCanceledDecoder d = at(new OrderCanceledDecoder(), r);
        return "canceled " + r.orderId() + " cum " + d.cumQty() + " rest " + d.canceledQty() + " " + d.reason();
    }

    private static String expired(JournalRecord r) {
        OrderExpiredDecoder d = at(new OrderExpiredDecoder(), r);
        return "expired " + r.orderId() + " cum " + d.cumQty() + " rest " + d.expiredQty();
    }

    private static String declined(JournalRecord r) {
        OrderDeclinedDecoder d = at(new OrderDeclinedDecoder(), r);
        return "declined " + r.orderId() + " " + d.code() + " " + d.scopeName() + " limit " + money(d.bound())
            + " observed " + money(d.observed());
    }

    private static String cleared(JournalRecord r) {
        ScopeClearedDecoder d = at(new ScopeClearedDecoder(), r);
        return "cleared " + d.state() + " canceled " + d.canceled() + " filled " + d.filledMeanwhile() + " of "
            + d.scopeName();
    }

    private static String phase(JournalRecord r) {
        MarketPhaseSetDecoder d = at(new MarketPhaseSetDecoder(), r);
        return "phase " + d.instrumentId() + " " + d.phase() + " " + d.reason() + " by " + r.actor();
    }

    private static String rated(JournalRecord r) {
        RateStatedDecoder d = at(new RateStatedDecoder(), r);
        return "rated " + d.currency() + "/" + d.quoteCurrency() + " " + money(d.rateE8()) + " on " + d.businessDate();
    }

    private static String priced(JournalRecord r) {
        PriceStatedDecoder d = at(new PriceStatedDecoder(), r);
        return "priced " + d.instrumentId() + " " + money(d.priceE8()) + " " + d.kind() + " on " + d.businessDate();
    }
}
