package throughline.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.message.JournalId;

/** The steps of an order's life as they are found, and their order. One thread. */
final class Life {
    private static final JournalId[] JOURNALS = {JournalId.FRONT, JournalId.MIDDLE, JournalId.BACK};

    final long orderId;
    private final Map<Long, LifeStep> steps = new LinkedHashMap<>();
    private long more;

    Life(long orderId) {
        this.orderId = orderId;
    }

    /** A step; null: it is not told. */
    LifeStep find(long key) {
        return steps.get(key);
    }

    void add(LifeStep step) {
        steps.put(step.key(), step);
    }

    /** Counts records of the order that are not told. */
    void leftOut(long records) {
        more += records;
    }

    /** Records of the order that are not told. */
    long more() {
        return more;
    }

    int size() {
        return steps.size();
    }

    /** All so far, as they were found. */
    List<LifeStep> found() {
        return new ArrayList<>(steps.values());
    }

    /** Links each step to those it caused. */
    void link() {
        for (LifeStep step : steps.values()) {
            LifeStep cause = steps.get(step.causeKey());
            if (cause != null && cause != step) {
                cause.caused.add(step);
            }
        }
    }

    /**
     * All in order of time, but none before its cause and none before an earlier one of its journal, whatever the
     * clocks of the offices said; at equal times front, middle, back.
     */
    List<LifeStep> inOrder() {
        List<List<LifeStep>> queues = new ArrayList<>();
        for (JournalId journal : JOURNALS) {
            queues.add(steps.values().stream().filter(step -> step.journal == journal)
                .sorted((a, b) -> Long.compare(a.seq(), b.seq())).toList());
        }
        int[] heads = new int[JOURNALS.length];
        List<LifeStep> ordered = new ArrayList<>(steps.size());
        while (ordered.size() < steps.size()) {
            int next = next(queues, heads, true);
            next = next >= 0 ? next : next(queues, heads, false);
            ordered.add(queues.get(next).get(heads[next]++));
        }
        return ordered;
    }

    /** The queue whose head is told next; -1: none, if only those are asked for whose cause has been told. */
    private int next(List<List<LifeStep>> queues, int[] heads, boolean afterCause) {
        int best = -1;
        long bestNs = Long.MAX_VALUE;
        for (int i = 0; i < heads.length; i++) {
            if (heads[i] == queues.get(i).size()) {
                continue;
            }
            LifeStep step = queues.get(i).get(heads[i]);
            if (afterCause && waits(step, queues, heads)) {
                continue;
            }
            LifeStep cause = steps.get(step.causeKey());
            long before = heads[i] == 0 ? 0 : queues.get(i).get(heads[i] - 1).toldNs;
            step.toldNs = Math.max(Math.max(before, step.record.timeNs()), cause == null ? 0 : cause.toldNs);
            if (step.toldNs < bestNs) {
                best = i;
                bestNs = step.toldNs;
            }
        }
        return best;
    }

    /** Whether its cause is among those still to come. */
    private boolean waits(LifeStep step, List<List<LifeStep>> queues, int[] heads) {
        LifeStep cause = steps.get(step.causeKey());
        if (cause == null || cause == step) {
            return false;
        }
        for (int i = 0; i < heads.length; i++) {
            if (JOURNALS[i] == cause.journal) {
                return heads[i] < queues.get(i).size() && queues.get(i).get(heads[i]).seq() <= cause.seq();
            }
        }
        return false;
    }
}
