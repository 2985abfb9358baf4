package throughline.desk;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What a route answers: status, headers, and a body that is whole or flows. One request's. */
public final class Answer {
    private static final String JSON = "application/json";
    private static final long NANOS = 1_000_000_000L;

    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Buffer body;
    private final Function<HttpServerResponse, Future<Void>> flow;

    /** An answer with a whole body. */
    public Answer(int status, String contentType, Buffer body) {
        this(status, contentType, body, null);
    }

    private Answer(int status, String contentType, Buffer body, Function<HttpServerResponse, Future<Void>> flow) {
        this.status = status;
        this.body = body;
        this.flow = flow;
        headers.put("Content-Type", contentType);
    }

    /** An answer whose body flows; the function writes it and ends when all is written. */
    static Answer flowing(String contentType, Function<HttpServerResponse, Future<Void>> flow) {
        return new Answer(200, contentType, null, flow);
    }

    /** JSON with a status. */
    public static Answer json(int status, JsonObject body) {
        return new Answer(status, JSON, body.toBuffer());
    }

    /** 200 with JSON. */
    public static Answer ok(JsonObject body) {
        return json(200, body);
    }

    /** Epoch nanoseconds as ISO-8601 in UTC. */
    public static String time(long epochNs) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNs, NANOS), Math.floorMod(epochNs, NANOS)).toString();
    }

    /** An epoch day as ISO-8601. */
    public static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    /** Adds a header. */
    public Answer with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    String text() {
        return body.toString();
    }

    int status() {
        return status;
    }

    Future<Void> write(HttpServerResponse response) {
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        return flow == null ? response.end(body) : flow.apply(response);
    }
}
