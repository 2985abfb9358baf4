package throughline.play;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import throughline.files.OrderLine;
import throughline.message.OrderCapacity;
import throughline.play.FrontConnection.Ask;
import throughline.play.FrontConnection.Reply;

/**
 * A new order, a cancel or a replace. A cancel or replace goes when the order it names has its answer and no other of
 * the same order is on its way. Its clOrdId is its idempotency key, that of an order is one by itself.
 */
public final class OrderRequest extends Request {
    private static final String ORDERS = "/v1/orders";
    private static final int FIRST_ERROR = 400;
    private static final int PENDING = 202;

    private final OrderLine line;
    private final KnownIds known;
    /** Order a cancel or replace means, once known. */
    private String targetId = "";
    /** The order under a name that is not the replace's: it is asked whether that one is its name too. */
    private JsonObject present;

    /** The front office's ids of the latest orders of a run, so that cancels need not ask; bounded. One event loop. */
    public static final class KnownIds {
        private static final int MOST = 1 << 16;

        private final Map<String, String> ids = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > MOST;
            }
        };
    }

    /** Takes a line, and what the run's orders are called by the front office. */
    public OrderRequest(OrderLine line, KnownIds known) {
        super(line.lineNumber(), line.timeNs());
        this.line = line;
        this.known = known;
    }

    @Override
    Ask ask() {
        return switch (line.action()) {
            case NEW -> new Ask(HttpMethod.POST, ORDERS, "", order());
            case CANCEL -> new Ask(HttpMethod.DELETE, uri(targetId), line.clOrdId(), null);
            case REPLACE -> new Ask(HttpMethod.PATCH, uri(targetId), line.clOrdId(), replacement());
        };
    }

    private static String uri(String orderId) {
        return ORDERS + "/" + orderId;
    }

    private JsonObject order() {
        OrderLine.Attributes more = line.attributes();
        JsonObject body = new JsonObject().put("clOrdId", line.clOrdId()).put("account", line.account())
            .put("symbol", line.symbol()).put("side", lower(line.side())).put("type", lower(line.type()))
            .put("timeInForce", lower(line.timeInForce())).put("quantity", line.quantityText());
        put(body, "price", line.priceText());
        put(body, "stopPrice", line.stopPriceText());
        put(body, "capacity", more.capacity() == OrderCapacity.NONE ? "" : lower(more.capacity()));
        put(body, "strategy", more.strategy());
        put(body, "decisionMaker", more.decisionMaker());
        put(body, "parentId", more.parentId());
        put(body, "locate", more.locate());
        return body;
    }

    /** What is left out stays as it is. */
    private JsonObject replacement() {
        JsonObject body = new JsonObject().put("clOrdId", line.clOrdId());
        put(body, "quantity", line.quantityText());
        put(body, "price", line.priceText());
        put(body, "stopPrice", line.stopPriceText());
        return body;
    }

    private static void put(JsonObject body, String name, String text) {
        if (!text.isEmpty()) {
            body.put(name, text);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    boolean isNew() {
        return line.action() == OrderLine.Action.NEW;
    }

    @Override
    Ask question() {
        if (isNew() || !targetId.isEmpty()) {
            return null;
        }
        targetId = known.ids.getOrDefault(line.origClOrdId(), "");
        return targetId.isEmpty() ? whichIs(line.origClOrdId()) : null;
    }

    private static Ask whichIs(String clOrdId) {
        return Ask.get(ORDERS + "?clOrdId=" + URLEncoder.encode(clOrdId, StandardCharsets.UTF_8));
    }

    @Override
    boolean told(JsonObject answer) {
        JsonArray found = answer.containsKey("orderId") ? new JsonArray().add(answer)
            : answer.getJsonArray("items", new JsonArray());
        if (found.isEmpty()) {
            return false;
        }
        targetId = text(found.getJsonObject(0), "orderId");
        return true;
    }

    /**
     * A new order is looked at until it is decided; a cancel or replace is repeated, which its key makes harmless. A
     * repeated replace is answered with the order as it is by now: whether it was made, its new name tells.
     */
    @Override
    Ask again(Reply reply) {
        String status = reply.json().getString("status", "");
        if (reply.status() >= FIRST_ERROR || present != null) {
            return null;
        }
        if (isNew()) {
            boolean pending = reply.status() == PENDING || status.equals("pending_new");
            return pending ? Ask.get(uri(text(reply.json(), "orderId"))) : null;
        }
        if (reply.status() == PENDING || status.startsWith("pending_")) {
            return ask();
        }
        if (isReplace() && !line.clOrdId().equals(reply.json().getString("clOrdId"))) {
            present = reply.json();
            return whichIs(line.clOrdId());
        }
        return null;
    }

    private boolean isReplace() {
        return line.action() == OrderLine.Action.REPLACE;
    }

    @Override
    List<String> holds() {
        return switch (line.action()) {
            case NEW -> List.of(called(line.clOrdId()));
            case CANCEL -> List.of("order " + targetId);
            case REPLACE -> List.of("order " + targetId, called(line.clOrdId()));
        };
    }

    @Override
    List<String> waitsFor() {
        return switch (line.action()) {
            case NEW -> holds();
            case CANCEL -> List.of("order " + targetId, called(line.origClOrdId()));
            case REPLACE -> List.of("order " + targetId, called(line.origClOrdId()), called(line.clOrdId()));
        };
    }

    private static String called(String clOrdId) {
        return "clOrdId " + clOrdId;
    }

    /** A replaced order is known by its new name too. */
    @Override
    void concluded(int status, JsonObject answer) {
        if (isNew() && answer.containsKey("orderId")) {
            known.ids.put(line.clOrdId(), text(answer, "orderId"));
        } else if (isReplace() && isDone(status, answer)) {
            known.ids.put(line.clOrdId(), targetId);
        }
    }

    /** What a cancel or replace came to: done, or why not. */
    String outcome(int status, JsonObject answer) {
        if (isDone(status, answer)) {
            return "done";
        }
        return status >= FIRST_ERROR ? Summary.why(status, answer)
            : ("refused " + Summary.code(present, "replaceReason")).strip();
    }

    private boolean isDone(int status, JsonObject answer) {
        return status < FIRST_ERROR && (present == null || answer.getJsonArray("items", new JsonArray()).stream()
            .anyMatch(item -> text((JsonObject) item, "orderId").equals(targetId)));
    }

    private static String text(JsonObject answer, String name) {
        return String.valueOf(answer.getValue(name));
    }

    OrderLine line() {
        return line;
    }
}
