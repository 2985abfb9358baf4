package throughline.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.journal.JournalInUse;
import throughline.message.Standing;

/** A real office over HTTP: commands, repeats, refusals, lists, problems. */
final class DeskServerTest {
    @TempDir
    private static Path directory;

    private static CountingOffice office;
    private static String trader;

    @BeforeAll
    static void up() throws Exception {
        office = new CountingOffice(directory).up();
        trader = office.trader();
    }

    @AfterAll
    static void down() {
        office.close();
    }

    private static HttpResponse<String> post(String body, String... headers) throws Exception {
        return office.call("POST", "/v1/prices", trader, body, headers);
    }

    private static long prices() throws Exception {
        return new JsonObject(office.call("GET", "/v1/prices", trader, null).body()).getLong("prices");
    }

    private static JsonObject problem(HttpResponse<String> answer, int status, String code) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals("application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
        JsonObject problem = new JsonObject(answer.body());
        assertEquals(code, problem.getString("code"));
        assertEquals(status, problem.getInteger("status"));
        assertFalse(problem.getString("title").isEmpty());
        return problem;
    }

    @Test
    void recordsOnceForOneKeyAndTellsAnotherBodyOfIt() throws Exception {
        long before = prices();
        HttpResponse<String> first = post("{\"price\":\"12.5\"}", "Idempotency-Key", "k1");
        assertEquals(201, first.statusCode(), first.body());
        HttpResponse<String> again = post("{\"price\":\"12.5\"}", "Idempotency-Key", "k1");
        assertEquals(200, again.statusCode());
        assertEquals(new JsonObject(first.body()).getLong("id"), new JsonObject(again.body()).getLong("id"));
        problem(post("{\"price\":\"12.6\"}", "Idempotency-Key", "k1"), 409, "CONFLICT");
        assertEquals(before + 1, prices());
    }

    @Test
    void answersOnlyOnceTheDeskHasAppliedIt() throws Exception {
        for (int i = 0; i < 50; i++) {
            long before = prices();
            JsonObject answer = new JsonObject(post("{\"price\":1}").body());
            assertEquals(before + 1, answer.getLong("prices"));
        }
    }

    @Test
    void waitsUntilTheStateSaysSo() throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = office.call("POST", "/v1/settled-prices", trader, "{\"price\":1}");
            assertEquals(201, answer.statusCode(), answer.body());
            assertTrue(new JsonObject(answer.body()).getBoolean("settled"), answer.body());
        }
        long tookMs = (System.nanoTime() - begun) / 1_000_000;
        // each is settled by a tick of its own, for which the office waits some 40 ms
        assertTrue(tookMs >= 60, "settled after " + tookMs + " ms");
    }

    @Test
    void badInputReachesNoJournal() throws Exception {
        long before = prices();
        JsonObject problem = problem(post("{\"price\":\"-1\",\"colour\":\"red\"}"), 400, "BAD_INPUT");
        JsonArray errors = problem.getJsonArray("errors");
        assertEquals(List.of("/price", "/colour"),
            errors.stream().map(error -> ((JsonObject) error).getString("pointer")).toList());
        problem(post("{\"price\":1"), 400, "BAD_INPUT");
        problem(post(""), 400, "BAD_INPUT");
        problem(post("{\"price\":\"" + "1".repeat(DeskServer.MAX_BODY) + "\"}"), 413, "TOO_LARGE");
        problem(post("{\"price\":1}", "Idempotency-Key", "x".repeat(65)), 400, "BAD_INPUT");
        problem(post("{\"price\":1}", "Content-Type", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertEquals(before, prices());
    }

    @Test
    void unknownPathsAndMethods() throws Exception {
        problem(office.call("GET", "/v1/nothing", trader, null), 404, "NOT_FOUND");
        problem(office.call("GET", "/v1/prices/abc", trader, null), 404, "NOT_FOUND");
        HttpResponse<String> answer = office.call("DELETE", "/v1/prices", trader, null);
        problem(answer, 405, "METHOD_NOT_ALLOWED");
        assertEquals("GET, HEAD, POST", answer.headers().firstValue("Allow").orElse(""));
        assertEquals(200, office.call("GET", "/v1/prices/17", trader, null).statusCode());
    }

    @Test
    void headIsAGetWithoutItsBody() throws Exception {
        HttpResponse<String> get = office.call("GET", "/v1/numbers?limit=3", trader, null);
        HttpResponse<String> head = office.call("HEAD", "/v1/numbers?limit=3", trader, null);
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        for (String name : List.of("Content-Type", "Content-Length")) {
            assertEquals(get.headers().firstValue(name), head.headers().firstValue(name));
        }
        assertEquals("", office.call("HEAD", "/v1/numbers", trader, null, "Accept", "text/csv").body());
        assertEquals(401, office.call("HEAD", "/v1/numbers", null, null).statusCode());
    }

    @Test
    void whatIsTooLongForAnyRouteIsAProblemToo() throws Exception {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest path = HttpRequest.newBuilder(office.at("/v1/numbers?parity=" + "x".repeat(9_000))).build();
        problem(client.send(path, HttpResponse.BodyHandlers.ofString()), 414, "TOO_LARGE");
        HttpRequest head = HttpRequest.newBuilder(office.at("/v1/numbers")).header("X-Long", "x".repeat(20_000))
            .build();
        problem(client.send(head, HttpResponse.BodyHandlers.ofString()), 431, "TOO_LARGE");
    }

    @Test
    void aMalformedQueryIsNoFaultOfOurs() throws Exception {
        for (String path : List.of("/v1/orders/1/lineage?depth=%zz", "/v1/orders/1/lineage?depth=1&x=%",
            "/v1/numbers?limit=%zz")) {
            try (Socket socket = new Socket("127.0.0.1", office.at("/").getPort())) {
                socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                    + "Authorization: Bearer " + trader + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            }
        }
    }

    @Test
    void aFaultTellsNothingOfTheInside() throws Exception {
        HttpResponse<String> answer = office.call("GET", "/v1/fault", trader, null);
        problem(answer, 500, "FAULT");
        assertFalse(answer.body().contains("secret"));
    }

    @Test
    void noTokenIs401AndNoRightIs403WithARecord() throws Exception {
        HttpResponse<String> nobody = office.call("POST", "/v1/prices", null, "{\"price\":1}");
        problem(nobody, 401, "UNAUTHORIZED");
        assertEquals("Bearer", nobody.headers().firstValue("WWW-Authenticate").orElse(""));
        problem(office.call("POST", "/v1/prices", "nonsense", "{\"price\":1}"), 401, "UNAUTHORIZED");
        String[] parts = trader.split("\\.");
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes());
        problem(office.call("GET", "/v1/prices", none + "." + parts[1] + ".", null), 401, "UNAUTHORIZED");
        problem(office.call("GET", "/v1/prices", parts[0] + "." + parts[1] + ".AAAA", null), 401, "UNAUTHORIZED");
        String officer = office.token("risk1", CountingOffice.OFFICER_PASSWORD);
        long before = refused();
        long second = second();
        for (int i = 0; i < 25; i++) {
            problem(office.call("POST", "/v1/prices", officer, "{\"price\":1}"), 403, "FORBIDDEN");
        }
        long seconds = second() - second + 1;
        assertEquals(201, post("{\"price\":1}").statusCode(), "written behind the refusals");
        long refused = refused() - before;
        assertTrue(refused > 0 && refused <= 10 * seconds, refused + " refusals on record in " + seconds + " seconds");
    }

    /** As the office counts them, in the same process. */
    private static long second() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    }

    private static long refused() throws Exception {
        return new JsonObject(office.call("GET", "/v1/prices", trader, null).body()).getLong("refused");
    }

    @Test
    void wrongPasswordsReadAlikeAndAreSlowedDown() throws Exception {
        String wrong = problem(login("risk1", "nonsense"), 401, "UNAUTHORIZED").encode();
        assertEquals(wrong, problem(login("nobody", "nonsense"), 401, "UNAUTHORIZED").encode());
        for (int i = 0; i < 4; i++) {
            problem(login("nobody", "nonsense"), 401, "UNAUTHORIZED");
        }
        HttpResponse<String> slowed = login("nobody", "nonsense");
        problem(slowed, 429, "TOO_MANY_ATTEMPTS");
        assertTrue(slowed.headers().firstValue("Retry-After").isPresent());
        HttpResponse<String> good = login("risk1", CountingOffice.OFFICER_PASSWORD);
        String cookie = good.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
        String pair = cookie.substring(0, cookie.indexOf(';'));
        assertEquals(200, office.call("GET", "/v1/prices", null, null, "Cookie", pair).statusCode());
    }

    @Test
    void whoIsDisabledGetsNoTokenAndTheirTokensAreWorthNothing() throws Exception {
        String officer = office.token("risk1", CountingOffice.OFFICER_PASSWORD);
        String wrong = login("risk1", "nonsense").body();
        office.user(2, "risk1", false, Standing.CLOSED);
        problem(office.call("POST", "/v1/limits", officer, "{}"), 403, "FORBIDDEN");
        problem(office.call("GET", "/v1/prices", officer, null), 403, "FORBIDDEN");
        HttpResponse<String> refused = login("risk1", CountingOffice.OFFICER_PASSWORD);
        problem(refused, 401, "UNAUTHORIZED");
        assertEquals(wrong, refused.body(), "as a wrong password reads");
        office.user(2, "risk1", false, Standing.OPEN);
        assertEquals(200, login("risk1", CountingOffice.OFFICER_PASSWORD).statusCode());
    }

    private static HttpResponse<String> login(String user, String password) throws Exception {
        return office.call("POST", "/v1/login", null,
            new JsonObject().put("user", user).put("password", password).encode());
    }

    @Test
    void listsPageByPageFilteredAndAsCsv() throws Exception {
        isListed("/v1/numbers");
    }

    @Test
    void listsWhatIsFetchedPartByPart() throws Exception {
        isListed("/v1/parts");
    }

    private static void isListed(String path) throws Exception {
        List<String> numbers = new ArrayList<>();
        String after = "";
        do {
            HttpResponse<String> answer =
                office.call("GET", path + "?parity=odd&limit=400" + after, trader, null);
            JsonObject page = new JsonObject(answer.body());
            page.getJsonArray("items").forEach(item -> numbers.add(((JsonObject) item).getString("number")));
            after = page.getString("next") == null ? null : "&after=" + page.getString("next");
        } while (after != null);
        assertEquals(1_250, numbers.size());
        assertEquals("2499", numbers.get(1_249));
        JsonObject all = new JsonObject(office.call("GET", path + "?limit=1000&after=1499", trader, null).body());
        assertEquals(1_000, all.getJsonArray("items").size());
        assertNull(all.getString("next"));
        problem(office.call("GET", path + "?colour=red", trader, null), 400, "BAD_INPUT");
        problem(office.call("GET", path + "?limit=0", trader, null), 400, "BAD_INPUT");
        HttpResponse<String> csv = office.call("GET", path, trader, null, "Accept", "text/csv");
        List<String> lines = csv.body().lines().toList();
        assertEquals(2_501, lines.size());
        assertEquals("number,parity", lines.get(0));
        assertEquals("2498,\"even, as they say\"", lines.get(2_499));
    }

    @Test
    void aListIsReadToItsEndHoweverManyPartsHaveNothingOfIt() throws Exception {
        assertEquals(List.of(Integer.toString(CountingOffice.FAR + 1)), new JsonObject(
            office.call("GET", "/v1/far", trader, null).body()).getJsonArray("items").stream()
            .map(item -> ((JsonObject) item).getString("number")).toList());
        assertEquals("number,parity\n" + (CountingOffice.FAR + 1) + ",odd\n",
            office.call("GET", "/v1/far", trader, null, "Accept", "text/csv").body());
    }

    @Test
    void whatCannotBeReadIsAProblemInEveryForm() throws Exception {
        problem(office.call("GET", "/v1/away", trader, null), 503, "BUSY");
        problem(office.call("GET", "/v1/away", trader, null, "Accept", "text/csv"), 503, "BUSY");
    }

    @Test
    void aSecondProcessOnTheSameJournalIsRefused() {
        try (CountingOffice second = new CountingOffice(directory)) {
            assertThrows(JournalInUse.class, second.server::start);
        }
    }

    @ParameterizedTest
    @CsvSource({"/livez,200 ok", "/readyz,200 ready"})
    void management(String path, String expected) {
        assertEquals(expected + "\n", office.management(path));
    }

    @Test
    void metrics() {
        String metrics = office.management("/metrics");
        for (String name : List.of("throughline_office_seq", "throughline_desk_lag", "throughline_ring_bytes",
            "throughline_office_phase", "throughline_ready", "jvm_memory_used_bytes", "throughline_http_answers")) {
            assertTrue(metrics.contains("\n" + name), name + " is not among " + metrics);
        }
    }
}
