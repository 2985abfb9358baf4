package throughline.desk;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import throughline.desk.SignIn.Tokens;
import throughline.office.StateMachine;

/**
 * One WebSocket of {@code /v1/stream}. The desk's thread puts messages in its queue, its event loop writes them; when
 * the reader is too slow for the queue, what it subscribed to starts anew with a fresh snapshot.
 */
final class Stream<M extends StateMachine> {
    private static final int MOST_QUEUED = 1_000;
    private static final long HEARTBEAT_MS = 1_000;
    private static final long SIGN_IN_MS = 5_000;
    private static final short SIGNED_OUT = 4401;

    private final ServerWebSocket socket;
    private final Desk<M> desk;
    private final Map<String, Channel<M>> channels;
    private final Tokens tokens;
    private final Vertx vertx;
    private final Context context = Vertx.currentContext();
    private final ManyToOneConcurrentLinkedQueue<String> queue = new ManyToOneConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final Map<String, Subscription<M>> subscriptions = new HashMap<>();
    private final long heartbeat;
    private final long signInTimer;
    private Tokens.Known signedIn;
    private volatile boolean stale;
    private volatile boolean closed;

    /** What one stream gets of one channel; the desk's thread. */
    static final class Subscription<M extends StateMachine> {
        private final Stream<M> stream;
        private final Channel<M> channel;
        private final Person person;
        private long number;
        private boolean stale;

        Subscription(Stream<M> stream, Channel<M> channel, Person person) {
            this.stream = stream;
            this.channel = channel;
            this.person = person;
        }

        Person person() {
            return person;
        }

        void publish(String body) {
            number++;
            if (stale || stream.queued.get() >= MOST_QUEUED) {
                stale = true;
                stream.stale = true;
                return;
            }
            stream.put("{\"channel\":\"" + channel.name() + "\",\"number\":" + number + "," + body);
        }

        private void snapshot(M state) {
            stale = false;
            JsonArray items = new JsonArray();
            channel.contents(state, person).forEach(items::add);
            stream.put(new JsonObject().put("channel", channel.name()).put("number", number)
                .put("snapshot", items).encode());
        }
    }

    Stream(ServerWebSocket socket, Desk<M> desk, Map<String, Channel<M>> channels, Tokens tokens, Vertx vertx) {
        this.socket = socket;
        this.desk = desk;
        this.channels = channels;
        this.tokens = tokens;
        this.vertx = vertx;
        heartbeat = vertx.setPeriodic(HEARTBEAT_MS, timer -> beat());
        signInTimer = vertx.setTimer(SIGN_IN_MS, timer -> signInOrLeave());
    }

    /** Begins to listen; a token of the upgrade's header signs in at once. */
    void open(String token) {
        socket.textMessageHandler(this::message);
        socket.closeHandler(nothing -> leave());
        socket.exceptionHandler(failure -> leave());
        if (token != null) {
            signIn(token);
        }
    }

    private void message(String text) {
        try {
            Body body = Body.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            if (body.has("token")) {
                String token = body.text("token", 4096);
                body.end();
                signIn(token);
                return;
            }
            boolean on = body.has("subscribe");
            String channel = body.ascii(on ? "subscribe" : "unsubscribe", Request.MAX_NAME);
            body.end();
            if (on) {
                subscribe(channel);
            } else {
                desk.read(state -> remove(channel));
            }
        } catch (Problem problem) {
            tell(problem);
        }
    }

    private void signIn(String token) {
        tokens.verify(token).onComplete(done -> {
            if (done.succeeded()) {
                signedIn = done.result();
                vertx.cancelTimer(signInTimer);
                put(new JsonObject().put("user", signedIn.user()).encode());
            } else {
                socket.close(SIGNED_OUT, "sign in first");
            }
        });
    }

    private void signInOrLeave() {
        if (signedIn == null) {
            socket.close(SIGNED_OUT, "no token within 5 s");
        }
    }

    private void subscribe(String name) {
        Channel<M> channel = channels.get(name);
        if (channel == null) {
            throw Problem.notFound("There is no channel '" + name + "'.");
        }
        Person person = signedIn == null ? null : desk.person(signedIn.user());
        if (person == null || !channel.isFor(person)) {
            throw signedIn == null ? new Problem(401, "UNAUTHORIZED", "Send {\"token\":…} first.")
                : Problem.forbidden("This channel is not for you.");
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
            subscription = new Subscription<>(this, channel, person);
            subscriptions.put(channel.name(), subscription);
            channel.add(subscription);
        }
        subscription.snapshot(state);
        return true;
    }

    private boolean remove(String channel) {
        Subscription<M> subscription = subscriptions.remove(channel);
        if (subscription != null) {
            subscription.channel.remove(subscription);
        }
        return subscription != null;
    }

    private boolean removeAll() {
        subscriptions.values().forEach(subscription -> subscription.channel.remove(subscription));
        subscriptions.clear();
        return true;
    }

    private boolean refresh(M state) {
        subscriptions.values().stream().filter(subscription -> subscription.stale)
            .forEach(subscription -> subscription.snapshot(state));
        return true;
    }

    private void tell(Problem problem) {
        put(new JsonObject().put("problem", new JsonObject().put("status", problem.status())
            .put("code", problem.code()).put("detail", problem.getMessage())).encode());
    }

    /** Any thread. */
    private void put(String message) {
        queued.incrementAndGet();
        queue.add(message);
        if (writing.compareAndSet(false, true)) {
            context.runOnContext(nothing -> write());
        }
    }

    private void write() {
        writing.set(false);
        while (!closed && !socket.writeQueueFull()) {
            String message = queue.poll();
            if (message == null) {
                if (stale) {
                    stale = false;
                    desk.read(this::refresh);
                }
                return;
            }
            queued.decrementAndGet();
            socket.writeTextMessage(message);
        }
        if (!closed) {
            socket.drainHandler(nothing -> write());
        }
    }

    private void beat() {
        Person person = signedIn == null ? null : desk.person(signedIn.user());
        boolean gone = signedIn != null && (System.currentTimeMillis() >= signedIn.expiresMs()
            || person != null && !person.open());
        if (gone) {
            socket.close(SIGNED_OUT, "sign in again");
        } else if (!socket.writeQueueFull()) {
            socket.writeTextMessage("{\"heartbeat\":\"" + Instant.now() + "\"}");
        }
    }

    private void leave() {
        if (!closed) {
            closed = true;
            vertx.cancelTimer(heartbeat);
            vertx.cancelTimer(signInTimer);
            desk.read(state -> removeAll());
        }
    }
}
