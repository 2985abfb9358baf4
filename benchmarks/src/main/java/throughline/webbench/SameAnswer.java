package throughline.webbench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import throughline.live.BrokenPromise;

/** Proves that two servers answer the same order alike: status, headers by name, fields by name. Stateless. */
final class SameAnswer {
    private static final String ORDER = "{\"clOrdId\":\"same-answer\",\"account\":\"CL-1001\",\"symbol\":\"MMM\","
        + "\"side\":\"buy\",\"type\":\"limit\",\"timeInForce\":\"day\",\"quantity\":\"1\",\"price\":\"146\"}";

    private SameAnswer() {
    }

    /**
     * Asks both.
     *
     * @return bytes of the one's body and of the other's
     */
    static List<Integer> check(int one, int other, String token) throws IOException {
        HttpResponse<String> first = ask(one, token);
        HttpResponse<String> second = ask(other, token);
        String said = first.statusCode() + " " + first.headers().map().keySet() + " " + names(first.body());
        String wanted = second.statusCode() + " " + second.headers().map().keySet() + " " + names(second.body());
        if (!said.equals(wanted)) {
            throw new BrokenPromise("the two are not alike: " + said + " and " + wanted);
        }
        return List.of(first.body().length(), second.body().length());
    }

    private static HttpResponse<String> ask(int port, String token) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/orders"))
            .header("Content-Type", "application/json").header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(ORDER)).build();
        try {
            return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                .send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromise("interrupted", e);
        }
    }

    private static List<String> names(String json) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    names.add(parser.currentName());
                }
            }
        }
        return names;
    }
}
