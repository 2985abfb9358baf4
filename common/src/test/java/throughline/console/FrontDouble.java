package throughline.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A front office as its clients may meet it on a bad day: a real HTTP server that keeps orders by clOrdId as the
 * contract says, and misbehaves as it is told, once for each order named. One event loop.
 */
final class FrontDouble implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Queue<String>> misbehaviour = new HashMap<>();
    private final Map<String, JsonObject> orders = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private String token = "token-1";
    private int logins;

    FrontDouble(boolean http2) {
        server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0)
            .setHttp2ClearTextEnabled(http2)).requestHandler(this::handle).listen()
            .toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    void credentials(Path data) throws IOException {
        Files.writeString(data.resolve("credentials"), "trader1 secret trader\n");
    }

    /** The next answers about an order: a status, {@code lost before}, {@code lost after} or {@code pending}. */
    FrontDouble on(String clOrdId, String... what) {
        misbehaviour.computeIfAbsent(clOrdId, id -> new ArrayDeque<>()).addAll(List.of(what));
        return this;
    }

    /** What changed something, in the order in which it did. */
    synchronized List<String> log() {
        return List.copyOf(log);
    }

    synchronized int logins() {
        return logins;
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (request.path().equals("/v1/login")) {
                login(request, body.toJsonObject());
            } else if (!("Bearer " + token).equals(request.getHeader("Authorization"))) {
                problem(request, 401, "UNAUTHORIZED");
            } else if (request.method() == HttpMethod.POST) {
                capture(request, body.toJsonObject());
            } else if (request.method() == HttpMethod.GET) {
                read(request);
            } else {
                amend(request);
            }
        });
    }

    private synchronized void login(HttpServerRequest request, JsonObject body) {
        logins++;
        if (body.getString("password").equals("secret")) {
            answer(request, 200, new JsonObject().put("token", token));
        } else {
            problem(request, 401, "UNAUTHORIZED");
        }
    }

    private synchronized void capture(HttpServerRequest request, JsonObject body) {
        String clOrdId = body.getString("clOrdId");
        String next = misbehaviour.getOrDefault(clOrdId, new ArrayDeque<>()).poll();
        switch (next == null ? "" : next) {
            case "503", "504", "500", "400" -> problem(request, Integer.parseInt(next), "AS_TOLD");
            case "401" -> {
                token = "token-2";
                problem(request, 401, "UNAUTHORIZED");
            }
            case "lost before" -> request.connection().close();
            case "lost after" -> {
                keep(clOrdId, body);
                request.connection().close();
            }
            case "pending" -> {
                JsonObject order = keep(clOrdId, body);
                answer(request, 202, order.copy().put("status", "pending_new"));
            }
            default -> {
                boolean repeat = orders.containsKey(clOrdId);
                answer(request, repeat ? 200 : 201, keep(clOrdId, body));
            }
        }
    }

    private JsonObject keep(String clOrdId, JsonObject body) {
        return orders.computeIfAbsent(clOrdId, id -> {
            log.add(id);
            JsonObject order = new JsonObject().put("orderId", Integer.toString(100 + orders.size()))
                .put("clOrdId", id).put("status", "new").put("orderQty", body.getString("quantity"));
            if (body.getString("symbol").equals("BAD")) {
                order.put("status", "rejected").put("reason", new JsonObject().put("code", "UNKNOWN_INSTRUMENT"));
            }
            return order;
        });
    }

    private synchronized void read(HttpServerRequest request) {
        if (request.path().equals("/v1/executions")) {
            JsonArray items = new JsonArray();
            orders.values().stream().filter(order -> order.getString("status").equals("new")).forEach(order ->
                items.add(new JsonObject().put("orderId", order.getString("orderId"))
                    .put("quantity", order.getString("orderQty")).put("price", "12.5")));
            items.add(new JsonObject().put("orderId", "99999").put("quantity", "7").put("price", "1"));
            answer(request, 200, new JsonObject().put("items", items).putNull("next"));
            return;
        }
        String asked = request.getParam("clOrdId");
        if (asked != null) {
            JsonArray items = new JsonArray();
            if (orders.containsKey(asked)) {
                items.add(orders.get(asked));
            }
            answer(request, 200, new JsonObject().put("items", items).putNull("next"));
            return;
        }
        answer(request, 200, byId(request.path()));
    }

    private JsonObject byId(String path) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        return orders.values().stream().filter(order -> order.getString("orderId").equals(id)).findFirst()
            .orElseThrow();
    }

    private synchronized void amend(HttpServerRequest request) {
        JsonObject order = byId(request.path());
        log.add(request.method() + " " + order.getString("clOrdId") + " key " + request.getHeader("Idempotency-Key"));
        answer(request, 200, order.copy().put("status", "canceled"));
    }

    private static void problem(HttpServerRequest request, int status, String code) {
        request.response().putHeader("Retry-After", "1");
        answer(request, status, new JsonObject().put("code", code).put("detail", "as told"));
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response().setStatusCode(status).putHeader("Content-Type", "application/json").end(body.toBuffer());
    }

    void goesAway() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
