package throughline.live;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import throughline.files.OrderLine;

/**
 * A trader's program as the contract wants it: sends orders through the front's public interface, asks again with the
 * same {@code clOrdId} after silence, a lost connection, 503 or 504, and keeps every acknowledgement it was ever given.
 * Anything else than those, or an acknowledgement that contradicts an earlier one, is a {@link BrokenPromise}. Safe
 * from any thread; its hands are threads of its own.
 */
final class Trader implements AutoCloseable {
    private static final int HANDS = 16;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long FIRST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int NONE = 0;

    private final Hand hand;
    private final ExecutorService hands = Executors.newFixedThreadPool(HANDS, task -> {
        Thread thread = new Thread(task, "trader");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, OrderAnswer> acknowledged = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /** A trader who is not signed in yet; the password is read from the data directory when needed. */
    Trader(URI front, Path data, String user) {
        hand = new Hand(front, data, user);
    }

    /** Every acknowledgement, the last of each order. */
    Collection<OrderAnswer> acknowledged() {
        return List.copyOf(acknowledged.values());
    }

    /** The acknowledgement of each of these orders. */
    List<OrderAnswer> acknowledged(Collection<OrderLine> orders) {
        return orders.stream().map(line -> acknowledged.get(line.clOrdId())).toList();
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }

    /**
     * Begins to play; done when each order is decided, failed with a {@link BrokenPromise} at the first one broken.
     *
     * @param perSecond orders at most; less while the firm is slow or away
     */
    CompletableFuture<Void> play(List<OrderLine> orders, int perSecond) {
        long begunNs = System.nanoTime();
        AtomicLong sent = new AtomicLong();
        return each(orders, line -> {
            long dueNs = begunNs + sent.getAndIncrement() * TimeUnit.SECONDS.toNanos(1) / perSecond;
            for (long now = System.nanoTime(); now < dueNs && !stopped; now = System.nanoTime()) {
                LockSupport.parkNanos(dueNs - now);
            }
            place(line);
        });
    }

    /**
     * Asks for each order by its {@code clOrdId}, and holds the answer against what was acknowledged: one order, the
     * same, and unchanged once ended.
     */
    CompletableFuture<Void> askAgain(Collection<OrderAnswer> orders) {
        return each(orders, this::ask);
    }

    private <T> CompletableFuture<Void> each(Collection<T> items, Consumer<T> work) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        CompletableFuture<Void> failed = new CompletableFuture<>();
        for (T item : items) {
            all.add(CompletableFuture.runAsync(() -> work.accept(item), hands).whenComplete((done, failure) -> {
                if (failure != null) {
                    stopped = true;
                    failed.completeExceptionally(failure);
                }
            }));
        }
        CompletableFuture<Void> done = CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
        return CompletableFuture.anyOf(done, failed).thenApply(nothing -> null);
    }

    private void place(OrderLine line) {
        HttpResponse<String> response = insist("POST", "/v1/orders", OrderAnswer.request(line), line.clOrdId());
        if (response.statusCode() != 200 && response.statusCode() != 201 && response.statusCode() != 202) {
            throw unexpected("POST of order " + line.clOrdId(), response);
        }
        OrderAnswer answer = acknowledge(line.clOrdId(), OrderAnswer.only(response.body()));
        long giveUpNs = System.nanoTime() + PATIENCE_NS;
        while (answer.pending()) {
            if (System.nanoTime() > giveUpNs) {
                throw new BrokenPromise("order " + line.clOrdId() + " is pending_new for two minutes");
            }
            LockSupport.parkNanos(LONGEST_PAUSE_NS);
            response = insist("GET", "/v1/orders/" + answer.orderId(), null, line.clOrdId());
            if (response.statusCode() != 200) {
                throw unexpected("GET of order " + line.clOrdId() + ", acknowledged as " + answer.orderId(), response);
            }
            answer = acknowledge(line.clOrdId(), OrderAnswer.only(response.body()));
        }
    }

    private void ask(OrderAnswer known) {
        String query = URLEncoder.encode(known.clOrdId(), StandardCharsets.US_ASCII);
        HttpResponse<String> response = insist("GET", "/v1/orders?clOrdId=" + query, null, known.clOrdId());
        if (response.statusCode() != 200) {
            throw unexpected("GET of order " + known.clOrdId() + ", acknowledged as " + known.orderId(), response);
        }
        OrderAnswer answer = acknowledge(known.clOrdId(), OrderAnswer.only(response.body()));
        if (answer.pending()) {
            throw new BrokenPromise("order " + known.clOrdId() + " is pending_new again");
        }
    }

    private OrderAnswer acknowledge(String clOrdId, OrderAnswer answer) {
        if (!clOrdId.equals(answer.clOrdId())) {
            throw new BrokenPromise("asked about " + clOrdId + " and was told of " + answer);
        }
        OrderAnswer before = acknowledged.put(clOrdId, answer);
        if (before != null && (!before.orderId().equals(answer.orderId())
            || before.ended() && !before.status().equals(answer.status()))) {
            throw new BrokenPromise("was told " + before + " and later " + answer);
        }
        return answer;
    }

    /** Asks until there is an answer that says something: the same request, over silence and refusals for a while. */
    private HttpResponse<String> insist(String method, String path, String body, String what) {
        long giveUpNs = System.nanoTime() + PATIENCE_NS;
        long pauseNs = FIRST_PAUSE_NS;
        while (!stopped) {
            HttpResponse<String> response = hand.ask(method, path, body);
            int status = response == null ? NONE : response.statusCode();
            if (status != NONE && status != 401 && status != 503 && status != 504) {
                return response;
            }
            if (System.nanoTime() > giveUpNs) {
                throw new BrokenPromise(method + " of " + what + " got nothing but silence and refusals for two"
                    + " minutes; the last was " + (response == null ? "silence" : status + " " + response.body()));
            }
            LockSupport.parkNanos(pauseNs);
            pauseNs = Math.min(2 * pauseNs, LONGEST_PAUSE_NS);
        }
        throw new BrokenPromise("stopped before " + what + " was answered");
    }

    private static BrokenPromise unexpected(String what, HttpResponse<String> response) {
        return new BrokenPromise(what + " got " + response.statusCode() + ": " + response.body());
    }

    @Override
    public void close() {
        stopped = true;
        hands.shutdownNow();
    }
}
