package throughline.lineage;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.message.JournalId;
import throughline.message.JournalRecord;

/** A record in an order's life, copied from its journal, with what it is linked to. */
final class LifeStep {
    final JournalId journal;
    final JournalRecord record = new JournalRecord();
    /** Steps it led to, of those that are told. */
    final List<LifeStep> caused = new ArrayList<>();
    /** The other sides of its match. */
    final List<LifeStep> matched = new ArrayList<>();
    /** Records it led to that are not told. */
    long more;
    /** Its time, but not before that of its cause or of the record before it, whatever its office's clock said. */
    long toldNs;

    LifeStep(JournalId journal, JournalRecord source) {
        this.journal = journal;
        byte[] bytes = new byte[source.length()];
        source.buffer().getBytes(0, bytes);
        record.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    long seq() {
        return record.seq();
    }

    /** Its own key as a cause. */
    long key() {
        return Block.cause(journal.value(), record.seq());
    }

    /** Key of its cause; 0: none. */
    long causeKey() {
        return record.causeSeq() == 0 ? 0 : Block.cause(record.causeJournal(), record.causeSeq());
    }

    /** Whether it is of no order: it concerns many, or names what does. */
    boolean isOfSet() {
        return record.orderId() == 0;
    }
}
