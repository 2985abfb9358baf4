package throughline.desk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.desk.SignIn.Tokens;
import throughline.journal.JournalInUse;
import throughline.lineage.Historian;
import throughline.lineage.Told;
import throughline.office.DataDirectory;
import throughline.office.OfficeProcess;
import throughline.office.StateMachine;
import throughline.reference.Registers;
import throughline.signin.Passwords;

/**
 * An office with its desk as one process: the agent's thread, the desk's thread, the web server on as many event loops
 * as there are processors, and the management port 100 above. Routes and channels are given before {@link #start};
 * every route but those that say so wants a signed-in person with one of its roles.
 *
 * @param <M> the office's state machine
 */
public final class DeskServer<M extends StateMachine> implements AutoCloseable {
    /** Most bytes of a body, but for uploads. */
    public static final int MAX_BODY = 64 * 1024;
    /** From an office's port to that of its management. */
    public static final int MANAGEMENT_OFFSET = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DeskServer.class);
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 120;
    private static final int SIGN_IN_THREADS = 2;
    private static final int WORKER_THREADS = 4;
    private static final long PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final String LOGIN = "/v1/login";
    private static final String LOGOUT = "/v1/logout";

    private final DeskSettings settings;
    private final OfficeProcess office;
    private final Desk<M> desk;
    private final Overload overload;
    private final Management management;
    private final Desk.Rules<M> rules;
    private final Historian historian;
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, Channel<M>> channels = new LinkedHashMap<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Stream.Farewells farewells = new Stream.Farewells(0, person -> { });
    private Vertx vertx;
    private long diskTimer;
    private AgentRunner deskRunner;
    private AgentRunner historianRunner;

    /**
     * What answers a request; on the request's event loop. A {@link Problem} thrown or failed with is answered as such.
     */
    @FunctionalInterface
    public interface Endpoint {
        /** Answers, now or later. */
        Future<Answer> answer(Request request);
    }

    /**
     * A route.
     *
     * @param roles or-ed; 0: needs no sign-in
     * @param type content type that a body must have; empty: any
     */
    record Route(HttpMethod method, String path, int roles, int maxBody, String type, Endpoint endpoint) {
    }

    /**
     * An office and its desk, not started.
     *
     * @param configuration all that decides, as text; stands in each {@code OfficeStarted}
     * @param machines gives a fresh state machine each time, all alike
     */
    public DeskServer(DeskSettings settings, byte[] configuration, Supplier<M> machines, Desk.Rules<M> rules) {
        this.settings = settings;
        office = new OfficeProcess(machines, settings.data(), configuration, settings.idle());
        overload = new Overload(office.status(), rules.isFollowed(), settings.diskReserve(),
            new OffsetEpochNanoClock());
        desk = new Desk<>(office, machines, rules, overload, settings.snapshotEvery());
        management = new Management(desk);
        this.rules = rules;
        historian = new Historian(settings.data(), office.journal());
        route(HttpMethod.GET, "/v1/orders/:id/lineage", Person.ANYONE, this::lineage);
    }

    /** Asks whoever reads the journals; fails with 503 when they cannot be read. */
    public <T> Future<T> journals(Function<Historian, Future<T>> question) {
        return question.apply(historian).recover(DeskServer::lineageAway);
    }

    private static <T> Future<T> lineageAway(Throwable failure) {
        return Future.failedFuture(Problem.unavailable("LINEAGE_AWAY", "The journals cannot be read."));
    }

    /** An order's whole life, for whoever may see the order; one of an unknown account is its user's alone. */
    private Future<Answer> lineage(Request request) {
        long id = request.id("id");
        Person person = request.person();
        return historian.life(id, depth(request)).recover(DeskServer::lineageAway).compose(told -> {
                if (told == null) {
                    throw Problem.notFound("There is no order " + id + ".");
                }
                return desk.read(state -> told(told, person, state));
            });
    }

    private static int depth(Request request) {
        String depth = request.query("depth");
        if (depth == null) {
            return -1;
        }
        if (!depth.matches("[0-9]")) {
            throw Problem.badInput("", "depth must be a digit");
        }
        return Integer.parseInt(depth);
    }

    private Answer told(Told told, Person person, M state) {
        Registers known = rules.registers(state);
        if (!person.maySeeOrder(known.accounts(), told.accountId(), told.userId())) {
            throw Problem.forbidden("This order is of an account of another desk.");
        }
        return Answer.ok(told.name(known.accounts(), known.instruments(), known.users(), person::mayUseDesk));
    }

    /** Adds a route for JSON; parts of the path that begin with a colon are {@link Request#pathPart}s. */
    public DeskServer<M> route(HttpMethod method, String path, int roles, Endpoint endpoint) {
        return route(method, path, roles, MAX_BODY, endpoint);
    }

    /** As {@link #route(HttpMethod, String, int, Endpoint)}, for bodies to so many bytes. */
    public DeskServer<M> route(HttpMethod method, String path, int roles, int maxBody, Endpoint endpoint) {
        routes.add(new Route(method, path, roles, maxBody, "application/json", endpoint));
        return this;
    }

    /** Adds a list. */
    public DeskServer<M> list(String path, int roles, List<String> columns, Listing.Rows<M> rows) {
        return route(HttpMethod.GET, path, roles, new Listing<>(desk, columns, rows)::answer);
    }

    /** Adds a page, for everyone. */
    public DeskServer<M> page(String path, byte[] content, String contentType) {
        return page(path, content, contentType, "");
    }

    /**
     * Adds a page, for everyone.
     *
     * @param policy its Content-Security-Policy; empty: that of all answers, which takes nothing from elsewhere
     */
    public DeskServer<M> page(String path, byte[] content, String contentType, String policy) {
        Buffer buffer = Buffer.buffer(content);
        routes.add(new Route(HttpMethod.GET, path, 0, 0, "", request -> {
            Answer answer = new Answer(200, contentType, buffer);
            return Future.succeededFuture(policy.isEmpty() ? answer : answer.with(WebDesk.POLICY, policy));
        }));
        return this;
    }

    /**
     * Every way in over HTTP, in the order of adding, as {@code GET /v1/orders/:id} and the roles that may, or-ed; 0:
     * needs no sign-in. The stream is among them.
     */
    public Map<String, Integer> operations() {
        Map<String, Integer> operations = new LinkedHashMap<>();
        operations.put("GET " + WebDesk.STREAM, 0);
        operations.put("POST " + LOGIN, 0);
        operations.put("POST " + LOGOUT, 0);
        routes.forEach(route -> operations.put(route.method() + " " + route.path(), route.roles()));
        return operations;
    }

    /** Adds a channel of {@code /v1/stream}. */
    public DeskServer<M> channel(Channel<M> channel) {
        channels.put(channel.name(), channel);
        return this;
    }

    /**
     * Gives people of these roles the wish that something be done when their stream is lost, longer than the grace they
     * name.
     *
     * @param deed what is done, on an event loop
     */
    public DeskServer<M> onDisconnect(int roles, Consumer<Person> deed) {
        farewells = new Stream.Farewells(roles, deed);
        return this;
    }

    /** Adds a number to the metrics; it is asked for on an event loop and must not wait. */
    public DeskServer<M> gauge(String name, String description, Supplier<Number> value) {
        management.gauge(name, description, value);
        return this;
    }

    /** Adds what stops with the office, before its process ends; in the order of adding. */
    public DeskServer<M> closing(AutoCloseable part) {
        parts.add(part);
        return this;
    }

    /** Runs a part on a thread of its own from here, until it stops with the office. */
    public DeskServer<M> running(Agent part) {
        return closing(onThread(part, new BackoffIdleStrategy(1, 1, TimeUnit.MICROSECONDS.toNanos(100),
            TimeUnit.MILLISECONDS.toNanos(10))));
    }

    /** The read side. */
    public Desk<M> desk() {
        return desk;
    }

    /** The office's process. */
    public OfficeProcess office() {
        return office;
    }

    /**
     * Runs until the process is told to end (SIGTERM, SIGINT), then stops all in order.
     *
     * @return exit code: 0 after a clean stop, 1 when it could not start, which it says in one line
     */
    public int run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endProcess, "stop"));
        try {
            start();
        } catch (JournalInUse e) {
            return refused(e.getMessage());
        } catch (IllegalStateException e) {
            LOG.debug("could not start", e);
            return refused(e.getMessage());
        }
        try {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        stopped.countDown();
        return 0;
    }

    private int refused(String why) {
        System.err.println(name() + ": " + why);
        close();
        stop.countDown();
        return 1;
    }

    private String name() {
        return DataDirectory.name(office.journal()) + "-office";
    }

    /** In the shutdown hook: a stop that was asked for and done in order exits 0, not 143. */
    private void endProcess() {
        if (stop.getCount() == 0) {
            return;
        }
        stop.countDown();
        try {
            if (stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes the writer's place, starts recovery on threads of its own, and meanwhile opens the ports.
     *
     * @throws JournalInUse when another process has the journal
     * @throws IllegalStateException when a port cannot be had
     */
    public void start() {
        office.open();
        office.start();
        deskRunner = onThread(desk, settings.idle());
        vertx = Vertx.builder().with(new VertxOptions()
            .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
            .setWorkerPoolSize(WORKER_THREADS)
            .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false))).build();
        Passwords passwords = new Passwords(settings.data());
        Tokens tokens = new Tokens(vertx, passwords.signingKey());
        SignIn signIn = new SignIn(passwords, tokens, desk::person,
            vertx.createSharedWorkerExecutor("sign-in", SIGN_IN_THREADS));
        route(HttpMethod.POST, LOGIN, 0, signIn::login);
        route(HttpMethod.POST, LOGOUT, 0, signIn::logout);
        WebDesk<M> web = new WebDesk<>(desk, List.copyOf(routes), Map.copyOf(channels), tokens, farewells,
            management);
        await(management.listen(vertx, settings.host(), settings.port() + MANAGEMENT_OFFSET));
        await(web.deploy(vertx, settings.host(), settings.port()));
        watchDisk();
        historianRunner = onThread(new Later(historian, desk), new BackoffIdleStrategy(1, 1, PARK_NS, PARK_NS));
        LOG.info("{} at http://{}:{}", name(), settings.host(), settings.port());
    }

    /** Leaves the processors to the recovery until the desk has caught up. */
    private record Later(Agent agent, Desk<?> desk) implements Agent {
        @Override
        public int doWork() throws Exception {
            return desk.isRecovering() ? 0 : agent.doWork();
        }

        @Override
        public void onClose() {
            agent.onClose();
        }

        @Override
        public String roleName() {
            return agent.roleName();
        }
    }

    private static AgentRunner onThread(Agent agent, IdleStrategy idle) {
        AgentRunner runner = new AgentRunner(idle, failure -> LOG.error(agent.roleName(), failure), null, agent);
        AgentRunner.startOnThread(runner, task -> {
            Thread thread = new Thread(task, agent.roleName());
            thread.setDaemon(true);
            return thread;
        });
        return runner;
    }

    private <T> T await(Future<T> future) {
        try {
            return future.await(START_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("cannot listen on " + settings.host() + ":" + settings.port() + " and "
                + (settings.port() + MANAGEMENT_OFFSET) + ": " + e.getMessage(), e);
        }
    }

    private void watchDisk() {
        diskTimer = vertx.setPeriodic(0, TimeUnit.SECONDS.toMillis(1), timer -> vertx.executeBlocking(() -> {
            overload.usable(Files.getFileStore(settings.data().root()).getUsableSpace());
            return null;
        }).onFailure(failure -> LOG.warn("the disk's free room is not known", failure)));
    }

    /** Stops answering, then the agent, then the desk with a last snapshot. */
    @Override
    public void close() {
        farewells.end();
        if (vertx != null) {
            vertx.cancelTimer(diskTimer);
            try {
                vertx.close().await(START_SECONDS, TimeUnit.SECONDS);
            } catch (Exception e) {
                LOG.warn("the web server did not stop in order", e);
            }
            vertx = null;
        }
        CloseHelper.closeAll(failure -> LOG.warn("a part did not stop in order", failure), parts);
        parts.clear();
        office.close();
        CloseHelper.closeAll(deskRunner, historianRunner);
        management.close();
    }
}
