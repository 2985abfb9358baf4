package throughline.desk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import throughline.office.StateMachine;

/**
 * Those who wait for answers of an office: first for the reply, then for the desk to apply its seq, then, if they wish,
 * for more records of the same order. Anyone enters; the rest is the desk's thread.
 */
final class WaitingRoom<M extends StateMachine> {
    private static final int BATCH = 1024;

    private final M state;
    private final ManyToOneConcurrentLinkedQueue<Waiting<M, ?>> door = new ManyToOneConcurrentLinkedQueue<>();
    private final Long2ObjectHashMap<Waiting<M, ?>> byCorrelation = new Long2ObjectHashMap<>();
    private final ArrayDeque<Waiting<M, ?>> byAge = new ArrayDeque<>();
    private final ArrayDeque<Waiting<M, ?>> bySeq = new ArrayDeque<>();
    private final Long2ObjectHashMap<Waiting<M, ?>> byKey = new Long2ObjectHashMap<>();
    private final List<Waiting<M, ?>> marked = new ArrayList<>();

    WaitingRoom(M state) {
        this.state = state;
    }

    void enter(Waiting<M, ?> asker) {
        door.add(asker);
    }

    int drain() {
        int work = 0;
        Waiting<M, ?> asker = door.poll();
        while (asker != null) {
            byCorrelation.put(asker.correlation(), asker);
            byAge.add(asker);
            work++;
            asker = work < BATCH ? door.poll() : null;
        }
        return work;
    }

    void replied(long correlation, Desk.Reply reply) {
        Waiting<M, ?> asker = byCorrelation.remove(correlation);
        while (asker == null && drain() > 0) {
            asker = byCorrelation.remove(correlation);
        }
        if (asker != null && !asker.isOver()) {
            asker.replied(reply);
            bySeq.add(asker);
        }
    }

    /** A record of that key was applied. */
    void touched(long key) {
        Waiting<M, ?> asker = byKey.isEmpty() ? null : byKey.get(key);
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
        for (Waiting<M, ?> asker : marked) {
            if (asker.look(state, false)) {
                leave(asker);
            }
            work++;
        }
        marked.clear();
        while (!bySeq.isEmpty() && bySeq.peek().reply().seq() <= seq) {
            Waiting<M, ?> asker = bySeq.poll();
            if (!asker.look(state, false)) {
                long key = asker.reply().reference();
                asker.chain(byKey.get(key));
                byKey.put(key, asker);
            }
            work++;
        }
        while (!byAge.isEmpty() && (byAge.peek().isOver() || byAge.peek().isLate(nowNs))) {
            expire(byAge.poll(), seq);
            work++;
        }
        return work;
    }

    private void expire(Waiting<M, ?> asker, long seq) {
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

    private void leave(Waiting<M, ?> asker) {
        long key = asker.reply().reference();
        Waiting<M, ?> first = byKey.get(key);
        if (first == asker) {
            if (asker.nextOfKey() == null) {
                byKey.remove(key);
            } else {
                byKey.put(key, asker.nextOfKey());
            }
            return;
        }
        Waiting<M, ?> before = first;
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
    }
}
