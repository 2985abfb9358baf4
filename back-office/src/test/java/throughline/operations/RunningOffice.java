package throughline.operations;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import throughline.back.BackMachine;
import throughline.contract.Contract;
import throughline.desk.DeskServer;
import throughline.desk.DeskSettings;
import throughline.openapi.Description;

/** The real process with its real PostgreSQL, on a directory of the test's, and the way in for its people. */
final class RunningOffice implements AutoCloseable {
    static final Contract CONTRACT = new Contract(Description.of("back").text());

    private static final long WAIT_MS = 120_000;

    private final Path directory;
    private final int port;
    private final DeskServer<BackMachine> server;

    /** Starts it, and waits until it is ready. */
    RunningOffice(Path directory) throws Exception {
        this.directory = directory;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort() % 12_000 + 20_000;
        }
        server = BackOffice.wire(new DeskSettings(Map.of("data", directory.toString(), "port",
            Integer.toString(port), "disk-reserve", "1")));
        server.start();
        await(() -> server.desk().whyNotReady().isEmpty());
    }

    DeskServer<BackMachine> server() {
        return server;
    }

    /** Holds what it offers against its description. */
    void proveContract() throws Exception {
        CONTRACT.proveValid();
        CONTRACT.proveSame(server.operations().keySet());
    }

    Caller nobody() {
        return new Caller(port, "");
    }

    /** A person of the reference data, with the password that the first start made. */
    Caller signedIn(String user) throws Exception {
        String line = Files.readAllLines(directory.resolve("credentials")).stream()
            .filter(one -> one.startsWith(user + " ")).findFirst().orElseThrow();
        return signedIn(user, line.split(" ")[1]);
    }

    /** A person, as soon as the office takes that password. */
    Caller signedIn(String user, String password) throws Exception {
        JsonObject login = new JsonObject().put("user", user).put("password", password);
        String[] token = {""};
        await(() -> {
            HttpResponse<String> answer = nobody().post("/v1/login", login);
            token[0] = answer.statusCode() == 200 ? new JsonObject(answer.body()).getString("token") : "";
            return !token[0].isEmpty();
        });
        return new Caller(port, token[0]);
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.currentTimeMillis() + WAIT_MS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.currentTimeMillis() < end, "waited too long");
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
