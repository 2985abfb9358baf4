package throughline.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import throughline.books.BooksAwayException;
import throughline.books.BooksQueries;
import throughline.books.Position;
import throughline.books.TrialBalance;
import throughline.files.OrderLine;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.postgres.EmbeddedPostgres;

/**
 * The real offices, backed up while orders come in and again when they stand still, and started again from each backup:
 * nothing acknowledged before the first is missing, the proofs hold, trading goes on, and the books filled from the
 * second are those it was made of. The seed is told; {@code -Drestore.seed=S} takes that one again. Logs and data of
 * the last run lie in {@code target/restore}.
 */
@Tag("long")
final class RestoredFirmTest {
    private static final int ORDERS = 100;
    private static final int ORDERS_PER_SECOND = 80;
    private static final long SECONDS = 180;
    private static final Duration PATIENCE = Duration.ofSeconds(SECONDS);

    private final Path directory = Path.of("target", "restore").toAbsolutePath();
    private final long seed = Long.getLong("restore.seed", System.nanoTime() & Integer.MAX_VALUE);

    /** What the books say at a moment. */
    private record Books(long entries, String head, List<TrialBalance.Line> balances) {
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void aRestoredFirmHasAllAndTradesOn() throws Exception {
        System.out.println("restore.seed=" + seed);
        Scratch.delete(directory);
        Path logs = Files.createDirectories(directory.resolve("logs"));
        Path data = directory.resolve("data");
        ReferenceRows reference = ReferenceFiles.shipped().read();
        Collection<OrderAnswer> before;
        Books books;
        try (LiveFirm firm = new LiveFirm(data, logs);
            Trader trader = new Trader(firm.front(), data, "trader1")) {
            firm.startAll();
            firm.awaitReady(PATIENCE);
            trader.play(SampleOrders.of(reference, seed, ORDERS), ORDERS_PER_SECOND).get(SECONDS, TimeUnit.SECONDS);
            before = trader.acknowledged();
            Process backup = start("backup", directory.resolve("running"), data, logs);
            int rounds = 0;
            while (rounds == 0 || backup.isAlive()) {
                rounds++;
                trader.play(SampleOrders.of(reference, seed + rounds, ORDERS), ORDERS_PER_SECOND)
                    .get(SECONDS, TimeUnit.SECONDS);
            }
            assertEquals(0, backup.exitValue());
            System.out.println(rounds * ORDERS + " orders while it was backed up");
            Quiet.await(data, PATIENCE);
            books = books(data);
        }
        assertTrue(books.entries() > ORDERS && !books.balances().isEmpty(), "there is something to lose: " + books);
        firm("backup", directory.resolve("standing"), data, logs);
        fromTheRunning(before, SampleOrders.of(reference, seed - 1, ORDERS), logs);
        fromTheStanding(books, logs);
    }

    private void fromTheRunning(Collection<OrderAnswer> before, List<OrderLine> more, Path logs) throws Exception {
        Path data = directory.resolve("from-running");
        firm("restore", directory.resolve("running"), data, logs);
        CrashProof proof = new CrashProof(data, logs);
        proof.holdAgainstTheJournal(before);
        try (LiveFirm firm = new LiveFirm(data, Files.createDirectories(logs.resolve("from-running")));
            Trader trader = new Trader(firm.front(), data, "trader1")) {
            firm.startAll();
            firm.awaitReady(PATIENCE);
            trader.askAgain(before).get(SECONDS, TimeUnit.SECONDS);
            trader.play(more, ORDERS_PER_SECOND).get(SECONDS, TimeUnit.SECONDS);
            Quiet.await(data, PATIENCE);
            proof.holdAgainstTheJournal(trader.acknowledged());
            assertEquals(0, proof.verify("from-running"));
            assertTrue(books(data).entries() > 0);
        }
    }

    private void fromTheStanding(Books wanted, Path logs) throws IOException, BooksAwayException {
        Path data = directory.resolve("from-standing");
        firm("restore", directory.resolve("standing"), data, logs);
        try (LiveFirm firm = new LiveFirm(data, Files.createDirectories(logs.resolve("from-standing")))) {
            firm.startAll();
            firm.awaitReady(PATIENCE);
            Quiet.await(data, PATIENCE);
            assertEquals(wanted, books(data));
            assertEquals(0, new CrashProof(data, logs).verify("from-standing"));
        }
    }

    private static Books books(Path data) throws IOException, BooksAwayException {
        try (BooksQueries queries = new BooksQueries(EmbeddedPostgres.running(data))) {
            Position position = queries.position().orElseThrow();
            return new Books(position.entries(), position.head(), queries.trialBalance().lines());
        }
    }

    private static void firm(String verb, Path backup, Path data, Path logs) {
        assertEquals(0, start(verb, backup, data, logs).onExit().join().exitValue(),
            () -> verb + " of " + backup + ": see " + logs);
    }

    /** Starts a verb as the launcher does. */
    private static Process start(String verb, Path backup, Path data, Path logs) {
        List<String> command = new ArrayList<>(LiveFirm.javaCommand());
        command.addAll(List.of("-Xmx256m", "throughline.console.Firm", verb, backup.toString(), "--data",
            data.toString()));
        return LiveFirm.run(command, logs.resolve(verb + "-" + backup.getFileName() + ".log"));
    }
}
