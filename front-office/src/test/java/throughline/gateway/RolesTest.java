package throughline.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.contract.RolesTable;

/** Every way into the front by every role, as the table {@code roles-front.md} has it. */
class RolesTest {
    private static final Map<String, String> USERS = Map.of("own desk's trader", "trader", "foreign trader",
        "stranger", "risk", "risk", "operations", "operations", "admin", "admin", "auditor", "auditor");
    private static final String NOTHING = "999999999";

    @TempDir
    private Path directory;
    private RunningFront front;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private int made;

    @Test
    void everyOperationByEveryRole() throws Exception {
        try (RunningFront running = new RunningFront(directory)) {
            front = running;
            for (String user : USERS.values()) {
                tokens.put(user, front.token(user));
            }
            enter("sell");
            enter("buy");
            new RolesTable("/throughline/roles-front.md").prove(front.operations().keySet(), this::ask);
        }
    }

    private JsonObject wish(String side) {
        return new JsonObject().put("clOrdId", "roles-" + ++made).put("account", "PROP").put("symbol", "ABC")
            .put("side", side).put("type", "limit").put("quantity", "10").put("price", "100");
    }

    private String enter(String side) throws Exception {
        return new JsonObject(front.call("POST", "/v1/orders", tokens.get("trader"), wish(side).encode()).body())
            .getString("orderId");
    }

    private Object ask(String operation, String who) throws Exception {
        String method = operation.split(" ")[0];
        String path = operation.split(" ")[1];
        String id = !path.contains(":id") ? "" : path.contains("approvals") ? "1"
            : path.contains("orders") ? enter("sell")
            : path.contains("trades") ? execution() : basket();
        if (path.endsWith("/cancel")) {
            enter("sell");
        }
        JsonObject body = body(operation);
        HttpResponse<String> answer = front.call(method, path.replace(":id", id).replace(":symbol", "ABC"),
            tokens.get(USERS.get(who)), body == null ? null : body.encode());
        return RolesTable.cell(answer, "PROP");
    }

    private JsonObject body(String operation) {
        JsonObject trade = new JsonObject().put("account", "PROP").put("symbol", "ABC").put("side", "buy")
            .put("quantity", "10").put("price", "100");
        return switch (operation) {
            case "POST /v1/orders" -> wish("sell");
            case "POST /v1/baskets" -> new JsonObject().put("orders", new JsonArray().add(wish("sell")));
            case "PATCH /v1/orders/:id" -> new JsonObject().put("quantity", "9");
            case "POST /v1/orders/cancel" -> new JsonObject().put("account", "PROP");
            case "POST /v1/trades" -> trade;
            case "POST /v1/trades/:id/bust" -> new JsonObject().put("reason", "wrong");
            case "POST /v1/trades/:id/correct" -> new JsonObject().put("quantity", "9").put("price", "99")
                .put("reason", "wrong");
            case "PUT /v1/markets/:symbol" -> new JsonObject().put("phase", "continuous").put("reason", "so it is");
            case "POST /v1/prices" -> new JsonObject().put("symbol", "ABC").put("price", "100");
            case "POST /v1/login" -> new JsonObject().put("user", "nobody" + ++made).put("password", "nothing");
            default -> null;
        };
    }

    /** The newest execution of a match made for it. */
    private String execution() throws Exception {
        enter("sell");
        String order = enter("buy");
        JsonArray found = new JsonObject(front.call("GET", "/v1/executions?orderId=" + order, tokens.get("trader"),
            null).body()).getJsonArray("items");
        return found.isEmpty() ? NOTHING : found.getJsonObject(0).getString("executionId");
    }

    private String basket() throws Exception {
        JsonObject body = new JsonObject().put("orders", new JsonArray().add(wish("sell")));
        String made = new JsonObject(front.call("POST", "/v1/baskets", tokens.get("trader"), body.encode()).body())
            .getString("basketId");
        return made == null ? NOTHING : made;
    }
}
