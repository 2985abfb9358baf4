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
 * A front office as its clients may meet it on a bad day: a real HTTP server that keeps orders by clOrdId, amends them
 * and keeps prices as the contract says, and misbehaves as it is told, once for each name. One event loop.
 */
final class FrontDouble implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Queue<String>> misbehaviour = new HashMap<>();
    /** By the clOrdId they were captured with. */
    private final Map<String, JsonObject> orders = new LinkedHashMap<>();
    /** By every clOrdId they have had. */
    private final Map<String, JsonObject> names = new HashMap<>();
    /** What each idempotency key was used for; what risk refused has its code. */
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, JsonObject> bodies = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
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
        Files.writeString(data.resolve("credentials"), "trader1 secret trader\nops1 secret operations\n");
    }

    /**
     * The next answers about an order's clOrdId, an amendment's key or a price's symbol: a status,
     * {@code lost before}, {@code lost after}, {@code pending}, or for an amendment the code by which risk refuses it.
     */
    FrontDouble on(String clOrdId, String... what) {
        misbehaviour.computeIfAbsent(clOrdId, id -> new ArrayDeque<>()).addAll(List.of(what));
        return this;
    }

    /** What changed something, in the order in which it did. */
    synchronized List<String> log() {
        return List.copyOf(log);
    }

    /** What an order was asked for with. */
    synchronized JsonObject body(String clOrdId) {
        return bodies.get(clOrdId);
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
            } else if (request.path().equals("/v1/prices")) {
                price(request, body.toJsonObject());
            } else if (request.method() == HttpMethod.POST) {
                capture(request, body.toJsonObject());
            } else if (request.method() == HttpMethod.GET) {
                read(request);
            } else {
                amend(request, body.length() == 0 ? new JsonObject() : body.toJsonObject());
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
        String next = next(clOrdId);
        if (misbehaves(request, next, () -> keep(clOrdId, body))) {
            return;
        }
        boolean repeat = orders.containsKey(clOrdId);
        JsonObject order = keep(clOrdId, body);
        if (next.equals("pending")) {
            answer(request, 202, order.copy().put("status", "pending_new"));
        } else {
            answer(request, repeat ? 200 : 201, order);
        }
    }

    private String next(String name) {
        String next = misbehaviour.getOrDefault(name, new ArrayDeque<>()).poll();
        return next == null ? "" : next;
    }

    /** Does what is told in place of answering well; false: nothing of the kind is told. */
    private boolean misbehaves(HttpServerRequest request, String told, Runnable effect) {
        switch (told) {
            case "503", "504", "500", "400" -> problem(request, Integer.parseInt(told), "AS_TOLD");
            case "401" -> {
                token = "token-2";
                problem(request, 401, "UNAUTHORIZED");
            }
            case "lost before" -> request.connection().close();
            case "lost after" -> {
                effect.run();
                request.connection().close();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private JsonObject keep(String clOrdId, JsonObject body) {
        bodies.put(clOrdId, body);
        return orders.computeIfAbsent(clOrdId, id -> {
            log.add(id);
            JsonObject order = new JsonObject().put("orderId", Integer.toString(100 + orders.size()))
                .put("clOrdId", id).put("status", "new").put("orderQty", body.getString("quantity"));
            names.put(id, order);
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
            if (names.containsKey(asked)) {
                items.add(names.get(asked));
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

    private synchronized void amend(HttpServerRequest request, JsonObject body) {
        JsonObject order = byId(request.path());
        String key = request.getHeader("Idempotency-Key");
        String use = request.method() + " " + request.path() + " " + body.encode();
        if (keys.containsKey(key)) {
            repeated(request, order, key, use);
            return;
        }
        String next = next(key);
        if (!isOpen(order)) {
            problem(request, 409, "TOO_LATE_TO_CANCEL");
        } else if (order.getString("status").startsWith("pending_")) {
            problem(request, 409, "ALREADY_PENDING");
        } else if (next.equals("pending")) {
            keys.put(key, use);
            order.put("status", request.method() == HttpMethod.PATCH ? "pending_replace" : "pending_cancel");
            answer(request, 202, order);
        } else if (next.matches("[A-Z_]+")) {
            keys.put(key, use);
            refusals.put(key, next);
            JsonObject reason = new JsonObject().put("code", next);
            answer(request, 409, new JsonObject().put("code", "REFUSED").put("reason", reason));
        } else if (!misbehaves(request, next, () -> change(request.method(), order, key, use, body))) {
            change(request.method(), order, key, use, body);
            answer(request, 200, order);
        }
    }

    /** The present state of what the key was used for first; what was pending is decided by then. */
    private void repeated(HttpServerRequest request, JsonObject order, String key, String use) {
        if (!keys.get(key).equals(use)) {
            problem(request, 409, "CONFLICT");
            return;
        }
        if (order.getString("status").startsWith("pending_")) {
            String next = next(key);
            if (next.isEmpty()) {
                change(request.method(), order, key, use, new JsonObject(use.substring(use.indexOf('{'))));
            } else {
                refusals.put(key, next);
                order.put("status", "new");
            }
        }
        JsonObject present = order.copy();
        if (refusals.containsKey(key)) {
            present.put("replaceReason", new JsonObject().put("code", refusals.get(key)));
        }
        answer(request, 200, present);
    }

    private void change(HttpMethod method, JsonObject order, String key, String use, JsonObject body) {
        String first = orders.entrySet().stream().filter(entry -> entry.getValue() == order).findFirst().orElseThrow()
            .getKey();
        log.add((method + " " + first + " key " + key + " " + body.getString("quantity", "") + " "
            + body.getString("price", "")).strip());
        keys.put(key, use);
        if (method == HttpMethod.DELETE) {
            order.put("status", "canceled");
            return;
        }
        names.put(body.getString("clOrdId"), order);
        order.put("status", "new").put("clOrdId", body.getString("clOrdId"))
            .put("orderQty", body.getString("quantity", order.getString("orderQty")));
    }

    private static boolean isOpen(JsonObject order) {
        return order.getString("status").equals("new") || order.getString("status").startsWith("pending_");
    }

    private synchronized void price(HttpServerRequest request, JsonObject body) {
        String key = request.getHeader("Idempotency-Key");
        if (body.getString("symbol").equals("NO.SUCH")) {
            problem(request, 404, "NOT_FOUND");
        } else if (!misbehaves(request, next(body.getString("symbol")), () -> state(key, body))) {
            boolean repeat = keys.containsKey(key);
            answer(request, repeat ? 200 : 201, state(key, body));
        }
    }

    private JsonObject state(String key, JsonObject body) {
        String before = keys.putIfAbsent(key, body.encode());
        if (before == null) {
            log.add((body.getString("symbol") + " " + body.getString("price") + " " + body.getString("kind", "") + " "
                + body.getString("source", "")).strip());
        } else if (!before.equals(body.encode())) {
            throw new IllegalStateException("one key for " + before + " and " + body.encode());
        }
        return body;
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
