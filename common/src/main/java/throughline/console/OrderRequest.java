package throughline.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import throughline.files.OrderLine;

/** One line of an order file on its way to its answer. Lives on the sender's event loop. */
final class OrderRequest {
    private static final String ORDERS = "/v1/orders";

    private final OrderLine line;
    private final long ordinal;
    /** Order a cancel or replace means, once known. */
    private String targetId = "";
    private long firstSentNs;
    private long lastSentNs;
    private int failures;

    OrderRequest(OrderLine line, long ordinal) {
        this.line = line;
        this.ordinal = ordinal;
    }

    HttpMethod method() {
        return switch (line.action()) {
            case NEW -> HttpMethod.POST;
            case CANCEL -> HttpMethod.DELETE;
            case REPLACE -> HttpMethod.PATCH;
        };
    }

    String uri() {
        return isNew() ? ORDERS : uri(targetId);
    }

    static String uri(String orderId) {
        return ORDERS + "/" + orderId;
    }

    /** Null: none. An order says again exactly the same when it is repeated: its clOrdId is its key. */
    JsonObject body() {
        return switch (line.action()) {
            case NEW -> withPrice(new JsonObject()
                .put("clOrdId", line.clOrdId())
                .put("account", line.account())
                .put("symbol", line.symbol())
                .put("side", lower(line.side()))
                .put("type", lower(line.type()))
                .put("timeInForce", lower(line.timeInForce()))
                .put("quantity", line.quantityText()));
            case REPLACE -> withPrice(line.quantity() == 0 ? new JsonObject()
                : new JsonObject().put("quantity", line.quantityText()));
            case CANCEL -> null;
        };
    }

    private JsonObject withPrice(JsonObject body) {
        return line.price() == 0 ? body : body.put("price", line.priceText());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Idempotency key of a cancel or replace; an order needs none. */
    String key() {
        return isNew() ? "" : line.clOrdId();
    }

    boolean isNew() {
        return line.action() == OrderLine.Action.NEW;
    }

    OrderLine line() {
        return line;
    }

    /** Place in the file's order among what is sent. */
    long ordinal() {
        return ordinal;
    }

    boolean hasTarget() {
        return isNew() || !targetId.isEmpty();
    }

    void target(String orderId) {
        targetId = orderId;
    }

    void sent(long nowNs) {
        firstSentNs = firstSentNs == 0 ? nowNs : firstSentNs;
        lastSentNs = nowNs;
    }

    /** Nanoseconds since it was first sent: repeats and refusals for load are part of the wait. */
    long waitedNs(long nowNs) {
        return nowNs - firstSentNs;
    }

    long lastSentNs() {
        return lastSentNs;
    }

    /** Counts an answer that is none, such as 500. */
    int failed() {
        return ++failures;
    }
}
