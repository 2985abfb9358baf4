package throughline.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.JournalRecord;
import throughline.office.SnapshotStore;
import throughline.rehearsal.Judgement;
import throughline.rehearsal.Ruling;

/** Reviews over journals in memory, run to their end at once. */
public final class Reviewed {
    private Reviewed() {
    }

    /** The records of all judgements in a middle journal, by order. */
    public static Map<Long, List<JournalRecord>> judgements(Journal middle) {
        Map<Long, List<JournalRecord>> found = new LinkedHashMap<>();
        try (RecordCursor cursor = new RecordCursor("middle", middle)) {
            while (cursor.next()) {
                JournalRecord record = cursor.record();
                if (Judgement.is(record.templateId())) {
                    byte[] bytes = new byte[record.length()];
                    record.buffer().getBytes(0, bytes);
                    found.computeIfAbsent(record.orderId(), id -> new ArrayList<>())
                        .add(new JournalRecord().wrap(new UnsafeBuffer(bytes), 0, bytes.length));
                }
            }
        }
        return found;
    }

    /** What became of the judgements of an order. */
    public static List<Judged> of(long orderId, Journal middle, Journal front, SnapshotStore snapshots) {
        return of(orderId, judgements(middle).get(orderId), middle, front, snapshots);
    }

    /** What became of some of them. */
    public static List<Judged> of(long orderId, List<JournalRecord> records, Journal middle, Journal front,
        SnapshotStore snapshots) {
        Review review = new Review(orderId, records);
        review.run(middle, front, snapshots, () -> { });
        return review.found().join();
    }

    /** How often one looks up: the more often, the more it has read. */
    public static int pauses(long orderId, Journal middle, Journal front, SnapshotStore snapshots) {
        AtomicInteger pauses = new AtomicInteger();
        Review review = new Review(orderId, judgements(middle).get(orderId));
        review.run(middle, front, snapshots, pauses::incrementAndGet);
        review.found().join();
        return pauses.get();
    }

    /** What is wrong with a judgement that was made again: its checks must lead to its record; empty: nothing is. */
    public static String fault(Judged one) {
        if (!one.isDecidedAgain()) {
            return one.whyNot();
        }
        if (one.checks().isEmpty()) {
            return "no check";
        }
        for (int i = 0; i + 1 < one.checks().size(); i++) {
            if (one.checks().get(i).result() == Check.Result.FAILED) {
                return one.checks().get(i).control() + " has failed, and another control was asked";
            }
        }
        Check last = one.checks().get(one.checks().size() - 1);
        Ruling ruling = one.ruling();
        boolean tells = last.tests().stream().anyMatch(test -> test.result() == Check.Result.FAILED
            && new Ruling(test.code(), test.metric(), test.scope(), test.limit(), test.observed()).equals(ruling));
        if (ruling.accepts()) {
            return last.result() == Check.Result.FAILED ? last + " of an accepted order" : "";
        }
        return last.result() != Check.Result.FAILED ? "nothing failed" : tells ? "" : last + " does not tell " + ruling;
    }
}
