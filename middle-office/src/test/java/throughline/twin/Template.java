package throughline.twin;

import java.util.HashMap;
import java.util.Map;
import throughline.message.AccountStatedDecoder;
import throughline.message.BasketCapturedDecoder;
import throughline.message.CancelRequestedDecoder;
import throughline.message.CashStatedDecoder;
import throughline.message.FeeStatedDecoder;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.LimitAlertedDecoder;
import throughline.message.LimitSetDecoder;
import throughline.message.MarksMovedDecoder;
import throughline.message.MassCancelRequestedDecoder;
import throughline.message.OrderAcceptedDecoder;
import throughline.message.OrderCanceledDecoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.OrderExpiredDecoder;
import throughline.message.OrderRejectedDecoder;
import throughline.message.OrderReplacedDecoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.OrderTriggeredDecoder;
import throughline.message.OverrideGrantedDecoder;
import throughline.message.PartyStatedDecoder;
import throughline.message.PositionMoveStatedDecoder;
import throughline.message.PositionStatedDecoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.RateStatedDecoder;
import throughline.message.ReplaceAcceptedDecoder;
import throughline.message.ReplaceRefusedDecoder;
import throughline.message.ReplaceRejectedDecoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.RestrictionSetDecoder;
import throughline.message.RiskDayClosedDecoder;
import throughline.message.RiskDayOpenedDecoder;
import throughline.message.ScopeNamedDecoder;
import throughline.message.SessionClosedDecoder;
import throughline.message.SessionOpenedDecoder;
import throughline.message.TradeBustedDecoder;
import throughline.message.TradeCorrectedDecoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.TradingStateSetDecoder;
import throughline.message.UnsettledStatedDecoder;
import throughline.message.UserStatedDecoder;

/** The records that mean something to the twin, by name. */
enum Template {
    INSTRUMENT_STATED(InstrumentStatedDecoder.TEMPLATE_ID), ACCOUNT_STATED(AccountStatedDecoder.TEMPLATE_ID),
    USER_STATED(UserStatedDecoder.TEMPLATE_ID), PARTY_STATED(PartyStatedDecoder.TEMPLATE_ID),
    FEE_STATED(FeeStatedDecoder.TEMPLATE_ID),
    RATE_STATED(RateStatedDecoder.TEMPLATE_ID), PRICE_STATED(PriceStatedDecoder.TEMPLATE_ID),
    CASH_STATED(CashStatedDecoder.TEMPLATE_ID), UNSETTLED_STATED(UnsettledStatedDecoder.TEMPLATE_ID),
    POSITION_STATED(PositionStatedDecoder.TEMPLATE_ID),
    POSITION_MOVE_STATED(PositionMoveStatedDecoder.TEMPLATE_ID), SESSION_OPENED(SessionOpenedDecoder.TEMPLATE_ID),
    SESSION_CLOSED(SessionClosedDecoder.TEMPLATE_ID), BASKET_CAPTURED(BasketCapturedDecoder.TEMPLATE_ID),
    ORDER_CAPTURED(OrderCapturedDecoder.TEMPLATE_ID), REPLACE_REQUESTED(ReplaceRequestedDecoder.TEMPLATE_ID),
    ORDER_RESTATED(OrderRestatedDecoder.TEMPLATE_ID), CANCEL_REQUESTED(CancelRequestedDecoder.TEMPLATE_ID),
    MASS_CANCEL_REQUESTED(MassCancelRequestedDecoder.TEMPLATE_ID), ORDER_CANCELED(OrderCanceledDecoder.TEMPLATE_ID),
    ORDER_EXPIRED(OrderExpiredDecoder.TEMPLATE_ID), ORDER_DECLINED(OrderDeclinedDecoder.TEMPLATE_ID),
    ORDER_TRIGGERED(OrderTriggeredDecoder.TEMPLATE_ID), ORDER_REPLACED(OrderReplacedDecoder.TEMPLATE_ID),
    REPLACE_REFUSED(ReplaceRefusedDecoder.TEMPLATE_ID), TRADE_EXECUTED(TradeExecutedDecoder.TEMPLATE_ID),
    TRADE_BUSTED(TradeBustedDecoder.TEMPLATE_ID), TRADE_CORRECTED(TradeCorrectedDecoder.TEMPLATE_ID),
    ORDER_ACCEPTED(OrderAcceptedDecoder.TEMPLATE_ID), ORDER_REJECTED(OrderRejectedDecoder.TEMPLATE_ID),
    REPLACE_ACCEPTED(ReplaceAcceptedDecoder.TEMPLATE_ID), REPLACE_REJECTED(ReplaceRejectedDecoder.TEMPLATE_ID),
    LIMIT_ALERTED(LimitAlertedDecoder.TEMPLATE_ID), LIMIT_SET(LimitSetDecoder.TEMPLATE_ID),
    TRADING_STATE_SET(TradingStateSetDecoder.TEMPLATE_ID),
    RESTRICTION_SET(RestrictionSetDecoder.TEMPLATE_ID), OVERRIDE_GRANTED(OverrideGrantedDecoder.TEMPLATE_ID),
    RISK_DAY_OPENED(RiskDayOpenedDecoder.TEMPLATE_ID), RISK_DAY_CLOSED(RiskDayClosedDecoder.TEMPLATE_ID),
    MARKS_MOVED(MarksMovedDecoder.TEMPLATE_ID), SCOPE_NAMED(ScopeNamedDecoder.TEMPLATE_ID), OTHER(-1);

    private static final Map<Integer, Template> BY_ID = new HashMap<>();

    static {
        for (Template template : values()) {
            BY_ID.put(template.id, template);
        }
    }

    private final int id;

    Template(int id) {
        this.id = id;
    }

    static Template of(JournalRecord record) {
        return BY_ID.getOrDefault(record.templateId(), OTHER);
    }

    /** Date of a session that opened. */
    static int sessionDate(JournalRecord record) {
        SessionOpenedDecoder d = new SessionOpenedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return d.businessDate();
    }

    /** How many orders follow a basket. */
    static int members(JournalRecord record) {
        BasketCapturedDecoder d = new BasketCapturedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return d.orders().count();
    }
}
