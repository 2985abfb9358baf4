package throughline.console;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import throughline.console.OrderConnection.Reply;
import throughline.files.OrderLine;

/**
 * Sends order lines to the front office in file order, many in flight over one connection, until each has its answer.
 * Refused for load (503): it stops, lets what is in flight be answered, and repeats the refused ones in order before
 * anything new, one at first and then more. Lost connection: it connects anew and repeats what has no answer, in order;
 * the clOrdId makes that harmless. All state lives on one event loop; {@link #submit} is for one other thread.
 */
final class OrderSender {
    /** Most lines read and not answered. */
    static final int WINDOW = 512;

    private static final int KNOWN_IDS = 1 << 16;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int MOST_FAILURES = 5;
    private static final long FIRST_PAUSE_MS = 20;
    private static final long LONGEST_PAUSE_MS = 1_000;
    private static final long DECISION_POLL_MS = 100;
    private static final long WATCH_MS = 1_000;
    private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(30);

    private final Vertx vertx;
    private final Context loop;
    private final OrderConnection connection;
    private final Answers answers;
    private final long patienceNs;
    private final Semaphore window = new Semaphore(WINDOW);
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();
    private final PriorityQueue<OrderRequest> toSend =
        new PriorityQueue<>(Comparator.comparingLong(OrderRequest::ordinal));
    private final Set<OrderRequest> inFlight = new LinkedHashSet<>();
    private final Map<String, OrderRequest> undecided = new HashMap<>();
    private final Map<String, String> orderIds = new RecentIds();
    private long submitted;
    private long open;
    private long limit = 1;
    private boolean paused;
    private boolean pauseOver;
    private long pauseMs = FIRST_PAUSE_MS;
    private boolean noMore;
    private boolean failed;
    private long lastAnswerNs;
    private volatile boolean gaveUp;

    /** Hears of every line that was answered, and of what goes wrong on the way; on the event loop. */
    interface Answers {
        /** A line has its answer: an order its decision, a cancel its outcome, either a refusal (status from 400). */
        void answered(OrderLine line, int status, JsonObject answer, long waitedNs);

        /** A line is to be sent again, and why. */
        void repeating(OrderLine line, String why);

        /** There is no connection, and why. */
        void lost(String why);

        /** A line will get no answer, and why. */
        void unanswered(OrderLine line, String why);
    }

    /** The ids of the latest orders, so that cancels need not ask; bounded. */
    private static final class RecentIds extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > KNOWN_IDS;
        }
    }

    /**
     * A sender that connects at once.
     *
     * @param signIn gives a fresh token
     * @param patienceNs how long nothing at all may be answered before it gives up
     */
    OrderSender(Vertx vertx, URI front, Supplier<String> signIn, Answers answers, long patienceNs) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.answers = answers;
        this.patienceNs = patienceNs;
        connection = new OrderConnection(vertx, loop, front, signIn);
        loop.runOnContext(start -> {
            vertx.setPeriodic(WATCH_MS, timer -> watch());
            connection.open(new OrderConnection.Listener() {
                @Override
                public void connected() {
                    resumeIfDue();
                }

                @Override
                public void lost(String why) {
                    answers.lost(why);
                    paused = true;
                    pauseOver = true;
                }
            });
        });
    }

    /**
     * Takes the next line of the file; waits while the window is full.
     *
     * @return false when the sender has given up
     */
    boolean submit(OrderLine line) throws InterruptedException {
        window.acquire();
        if (gaveUp) {
            return false;
        }
        long ordinal = ++submitted;
        loop.runOnContext(taken -> {
            if (open++ == 0) {
                lastAnswerNs = System.nanoTime();
            }
            toSend.add(new OrderRequest(line, ordinal));
            pump();
        });
        return true;
    }

    /** Waits until every submitted line has its answer; false when some got none. */
    boolean finish() {
        loop.runOnContext(last -> {
            noMore = true;
            finishIfDone();
        });
        boolean all = finished.join();
        loop.runOnContext(last -> connection.close());
        return all;
    }

    private void finishIfDone() {
        if (noMore && open == 0) {
            finished.complete(!gaveUp && !failed);
        }
    }

    private void pump() {
        while (!paused && !gaveUp && !toSend.isEmpty() && inFlight.size() < Math.min(limit, connection.room())) {
            OrderRequest next = toSend.peek();
            if (!isReady(next)) {
                return;
            }
            toSend.remove();
            send(next);
        }
    }

    /** Whether a line can go: a cancel or replace needs its order decided and its id known. */
    private boolean isReady(OrderRequest request) {
        String order = request.line().origClOrdId();
        if (!request.hasTarget() && !undecided.containsKey(order)) {
            if (orderIds.containsKey(order)) {
                request.target(orderIds.get(order));
            } else if (!inFlight.contains(request)) {
                lookUp(request, order);
            }
        }
        return request.hasTarget();
    }

    private void lookUp(OrderRequest request, String clOrdId) {
        String uri = "/v1/orders?clOrdId=" + URLEncoder.encode(clOrdId, StandardCharsets.UTF_8);
        inFlight.add(request);
        request.sent(System.nanoTime());
        connection.send(HttpMethod.GET, uri, "", null, reply -> {
            inFlight.remove(request);
            toSend.remove(request);
            if (reply.status() >= 200 && reply.status() < 300 || reply.status() == 404) {
                JsonArray found = reply.json().containsKey("orderId") ? new JsonArray().add(reply.json())
                    : reply.json().getJsonArray("items", new JsonArray());
                if (found.isEmpty()) {
                    conclude(request, 404, new JsonObject().put("code", "UNKNOWN_ORDER"));
                } else {
                    request.target(text(found.getJsonObject(found.size() - 1), "orderId"));
                    toSend.add(request);
                }
            } else {
                judge(request, reply);
            }
            resumeIfDue();
        });
    }

    private void send(OrderRequest request) {
        inFlight.add(request);
        request.sent(System.nanoTime());
        if (request.isNew()) {
            undecided.put(request.line().clOrdId(), request);
        }
        connection.send(request.method(), request.uri(), request.key(), request.body(), reply -> {
            inFlight.remove(request);
            judge(request, reply);
            resumeIfDue();
        });
    }

    private void judge(OrderRequest request, Reply reply) {
        if (gaveUp) {
            return;
        }
        switch (reply.status()) {
            case 0 -> repeat(request, "connection lost");
            case 200, 201, 202 -> {
                boolean pending = reply.status() == 202 || "pending_new".equals(reply.json().getString("status"));
                if (pending && request.isNew()) {
                    awaitDecision(request, text(reply.json(), "orderId"));
                } else {
                    conclude(request, reply.status(), reply.json());
                }
            }
            case 401, 429, 503, 504 -> backOff(request, reply);
            default -> {
                if (reply.status() < 500 || reply.status() == NOT_IMPLEMENTED) {
                    conclude(request, reply.status(), reply.json());
                } else if (request.failed() < MOST_FAILURES) {
                    backOff(request, reply);
                } else {
                    answers.unanswered(request.line(), reply.told());
                    failed = true;
                    end(request);
                }
            }
        }
    }

    private void repeat(OrderRequest request, String why) {
        answers.repeating(request.line(), why);
        toSend.add(request);
    }

    private void backOff(OrderRequest request, Reply reply) {
        repeat(request, reply.told());
        if (!paused) {
            paused = true;
            pauseOver = false;
            long longest = reply.retryAfterMs() > 0 ? reply.retryAfterMs() : LONGEST_PAUSE_MS;
            long pause = Math.min(pauseMs, longest);
            pauseMs = Math.min(2 * pauseMs, longest);
            vertx.setTimer(pause, over -> {
                pauseOver = true;
                resumeIfDue();
            });
        }
    }

    /** After a pause, once nothing is in flight: from the first line without an answer, one at a time to begin with. */
    private void resumeIfDue() {
        if (paused && pauseOver && inFlight.isEmpty() && connection.room() > 0) {
            paused = false;
            limit = 1;
        }
        pump();
        finishIfDone();
    }

    private void awaitDecision(OrderRequest request, String orderId) {
        vertx.setTimer(DECISION_POLL_MS, due -> connection.send(HttpMethod.GET, OrderRequest.uri(orderId), "", null,
            reply -> {
                boolean decided = reply.status() == 200 && !"pending_new".equals(reply.json().getString("status"));
                if (gaveUp) {
                    return;
                }
                if (decided) {
                    conclude(request, reply.status(), reply.json());
                } else {
                    awaitDecision(request, orderId);
                }
                resumeIfDue();
            }));
    }

    private void conclude(OrderRequest request, int status, JsonObject answer) {
        if (request.isNew() && answer.containsKey("orderId")) {
            orderIds.put(request.line().clOrdId(), text(answer, "orderId"));
        }
        lastAnswerNs = System.nanoTime();
        pauseMs = FIRST_PAUSE_MS;
        limit = Math.min(2 * limit, WINDOW);
        answers.answered(request.line(), status, answer, request.waitedNs(lastAnswerNs));
        end(request);
    }

    private void end(OrderRequest request) {
        undecided.remove(request.line().clOrdId(), request);
        open--;
        window.release();
    }

    private static String text(JsonObject answer, String name) {
        return String.valueOf(answer.getValue(name));
    }

    private void watch() {
        long now = System.nanoTime();
        if (!gaveUp && open > 0 && now - lastAnswerNs > patienceNs) {
            giveUp();
        } else if (!inFlight.isEmpty() && now - inFlight.iterator().next().lastSentNs() > SILENCE_NS) {
            connection.drop("no answer for 30 s");
        }
    }

    private void giveUp() {
        gaveUp = true;
        String why = "nothing was answered for " + TimeUnit.NANOSECONDS.toSeconds(patienceNs) + " s";
        List<OrderRequest> left = new ArrayList<>(toSend);
        left.addAll(inFlight);
        left.forEach(request -> answers.unanswered(request.line(), why));
        window.release(WINDOW);
        finished.complete(false);
    }
}
