package throughline.gateway;

import java.util.ArrayList;
import java.util.List;
import throughline.capture.Scribe;
import throughline.message.BasketCapturedDecoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderRejectedEncoder;
import throughline.message.OrderRestatedDecoder;
import throughline.message.RejectCode;
import throughline.message.ReplaceAcceptedEncoder;
import throughline.message.ReplaceRejectedEncoder;
import throughline.message.ReplaceRequestedDecoder;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Exact;

/**
 * Judges for the middle office of the tests: unknown names and more than 1,000 units are rejected, 613 as self-trade,
 * baskets all or none, from 900 units on are accepted with a warning and 1,000 by an override, and those called slow…
 * wait until told, with everything behind them. On the stand-in's thread but for {@link #release}.
 */
final class StandInRisk {
    private static final long E8 = 100_000_000L;
    private static final long MOST = 1_000;
    private static final long OVERRIDE = 77;
    private static final long CROSSING = 613;
    private static final String SCOPE = "account:PROP/instrument:ABC";

    private final Scribe risk;
    private final List<Wanted> basket = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private int basketLeft;
    private volatile boolean releasing;

    private final OrderCapturedDecoder order = new OrderCapturedDecoder();
    private final BasketCapturedDecoder list = new BasketCapturedDecoder();
    private final ReplaceRequestedDecoder replace = new ReplaceRequestedDecoder();
    private final OrderRestatedDecoder restated = new OrderRestatedDecoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderRejectedEncoder rejected = new OrderRejectedEncoder();
    private final ReplaceAcceptedEncoder replaceAccepted = new ReplaceAcceptedEncoder();
    private final ReplaceRejectedEncoder replaceRejected = new ReplaceRejectedEncoder();

    /** An order as it is to be judged; prices x 10^-8. */
    private record Wanted(long orderId, int user, long quantity, long price, long stop, int account, int instrument,
        int date, Side side, OrdType type, TimeInForce until) {
        RejectCode fault() {
            return account == 0 ? RejectCode.UNKNOWN_ACCOUNT : instrument == 0 ? RejectCode.UNKNOWN_INSTRUMENT
                : quantity > MOST ? RejectCode.MAX_ORDER_QTY : quantity == CROSSING ? RejectCode.SELF_TRADE
                : RejectCode.NONE;
        }

        long worst() {
            return type == OrdType.LIMIT || type == OrdType.STOP_LIMIT ? price : (side == Side.BUY ? 110 : 90) * E8;
        }
    }

    StandInRisk(Scribe risk) {
        this.risk = risk;
    }

    /** Whether it waits to be told. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Tells what waits to go on. Any thread. */
    void release() {
        releasing = true;
    }

    /** Judges what waited, once it is told. */
    void goOn() {
        if (releasing && !waiting.isEmpty()) {
            waiting.forEach(Runnable::run);
            waiting.clear();
            releasing = false;
        }
    }

    void read(JournalRecord record) {
        risk.because(JournalId.FRONT, record.seq());
        switch (record.templateId()) {
            case OrderCapturedDecoder.TEMPLATE_ID -> captured(record);
            case BasketCapturedDecoder.TEMPLATE_ID -> basketLeft = list.wrap(record.buffer(), record.body(),
                record.blockLength(), record.version()).orders().count();
            case ReplaceRequestedDecoder.TEMPLATE_ID -> replaced(record);
            case OrderRestatedDecoder.TEMPLATE_ID -> restated(record);
            default -> { }
        }
    }

    private static long e8(long mantissa, int decimals) {
        long value = mantissa;
        for (int i = decimals; i < 8; i++) {
            value *= 10;
        }
        return value;
    }

    private void captured(JournalRecord record) {
        order.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        Wanted wanted = new Wanted(record.seq(), record.actor(), order.quantity(),
            e8(order.price(), order.priceDecimals()), e8(order.stopPrice(), order.stopPriceDecimals()),
            order.accountId(), order.instrumentId(), order.businessDate(), order.side(), order.ordType(),
            order.timeInForce());
        boolean inBasket = order.basketId() != 0;
        boolean slow = order.clOrdId().startsWith("slow");
        if (inBasket) {
            basket.add(wanted);
            basketLeft--;
        }
        if (inBasket && basketLeft > 0) {
            return;
        }
        Runnable judging = inBasket ? this::judgeBasket : () -> judge(wanted);
        if (slow) {
            waiting.add(judging);
        } else {
            judging.run();
        }
    }

    private void judge(Wanted wanted) {
        if (wanted.fault() == RejectCode.NONE) {
            accept(wanted);
        } else {
            reject(wanted, wanted.fault(), switch (wanted.fault()) {
                case MAX_ORDER_QTY -> ScopeKind.ACCOUNT_INSTRUMENT;
                case SELF_TRADE -> ScopeKind.GROUP;
                default -> ScopeKind.NONE;
            });
        }
    }

    private void judgeBasket() {
        Wanted bad = basket.stream().filter(one -> one.fault() != RejectCode.NONE).findFirst().orElse(null);
        for (Wanted one : basket) {
            if (bad == null || one == bad) {
                judge(one);
            } else {
                reject(one, bad.fault(), ScopeKind.BASKET);
            }
        }
        basket.clear();
    }

    private static String name(ScopeKind scope) {
        return scope == ScopeKind.BASKET ? "basket" : scope == ScopeKind.GROUP ? "group:1"
            : scope == ScopeKind.NONE ? "" : SCOPE;
    }

    /** From nine tenths of the most on with a warning, of exactly so many by an override. */
    private void accept(Wanted wanted) {
        boolean warned = wanted.quantity() * 10 >= MOST * 9;
        risk.begin(accepted, wanted.orderId(), StandInOffices.now()).quantity(wanted.quantity())
            .priceE8(wanted.price()).worstPriceE8(wanted.worst()).stopPriceE8(wanted.stop())
            .accountId(wanted.account()).instrumentId(wanted.instrument()).userId(wanted.user())
            .businessDate(wanted.date()).side(wanted.side()).ordType(wanted.type()).timeInForce(wanted.until())
            .selfTradeMode(SelfTradeMode.NONE).warnedMetric(warned ? Metric.POSITION_LIMIT_LONG : Metric.NONE)
            .warnedBound(warned ? MOST * E8 : 0).warnedObserved(warned ? wanted.quantity() * E8 : 0)
            .overrideId(wanted.quantity() == MOST ? OVERRIDE : 0)
            .strategy("").decisionMaker("").session("").parentId("").locate("").warnedScope(warned ? SCOPE : "");
        risk.end();
    }

    private void reject(Wanted wanted, RejectCode code, ScopeKind scope) {
        boolean measured = code == RejectCode.MAX_ORDER_QTY;
        risk.begin(rejected, wanted.orderId(), StandInOffices.now()).accountId(wanted.account())
            .instrumentId(wanted.instrument())
            .bound(measured ? MOST * E8 : OrderRejectedEncoder.boundNullValue())
            .observed(measured ? Exact.saturatedProduct(wanted.quantity(), E8)
                : OrderRejectedEncoder.observedNullValue())
            .scopeKind(scope).metric(measured ? Metric.MAX_ORDER_QTY : Metric.NONE).code(code).scopeName(name(scope));
        risk.end();
    }

    private void replaced(JournalRecord record) {
        replace.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        Wanted wanted = new Wanted(record.orderId(), replace.userId(), replace.quantity(),
            e8(replace.price(), replace.priceDecimals()), e8(replace.stopPrice(), replace.stopPriceDecimals()),
            replace.accountId(), replace.instrumentId(), replace.businessDate(), replace.side(), replace.ordType(),
            replace.timeInForce());
        long request = record.seq();
        if (replace.clOrdId().startsWith("slow")) {
            waiting.add(() -> judgeReplaced(wanted, request));
        } else {
            judgeReplaced(wanted, request);
        }
    }

    private void judgeReplaced(Wanted wanted, long request) {
        if (wanted.fault() == RejectCode.NONE) {
            risk.begin(replaceAccepted, wanted.orderId(), StandInOffices.now()).requestSeq(request)
                .quantity(wanted.quantity()).priceE8(wanted.price()).worstPriceE8(wanted.worst())
                .stopPriceE8(wanted.stop()).accountId(wanted.account()).instrumentId(wanted.instrument())
                .side(wanted.side()).warnedScope("");
        } else {
            risk.begin(replaceRejected, wanted.orderId(), StandInOffices.now()).requestSeq(request)
                .bound(MOST * E8).observed(wanted.quantity() * E8).accountId(wanted.account())
                .instrumentId(wanted.instrument()).scopeKind(ScopeKind.ACCOUNT_INSTRUMENT)
                .metric(Metric.MAX_ORDER_QTY).code(wanted.fault()).scopeName(SCOPE);
        }
        risk.end();
    }

    private void restated(JournalRecord record) {
        restated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        accept(new Wanted(record.orderId(), restated.userId(), restated.quantity(), restated.priceE8(),
            restated.stopPriceE8(), restated.accountId(), restated.instrumentId(), restated.businessDate(),
            restated.side(), restated.ordType(), restated.timeInForce()));
    }
}
