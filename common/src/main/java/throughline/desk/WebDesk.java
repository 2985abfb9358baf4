package throughline.desk;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.message.AccessRefusedEncoder;
import throughline.office.Draft;
import throughline.desk.SignIn.Tokens;
import throughline.office.StateMachine;

/**
 * The web server of a desk: finds the route, signs in, permits, reads the body, answers. One verticle an event loop.
 */
final class WebDesk<M extends StateMachine> {
    static final String POLICY = "Content-Security-Policy";
    static final String STREAM = "/v1/stream";

    private static final Logger LOG = LoggerFactory.getLogger(WebDesk.class);
    private static final int MOST_REFUSALS = 10;
    private static final int MAX_REQUEST_TEXT = 200;
    private static final int MAX_LINE = 8 * 1024;
    private static final int IDLE_SECONDS = 120;
    private static final String PERSON = "person";

    private final Desk<M> desk;
    private final List<DeskServer.Route> routes;
    private final Map<String, Channel<M>> channels;
    private final Tokens tokens;
    private final Stream.Farewells farewells;
    private final Management management;
    private final Map<Integer, long[]> refusals = new HashMap<>();

    WebDesk(Desk<M> desk, List<DeskServer.Route> routes, Map<String, Channel<M>> channels, Tokens tokens,
        Stream.Farewells farewells, Management management) {
        this.desk = desk;
        this.routes = routes;
        this.channels = channels;
        this.tokens = tokens;
        this.farewells = farewells;
        this.management = management;
    }

    Future<String> deploy(Vertx vertx, String host, int port) {
        HttpServerOptions options = new HttpServerOptions().setHost(host).setPort(port)
            .setMaxInitialLineLength(MAX_LINE).setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setMaxWebSocketMessageSize(DeskServer.MAX_BODY).setTcpNoDelay(true);
        int instances = Math.max(2, Runtime.getRuntime().availableProcessors());
        return vertx.deployVerticle(() -> new VerticleBase() {
            @Override
            public Future<?> start() {
                return vertx.createHttpServer(options).requestHandler(router(vertx)).listen();
            }
        }, new DeploymentOptions().setInstances(instances));
    }

    private Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get(STREAM).handler(context -> stream(context, vertx));
        for (DeskServer.Route route : routes) {
            PlatformHandler first = context -> admit(route, context);
            router.route(route.method(), route.path())
                .handler(first)
                .handler(BodyHandler.create(false).setBodyLimit(route.maxBody()))
                .handler(context -> serve(route, context))
                .failureHandler(context -> fail(context, context.failure(), context.statusCode()));
        }
        router.errorHandler(404, context -> fail(context, Problem.notFound("There is nothing at this path."), 404));
        router.errorHandler(405, this::wrongMethod);
        for (int status : new int[] {400, 413, 414, 500}) {
            router.errorHandler(status, context -> fail(context, context.failure(), status));
        }
        return router;
    }

    private void wrongMethod(RoutingContext context) {
        TreeSet<String> allowed = new TreeSet<>();
        String[] path = context.request().path().split("/", -1);
        routes.stream().filter(route -> matches(route.path().split("/", -1), path))
            .forEach(route -> allowed.add(route.method().name()));
        String list = String.join(", ", allowed);
        context.response().putHeader("Allow", list);
        fail(context, new Problem(405, "METHOD_NOT_ALLOWED", "This path takes " + list + "."), 405);
    }

    private static boolean matches(String[] pattern, String[] path) {
        boolean same = pattern.length == path.length;
        for (int i = 0; same && i < path.length; i++) {
            same = pattern[i].startsWith(":") || pattern[i].equals(path[i]);
        }
        return same;
    }

    private void admit(DeskServer.Route route, RoutingContext context) {
        if (route.roles() == 0) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        request.pause();
        tokens.verify(SignIn.token(request)).map(known -> permitted(route, known, request)).onComplete(done -> {
            request.resume();
            if (done.succeeded()) {
                context.put(PERSON, done.result());
                context.next();
            } else {
                context.fail(done.cause());
            }
        });
    }

    private Person permitted(DeskServer.Route route, Tokens.Known known, HttpServerRequest request) {
        String closed = desk.whyClosed();
        if (!closed.isEmpty()) {
            throw Problem.unavailable("NOT_READY", closed);
        }
        Person person = desk.person(known.user());
        if (person == null || !person.has(route.roles())) {
            refused(person, request);
            throw Problem.forbidden("This right is missing.").recorded();
        }
        return person;
    }

    /** Puts a refusal on record, ten a second and person at most. */
    private void refused(Person person, HttpServerRequest request) {
        if (person == null || !countRefusal(person.id())) {
            return;
        }
        String what = request.method() + " " + request.path();
        Draft draft = Desk.draft();
        draft.begin(new AccessRefusedEncoder(), person.id(), 0)
            .request(what.substring(0, Math.min(what.length(), MAX_REQUEST_TEXT)).replaceAll("[^ -~]", "?"));
        desk.tell(draft);
    }

    private synchronized boolean countRefusal(int person) {
        long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        long[] count = refusals.computeIfAbsent(person, id -> new long[2]);
        if (count[0] != second) {
            count[0] = second;
            count[1] = 0;
        }
        return count[1]++ < MOST_REFUSALS;
    }

    private void serve(DeskServer.Route route, RoutingContext context) {
        try {
            checkType(route, context);
            Request request = new Request(context, context.get(PERSON));
            route.endpoint().answer(request).onComplete(done -> {
                if (done.succeeded()) {
                    write(context, done.result());
                } else {
                    context.fail(done.cause());
                }
            });
        } catch (RuntimeException e) {
            context.fail(e);
        }
    }

    private static void checkType(DeskServer.Route route, RoutingContext context) {
        boolean empty = context.body() == null || context.body().length() <= 0;
        if (empty || route.type().isEmpty()) {
            return;
        }
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(route.type())) {
            throw new Problem(415, "UNSUPPORTED_MEDIA_TYPE", "This path takes " + route.type() + ".");
        }
    }

    private void fail(RoutingContext context, Throwable failure, int status) {
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.closed()) {
            response.reset();
            return;
        }
        Problem problem;
        if (failure instanceof Problem known) {
            problem = known;
            if (known.status() == 403 && !known.isRecorded()) {
                refused(context.get(PERSON), context.request());
            }
        } else if (status >= 400 && status < 500) {
            problem = new Problem(status, status == 413 ? "TOO_LARGE" : "BAD_REQUEST",
                status == 413 ? "The body is too large." : "The request is malformed.");
        } else {
            String number = Long.toHexString(ThreadLocalRandom.current().nextLong());
            LOG.error("fault {} at {} {}", number, context.request().method(), context.request().path(), failure);
            problem = new Problem(500, "FAULT", "A fault of ours, in the log as " + number + ".");
        }
        write(context, problem.answer());
    }

    private void write(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        response.putHeader("X-Content-Type-Options", "nosniff")
            .putHeader(POLICY, "default-src 'self'; frame-ancestors 'none'");
        management.answered(answer.status());
        answer.write(response).onFailure(failure -> {
            LOG.debug("an answer was not taken", failure);
            if (!response.ended()) {
                response.reset();
            }
        });
    }

    private void stream(RoutingContext context, Vertx vertx) {
        HttpServerRequest request = context.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            fail(context, new Problem(426, "UPGRADE_REQUIRED", "This path takes WebSocket connections."), 426);
            return;
        }
        String origin = request.getHeader("Origin");
        boolean foreign = origin != null && !sameHost(origin, request.authority() == null ? ""
            : request.authority().host());
        if (foreign) {
            fail(context, Problem.forbidden("A page of another site may not connect.").recorded(), 403);
            return;
        }
        String token = SignIn.token(request);
        request.toWebSocket().onSuccess(socket -> new Stream<>(socket, desk, channels, tokens, farewells, vertx)
            .open(token));
    }

    private static boolean sameHost(String origin, String host) {
        try {
            return host.equalsIgnoreCase(java.net.URI.create(origin).getHost());
        } catch (IllegalArgumentException e) {
            LOG.debug("origin {}", origin, e);
            return false;
        }
    }
}
