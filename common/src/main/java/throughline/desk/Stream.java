package throughline.desk;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import throughline.desk.SignIn.Tokens;
import throughline.office.StateMachine;

/**
 * One WebSocket of {@code /v1/stream}. The desk's thread puts messages in its outbox, its event loop writes them; a
 * reader too slow for what must be told is sent away rather than given less.
 */
final class Stream<M extends StateMachine> {
    private static final long HEARTBEAT_MS = 1_000;
    private static final long SIGN_IN_MS = 5_000;
    private static final long MOST_GRACE_MS = 600_000;
    private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final short SIGNED_OUT = 4401;
    private static final short TOO_SLOW = 4408;

    private final ServerWebSocket socket;
    private final Desk<M> desk;
    private final Map<String, Channel<M>> channels;
    private final Tokens tokens;
    private final Farewells farewells;
    private final Vertx vertx;
    private final Context context = Vertx.currentContext();
    private final Outbox outbox = new Outbox();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final Map<String, Subscription<M>> subscriptions = new HashMap<>();
    private final long heartbeat;
    private final long signInTimer;
    private Tokens.Known signedIn;
    /** Whose orders are canceled when this is lost, and how long after; null: nobody's. */
    private Person guarded;
    private long graceMs;
    private long lastPongNs;
    private volatile boolean closed;

    Stream(ServerWebSocket socket, Desk<M> desk, Map<String, Channel<M>> channels, Tokens tokens,
        Farewells farewells, Vertx vertx) {
        this.socket = socket;
        this.desk = desk;
        this.channels = channels;
        this.tokens = tokens;
        this.farewells = farewells;
        this.vertx = vertx;
        heartbeat = vertx.setPeriodic(HEARTBEAT_MS, timer -> beat());
        signInTimer = vertx.setTimer(SIGN_IN_MS, timer -> signInOrLeave());
    }

    /** Begins to listen; a token of the upgrade's header signs in at once. */
    void open(String token) {
        socket.textMessageHandler(this::message);
        socket.closeHandler(nothing -> leave());
        socket.exceptionHandler(failure -> leave());
        socket.pongHandler(pong -> lastPongNs = System.nanoTime());
        if (token != null) {
            signIn(token);
        }
    }

    private void message(String text) {
        try {
            Body body = Body.parse(text.getBytes(StandardCharsets.UTF_8));
            if (body.has("token")) {
                String token = body.text("token", 4096);
                body.end();
                signIn(token);
            } else if (body.has("cancelOnDisconnect")) {
                guard(body);
            } else {
                listen(body);
            }
        } catch (Problem problem) {
            tell(problem);
        }
    }

    private void listen(Body body) {
        boolean on = body.has("subscribe");
        String channel = body.ascii(on ? "subscribe" : "unsubscribe", Request.MAX_NAME);
        body.end();
        if (on) {
            subscribe(channel);
        } else {
            desk.read(state -> remove(channel));
        }
    }

    private void signIn(String token) {
        tokens.verify(token).onComplete(done -> {
            if (done.succeeded()) {
                signedIn = done.result();
                vertx.cancelTimer(signInTimer);
                put(new JsonObject().put("user", signedIn.user()));
            } else {
                end(SIGNED_OUT, "sign in first");
            }
        });
    }

    private void signInOrLeave() {
        if (signedIn == null) {
            end(SIGNED_OUT, "no token within 5 s");
        }
    }

    private Person person() {
        if (signedIn == null) {
            throw new Problem(401, "UNAUTHORIZED", "Send {\"token\":…} first.");
        }
        return desk.person(signedIn.user());
    }

    private void guard(Body body) {
        boolean on = body.flagOr("cancelOnDisconnect", false);
        long grace = on && body.has("graceMs") ? body.whole("graceMs", 0, MOST_GRACE_MS) : 0;
        body.end();
        Person person = person();
        if (person == null || !farewells.isFor(person)) {
            throw Problem.forbidden("This is not for you here.");
        }
        if (guarded != null) {
            farewells.release(guarded);
        }
        guarded = on ? person : null;
        graceMs = grace;
        lastPongNs = System.nanoTime();
        if (on) {
            farewells.guard(person);
        }
        put(new JsonObject().put("cancelOnDisconnect", on).put("graceMs", grace));
    }

    private void subscribe(String name) {
        Channel<M> channel = channels.get(name);
        if (channel == null) {
            throw Problem.notFound("There is no channel '" + name + "'.");
        }
        Person person = person();
        if (person == null || !channel.isFor(person)) {
            throw Problem.forbidden("This channel is not for you.");
        }
        desk.read(state -> add(state, channel, person)).onFailure(failure -> tell(failure instanceof Problem problem
            ? problem : new Problem(500, "FAULT", "The snapshot could not be made.")));
    }

    private boolean add(M state, Channel<M> channel, Person person) {
        if (closed) {
            return false;
        }
        Subscription<M> subscription = subscriptions.get(channel.name());
        if (subscription == null) {
            subscription = new Subscription<>(outbox, this::wake, channel, person);
            subscriptions.put(channel.name(), subscription);
            channel.add(subscription);
        }
        subscription.begin(state);
        return true;
    }

    private boolean remove(String channel) {
        Subscription<M> subscription = subscriptions.remove(channel);
        if (subscription != null) {
            subscription.end();
        }
        return subscription != null;
    }

    private boolean removeAll() {
        subscriptions.values().forEach(Subscription::end);
        subscriptions.clear();
        return true;
    }

    private boolean goOn(M state) {
        subscriptions.values().forEach(subscription -> subscription.goOn(state));
        return true;
    }

    private void tell(Problem problem) {
        put(new JsonObject().put("problem", new JsonObject().put("status", problem.status())
            .put("code", problem.code()).put("detail", problem.getMessage())));
    }

    private void put(JsonObject message) {
        outbox.plain(message.encode());
        wake();
    }

    /** Something is in the outbox; any thread. */
    private void wake() {
        if (writing.compareAndSet(false, true)) {
            context.runOnContext(nothing -> write());
        }
    }

    private void write() {
        writing.set(false);
        while (!closed && !socket.writeQueueFull()) {
            String message = outbox.take();
            if (message == null) {
                rest();
                return;
            }
            socket.writeTextMessage(message);
        }
        if (!closed) {
            socket.drainHandler(nothing -> write());
        }
    }

    private void rest() {
        if (outbox.isOverflown()) {
            end(TOO_SLOW, "too slow for what must all be told: connect anew");
        } else if (outbox.takeWish()) {
            desk.read(this::goOn);
        }
    }

    private void beat() {
        Person person = signedIn == null ? null : desk.person(signedIn.user());
        boolean gone = signedIn != null && (System.currentTimeMillis() >= signedIn.expiresMs()
            || person != null && !person.open());
        if (gone) {
            end(SIGNED_OUT, "sign in again");
            return;
        }
        if (guarded != null && System.nanoTime() - lastPongNs > SILENCE_NS) {
            end(TOO_SLOW, "no ping was answered for 10 s");
            return;
        }
        if (!socket.writeQueueFull()) {
            socket.writeTextMessage("{\"heartbeat\":\"" + Instant.now() + "\"}");
        }
        if (guarded != null) {
            socket.writePing(Buffer.buffer());
        }
    }

    private void end(short code, String why) {
        leave();
        socket.close(code, why);
    }

    private void leave() {
        if (closed) {
            return;
        }
        closed = true;
        vertx.cancelTimer(heartbeat);
        vertx.cancelTimer(signInTimer);
        desk.read(state -> removeAll());
        if (guarded != null) {
            farewells.lost(guarded, graceMs, vertx);
        }
    }

    /**
     * Who asked for something to be done when they are lost, over all their streams: it is done when a stream was lost
     * for its grace and none of theirs that asked for it is open then. Any thread.
     */
    static final class Farewells {
        private final int roles;
        private final Consumer<Person> deed;
        private final Map<Integer, Integer> streams = new HashMap<>();
        private boolean over;

        /**
         * Nobody asked yet.
         *
         * @param roles that may, or-ed
         * @param deed what is done, on an event loop
         */
        Farewells(int roles, Consumer<Person> deed) {
            this.roles = roles;
            this.deed = deed;
        }

        boolean isFor(Person person) {
            return person.has(roles);
        }

        synchronized void guard(Person person) {
            streams.merge(person.id(), 1, Integer::sum);
        }

        synchronized void release(Person person) {
            streams.computeIfPresent(person.id(), (id, open) -> open == 1 ? null : open - 1);
        }

        /** The office itself ends: nobody is lost by that. */
        synchronized void end() {
            over = true;
        }

        void lost(Person person, long graceMs, Vertx vertx) {
            release(person);
            if (!isOver()) {
                vertx.setTimer(Math.max(1, graceMs), timer -> {
                    if (!isBack(person) && !isOver()) {
                        deed.accept(person);
                    }
                });
            }
        }

        private synchronized boolean isBack(Person person) {
            return streams.containsKey(person.id());
        }

        private synchronized boolean isOver() {
            return over;
        }
    }
}
