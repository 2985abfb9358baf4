package throughline.live;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import throughline.live.LiveFirm.Part;

/**
 * A real firm whose middle office is killed under load, stays away, and comes back: every answer on the way, what
 * became of each order, and whether anything was accepted too late or outlived its cancel. One thread drives it; the
 * load has threads of its own.
 */
public final class OutageRig implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(180);
    private static final Duration CALM = Duration.ofSeconds(120);
    private static final int HANDS = 64;
    private static final int CANCELS_A_SECOND = 5;
    private static final long MS = 1_000_000;
    /** After so long without the middle, an order is no longer taken: two seconds, and one to notice. */
    private static final long SILENT_AFTER_NS = 3_000 * MS;
    private static final String[] SYMBOLS = {"MMM", "ABT", "ABBV"};
    private static final String[] PRICES = {"146", "127", "202"};

    private final LiveFirm firm;
    private final Hand hand;
    private final CrashProof proof;
    private final int perSecond;
    private final ExecutorService hands = Executors.newFixedThreadPool(HANDS, OutageRig::daemon);
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Sent> sent = new ArrayList<>();
    private final Queue<Sent> working = new ConcurrentLinkedQueue<>();
    private final List<Sent> canceled = new ArrayList<>();

    /** One request and how it was answered; {@code status} 0 is silence. */
    private static final class Sent {
        final String clOrdId;
        final long sentNs;
        volatile int status;
        volatile String body = "";
        volatile String code = "";
        volatile int cancelStatus;
        volatile long answeredNs;

        Sent(String clOrdId, long sentNs) {
            this.clOrdId = clOrdId;
            this.sentNs = sentNs;
        }

        String orderId() {
            return OrderAnswer.only(body).orderId();
        }
    }

    /**
     * What was seen.
     *
     * @param answers how often each answer was given while the middle was away: status and code
     * @param lateAnswers those of them to orders sent when it had been silent too long to take any
     * @param canceled working orders canceled while it was away
     * @param tooOld orders rejected as too old when it was back
     * @param oldestAcceptedMs age at its acceptance of the oldest order accepted in the whole run
     */
    public record Outcome(int sent, Map<String, Integer> answers, Map<String, Integer> lateAnswers, int canceled,
        int tooOld, long oldestAcceptedMs, long backMs) {
    }

    /** A firm that is not up yet. */
    public OutageRig(Path data, Path logs, int perSecond) throws IOException {
        firm = new LiveFirm(data, logs);
        hand = new Hand(firm.front(), firm.data(), "trader1");
        proof = new CrashProof(firm.data(), firm.logs());
        this.perSecond = perSecond;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "outage-hand");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Kills the middle office for so long under load and proves the firm after it.
     *
     * @throws BrokenPromise when something does not hold
     */
    public Outcome run(int secondsBefore, int secondsAway, int secondsAfter) {
        firm.startAll();
        firm.awaitReady(READY);
        load(secondsBefore, false);
        sent.stream().filter(order -> order.status == 201).forEach(working::add);
        int before = sent.size();
        if (working.size() < before / 2) {
            throw new BrokenPromise("before the outage only " + working.size() + " of " + before + " orders rest");
        }
        firm.kill(Part.MIDDLE);
        long goneNs = System.nanoTime();
        load(secondsAway, true);
        List<Sent> away = List.copyOf(sent.subList(before, sent.size()));
        long startNs = System.nanoTime();
        firm.start(Part.MIDDLE, "");
        firm.awaitReady(READY);
        long backMs = (System.nanoTime() - startNs) / MS;
        load(secondsAfter, false);
        Quiet.await(firm.data(), CALM);
        checkAnswers(away, goneNs);
        checkCanceled();
        if (sent.get(sent.size() - 1).status != 201) {
            throw new BrokenPromise("the last order after the outage was answered " + sent.get(sent.size() - 1).status);
        }
        Decisions decisions = Decisions.in(firm.data());
        if (decisions.oldestAcceptedMs() > 10_000) {
            throw new BrokenPromise("an order was accepted " + decisions.oldestAcceptedMs() + " ms after its capture");
        }
        proof.verify("outage");
        return new Outcome(sent.size(), counts(away, Long.MIN_VALUE), counts(away, goneNs + SILENT_AFTER_NS),
            canceled.size(), decisions.tooOld(), decisions.oldestAcceptedMs(), backMs);
    }

    /** Sends orders that rest, at the rate; while the middle is away it cancels some that rest, too. */
    private void load(int seconds, boolean cancels) {
        long begunNs = System.nanoTime();
        List<CompletableFuture<Void>> open = new ArrayList<>();
        int orders = seconds * perSecond;
        for (int i = 0; i < orders; i++) {
            long dueNs = begunNs + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (System.nanoTime() < dueNs) {
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
            Sent order = new Sent("o" + numbers.incrementAndGet(), System.nanoTime());
            sent.add(order);
            open.add(CompletableFuture.runAsync(() -> place(order), hands));
            if (cancels && i % Math.max(1, perSecond / CANCELS_A_SECOND) == 0 && !working.isEmpty()) {
                Sent old = working.poll();
                canceled.add(old);
                open.add(CompletableFuture.runAsync(() -> cancel(old), hands));
            }
        }
        open.forEach(CompletableFuture::join);
    }

    private void place(Sent order) {
        int which = Integer.parseInt(order.clOrdId.substring(1)) % SYMBOLS.length;
        HttpResponse<String> response = hand.ask("POST", "/v1/orders", OrderAnswer.json("clOrdId", order.clOrdId,
            "account", "PROP-EQ", "symbol", SYMBOLS[which], "side", "buy", "type", "limit", "timeInForce", "day",
            "quantity", "10", "price", PRICES[which]));
        order.answeredNs = System.nanoTime();
        order.status = response == null ? 0 : response.statusCode();
        order.body = response == null ? "" : response.body();
        order.code = response == null || order.status < 300 ? "" : OrderAnswer.field(order.body, "code");
    }

    private void cancel(Sent order) {
        HttpResponse<String> response = hand.ask("DELETE", "/v1/orders/" + order.orderId(), null);
        order.cancelStatus = response == null ? 0 : response.statusCode();
    }

    private static Map<String, Integer> counts(List<Sent> orders, long fromNs) {
        Map<String, Integer> counts = new TreeMap<>();
        orders.stream().filter(order -> order.sentNs >= fromNs)
            .forEach(order -> counts.merge((order.status + " " + order.code).strip(), 1, Integer::sum));
        return counts;
    }

    /** First 201 or 202 as long as orders are taken, then 503 and nothing else. */
    private static void checkAnswers(List<Sent> away, long goneNs) {
        for (Sent order : away) {
            boolean late = order.sentNs - goneNs > SILENT_AFTER_NS;
            boolean refused = order.status == 503 && order.code.equals("NEXT_OFFICE_SILENT");
            boolean taken = order.status == 202 && OrderAnswer.only(order.body).pending() || order.status == 201;
            if (late ? !refused : !refused && !taken) {
                throw new BrokenPromise("an order sent " + (order.sentNs - goneNs) / MS + " ms after the middle had"
                    + " gone was answered " + order.status + " " + order.body);
            }
        }
    }

    private void checkCanceled() {
        for (Sent order : canceled) {
            if (order.cancelStatus != 200) {
                throw new BrokenPromise("the cancel of working order " + order.orderId() + " was answered "
                    + order.cancelStatus + " while the middle was away");
            }
            HttpResponse<String> now = hand.ask("GET", "/v1/orders/" + order.orderId(), null);
            if (now == null || !OrderAnswer.only(now.body()).status().equals("canceled")) {
                throw new BrokenPromise("order " + order.orderId() + " was canceled and is now "
                    + (now == null ? "not told" : now.body()));
            }
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
        firm.close();
    }
}
