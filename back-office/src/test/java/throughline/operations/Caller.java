package throughline.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Someone at the running office, over HTTP; every answer is held against the contract. */
final class Caller {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String JSON = "application/json";

    private final int port;
    private final String token;

    /** With a token of a sign-in; empty: nobody. */
    Caller(int port, String token) {
        this.port = port;
        this.token = token;
    }

    JsonObject item(String path, int index) {
        return items(path).getJsonObject(index);
    }

    JsonArray items(String path) {
        return json(path).getJsonArray("items");
    }

    JsonObject json(String path) {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    HttpResponse<String> get(String path) {
        return get(path, JSON);
    }

    HttpResponse<String> get(String path, String accept) {
        return send(HttpRequest.newBuilder().GET(), path, accept);
    }

    HttpResponse<String> post(String path, JsonObject body) {
        return post(path, body, "");
    }

    /** Under a key; empty: none. */
    HttpResponse<String> post(String path, JsonObject body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder().header("Content-Type", JSON)
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
        return send(key.isEmpty() ? request : request.header("Idempotency-Key", key), path, JSON);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String accept) {
        try {
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            return RunningOffice.CONTRACT.check(HTTP.send(request.uri(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }
}
