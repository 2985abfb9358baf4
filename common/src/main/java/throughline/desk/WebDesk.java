package throughline.desk;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
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
    private static final int MAX_LENGTH_DIGITS = 9;
    private static final String PERSON = "person";
    private static final CharSequence POLICY_HEADER = HttpHeaders.createOptimized(POLICY);
    private static final CharSequence OWN_ONLY =
        HttpHeaders.createOptimized("default-src 'self'; frame-ancestors 'none'");
    private static final CharSequence TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");

    private final Desk<M> desk;
    private final List<DeskServer.Route> routes;
    private final Map<String, Channel<M>> channels;
    private final Tokens tokens;
    private final Stream.Farewells farewells;
    private final Management management;
    /** Routes of a POST whose path has no parts, by path. */
    private final Map<String, DeskServer.Route> posts = new HashMap<>();
    private final Map<Integer, long[]> refusals = new HashMap<>();

    WebDesk(Desk<M> desk, List<DeskServer.Route> routes, Map<String, Channel<M>> channels, Tokens tokens,
        Stream.Farewells farewells, Management management) {
        this.desk = desk;
        this.routes = routes;
        this.channels = channels;
        this.tokens = tokens;
        this.farewells = farewells;
        this.management = management;
        for (DeskServer.Route route : routes) {
            if (route.method() == HttpMethod.POST && route.roles() != 0 && !route.path().contains(":")
                && !route.type().isEmpty()) {
                posts.putIfAbsent(route.path(), route);
            }
        }
    }

    Future<String> deploy(Vertx vertx, String host, int port) {
        HttpServerOptions options = new HttpServerOptions().setHost(host).setPort(port)
            .setMaxInitialLineLength(MAX_LINE).setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setMaxWebSocketMessageSize(DeskServer.MAX_BODY).setTcpNoDelay(true);
        int instances = Math.max(2, Runtime.getRuntime().availableProcessors());
        return vertx.deployVerticle(() -> new VerticleBase() {
            @Override
            public Future<?> start() {
                Router router = router(vertx);
                HttpServer server = vertx.createHttpServer(options);
                server.invalidRequestHandler(request -> malformed(request));
                return server.requestHandler(request -> {
                    if (!isServed(request)) {
                        router.handle(request);
                    }
                }).listen();
            }
        }, new DeploymentOptions().setInstances(instances));
    }

    /**
     * Serves the plainest of requests without the router: a POST of JSON of a stated and allowed length, to a path that
     * is a route's word by word, of someone with a right to it whose token is known. Of all others, wrong ones among
     * them, it does nothing.
     */
    private boolean isServed(HttpServerRequest request) {
        DeskServer.Route route = request.method() == HttpMethod.POST ? posts.get(request.uri()) : null;
        if (route == null || !isPlain(request.headers(), route)) {
            return false;
        }
        Tokens.Known known = tokens.known(SignIn.token(request));
        Person person = known == null || !desk.whyClosed().isEmpty() ? null : desk.person(known.user());
        if (person == null || !person.has(route.roles())) {
            return false;
        }
        request.body().onSuccess(body -> {
            try {
                route.endpoint().answer(new Request(request, body, person)).onComplete(done -> {
                    if (done.succeeded()) {
                        write(request, done.result());
                    } else {
                        fail(request, person, done.cause(), 500);
                    }
                });
            } catch (RuntimeException e) {
                fail(request, person, e, 500);
            }
        });
        return true;
    }

    /** What is no request, or one whose line or headers are too long: it never comes to a route. */
    private void malformed(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = cause instanceof TooLongHttpLineException ? 414
            : cause instanceof TooLongHttpHeaderException ? 431 : 400;
        fail(request, null, cause, status);
        request.connection().close();
    }

    private static boolean isPlain(MultiMap headers, DeskServer.Route route) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        return length != null && length.length() <= MAX_LENGTH_DIGITS
            && number(length) <= route.maxBody()
            && (type != null && type.equals(route.type()) || length.equals("0"))
            && !headers.contains(HttpHeaders.EXPECT) && !headers.contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static int number(String digits) {
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return Integer.MAX_VALUE;
            }
            number = 10 * number + digits.charAt(i) - '0';
        }
        return number;
    }

    private Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get(STREAM).handler(context -> stream(context, vertx));
        for (DeskServer.Route route : routes) {
            PlatformHandler first = context -> admit(route, context);
            Route on = router.route(route.method(), route.path());
            if (route.method() == HttpMethod.GET) {
                on.method(HttpMethod.HEAD);
            }
            on.handler(first)
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
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        if (context.request().path().equals(STREAM)) {
            allowed.add("GET");
        }
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
        String token = SignIn.token(request);
        Tokens.Known before = tokens.known(token);
        if (before != null) {
            context.put(PERSON, permitted(route, before, request));
            context.next();
            return;
        }
        request.pause();
        tokens.verify(token).map(known -> permitted(route, known, request)).onComplete(done -> {
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
                    write(context.request(), done.result());
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
        fail(context.request(), context.get(PERSON), failure, status);
    }

    private void fail(HttpServerRequest request, Person person, Throwable failure, int status) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            response.reset();
            return;
        }
        Problem problem;
        if (failure instanceof Problem known) {
            problem = known;
            if (known.status() == 403 && !known.isRecorded()) {
                refused(person, request);
            }
        } else if (status >= 400 && status < 500) {
            String part = status == 413 ? "body" : status == 414 ? "path" : status == 431 ? "head" : "";
            problem = part.isEmpty() ? new Problem(status, "BAD_REQUEST", "The request is malformed.")
                : new Problem(status, "TOO_LARGE", "The " + part + " is too large.");
        } else {
            String number = Long.toHexString(ThreadLocalRandom.current().nextLong());
            LOG.error("fault {} at {} {}", number, request.method(), request.path(), failure);
            problem = new Problem(500, "FAULT", "A fault of ours, in the log as " + number + ".");
        }
        write(request, problem.answer());
    }

    private void write(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        response.putHeader(TYPE_OPTIONS, NO_SNIFF).putHeader(POLICY_HEADER, OWN_ONLY);
        management.answered(answer.status());
        Future<Void> written = request.method() == HttpMethod.HEAD ? answer.writeHead(response)
            : answer.write(response);
        written.onFailure(failure -> {
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
