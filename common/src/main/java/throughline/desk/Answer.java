package throughline.desk;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What a route answers: status, headers, and a body that is whole or flows. One request's. */
public final class Answer {
    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
    private static final String JSON = "application/json";
    private static final long NANOS = 1_000_000_000L;
    private static final int NANO_DIGITS = 9;

    /** The last second that was told of, without its Z: most times are of the same. */
    private static volatile Told second = new Told(0, "1970-01-01T00:00:00");
    private static volatile Told day = new Told(0, "1970-01-01");

    private final int status;
    private final String contentType;
    private final Map<String, String> headers = new LinkedHashMap<>(2);
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
        this.contentType = contentType;
    }

    /** An answer whose body flows; the function writes it and ends when all is written. */
    static Answer flowing(String contentType, Function<HttpServerResponse, Future<Void>> flow) {
        return new Answer(200, contentType, null, flow);
    }

    /** JSON text with a status. */
    public static Answer json(int status, Buffer body) {
        return new Answer(status, JSON, body);
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
        long seconds = Math.floorDiv(epochNs, NANOS);
        Told known = second;
        if (known.number() != seconds) {
            String text = Instant.ofEpochSecond(seconds).toString();
            known = new Told(seconds, text.substring(0, text.length() - 1));
            second = known;
        }
        StringBuilder text = new StringBuilder(known.text().length() + NANO_DIGITS + 2).append(known.text());
        int nanos = (int) Math.floorMod(epochNs, NANOS);
        return nanos == 0 ? text.append('Z').toString() : fraction(text, nanos).append('Z').toString();
    }

    /** In groups of three digits, as few as it needs. */
    private static StringBuilder fraction(StringBuilder text, int nanos) {
        int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : NANO_DIGITS;
        text.append('.');
        int power = (int) (NANOS / 10);
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + nanos / power % 10));
            power /= 10;
        }
        return text;
    }

    /** A point in time and its text. */
    private record Told(long number, String text) {
    }

    /** An epoch day as ISO-8601. */
    public static String date(int epochDay) {
        Told known = day;
        if (known.number() != epochDay) {
            known = new Told(epochDay, LocalDate.ofEpochDay(epochDay).toString());
            day = known;
        }
        return known.text();
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
        putHead(response);
        return flow == null ? response.end(body) : flow.apply(response);
    }

    /** As HEAD has it: all but the body, which flows nowhere either. */
    Future<Void> writeHead(HttpServerResponse response) {
        putHead(response);
        if (body != null) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        }
        return response.end();
    }

    private void putHead(HttpServerResponse response) {
        response.setStatusCode(status).putHeader(CONTENT_TYPE, contentType);
        headers.forEach(response::putHeader);
    }
}
