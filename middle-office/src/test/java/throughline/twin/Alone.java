package throughline.twin;

import java.util.SplittableRandom;
import throughline.journal.MemoryJournal;
import throughline.message.Metric;
import throughline.message.TradingState;
import throughline.risk.FrontScript;

/** The twin without an office: what it decides stands, and the risk desk sets its bounds directly. */
final class Alone implements RandomDesk.Office {
    final FrontScript script;
    final Follower follower;
    final RandomWorld world;
    private long requests = 1_000_000;

    Alone(long seed) {
        MemoryJournal journal = new MemoryJournal("front");
        script = new FrontScript(journal);
        follower = new Follower(journal, null);
        world = new RandomWorld(new RandomFront(new SplittableRandom(seed), script, follower.twin), this, this::run);
    }

    void run() {
        follower.alone(script.timeNs);
    }

    @Override
    public void limit(long scope, Metric metric, long value) {
        follower.twin.bounds.set(scope, metric, value);
    }

    @Override
    public void state(long scope, TradingState state) {
        follower.own.state(scope, state);
    }

    @Override
    public void restrict(Bounds.Restriction restriction) {
        follower.twin.bounds.restrictions.put(++requests, restriction);
    }

    @Override
    public void lift(long restrictionId) {
        follower.twin.bounds.restrictions.remove(restrictionId);
    }

    @Override
    public void override(Bounds.Override o) {
        requests++;
        follower.twin.bounds.overrides.put(requests,
            new Bounds.Override(requests, o.account(), o.instrument(), o.side(), o.most(), o.untilNs()));
    }
}
