package throughline.play;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import throughline.play.FrontConnection.Ask;
import throughline.play.FrontConnection.Reply;

/**
 * Sends a file's lines to the front office in file order, many in flight over one connection, until each has its
 * answer; a line about what an earlier one without an answer holds waits, and so do those behind it. Refused for load
 * (503): it stops, lets what is in flight be answered, and repeats the refused ones in order before anything new, one
 * at first and then more. Lost connection: it connects anew and repeats what has no answer, in order; each line's key
 * makes that harmless. All state lives on one event loop; {@link #submit} is for one other thread.
 */
public final class Sender<R extends Request> {
    /** Most lines read and not answered. */
    static final int WINDOW = 512;

    private static final int NOT_FOUND = 404;
    private static final int MOST_FAILURES = 5;
    private static final Set<Integer> REPEATABLE = Set.of(401, 429, 503, 504);
    private static final long FIRST_PAUSE_MS = 20;
    private static final long LONGEST_PAUSE_MS = 1_000;
    private static final long DECISION_POLL_MS = 100;
    private static final long WATCH_MS = 1_000;
    private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(30);

    private final Vertx vertx;
    private final Context loop;
    private final FrontConnection connection;
    private final Answers<R> answers;
    private final long patienceNs;
    private final Semaphore window = new Semaphore(WINDOW);
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();
    private final PriorityQueue<R> toSend = new PriorityQueue<>(Comparator.comparingLong(Request::ordinal));
    private final Set<R> inFlight = new LinkedHashSet<>();
    private final Set<R> undecided = new LinkedHashSet<>();
    private final Map<String, R> holders = new HashMap<>();
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
    public interface Answers<R extends Request> {
        /** A line has its answer: an order its decision, anything else its outcome, or a refusal (status from 400). */
        void answered(R request, int status, JsonObject answer, long waitedNs);

        /** A line is to be sent again, and why. */
        void repeating(R request, String why);

        /** There is no connection, and why. */
        void lost(String why);

        /** A line will get no answer, and why. */
        void unanswered(R request, String why);
    }

    /**
     * A sender that connects at once.
     *
     * @param signIn gives a fresh token
     * @param patienceNs how long nothing at all may be answered before it gives up
     */
    public Sender(Vertx vertx, URI front, Supplier<String> signIn, Answers<R> answers, long patienceNs) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.answers = answers;
        this.patienceNs = patienceNs;
        connection = new FrontConnection(vertx, loop, front, signIn);
        loop.runOnContext(start -> {
            vertx.setPeriodic(WATCH_MS, timer -> watch());
            connection.open(new FrontConnection.Listener() {
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
    public boolean submit(R request) throws InterruptedException {
        window.acquire();
        if (gaveUp) {
            return false;
        }
        long ordinal = ++submitted;
        loop.runOnContext(taken -> {
            if (open++ == 0) {
                lastAnswerNs = System.nanoTime();
            }
            request.enter(ordinal);
            toSend.add(request);
            pump();
        });
        return true;
    }

    /** Waits until every submitted line has its answer; false when some got none. */
    public boolean finish() {
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
            R next = toSend.peek();
            if (!isReady(next)) {
                return;
            }
            toSend.remove();
            send(next);
        }
    }

    /** Whether a line can go; what must be known before is asked for. */
    private boolean isReady(R request) {
        if (waits(request)) {
            return false;
        }
        Ask question = request.question();
        if (question == null) {
            return !waits(request);
        }
        if (!inFlight.contains(request)) {
            ask(request, question);
        }
        return false;
    }

    private boolean waits(R request) {
        for (String name : request.waitsFor()) {
            R holder = holders.get(name);
            if (holder != null && holder != request) {
                return true;
            }
        }
        return false;
    }

    private void ask(R request, Ask question) {
        inFlight.add(request);
        request.sent(System.nanoTime());
        connection.send(question, reply -> {
            inFlight.remove(request);
            toSend.remove(request);
            if (reply.status() >= 200 && reply.status() < 300 || reply.status() == NOT_FOUND) {
                if (request.told(reply.json())) {
                    toSend.add(request);
                } else {
                    conclude(request, NOT_FOUND, new JsonObject().put("code", "UNKNOWN_ORDER"));
                }
            } else {
                judge(request, reply);
            }
            resumeIfDue();
        });
    }

    private void send(R request) {
        inFlight.add(request);
        request.sent(System.nanoTime());
        request.holds().forEach(name -> holders.put(name, request));
        connection.send(request.ask(), reply -> {
            inFlight.remove(request);
            judge(request, reply);
            resumeIfDue();
        });
    }

    private void judge(R request, Reply reply) {
        if (gaveUp) {
            return;
        }
        if (reply.isLost()) {
            repeat(request, "connection lost");
        } else if (reply.isFinal()) {
            settle(request, reply);
        } else if (REPEATABLE.contains(reply.status()) || request.failed() < MOST_FAILURES) {
            backOff(request, reply);
        } else {
            answers.unanswered(request, reply.told());
            failed = true;
            end(request);
        }
    }

    /** Ends a line that has its decision; else asks for it after a while. */
    private void settle(R request, Reply reply) {
        Ask again = request.again(reply);
        if (again == null) {
            conclude(request, reply.status(), reply.json());
        } else {
            undecided.add(request);
            vertx.setTimer(DECISION_POLL_MS, due -> poll(request, again));
        }
    }

    private void poll(R request, Ask ask) {
        connection.send(ask, reply -> {
            if (gaveUp) {
                return;
            }
            if (reply.isFinal()) {
                settle(request, reply);
            } else {
                vertx.setTimer(DECISION_POLL_MS, due -> poll(request, ask));
            }
            resumeIfDue();
        });
    }

    private void repeat(R request, String why) {
        answers.repeating(request, why);
        toSend.add(request);
    }

    private void backOff(R request, Reply reply) {
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

    private void conclude(R request, int status, JsonObject answer) {
        request.concluded(status, answer);
        lastAnswerNs = System.nanoTime();
        pauseMs = FIRST_PAUSE_MS;
        limit = Math.min(2 * limit, WINDOW);
        answers.answered(request, status, answer, request.waitedNs(lastAnswerNs));
        end(request);
    }

    private void end(R request) {
        undecided.remove(request);
        request.holds().forEach(name -> holders.remove(name, request));
        open--;
        window.release();
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
        List<R> left = new ArrayList<>(toSend);
        left.addAll(inFlight);
        left.addAll(undecided);
        left.forEach(request -> answers.unanswered(request, why));
        window.release(WINDOW);
        finished.complete(false);
    }
}
