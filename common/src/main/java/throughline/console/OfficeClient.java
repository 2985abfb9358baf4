package throughline.console;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import throughline.console.Firm.Refused;

/** One person's conversation with one office over its public interface, one request at a time. */
final class OfficeClient {
    private static final int UNAVAILABLE = 503;
    private static final int FIRST_ERROR = 400;
    private static final int PAGE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE).build();

    private final URI address;
    private final String token;

    private OfficeClient(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /**
     * Signs a user in with the password that stands in the data directory's credentials.
     *
     * @throws Refused when there is none, or the office does not take it
     */
    static OfficeClient signedIn(URI address, Path data, String user) {
        JsonObject login = new JsonObject().put("user", user).put("password", password(data, user));
        Answer answer = new OfficeClient(address, "").send("POST", "/v1/login", login, "");
        if (answer.isError() || !answer.json().containsKey("token")) {
            throw new Refused("cannot sign in as " + user + " at " + address + ": " + answer.problem());
        }
        return new OfficeClient(address, answer.json().getString("token"));
    }

    /** A user's password, in clear only in the file that the first start wrote for the firm's owner. */
    static String password(Path data, String user) {
        Path credentials = data.resolve("credentials");
        if (!Files.exists(credentials)) {
            throw new Refused("no " + credentials + ": the firm has not been up there yet");
        }
        try {
            for (String line : Files.readAllLines(credentials)) {
                String[] words = line.split(" ");
                if (words.length >= 2 && words[0].equals(user)) {
                    return words[1];
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new Refused("no user " + user + " in " + credentials);
    }

    String token() {
        return token;
    }

    /** The answer as JSON; anything but success is a refusal that says so. */
    JsonObject get(String path) {
        return send("GET", path, null, "").orRefuse("GET " + path);
    }

    /** A page of HTML; anything but success is a refusal that says so. */
    String page(String path) {
        Answer answer = exchange(HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE)
            .header("Accept", "text/html").header("Authorization", "Bearer " + token).build());
        answer.orRefuse("GET " + path);
        return answer.body();
    }

    /**
     * Sends a request, and repeats it while the office answers 503, for half a minute.
     *
     * @param body null: none
     * @param key idempotency key, so that a repeat is harmless; empty: none
     */
    Answer send(String method, String path, JsonObject body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE)
            .header("Accept", "application/json, application/problem+json")
            .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.encode()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = exchange(request.build());
        while (answer.status() == UNAVAILABLE && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(PAUSE_NS);
            answer = exchange(request.build());
        }
        return answer;
    }

    private static Answer exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Hands over every item of a list behind an id, page by page. */
    void forEach(String path, String after, Consumer<JsonObject> items) {
        String cursor = after;
        do {
            String query = (path.contains("?") ? "&" : "?") + "limit=" + PAGE
                + (cursor.isEmpty() ? "" : "&after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
            JsonObject page = get(path + query);
            JsonArray found = page.getJsonArray("items", new JsonArray());
            for (int i = 0; i < found.size(); i++) {
                items.accept(found.getJsonObject(i));
            }
            Object next = page.getValue("next");
            cursor = next == null || found.isEmpty() ? "" : next.toString();
        } while (!cursor.isEmpty());
    }

    /** What an office answered. */
    record Answer(int status, String body) {
        boolean isError() {
            return status >= FIRST_ERROR;
        }

        /** The body; empty when it is no JSON object. */
        JsonObject json() {
            try {
                return body.stripLeading().startsWith("{") ? new JsonObject(body) : new JsonObject();
            } catch (DecodeException e) {
                return new JsonObject().put("detail", body);
            }
        }

        /** Status, code and detail of a refusal, for people. */
        String problem() {
            JsonObject told = json();
            String text = status + " " + told.getString("code", "") + " "
                + told.getString("detail", told.getString("title", ""));
            return text.strip().replaceAll(" +", " ");
        }

        JsonObject orRefuse(String what) {
            if (isError()) {
                throw new Refused(what + ": " + problem());
            }
            return json();
        }
    }
}
