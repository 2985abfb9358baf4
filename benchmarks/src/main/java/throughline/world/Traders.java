package throughline.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.BasketCapturedEncoder;
import throughline.message.CancelRequestedEncoder;
import throughline.message.EndReason;
import throughline.message.MarketPhase;
import throughline.message.MarketPhaseSetEncoder;
import throughline.message.MassCancelRequestedEncoder;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.PhaseReason;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.message.TradeBustedEncoder;
import throughline.message.TradeCorrectedEncoder;
import throughline.message.TradeExecutedDecoder;
import throughline.message.TradeReportedEncoder;
import throughline.office.Outcome;

/**
 * What is asked of the small world's front office: orders good and bad of every type, amendments, cancels one by one
 * and by the lot, baskets, trades done elsewhere, busts and corrections, prices, and phases of the market.
 */
final class Traders {
    private static final int USUAL_ORDERS = 45;
    private static final int BASKETS = 3;
    private static final long CENT_E8 = 1_000_000L;
    private static final OrdType[] TYPES = {OrdType.LIMIT, OrdType.LIMIT, OrdType.LIMIT, OrdType.LIMIT, OrdType.LIMIT,
        OrdType.MARKET, OrdType.MARKET, OrdType.STOP, OrdType.STOP_LIMIT};
    private static final TimeInForce[] TIMES = {TimeInForce.DAY, TimeInForce.DAY, TimeInForce.DAY, TimeInForce.IOC,
        TimeInForce.FOK, TimeInForce.GTC, TimeInForce.GTC, TimeInForce.GTC};
    private static final MarketPhase[] PHASES = {MarketPhase.HALTED, MarketPhase.INTERRUPTION, MarketPhase.CONTINUOUS,
        MarketPhase.CONTINUOUS, MarketPhase.OPENING_AUCTION, MarketPhase.CLOSING_AUCTION, MarketPhase.CLOSED};

    private final SplittableRandom random;
    private final Client front;
    private final RecordCursor journal;
    private final TradeExecutedDecoder trade = new TradeExecutedDecoder();
    private final List<Long> orders = new ArrayList<>();
    private final List<Long> executions = new ArrayList<>();
    private int ordersLeft;
    private int numbers;

    /** An order that somebody wishes for. */
    private final class Wish {
        final String clientId = "c" + ++numbers;
        final int instrument = 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        final int account = 1 + random.nextInt(3);
        final Side side = random.nextInt(10) == 0 && account != SmallFirm.CLIENT
            ? Side.SELL_SHORT : random.nextBoolean() ? Side.BUY : Side.SELL;
        final OrdType type = TYPES[random.nextInt(TYPES.length)];
        final TimeInForce until = TIMES[random.nextInt(TIMES.length)];
        final boolean limited = type == OrdType.LIMIT || type == OrdType.STOP_LIMIT;
        final boolean stops = type == OrdType.STOP || type == OrdType.STOP_LIMIT;
        final long cents = SmallFirm.PRICES_E8[instrument] / CENT_E8 + random.nextInt(41) - 20
            + (random.nextInt(20) == 0 ? 40_000 : 0);
        final long milli = limited ? cents * 10 + (random.nextInt(25) == 0 ? 5 : 0) : 0;
        final long stopMilli = stops ? (cents + random.nextInt(21) - 10) * 10 : 0;
        final String symbol = random.nextInt(30) == 0 ? "NONE" : SmallFirm.SYMBOLS[instrument];
        final long quantity = random.nextInt(30) == 0 ? 2_000 : 1 + random.nextInt(200);
        final String strategy = random.nextInt(4) > 0 ? "" : random.nextBoolean() ? "pairs" : "basis";
        final String maker = random.nextInt(8) == 0 ? "trader1" : "";
        final String session = random.nextInt(4) == 0 ? "FIX-1" : "";
        final String locate = random.nextInt(4) == 0 ? "LENDER" : "";

        void write(OrderCapturedEncoder encoder) {
            encoder.quantity(quantity).price(milli).priceDecimals((short) 3).stopPrice(stopMilli)
                .stopPriceDecimals((short) 3).bodyHash(clientId.hashCode()).side(side).ordType(type)
                .timeInForce(until).clOrdId(clientId).accountName(SmallFirm.ACCOUNTS[account]).symbol(symbol)
                .strategy(strategy).decisionMaker(maker).session(session).parentId("").locate(locate);
        }

        void write(BasketCapturedEncoder.OrdersEncoder encoder) {
            encoder.quantity(quantity).price(milli).priceDecimals((short) 3).stopPrice(stopMilli)
                .stopPriceDecimals((short) 3).quantityDecimals((short) 0).bodyHash(clientId.hashCode()).side(side)
                .ordType(type).timeInForce(until).capacity(throughline.message.OrderCapacity.NONE).clOrdId(clientId)
                .accountName(SmallFirm.ACCOUNTS[account]).symbol(symbol).strategy(strategy).decisionMaker(maker)
                .session(session).parentId("").locate(locate);
        }
    }

    Traders(SplittableRandom random, Client front, Journal frontJournal) {
        this.random = random;
        this.front = front;
        journal = new RecordCursor("front", frontJournal);
        ordersLeft = USUAL_ORDERS / 2 + random.nextInt(USUAL_ORDERS);
    }

    /** Orders that they will still enter. */
    int ordersLeft() {
        return ordersLeft;
    }

    /** Ids of the orders that were acknowledged. */
    List<Long> acknowledged() {
        return orders;
    }

    /** One of them does something, or nothing; from 0 to below 70. */
    void act(int what) {
        if (what < 44 && ordersLeft > 0 && front.open() < 8) {
            ordersLeft--;
            order();
        } else if (what < 52 && !orders.isEmpty()) {
            replace();
        } else if (what < 59 && !orders.isEmpty()) {
            cancel();
        } else if (ordersLeft > 0) {
            rarely(what - 59);
        }
    }

    private void rarely(int what) {
        switch (what) {
            case 0 -> massCancel();
            case 1, 2 -> basket();
            case 3 -> tradeElsewhere();
            case 4, 5 -> amendTrade();
            case 6, 7 -> phase();
            default -> price();
        }
    }

    private int trader() {
        return 1 + random.nextInt(2);
    }

    private void order() {
        Wish wish = new Wish();
        int user = trader();
        front.ask(draft -> wish.write(draft.begin(new OrderCapturedEncoder(), user, 0)), false, answer -> {
            // an amendment may have taken its name before it came
            Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.CONFLICT);
            orders.add(answer.reference());
        });
    }

    private void basket() {
        String key = "b" + ++numbers;
        int user = trader();
        List<Wish> wishes = List.of(new Wish(), new Wish(), new Wish());
        front.ask(draft -> {
            BasketCapturedEncoder encoder = draft.begin(new BasketCapturedEncoder(), user, 0).bodyHash(key.hashCode());
            BasketCapturedEncoder.OrdersEncoder members = encoder.ordersCount(BASKETS);
            wishes.forEach(wish -> wish.write(members.next()));
            encoder.requestKey(key);
        }, false, answer -> {
            // asked on one day and heard on the next, when a gtc order of it lives on
            Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.CONFLICT);
            for (int i = 1; i <= BASKETS && answer.outcome() != Outcome.CONFLICT; i++) {
                orders.add(answer.reference() + i);
            }
        });
    }

    private long anyOrder() {
        return orders.get(random.nextInt(3) > 0 ? orders.size() - 1 - random.nextInt(Math.min(6, orders.size()))
            : random.nextInt(orders.size()));
    }

    /** Up to the largest there is. */
    private long anySize() {
        return random.nextLong() >>> 1 + random.nextInt(62);
    }

    private void replace() {
        long order = anyOrder();
        String key = "r" + ++numbers;
        int user = trader();
        long quantity = random.nextInt(3) == 0 ? ReplaceRequestedEncoder.quantityNullValue()
            : random.nextInt(12) == 0 ? anySize() : 1 + random.nextInt(200);
        int instrument = 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        long price = random.nextBoolean() ? ReplaceRequestedEncoder.priceNullValue()
            : SmallFirm.PRICES_E8[instrument] / CENT_E8 + random.nextInt(41) - 20;
        String clOrdId = random.nextBoolean() ? "" : random.nextInt(4) == 0
            ? "c" + random.nextInt(numbers) : "c" + ++numbers;
        long stop = random.nextInt(3) > 0 ? ReplaceRequestedEncoder.stopPriceNullValue()
            : SmallFirm.PRICES_E8[instrument] / CENT_E8 + random.nextInt(41) - 20;
        front.ask(draft -> draft.begin(new ReplaceRequestedEncoder(), user, order).quantity(quantity).price(price)
            .priceDecimals((short) 2).stopPrice(stop).stopPriceDecimals((short) 2).bodyHash(quantity + price)
            .clOrdId(clOrdId).requestKey(key), false,
            answer -> Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.TOO_LATE,
                Outcome.ALREADY_PENDING, Outcome.WRONG_STATE, Outcome.NOT_FOUND, Outcome.CONFLICT));
    }

    private void cancel() {
        long order = anyOrder();
        String key = "x" + ++numbers;
        int user = trader();
        front.ask(draft -> draft.begin(new CancelRequestedEncoder(), user, order).bodyHash(order).requestKey(key), true,
            answer -> Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.TOO_LATE, Outcome.NOT_FOUND));
    }

    private void massCancel() {
        String key = "m" + ++numbers;
        int user = trader();
        String account = random.nextBoolean() ? "" : SmallFirm.ACCOUNTS[1 + random.nextInt(3)];
        String symbol = random.nextBoolean() ? "" : SmallFirm.SYMBOLS[1 + random.nextInt(SmallFirm.INSTRUMENTS)];
        Side side = random.nextBoolean() ? Side.NULL_VAL : random.nextBoolean() ? Side.BUY : Side.SELL;
        boolean gone = random.nextInt(4) == 0;
        front.ask(draft -> draft.begin(new MassCancelRequestedEncoder(), user, 0).bodyHash(key.hashCode()).side(side)
            .userId(gone ? user : 0).dayOnly((short) (gone ? 1 : 0))
            .reason(gone ? EndReason.DISCONNECTED : EndReason.BY_REQUEST).requestKey(key).accountName(account)
            .symbol(symbol), true, answer -> Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED));
    }

    private void tradeElsewhere() {
        String key = "t" + ++numbers;
        int user = trader();
        int account = 1 + random.nextInt(3);
        int instrument = 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        boolean buys = random.nextBoolean();
        long quantity = random.nextInt(20) == 0 ? anySize() : 1 + random.nextInt(100);
        front.ask(draft -> draft.begin(new TradeReportedEncoder(), user, 0).quantity(quantity)
            .price(SmallFirm.PRICES_E8[instrument] / CENT_E8).priceDecimals((short) 2).bodyHash(key.hashCode())
            .side(buys ? Side.BUY : Side.SELL).capacity(throughline.message.OrderCapacity.PRINCIPAL).requestKey(key)
            .accountName(SmallFirm.ACCOUNTS[account]).symbol(SmallFirm.SYMBOLS[instrument]).source("voice")
            .strategy("").decisionMaker(""), false,
            answer -> Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.WRONG_STATE));
    }

    private void amendTrade() {
        while (journal.next()) {
            if (journal.record().templateId() == TradeExecutedDecoder.TEMPLATE_ID) {
                executions.add(journal.record().seq());
            }
        }
        if (executions.isEmpty()) {
            return;
        }
        int back = random.nextInt(Math.min(random.nextInt(4) == 0 ? 100 : 10, executions.size()));
        long execution = executions.get(executions.size() - 1 - back);
        String key = "k" + ++numbers;
        boolean bust = random.nextBoolean();
        long quantity = 1 + random.nextInt(100);
        long price = (1_000 + random.nextInt(40_000)) * CENT_E8;
        front.ask(draft -> {
            if (bust) {
                draft.begin(new TradeBustedEncoder(), SmallFirm.OPS, 0).executionId(execution).bodyHash(execution)
                    .requestKey(key).reason("tried").strategy("").decisionMaker("");
            } else {
                draft.begin(new TradeCorrectedEncoder(), SmallFirm.OPS, 0).executionId(execution).quantity(quantity)
                    .priceE8(price).bodyHash(execution + price).requestKey(key).reason("tried").strategy("")
                    .decisionMaker("");
            }
        }, false, answer -> Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.WRONG_STATE,
            Outcome.TOO_LATE, Outcome.NOT_FOUND));
    }

    private void phase() {
        String key = "h" + ++numbers;
        int instrument = random.nextInt(SmallFirm.INSTRUMENTS + 1);
        MarketPhase phase = PHASES[random.nextInt(PHASES.length)];
        long until = phase == MarketPhase.CONTINUOUS || phase == MarketPhase.CLOSED || random.nextBoolean() ? 0
            : SmallWorld.START_NS + random.nextLong(20_000_000_000L);
        front.ask(draft -> draft.begin(new MarketPhaseSetEncoder(), SmallFirm.RISK_1, 0).bodyHash(key.hashCode())
            .instrumentId(instrument).phase(phase).until(until).reason(PhaseReason.REQUEST).requestKey(key)
            .text("tried"), false, answer -> Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED,
            Outcome.WRONG_STATE));
    }

    private void price() {
        int instrument = 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        long price = SmallFirm.PRICES_E8[instrument] + (random.nextInt(41) - 20) * CENT_E8;
        String key = "p" + ++numbers;
        front.ask(draft -> {
            PriceStatedEncoder encoder = draft.begin(new PriceStatedEncoder(), SmallFirm.RISK_1, 0);
            encoder.instrumentId(instrument).priceE8(price).kind(PriceKind.LAST).bodyHash(price);
            encoder.requestKey(key).source("script");
        }, false, answer -> Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED));
    }
}
