package throughline.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An office as a process of its own: stopped, killed for real, started twice. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class ProcessTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private final int port = CountingOffice.freePort();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(int onPort) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve(".mvn").resolve("java.options"))) {
            root = root.getParent();
        }
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + root.resolve(".mvn").resolve("java.options"), "-Xmx256m", "-cp",
            System.getProperty("java.class.path"), "throughline.desk.CountingMain", "--data", directory.toString(),
            "--port", Integer.toString(onPort))
            .redirectErrorStream(true).redirectOutput(directory.resolve("log-" + processes.size()).toFile()).start();
        processes.add(process);
        return process;
    }

    private String log(int process) throws IOException {
        return Files.readString(directory.resolve("log-" + process));
    }

    private void awaitReady() throws InterruptedException {
        CountingOffice.await(() -> {
            try {
                return call("GET", port + 100, "/readyz", null, null, "").statusCode() == 200
                    && call("GET", port, "/v1/prices", null, null, "").statusCode() == 401;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static HttpResponse<String> call(String method, int at, String path, String token, String key,
        String body) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (key != null) {
            builder.header("Idempotency-Key", key);
        }
        return CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String signIn() throws Exception {
        HttpResponse<String> answer = call("POST", port, "/v1/login", null, null,
            new JsonObject().put("user", "trader1").put("password", CountingOffice.TRADER_PASSWORD).encode());
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body()).getString("token");
    }

    @Test
    void losesNothingWhenKilledAndRefusesASecondAndStopsInOrder() throws Exception {
        Process first = start(port);
        awaitReady();
        String token = signIn();
        for (int i = 0; i < 200; i++) {
            assertEquals(201, call("POST", port, "/v1/prices", token, "k" + i, "{\"price\":\"2\"}").statusCode());
        }

        Process second = start(CountingOffice.freePort());
        assertTrue(second.waitFor(60, TimeUnit.SECONDS));
        assertEquals(1, second.exitValue());
        assertTrue(log(1).strip().lines().count() == 1 && log(1).contains("has a writer already"), log(1));

        first.destroyForcibly().waitFor();
        Process third = start(port);
        awaitReady();
        HttpResponse<String> again = call("POST", port, "/v1/prices", token, "k7", "{\"price\":\"2\"}");
        assertEquals(200, again.statusCode(), again.body());
        JsonObject state = new JsonObject(call("GET", port, "/v1/prices", token, null, "").body());
        assertEquals(200, state.getLong("prices"));
        assertEquals("400", state.getString("sum"));

        third.destroy();
        assertTrue(third.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, third.exitValue(), log(2));
        assertFalse(log(2).contains("ERROR"), log(2));
        try (var files = Files.list(directory.resolve("snapshots").resolve("front"))) {
            assertEquals(1, files.count());
        }
        start(port);
        awaitReady();
        CountingOffice.await(() -> {
            try {
                return log(3).contains("caught up");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertFalse(log(3).contains("snapshot of seq 0"), log(3));
        assertEquals(200, new JsonObject(call("GET", port, "/v1/prices", token, null, "").body()).getLong("prices"));
    }
}
