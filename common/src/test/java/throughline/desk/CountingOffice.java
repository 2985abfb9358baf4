package throughline.desk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import throughline.message.JournalId;
import throughline.message.PriceStatedDecoder;
import throughline.message.PriceStatedEncoder;
import throughline.message.SessionClosedEncoder;
import throughline.message.Standing;
import throughline.message.UserStatedEncoder;
import throughline.office.CountingMachine;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Registers;
import throughline.reference.Users;
import throughline.signin.Passwords;

/** A whole office over a {@link CountingMachine}, on free ports of its own, and a client that calls it. */
final class CountingOffice implements AutoCloseable {
    static final String TRADER_PASSWORD = "correct horse 1";
    static final String OFFICER_PASSWORD = "correct horse 2";

    static final String MUCH = "x".repeat(10_000);

    /** For what comes at once on a machine that has time: only what never comes takes so long. */
    static final long PATIENCE_SECONDS = 50;

    /** Numbers that are fetched at a time. */
    private static final int PART = 7;
    /** Where the only number of a long list is, each before it a part of its own that has none. */
    static final int FAR = 100_000;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final DeskServer<CountingMachine> server;
    final int port;
    final Channel<CountingMachine> prices;
    /** Rows 1 to {@link #lastRow}, each with much to read. */
    final Channel<CountingMachine> rows = Channel.ofRows("rows", Users.TRADER, this::row);
    final Channel<CountingMachine> events = Channel.ofEvents("events", Users.TRADER, (state, person) -> List.of());
    final LinkedBlockingQueue<String> lost = new LinkedBlockingQueue<>();
    private volatile long lastRow;

    CountingOffice(Path directory, JournalId... inputs) {
        this(directory, Map.of(), inputs);
    }

    CountingOffice(Path directory, Map<String, String> more, JournalId... inputs) {
        this(directory, more, () -> new CountingMachine(inputs));
    }

    CountingOffice(Path directory, Map<String, String> more, Supplier<CountingMachine> machines) {
        Map<String, String> options = new HashMap<>(more);
        options.put("data", directory.toString());
        options.computeIfAbsent("port", name -> Integer.toString(freePort()));
        port = Integer.parseInt(options.get("port"));
        server = new DeskServer<>(new DeskSettings(options), "counts=all".getBytes(StandardCharsets.UTF_8),
            machines, new Rules());
        prices = new Channel<>("prices", Users.TRADER,
            (state, person) -> List.of(new JsonObject().put("prices", state.prices())));
        server.channel(prices).channel(rows).channel(events)
            .onDisconnect(Users.TRADER, person -> lost.add(person.name()));
        server.desk().listen((state, record) -> {
            if (record.templateId() == PriceStatedDecoder.TEMPLATE_ID) {
                prices.publish(Long.toString(record.seq()), () -> new JsonObject().put("prices", state.prices()));
            }
        });
        server.route(HttpMethod.POST, "/v1/prices", Users.TRADER, request -> post(request, false))
            .route(HttpMethod.POST, "/v1/settled-prices", Users.TRADER, request -> post(request, true))
            .route(HttpMethod.POST, "/v1/limits", Users.RISK, request -> Future.succeededFuture(
                Answer.ok(new JsonObject())))
            .route(HttpMethod.GET, "/v1/prices", Person.ANYONE, request -> server.desk().read(
                state -> Answer.ok(new JsonObject().put("prices", state.prices())
                    .put("sum", Decimal.textE8(state.sumE8())).put("refused", state.refused()))))
            .route(HttpMethod.GET, "/v1/prices/:id", Person.ANYONE, request -> Future.succeededFuture(
                Answer.ok(new JsonObject().put("id", request.id("id")))))
            .route(HttpMethod.GET, "/v1/fault", Person.ANYONE, request -> {
                throw new IllegalStateException("a secret of the inside");
            })
            .list("/v1/numbers", Person.ANYONE, List.of("number", "parity"), (state, person, after) ->
                after >= 2_499 ? null : number(after + 1))
            .route(HttpMethod.GET, "/v1/parts", Person.ANYONE, new Listing<CountingMachine>(server.desk(),
                List.of("number", "parity"), Set.of(), first -> Future.succeededFuture((state, person, after) ->
                    after >= 2_499 ? null : after < first + PART ? number(after + 1) : new Listing.Row(after, null)))
                ::answer)
            .route(HttpMethod.GET, "/v1/far", Person.ANYONE, new Listing<CountingMachine>(server.desk(),
                List.of("number", "parity"), Set.of(), first -> Future.succeededFuture((state, person, after) ->
                    after < FAR ? new Listing.Row(after + 1, null) : after > FAR ? null : number(after + 1)))
                ::answer)
            .route(HttpMethod.GET, "/v1/away", Person.ANYONE, new Listing<CountingMachine>(server.desk(),
                List.of("number"), Set.of(), first -> { throw Problem.unavailable("BUSY", "They are away."); })
                ::answer);
    }

    private Listing.Row row(CountingMachine state, Person person, long after) {
        long id = Math.max(1, after + 1);
        return id > lastRow ? null : new Listing.Row(id, new JsonObject().put("row", id).put("much", MUCH));
    }

    long rowCount() {
        return lastRow;
    }

    /** Adds rows, on the desk's thread, and tells of each as it comes. */
    void addRows(int count) throws Exception {
        server.desk().read(state -> {
            for (int i = 0; i < count; i++) {
                lastRow++;
                rows.publish(Long.toString(lastRow), () -> row(state, null, lastRow - 1).item());
            }
            return true;
        }).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static Listing.Row number(long number) {
        return new Listing.Row(number, new JsonObject().put("number", Long.toString(number))
            .put("parity", number % 2 == 0 ? "even, as they say" : "odd"));
    }

    static final class Rules implements Desk.Rules<CountingMachine> {
        /** No instruments and no accounts. */
        private record People(Instruments instruments, Accounts accounts, Users users) implements Registers {
        }

        @Override
        public Registers registers(CountingMachine state) {
            return new People(new Instruments(), new Accounts(), state.users());
        }

        @Override
        public String notReady(CountingMachine state) {
            return state.users().end() > 1 ? "" : "no users yet";
        }

        @Override
        public boolean isFollowed() {
            return false;
        }
    }

    private Future<Answer> post(Request request, boolean settled) {
        Body body = request.body();
        Decimal price = body.decimal("price");
        body.end();
        Draft draft = Desk.draft();
        PriceStatedEncoder encoder = draft.begin(new PriceStatedEncoder(), request.actor(), 0);
        encoder.instrumentId(1).priceE8(price.e8()).bodyHash(request.bodyHash()).requestKey(request.key()).source("");
        return server.desk().submit(draft, false, (state, reply, last) -> {
            int status = reply.status(201);
            if (settled && state.settled() != reply.reference() && !last) {
                return null;
            }
            return Answer.json(status, new JsonObject().put("id", reply.reference()).put("prices", state.prices())
                .put("settled", state.settled() == reply.reference()));
        });
    }

    /** Starts it, with its users. */
    CountingOffice up() throws Exception {
        server.start();
        return open();
    }

    /** Waits until it runs, and gives it its users when it has none. */
    CountingOffice open() throws Exception {
        await(() -> ready().endsWith("no users yet\n") || ready().equals("200 ready\n"));
        if (!ready().startsWith("200")) {
            user(1, "trader1", TRADER_PASSWORD, true);
            user(2, "risk1", OFFICER_PASSWORD, false);
            await(() -> server.desk().person("risk1") != null);
        }
        await(() -> server.desk().person("risk1") != null);
        return this;
    }

    private void user(int id, String name, String password, boolean trader) {
        new Passwords(server.office().data()).set(name, password);
        user(id, name, trader, Standing.OPEN);
    }

    /** States who a user is. */
    void user(int id, String name, boolean trader, Standing standing) {
        Draft draft = new Draft();
        UserStatedEncoder encoder = draft.begin(new UserStatedEncoder(), 0, 0);
        encoder.userId(id).standing(standing);
        encoder.roles().clear().trader(trader).risk(!trader);
        encoder.userName(name);
        tell(draft);
    }

    void tell(Draft draft) {
        server.desk().submit(draft, true).toCompletionStage().toCompletableFuture()
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .thenAccept(reply -> {
                if (reply.outcome() != Outcome.RECORDED) {
                    throw new IllegalStateException(reply.toString());
                }
            }).join();
    }

    void endDay() {
        tell(dayEnd());
    }

    static Draft dayEnd() {
        Draft draft = new Draft();
        draft.begin(new SessionClosedEncoder(), 0, 0);
        return draft;
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come about within " + PATIENCE_SECONDS + " s");
            }
            Thread.sleep(5);
        }
    }

    static int freePort() {
        try (ServerSocket one = new ServerSocket(0)) {
            int port = one.getLocalPort();
            return port > 65_000 ? freePort() : port;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What /readyz says, behind its status. */
    String ready() {
        return management("/readyz");
    }

    String management(String path) {
        try {
            HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + (port + DeskServer.MANAGEMENT_OFFSET) + path)).build(),
                HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "no answer: " + e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpResponse<String> call(String method, String path, String token, String body, String... headers)
        throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(at(path)).method(method, body == null
            ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            builder.setHeader("Content-Type", "application/json");
        }
        if (token != null) {
            builder.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            builder.setHeader(headers[i], headers[i + 1]);
        }
        return CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    String token(String user, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = call("POST", "/v1/login", null,
            new JsonObject().put("user", user).put("password", password).encode());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return new JsonObject(answer.body()).getString("token");
    }

    String trader() throws IOException, InterruptedException {
        return token("trader1", TRADER_PASSWORD);
    }

    @Override
    public void close() {
        server.close();
    }
}
