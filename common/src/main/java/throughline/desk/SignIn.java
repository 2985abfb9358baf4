package throughline.desk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import throughline.signin.Passwords;

/**
 * {@code POST /v1/login}: user and password for a token, in the body and as a cookie for pages. An unknown user costs
 * as much and reads the same as a wrong password, and so does one who is disabled; who fails five times in a row waits
 * half a minute.
 */
final class SignIn {
    static final String COOKIE = "throughline";

    private static final String BEARER = "Bearer ";
    private static final int MAX_PASSWORD = 256;
    private static final int MOST_FAILURES = 5;
    private static final int MOST_WAITING = 64;
    private static final int MOST_USERS = 10_000;
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(30);

    private final Passwords passwords;
    private final Tokens tokens;
    private final Function<String, Person> people;
    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    private record Failures(int count, long lastNs) {
    }

    /**
     * Of those passwords.
     *
     * @param people gives who is of a name; null: not known, as while the office does not stand yet
     */
    SignIn(Passwords passwords, Tokens tokens, Function<String, Person> people, WorkerExecutor workers) {
        this.passwords = passwords;
        this.tokens = tokens;
        this.people = people;
        this.workers = workers;
    }

    /** The token a request bears: in its header, else in its cookie; null: none. */
    static String token(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip() : "";
        }
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    Future<Answer> login(Request request) {
        Body body = request.body();
        String user = body.ascii("user", Request.MAX_NAME);
        String password = body.text("password", MAX_PASSWORD);
        body.end();
        if (isPaused(user)) {
            throw new Problem(429, "TOO_MANY_ATTEMPTS", "Too many failed attempts: wait half a minute.");
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            throw Problem.unavailable("BUSY", "Too many sign in at once.");
        }
        return workers.executeBlocking(() -> passwords.check(user, password), false)
            .onComplete(done -> waiting.decrementAndGet())
            .map(good -> answer(user, good && !isDisabled(user)));
    }

    private boolean isDisabled(String user) {
        Person person = people.apply(user);
        return person != null && !person.open();
    }

    private Answer answer(String user, boolean good) {
        note(user, good);
        if (!good) {
            throw new Problem(401, "UNAUTHORIZED", "User or password is wrong.");
        }
        String token = tokens.issue(user);
        return Answer.ok(new JsonObject().put("token", token))
            .with("Cache-Control", "no-store").with("Set-Cookie", cookie(token, Tokens.LIFE_SECONDS));
    }

    Future<Answer> logout(Request request) {
        return Future.succeededFuture(Answer.ok(new JsonObject()).with("Set-Cookie", cookie("", 0)));
    }

    private static String cookie(String value, int seconds) {
        return COOKIE + "=" + value + "; Max-Age=" + seconds + "; Path=/; HttpOnly; SameSite=Strict";
    }

    private synchronized boolean isPaused(String user) {
        Failures before = failures.get(user);
        return before != null && before.count() >= MOST_FAILURES && System.nanoTime() - before.lastNs() < PAUSE_NS;
    }

    private synchronized void note(String user, boolean good) {
        Failures before = failures.remove(user);
        if (good) {
            return;
        }
        boolean inARow = before != null && System.nanoTime() - before.lastNs() < PAUSE_NS;
        failures.put(user, new Failures(inARow ? before.count() + 1 : 1, System.nanoTime()));
        if (failures.size() > MOST_USERS) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    /**
     * Tokens that say who signed in: HS256 JWTs by the firm's own key, good for 12 h on all three offices. Any thread.
     */
    static final class Tokens {
        static final int LIFE_SECONDS = (int) TimeUnit.HOURS.toSeconds(12);

        private static final String ISSUER = "throughline";
        private static final int MOST_KNOWN = 10_000;

        private final JWTAuth auth;
        private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

        /** A token that has been verified, so that it need not be again at each request. */
        record Known(String user, long expiresMs) {
        }

        Tokens(Vertx vertx, byte[] key) {
            auth = JWTAuth.create(vertx, new JWTAuthOptions()
                .addPubSecKey(new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(Buffer.buffer(key)))
                .setJWTOptions(new JWTOptions().setIssuer(ISSUER)));
        }

        String issue(String user) {
            return auth.generateToken(new JsonObject(), new JWTOptions().setAlgorithm("HS256").setSubject(user)
                .setIssuer(ISSUER).setExpiresInSeconds(LIFE_SECONDS));
        }

        /** Who a token is of, and until when; fails with 401. */
        Future<Known> verify(String token) {
            if (token == null) {
                return Future.failedFuture(refusal("Sign in first: POST /v1/login."));
            }
            Known before = known(token);
            if (before != null) {
                return Future.succeededFuture(before);
            }
            known.remove(token);
            return auth.authenticate(new TokenCredentials(token)).map(user -> {
                Long expires = user.<Long>get("exp") == null ? null : ((Number) user.get("exp")).longValue();
                if (user.subject() == null || expires == null) {
                    throw refusal("The token names nobody.");
                }
                Known now = new Known(user.subject(), TimeUnit.SECONDS.toMillis(expires));
                if (known.size() >= MOST_KNOWN) {
                    known.clear();
                }
                known.put(token, now);
                return now;
            }).recover(failure -> Future.failedFuture(
                failure instanceof Problem ? failure : refusal("The token is not good, or no longer.")));
        }

        /** Who a token is of that has been verified before and is still good; null: {@link #verify} it. */
        Known known(String token) {
            Known before = token == null ? null : known.get(token);
            return before != null && System.currentTimeMillis() < before.expiresMs() ? before : null;
        }

        private static Problem refusal(String detail) {
            return new Problem(401, "UNAUTHORIZED", detail);
        }
    }
}
