package throughline.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import throughline.console.Firm.Refused;
import throughline.console.OfficeClient.Answer;
import throughline.files.ReferenceRows;
import throughline.message.AccountKind;
import throughline.reference.Decimals;

/** The middle office's scenes of the demo: what risk officers may do, and that nobody does it alone. One thread. */
final class RiskScenes {
    private static final String FIRM_STATE = "/v1/trading-state/firm";
    private static final String APPROVALS = "/v1/approvals/";
    private static final String RESTRICTED = "/v1/restricted";
    private static final String REHEARSALS = "/v1/rehearsals";
    private static final String REASON = "reason";
    private static final String REJECTED = "rejected";
    private static final String STATUS = "status";
    private static final int PRICE_DECIMALS = 8;
    private static final int SOFT = 600;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    private final FirmOptions firm;
    private final Proofs proofs;
    private final String run;
    private final ReferenceRows.Instrument instrument;
    private final String account;
    private int keys;

    RiskScenes(FirmOptions firm, Proofs proofs, String run, ReferenceRows rows) {
        this.firm = firm;
        this.proofs = proofs;
        this.run = run;
        instrument = rows.instruments().get(0);
        account = rows.accounts().stream().filter(row -> row.kind() == AccountKind.PRINCIPAL).findFirst()
            .orElseThrow().account();
    }

    private String key() {
        return "demo-risk-" + run + "-" + ++keys;
    }

    private Answer send(String user, String method, String path, JsonObject body) {
        return firm.client(Office.MIDDLE, user).send(method, path, body, key());
    }

    private JsonObject get(String path) {
        return firm.client(Office.MIDDLE, "risk1").get(path);
    }

    private static JsonObject because(String why) {
        return new JsonObject().put(REASON, "demo: " + why);
    }

    /** An order for the firm's first own account at the reference price, immediate or cancel. */
    private JsonObject order(String why, long quantity) {
        JsonObject order = new JsonObject().put("clOrdId", "demo-" + why + "-" + run).put("account", account)
            .put("symbol", instrument.symbol()).put("side", "buy").put("type", "limit").put("timeInForce", "ioc")
            .put("quantity", Decimals.text(quantity * instrument.lot(), instrument.quantityScale()))
            .put("price", Decimals.text(instrument.priceE8(), PRICE_DECIMALS));
        return firm.client(Office.FRONT, "trader1").send("POST", "/v1/orders", order, "").orRefuse("POST /v1/orders");
    }

    private static JsonObject reason(JsonObject order) {
        return order.getJsonObject(REASON, new JsonObject());
    }

    private void proveRejected(JsonObject order, String code) {
        proofs.prove(code.equals(reason(order).getString("code")), "an order of trader1 is now "
            + order.getString(STATUS), reason(order).encode());
    }

    private void proveTaken(JsonObject order) {
        proofs.prove(!REJECTED.equals(order.getString(STATUS)), "an order of trader1 is taken; immediate or cancel, it"
            + " is now " + order.getString(STATUS), reason(order).isEmpty() ? "" : reason(order).encode());
    }

    /** What loosens: asked by risk1, who may not approve it, granted by risk2. */
    private void byTwo(String what, Answer asked) {
        proofs.prove(asked.status() == 202, "risk1 asks " + what + ", which waits for a second person: "
            + asked.status());
        String path = APPROVALS + asked.json().getValue("id");
        JsonObject approve = new JsonObject().put("decision", "approve").put("comment", "demo");
        Answer own = send("risk1", "POST", path, approve);
        proofs.prove(own.status() == 403, "risk1 may not approve what risk1 asked for: " + own.problem());
        Answer approved = send("risk2", "POST", path, approve);
        proofs.prove(!approved.isError(), "risk2 approves: " + approved.status());
    }

    /** One hand stops the firm; two people start it again, in two stages. */
    void killSwitch() {
        JsonObject preview = get(FIRM_STATE + "/preview?state=halted");
        Proofs.tell("what halting the firm would cancel", preview.encode());
        Answer halted = send("risk1", "PUT", FIRM_STATE, because("the kill switch").put("state", "halted"));
        proofs.prove(halted.status() == 200, "risk1 alone halts the firm: " + halted.status());
        proveRejected(order("halted", 1), "HALTED");
        JsonObject state = awaitCleared();
        proofs.prove(state.containsKey("cleared"), "the firm's working orders have ended: " + state.encode());
        byTwo("to let what reduces trade again", send("risk1", "PUT", FIRM_STATE,
            because("resumed").put("state", "reduce_only")));
        byTwo("to let all trade again", send("risk1", "PUT", FIRM_STATE, because("resumed").put("state", "active")));
        proveTaken(order("resumed", 1));
    }

    private JsonObject awaitCleared() {
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        JsonObject state = get(FIRM_STATE);
        while (!state.containsKey("cleared") && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(POLL_NS);
            state = get(FIRM_STATE);
        }
        return state;
    }

    /** What may not be bought today, for the whole firm. */
    void restrictedList() {
        JsonObject entry = because("we advise its issuer").put("scope", "firm").put("symbol", instrument.symbol())
            .put("side", "buy");
        Answer set = send("risk1", "PUT", RESTRICTED, entry);
        proofs.prove(set.status() == 200, "risk1 alone restricts " + instrument.symbol() + ": " + set.status());
        proveRejected(order("restricted", 1), "RESTRICTED");
        byTwo("to take it off the list", send("risk1", "DELETE", RESTRICTED + "/" + set.json().getValue("id"),
            because("no longer")));
        proveTaken(order("unrestricted", 1));
    }

    /** Above a soft limit an order needs leave, asked by one and granted by another; a hard limit never yields. */
    void softLimit() {
        String quantity = "/v1/limits/account:" + account + "/MAX_ORDER_QTY";
        String soft = "/v1/limits/account:" + account + "/SOFT_LIMIT.REFUSAL";
        send("risk1", "PUT", quantity, because("a day with care").put("value", "1000")).orRefuse(quantity);
        send("risk1", "PUT", soft, because("a day with care").put("value", "50")).orRefuse(soft);
        proveRejected(order("soft", SOFT), "SOFT_LIMIT");
        JsonObject leave = because("the client waits").put("account", account).put("symbol", instrument.symbol())
            .put("side", "buy").put("quantity", Integer.toString(SOFT))
            .put("until", java.time.Instant.now().plusSeconds(600).toString());
        byTwo("leave for one order of " + SOFT, send("risk1", "POST", "/v1/overrides", leave));
        proveTaken(order("overridden", SOFT));
        proveRejected(order("again", SOFT), "SOFT_LIMIT");
        byTwo("to lift the soft limit", send("risk1", "DELETE", soft, because("done")));
        byTwo("to lift the limit", send("risk1", "DELETE", quantity, because("done")));
    }

    /** Every limit before and after all prices fell by a tenth; nothing is changed by asking. */
    void whatIf() {
        JsonObject shock = new JsonObject().put("shock", new JsonObject().put("percent", "-10").put("scope", "all"));
        JsonObject answer = send("risk1", "POST", "/v1/what-if", shock).orRefuse("POST /v1/what-if");
        JsonArray limits = answer.getJsonArray("limits", new JsonArray());
        IntStream.range(0, limits.size()).mapToObj(limits::getJsonObject)
            .filter(limit -> "firm".equals(limit.getString("scope")))
            .forEach(limit -> Proofs.tell("firm " + limit.getString("metric"), "before " + limit.getString("before")
                + ", after " + limit.getString("after") + ", limit " + limit.getString("limit")));
        proofs.prove(!limits.isEmpty(), "a fall of all prices by 10 % touches " + limits.size() + " limits");
    }

    /** Half of the largest order of the day, had it been the limit from its morning on. */
    void rehearsal() {
        JsonArray proposed = new JsonArray().add(new JsonObject().put("scope", "firm").put("metric", "MAX_ORDER_QTY")
            .put("value", "100"));
        Answer asked = send("risk1", "POST", REHEARSALS, new JsonObject().put("limits", proposed));
        proofs.prove(asked.status() == 202, "risk1 rehearses a limit of 100 shares an order: " + asked.status());
        String path = REHEARSALS + "/" + asked.json().getValue("id");
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        JsonObject told = get(path);
        while (!"done".equals(told.getString(STATUS)) && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(POLL_NS);
            told = get(path);
        }
        if (!"done".equals(told.getString(STATUS))) {
            throw new Refused("the rehearsal is " + told.encode());
        }
        proofs.prove(told.getInteger("differences") > 0, "of " + told.getValue("judged") + " judgements "
            + told.getValue("differences") + " would have been others");
        JsonArray first = get(path + "/differences?limit=3").getJsonArray("items");
        first.forEach(item -> Proofs.tell("  for example", item.toString()));
    }
}
