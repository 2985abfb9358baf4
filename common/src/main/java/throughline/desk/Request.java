package throughline.desk;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import throughline.state.StateHash;

/** One request behind its route: signed in and permitted. On its event loop only. */
public final class Request {
    /** Longest key or client order id. */
    public static final int MAX_KEY = 64;
    /** Longest symbol or account. */
    public static final int MAX_NAME = 32;

    private static final String NEW_KEY = "edge-";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 15;

    private final HttpServerRequest request;
    private final RoutingContext context;
    private final Buffer body;
    private final Person person;
    private byte[] bytes;

    /** A request that a router has taken apart. */
    Request(RoutingContext context, Person person) {
        this(context.request(), context, context.body() == null ? null : context.body().buffer(), person);
    }

    /** A request whose path has no parts and no query. */
    Request(HttpServerRequest request, Buffer body, Person person) {
        this(request, null, body, person);
    }

    private Request(HttpServerRequest request, RoutingContext context, Buffer body, Person person) {
        this.request = request;
        this.context = context;
        this.body = body;
        this.person = person;
    }

    /** Who asks; null on a route that needs no sign-in. */
    public Person person() {
        return person;
    }

    /** Id of who asks, for records. */
    public int actor() {
        return person.id();
    }

    /** HTTP method. */
    public HttpMethod method() {
        return request.method();
    }

    /** Path without the query. */
    public String path() {
        return request.path();
    }

    /** A part of the path that the route names with a colon, decoded. */
    public String pathPart(String name) {
        return context.pathParam(name);
    }

    /**
     * As {@link #pathPart}, as a number above 0.
     *
     * @throws Problem 404 when it is none: nothing has such an id
     */
    public long id(String name) {
        String text = pathPart(name);
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Problem.notFound("There is no " + name + " '" + text + "'.");
        }
        return Long.parseLong(text);
    }

    /**
     * A query parameter; null: not given.
     *
     * @throws Problem 400 when the query is not encoded as one is
     */
    public String query(String name) {
        try {
            return request.getParam(name);
        } catch (IllegalArgumentException e) {
            throw Problem.badInput("", "the query is malformed: a % is not followed by two hexadecimal digits");
        }
    }

    /**
     * Holds the query to the parameters that are answered to: a misspelt one must not go unseen.
     *
     * @throws Problem 400 when there is another
     */
    public void onlyQueries(String... names) {
        for (java.util.Map.Entry<String, String> query : queries()) {
            if (!List.of(names).contains(query.getKey())) {
                throw Problem.badInput("", "there is no query '" + query.getKey() + "' here"
                    + (names.length == 0 ? "" : "; there are " + String.join(", ", names)));
            }
        }
    }

    /** A header; null: not given. */
    public String header(String name) {
        return request.getHeader(name);
    }

    /** The body's bytes. */
    public byte[] bytes() {
        if (bytes == null) {
            bytes = body == null ? new byte[0] : body.getBytes();
        }
        return bytes;
    }

    /**
     * The body as a JSON object.
     *
     * @throws Problem 400 when it is none
     */
    public Body body() {
        return Body.parse(bytes());
    }

    /**
     * The {@code Idempotency-Key}, or one made here when there is none.
     *
     * @throws Problem 400 when it is not 1 to 64 printable ASCII characters
     */
    public String key() {
        String key = header("Idempotency-Key");
        if (key == null) {
            return newKey();
        }
        if (key.isEmpty() || key.length() > MAX_KEY || !key.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw Problem.badInput("", "Idempotency-Key must be 1 to " + MAX_KEY + " printable ASCII characters");
        }
        return key;
    }

    /** A key that nobody gave. */
    public static String newKey() {
        byte[] random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        return NEW_KEY + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Whether a key is of the form of those that nobody gave. */
    public static boolean isNewKey(String key) {
        return key.startsWith(NEW_KEY) && key.length() == NEW_KEY.length() + (KEY_BYTES * 4 + 2) / 3;
    }

    /** Hash of method, path and body: what tells a repeat from another request with the same key. */
    public long bodyHash() {
        byte[] head = (method() + " " + path() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] body = bytes();
        byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return StateHash.of(all, 0, all.length);
    }

    /** Whether CSV is asked for. */
    public boolean wantsCsv() {
        String accept = header("Accept");
        return accept != null && accept.contains("text/csv");
    }

    /** Its query, parameter by parameter. */
    public Iterable<java.util.Map.Entry<String, String>> queries() {
        return context == null ? List.of() : context.queryParams();
    }
}
