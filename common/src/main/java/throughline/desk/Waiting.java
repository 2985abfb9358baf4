package throughline.desk;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import throughline.office.StateMachine;

/**
 * Someone who asked for a command and waits for its answer. Made by any thread; from then on the desk's alone, but for
 * {@link #taken}. Answers on the context it was made on.
 */
final class Waiting<M extends StateMachine, T> {
    private final long correlation;
    private final long deadlineNs;
    private final Desk.Look<M, T> look;
    private final Context context = Vertx.currentContext();
    private final Promise<T> promise = Promise.promise();
    private Desk.Reply reply;
    private boolean done;
    private boolean marked;
    private Waiting<M, ?> nextOfKey;
    /** False when the ring refused the command: nobody waits any more. */
    private volatile boolean taken = true;

    Waiting(long correlation, long deadlineNs, Desk.Look<M, T> look) {
        this.correlation = correlation;
        this.deadlineNs = deadlineNs;
        this.look = look;
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
        if (context == null) {
            completion.run();
        } else {
            context.runOnContext(nothing -> completion.run());
        }
    }

    Waiting<M, ?> nextOfKey() {
        return nextOfKey;
    }

    void chain(Waiting<M, ?> next) {
        nextOfKey = next;
    }
}
