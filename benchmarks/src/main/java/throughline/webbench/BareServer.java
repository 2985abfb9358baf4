package throughline.webbench;

import io.vertx.core.Vertx;
import io.vertx.core.VerticleBase;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bare limit: a Vert.x server that parses an order's JSON and answers the JSON of an order that rests, and does
 * nothing else; no router, no sign-in, no record. On its command line its port; as many event loops as an office has.
 * It answers what the front office answers, header by header and field by field.
 */
final class BareServer {
    private static final int FIRST_ID = 1_000_000;

    private final AtomicLong ids = new AtomicLong(FIRST_ID);

    private BareServer() {
    }

    /** Serves until the process is ended. */
    public static void main(String[] arguments) throws Exception {
        BareServer server = new BareServer();
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1")
            .setPort(Integer.parseInt(arguments[0])).setTcpNoDelay(true);
        vertx.deployVerticle(() -> new VerticleBase() {
            @Override
            public Future<?> start() {
                return vertx.createHttpServer(options).requestHandler(server::handle).listen();
            }
        }, new DeploymentOptions().setInstances(loops)).await();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        JsonObject asked = new JsonObject(body);
        String id = Long.toString(ids.incrementAndGet());
        String now = Instant.now().toString();
        JsonObject order = new JsonObject().put("orderId", id)
            .put("clOrdId", asked.getString("clOrdId"))
            .put("account", asked.getString("account"))
            .put("symbol", asked.getString("symbol"))
            .put("side", asked.getString("side"))
            .put("type", asked.getString("type"))
            .put("timeInForce", asked.getString("timeInForce"))
            .put("orderQty", asked.getString("quantity"))
            .put("price", asked.getString("price"))
            .put("status", "new").put("cumQty", "0").put("leavesQty", asked.getString("quantity"))
            .put("avgPx", "0").put("user", "trader1").put("businessDate", now.substring(0, 10))
            .put("capturedAt", now).put("changedAt", now);
        request.response().setStatusCode(201)
            .putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
            .putHeader("Content-Type", "application/json").putHeader("Location", "/v1/orders/" + id)
            .end(order.toBuffer());
    }
}
