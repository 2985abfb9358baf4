package throughline.gateway;

import io.vertx.core.json.JsonObject;
import throughline.blotter.Declines;
import throughline.blotter.Orders;
import throughline.capture.FrontMachine;
import throughline.desk.Decimal;
import throughline.desk.Problem;
import throughline.message.OrderDeclinedDecoder;
import throughline.message.RefuseReason;
import throughline.message.ScopeKind;

/** Why risk said no to an order or to its amendment, for people and programs. On the desk's thread. */
final class Reasons {
    private static final String NONE = "none";

    private Reasons() {
    }

    /** What a decline of an order says: code, scope, limit, observed, and a text of all of it. */
    static JsonObject of(FrontMachine state, int row, int decline) {
        Declines declines = state.blotter().declines();
        String scope = scope(state, row, decline);
        long limit = declines.limitE8(decline);
        long observed = declines.observedE8(decline);
        String limitText = limit == OrderDeclinedDecoder.limitE8NullValue() ? NONE : Decimal.textE8(limit);
        String observedText = observed == OrderDeclinedDecoder.observedE8NullValue() ? NONE
            : Decimal.textE8(observed);
        String code = declines.code(decline).name();
        return new JsonObject().put("code", code).put("scope", scope).put("limit", limitText)
            .put("observed", observedText)
            .put("text", code + " at " + scope + ": " + (declines.scopeKind(decline) == ScopeKind.BASKET
                ? "another order of it does not pass" : "observed " + observedText + ", limit " + limitText));
    }

    private static String scope(FrontMachine state, int row, int decline) {
        Declines declines = state.blotter().declines();
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
            case BASKET -> "basket";
            default -> NONE;
        };
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
                JsonObject reason = of(state, row, orders.replaceDecline(row));
                throw new Problem(409, reason.getString("code"), reason.getString("text")).with("reason", reason);
            }
        }
    }
}
