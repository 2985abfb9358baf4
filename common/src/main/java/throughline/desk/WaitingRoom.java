package throughline.desk;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.office.StateMachine;

/**
 * Those who wait for answers of an office: first for the reply, then for the desk to apply its seq, then, if they wish,
 * for more records of an order, or for those that an own record led to. Anyone enters; the rest is the desk's thread.
 */
final class WaitingRoom<M extends StateMachine> {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);
    private static final int BATCH = 1024;

    private final M state;
    /** One that never seems empty while somebody comes in: a reply must find its asker, who came in before it. */
    private final Queue<Asker<M, ?>> door = new ConcurrentLinkedQueue<>();
    private final Long2ObjectHashMap<Asker<M, ?>> byCorrelation = new Long2ObjectHashMap<>();
    private final ArrayDeque<Asker<M, ?>> byAge = new ArrayDeque<>();
    private final ArrayDeque<Asker<M, ?>> bySeq = new ArrayDeque<>();
    private final Long2ObjectHashMap<Asker<M, ?>> byKey = new Long2ObjectHashMap<>();
    private final List<Asker<M, ?>> marked = new ArrayList<>();
    private final Answers answers = new Answers();

    WaitingRoom(M state) {
        this.state = state;
    }

    /** Lets someone in who will be answered on the caller's context. */
    <T> Asker<M, T> enter(long correlation, long deadlineNs, Desk.Look<M, T> look, ToLongFunction<Desk.Reply> awaited) {
        Asker<M, T> asker = new Asker<>(correlation, deadlineNs, look, awaited, answers);
        door.add(asker);
        return asker;
    }

    int drain() {
        int work = 0;
        Asker<M, ?> asker = door.poll();
        while (asker != null) {
            byCorrelation.put(asker.correlation(), asker);
            byAge.add(asker);
            work++;
            asker = work < BATCH ? door.poll() : null;
        }
        return work;
    }

    void replied(long correlation, Desk.Reply reply) {
        Asker<M, ?> asker = byCorrelation.remove(correlation);
        while (asker == null && drain() > 0) {
            asker = byCorrelation.remove(correlation);
        }
        if (asker != null && !asker.isOver()) {
            asker.replied(reply);
            bySeq.add(asker);
        }
    }

    /** A record of that order, or one that this own record caused, was applied. */
    void touched(long key) {
        Asker<M, ?> asker = byKey.isEmpty() ? null : byKey.get(key);
        while (asker != null) {
            if (asker.mark()) {
                marked.add(asker);
            }
            asker = asker.nextOfKey();
        }
    }

    /** Answers all who can be answered by now, and sends those away whose time is up. */
    int settle(long seq, long nowNs) {
        int work = 0;
        for (Asker<M, ?> asker : marked) {
            if (asker.look(state, false)) {
                leave(asker);
            }
            work++;
        }
        marked.clear();
        while (!bySeq.isEmpty() && bySeq.peek().reply().seq() <= seq) {
            Asker<M, ?> asker = bySeq.poll();
            if (!asker.look(state, false)) {
                long key = asker.key();
                asker.chain(byKey.get(key));
                byKey.put(key, asker);
            }
            work++;
        }
        while (!byAge.isEmpty() && (byAge.peek().isOver() || byAge.peek().isLate(nowNs))) {
            expire(byAge.poll(), seq);
            work++;
        }
        answers.tell();
        return work;
    }

    private void expire(Asker<M, ?> asker, long seq) {
        if (asker.isOver()) {
            byCorrelation.remove(asker.correlation());
        } else if (asker.reply() == null || asker.reply().seq() > seq) {
            byCorrelation.remove(asker.correlation());
            asker.fail(Problem.unknown());
        } else {
            asker.look(state, true);
            leave(asker);
        }
    }

    private void leave(Asker<M, ?> asker) {
        long key = asker.key();
        Asker<M, ?> first = byKey.get(key);
        if (first == asker) {
            if (asker.nextOfKey() == null) {
                byKey.remove(key);
            } else {
                byKey.put(key, asker.nextOfKey());
            }
            return;
        }
        Asker<M, ?> before = first;
        while (before != null && before.nextOfKey() != asker) {
            before = before.nextOfKey();
        }
        if (before != null) {
            before.chain(asker.nextOfKey());
        }
    }

    void failAll(Problem problem) {
        drain();
        byAge.forEach(asker -> asker.fail(problem));
        byAge.clear();
        bySeq.clear();
        byKey.clear();
        byCorrelation.clear();
        answers.tell();
    }

    /**
     * Answers that are ready, told on the event loops that wait for them; a loop is called once for many. The desk's
     * thread.
     */
    private static final class Answers {
        private final Map<Thread, List<Runnable>> byLoop = new HashMap<>();
        private final Map<Thread, Context> contexts = new HashMap<>();

        void add(Context context, Thread loop, Runnable completion) {
            if (context == null) {
                completion.run();
            } else if (context.isEventLoopContext()) {
                byLoop.computeIfAbsent(loop, none -> new ArrayList<>()).add(completion);
                contexts.putIfAbsent(loop, context);
            } else {
                context.runOnContext(nothing -> completion.run());
            }
        }

        void tell() {
            if (!byLoop.isEmpty()) {
                byLoop.forEach((loop, ready) ->
                    contexts.get(loop).runOnContext(nothing -> ready.forEach(Answers::run)));
                byLoop.clear();
                contexts.clear();
            }
        }

        private static void run(Runnable completion) {
            try {
                completion.run();
            } catch (RuntimeException e) {
                LOG.error("an answer could not be given", e); // those behind it must get theirs
            }
        }
    }

    /** Those who want to read the state, a few at a time. Anyone asks; the desk's thread serves them. */
    static final class Readers<M> {
        private static final int AT_ONCE = 64;

        private final ManyToOneConcurrentLinkedQueue<Reader<M>> queue = new ManyToOneConcurrentLinkedQueue<>();

        /** One of them. */
        @FunctionalInterface
        private interface Reader<M> {
            /** Reads, or takes the problem when there is no state to read; gives what tells the asker. */
            Runnable serve(M state, Supplier<Problem> otherwise);
        }

        /** Asks; is answered on the caller's context. */
        <T> Future<T> ask(Function<M, T> wish) {
            Context context = Vertx.currentContext();
            Promise<T> promise = Promise.promise();
            queue.add((state, otherwise) -> {
                Runnable completion = served(wish, promise, state, otherwise);
                return context == null ? completion : () -> context.runOnContext(nothing -> completion.run());
            });
            return promise.future();
        }

        private static <M, T> Runnable served(Function<M, T> wish, Promise<T> promise, M state,
            Supplier<Problem> otherwise) {
            if (state == null) {
                Problem problem = otherwise.get();
                return () -> promise.fail(problem);
            }
            try {
                T result = wish.apply(state);
                return () -> promise.complete(result);
            } catch (RuntimeException e) {
                return () -> promise.fail(e);
            }
        }

        /** Serves some; without a state they get the problem. */
        int serve(M state, Supplier<Problem> otherwise) {
            int work = 0;
            Reader<M> reader = queue.poll();
            while (reader != null) {
                reader.serve(state, otherwise).run();
                work++;
                reader = work < AT_ONCE ? queue.poll() : null;
            }
            return work;
        }
    }

    /**
     * Someone who asked for a command and waits for its answer. Made by any thread; from then on the desk's alone, but
     * for {@link #taken}. Answers on the context it was made on.
     */
    static final class Asker<M extends StateMachine, T> {
        private final long correlation;
        private final long deadlineNs;
        private final Desk.Look<M, T> look;
        private final ToLongFunction<Desk.Reply> awaited;
        private final Answers answers;
        private final Context context = Vertx.currentContext();
        private final Thread asking = Thread.currentThread();
        private final Promise<T> promise = Promise.promise();
        private Desk.Reply reply;
        private boolean done;
        private boolean marked;
        private Asker<M, ?> nextOfKey;
        /** False when the ring refused the command: nobody waits any more. */
        private volatile boolean taken = true;

        private Asker(long correlation, long deadlineNs, Desk.Look<M, T> look, ToLongFunction<Desk.Reply> awaited,
            Answers answers) {
            this.correlation = correlation;
            this.deadlineNs = deadlineNs;
            this.look = look;
            this.awaited = awaited;
            this.answers = answers;
        }

        long correlation() {
            return correlation;
        }

        Future<T> future() {
            return promise.future();
        }

        void refused() {
            taken = false;
        }

        boolean isOver() {
            return done || !taken;
        }

        boolean isLate(long nowNs) {
            return nowNs - deadlineNs >= 0;
        }

        void replied(Desk.Reply how) {
            reply = how;
        }

        Desk.Reply reply() {
            return reply;
        }

        long key() {
            return awaited.applyAsLong(reply);
        }

        /** Whether it was not yet marked to be looked at after this batch. */
        boolean mark() {
            boolean first = !marked;
            marked = true;
            return first;
        }

        /** Looks whether the state has the answer; true when it is over. */
        boolean look(M state, boolean last) {
            marked = false;
            if (isOver()) {
                return true;
            }
            try {
                T answer = look.at(state, reply, last);
                if (answer != null) {
                    finish(() -> promise.complete(answer));
                } else if (last) {
                    fail(Problem.unknown());
                }
            } catch (RuntimeException e) {
                fail(e);
            }
            return done;
        }

        void fail(RuntimeException failure) {
            finish(() -> promise.fail(failure));
        }

        private void finish(Runnable completion) {
            if (done) {
                return;
            }
            done = true;
            answers.add(context, asking, completion);
        }

        Asker<M, ?> nextOfKey() {
            return nextOfKey;
        }

        void chain(Asker<M, ?> next) {
            nextOfKey = next;
        }
    }
}
