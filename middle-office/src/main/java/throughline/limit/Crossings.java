package throughline.limit;

import java.util.Arrays;
import throughline.message.Metric;

/**
 * The watched limits that orders being judged would bring to another level than stands; of several orders of a basket
 * what the last of them saw. Scratch: nothing of it is state. Grows to the most seen at once; one thread.
 */
public final class Crossings {
    private static final int USUAL = 64;

    private final Alerts alerts;
    private long[] keys = new long[USUAL];
    private long[] scopes = new long[USUAL];
    private Metric[] metrics = new Metric[USUAL];
    private int[] instruments = new int[USUAL];
    private long[] bounds = new long[USUAL];
    private long[] observed = new long[USUAL];
    private int[] levels = new int[USUAL];
    private int count;

    /** None, against the levels that stand there. */
    public Crossings(Alerts alerts) {
        this.alerts = alerts;
    }

    /** None was seen. */
    public void clear() {
        count = 0;
    }

    /** Whether none was seen, and no limit at all is near. */
    public boolean areNone() {
        return count == 0 && alerts.isEmpty();
    }

    /** Whether use of a scope's limits that is far from them is no news: none was seen, and none stands there. */
    public boolean isQuiet(long scope) {
        return count == 0 && alerts.isFarFrom(scope);
    }

    /**
     * An order would use so much of a limit. A net exposure is of the side that brought it to its level: the other side
     * does not take it back.
     *
     * @param instrumentId the order's
     * @param met in the metric's unit
     * @param buys the order's side
     */
    public void note(long scope, Metric metric, int instrumentId, long bound, long met, boolean buys) {
        int level = Alerts.levelOf(met, bound);
        if (level == Alerts.NONE && count == 0 && alerts.isEmpty() || !Alerts.isWatched(metric)) {
            return;
        }
        int instrument = Alerts.countsBy(metric, instrumentId);
        int at = find(Alerts.key(scope, metric, instrument));
        boolean isShort = metric == Metric.NET_EXPOSURE && !buys;
        long before = at < count ? observed[at] : alerts.observed(scope, metric, instrument);
        boolean ofOtherSide = metric == Metric.NET_EXPOSURE && before != 0 && isShort != before < 0;
        if (level == Alerts.NONE && ofOtherSide || at == count && level == alerts.level(scope, metric, instrument)) {
            return;
        }
        reach(at);
        keys[at] = Alerts.key(scope, metric, instrument);
        scopes[at] = scope;
        metrics[at] = metric;
        instruments[at] = instrument;
        bounds[at] = bound;
        observed[at] = isShort ? -met : met;
        levels[at] = level;
    }

    private int find(long key) {
        int at = 0;
        while (at < count && keys[at] != key) {
            at++;
        }
        return at;
    }

    private void reach(int at) {
        if (at == keys.length) {
            keys = Arrays.copyOf(keys, 2 * at);
            scopes = Arrays.copyOf(scopes, 2 * at);
            metrics = Arrays.copyOf(metrics, 2 * at);
            instruments = Arrays.copyOf(instruments, 2 * at);
            bounds = Arrays.copyOf(bounds, 2 * at);
            observed = Arrays.copyOf(observed, 2 * at);
            levels = Arrays.copyOf(levels, 2 * at);
        }
        count = Math.max(count, at + 1);
    }

    /** How many were seen; ask {@link #isNews} of each. */
    public int count() {
        return count;
    }

    /** Whether its level is another than stands. */
    public boolean isNews(int at) {
        return levels[at] != alerts.level(scopes[at], metrics[at], instruments[at]);
    }

    /** The level it would come to. */
    public int level(int at) {
        return levels[at];
    }

    /** The limit's scope. */
    public long scope(int at) {
        return scopes[at];
    }

    /** The limit's metric. */
    public Metric metric(int at) {
        return metrics[at];
    }

    /** The instrument, where the limit counts by it; 0: it does not. */
    public int instrumentId(int at) {
        return instruments[at];
    }

    /** The bound, in the metric's unit. */
    public long bound(int at) {
        return bounds[at];
    }

    /** What it would come to, in the metric's unit; below 0: a net short exposure. */
    public long observed(int at) {
        return observed[at];
    }
}
