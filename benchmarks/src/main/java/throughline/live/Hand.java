package throughline.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One user's way to an office over its public interface: signs in when needed, asks once, and tells silence from an
 * answer. Safe from any thread.
 */
public final class Hand {
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final URI office;
    private final Path data;
    private final String user;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT).build();
    private volatile String token = "";

    /** A user who is not signed in yet; the password is read from the data directory when needed. */
    public Hand(URI office, Path data, String user) {
        this.office = office;
        this.data = data;
        this.user = user;
    }

    /** Where the office is. */
    URI office() {
        return office;
    }

    /** The token to show; empty: not signed in. */
    public String token() {
        return token;
    }

    /**
     * Asks once; the first time it signs in before.
     *
     * @param body null: none
     * @return null: no answer; also the answer to the sign-in, when that was not granted
     */
    public HttpResponse<String> ask(String method, String path, String body) {
        HttpResponse<String> refused = token.isEmpty() ? signIn() : null;
        if (refused != null || token.isEmpty()) {
            return refused;
        }
        HttpResponse<String> response = exchange(method, path, body);
        if (response != null && response.statusCode() == 401) {
            token = "";
        }
        return response;
    }

    /** Null once signed in, or when nobody answered; else what was answered to the try. */
    private synchronized HttpResponse<String> signIn() {
        if (!token.isEmpty()) {
            return null;
        }
        HttpResponse<String> response = exchange("POST", "/v1/login",
            OrderAnswer.json("user", user, "password", password()));
        if (response != null && response.statusCode() == 200) {
            token = OrderAnswer.field(response.body(), "token");
            return null;
        }
        return response;
    }

    private String password() {
        try {
            for (String line : Files.readAllLines(data.resolve("credentials"))) {
                String[] words = line.split(" ");
                if (words[0].equals(user)) {
                    return words[1];
                }
            }
        } catch (IOException e) {
            throw new BrokenPromise("no credentials in " + data, e);
        }
        throw new BrokenPromise("no user " + user + " in the credentials of " + data);
    }

    /** Null: no answer. */
    private HttpResponse<String> exchange(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(office.resolve(path)).timeout(SILENCE)
            .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return null; // a lost connection or silence: the caller asks again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromise("interrupted", e);
        }
    }
}
