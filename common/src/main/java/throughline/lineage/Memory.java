package throughline.lineage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.collections.LongArrayList;
import throughline.message.BasketCapturedDecoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.OrderCapturedDecoder;

/** Finds orders of any business date, by id or by what their users call them, in the journals. One thread. */
final class Memory {
    /** Most orders of a name that are told of, the newest; a user's own, and as many of others. */
    static final int MOST = 1_000;
    /** Records that are in memory at a time for one question, but for those of a single order. */
    private static final int AT_A_TIME = 1 << 15;

    private final Lineage journals;
    private final int atATime;
    private final NameKey names = new NameKey();
    private final OrderCapturedDecoder captured = new OrderCapturedDecoder();
    private final BasketCapturedDecoder basket = new BasketCapturedDecoder();

    Memory(Lineage journals) {
        this(journals, AT_A_TIME);
    }

    /** As it is, with another bound of records at a time. */
    Memory(Lineage journals, int atATime) {
        this.journals = journals;
        this.atATime = atATime;
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
        List<JournalRecord> own = records(JournalId.FRONT, orderId);
        return new Past(orderId, own, records(JournalId.MIDDLE, orderId), openings, basketName(own.get(0)));
    }

    private String basketName(JournalRecord order) {
        captured.wrap(order.buffer(), order.body(), order.blockLength(), order.version());
        JournalRecord record = captured.basketId() == 0 ? null : index(JournalId.FRONT).read(captured.basketId());
        if (record == null || record.templateId() != BasketCapturedDecoder.TEMPLATE_ID) {
            return "";
        }
        basket.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        basket.orders().forEach(BasketCapturedDecoder.OrdersDecoder::sbeSkip);
        return basket.requestKey();
    }

    /**
     * The orders of a name, a user's own and those that others call so, newest first: those below an id, as many as are
     * held at a time. One that is not read any more stands for itself and all that are older: it has no records.
     */
    List<Past> called(String name, int user, long below) {
        List<Long> openings = openings();
        List<Past> orders = new ArrayList<>();
        int records = 0;
        for (long id : ids(name, user)) {
            if (id < below && records >= atATime) {
                orders.add(new Past(id, List.of(), List.of(), openings, ""));
                return orders;
            }
            if (id < below) {
                Past order = order(id, openings);
                records += order.own().size() + order.decisions().size();
                orders.add(order);
            }
        }
        return orders;
    }

    /** The newest of both kinds: however often others use the name, a user's own are among them. */
    private Set<Long> ids(String name, int user) {
        Set<Long> own = new TreeSet<>(Comparator.reverseOrder());
        Set<Long> others = new TreeSet<>(Comparator.reverseOrder());
        LongArrayList seqs =
            name.isEmpty() ? new LongArrayList() : index(JournalId.FRONT).named(NameKey.of(name));
        for (int i = seqs.size() - 1; i >= 0 && Math.min(own.size(), others.size()) < MOST; i--) {
            JournalRecord record = index(JournalId.FRONT).read(seqs.getLong(i));
            Set<Long> among = names.bears(record, name) && names.user(record) == user ? own : others;
            if (names.bears(record, name) && among.size() < MOST) {
                among.add(record.orderId());
            }
        }
        own.addAll(others);
        return own;
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
