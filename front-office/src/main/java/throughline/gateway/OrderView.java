package throughline.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import throughline.capture.FrontMachine;
import throughline.blotter.Blotter;
import throughline.blotter.Orders;
import throughline.desk.Answer;
import throughline.desk.Decimal;
import throughline.desk.Person;
import throughline.desk.Request;
import throughline.message.EndReason;
import throughline.message.Metric;
import throughline.message.OrderCapacity;
import throughline.reference.Accounts;
import throughline.reference.Users;

/** An order as people see it, and who may see it. On the desk's thread. */
final class OrderView {
    /** Fields that lists filter by and CSV shows. */
    static final List<String> COLUMNS = List.of("orderId", "clOrdId", "account", "symbol", "side", "type",
        "timeInForce", "orderQty", "price", "stopPrice", "status", "cumQty", "leavesQty", "avgPx", "user",
        "businessDate", "capturedAt", "changedAt", "endReason", "origClOrdId", "basketId", "capacity", "strategy",
        "decisionMaker", "session", "parentId", "locate", "overrideId", "reason.code", "reason.metric", "reason.scope",
        "reason.limit", "reason.observed", "reason.text", "replaceReason.code", "replaceReason.metric",
        "replaceReason.scope", "replaceReason.limit", "replaceReason.observed", "replaceReason.text", "warning.code",
        "warning.metric", "warning.scope", "warning.limit", "warning.observed");

    private static final int PRICE_DECIMALS = 8;

    private OrderView() {
    }

    /** Whether an order is of an account of theirs; one of an unknown account is its user's alone. */
    static boolean isFor(Person person, FrontMachine state, int row) {
        return isFor(person, state.accounts(), state.orders(), row);
    }

    /** As {@link #isFor(Person, FrontMachine, int)}, of orders beside the state. */
    static boolean isFor(Person person, Accounts accounts, Orders orders, int row) {
        int account = orders.account(row);
        return accounts.isKnown(account) ? person.mayUseDesk(accounts.deskId(account))
            : person.deskId() == 0 || orders.user(row) == person.id();
    }

    /** Takes an order's fields one by one. */
    @FunctionalInterface
    private interface Taker {
        /** A field: a text, or an object. */
        void put(String name, Object value);

        /** A text; an empty one is left out. */
        default void putGiven(String name, String text) {
            if (!text.isEmpty()) {
                put(name, text);
            }
        }
    }

    /** An order as an item of a list. */
    static JsonObject of(FrontMachine state, int row) {
        return of(state.blotter(), state.users(), row);
    }

    /** As {@link #of(FrontMachine, int)}, of a blotter beside the state. */
    static JsonObject of(Blotter blotter, Users users, int row) {
        JsonObject item = new JsonObject();
        tell(blotter, users, row, item::put);
        return item;
    }

    /** An order as the text of a JSON object. */
    static Buffer text(FrontMachine state, int row) {
        JsonText text = new JsonText();
        tell(state.blotter(), state.users(), row, text::put);
        return text.end();
    }

    private static void tell(Blotter blotter, Users users, int row, Taker item) {
        Orders orders = blotter.orders();
        int decimals = orders.quantityDecimals(row);
        item.put("orderId", Long.toString(orders.id(row)));
        item.put("clOrdId", orders.clOrdId(row));
        item.put("account", orders.accountName(row));
        item.put("symbol", orders.symbol(row));
        item.put("side", lower(orders.side(row)));
        item.put("type", lower(orders.type(row)));
        item.put("timeInForce", lower(orders.timeInForce(row)));
        item.put("orderQty", Decimal.text(orders.quantity(row), decimals));
        if (orders.price(row) != 0) {
            item.put("price", Decimal.text(orders.price(row), orders.priceDecimals(row)));
        }
        if (orders.stopPrice(row) != 0) {
            item.put("stopPrice", Decimal.text(orders.stopPrice(row), orders.stopPriceDecimals(row)));
        }
        item.put("status", status(orders, row));
        item.put("cumQty", Decimal.text(orders.cum(row), decimals));
        item.put("leavesQty", Decimal.text(orders.leaves(row), decimals));
        item.put("avgPx", averagePrice(orders, row));
        item.put("user", users.name(orders.user(row)));
        item.put("businessDate", Answer.date(orders.businessDate(row)));
        item.put("capturedAt", Answer.time(orders.capturedNs(row)));
        item.put("changedAt", Answer.time(orders.changedNs(row)));
        if (orders.endReason(row) != EndReason.NONE) {
            item.put("endReason", lower(orders.endReason(row)));
        }
        marks(item, orders, row);
        if (orders.warnedMetric(row) != Metric.NONE) {
            item.put("warning", Reasons.warning(orders, row));
        }
        if (orders.replaceDecline(row) != Orders.NONE) {
            item.put("replaceReason", Reasons.of(blotter, row, orders.replaceDecline(row)));
        }
        if (orders.decline(row) != Orders.NONE) {
            item.put("reason", Reasons.of(blotter, row, orders.decline(row)));
        }
    }

    /** What it was given to risk and audit with; what was not given is left out. */
    private static void marks(Taker item, Orders orders, int row) {
        item.putGiven("origClOrdId", orders.origClOrdId(row));
        item.putGiven("basketId", basketId(orders, row));
        item.putGiven("capacity", orders.capacity(row) == OrderCapacity.NONE ? "" : lower(orders.capacity(row)));
        item.putGiven("strategy", orders.texts().text(orders.strategy(row)));
        item.putGiven("decisionMaker", orders.texts().text(orders.decisionMaker(row)));
        item.putGiven("session", orders.texts().text(orders.session(row)));
        item.putGiven("parentId", orders.texts().text(orders.parentId(row)));
        item.putGiven("locate", orders.texts().text(orders.locate(row)));
        item.putGiven("overrideId", orders.overrideId(row) == 0 ? "" : Long.toString(orders.overrideId(row)));
    }

    /**
     * What its user calls the basket it came in, or else its number; empty: it came in none. In journals of before this
     * a basket that nobody named has a key made for it.
     */
    static String basketId(Orders orders, int row) {
        String name = orders.basketName(row);
        boolean isNamed = !name.isEmpty() && !Request.isNewKey(name);
        return orders.basketId(row) == 0 ? "" : isNamed ? name : Long.toString(orders.basketId(row));
    }

    static void put(JsonObject item, String name, String text) {
        if (!text.isEmpty()) {
            item.put(name, text);
        }
    }

    static String status(Orders orders, int row) {
        return lower(orders.status(row));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String averagePrice(Orders orders, int row) {
        if (orders.cum(row) == 0) {
            return "0";
        }
        BigInteger low = BigInteger.valueOf(orders.notionalLow(row) >>> 1).shiftLeft(1)
            .add(BigInteger.valueOf(orders.notionalLow(row) & 1));
        BigInteger notional = BigInteger.valueOf(orders.notionalHigh(row)).shiftLeft(Long.SIZE).add(low);
        return new BigDecimal(notional, PRICE_DECIMALS)
            .divide(BigDecimal.valueOf(orders.cum(row)), PRICE_DECIMALS, RoundingMode.HALF_UP)
            .stripTrailingZeros().toPlainString();
    }
}
