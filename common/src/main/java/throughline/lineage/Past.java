package throughline.lineage;

import java.util.List;
import throughline.message.JournalRecord;

/**
 * All that the journals hold of what an order became, for the front to make it anew.
 *
 * @param orderId the order
 * @param own its records in the front's journal, in order; the first captured it; empty: it has not been read, nor what
 *     would follow it
 * @param decisions its records in the middle's journal, in order
 * @param openings seqs of all the front's records that opened a business date, ascending
 * @param basketName what its user calls the basket it came in; empty: nothing, or there is none
 */
public record Past(long orderId, List<JournalRecord> own, List<JournalRecord> decisions, List<Long> openings,
    String basketName) {
    /** Whether its records are here. */
    public boolean isRead() {
        return !own.isEmpty();
    }
}
