package throughline.play;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One connection to the front office at a time, made anew when it is lost: requests reach the office in the order in
 * which they are handed over. HTTP/2, since a server works the requests of an HTTP/1.1 connection one after another;
 * HTTP/1.1, pipelined, where a proxy between knows no other. One event loop.
 */
final class FrontConnection {
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int PIPELINED = 256;
    private static final int CONNECT_MS = 5_000;
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 1_000;

    private final Vertx vertx;
    private final Context loop;
    private final Supplier<String> signIn;
    private final HttpClientAgent http2;
    private final HttpClientAgent http1;
    private final HttpConnectOptions address;
    private Listener listener;
    private HttpClientConnection connection;
    private String token;
    private boolean signingIn;
    private boolean closed;
    private long pauseMs = FIRST_PAUSE_MS;

    /** Hears of the connection's life, on the event loop. */
    interface Listener {
        void connected();

        /** From here every request in flight comes back as {@link Reply#isLost()}. */
        void lost(String why);
    }

    /**
     * A connection that is not made yet.
     *
     * @param signIn gives a fresh token; first here, later off the event loop
     */
    FrontConnection(Vertx vertx, Context loop, URI front, Supplier<String> signIn) {
        this.vertx = vertx;
        this.loop = loop;
        this.signIn = signIn;
        token = signIn.get();
        address = new HttpConnectOptions().setHost(front.getHost()).setPort(front.getPort());
        http2 = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false).setConnectTimeout(CONNECT_MS));
        http1 = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_1_1)
            .setPipelining(true).setPipeliningLimit(PIPELINED).setConnectTimeout(CONNECT_MS));
    }

    /** Connects, again and again until it stands. */
    void open(Listener hears) {
        listener = hears;
        connect();
    }

    private void connect() {
        http2.connect(address).recover(refused -> http1.connect(address)).onComplete(made -> loop.runOnContext(now -> {
            if (closed) {
                return;
            }
            if (made.failed()) {
                listener.lost(text(made.cause()));
                vertx.setTimer(nextPause(), again -> connect());
                return;
            }
            connection = made.result();
            connection.closeHandler(closed -> loop.runOnContext(then -> drop(made.result(), "connection closed")));
            listener.connected();
        }));
    }

    private long nextPause() {
        long pause = pauseMs;
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        return pause;
    }

    /** How many requests may be in flight now; 0: not connected. */
    long room() {
        return connection == null ? 0 : connection.maxActiveStreams();
    }

    /** Gives the present connection up and makes another. */
    void drop(String why) {
        drop(connection, why);
    }

    private void drop(HttpClientConnection gone, String why) {
        if (gone != null && gone == connection && !closed) {
            connection = null;
            listener.lost(why);
            gone.close();
            vertx.setTimer(nextPause(), again -> connect());
        }
    }

    /** Nothing is sent any more. */
    void close() {
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }

    /** Fetches another token in place of one that is no longer good; requests until then still carry the old one. */
    private void signInAnew(String expired) {
        if (!signingIn && expired.equals(token)) {
            signingIn = true;
            vertx.executeBlocking(signIn::get).onComplete(fresh -> loop.runOnContext(now -> {
                signingIn = false;
                token = fresh.succeeded() ? fresh.result() : token;
            }));
        }
    }

    /** Sends behind what was already sent. A 401 comes back as any answer; another token is fetched meanwhile. */
    void send(Ask ask, Handler<Reply> replies) {
        HttpClientConnection used = connection;
        String bearer = token;
        JsonObject body = ask.body();
        RequestOptions options = new RequestOptions().setMethod(ask.method()).setURI(ask.uri())
            .putHeader("Authorization", "Bearer " + bearer);
        if (!ask.key().isEmpty()) {
            options.putHeader("Idempotency-Key", ask.key());
        }
        if (body != null) {
            options.putHeader("Content-Type", "application/json");
        }
        Future<Reply> reply = used == null ? Future.failedFuture("not connected")
            : used.request(options)
                .compose(request -> body == null ? request.send() : request.send(body.toBuffer()))
                .compose(response -> response.body().map(bytes -> reply(response, bytes)));
        reply.onComplete(done -> loop.runOnContext(now -> {
            if (done.failed()) {
                drop(used, text(done.cause()));
            } else {
                pauseMs = FIRST_PAUSE_MS;
                if (done.result().status() == UNAUTHORIZED) {
                    signInAnew(bearer);
                }
            }
            replies.handle(done.succeeded() ? done.result() : new Reply(0, new JsonObject(), 0));
        }));
    }

    private static Reply reply(HttpClientResponse response, Buffer bytes) {
        String retryAfter = response.getHeader("Retry-After");
        long retryMs = retryAfter != null && retryAfter.matches("\\d{1,4}")
            ? TimeUnit.SECONDS.toMillis(Long.parseLong(retryAfter)) : 0;
        JsonObject json;
        try {
            json = bytes.length() > 0 && bytes.getByte(0) == '{' ? new JsonObject(bytes) : new JsonObject();
        } catch (DecodeException e) {
            json = new JsonObject().put("detail", bytes.toString());
        }
        return new Reply(response.statusCode(), json, retryMs);
    }

    private static String text(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /**
     * What is asked of the office.
     *
     * @param key idempotency key; empty: none
     * @param body null: none
     */
    record Ask(HttpMethod method, String uri, String key, JsonObject body) {
        static Ask get(String uri) {
            return new Ask(HttpMethod.GET, uri, "", null);
        }
    }

    /**
     * What came back.
     *
     * @param status HTTP's; 0: the connection was lost before
     * @param retryAfterMs 0: not told
     */
    record Reply(int status, JsonObject json, long retryAfterMs) {
        boolean isLost() {
            return status == 0;
        }

        /** Whether this is what the office has to say, and not that it cannot say it now. */
        boolean isFinal() {
            return status >= 200 && status < 500 && status != UNAUTHORIZED && status != TOO_MANY
                || status == NOT_IMPLEMENTED;
        }

        String told() {
            return (status + " " + json.getString("code", "")).strip();
        }
    }
}
