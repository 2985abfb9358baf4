package throughline.books;

import java.util.List;

/**
 * An entry as the books hold it, with its postings in order. Dates are ISO-8601, empty: none; enums by their value.
 */
public record BookedEntry(long entryId, long seq, long timeNs, int causeJournal, long causeSeq, long orderId,
                          long sourceId, long reverses, String accountingDate, String tradeDate, String valueDate,
                          String bookingDate, int traderId, int kind, String text, List<Line> lines) {
    /** A posting: + debit, - credit, in the unit's smallest part. */
    public record Line(int ledgerAccountId, int unit, int unitKind, long amount) {
    }
}
