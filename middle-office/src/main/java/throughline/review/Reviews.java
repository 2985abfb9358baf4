package throughline.review;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.journal.Journal;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.office.DataDirectory;
import throughline.office.FileSnapshots;
import throughline.rehearsal.StandBack;

/**
 * The reviews asked for, one after another on one thread of low priority over readers of their own: they share no
 * memory with agent and desk, and stand back while the office is busy. The last ones are kept in memory, for who asks
 * again. Any thread.
 */
public final class Reviews implements AutoCloseable {
    /** Most that may wait while one runs. */
    public static final int MOST_WAITING = 4;
    /** Most judgements of one. */
    public static final int MOST_JUDGEMENTS = 20;

    /** Most that are kept; the oldest that has ended goes first. */
    static final int MOST_KEPT = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Reviews.class);
    private static final long STOP_SECONDS = 10;

    private final DataDirectory data;
    private final LongSupplier liveSeq;
    private final Map<Question, Review> kept = new LinkedHashMap<>();
    private final ThreadPoolExecutor runner;

    /** What tells one from another: records stay as they are. */
    private record Question(long orderId, List<Long> seqs) {
    }

    /**
     * None yet.
     *
     * @param liveSeq gives the seq of the office's last record, from any thread
     */
    public Reviews(DataDirectory data, LongSupplier liveSeq) {
        this.data = data;
        this.liveSeq = liveSeq;
        runner = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
            Thread thread = new Thread(task, "middle-review");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
    }

    /**
     * Asks for one; the same as before, if it is kept and has not failed.
     *
     * @param records of judgements of the order in the middle journal, ascending, at most {@link #MOST_JUDGEMENTS}; it
     *     keeps them
     * @return null when too many wait
     */
    public synchronized Review ask(long orderId, List<JournalRecord> records) {
        if (records.isEmpty() || records.size() > MOST_JUDGEMENTS) {
            throw new IllegalArgumentException(records.size() + " judgements");
        }
        Question question = new Question(orderId, records.stream().map(JournalRecord::seq).toList());
        Review before = kept.get(question);
        if (before != null && !before.found().isCompletedExceptionally()) {
            return before;
        }
        Review review = new Review(orderId, records);
        try {
            runner.execute(() -> run(review));
        } catch (RejectedExecutionException e) {
            LOG.debug("a review of order {} is one too many", orderId, e);
            return null;
        }
        kept.remove(question);
        kept.put(question, review);
        forgetOldest();
        return review;
    }

    private void forgetOldest() {
        Iterator<Review> oldest = kept.values().iterator();
        while (kept.size() > MOST_KEPT && oldest.hasNext()) {
            if (oldest.next().found().isDone()) {
                oldest.remove();
            }
        }
    }

    private void run(Review review) {
        try (Journal front = data.standing(JournalId.FRONT); Journal middle = data.standing(JournalId.MIDDLE)) {
            if (front == null || middle == null) {
                throw new IllegalStateException("the journals do not stand");
            }
            StandBack standBack = new StandBack(liveSeq.getAsLong(), System.nanoTime());
            review.run(middle, front, new FileSnapshots(data.snapshots(JournalId.MIDDLE)),
                () -> standBack.pause(liveSeq.getAsLong()));
        } catch (RuntimeException | InternalError e) {
            review.fail(e);
        }
        review.found().whenComplete((judged, failure) -> {
            if (failure != null && !review.isCanceled()) {
                LOG.warn("a review failed", failure);
            }
        });
    }

    @Override
    public void close() {
        synchronized (this) {
            kept.values().forEach(Review::cancel);
        }
        runner.shutdown();
        try {
            if (!runner.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a review did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
