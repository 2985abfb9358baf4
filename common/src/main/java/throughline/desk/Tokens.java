package throughline.desk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Tokens that say who signed in: HS256 JWTs by the firm's own key, good for 12 h on all three offices. Any thread. */
final class Tokens {
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
        Known before = known.get(token);
        if (before != null && System.currentTimeMillis() < before.expiresMs()) {
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

    private static Problem refusal(String detail) {
        return new Problem(401, "UNAUTHORIZED", detail);
    }
}
