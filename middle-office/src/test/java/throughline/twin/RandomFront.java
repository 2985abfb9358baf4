package throughline.twin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.message.BasketCapturedEncoder;
import throughline.message.OrdType;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderRestatedEncoder;
import throughline.message.ReplaceRequestedEncoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.risk.FrontScript;

/** A front that asks for anything: orders, amendments, baskets and restated orders, at random. */
final class RandomFront {
    static final int ACCOUNTS = 12;
    static final int STREET = 12;
    static final int CLOSED_ACCOUNT = 11;
    static final int INSTRUMENTS = 20;
    static final int CLOSED_INSTRUMENT = 20;
    static final int UNPRICED_INSTRUMENT = 19;
    static final int TRADERS = 4;

    final SplittableRandom random;
    final FrontScript script;
    final Twin twin;
    final long[] mids = new long[INSTRUMENTS + 1];
    int date = FrontScript.OPEN_DATE;
    long lastSeq;

    RandomFront(SplittableRandom random, FrontScript script, Twin twin) {
        this.random = random;
        this.script = script;
        this.twin = twin;
    }

    <E extends MessageEncoderFlyweight> long write(E encoder, int actor, long orderId, Consumer<E> fields) {
        lastSeq = script.write(encoder, actor, orderId, fields);
        return lastSeq;
    }

    int pick(int... among) {
        return among[random.nextInt(among.length)];
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    static int currency(int instrument) {
        return instrument <= 10 ? 840 : instrument <= 15 ? 978 : instrument == 16 || instrument > 18 ? 840 : 392;
    }

    static int scale(int instrument) {
        return instrument % 5 == 2 ? 8 : 0;
    }

    /** Smallest step of price, x 10^-8. */
    static long tickE8(int instrument) {
        return currency(instrument) == 392 ? 100_000_000L : instrument % 7 == 3 ? 5_000_000L : 1_000_000L;
    }

    /** Smallest step of quantity, in the instrument's scale. */
    static long lot(int instrument) {
        return scale(instrument) == 8 ? 10_000L : instrument % 4 == 1 ? 10 : 1;
    }

    /** What a draft of an order says; prices x 10^-8, quantity in the instrument's scale. */
    record Draft(int user, int account, int instrument, Side side, OrdType type, TimeInForce timeInForce,
        long quantity, int decimals, long priceE8, long stopE8, String strategy, String maker, String session,
        String locate) {
    }

    /** A trader of the account's desk, mostly. */
    int trader(int account) {
        int desk = 1 + (account - 1) % 3;
        return oneIn(40) ? 1 + random.nextInt(TRADERS + 3) : oneIn(4) ? TRADERS : desk;
    }

    long price(int instrument, int range) {
        long mid = mids[instrument];
        long price = mid + mid / 1000 * random.nextInt(-range, range + 1);
        return price - price % tickE8(instrument);
    }

    private long quantity(int instrument) {
        long lots = 1 + random.nextInt(oneIn(8) ? 4_000 : 300);
        return lots * lot(instrument);
    }

    /** An order that may be anything. */
    Draft wild() {
        int account = oneIn(60) ? pick(0, STREET, CLOSED_ACCOUNT) : 1 + random.nextInt(10);
        int instrument =
            oneIn(60) ? pick(0, UNPRICED_INSTRUMENT, CLOSED_INSTRUMENT) : 1 + random.nextInt(oneIn(3) ? 18 : 5);
        OrdType type = OrdType.get((short) pick(1, 2, 2, 2, 2, 2, 3, 4));
        boolean crossed = oneIn(150);
        boolean priced = type == OrdType.LIMIT || type == OrdType.STOP_LIMIT;
        boolean stops = type == OrdType.STOP || type == OrdType.STOP_LIMIT;
        long off = oneIn(60) ? random.nextInt(1, 1_000_000) : 0;
        int decimals = instrument == 0 ? 0 : scale(instrument);
        long quantity = instrument == 0 ? 10 : quantity(instrument) + (oneIn(80) ? 1 + random.nextInt(9) : 0);
        boolean fine = decimals == 0 && oneIn(100);
        return new Draft(account == 0 ? 1 : trader(account), account, instrument, side(account),
            type, TimeInForce.get((short) pick(0, 0, 0, 1, 1, 3, 4)),
            oneIn(400) ? -1 : fine ? quantity * 10 + 5 : oneIn(400) ? random.nextLong(1_000_000_000_000L) : quantity,
            fine ? 1 : decimals, priced != crossed ? price(Math.max(1, instrument), oneIn(10) ? 150 : 12) + off : 0,
            stops != oneIn(200) ? price(Math.max(1, instrument), 30) : 0,
            oneIn(3) ? "strategy" + random.nextInt(5) : "", maker(), oneIn(3) ? "session" + random.nextInt(4) : "",
            oneIn(2) ? "found" : "");
    }

    private String maker() {
        return oneIn(5) ? "trader" + (1 + random.nextInt(TRADERS)) : oneIn(3) ? "algorithm" : "";
    }

    private Side side(int account) {
        return random.nextInt(2) == 0 ? Side.BUY : oneIn(4) ? Side.SELL_SHORT : Side.SELL;
    }

    /** An order that is seldom rejected. */
    Draft tame() {
        int account = 1 + random.nextInt(10);
        int instrument = 1 + random.nextInt(5);
        Side side = random.nextInt(2) == 0 ? Side.BUY : Side.SELL;
        return new Draft(TRADERS, account, instrument, side, OrdType.LIMIT, TimeInForce.GTC,
            lot(instrument) * (1 + random.nextInt(5)), scale(instrument),
            price(instrument, 1), 0, "", "trader1", "", "");
    }

    /** Captures an order. */
    void order(Draft o, long basket) {
        int wrong = oneIn(150) ? 1 : 0;
        write(new OrderCapturedEncoder(), o.user, lastSeq + 1, e -> e.quantity(o.quantity).price(o.priceE8)
            .businessDate(date + wrong).accountId(o.account).instrumentId(o.instrument).side(o.side).ordType(o.type)
            .timeInForce(o.timeInForce).quantityDecimals((short) o.decimals).priceDecimals((short) 8)
            .stopPrice(o.stopE8).stopPriceDecimals((short) 8).basketId(basket).clOrdId("c").accountName("a")
            .symbol("s").strategy(o.strategy).decisionMaker(o.maker).session(o.session).parentId("p")
            .locate(o.locate));
    }

    /** Captures a list of orders. */
    void basket() {
        List<Draft> members = new ArrayList<>();
        int size = 1 + random.nextInt(4);
        while (members.size() < size) {
            members.add(oneIn(5) ? wild() : tame());
        }
        long id = write(new BasketCapturedEncoder(), 1, 0, e -> {
            BasketCapturedEncoder.OrdersEncoder group = e.businessDate(date).ordersCount(size);
            for (int i = 0; i < size; i++) {
                group.next().clOrdId("").accountName("").symbol("").strategy("").decisionMaker("").session("")
                    .parentId("").locate("");
            }
            e.requestKey("");
        });
        members.forEach(member -> order(member, id));
    }

    /** Any held order, more often a new one; null: none is held. */
    Hold held() {
        List<Hold> all = new ArrayList<>(twin.books.holds.values());
        if (all.isEmpty()) {
            return null;
        }
        int newest = Math.max(0, all.size() - 6);
        return all.get(oneIn(2) ? random.nextInt(all.size()) : newest + random.nextInt(all.size() - newest));
    }

    static long raw(BigDecimal quantity, int instrument) {
        return quantity.movePointRight(scale(instrument)).longValueExact();
    }

    static long e8(BigDecimal price) {
        return price.movePointRight(8).longValueExact();
    }

    /** Asks for an amendment of a held order. */
    void amend(Hold h) {
        if (h == null || h.isAmending() || h.declined) {
            return;
        }
        int instrument = h.asked.instrument();
        long lot = lot(instrument);
        long total = raw(h.total, instrument);
        long by = lot * (1 + random.nextInt(100));
        long newTotal = switch (random.nextInt(6)) {
            case 0 -> total;
            case 1 -> Math.max(lot, raw(h.cum, instrument));
            case 2 -> total + by;
            case 3 -> total + lot;
            default -> Math.max(lot, total - by);
        };
        boolean priced = h.asked.price().signum() != 0 && oneIn(3);
        boolean stopped = h.isArmed() && oneIn(4);
        long priceE8 = priced ? price(instrument, 15) : e8(h.asked.price());
        long stopE8 = stopped ? price(instrument, 30) : e8(h.asked.stop());
        int user = oneIn(10) ? TRADERS : h.user;
        write(new ReplaceRequestedEncoder(), user, h.first.orderId(), e -> e.quantity(newTotal).price(priceE8)
            .stopPrice(stopE8).cumQty(raw(h.cum, instrument)).businessDate(date).accountId(h.asked.account())
            .instrumentId(instrument).userId(h.user).side(h.first.side()).ordType(h.first.type())
            .timeInForce(h.first.timeInForce()).quantityDecimals((short) scale(instrument)).priceDecimals((short) 8)
            .stopPriceDecimals((short) 8).clOrdId("").requestKey(""));
    }

    /** A gtc order lives on, into this date or another. */
    void restate(Hold h) {
        if (h == null || h.isAmending() || h.declined || h.first.timeInForce() != TimeInForce.GTC) {
            return;
        }
        int instrument = h.asked.instrument();
        write(new OrderRestatedEncoder(), 0, h.first.orderId(), e -> e.quantity(raw(h.total, instrument))
            .cumQty(raw(h.cum, instrument)).leavesQty(raw(h.leaves, instrument)).priceE8(e8(h.asked.price()))
            .stopPriceE8(h.triggered ? 0 : e8(h.asked.stop())).businessDate(date).accountId(h.asked.account())
            .instrumentId(instrument).userId(h.user).side(h.first.side()).ordType(h.first.type())
            .timeInForce(h.first.timeInForce()).strategy(h.first.strategy()).decisionMaker(h.first.decisionMaker())
            .session(h.first.session()).parentId("p").locate(h.first.locate()));
    }
}
