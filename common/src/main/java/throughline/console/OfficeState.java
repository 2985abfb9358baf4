package throughline.console;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * What an office says of itself on its management port. Texts are empty where it does not tell.
 *
 * @param phase recovering, running or down
 * @param seq last record of its journal
 * @param lag records the next office is behind; of the back office, the books
 * @param reason why it is not ready, or what it is ready without; empty when all is well
 */
record OfficeState(boolean ready, String phase, String seq, String lag, String reason) {
    static final OfficeState NOT_RUNNING = new OfficeState(false, "", "", "", "does not run");

    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final List<String> PHASES = List.of("recovering", "running", "down");
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE).build();

    /** Whether it is ready, and why not; nothing else. */
    static OfficeState readiness(Office office, int portBase) {
        return ask(office, portBase, false);
    }

    /** All that is known. */
    static OfficeState whole(Office office, int portBase) {
        return ask(office, portBase, true);
    }

    private static OfficeState ask(Office office, int portBase, boolean metrics) {
        try {
            HttpResponse<String> readyz = get(office, portBase, "/readyz");
            String told = metrics ? get(office, portBase, "/metrics").body() : "";
            return of(readyz.statusCode(), readyz.body(), told);
        } catch (IOException e) {
            return new OfficeState(false, "", "", "", "does not answer yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(Office office, int portBase, String path)
        throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(office.managementAddress(portBase).resolve(path))
            .timeout(PATIENCE).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Reads an answer of {@code /readyz} and the Prometheus text of {@code /metrics}. */
    static OfficeState of(int status, String reason, String metrics) {
        boolean ready = status == OK;
        String phase = metric(metrics, "throughline_office_phase");
        int number = phase.length() == 1 ? phase.charAt(0) - '0' : -1;
        String follower = metric(metrics, "throughline_follower_lag");
        String without = metric(metrics, "throughline_books_following").equals("0") ? "its books are away" : "";
        return new OfficeState(ready, number >= 0 && number < PHASES.size() ? PHASES.get(number) : "",
            metric(metrics, "throughline_office_seq"),
            follower.isEmpty() ? metric(metrics, "throughline_books_lag") : follower,
            ready ? without : reason.strip());
    }

    /** The whole number of a gauge, which Prometheus text may write with a point or an exponent; empty: not told. */
    private static String metric(String metrics, String name) {
        return metrics.lines()
            .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .filter(value -> value.matches("-?[0-9.]+([eE][+-]?[0-9]+)?"))
            .map(value -> new BigDecimal(value).toBigInteger().toString())
            .findFirst().orElse("");
    }
}
