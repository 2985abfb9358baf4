package throughline.gateway;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Request;
import throughline.message.BasketCapturedEncoder;
import throughline.message.OrdType;
import throughline.message.OrderCapacity;
import throughline.message.OrderCapturedEncoder;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.state.StateHash;

/**
 * A new order as somebody asks for it, alone or in a basket. Any thread.
 *
 * @param price 0: it has none
 * @param stopPrice 0: it has none
 * @param marks what risk and audit want to know of it
 */
record OrderWish(String clOrdId, String account, String symbol, Side side, OrdType type, TimeInForce until,
    Decimal quantity, Decimal price, Decimal stopPrice, Marks marks) {
    static final Set<Side> SIDES = EnumSet.of(Side.BUY, Side.SELL, Side.SELL_SHORT);
    static final Set<OrderCapacity> CAPACITIES =
        EnumSet.of(OrderCapacity.AGENCY, OrderCapacity.PRINCIPAL, OrderCapacity.RISKLESS_PRINCIPAL);

    private static final Set<OrdType> TYPES =
        EnumSet.of(OrdType.LIMIT, OrdType.MARKET, OrdType.STOP, OrdType.STOP_LIMIT);
    private static final Set<TimeInForce> TIMES =
        EnumSet.of(TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.GTC);
    private static final Decimal NO_PRICE = new Decimal(0, 0);

    /** Attributes that decide nothing at the venue; an empty text: not given. */
    record Marks(OrderCapacity capacity, String strategy, String decisionMaker, String session, String parentId,
        String locate) {
        private static Marks read(Body body) {
            OrderCapacity capacity =
                body.choiceOr("capacity", OrderCapacity.class, CAPACITIES, OrderCapacity.NONE);
            return new Marks(capacity, text(body, "strategy", Request.MAX_NAME),
                text(body, "decisionMaker", Request.MAX_NAME), text(body, "session", Request.MAX_NAME),
                text(body, "parentId", Request.MAX_KEY), text(body, "locate", Request.MAX_NAME));
        }
    }

    /** A field of printable ASCII that need not be there; an empty text: it is not. */
    static String text(Body body, String name, int maxLength) {
        String text = body.asciiOrNull(name, maxLength);
        return text == null ? "" : text;
    }

    /** Reads one; what is wrong with it the body's {@link Body#end} tells, and only after that is it good. */
    static OrderWish read(Body body) {
        String clOrdId = body.ascii("clOrdId", Request.MAX_KEY);
        String account = body.ascii("account", Request.MAX_NAME);
        String symbol = body.ascii("symbol", Request.MAX_NAME);
        Side side = body.choice("side", Side.class, SIDES);
        OrdType type = body.choice("type", OrdType.class, TYPES);
        TimeInForce until = body.choiceOr("timeInForce", TimeInForce.class, TIMES, TimeInForce.DAY);
        Decimal quantity = body.decimal("quantity");
        Decimal price = price(body, "price", type, type == OrdType.LIMIT || type == OrdType.STOP_LIMIT);
        Decimal stopPrice = price(body, "stopPrice", type, type == OrdType.STOP || type == OrdType.STOP_LIMIT);
        return new OrderWish(clOrdId, account, symbol, side, type, until, quantity, price, stopPrice,
            Marks.read(body));
    }

    private static Decimal price(Body body, String name, OrdType type, boolean needed) {
        if (type != null && needed) {
            return body.decimal(name);
        }
        Decimal given = body.decimalOrNull(name);
        if (given != null && type != null) {
            body.fault(name, "must not be given for a " + OrderView.lower(type) + " order");
        }
        return NO_PRICE;
    }

    /** The same for the same order, however it was written. */
    long hash() {
        byte[] bytes = String.join("\n", clOrdId, account, symbol, side.name(), type.name(), until.name(),
            quantity.toString(), price.toString(), stopPrice.toString(), marks.capacity().name(), marks.strategy(),
            marks.decisionMaker(), marks.session(), marks.parentId(), marks.locate())
            .getBytes(StandardCharsets.US_ASCII);
        return StateHash.of(bytes, 0, bytes.length);
    }

    void encode(OrderCapturedEncoder order) {
        order.quantity(quantity.mantissa()).quantityDecimals((short) quantity.decimals())
            .price(price.mantissa()).priceDecimals((short) price.decimals())
            .stopPrice(stopPrice.mantissa()).stopPriceDecimals((short) stopPrice.decimals())
            .bodyHash(hash()).side(side).ordType(type).timeInForce(until).capacity(marks.capacity())
            .clOrdId(clOrdId).accountName(account).symbol(symbol).strategy(marks.strategy())
            .decisionMaker(marks.decisionMaker()).session(marks.session()).parentId(marks.parentId())
            .locate(marks.locate());
    }

    void encode(BasketCapturedEncoder.OrdersEncoder order) {
        order.quantity(quantity.mantissa()).quantityDecimals((short) quantity.decimals())
            .price(price.mantissa()).priceDecimals((short) price.decimals())
            .stopPrice(stopPrice.mantissa()).stopPriceDecimals((short) stopPrice.decimals())
            .bodyHash(hash()).side(side).ordType(type).timeInForce(until).capacity(marks.capacity())
            .clOrdId(clOrdId).accountName(account).symbol(symbol).strategy(marks.strategy())
            .decisionMaker(marks.decisionMaker()).session(marks.session()).parentId(marks.parentId())
            .locate(marks.locate());
    }
}
