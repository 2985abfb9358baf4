package throughline.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import throughline.live.LiveFirm.Part;
import throughline.files.BadReferenceFilesException;
import throughline.files.OrderLine;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.office.Stops;

/**
 * Kills a real firm again and again while it is played against, and holds it to its word after each round: every
 * acknowledged order is there, nothing is there twice, and the whole proof holds. What is killed, after how many orders
 * and for how long follows from the seed; the moment within the machine does not. Used by one thread.
 */
public final class CrashRig implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(180);
    private static final Duration PLAY = Duration.ofSeconds(180);
    private static final Duration CALM = Duration.ofSeconds(120);
    private static final Duration HALT = Duration.ofSeconds(20);
    private static final int MOST_PAUSE_MS = 3000;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long NS_PER_MS = 1_000_000;

    private final LiveFirm firm;
    private final Trader trader;
    private final CrashProof proof;
    private final ReferenceRows reference;
    private final SplittableRandom random;
    private final int orders;
    private final int ordersPerSecond;

    /**
     * A round as it went.
     *
     * @param hit who was killed, and where
     * @param afterOrders acknowledged in this round when the blow fell
     * @param acknowledged orders in this round
     * @param readyMs from the start of what was started again until all three offices were ready
     */
    public record Round(String hit, int afterOrders, long afterMs, int acknowledged, long readyMs, int verifyExit) {
    }

    /**
     * A firm that is not up yet.
     *
     * @param logs for the outputs of the processes
     * @param orders a round
     * @param ordersPerSecond at most
     */
    public CrashRig(Path data, Path logs, long seed, int orders, int ordersPerSecond)
        throws IOException, BadReferenceFilesException {
        reference = ReferenceFiles.shipped().read();
        random = new SplittableRandom(seed);
        this.orders = orders;
        this.ordersPerSecond = ordersPerSecond;
        firm = new LiveFirm(data, logs);
        trader = new Trader(firm.front(), firm.data(), "trader1");
        proof = new CrashProof(firm.data(), firm.logs());
    }

    /** Starts the firm and waits until it is ready. */
    public void begin() {
        firm.startAll();
        firm.awaitReady(READY);
    }

    /**
     * Plays one round and proves it.
     *
     * @throws BrokenPromise when something does not hold
     */
    public Round round(int number, Blow.Kind kind) {
        Blow blow = Blow.of(kind, random.split());
        List<OrderLine> lines = SampleOrders.of(reference, random.nextLong(), orders);
        int from = trader.acknowledgedCount();
        int blowAfter = orders / 10 + random.nextInt(Math.max(1, orders / 2));
        long begunNs = System.nanoTime();
        CompletableFuture<Void> play = trader.play(lines, ordersPerSecond);
        while (trader.acknowledgedCount() - from < blowAfter && !play.isDone()) {
            LockSupport.parkNanos(POLL_NS);
        }
        int afterOrders = trader.acknowledgedCount() - from;
        long afterMs = (System.nanoTime() - begunNs) / NS_PER_MS;
        String hit = strike(blow, play);
        long readyMs = bringBack(blow);
        await(play, PLAY, "the round's orders");
        Quiet.await(firm.data(), CALM);
        await(trader.askAgain(trader.acknowledged(lines)), PLAY, "the answers to GET");
        proof.holdAgainstTheJournal(trader.acknowledged());
        int verifyExit = proof.verify(Integer.toString(number));
        return new Round(hit, afterOrders, afterMs, trader.acknowledgedCount() - from, readyMs, verifyExit);
    }

    /** Kills; what is hit is gone when this returns. */
    private String strike(Blow blow, CompletableFuture<Void> play) {
        if (blow.stop().isEmpty()) {
            if (blow.postgres() && !firm.killPostgres()) {
                throw new BrokenPromise("there is no PostgreSQL to kill in " + firm.data());
            }
            blow.offices().parallelStream().forEach(firm::kill);
            return blow + " killed";
        }
        Part part = blow.offices().iterator().next();
        firm.kill(part);
        firm.start(part, blow.stop());
        Optional<Integer> exit = firm.awaitEnd(part, HALT);
        if (exit.isEmpty()) {
            firm.kill(part);
            return blow + " not reached, killed" + (play.isDone() ? " idle" : "");
        }
        if (exit.get() != Stops.HaltAt.EXIT_CODE) {
            throw new BrokenPromise("the " + part + " office ended with exit code " + exit.get() + " instead of at "
                + blow.stop() + ": see " + firm.logs());
        }
        return blow + " halted";
    }

    /** Starts again what is down, each after a pause of its own. */
    private long bringBack(Blow blow) {
        long readyNs = 0;
        for (Part part : blow.offices()) {
            pause();
            readyNs = readyNs == 0 ? System.nanoTime() : readyNs;
            firm.start(part, "");
        }
        if (blow.postgres()) {
            readyNs = readyNs == 0 ? System.nanoTime() : readyNs;
            awaitPostgres();
        }
        firm.awaitReady(READY);
        return (System.nanoTime() - readyNs) / NS_PER_MS;
    }

    /** The back office minds its PostgreSQL and starts it again by itself. */
    private void awaitPostgres() {
        long giveUpNs = System.nanoTime() + READY.toNanos();
        while (firm.postmaster().isEmpty()) {
            if (System.nanoTime() > giveUpNs) {
                throw new BrokenPromise("nobody started the PostgreSQL again within " + READY.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private void pause() {
        LockSupport.parkNanos(random.nextInt(MOST_PAUSE_MS) * NS_PER_MS);
    }

    /** Asks for every order ever acknowledged. */
    public int end() {
        await(trader.askAgain(trader.acknowledged()), PLAY, "the answers to GET");
        return trader.acknowledgedCount();
    }

    /** Waits for what others do; throws what broke it. */
    static void await(CompletableFuture<Void> work, Duration patience, String what) {
        try {
            work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BrokenPromise(what + " are not there after " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenPromise("interrupted", e);
        } catch (ExecutionException | CompletionException e) {
            Throwable cause = e.getCause() instanceof CompletionException inner ? inner.getCause() : e.getCause();
            throw new BrokenPromise(cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        trader.close();
        firm.close();
    }
}
