package throughline.lineage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.journal.Journal;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.office.DataDirectory;

/**
 * Keeps the lineage index of an office's own journal and answers for orders from all three. On a thread of its own: no
 * part of the office waits for it, and when it fails only lineage is away. {@link #life}: any thread.
 */
public final class Historian implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Historian.class);
    private static final List<JournalId> JOURNALS = List.of(JournalId.FRONT, JournalId.MIDDLE, JournalId.BACK);
    private static final List<JournalId> OF_ORDERS = List.of(JournalId.FRONT, JournalId.MIDDLE);
    private static final int BATCH = 1 << 11;
    private static final int LONG_RUN = 1 << 16;
    private static final int ANSWERS = 4;
    private static final long OWN_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long OTHERS_EVERY_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(5);

    private final DataDirectory data;
    private final JournalId own;
    private final Lineage lineage = new Lineage();
    private final Memory memory = new Memory(lineage);
    private final RecordText text = new RecordText();
    private final Map<JournalId, Journal> opened = new EnumMap<>(JournalId.class);
    private final Map<JournalId, Long> dueNs = new EnumMap<>(JournalId.class);
    private final ManyToOneConcurrentLinkedQueue<Runnable> questions = new ManyToOneConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** A historian that has opened nothing yet, of the office that writes that journal. */
    public Historian(DataDirectory data, JournalId own) {
        this.data = data;
        this.own = own;
        for (JournalId id : JOURNALS) {
            dueNs.put(id, System.nanoTime());
        }
    }

    /**
     * Tells an order's life by all that the journals hold when it is asked.
     *
     * @param depth how far to go from the order's own records; 0: these alone; negative: as usual
     * @return null where that id is no order's; fails when the journals cannot be read
     */
    public Future<Told> life(long orderId, int depth) {
        return ask("order " + orderId, JOURNALS,
            () -> tell(orderId, depth < 0 ? Lineage.DEPTH : Math.min(depth, Lineage.MAX_DEPTH)));
    }

    /** Collects all of an order's records in a journal, in order; fails when the journals cannot be read. */
    public Future<List<JournalRecord>> records(JournalId id, long orderId) {
        return ask("order " + orderId, JOURNALS, () -> memory.records(id, orderId));
    }

    /**
     * Collects what an order of any business date became.
     *
     * @return null where that id is no order's; fails when the journals cannot be read
     */
    public Future<Past> past(long orderId) {
        return ask("order " + orderId, OF_ORDERS, () -> memory.order(orderId));
    }

    /**
     * Collects the orders of a name of all business dates, newest first: the newest thousand of a user's own at most,
     * and as many of those that others call so. A name that is none gives none. Where all would be too much at a time,
     * the last of them is not read: it and those behind it are for another question.
     *
     * @param below what their ids are below
     * @return fails when the journals cannot be read
     */
    public Future<List<Past>> called(String name, int user, long below) {
        return ask("orders called " + name, OF_ORDERS, () -> memory.called(name, user, below));
    }

    private <T> Future<T> ask(String what, List<JournalId> of, Supplier<T> teller) {
        Context context = Vertx.currentContext();
        Promise<T> promise = Promise.promise();
        questions.add(() -> {
            Runnable completion = answer(what, of, teller, promise);
            if (context == null) {
                completion.run();
            } else {
                context.runOnContext(nothing -> completion.run());
            }
        });
        if (closed) {
            promise.tryFail(new IllegalStateException("the office stops"));
        }
        return promise.future();
    }

    private <T> Runnable answer(String what, List<JournalId> of, Supplier<T> teller, Promise<T> promise) {
        try {
            for (JournalId id : of) {
                while (open(id) && follow(id, LONG_RUN) == LONG_RUN) {
                    Thread.onSpinWait();
                }
            }
            T told = teller.get();
            return () -> promise.tryComplete(told);
        } catch (RuntimeException | InternalError e) {
            LOG.error("what became of {} could not be told", what, e);
            closeAll();
            return () -> promise.tryFail(e);
        }
    }

    private Told tell(long orderId, int depth) {
        Life life = lineage.of(orderId, depth);
        if (life == null) {
            return null;
        }
        Map<String, Long> read = new LinkedHashMap<>();
        for (JournalId id : JOURNALS) {
            read.put(DataDirectory.name(id), lineage.index(id) == null ? 0L : lineage.index(id).seq());
        }
        return new Told(life, text, read);
    }

    /** Whether the journal could be opened, now or before. */
    private boolean open(JournalId id) {
        if (lineage.index(id) != null) {
            return true;
        }
        Journal journal = data.standing(id);
        if (journal == null) {
            return false;
        }
        opened.put(id, journal);
        lineage.set(id, JournalIndex.of(data, id, journal, id == own));
        return true;
    }

    private int follow(JournalId id, int most) {
        return lineage.index(id).follow(most);
    }

    @Override
    public int doWork() {
        int work = 0;
        Runnable question = questions.poll();
        while (question != null) {
            question.run();
            work++;
            question = work < ANSWERS ? questions.poll() : null;
        }
        for (JournalId id : JOURNALS) {
            if (System.nanoTime() - dueNs.get(id) >= 0) {
                work += keepUp(id);
            }
        }
        return work;
    }

    private int keepUp(JournalId id) {
        try {
            int read = open(id) ? follow(id, BATCH) : 0;
            if (read < BATCH) {
                dueNs.put(id, System.nanoTime() + (id == own ? OWN_EVERY_NS : OTHERS_EVERY_NS));
            }
            return read;
        } catch (RuntimeException | InternalError e) {
            LOG.error("lineage cannot follow journal {}; it tries again", DataDirectory.name(id), e);
            dueNs.put(id, System.nanoTime() + RETRY_NS);
            close(id);
            return 0;
        }
    }

    private void closeAll() {
        for (JournalId id : JOURNALS) {
            close(id);
        }
    }

    private void close(JournalId id) {
        CloseHelper.quietCloseAll(lineage.index(id), opened.remove(id));
        lineage.set(id, null);
    }

    @Override
    public String roleName() {
        return DataDirectory.name(own) + "-lineage";
    }

    @Override
    public void onClose() {
        closed = true;
        closeAll();
        Runnable question = questions.poll();
        while (question != null) {
            question.run();
            question = questions.poll();
        }
        closeAll();
    }
}
