package throughline.live;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import throughline.files.BadReferenceFilesException;
import throughline.files.OrderLine;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;

/**
 * A real firm whose PostgreSQL is stopped under load, stays away, and comes back: orders go on, the desk says what is
 * going on, and afterwards the books lack nothing and have nothing twice. The back office starts a server that ended by
 * itself; to keep it away its configuration is taken from it. One thread drives it; the load has threads of its own.
 */
public final class BooksAwayRig implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(180);
    private static final Duration CALM = Duration.ofSeconds(180);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long NOTICED_MS = 3_000;
    private static final int MS = 1_000_000;

    private final LiveFirm firm;
    private final Trader trader;
    private final Hand operations;
    private final CrashProof proof;
    private final Path configuration;
    private final ReferenceRows reference;
    private final long seed;
    private final int perSecond;

    /** What the desk said of the books. */
    private record Books(String state, String since, long behind, long entries, long ledgerEntries, String trouble) {
    }

    /**
     * What was seen; times in milliseconds.
     *
     * @param acknowledgedAway orders acknowledged while PostgreSQL was away
     * @param noticedMs from its stop until the desk said so
     * @param mostBehind entries the books were behind at most
     * @param backMs from its being startable again until the office had started it
     * @param drainedMs from then until the books had caught up, under load
     * @param entries in the books and in the ledger at the end
     */
    public record Outcome(int sent, int acknowledgedAway, long noticedMs, long mostBehind, long backMs, long drainedMs,
                          long entries, String trouble) {
    }

    /** A firm that is not up yet. */
    public BooksAwayRig(Path data, Path logs, long seed, int perSecond)
        throws IOException, BadReferenceFilesException {
        reference = ReferenceFiles.shipped().read();
        firm = new LiveFirm(data, logs);
        trader = new Trader(firm.front(), firm.data(), "trader1");
        operations = new Hand(firm.back(), firm.data(), "ops1");
        proof = new CrashProof(firm.data(), firm.logs());
        configuration = firm.data().resolve("postgres").resolve("data").resolve("postgresql.conf");
        this.seed = seed;
        this.perSecond = perSecond;
    }

    /**
     * Stops PostgreSQL for so long under load and proves the firm after it.
     *
     * @throws BrokenPromise when something does not hold
     */
    public Outcome run(int secondsBefore, int secondsAway, int secondsAfter) throws IOException {
        firm.startAll();
        firm.awaitReady(READY);
        until("the books to follow", () -> books().state().equals("following"));
        List<OrderLine> orders =
            SampleOrders.of(reference, seed, perSecond * (secondsBefore + secondsAway + secondsAfter));
        CompletableFuture<Void> play = trader.play(orders, perSecond);
        pause(secondsBefore);
        int before = trader.acknowledgedCount();
        stopPostgres();
        long goneNs = System.nanoTime();
        Instant gone = Instant.now();
        long noticedMs = until("the desk to say that the books are away", () -> books().state().equals("away"));
        if (noticedMs > NOTICED_MS) {
            throw new BrokenPromise("only " + noticedMs + " ms after PostgreSQL had gone the desk said so");
        }
        Books last = watch(goneNs, secondsAway, gone);
        int acknowledged = trader.acknowledgedCount() - before;
        if (acknowledged < perSecond * secondsAway / 2) {
            throw new BrokenPromise("while PostgreSQL was away only " + acknowledged + " of " + perSecond * secondsAway
                + " orders were acknowledged");
        }
        Files.move(hidden(), configuration);
        long backMs = until("the office to start PostgreSQL again", () -> firm.postmaster().isPresent());
        long drainedMs = until("the backlog to be booked", () -> books().state().equals("following")
            && books().behind() == 0);
        CrashRig.await(play, CALM, "the orders");
        Books end = proven();
        return new Outcome(orders.size(), acknowledged, noticedMs, last.behind(), backMs, drainedMs, end.entries(),
            last.trouble());
    }

    /** Nothing lost, nothing twice: entries equal, every acknowledged order there, the whole proof. */
    private Books proven() {
        Quiet.await(firm.data(), CALM);
        proof.holdAgainstTheJournal(trader.acknowledged());
        until("ledger and books to be equal", () -> books().behind() == 0);
        Books end = books();
        if (end.entries() != end.ledgerEntries()) {
            throw new BrokenPromise("the books hold " + end.entries() + " entries, the ledger " + end.ledgerEntries());
        }
        proof.verify("dbdown");
        return end;
    }

    /** Stops the server as an operator would, fast; without its configuration nobody can start it. */
    private void stopPostgres() throws IOException {
        Optional<ProcessHandle> postmaster = firm.postmaster();
        if (postmaster.isEmpty()) {
            throw new BrokenPromise("there is no PostgreSQL to stop in " + firm.data());
        }
        Files.move(configuration, hidden());
        new ProcessBuilder("kill", "-INT", Long.toString(postmaster.get().pid())).start();
        until("PostgreSQL to stop", () -> firm.postmaster().isEmpty());
    }

    private Path hidden() {
        return configuration.resolveSibling("postgresql.conf.away");
    }

    /** Asks again and again until the time is over: away all the while, since then, and ever further behind. */
    private Books watch(long goneNs, int seconds, Instant gone) {
        Books said = books();
        Books first = said;
        while (System.nanoTime() - goneNs < TimeUnit.SECONDS.toNanos(seconds)) {
            said = books();
            if (!said.state().equals("away") || said.trouble().isEmpty()
                || Duration.between(gone, Instant.parse(said.since())).abs().toMillis() > 2 * NOTICED_MS) {
                throw new BrokenPromise("PostgreSQL is away since " + gone + ", and the desk says " + said);
            }
            LockSupport.parkNanos(10 * POLL_NS);
        }
        if (said.behind() <= first.behind()) {
            throw new BrokenPromise("no backlog: first the desk said " + first + ", last " + said);
        }
        answered("/v1/ledger/trial-balance", 200);
        answered("/v1/ledger/entries", 503);
        return said;
    }

    private void answered(String path, int status) {
        HttpResponse<String> response = operations.ask("GET", path, null);
        if (response == null || response.statusCode() != status) {
            throw new BrokenPromise("GET " + path + " without PostgreSQL was answered "
                + (response == null ? "nothing" : response.statusCode() + " " + response.body()));
        }
    }

    private Books books() {
        HttpResponse<String> response = operations.ask("GET", "/v1/ledger/books", null);
        if (response == null || response.statusCode() != 200) {
            throw new BrokenPromise("GET /v1/ledger/books was answered "
                + (response == null ? "nothing" : response.statusCode() + " " + response.body()));
        }
        String body = response.body();
        return new Books(OrderAnswer.field(body, "state"), OrderAnswer.field(body, "since"), number(body, "behind"),
            number(body, "entries"), number(body, "ledgerEntries"), OrderAnswer.field(body, "trouble"));
    }

    private static long number(String body, String name) {
        String text = OrderAnswer.field(body, name);
        return text == null ? 0 : Long.parseLong(text);
    }

    /** Waits; gives how long, in milliseconds. */
    private static long until(String what, BooleanSupplier condition) {
        long beganNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - beganNs > CALM.toNanos()) {
                throw new BrokenPromise("waited " + CALM.toSeconds() + " s for " + what);
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return (System.nanoTime() - beganNs) / MS;
    }

    private static void pause(int seconds) {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < endNs) {
            LockSupport.parkNanos(endNs - System.nanoTime());
        }
    }

    @Override
    public void close() {
        trader.close();
        firm.close();
    }
}
