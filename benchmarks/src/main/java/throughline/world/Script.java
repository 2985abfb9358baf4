package throughline.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.CancelRequestedEncoder;
import throughline.message.DayClosingEncoder;
import throughline.message.Decision;
import throughline.message.LimitChangeRequestedEncoder;
import throughline.message.Metric;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradingState;
import throughline.message.TradingStateRequestedEncoder;
import throughline.office.Draft;
import throughline.office.Outcome;

/** What the people of the small world ask for: orders good and bad, cancels, prices, limits, halts, and day closes. */
final class Script {
    private static final long E8 = 100_000_000L;
    private static final int USUAL_ORDERS = 60;

    private final SplittableRandom random;
    private final Client front;
    private final Client middle;
    private final Client back;
    private final List<Long> orders = new ArrayList<>();
    private int ordersLeft;
    private int numbers;
    private int date = SmallFirm.FIRST_DAY;
    private int closesLeft = 2;

    Script(SplittableRandom random, Client front, Client middle, Client back) {
        this.random = random;
        this.front = front;
        this.middle = middle;
        this.back = back;
        ordersLeft = USUAL_ORDERS / 2 + random.nextInt(USUAL_ORDERS);
    }

    boolean isDone() {
        return ordersLeft == 0 && closesLeft == 0 && front.isIdle() && middle.isIdle() && back.isIdle();
    }

    /** One of them does something, or nothing. */
    void act() {
        int what = random.nextInt(100);
        if (what < 55 && ordersLeft > 0 && front.open() < 8) {
            ordersLeft--;
            order();
        } else if (what < 65 && !orders.isEmpty()) {
            cancel();
        } else if (what < 70 && ordersLeft > 0) {
            price();
        } else if (what < 75 && ordersLeft > 0) {
            limit();
        } else if (what < 78 && ordersLeft > 0) {
            tradingState();
        } else if (what < 80 && closesLeft > 0 && back.isIdle() && (ordersLeft < USUAL_ORDERS / 2 || closesLeft == 1)) {
            close();
        }
    }

    private void order() {
        String clientId = "c" + ++numbers;
        int instrument = 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        int account = 1 + random.nextInt(3);
        int user = 1 + random.nextInt(2);
        Side side = random.nextInt(10) == 0 && account != SmallFirm.CLIENT
            ? Side.SELL_SHORT : random.nextBoolean() ? Side.BUY : Side.SELL;
        boolean market = random.nextInt(5) == 0;
        long tick = random.nextInt(41) - 20 + (random.nextInt(20) == 0 ? 40_000 : 0);
        long cents = SmallFirm.PRICES_E8[instrument] / 1_000_000L + tick;
        long milli = random.nextInt(25) == 0 ? 5 : 0;
        String symbol = random.nextInt(30) == 0 ? "NONE" : SmallFirm.SYMBOLS[instrument];
        long quantity = random.nextInt(30) == 0 ? 2_000 : 1 + random.nextInt(200);
        TimeInForce tif = random.nextInt(4) == 0 ? TimeInForce.IOC : TimeInForce.DAY;
        front.ask(draft -> {
            OrderCapturedEncoder encoder = draft.begin(new OrderCapturedEncoder(), user, 0);
            encoder.quantity(quantity).quantityDecimals((short) 0).price(market ? 0 : cents * 10 + milli)
                .priceDecimals((short) (market ? 0 : 3)).bodyHash(clientId.hashCode()).side(side)
                .ordType(market ? OrdType.MARKET : OrdType.LIMIT).timeInForce(tif);
            encoder.clOrdId(clientId).accountName(SmallFirm.ACCOUNTS[account]).symbol(symbol)
                .strategy("").decisionMaker("").session("").parentId("").locate("");
        }, false, answer -> {
            expect(answer, Outcome.RECORDED, Outcome.REPEATED);
            orders.add(answer.reference());
        });
    }

    private void cancel() {
        long order = orders.get(random.nextInt(orders.size()));
        String key = "x" + ++numbers;
        int user = 1 + random.nextInt(2);
        front.ask(draft -> draft.begin(new CancelRequestedEncoder(), user, order).bodyHash(order).requestKey(key), true,
            answer -> expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.TOO_LATE, Outcome.NOT_FOUND));
    }

    private void price() {
        int instrument = 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        long price = SmallFirm.PRICES_E8[instrument] + (random.nextInt(11) - 5) * 1_000_000L;
        String key = "p" + ++numbers;
        front.ask(draft -> {
            PriceStatedEncoder encoder = draft.begin(new PriceStatedEncoder(), SmallFirm.RISK_1, 0);
            encoder.instrumentId(instrument).priceE8(price).kind(PriceKind.LAST).bodyHash(price);
            encoder.requestKey(key).source("script");
        }, false, answer -> expect(answer, Outcome.RECORDED, Outcome.REPEATED));
    }

    private void limit() {
        ScopeKind scope = random.nextBoolean() ? ScopeKind.FIRM : ScopeKind.ACCOUNT_INSTRUMENT;
        int account = scope == ScopeKind.FIRM ? 0 : 1 + random.nextInt(3);
        int instrument = scope == ScopeKind.FIRM ? 0 : 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        Metric metric = random.nextBoolean() ? Metric.MAX_ORDER_QTY : Metric.POSITION_LIMIT_LONG;
        long value = (500 + random.nextInt(2_000)) * E8;
        String key = "l" + ++numbers;
        middle.ask(draft -> {
            LimitChangeRequestedEncoder encoder = draft.begin(new LimitChangeRequestedEncoder(), SmallFirm.RISK_1, 0);
            encoder.valueE8(value).until(random.nextBoolean() ? 0 : Long.MAX_VALUE).bodyHash(value).accountId(account)
                .instrumentId(instrument).scopeKind(scope).metric(metric);
            encoder.requestKey(key).reason("tried");
        }, false, answer -> {
            expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.AWAITS_APPROVAL);
            approve(answer);
        });
    }

    private void tradingState() {
        TradingState state = random.nextInt(3) == 0 ? TradingState.REDUCE_ONLY : TradingState.HALTED;
        ScopeKind scope = switch (random.nextInt(4)) {
            case 0 -> ScopeKind.FIRM;
            case 1 -> ScopeKind.ACCOUNT;
            case 2 -> ScopeKind.INSTRUMENT;
            default -> ScopeKind.ACCOUNT_INSTRUMENT;
        };
        int account = scope == ScopeKind.ACCOUNT || scope == ScopeKind.ACCOUNT_INSTRUMENT ? 1 + random.nextInt(3) : 0;
        int instrument = scope == ScopeKind.INSTRUMENT || scope == ScopeKind.ACCOUNT_INSTRUMENT
            ? 1 + random.nextInt(SmallFirm.INSTRUMENTS) : 0;
        setState(scope, account, instrument, state, halted -> setState(scope, account, instrument,
            TradingState.ACTIVE, this::approve));
    }

    private void setState(ScopeKind scope, int account, int instrument, TradingState state,
        java.util.function.Consumer<Client.Request> then) {
        String key = "s" + ++numbers;
        middle.ask(draft -> {
            TradingStateRequestedEncoder encoder = draft.begin(new TradingStateRequestedEncoder(), SmallFirm.RISK_1, 0);
            encoder.bodyHash(key.hashCode()).accountId(account).instrumentId(instrument).scopeKind(scope).state(state);
            encoder.requestKey(key).reason("tried");
        }, true, answer -> {
            expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.AWAITS_APPROVAL);
            then.accept(answer);
        });
    }

    private void approve(Client.Request asked) {
        if (asked.outcome() == Outcome.RECORDED) {
            return;
        }
        String key = "a" + ++numbers;
        middle.ask(draft -> {
            ApprovalDecidedEncoder encoder = draft.begin(new ApprovalDecidedEncoder(), SmallFirm.RISK_2, 0);
            encoder.approvalId(asked.reference()).bodyHash(1)
                .decision(random.nextInt(4) == 0 ? Decision.REJECT : Decision.APPROVE);
            encoder.requestKey(key).comment("");
        }, false, answer -> expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.WRONG_STATE,
            Outcome.NOT_FOUND));
    }

    private void close() {
        closesLeft--;
        int closing = date;
        String key = "d" + closing;
        back.ask(draft -> draft.begin(new DayClosingEncoder(), SmallFirm.OPS, 0).businessDate(closing).bodyHash(closing)
            .requestKey(key), false, answer -> {
                expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.WRONG_STATE);
                if (answer.outcome() == Outcome.WRONG_STATE) {
                    closesLeft++;
                } else {
                    date++;
                }
            });
    }

    private static void expect(Client.Request answer, Outcome... good) {
        if (!List.of(good).contains(answer.outcome())) {
            throw new AssertionError("answered " + answer.outcome() + " (" + answer.reference() + "), expected "
                + List.of(good));
        }
    }

    /** Ids of the orders that were acknowledged. */
    List<Long> acknowledged() {
        return orders;
    }
}
