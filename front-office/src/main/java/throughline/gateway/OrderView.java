package throughline.gateway;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import throughline.blotter.Declines;
import throughline.capture.FrontMachine;
import throughline.blotter.Orders;
import throughline.desk.Answer;
import throughline.desk.Decimal;
import throughline.desk.Person;
import throughline.message.EndReason;
import throughline.message.OrdType;
import throughline.message.OrderDeclinedDecoder;

/** An order as people see it, and who may see it. On the desk's thread. */
final class OrderView {
    /** Fields that lists filter by and CSV shows. */
    static final List<String> COLUMNS = List.of("orderId", "clOrdId", "account", "symbol", "side", "type",
        "timeInForce", "orderQty", "price", "status", "cumQty", "leavesQty", "avgPx", "user", "businessDate",
        "capturedAt", "changedAt", "endReason");

    private static final int PRICE_DECIMALS = 8;
    private static final String NONE = "none";

    private OrderView() {
    }

    /** Whether an order is of an account of theirs; one of an unknown account is its user's alone. */
    static boolean isFor(Person person, FrontMachine state, int row) {
        int account = state.orders().account(row);
        return state.accounts().isKnown(account) ? person.mayUseDesk(state.accounts().deskId(account))
            : person.deskId() == 0 || state.orders().user(row) == person.id();
    }

    static JsonObject of(FrontMachine state, int row) {
        Orders orders = state.orders();
        int decimals = orders.quantityDecimals(row);
        JsonObject item = new JsonObject()
            .put("orderId", Long.toString(orders.id(row)))
            .put("clOrdId", orders.clOrdId(row))
            .put("account", orders.accountName(row))
            .put("symbol", orders.symbol(row))
            .put("side", lower(orders.side(row)))
            .put("type", lower(orders.type(row)))
            .put("timeInForce", lower(orders.timeInForce(row)))
            .put("orderQty", Decimal.text(orders.quantity(row), decimals));
        if (orders.type(row) != OrdType.MARKET) {
            item.put("price", Decimal.text(orders.price(row), orders.priceDecimals(row)));
        }
        item.put("status", status(orders, row))
            .put("cumQty", Decimal.text(orders.cum(row), decimals))
            .put("leavesQty", Decimal.text(orders.leaves(row), decimals))
            .put("avgPx", averagePrice(orders, row))
            .put("user", state.users().name(orders.user(row)))
            .put("businessDate", Answer.date(orders.businessDate(row)))
            .put("capturedAt", Answer.time(orders.capturedNs(row)))
            .put("changedAt", Answer.time(orders.changedNs(row)));
        if (orders.endReason(row) != EndReason.NONE) {
            item.put("endReason", lower(orders.endReason(row)));
        }
        return orders.decline(row) == Orders.NONE ? item : item.put("reason", reason(state, row));
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

    private static JsonObject reason(FrontMachine state, int row) {
        Declines declines = state.blotter().declines();
        int decline = state.orders().decline(row);
        String scope = scope(state, row);
        long limit = declines.limitE8(decline);
        long observed = declines.observedE8(decline);
        String limitText = limit == OrderDeclinedDecoder.limitE8NullValue() ? NONE : Decimal.textE8(limit);
        String observedText = observed == OrderDeclinedDecoder.observedE8NullValue() ? NONE
            : Decimal.textE8(observed);
        String code = declines.code(decline).name();
        return new JsonObject().put("code", code).put("scope", scope).put("limit", limitText)
            .put("observed", observedText)
            .put("text", code + " at " + scope + ": observed " + observedText + ", limit " + limitText);
    }

    private static String scope(FrontMachine state, int row) {
        Declines declines = state.blotter().declines();
        int decline = state.orders().decline(row);
        int account = declines.scopeAccount(decline);
        int instrument = declines.scopeInstrument(decline);
        String ofAccount = "account:" + (state.accounts().isKnown(account) ? state.accounts().name(account)
            : state.orders().accountName(row));
        String ofInstrument = "instrument:" + (state.instruments().isKnown(instrument)
            ? state.instruments().symbol(instrument) : state.orders().symbol(row));
        return switch (declines.scopeKind(decline)) {
            case FIRM -> "firm";
            case ACCOUNT -> ofAccount;
            case INSTRUMENT -> ofInstrument;
            case ACCOUNT_INSTRUMENT -> ofAccount + "/" + ofInstrument;
            case TRADER -> "trader:" + state.users().name(state.orders().user(row));
            case ORDER -> "order:" + state.orders().id(row);
            default -> NONE;
        };
    }
}
