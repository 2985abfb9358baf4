package throughline.lineage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.collections.LongArrayList;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedDecoder;

/** Finds orders of any business date, by id or by what their users call them, in the journals. One thread. */
final class Memory {
    /** Most orders of a name that are told of, the newest. */
    static final int MOST = 1_000;

    private final Lineage journals;
    private final NameKey names = new NameKey();

    Memory(Lineage journals) {
        this.journals = journals;
    }

    /** What there is of an order; null: that id is no order's. */
    Past order(long orderId) {
        JournalRecord first = index(JournalId.FRONT).read(orderId);
        boolean captured = first != null && first.orderId() == orderId
            && first.templateId() == OrderCapturedDecoder.TEMPLATE_ID;
        return captured ? order(orderId, openings()) : null;
    }

    private List<Long> openings() {
        return List.copyOf(index(JournalId.FRONT).named(NameKey.OPENING));
    }

    private Past order(long orderId, List<Long> openings) {
        return new Past(orderId, records(JournalId.FRONT, orderId), records(JournalId.MIDDLE, orderId), openings);
    }

    /** A user's orders of a name, or else what others call so, newest first. */
    List<Past> called(String name, int user) {
        Set<Long> own = new TreeSet<>(Comparator.reverseOrder());
        Set<Long> others = new TreeSet<>(Comparator.reverseOrder());
        LongArrayList seqs = index(JournalId.FRONT).named(NameKey.of(name));
        for (int i = seqs.size() - 1; i >= 0 && own.size() < MOST; i--) {
            JournalRecord record = index(JournalId.FRONT).read(seqs.getLong(i));
            Set<Long> among = names.bears(record, name) && names.user(record) == user ? own : others;
            if (names.bears(record, name) && among.size() < MOST) {
                among.add(record.orderId());
            }
        }
        List<Long> openings = openings();
        return (own.isEmpty() ? others : own).stream().map(id -> order(id, openings)).toList();
    }

    /** All of an order's records in a journal, in order. */
    List<JournalRecord> records(JournalId id, long orderId) {
        JournalIndex index = index(id);
        List<JournalRecord> records = new ArrayList<>();
        LongArrayList seqs = index.ofOrder(orderId);
        for (int i = 0; i < seqs.size(); i++) {
            records.add(new LifeStep(id, index.read(seqs.getLong(i))).record);
        }
        return records;
    }

    private JournalIndex index(JournalId id) {
        JournalIndex index = journals.index(id);
        if (index == null) {
            throw new IllegalStateException("journal " + id + " does not stand");
        }
        return index;
    }
}
