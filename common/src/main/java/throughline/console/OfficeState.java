package throughline.console;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * What an office says of itself on its management port. Fields it does not tell are empty.
 *
 * @param answers whether anything answered at all
 * @param reason why it is not ready; empty when it is
 */
record OfficeState(boolean answers, boolean ready, String phase, String seq, String lag, String reason) {
    static final OfficeState NOT_RUNNING = new OfficeState(false, false, "", "", "", "does not run");

    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE).build();

    static OfficeState ask(Office office, int portBase) {
        HttpRequest request = HttpRequest.newBuilder(office.managementAddress(portBase).resolve("/readyz"))
            .timeout(PATIENCE).build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return of(response.statusCode(), response.body());
        } catch (IOException e) {
            return new OfficeState(false, false, "", "", "", "does not answer yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads an answer of {@code /readyz}: JSON with what is known, or any text as the reason. */
    static OfficeState of(int status, String body) {
        JsonObject told = parsed(body).orElse(null);
        boolean ready = status == OK;
        if (told == null) {
            return new OfficeState(true, ready, "", "", "", ready ? "" : body.strip());
        }
        String reason = first(told, "reason", "detail", "waitingFor");
        return new OfficeState(true, ready, first(told, "phase", "state"), first(told, "seq"), first(told, "lag"),
            ready ? "" : reason);
    }

    private static Optional<JsonObject> parsed(String body) {
        try {
            return body.stripLeading().startsWith("{") ? Optional.of(new JsonObject(body)) : Optional.empty();
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    /** The first of these names that has a value, here or in the health check's data below. */
    private static String first(JsonObject told, String... names) {
        for (String name : names) {
            Object value = told.getValue(name);
            if (value != null && !(value instanceof JsonObject) && !(value instanceof JsonArray)) {
                return value.toString();
            }
        }
        JsonArray checks = told.getJsonArray("checks", new JsonArray());
        for (int i = 0; i < checks.size(); i++) {
            JsonObject data = checks.getJsonObject(i).getJsonObject("data", new JsonObject());
            String found = first(data, names);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }
}
