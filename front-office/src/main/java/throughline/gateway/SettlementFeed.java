package throughline.gateway;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.capture.FrontMachine;
import throughline.desk.Desk;
import throughline.desk.Problem;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.office.DataDirectory;

/**
 * Follows the back office's journal for what people see of settlement, beside the office, which neither waits for it
 * nor decides by it: from the journal's first record once the desk has caught up, part by part, each taken up on the
 * desk's thread. Subscribers are told from where it first met the journal's end. On a thread of its own.
 */
final class SettlementFeed implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementFeed.class);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_RECORDS = 1 << 12;
    private static final int MOST_BYTES = 1 << 15;

    private final DataDirectory data;
    private final Desk<FrontMachine> desk;
    private final Settlements settlements;
    private final ExpandableArrayBuffer part = new ExpandableArrayBuffer(2 * MOST_BYTES);
    private final JournalRecord record = new JournalRecord();
    private Journal journal;
    private RecordCursor cursor;
    private Future<Boolean> taken = Future.succeededFuture(true);
    private int length;
    private long nextTryNs = System.nanoTime();
    private boolean metEnd;
    private boolean ended;

    SettlementFeed(DataDirectory data, Desk<FrontMachine> desk, Settlements settlements) {
        this.data = data;
        this.desk = desk;
        this.settlements = settlements;
    }

    @Override
    public int doWork() {
        if (ended || !taken.isComplete() || desk.isRecovering()) {
            return 0;
        }
        try {
            return cursor == null ? open() : taken.succeeded() ? read() : handAgain();
        } catch (RuntimeException e) {
            ended = true;
            LOG.error("the channel of settlement stands still: {}", e.getMessage(), e);
            return 0;
        }
    }

    private int open() {
        if (System.nanoTime() - nextTryNs < 0) {
            return 0;
        }
        nextTryNs = System.nanoTime() + RETRY_NS;
        journal = data.standing(JournalId.BACK);
        cursor = journal == null ? null : new RecordCursor(DataDirectory.name(JournalId.BACK), journal);
        return cursor == null ? 0 : 1;
    }

    private int read() {
        length = 0;
        int seen = 0;
        boolean there = cursor.next();
        while (there) {
            seen++;
            JournalRecord next = cursor.record();
            if (Settlements.isOfConcern(next.templateId())) {
                part.putInt(length, next.length());
                part.putBytes(length + Integer.BYTES, next.buffer(), 0, next.length());
                length += Integer.BYTES + next.length();
            }
            there = seen < MOST_RECORDS && length < MOST_BYTES && cursor.next();
        }
        boolean meetsEnd = !metEnd && seen < MOST_RECORDS && length < MOST_BYTES;
        metEnd |= meetsEnd;
        if (length > 0 || meetsEnd) {
            taken = desk.read(this::take);
        }
        return seen;
    }

    /** The desk took nothing of it: it does not stand yet, or no longer. */
    private int handAgain() {
        if (!(taken.cause() instanceof Problem)) {
            throw new IllegalStateException("a record was not taken up", taken.cause());
        }
        if (System.nanoTime() - nextTryNs >= 0) {
            nextTryNs = System.nanoTime() + RETRY_NS;
            taken = desk.read(this::take);
        }
        return 0;
    }

    /** On the desk's thread, while this one waits. */
    private boolean take(FrontMachine state) {
        for (int at = 0; at < length;) {
            int bytes = part.getInt(at);
            settlements.take(state, record.wrap(part, at + Integer.BYTES, bytes));
            at += Integer.BYTES + bytes;
        }
        if (metEnd) {
            settlements.tell(state);
        }
        return true;
    }

    @Override
    public void onClose() {
        CloseHelper.quietCloseAll(cursor, journal);
    }

    @Override
    public String roleName() {
        return "front-settlement";
    }
}
