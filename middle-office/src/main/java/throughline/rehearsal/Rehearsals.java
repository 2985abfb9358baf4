package throughline.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.journal.Journal;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.office.FileSnapshots;

/**
 * The rehearsals asked for since the desk started, run one after another on one thread of low priority over readers of
 * their own: they share no memory with agent and desk, and stand back while the office is busy. Results are in memory
 * alone: a rehearsal decides nothing, so it leaves no record. Any thread.
 */
public final class Rehearsals implements AutoCloseable {
    /** Most that may wait while one runs. */
    public static final int MOST_WAITING = 10;
    /** Most that are kept; the oldest that has ended goes first. */
    public static final int MOST_KEPT = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsals.class);
    private static final long MOST_DIFFERENCES_KEPT = 5L * Differences.MOST_KEPT;
    private static final long STOP_SECONDS = 10;

    private final DataDirectory data;
    private final LongSupplier liveSeq;
    private final ConcurrentSkipListMap<Long, Rehearsal> kept = new ConcurrentSkipListMap<>();
    private final ThreadPoolExecutor runner;
    private long lastId;

    /**
     * None yet.
     *
     * @param liveSeq gives the seq of the office's last record, from any thread
     */
    public Rehearsals(DataDirectory data, LongSupplier liveSeq) {
        this.data = data;
        this.liveSeq = liveSeq;
        runner = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
            Thread thread = new Thread(task, "middle-rehearsal");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
    }

    /**
     * Asks for one.
     *
     * @param nowNs epoch nanoseconds
     * @return null when too many wait
     */
    public synchronized Rehearsal ask(int actor, long nowNs, List<Proposal> proposals, Span span) {
        Rehearsal rehearsal = new Rehearsal(lastId + 1, actor, nowNs, proposals, span, liveSeq.getAsLong());
        kept.put(rehearsal.id(), rehearsal);
        try {
            runner.execute(() -> run(rehearsal));
        } catch (RejectedExecutionException e) {
            LOG.debug("rehearsal {} is one too many", rehearsal.id(), e);
            kept.remove(rehearsal.id());
            return null;
        }
        lastId = rehearsal.id();
        forgetOldest();
        return rehearsal;
    }

    private void forgetOldest() {
        long differences = 0;
        for (Rehearsal one : kept.values()) {
            differences += one.differences().size();
        }
        for (Rehearsal one : kept.values()) {
            boolean tooMany = kept.size() > MOST_KEPT || differences > MOST_DIFFERENCES_KEPT;
            if (tooMany && hasEnded(one)) {
                differences -= one.differences().size();
                kept.remove(one.id());
            }
        }
    }

    private static boolean hasEnded(Rehearsal one) {
        return one.status() != Rehearsal.Status.QUEUED && one.status() != Rehearsal.Status.RUNNING;
    }

    private void run(Rehearsal rehearsal) {
        try (Journal front = data.standing(JournalId.FRONT); Journal middle = data.standing(JournalId.MIDDLE)) {
            if (front == null || middle == null) {
                throw new IllegalStateException("there is nothing to rehearse: the offices have written nothing yet");
            }
            StandBack standBack = new StandBack(liveSeq.getAsLong(), System.nanoTime());
            rehearsal.run(middle, front, new FileSnapshots(data.snapshots(JournalId.MIDDLE)),
                seq -> standBack.pause(liveSeq.getAsLong()));
        } catch (RuntimeException | InternalError e) {
            LOG.error("rehearsal {} could not read the journals", rehearsal.id(), e);
            rehearsal.fail(e);
        }
        if (rehearsal.status() == Rehearsal.Status.FAILED) {
            LOG.warn("rehearsal {} failed: {}", rehearsal.id(), rehearsal.failure());
        }
    }

    /** One of them; null: there is none of that number, or it was forgotten. */
    public Rehearsal get(long id) {
        return kept.get(id);
    }

    /** The next one behind a number; null: there is none. */
    public Rehearsal after(long id) {
        Map.Entry<Long, Rehearsal> next = kept.higherEntry(id);
        return next == null ? null : next.getValue();
    }

    /** Ends one that runs or waits, which keeps its place in the queue; one that has ended stays as it is. */
    public void cancel(Rehearsal rehearsal) {
        rehearsal.cancel();
    }

    @Override
    public void close() {
        kept.values().forEach(Rehearsal::cancel);
        runner.shutdown();
        try {
            if (!runner.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a rehearsal did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
