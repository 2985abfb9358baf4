package throughline.gateway;

import io.vertx.core.json.JsonObject;
import throughline.blotter.Blotter;
import throughline.blotter.Declines;
import throughline.blotter.Orders;
import throughline.capture.FrontMachine;
import throughline.desk.Decimal;
import throughline.desk.Problem;
import throughline.message.Metric;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.RefuseReason;
import throughline.message.RejectCode;
import throughline.message.ScopeKind;
import throughline.reference.Measure;

/** Why risk said no to an order or to its amendment, for people and programs. On the desk's thread. */
final class Reasons {
    private static final String NONE = "none";

    private Reasons() {
    }

    /** What a decline of an order says: code, metric if it has one, scope, limit, observed, and a text of all of it. */
    static JsonObject of(Blotter blotter, int row, int decline) {
        Declines declines = blotter.declines();
        Metric metric = declines.metric(decline);
        String scope = scope(blotter, row, decline);
        String limit = text(metric, declines.bound(decline));
        String observed = observed(blotter, row, decline);
        String code = declines.code(decline).name();
        JsonObject reason = new JsonObject().put("code", code).put("scope", scope).put("limit", limit)
            .put("observed", observed).put("text", code + (scope.equals(NONE) ? "" : " at " + scope)
                + detail(declines, decline, limit, observed));
        return metric == Metric.NONE ? reason : reason.put("metric", Measure.name(metric));
    }

    /** What is behind code and scope: nothing where no number was tested, as on a restricted list or in a halt. */
    private static String detail(Declines declines, int decline, String limit, String observed) {
        if (declines.scopeKind(decline) == ScopeKind.BASKET && limit.equals(NONE)) {
            return ": another order of it does not pass";
        }
        Metric metric = declines.metric(decline);
        boolean numbers = metric != Metric.NONE || !limit.equals(NONE) || !observed.equals(NONE);
        String soft = declines.code(decline) == RejectCode.SOFT_LIMIT ? " of " + Measure.name(metric) : "";
        return numbers ? soft + ": observed " + observed + ", limit " + limit : "";
    }

    /** A scope as risk told it; of a name that risk does not know, with the name as it was given. */
    private static String scope(Blotter blotter, int row, int decline) {
        Declines declines = blotter.declines();
        String scope = declines.scopeName(decline);
        RejectCode code = declines.code(decline);
        return scope.isEmpty() ? NONE : declines.scopeKind(decline) == ScopeKind.BASKET ? scope
            : code == RejectCode.UNKNOWN_ACCOUNT ? "account:" + blotter.orders().accountName(row)
            : code == RejectCode.UNKNOWN_INSTRUMENT ? "instrument:" + blotter.orders().symbol(row)
            : blotter.orders().scopeText(scope);
    }

    /** As risk told it; an order's own quantity where it is more than a record's number holds. */
    private static String observed(Blotter blotter, int row, int decline) {
        Declines declines = blotter.declines();
        Orders orders = blotter.orders();
        boolean ownQuantity = declines.code(decline) == RejectCode.MAX_ORDER_QTY
            || declines.code(decline) == RejectCode.BAD_LOT;
        return ownQuantity && declines.observed(decline) == Long.MAX_VALUE && orders.decline(row) == decline
            ? Decimal.text(orders.quantity(row), orders.quantityDecimals(row))
            : text(declines.metric(decline), declines.observed(decline));
    }

    private static String text(Metric metric, long value) {
        return value == OrderDeclinedDecoder.boundNullValue() ? NONE : Measure.of(metric).text(value);
    }

    /** What risk warned of as it accepted an order that has a warning. */
    static JsonObject warning(Orders orders, int row) {
        Metric metric = orders.warnedMetric(row);
        return new JsonObject().put("code", Measure.control(metric)).put("metric", Measure.name(metric))
            .put("scope", orders.scopeText(orders.texts().text(orders.warnedScope(row))))
            .put("limit", text(metric, orders.warnedBound(row)))
            .put("observed", text(metric, orders.warnedObserved(row)));
    }

    /**
     * Checks that an order's last amendment, which is decided, was made.
     *
     * @throws Problem 409, with risk's reason when it was risk that refused it
     */
    static void checkReplaced(FrontMachine state, int row) {
        Orders orders = state.orders();
        RefuseReason refusal = orders.replaceRefusal(row);
        switch (refusal) {
            case NONE -> { }
            case TOO_LATE -> throw new Problem(409, "TOO_LATE_TO_CANCEL",
                "The order ended, or its stop price was reached, before it was replaced.");
            case SCOPE_HALTED -> throw new Problem(409, "HALTED", "Its scope was halted before it was replaced.");
            case SESSION_CLOSED ->
                throw new Problem(409, "SESSION_CLOSED", "The session closed before it was replaced.");
            default -> {
                JsonObject reason = of(state.blotter(), row, orders.replaceDecline(row));
                throw new Problem(409, reason.getString("code"), reason.getString("text")).with("reason", reason);
            }
        }
    }
}
